"""Streams JSON of any size and depth past somebody who says which parts of it they want.

Only the plain event stream of ijson is used: its other ways of reading keep what a hostile file makes them keep.
"""

import enum
from collections.abc import Callable, Iterator
from typing import IO, Any, NamedTuple

import ijson
import ijson.backends.yajl2_c as backend

from redbridge.arrival.reading import limits
from redbridge.arrival.reading.building import Builder, Tally
from redbridge.arrival.reading.encodings import PART, encoding_of, texts
from redbridge.arrival.sources.shape import Unreadable

__all__ = ["Choice", "Rows", "Step", "Stranger", "Tally", "Whole", "encoding_of", "texts", "walk"]
LATEST_LINE_AT = 256 * 1024 * 1024  # beyond this, the line of an error is not looked for


class Choice(enum.Enum):
    """What to do with a value: its entries one by one, all of it at once, nothing, or look inside."""

    ROWS = "rows"
    WHOLE = "whole"
    SKIP = "skip"
    INTO = "into"
    MAYBE = "maybe"  # look inside, and say that it is unknown when nothing in there was known


class Rows(NamedTuple):
    """Some entries of a list or of a map, which then are (key, value); a list is announced once without any."""

    path: tuple[str, ...]
    rows: list[Any]


class Whole(NamedTuple):
    """A value that was wanted in one piece."""

    path: tuple[str, ...]
    value: Any


class Stranger(NamedTuple):
    """A part in which nothing was known."""

    path: tuple[str, ...]
    rows: int


Step = Rows | Whole | Stranger
Choose = Callable[[tuple[str, ...], str], Choice]  # of the path of keys, and "map", "list" or "value"


def walk(
    reopen: Callable[[], IO[bytes]], choose: Choose, *, at: str = "", tally: Tally | None = None
) -> Iterator[Step]:
    """Everything that `choose` wants of a JSON file, in order.

    `reopen` opens it from its beginning (a second time only to find the line of an error). `at` names it in errors.
    """
    walker = Walker(choose, at, tally or Tally())
    with reopen() as stream:
        parts = texts(stream)
        events = ijson.sendable_list()
        parser = backend.basic_parse_coro(events, use_float=True)
        number = silent = 0
        try:
            for number, part in enumerate(parts):  # noqa: B007 - wanted after the loop
                parser.send(part)
                silent = 0 if events or walker.is_over else silent + len(part)
                if silent > limits.now().token:
                    raise Unreadable("text_too_long", at)
                yield from walker.take(events, len(part))
                events.clear()
            number += 1
            parser.close()
            yield from walker.take(events)
        except (ijson.JSONError, ValueError, SystemError, RecursionError) as error:
            yield from walker.take(events)
            raise blame(error, reopen, number, at) from error


class Frame:
    """One open container that is looked into."""

    __slots__ = ("is_known", "is_list", "is_maybe", "key", "rows", "strangers")

    def __init__(self, key: str | None, *, is_list: bool, is_maybe: bool) -> None:
        self.key, self.is_list, self.is_maybe = key, is_list, is_maybe
        self.is_known = False
        self.rows = 0
        self.strangers: list[Stranger] = []


