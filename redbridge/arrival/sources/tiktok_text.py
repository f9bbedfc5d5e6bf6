"""TikTok's export as text: one file for each section, named and labelled in the language of its owner."""

import itertools
import re
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import Any

from redbridge.arrival.reading.blocks import blocks_of, lines_of
from redbridge.arrival.reading.encodings import encoding_of
from redbridge.arrival.reading.values import fold_key, when
from redbridge.arrival.sources import tiktok_words as words
from redbridge.arrival.sources.shape import (
    Box,
    Fault,
    Found,
    Generation,
    Kin,
    Member,
    Section,
    Unknown,
    Unread,
    Unreadable,
)
from redbridge.arrival.sources.tiktok_keys import SKIPPED
from redbridge.arrival.sources.tiktok_rows import rows_of
from redbridge.arrival.sources.tiktok_self import Self

TOGETHER = 1_000
LOOKED_AT = 50  # blocks of a file in an unknown language
BY_SIZE = ("watched", "likes", "saved", "reposts")  # lists of links look alike; the larger, the earlier in this row
TIKTOK = re.compile(r"https?://[\w.-]*tiktok[\w-]*\.(?:com|us)/")
NETWORK = re.compile(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])|(?:[0-9a-f]{1,4}:){5,7}[0-9a-f]{1,4}", re.IGNORECASE)
BY_NAME, BY_TWO_NAMES, BY_CONTENT = 55, 85, 60
MOST_NAME = 80


class TikTokText:
    """The export as text."""

    name = "tiktok"
    platform = "tiktok"

    def recognize(self, box: Box) -> Kin | None:
        """By names of files, or by links to TikTok beside dates."""
        members = _members(box)
        names = {_stem(member.name) for member in members}
        known = names & {*words.FILES, *words.NEVER, *SKIPPED}
        is_named = any("tiktok" in member.name.casefold() for member in members)
        if len(known) > 1 or (known and is_named):
            return Kin(BY_TWO_NAMES, "TXT")
        if known and any(_shape(_first_blocks(box, member.name)) or is_named for member in members[:20]):
            return Kin(BY_NAME, "TXT")
        if any(_shape(_first_blocks(box, member.name)) for member in members[:60]):
            return Kin(BY_CONTENT, "TXT")
        return None

    def read(self, box: Box, kin: Kin, tell: Callable[[int], None]) -> Iterator[Found]:  # noqa: ARG002 - there is one generation
        """Every file; those of an unknown language by what is in them, which the person is asked to check."""
        yield Generation("TXT")
        owner = Self()
        unsure: list[tuple[Member, str]] = []
        known: set[str] = set()
        for member in _members(box):
            stem = _stem(member.name)
            if stem in words.NEVER:
                yield Unread(words.NEVER[stem])
            elif stem in words.FILES:
                known.add(words.FILES[stem])
                yield from _read(box, member.name, words.FILES[stem], owner)
            elif stem not in SKIPPED:
                unsure.append((member, _shape(_first_blocks(box, member.name))))
            tell(0)
        if len(known) > 1:  # the language is known, so what is not known is new
            unsure = [(member, "" if shape == "links" else shape) for member, shape in unsure]
        for member, section in _guess(unsure, known):
            yield from _read_unsure(box, member, section)
            tell(0)
        if not known and not any(shape for _, shape in unsure):
            raise Unreadable("unknown_export", box.name)
        yield from owner.found()


def _members(box: Box) -> list[Member]:
    """Text files, unless the export came as JSON with a note beside it."""
    members = box.members()
    if any(member.name.casefold().endswith(".json") for member in members):
        return []
    return [member for member in members if member.name.casefold().endswith(".txt")]


def _stem(name: str) -> str:
    return fold_key(PurePosixPath(name).stem)


def _label(label: str) -> str:
    return words.LABELS.get(fold_key(label), "")


