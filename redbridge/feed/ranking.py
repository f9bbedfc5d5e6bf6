"""The documented order of Explore (docs/explore.md): freshness and appreciation in one number that is stored."""

from collections.abc import Hashable, Iterable
from datetime import UTC, datetime
from math import log2
from typing import TypeVar

HALF_A_DAY_AND_A_BIT = 45_000
EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
MOST_OF_ONE_AUTHOR = 2
HEAD_START = 2.0  # as twenty-five hours of youth, or four times the appreciation

Entry = TypeVar("Entry")


def score(published_at: datetime, *, likes: int, saves: int, commenters: int) -> float:
    """Where a note stands: twice the appreciation is worth twelve and a half hours of youth.

    `commenters` are people other than the author, each counted once, so that a quarrel does not lift a note.
    """
    seconds = (published_at - EPOCH).total_seconds()
    return round(seconds / HALF_A_DAY_AND_A_BIT + log2(1 + likes + 2 * saves + 2 * commenters), 6)


def head_start(weight: float) -> float:
    """How far ahead notes of a topic stand for somebody who loves it; `weight` is between 0 and 1."""
    return round(HEAD_START * max(0.0, min(weight, 1.0)), 6)


def spread(entries: Iterable[tuple[Entry, Hashable]], *, limit: int) -> list[Entry]:
    """Of entries with their authors, best first: at most two of one author, more only where the page stays short.

    What is over comes last, in its order, so a small site shows everything it has.
    """
    first: list[Entry] = []
    over: list[Entry] = []
    shown: dict[Hashable, int] = {}
    for entry, author in entries:
        if len(first) == limit:
            break
        shown[author] = shown.get(author, 0) + 1
        (first if shown[author] <= MOST_OF_ONE_AUTHOR else over).append(entry)
    return [*first, *over][:limit]
