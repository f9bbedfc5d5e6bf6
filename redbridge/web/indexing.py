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
    """The newest notes that everybody may find."""
    text = cache.get_or_set("sitemap", _sitemap, SITEMAP_SECONDS)
    return _kept(HttpResponse(text, content_type="application/xml; charset=utf-8"), SITEMAP_SECONDS)


def _sitemap() -> str:
    entries = [f"<url><loc>{settings.SITE_URL}/</loc></url>"]
    for note_id, changed_at in notes.sitemap_ids():
        changed = f"<lastmod>{changed_at:%Y-%m-%d}</lastmod>"
        entries.append(f"<url><loc>{settings.SITE_URL}/n/{note_id}</loc>{changed}</url>")
    body = "\n".join(entries)
    start = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return f"{start}\n{body}\n</urlset>\n"


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
