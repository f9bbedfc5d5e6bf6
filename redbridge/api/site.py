"""The site itself: what it is called, its languages, topics and norms."""  # noqa: A005 - a word of the product

from importlib.metadata import version

from django.conf import settings
from django.http import HttpRequest
from ninja import Schema

from redbridge.accounts import queries
from redbridge.accounts.actions import PLATFORMS
from redbridge.accounts.texts import TEXT_VERSIONS
from redbridge.api.saying import Json, address
from redbridge.api.words import Word
from redbridge.feed.topics import TOPICS
from redbridge.language.names import NAMES
from redbridge.trust.norms import NORMS

word = Word("site")


class Language(Schema):
    """A language of the pages, in its own name."""

    code: str
    name: str


class Topic(Schema):
    """A topic of Explore."""

    id: str
    label: str


class Norm(Schema):
    """What everybody is asked for, and why."""

    id: str
    version: str
    title: str
    why: str


class Text(Schema):
    """A text that people agree to: its version and its page."""

    id: str
    version: str
    page: str


class Site(Schema):
    """What somebody should know who comes here for the first time."""

    name: str
    address: str
    version: str
    sign_up: str
    contact: str
    languages: list[Language]
    topics: list[Topic]
    norms: list[Norm]
    texts: list[Text]
    caption_languages: list[Language]
    platforms: list[str]
    docs: str
    requests_a_minute: int


@word.reads("site", Site, is_open=True)
def get_site(request: HttpRequest) -> Json:
    """What this site is, in the language of the answer."""
    site = queries.site()
    return {
        "name": site.name,
        "address": settings.SITE_URL,
        "version": version("redbridge"),
        "sign_up": queries.sign_up_policy(),
        "contact": site.contact,
        "languages": [{"code": code, "name": name} for code, name in queries.languages()],
        "topics": [{"id": name, "label": str(topic.label)} for name, topic in TOPICS.items()],
        "norms": [
            {"id": norm.id, "version": norm.version, "title": str(norm.title), "why": str(norm.why)}
            for norm in NORMS.values()
        ],
        "texts": [{"id": name, "version": text, "page": address(f"/{name}")} for name, text in TEXT_VERSIONS.items()],
        "caption_languages": [{"code": code, "name": name} for code, name in NAMES.items()],
        "platforms": list(PLATFORMS),
        "docs": address("/api/docs"),
        "requests_a_minute": settings.API_PACE,
    }
