"""A table of contents: each line is one word of the product."""

from importlib import import_module

from django.urls import URLPattern, URLResolver

# The order matters only where paths could overlap; they do not.
PLACES = (
    "arrivals",
    "arriving",
    "beside",
    "captioning",
    "choosing",
    "comments",
    "cooking",
    "devices",
    "embedding",
    "explore",
    "files",
    "following",
    "friends",
    "history",
    "inbox",
    "indexing",
    "installing",
    "joining",
    "linkspage",
    "leaving",
    "look",
    "mentors",
    "mutedwords",
    "notes",
    "notifying",
    "oldhandles",
    "operating",
    "papers",
    "people",
    "planning",
    "publish",
    "saves",
    "security",
    "settings_pages",
    "settling",
    "sharepack",
    "sharing",
    "signing_in",
    "slots",
    "syndication",
    "things",
    "ties",
    "tokens",
    "trust",
    "videos",
    "waitingroom",
    "watch",
    "welcome",
)


def _all() -> list[URLPattern | URLResolver]:
    found: list[URLPattern | URLResolver] = []
    for place in PLACES:
        found += import_module(f"redbridge.web.{place}").urlpatterns
    return found


urlpatterns = _all()
