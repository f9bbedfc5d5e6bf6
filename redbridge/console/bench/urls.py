"""The site's addresses and the bare view; only `redbridge bench` loads this."""

from django.http import HttpRequest, HttpResponse  # noqa: TID251 - the one page of this door
from django.urls import include, path

from redbridge.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

BARE = (b"<!doctype html><title>Bare</title>" + b"<p>Constant bytes, no question to the database.</p>" * 20)[:1024]


def bare(_request: HttpRequest) -> HttpResponse:
    """As little as Django can do behind the same server and middleware."""
    return HttpResponse(BARE)


urlpatterns = [path("bench/bare", bare), path("", include("redbridge.urls"))]
