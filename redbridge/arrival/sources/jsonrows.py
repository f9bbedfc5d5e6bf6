"""Rows of a JSON file one after another: the elements of its outermost lists, each a small tree of its own."""

import json
from collections.abc import Iterator
from typing import Any

from redbridge.arrival.reading import limits
from redbridge.arrival.reading.walker import Choice, Rows, Whole, texts, walk
from redbridge.arrival.sources.shape import Box, Unreadable


class Start:
    """Said once before the elements of a list, so that an empty list is not a missing one."""


START = Start()
BESIDE = "{}"


def rows(box: Box, name: str) -> Iterator[tuple[str, Any]]:
    """Pairs of a list's key and an element; "" is the key of a list that is the whole file.

    What stands in the root object beside lists comes last, together, under the key BESIDE.
    """
    beside: dict[str, Any] = {}
    for seen in walk(lambda: box.open(name), _outermost, at=name):
        if isinstance(seen, Rows):
            key = seen.path[0] if seen.path else ""
            if not seen.rows:
                yield key, START
            for row in seen.rows:
                yield key, row
        elif isinstance(seen, Whole) and seen.path and len(beside) < limits.now().key:
            beside[seen.path[0]] = seen.value
    if beside:
        yield BESIDE, beside


def document(box: Box, name: str) -> Any:
    """A small file as a whole, such as a profile; Unreadable when it is large or broken."""
    for seen in walk(lambda: box.open(name), lambda _path, _kind: Choice.WHOLE, at=name):
        if isinstance(seen, Whole):
            return seen.value
    raise Unreadable("empty", name)


def json_lines(box: Box, name: str) -> Iterator[tuple[int, Any]]:
    """Numbers and values of a file with one JSON value a line; None stands for a line that cannot be read."""
    with box.open(name) as stream:
        for number, line in lines(texts(stream), name):
            if line.strip():
                try:
                    yield number, json.loads(line)
                except (ValueError, RecursionError):
                    yield number, None


def lines(parts: Iterator[bytes], name: str) -> Iterator[tuple[int, bytes]]:
    """Numbers and lines of a text that comes in parts; Unreadable for a line without an end."""
    number, rest = 0, b""
    for part in parts:
        *whole, rest = (rest + part).split(b"\n")
        for line in whole:
            number += 1
            yield number, line
        if rest.isspace():
            rest = b""
        if len(rest) > limits.now().token:
            raise Unreadable("text_too_long", name)
    if rest:
        yield number + 1, rest


def _outermost(path: tuple[str, ...], kind: str) -> Choice:
    if kind == "list":
        return Choice.ROWS
    return Choice.WHOLE if path else Choice.INTO
