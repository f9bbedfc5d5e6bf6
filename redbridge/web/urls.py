"""A table of contents: each line is one word of the product."""

from importlib import import_module

from django.urls import URLPattern, URLResolver

# Paths do not overlap, so any order is right: every address before is tried, and the most asked for stand first.
PLACES = (
    "following",
    "explore",
    "notes",
    "watch",
    "files",
    "people",
    "inbox",
    "arrivals",
    "arriving",
    "beside",
    "captioning",
    "choosing",
    "comments",
    "cooking",
    "decoding",
    "devices",
    "embedding",
    "explaining",
    "friends",
    "history",
    "improving",
    "indexing",
    "installing",
    "joining",
    "linkspage",
    "leaving",
    "look",
    "mentors",
    "mutedwords",
    "notifying",
    "oldhandles",
    "operating",
    "papers",
    "planning",
    "publish",
    "reading",
    "readinghabits",
    "remembering",
    "saves",
    "security",
    "settings_pages",
    "settling",
    "sharepack",
    "sharing",
    "signing_in",
    "slang",
    "slots",
    "syndication",
    "things",
    "ties",
    "tokens",
    "translating",
    "trust",
    "videos",
    "waitingroom",
    "welcome",
    "words",
)


def _all() -> list[URLPattern | URLResolver]:
    found: list[URLPattern | URLResolver] = []
    for place in PLACES:
        found += import_module(f"redbridge.web.{place}").urlpatterns
    return found


urlpatterns = _all()