def _blocks(lines: Iterator[str], section: str = "") -> Iterator[dict[str, str]]:
    # What follows a bio may be a birthday or a number, so there a line goes on only where it has no label at all.
    return blocks_of(lines, _label, words.FREE if section in {"posts", "comments", "deleted"} else set())


def _first_blocks(box: Box, name: str) -> list[dict[str, str]]:
    start = box.head(name)
    encoding, skip = encoding_of(start)
    lines = start[skip:].decode(encoding, "replace").splitlines()
    return list(itertools.islice(_blocks(iter(lines)), LOOKED_AT))


def _read(box: Box, name: str, section: str, owner: Self) -> Iterator[Found]:
    """A file of a known section."""
    with box.open(name) as stream:
        blocks = _blocks(lines_of(stream, name), section)
        if section in {"profile", "settings", "interests"}:
            whole: dict[str, Any] = {}
            for block in itertools.islice(blocks, TOGETHER):
                whole |= block
            owner.take(section, list(whole.values()) if section == "interests" else whole)
            return
        yield Section(section)
        rows = (block for block in blocks if any(label in words.LABELS for label in block))
        while some := list(itertools.islice(rows, TOGETHER)):
            yield from rows_of(section, _stem(name), some)


def _read_unsure(box: Box, member: Member, section: str) -> Iterator[Found]:
    """A file of an unknown language, with the section that it looks like."""
    shown = PurePosixPath(member.name).stem[:MOST_NAME]
    if not section:
        with box.open(member.name) as stream:
            rows = sum(1 for block in _blocks(lines_of(stream, member.name)) if block)
        yield Unknown(shown, rows)
    elif section == "logins":
        yield Unread("logins")
    else:
        yield Section(section)
        yield Fault("unsure_section", f"{shown} → {section}")
        with box.open(member.name) as stream:
            rows_found = (_plain(block, section) for block in _blocks(lines_of(stream, member.name)) if block)
            while some := list(itertools.islice(rows_found, TOGETHER)):
                yield from rows_of(section, "", some)


def _plain(block: dict[str, str], section: str) -> dict[str, str]:
    """A block whose labels nobody knows, by what its values look like."""
    found: dict[str, str] = {}
    for value in block.values():
        if "date" not in found and when(value) is not None:
            found["date"] = value
        elif value.startswith("http"):
            found.setdefault("hashtaglink" if section == "hashtags" else "link", value)
        elif value and section == "hashtags":
            found.setdefault("hashtagname", value)
    return found


def _shape(blocks: list[dict[str, str]]) -> str:
    """What a file looks like: "links", "posts", "hashtags" or "logins"; "" for anything else.

    Lists of people all look alike, and whom somebody blocked must never be taken for whom they follow: so none is.
    """
    told = [_shape_of(list(block.values())) for block in blocks if block]
    best = max(set(told), key=told.count, default="")
    return best if best and told.count(best) * 2 > len(told) else ""


def _shape_of(values: list[str]) -> str:
    if any(NETWORK.search(value) for value in values):
        return "logins"
    links = [value for value in values if TIKTOK.match(value)]
    if any("/tag/" in link for link in links):
        return "hashtags"
    if not links or not any(when(value) is not None for value in values):
        return ""
    return "posts" if "/storage/" in links[0] or "mime_type=" in links[0] or len(values) > 4 else "links"  # noqa: PLR2004 - date, link, title, kind


def _guess(unsure: list[tuple[Member, str]], known: set[str]) -> list[tuple[Member, str]]:
    """Sections of unsure files; lists of links by their size."""
    free = [section for section in BY_SIZE if section not in known]
    lists = sorted((each for each, shape in unsure if shape == "links"), key=lambda each: -each.size)
    by_name = {member.name: free[min(place, len(free) - 1)] for place, member in enumerate(lists)} if free else {}
    return [(member, by_name.get(member.name, "") if shape == "links" else shape) for member, shape in unsure]
