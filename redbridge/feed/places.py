"""Pages of a stored order: ids from one index, whatever the size of the site."""

import re
from collections.abc import Container
from dataclasses import dataclass
from functools import cache

from django.db.models import QuerySet

from redbridge.feed.models import ExploreEntry
from redbridge.feed.ranking import spread
from redbridge.kit.prepared import Prepared

ROUNDS = 3
WINDOW = 2  # pages of the index that are looked at to fill one page
LARGEST_ID = 2**63 - 1
_CURSOR = re.compile(r"(-?\d{1,12}(?:\.\d{1,6})?):(\d{1,19})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Page:
    """Some notes in order; `next` is what to pass as `after`, None at the end."""

    note_ids: list[int]
    next: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """A row of the index."""

    score: float
    note_id: int
    author_id: int


def page_of(topic: str, *, hidden: Container[int], after: str | None, limit: int) -> Page:
    """One page of a topic's entries, best first, without those of the hidden people."""
    place = _read(after)
    kept: list[Place] = []
    for _ in range(ROUNDS):
        found = _from(topic, place, WINDOW * limit)
        kept += [row for row in found if row.author_id not in hidden]
        is_end = len(found) < WINDOW * limit
        if is_end or len(kept) >= limit:
            break
        place = (found[-1].score, found[-1].note_id)
    shown = spread(((row, row.author_id) for row in kept), limit=limit)
    note_ids = [row.note_id for row in shown]
    if not shown:
        return Page([], None if is_end or place is None else cursor_of(*place))
    furthest = min(shown, key=lambda row: (row.score, row.note_id))
    if is_end and kept[-1] == furthest:
        return Page(note_ids, None)
    return Page(note_ids, cursor_of(furthest.score, furthest.note_id))


def cursor_of(score: float, note_id: int) -> str:
    """What leads on from a place."""
    return f"{score:.6f}:{note_id}"


def _read(cursor: str | None) -> tuple[float, int] | None:
    place = _CURSOR.fullmatch(cursor or "")
    return (float(place[1]), min(int(place[2]), LARGEST_ID)) if place else None


def _from(topic: str, place: tuple[float, int] | None, limit: int) -> list[Place]:
    """The entries of a topic from a place on."""
    if place is None:
        return [Place(*row) for row in _first_entries(limit).rows(topic=topic)]
    return [Place(*row) for row in _next_entries(limit).rows(topic=topic, score=place[0], note=place[1])]


@cache
def _first_entries(limit: int) -> Prepared[ExploreEntry]:
    return Prepared(lambda topic: _in_order(topic)[:limit])


@cache
def _next_entries(limit: int) -> Prepared[ExploreEntry]:
    return Prepared(
        lambda topic, score, note: (
            _in_order(topic).filter(score__lte=score).exclude(score=score, note__gte=note)[:limit]
        )
    )


def _in_order(topic: str) -> QuerySet[ExploreEntry, tuple[float, int, int]]:
    rows = ExploreEntry.objects.filter(topic=topic).order_by("-score", "-note_id")
    return rows.values_list("score", "note_id", "author_id")
