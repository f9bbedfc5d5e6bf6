"""Archives of Mastodon and its relatives (Pixelfed, Akkoma), and the lists that they export as tables."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from redbridge.arrival.reading.values import when
from redbridge.arrival.sources.jsonrows import BESIDE, START, document, rows
from redbridge.arrival.sources.markup import links, plain
from redbridge.arrival.sources.mastodon_lists import is_list, item, read_list
from redbridge.arrival.sources.mastodon_posts import POSTS, post_of, source_id_of, status_of, text
from redbridge.arrival.sources.shape import (
    Box,
    Fault,
    Found,
    Kin,
    Medium,
    Missed,
    Profile,
    Row,
    Section,
    Unknown,
    Unread,
    Unreadable,
)
from redbridge.arrival.sources.shelves import Shelf, kind_of, stem
from redbridge.kit.text import tidy, tidy_line

TABLES = (".csv", ".tsv")
ITEMS = {"likes": "likes", "favourites": "likes", "favorites": "likes", "bookmarks": "bookmarks"}
QUIET = frozenset(("actor", "outbox", "context", "manifest"))
MOST_TABLES = 50


class Mastodon:
    """Posts with their media, boosts, favourites, bookmarks, and lists of people."""

    name = "mastodon"
    platform = "mastodon"

    def recognize(self, box: Box) -> Kin | None:
        """By its outbox, by statuses as programs save them, or by tables of accounts."""
        shelf = Shelf(box)
        for name in shelf.named("outbox.json"):
            head = box.head(name, 8192)
            if b"orderedItems" in head or b"OrderedCollection" in head or b'"Create"' in head:
                return Kin(95, "archive")
        if any(b"preferredUsername" in box.head(name, 16_384) for name in shelf.named("actor.json")):
            return Kin(90, "archive")
        if any(_holds_statuses(box, name) for name in shelf.ending(".json")[:MOST_TABLES]):
            return Kin(85, "statuses")
        if any(_is_items(box, name) for name in shelf.named("likes.json", "bookmarks.json")):
            return Kin(80, "lists")
        tables = shelf.ending(*TABLES)
        if any(_is_list(box, name) for name in tables[:MOST_TABLES]):
            return Kin(60 if any(kind_of(member.name) for member in shelf.members) else 75, "lists")
        return None

    def read(self, box: Box, kin: Kin, tell: Callable[[int], None]) -> Iterator[Found]:  # noqa: ARG002 - files tell enough
        """Who, then lists of people, then posts, then the rest."""
        yield from _Reading(box, tell).everything()


class _Reading:
    """One archive on its way."""

    def __init__(self, box: Box, tell: Callable[[int], None]) -> None:
        self.box, self.tell, self.said = box, tell, 0
        self.shelf = Shelf(box)
        self.actor = self.followers = ""
        self.muted_words: tuple[str, ...] = ()
        self.unknown: dict[str, int] = {}

    def everything(self) -> Iterator[Found]:
        yield from self._guarded("actor.json", self._profile())
        for name in sorted(self.shelf.ending(*TABLES), key=_blocked_first):
            yield from self._guarded(name, read_list(self.box, name))
        for name in sorted(self.shelf.ending(".json"), key=_posts_first):
            if stem(name) not in ("actor", "custom_filters"):
                yield from self._guarded(name, self._file(name))
        yield from (Unknown(name, count) for name, count in self.unknown.items())

    def _guarded(self, name: str, found: Iterator[Found]) -> Iterator[Found]:
        try:
            yield from found
        except Unreadable as error:
            yield Fault(error.code, error.at or name)
        self.said += next((member.size for member in self.shelf.members if member.name == name), 0)
        self.tell(self.said)

    def _profile(self) -> Iterator[Found]:
        for name in self.shelf.named("custom_filters.json")[:1]:
            self.muted_words = tuple(_filtered(document(self.box, name)))
        actor: Any = None
        for name in self.shelf.named("actor.json")[:1]:
            actor = document(self.box, name)
        if isinstance(actor, dict):
            self.actor, self.followers = text(actor.get("id")), text(actor.get("followers"))
            yield _profile(actor, self.shelf, self.muted_words)
        elif self.muted_words:
            yield Profile(muted_words=self.muted_words)

    def _file(self, name: str) -> Iterator[Found]:
        section = ITEMS.get(stem(name), "")
        if section:
            yield Section(section)
        for key, row in rows(self.box, name):
            means = ITEMS.get(key, section)
            if row is START:
                if means and means != section:
                    yield Section(means)
                elif key in ("orderedItems", "items", "statuses", "") and not means:
                    yield Section("posts")
            elif key == BESIDE:
                if stem(name) not in QUIET and not section and "type" not in row:
                    self._count(stem(name), 0)
            elif means:
                yield _item(means, row)
            elif key in ("orderedItems", "items", "statuses", ""):
                yield from self._post(row, stem(name))
            else:
                self._count(f"{stem(name)}/{key}", 1)

    def _post(self, row: Any, where: str) -> Iterator[Found]:
        if not isinstance(row, dict):
            yield Fault("odd_row", where)
            yield Missed("posts", "odd_row")
            return
        if "created_at" in row and "type" not in row:
            yield from self._status(row)
            return
        kind, thing = row.get("type"), row.get("object")
        if kind in POSTS:
            kind, thing = "Create", row
        if kind == "Announce":
            yield Section("reposts")
            address = text(thing) or (text(thing.get("id")) if isinstance(thing, dict) else "")
            yield _dated(item("reposts", address), row)
        elif kind == "Create" and isinstance(thing, dict) and thing.get("type") in POSTS:
            yield from self._note(thing, row)
        else:
            inner = thing.get("type") if isinstance(thing, dict) else ""
            self._count("/".join(filter(None, (where, _word(kind), _word(inner)))), 1)

    def _note(self, thing: dict[str, Any], activity: dict[str, Any]) -> Iterator[Found]:
        actor = self.actor or text(activity.get("actor")) or text(thing.get("attributedTo"))
        post = post_of(thing, activity, actor=actor, followers=self.followers, find=self.shelf.find)
        if post is None:
            yield Unread("messages")
            return
        at = when(thing.get("published")) or when(activity.get("published"))
        address = text(thing.get("id")) or text(activity.get("id")) or f"{thing.get('published')}{post.text}"
        yield Row("posts", source_id_of(address), at, post=post)

    def _status(self, row: dict[str, Any]) -> Iterator[Found]:
        if isinstance(row.get("reblog"), dict):
            yield Section("reposts")
            yield _dated(item("reposts", text(row["reblog"].get("uri")) or text(row["reblog"].get("url"))), row)
            return
        found = status_of(row, find=self.shelf.find)
        if found is None:
            yield Unread("messages")
        else:
            post, source_id, at = found
            yield Row("posts", source_id, at, post=post)

    def _count(self, name: str, count: int) -> None:
        self.unknown[name] = self.unknown.get(name, 0) + count


def _item(section: str, row: Any) -> Found:
    address = text(row)
    if isinstance(row, dict):
        thing = row.get("object")
        address = text(thing) or text(row.get("id")) or text(row.get("uri")) or text(row.get("url"))
    return item(section, address) if address else Missed(section, "nameless")


def _dated(row: Row, said: dict[str, Any]) -> Found:
    at = when(said.get("published")) or when(said.get("created_at"))
    return Row(row.section, row.source_id, at, ref=row.ref, url=row.url) if row.ref else Missed(row.section, "nameless")


def _profile(actor: dict[str, Any], shelf: Shelf, muted_words: tuple[str, ...]) -> Profile:
    """Name, words, portrait and links of an account; its keys are not looked at."""
    name = text(actor.get("preferredUsername")).strip().lower()
    address = text(actor.get("id")) or text(actor.get("url"))
    try:
        host = (urlsplit(address).hostname or "").lower()
    except ValueError:
        host = ""
    fields = actor.get("attachment")
    values = [text(one.get("value")) for one in fields if isinstance(one, dict)] if isinstance(fields, list) else []
    found = [link for value in values for link in (links(value) or [value.strip()]) if link.startswith("http")]
    icon = actor.get("icon")
    icon = icon[0] if isinstance(icon, list) and icon else icon
    portrait = shelf.find(text(icon.get("url"))) if isinstance(icon, dict) else ""
    return Profile(
        handle=f"{name}@{host}" if name and host else name,
        name=tidy_line(plain(text(actor.get("name")))),
        bio=tidy(plain(text(actor.get("summary")))),
        portrait=Medium(member=portrait, kind="picture") if portrait else None,
        links=tuple(dict.fromkeys(found)),
        muted_words=muted_words,
    )


def _filtered(filters: Any) -> Iterator[str]:
    several = filters.get("custom_filters") if isinstance(filters, dict) else filters
    for one in several if isinstance(several, list) else ():
        keywords = one.get("keywords_attributes") if isinstance(one, dict) else None
        for word in keywords if isinstance(keywords, list) else ():
            if isinstance(word, dict) and (said := tidy_line(text(word.get("keyword")))):
                yield said


def _holds_statuses(box: Box, name: str) -> bool:
    head = box.head(name, 8192)
    return b'"visibility"' in head and b'"created_at"' in head and (b'"content"' in head or b'"spoiler_text"' in head)


def _is_items(box: Box, name: str) -> bool:
    return b"orderedItems" in box.head(name, 1024)


def _is_list(box: Box, name: str) -> bool:
    try:
        return is_list(box, name)
    except Unreadable:
        return False


def _blocked_first(name: str) -> tuple[int, str]:
    return (0 if "block" in stem(name) else 1 if "mute" in stem(name) else 2), name


def _posts_first(name: str) -> tuple[int, str]:
    return (0 if stem(name) == "outbox" else 1), name


def _word(value: Any) -> str:
    return value if isinstance(value, str) and value.isalnum() and len(value) <= 30 else ""  # noqa: PLR2004 - a type
