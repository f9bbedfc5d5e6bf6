"""Instagram's export in JSON: flat, under `your_instagram_activity`, with either dialect and labels of any language."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from redbridge.arrival.reading.values import demojibake, made_id, when
from redbridge.arrival.sources import instagram_names as names
from redbridge.arrival.sources import instagram_rows as said_in
from redbridge.arrival.sources.jsonrows import BESIDE, START, rows
from redbridge.arrival.sources.shape import (
    PEOPLE_SECTIONS,
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
from redbridge.arrival.sources.shelves import Shelf, stem
from redbridge.kit.text import tidy, tidy_line

MOST_REMEMBERED = 100_000  # ids and moments of posts, to know what stands there twice
_PART = re.compile(r"_\d{1,4}$")
_ROW_KEYS = frozenset(("string_list_data", "media_list_data", "label_values", "media", "string_map_data"))
_LAYOUTS = (  # a part of a path, and what exports with it are called
    ("your_instagram_activity/media/", "2025"),
    ("your_instagram_activity/content/", "2023"),
    ("content/posts", "2022"),
    ("content/reels", "2022"),
    ("followers_and_following/", "lists"),
    ("your_instagram_activity/", "2023"),
    ("personal_information/personal_information", "lists"),
)
_OWN_ROOTS = tuple(f'"{key}"'.encode() for key in names.ROOTS)


class Instagram:
    """Posts, reels, archived posts and stories; lists of people; likes, saved posts, comments, topics and searches."""

    name = "instagram"
    platform = "instagram"

    def recognize(self, box: Box) -> Kin | None:
        """By the folders of an export, or by what one of its files begins with."""
        paths = [member.name.lower() for member in box.members()]
        for part, layout in _LAYOUTS:
            alike = [path for path in paths if part in path]
            if any(path.endswith(".json") for path in alike):
                return Kin(90, layout)
            if part.startswith("your_instagram") and any(path.endswith(".html") for path in alike):
                return Kin(85, "html")
        loose = [name for name in (member.name for member in box.members()) if name.lower().endswith(".json")]
        if len(loose) <= len(names.STEMS) and any(self._is_own(box, name) for name in loose):
            return Kin(80, "lists")
        return None

    def read(self, box: Box, kin: Kin, tell: Callable[[int], None]) -> Iterator[Found]:
        """Profile first, then people with the blocked ones in front, then posts, then the rest."""
        if kin.generation == "html":
            raise Unreadable("pages_not_data", "")
        yield from _Reading(box, tell).everything()

    @staticmethod
    def _is_own(box: Box, name: str) -> bool:
        head = box.head(name, 4096)
        if any(root in head for root in _OWN_ROOTS) or b"instagram.com/" in head:
            return True
        return b'"creation_timestamp"' in head and b'"uri"' in head and meaning_of(name) in names.SECTIONS


SOURCE = Instagram()


def meaning_of(path: str) -> str:
    """What a file of this name holds: a name of `instagram_names`, or ""."""
    plain = _PART.sub("", stem(path))
    if plain == "reels" and "subscriptions" in path.lower().split("/"):
        return ""
    return names.STEMS.get(plain, "")


def never_of(path: str) -> str:
    """What kind of thing in a path is never opened, or ""."""
    *folders, last = path.lower().split("/")
    for part in (*folders, _PART.sub("", PurePosixPath(last).stem)):
        if part in names.NEVER:
            return names.NEVER[part]
    return ""


class _Reading:
    """One export on its way: what was seen decides what comes once."""

    def __init__(self, box: Box, tell: Callable[[int], None]) -> None:
        self.box, self.tell = box, tell
        self.shelf = Shelf(box)
        self.profile = Profile()
        self.portrait_at: datetime | None = None
        self.is_private = False
        self.kept: dict[str, str] = {}  # ids of posts, and of their time with their words: the kind that came first

    def everything(self) -> Iterator[Found]:
        ordered = []
        for member in self.shelf.members:
            if not member.name.lower().endswith(".json"):
                continue
            if never := never_of(member.name):
                yield Unread(never)
                continue
            meaning = meaning_of(member.name)
            rank = names.ORDER.index(meaning) if meaning else len(names.ORDER)
            ordered.append((rank, member.name, member.size, meaning))
        said = 0
        was_profile = True
        for rank, name, size, meaning in sorted(ordered):
            if was_profile and rank > names.ORDER.index("muted_words"):
                was_profile = False
                yield from self._whose()
            try:
                yield from self._file(name, meaning)
            except Unreadable as error:
                yield Fault(error.code, error.at or name)
            said += size
            self.tell(said)
        if was_profile:
            yield from self._whose()

    def _whose(self) -> Iterator[Found]:
        """The profile, once everything about it is known."""
        if not self.profile.handle:
            places = (self.box.name, *(member.name for member in self.shelf.members[:1]))
            found = next((one for place in places if (one := names.EXPORT_NAME.search(place))), None)
            self.profile = replace(self.profile, handle=found[1].lower() if found else "")
        if self.profile != Profile():
            yield self.profile

    def _file(self, name: str, meaning: str) -> Iterator[Found]:
        unknown: dict[str, int] = {}
        section = names.SECTIONS.get(meaning, "")
        if section:
            yield Section(section)
        for key, row in _one_by_one(rows(self.box, name)):
            means = names.ROOTS.get(key) or meaning
            if row is START:
                if names.SECTIONS.get(means, section) != section:
                    yield Section(names.SECTIONS[means])
                unknown.update({} if means else {key: unknown.get(key, 0)})
            elif means and key != BESIDE:
                yield from self._row(means, row)
            else:
                unknown[key] = unknown.get(key, 0) + 1
        plain = _PART.sub("", stem(name))
        if plain not in names.QUIET:
            for key, count in unknown.items():
                yield Unknown(f"{plain}/{key}".strip("/{}") or "json", count)

    def _row(self, means: str, row: Any) -> Iterator[Found]:
        row = repaired(row)
        if isinstance(row, str) and means in ("hashtags", "interests", "searches"):
            row = {"title": row}
        if not isinstance(row, dict):
            yield from _odd(means)
        elif means in names.AUDIENCES:
            yield from self._post(means, row)
        elif means in ("profile", "portrait", "muted_words"):
            getattr(self, f"_{means}")(row)
        else:
            found = _entry(means, row)
            if found:
                yield found

    def _post(self, means: str, row: dict[str, Any]) -> Iterator[Found]:
        post, at = said_in.post_of(row, self.shelf.find)
        if not post.text and not post.media and at is None:
            yield from _odd(means)
            return
        visibility, claimed = names.AUDIENCES[means]
        if self.is_private and visibility == "everyone":
            visibility, claimed = "followers", "private account"
        source_id = said_in.source_id_of(row, at, post.text)
        marks = [source_id]
        if at and post.text:
            marks.append(made_id(at.isoformat(), post.text))
        if any(self.kept.get(mark, means) != means for mark in marks):
            return  # the same post under another heading, as reels among the posts
        if len(self.kept) < MOST_REMEMBERED:
            self.kept.update((mark, means) for mark in marks)
        post = replace(post, visibility=visibility, claimed=claimed)
        yield Row(names.SECTIONS[means], source_id, at, post=post)

    def _profile(self, row: dict[str, Any]) -> None:
        handle = name = bio = ""
        links: list[str] = []
        for one in said_in.said(row):
            label, value = one.label.casefold().strip(), one.value.strip()
            if label in names.HANDLE_LABELS and said_in.HANDLE.fullmatch(value):
                handle = value.lower()
            elif label in names.NAME_LABELS:
                name = tidy_line(value)
            elif label in names.BIO_LABELS:
                bio = tidy(value)
            elif names.PRIVATE.search(label):
                self.is_private = self.is_private or value.casefold() in names.YES
            elif value.startswith(("http://", "https://")) and " " not in value:
                links.append(value)
        profile = replace(self.profile, links=tuple(links))
        self.profile = replace(
            profile, handle=handle or profile.handle, name=name or profile.name, bio=bio or profile.bio
        )
        pictures = row.get("media_map_data")
        for entry in pictures.values() if isinstance(pictures, dict) else ():
            self._portrait(entry)

    def _portrait(self, row: Any) -> None:
        if not isinstance(row, dict):
            return
        uri = said_in.text(row.get("uri"))
        at = when(row.get("creation_timestamp"))
        member = self.shelf.find(uri)
        is_newer = self.portrait_at is None or (at is not None and at > self.portrait_at)
        if member and (self.profile.portrait is None or is_newer):
            self.portrait_at = at or self.portrait_at
            self.profile = replace(self.profile, portrait=Medium(member=member, kind="picture"))

    def _muted_words(self, row: dict[str, Any]) -> None:
        words = [tidy_line(one.value) for one in said_in.said(row) if one.value.strip()]
        kept = (*self.profile.muted_words, *(word for line in words for word in line.split(",")))
        self.profile = replace(self.profile, muted_words=tuple(dict.fromkeys(filter(None, map(str.strip, kept)))))


def _odd(means: str) -> Iterator[Found]:
    """A row that says nothing, or nothing that anybody could read."""
    yield Fault("odd_row", means)
    if means in names.SECTIONS:
        yield Missed(names.SECTIONS[means], "odd_row")


def _entry(means: str, row: dict[str, Any]) -> Row | None:
    """A row of anything but posts; one that names nothing has no id, and is counted as such."""
    section, at = names.SECTIONS[means], said_in.time_of(row)
    if section in PEOPLE_SECTIONS:
        handle = said_in.handle_of(row)
        return Row(section, "", at, handle=handle)
    if section in ("likes", "saved", "reposts"):
        ref, url = said_in.item_of(row)
        return Row(section, ref, at, ref=ref, url=url)
    if section == "collections" and any(one.href for one in said_in.said(row)):
        return None  # a post of a collection, which the list of saved posts names too
    word = tidy(said_in.word_of(row, names.WORD_LABELS))
    if section in ("hashtags", "interests", "searches", "collections", "shop"):
        word = tidy_line(word).lstrip("#") if section == "hashtags" else tidy_line(word)
    dated = at.isoformat() if at and section in ("comments", "searches", "shop") else ""
    return Row(section, made_id(section, dated, word) if word else "", at, text=word)


def repaired(value: Any) -> Any:
    """A tree with the texts of its keys and values made right where they were read in the wrong encoding."""
    if isinstance(value, str):
        return demojibake(value)
    if isinstance(value, dict):
        return {demojibake(key): repaired(inner) for key, inner in value.items()}
    return [repaired(inner) for inner in value] if isinstance(value, list) else value


def _one_by_one(found: Iterator[tuple[str, Any]]) -> Iterator[tuple[str, Any]]:
    """Rows, where a file that is one row alone gives that row and a root object in place of a list gives that one."""
    alone: dict[str, Any] = {}
    beside: dict[str, Any] = {}
    for key, row in found:
        if key in _ROW_KEYS:
            alone.setdefault(key, [])
            if row is not START:
                alone[key].append(row)
        elif key == BESIDE:
            beside = row
        else:
            yield key, row
    yield from ((key, beside.pop(key)) for key in list(beside) if key in names.ROOTS)
    if "media" in alone and not {"title", "creation_timestamp"} & beside.keys():
        yield from (("", medium) for medium in alone.pop("media"))
    if alone or _ROW_KEYS & beside.keys():
        yield "", {**beside, **alone}
    elif beside:
        yield BESIDE, beside
