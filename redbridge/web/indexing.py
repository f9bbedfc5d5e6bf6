"""What search engines and browsers ask every site for: robots.txt, the site map, an icon."""

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.urls import path
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from redbridge.notes import queries as notes

NOT_FOR_ROBOTS = (
    "/settings", "/inbox", "/drafts", "/new", "/sign-", "/welcome", "/report/", "/moderation", "/operate", "/setup",
)  # fmt: skip
SITEMAP_SECONDS = 600
HOUR = 3600


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be read; what needs a person may not."""
    lines = ["User-agent: *", *(f"Disallow: {start}" for start in NOT_FOR_ROBOTS)]
    lines += ["", f"Sitemap: {settings.SITE_URL}/sitemap.xml", ""]
    return _kept(HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8"), HOUR)


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The newest notes that everybody may find at this moment: what was closed since the list was made is left out."""
    listed: dict[int, str] = cache.get_or_set("sitemap", _listed, SITEMAP_SECONDS) or {}
    found = notes.open_versions(listed)
    body = "\n".join([f"<url><loc>{settings.SITE_URL}/</loc></url>", *(listed[note_id] for note_id in found)])
    start = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    response = HttpResponse(f"{start}\n{body}\n</urlset>\n", content_type="application/xml; charset=utf-8")
    patch_cache_control(response, public=True, no_cache=True)
    return response


def _listed() -> dict[int, str]:
    """The entry of each note."""
    return {
        note_id: f"<url><loc>{settings.SITE_URL}/n/{note_id}</loc><lastmod>{changed:%Y-%m-%d}</lastmod></url>"
        for note_id, changed in notes.sitemap_ids()
    }


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """For browsers that ask without reading the page."""
    return _kept(HttpResponseRedirect(static("img/logo.svg")), HOUR)


def _kept(response: HttpResponse, seconds: int) -> HttpResponse:
    patch_cache_control(response, public=True, max_age=seconds)
    return response


urlpatterns = [
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("favicon.ico", favicon, name="favicon"),
    path("favicon.svg", favicon, name="favicon-svg"),
]