class Walker:
    """Turns parts of the event stream into what was chosen."""

    def __init__(self, choose: Choose, at: str, tally: Tally) -> None:
        self._choose, self._at, self._tally = choose, at, tally
        self._limits = limits.now()
        self._choices: dict[tuple[tuple[str, ...], str], Choice] = {}
        self._frames: list[Frame] = []
        self._path: tuple[str, ...] = ()
        self._key: str | None = None
        self._skipping = 0
        self._builder: Builder | None = None
        self._has_begun = False

    @property
    def is_over(self) -> bool:
        """Whether the value that the file holds has ended; blanks may follow, as many as there are."""
        return self._has_begun and not self._frames and self._builder is None and not self._skipping

    def take(self, events: list[tuple[str, Any]], size: int = 0) -> Iterator[Step]:
        """What came to its end, or began, in these events, made of so many bytes."""
        position, count = 0, len(events)
        self._has_begun = self._has_begun or count > 0
        while position < count:
            if self._builder is not None:
                position = self._builder.take(events, position, size)
                rows = self._builder.flush()
                if self._builder.is_done:
                    path, is_whole = self._builder.path, self._builder.is_whole
                    self._builder = None
                    yield Whole(path, rows[0]) if is_whole else Rows(path, rows)
                elif rows and not self._builder.is_whole:
                    yield Rows(self._builder.path, rows)
            elif self._skipping:
                position = self._skip(events, position)
            else:
                yield from self._look(*events[position])
                position += 1

    def _skip(self, events: list[tuple[str, Any]], position: int) -> int:
        depth, deepest = self._skipping, self._limits.depth
        for number in range(position, len(events)):
            event = events[number][0]
            if event in {"start_map", "start_array"}:
                depth += 1
                if depth > deepest:
                    raise Unreadable("too_deep", self._at)
            elif event in {"end_map", "end_array"}:
                depth -= 1
                if depth == 0:
                    self._skipping = 0
                    return number + 1
        self._skipping = depth
        return len(events)

    def _look(self, event: str, value: Any) -> Iterator[Step]:
        if event == "map_key":
            if len(value) > self._limits.key:
                value = value[: self._limits.key]
                self._tally.keys += 1
            self._key = value
        elif event in {"end_map", "end_array"}:
            yield from self._leave()
        else:
            yield from self._begin(event, value)

    def _begin(self, event: str, value: Any) -> Iterator[Step]:
        kind = {"start_map": "map", "start_array": "list"}.get(event, "value")
        key, self._key = self._key, None
        path = self._path if key is None else (*self._path, key)
        parent = self._frames[-1] if self._frames else None
        if parent is not None and parent.is_list:
            parent.rows += 1
        if kind == "value" and key is None:
            return
        choice = self._chosen(path, kind) if key is not None or not self._frames else self._inherit(kind)
        if choice not in {Choice.MAYBE, Choice.INTO} and parent is not None:
            parent.is_known = True
        if kind == "value":
            yield from self._plain(choice, path, value)
        elif choice is Choice.SKIP:
            self._skipping = 1
        elif choice in {Choice.ROWS, Choice.WHOLE}:
            self._builder = Builder(path, event, self._tally, self._at, is_whole=choice is Choice.WHOLE)
            if choice is Choice.ROWS:
                yield Rows(path, [])
        else:
            self._enter(key, path, kind, choice)

    def _plain(self, choice: Choice, path: tuple[str, ...], value: Any) -> Iterator[Step]:
        if choice is Choice.ROWS:
            yield Rows(path, [])
        elif choice is Choice.WHOLE:
            yield Whole(path, value)
        elif choice is Choice.MAYBE and len(self._frames) == 1:
            self._frames[-1].strangers.append(Stranger(path, 0))

    def _enter(self, key: str | None, path: tuple[str, ...], kind: str, choice: Choice) -> None:
        if len(self._frames) >= self._limits.depth:
            raise Unreadable("too_deep", self._at)
        self._frames.append(Frame(key, is_list=kind == "list", is_maybe=choice is Choice.MAYBE))
        self._path = path

    def _inherit(self, kind: str) -> Choice:  # noqa: ARG002 - lists and maps alike
        return Choice.MAYBE if self._frames[-1].is_maybe else Choice.INTO

    def _chosen(self, path: tuple[str, ...], kind: str) -> Choice:
        asked = (path, kind)
        choice = self._choices.get(asked)
        if choice is None:
            if len(self._choices) > 10_000:  # noqa: PLR2004 - keys made of data
                self._choices.clear()
            choice = self._choices[asked] = self._choose(path, kind)
        return choice

    def _leave(self) -> Iterator[Step]:
        frame = self._frames.pop()
        path = self._path
        if frame.key is not None:
            self._path = self._path[:-1]
        parent = self._frames[-1] if self._frames else None
        most = self._limits.unknown
        if frame.is_maybe and not frame.is_known and frame.key is not None:
            rows = (frame.rows if frame.is_list else 0) + sum(each.rows for each in frame.strangers)
            frame.strangers = [Stranger(path, rows)]
        elif frame.is_maybe and frame.key is None and frame.is_list:
            frame.strangers = []
        if parent is None:
            yield from frame.strangers[:most]
            return
        parent.is_known = parent.is_known or not frame.is_maybe or frame.is_known
        parent.strangers = [*parent.strangers, *frame.strangers][:most]


def blame(error: BaseException, reopen: Callable[[], IO[bytes]], part: int, at: str) -> Unreadable:
    """What is wrong with a file, and in which line."""
    said = str(error)
    if "premature EOF" in said or "incomplete" in said.casefold():
        code = "cut_off"
    elif "overflow" in said or "Exceeds the limit" in said:
        code = "bad_number"
    else:
        code = "bad_json"
    if code == "cut_off":
        return Unreadable(code, at)
    line = find_line(reopen, part)
    return Unreadable(code, f"{at}:{line}" if line else at)


def find_line(reopen: Callable[[], IO[bytes]], part: int) -> int:
    """The line in which a file that failed in this part of it fails; 0 where it would take too long to find."""
    if part * PART > LATEST_LINE_AT:
        return 0
    line = 1
    parser = backend.basic_parse_coro(Nowhere(), use_float=True)
    with reopen() as stream:
        try:
            for number, text in enumerate(texts(stream)):
                for piece in text.splitlines(keepends=True) if number >= part else (text,):
                    parser.send(piece)
                    line += piece.count(b"\n")
        except (ijson.JSONError, ValueError, SystemError, RecursionError):
            return line
    return line


class Nowhere:
    """Hears events and forgets them."""

    def send(self, _event: Any) -> None:
        return
