"""A table of contents: each line is one word of the product. Beside them stand the description and its page."""

from django.urls import URLPattern, URLResolver, include, path
from ninja import NinjaAPI

from redbridge.api import (
    arrivals,
    arriving,
    audience,
    choosing,
    drafts,
    explaining,
    feed,
    follows,
    friends,
    glossary,
    inbox,
    interactions,
    leaving,
    media,
    notes,
    notifying,
    oldhandles,
    operating,
    people,
    problems,
    settling,
    site,
    slots,
    things,
    tokens,
    translations,
    trust,
    vocabulary,
)
from redbridge.api.door import guarded
from redbridge.api.pages import docs, openapi
from redbridge.api.words import Reading, Writing

WORDS = (
    *(feed, site, people, follows, notes, things, drafts, media, interactions, inbox, notifying),
    *(arriving, choosing, slots, oldhandles, friends, settling, audience, leaving, translations, vocabulary),
    *(glossary, explaining),
    *(trust, tokens, operating, arrivals),
)


def _api() -> NinjaAPI:
    made = NinjaAPI(
        title="Redbridge",
        version="1",
        docs_url=None,
        openapi_url=None,
        urls_namespace="bridge",
        parser=Reading(),
        renderer=Writing(),
    )
    problems.register(made)
    for each in WORDS:
        made.add_router("", each.word)
    return made


def _addresses() -> list[URLPattern | URLResolver]:
    """What ninja made of the operations, each behind the door."""
    found: list[URLPattern | URLResolver] = []
    for pattern in api.urls[0]:
        if isinstance(pattern, URLPattern) and pattern.name != "api-root":
            pattern.callback = guarded(pattern.callback)
            found.append(pattern)
    return found


api = _api()
urlpatterns = [
    path("docs", docs, name="api-docs"),
    path("bridge/v1/openapi.json", openapi, name="openapi"),
    path("bridge/v1/", include((_addresses(), "bridge"))),
    path("bridge/v1/<path:rest>", guarded(problems.nothing_here), name="api-nothing"),
]
