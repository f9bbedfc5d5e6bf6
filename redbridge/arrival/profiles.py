"""What on an old profile its owner alone can have written: the words of its head, and links that say "this is me".

Comments, captions and whom a page recommends are others' and prove nothing.
"""

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote, urlsplit

from redbridge.arrival.handles import ACTOR
from redbridge.arrival.reading.tokens import fold

SAID = {"description", "og:description", "og:title", "twitter:description", "twitter:title", "redbridge"}


def is_same_profile(url: str, found: str) -> bool:
    """Whether a page is still the profile that was asked for: a name that moved on proves nothing."""
    return _path_of(url) == _path_of(found)


def words_of_owner(kind: str, text: str) -> Iterator[str]:
    """The words of a profile that are its owner's."""
    if kind == ACTOR:
        actor = _actor(text)
        yield from (str(actor.get(key) or "") for key in ("summary", "name"))
        return
    page = _read(text)
    yield from page.said


def links_of_owner(kind: str, text: str) -> Iterator[str]:
    """Addresses to which a profile links as its owner's own (rel=me)."""
    if kind != ACTOR:
        yield from _read(text).own_links
        return
    fields = _actor(text).get("attachment")
    for field in fields if isinstance(fields, list) else []:
        if isinstance(field, dict) and isinstance(field.get("value"), str):
            yield from _read(field["value"]).own_links


def is_actor_of(kind: str, text: str, key: str) -> bool:
    """Whether a machine-readable profile is that of the handle; pages for people say nothing of the kind."""
    return kind != ACTOR or fold(str(_actor(text).get("preferredUsername") or "")) == key.partition("@")[0]


def _actor(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


class _Page(HTMLParser):
    """What the head of a page says of it, and its rel=me links."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.own_links: list[str] = []
        self._in_body = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "body":
            self._in_body = True
        named_so = given.get("name") or given.get("property") or ""
        if tag == "meta" and not self._in_body and named_so.lower() in SAID:
            self.said.append(given.get("content", ""))
        if tag in {"a", "link"} and "me" in given.get("rel", "").lower().split():
            self.own_links.append(given.get("href", ""))


def _read(text: str) -> _Page:
    page = _Page()
    page.feed(text)
    return page


def _path_of(url: str) -> str:
    return unquote(urlsplit(url).path).rstrip("/").casefold()
