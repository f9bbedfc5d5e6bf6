"""Rows of Instagram's JSON, in both dialects and every language of labels: what they say is found by its form.

One dialect holds `string_map_data` under label keys or `string_list_data`, the other a list `label_values` with nested
`dict` and `vec`. Labels are translated, addresses and times are not, so nothing here asks for a label where a form will
do.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from redbridge.arrival.reading.values import hashtags, made_id, mentions, when
from redbridge.arrival.sources.shape import Medium, Post
from redbridge.arrival.sources.shelves import kind_of, stem
from redbridge.kit.text import tidy

HANDLE = re.compile(r"[A-Za-z0-9._]{1,30}")
_PROFILE = re.compile(r"https?://(?:www\.)?instagram\.com/(?:_u/)?([A-Za-z0-9._]{1,30})/?(?:[?#].*)?", re.IGNORECASE)
_ITEM = re.compile(r"https?://(?:www\.)?instagram\.com/(?:[A-Za-z0-9._]+/)?(?:p|reels?|tv)/([A-Za-z0-9_-]{1,60})")
_NOT_PEOPLE = frozenset(("p", "reel", "reels", "tv", "explore", "stories", "accounts", "direct", "_u"))
_ID = re.compile(r"(?:^|_)(\d{15,20})$")
DEEPEST = 8
MOST_MEDIA = 40


@dataclass(frozen=True, slots=True)
class Said:
    """One labelled thing of a row: a word, an address, a time; `depth` is 0 unless it stands in something nested."""

    label: str = ""
    value: str = ""
    href: str = ""
    at: Any = None
    depth: int = 0


def said(row: Any) -> list[Said]:
    """Everything that a row says, in order, whichever its dialect."""
    found: list[Said] = []
    if not isinstance(row, dict):
        return found
    found.extend(_one(label, entry, 0) for label, entry in _items(row.get("string_map_data")))
    found.extend(_one("", entry, 0) for entry in _list(row.get("string_list_data")))
    for entry in _list(row.get("label_values")):
        found.extend(_labelled(entry, 0))
    return [one for one in found if one != Said(depth=one.depth)]


def time_of(row: dict[str, Any]) -> datetime | None:
    """When a row happened: its own time, or the first that it says."""
    for key in ("timestamp", "creation_timestamp", "timestamp_value"):
        if at := when(row.get(key)):
            return at
    return next((at for one in said(row) if (at := when(one.at))), None)


def handle_of(row: dict[str, Any]) -> str:
    """Whom a row of people names: by an address, else by a word that can only be a name."""
    all_said = said(row)
    for address in (text for one in all_said for text in (one.href, one.value)):
        found = _PROFILE.fullmatch(address.strip())
        if found and found[1].lower() not in _NOT_PEOPLE:
            return found[1].lower()
    words = [one.value for one in all_said if one.depth == 0] + [text(row.get("title")), text(row.get("value"))]
    return next((word.lower() for word in map(str.strip, words) if HANDLE.fullmatch(word)), "")


def item_of(row: dict[str, Any]) -> tuple[str, str]:
    """Id and address of the post that a row names, empty where it names none."""
    named = [text(row.get("href"))] + [address for one in said(row) for address in (one.href, one.value)]
    for address in named:
        if found := _ITEM.match(address.strip()):
            return found[1], address.strip()
    return "", ""


def word_of(row: dict[str, Any], labels: frozenset[str] = frozenset()) -> str:
    """The word of a row: under one of these labels, else the first that is no address and no number, else its title."""
    words = [one for one in said(row) if one.value.strip() and "://" not in one.value]
    for one in words:
        if one.label.casefold().strip() in labels:
            return one.value.strip()
    shallow = [one for one in words if one.depth == 0 and not one.value.strip().isdigit()]
    first = min(shallow, key=lambda one: one.depth, default=None)
    return first.value.strip() if first else text(row.get("title")).strip()


def media_of(row: dict[str, Any]) -> list[dict[str, Any]]:
    """The pictures and videos of a post; a story is its own."""
    media = row.get("media")
    if isinstance(media, dict):
        media = [media]
    found = [medium for medium in _list(media) if isinstance(medium, dict)]
    if not found and isinstance(row.get("uri"), str):
        found = [row]
    return (found or list(_nested_media(row.get("label_values"), 0)))[:MOST_MEDIA]


def caption_of(row: dict[str, Any], media: list[dict[str, Any]]) -> str:
    """The words of a post: outside for several media, inside of the medium for one, in labels in the newest form."""
    spoken = [text(row.get("title"))] + [text(medium.get("title")) for medium in media]
    written = next((words for words in spoken if words.strip()), "")
    if written or not row.get("label_values"):
        return written
    words = [one.value for one in said(row) if one.depth == 0 and "://" not in one.value and not one.value.isdigit()]
    return max(words, key=len, default="")


def post_of(row: dict[str, Any], member: Callable[[str], str]) -> tuple[Post, datetime | None]:
    """What a row of posts, reels, stories says and when it was published; `member` finds a file by its address."""
    media = media_of(row)
    caption = tidy(caption_of(row, media))
    at = when(row.get("creation_timestamp"))
    at = at or next((then for medium in media if (then := when(medium.get("creation_timestamp")))), None)
    at = at or time_of(row)
    return (
        Post(
            text=caption,
            media=tuple(_medium(medium, member) for medium in media if text(medium.get("uri"))),
            tags=hashtags(caption),
            mentions=mentions(caption),
            sound=next((sound for medium in media if (sound := _sound(medium))), ""),
        ),
        at,
    )


def source_id_of(row: dict[str, Any], at: datetime | None, caption: str) -> str:
    """The same in every export: the id in the name of the first file, else its name, else time and words."""
    media = media_of(row)
    name = stem(text(media[0].get("uri"))) if media else ""
    if found := _ID.search(name):
        return found[1]
    return made_id(name) if name else made_id(at.isoformat() if at else "", caption)


def text(value: Any) -> str:
    """A text, or nothing."""
    return value if isinstance(value, str) else ""


def _one(label: str, entry: Any, depth: int) -> Said:
    if isinstance(entry, str):
        return Said(label, entry, "", None, depth)
    if not isinstance(entry, dict):
        return Said(depth=depth)
    at = entry.get("timestamp_value") or entry.get("timestamp")
    return Said(label or text(entry.get("label")), text(entry.get("value")), text(entry.get("href")), at, depth)


def _labelled(entry: Any, depth: int) -> Iterator[Said]:
    if depth > DEEPEST or not isinstance(entry, dict):
        return
    yield _one("", entry, depth)
    for inner in (*_list(entry.get("dict")), *_list(entry.get("vec"))):
        yield from _labelled(inner, depth + 1)


def _nested_media(entries: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > DEEPEST:
        return
    for entry in _list(entries):
        if not isinstance(entry, dict):
            continue
        if isinstance(entry.get("uri"), str):
            yield entry
        for key in ("media", "dict", "vec"):
            inner = entry.get(key)
            yield from _nested_media([inner] if isinstance(inner, dict) else inner, depth + 1)


def _medium(medium: dict[str, Any], member: Callable[[str], str]) -> Medium:
    uri = text(medium.get("uri")).strip()
    name = member(uri)
    alt = text(medium.get("alt_text")) or text(medium.get("accessibility_caption"))
    return Medium(member=name, url="" if name else uri[:1000], kind=kind_of(uri), alt=tidy(alt))


def _sound(medium: dict[str, Any]) -> str:
    metadata = medium.get("media_metadata")
    for part in metadata.values() if isinstance(metadata, dict) else ():
        if isinstance(part, dict) and text(part.get("music_genre")).strip():
            return text(part.get("music_genre")).strip()
    return ""


def _items(value: Any) -> list[tuple[str, Any]]:
    return list(value.items()) if isinstance(value, dict) else []


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
