"""The privacy page and the terms: short, plain, and true for what the site does now."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from redbridge.accounts import queries
from redbridge.accounts.texts import TEXT_VERSIONS
from redbridge.regions.rules import get_region


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept, why and for how long."""
    return _paper(request, "privacy")


@require_safe
def terms(request: HttpRequest) -> HttpResponse:
    """What people and this place agree on."""
    return _paper(request, "terms")


def _paper(request: HttpRequest, name: str) -> HttpResponse:
    site = queries.site()
    context = {
        "version": TEXT_VERSIONS[name],
        "contact": site.contact,
        "minimum_age": get_region(site.region).minimum_age,
        "can_mail": settings.CAN_MAIL,
    }
    return render(request, f"papers/{name}.html", context)


urlpatterns = [
    path("privacy", privacy, name="privacy"),
    path("terms", terms, name="terms"),
]
