"""A table of contents: each line is one word of the product."""

from importlib import import_module

from django.urls import URLPattern, URLResolver

# The order matters only where paths could overlap; they do not.
PLACES = ("collections", "comments", "explore", "files", "look", "notes", "people", "publish", "trust")


def _all() -> list[URLPattern | URLResolver]:
    found: list[URLPattern | URLResolver] = []
    for place in PLACES:
        found += import_module(f"redbridge.web.{place}").urlpatterns
    return found


urlpatterns = _all()
