"""The site as an app on a home screen: its manifest, its service worker, and a page for when there is no network."""

from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import path
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from redbridge.web.shell import Shell

PAPER = "#fbfaf7"
HOUR = 3600
ICONS = (("logo.svg", "any", "any"), ("icon-192.png", "192x192", "any"), ("icon-512.png", "512x512", "any"))
MASKABLE = (("icon-maskable-192.png", "192x192", "maskable"), ("icon-maskable-512.png", "512x512", "maskable"))


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone needs to know to put the site on the home screen, in the language of the page that links it."""
    shell = Shell(request)
    shortcuts = ((_("New note"), "/new"), (_("Inbox"), "/inbox"), (_("Find"), "/find"))
    found = {
        "id": "/",
        "name": shell.site_name,
        "short_name": shell.site_name,
        "description": _("Photo notes from both banks of the river. Read in your own language."),
        "lang": shell.lang,
        "dir": "rtl" if get_language_bidi() else "ltr",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "categories": ["social", "lifestyle", "photo"],
        "icons": [_icon(*each) for each in (*ICONS, *MASKABLE)],
        "shortcuts": [{"name": name, "url": url} for name, url in shortcuts],
    }
    response = JsonResponse(found, content_type="application/manifest+json")
    response.headers["Cache-Control"] = f"public, max-age={HOUR}"
    return response


def _icon(name: str, sizes: str, purpose: str) -> dict[str, str]:
    kind = "image/svg+xml" if name.endswith(".svg") else "image/png"
    return {"src": static(f"img/{name}"), "sizes": sizes, "type": kind, "purpose": purpose}


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """Served from the root under a plain name: it may only look after what lies below its own address."""
    response = HttpResponse(_service_worker(), content_type="text/javascript; charset=utf-8")
    response.headers["Service-Worker-Allowed"] = "/"
    response.headers["Cache-Control"] = "public, no-cache"
    return response


@cache
def _service_worker() -> bytes:
    return Path(finders.find("js/sw.js") or "").read_bytes()


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """Kept by the service worker and shown where a page cannot be had; nothing in it is personal."""
    response = render(request, "installing/offline.html")
    response.headers["Cache-Control"] = "private, no-cache"
    return response


urlpatterns = [
    path("manifest.webmanifest", manifest, name="manifest"),
    path("offline", offline, name="offline"),
    path("sw.js", service_worker, name="service-worker"),
]
