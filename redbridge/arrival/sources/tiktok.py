"""TikTok's JSON export in every generation seen: lists are found by their key and the nearest known key above."""

import re
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import Any

from redbridge.arrival.reading.box import is_text
from redbridge.arrival.reading.values import fold_key
from redbridge.arrival.reading.walker import Choice, Rows, Step, Stranger, Tally, Whole, encoding_of, walk
from redbridge.arrival.sources import tiktok_keys as keys
from redbridge.arrival.sources.shape import (
    Box,
    Fault,
    Found,
    Generation,
    Kin,
    Section,
    Unknown,
    Unread,
    Unreadable,
)
from redbridge.arrival.sources.tiktok_rows import rows_of
from redbridge.arrival.sources.tiktok_self import Self

KEY = re.compile(r'"((?:[^"\\]|\\.){1,60})"\s*:')
USUAL_NAME = re.compile(r"user_data.*\.json", re.IGNORECASE)
FROM_KEYS, FROM_NAME, FROM_LINKS = 60, 80, 20
LINK = re.compile(r"https?:(?:\\?/){2}(?:[\w-]+\.)*tiktokv?\.(?:com|us)\b", re.IGNORECASE)
MOST_NAME = 80


class TikTok:
    """The export as JSON."""

    name = "tiktok"
    platform = "tiktok"

    def recognize(self, box: Box) -> Kin | None:
        """By a usual file name, or by telling keys or links at its beginning."""
        best = 0
        members = _members(box)
        for name in members[:20]:
            start = _start(box, name)
            if not start.lstrip().startswith(("{", "[")):
                continue
            found = {fold_key(key) for key in KEY.findall(start)}
            telling = len(found & keys.TELLING)
            score = min(95, FROM_KEYS + 5 * telling + len(found & keys.KNOWN)) if telling else 0
            if USUAL_NAME.fullmatch(PurePosixPath(name).name):
                score = max(score, FROM_NAME)
            if found & keys.KNOWN and LINK.search(start):
                score = max(score, FROM_LINKS)
            best = max(best, score)
        return Kin(best) if best else None

    def read(self, box: Box, kin: Kin, tell: Callable[[int], None]) -> Iterator[Found]:  # noqa: ARG002 - it shows while reading
        """Everything in the box; Unreadable when a file is broken, or when nothing in it was known."""
        seen = 0
        for name in _members(box):
            reading = File(box, name)
            for found in reading.read():
                yield found
                tell(0)
            seen += reading.known
        if not seen:
            raise Unreadable("unknown_export", box.name)


class File:
    """One JSON file of the export."""

    def __init__(self, box: Box, name: str) -> None:
        self._box, self._name = box, name
        self._is_usual = bool(USUAL_NAME.fullmatch(PurePosixPath(name).name))
        self._roots: set[str] = set()
        self._keys: set[str] = set()
        self._said: dict[Found, bool] = {}  # and whether it was handed on
        self._sections: dict[tuple[str, ...], str] = {}
        self._self = Self()
        self._tally = Tally()
        self.known = 0

    def read(self) -> Iterator[Found]:
        steps = walk(lambda: self._box.open(self._name), self._choose, at=self._name, tally=self._tally)
        for step in steps:
            yield from self._pending()
            yield from self._take(step)
        yield from self._pending()
        yield from self._self.found()
        if generation := keys.generation_of(self._roots, self._keys, PurePosixPath(self._name).name):
            yield Generation(generation)
        if self._tally.texts or self._tally.keys:
            yield Fault("shortened", f"{self._name}: {self._tally.texts + self._tally.keys}")

    def _pending(self) -> Iterator[Found]:
        for found in [found for found, is_told in self._said.items() if not is_told]:
            self._said[found] = True
            yield found

    def _say(self, found: Found) -> None:
        self._said.setdefault(found, False)

    def _choose(self, path: tuple[str, ...], kind: str) -> Choice:
        if not path:
            return Choice.INTO
        folded = tuple(fold_key(key) for key in path)
        key = folded[-1]
        if len(folded) == 1:
            self._roots |= {key} & keys.KNOWN
        self._keys |= {key, "/".join(folded[-2:])} & (keys.KNOWN | keys.TELLING_PAIRS)
        choice = self._by_key(folded, key, kind)
        if (
            key in keys.TELLING
            or choice in {Choice.ROWS, Choice.WHOLE}
            or (self._is_usual and choice is not Choice.MAYBE)
        ):
            self.known += 1
        return choice

    def _by_key(self, folded: tuple[str, ...], key: str, kind: str) -> Choice:
        if key in keys.UNREAD:
            if kind != "value":
                self._say(Unread(keys.UNREAD[key]))
            return Choice.SKIP
        if key in keys.WHOLE:
            return Choice.WHOLE
        section = keys.section_of(folded)
        if section and (kind == "list" or (kind == "map" and key == "orderhistories")):
            return Choice.ROWS
        if section and kind == "value" and section != "?":
            return Choice.ROWS
        return self._wrapper(key, section)

    def _wrapper(self, key: str, section: str) -> Choice:
        if key in keys.SHELVES:
            self._say(Section(keys.SHELVES[key]))
            return Choice.INTO
        if key in keys.SKIPPED:
            return Choice.SKIP
        return Choice.INTO if key in keys.WRAPPERS or section else Choice.MAYBE

    def _take(self, step: Step) -> Iterator[Found]:
        if isinstance(step, Rows):
            yield from self._take_rows(step)
        elif isinstance(step, Whole):
            self._self.take(keys.WHOLE[fold_key(step.path[-1])], step.value)
        elif step.rows or fold_key(step.path[-1]) not in keys.VAGUE:
            yield Unknown(shown_path(step), step.rows)

    def _take_rows(self, step: Rows) -> Iterator[Found]:
        section = self._sections.get(step.path)
        if section is None:
            folded = tuple(fold_key(key) for key in step.path)
            section = keys.section_of(folded)
            if section == "?":
                if not step.rows:
                    return
                section = "posts" if _is_own(step.rows[0]) else "watched"
            self._sections[step.path] = section
        yield Section(section)
        if step.rows:
            yield from rows_of(section, fold_key(step.path[-1]), step.rows)


def shown_path(step: Stranger) -> str:
    """The keys of an unknown part; one made of numbers may be somebody's, so it is not shown."""
    shown = ["…" if sum(letter.isdigit() for letter in key) > 4 else key[:MOST_NAME] for key in step.path]  # noqa: PLR2004 - more than a year
    return " > ".join(shown)[: MOST_NAME * 3]


def _members(box: Box) -> list[str]:
    """JSON files that may be the export: those with its usual name, else all."""
    names = [member.name for member in box.members() if member.name.casefold().endswith(".json")]
    usual = [name for name in names if USUAL_NAME.fullmatch(PurePosixPath(name).name)]
    if not names and len(box.members()) == 1:
        return [member.name for member in box.members() if not is_text(member.name)]
    return usual or names


def _start(box: Box, name: str) -> str:
    start = box.head(name)
    encoding, skip = encoding_of(start)
    return start[skip:].decode(encoding, "replace")


def _is_own(row: Any) -> bool:
    return isinstance(row, dict) and bool({fold_key(key) for key in row} & {"likes", "whocanview", "allowcomments"})
