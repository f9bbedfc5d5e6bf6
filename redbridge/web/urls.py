"""A table of contents: each line is one word of the product."""

from importlib import import_module

from django.urls import URLPattern, URLResolver

# The order matters only where paths could overlap; they do not.
PLACES = (
    "comments",
    "explore",
    "files",
    "inbox",
    "indexing",
    "installing",
    "joining",
    "look",
    "notes",
    "operating",
    "papers",
    "people",
    "publish",
    "saves",
    "security",
    "settings_pages",
    "signing_in",
    "trust",
    "welcome",
)


def _all() -> list[URLPattern | URLResolver]:
    found: list[URLPattern | URLResolver] = []
    for place in PLACES:
        found += import_module(f"redbridge.web.{place}").urlpatterns
    return found


urlpatterns = _all()
