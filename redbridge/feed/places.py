"""Pages of a stored order: ids from one index, whatever the size of the site."""

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import QuerySet

from redbridge.feed.lens import Lens
from redbridge.feed.models import ExploreEntry
from redbridge.feed.muting import muted_among
from redbridge.feed.ranking import head_start, spread
from redbridge.kit.prepared import Prepared

if TYPE_CHECKING:
    from redbridge.accounts.models import Person

ROUNDS = 3
WINDOW = 2  # pages of the index that are looked at to fill one page
LARGEST_ID = 2**63 - 1
BEST = 1e9  # above every score there can be
MOST_LOVED = 6  # topics that get a head start; more of them would be everything again
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


def page_of(topic: str, *, viewer: "Person | None", lens: Lens, after: str | None, limit: int) -> Page:
    """One page of a topic's entries, best first, without what the viewer does not want to meet.

    On the page of everything the topics that they love have a head start.
    """
    place = _read(after)
    loved = () if topic else lens.topics[:MOST_LOVED]
    kept: list[Place] = []
    for _ in range(ROUNDS):
        found = _mixed(loved, place, WINDOW * limit) if loved else _from(topic, place, WINDOW * limit)
        kept += _met(viewer, lens, found)
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


def _met(viewer: "Person | None", lens: Lens, found: list[Place]) -> list[Place]:
    """Without those of hidden people and those that hold a muted word."""
    kept = [row for row in found if row.author_id not in lens.hidden]
    if viewer is None or not lens.words:
        return kept
    muted = muted_among(viewer, lens.words, [row.note_id for row in kept])
    return [row for row in kept if row.note_id not in muted]


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


def _mixed(loved: tuple[tuple[str, float], ...], place: tuple[float, int] | None, limit: int) -> list[Place]:
    """Everything in one order in which each loved topic stands ahead; a note stands where it stands highest.

    Each topic is read from the index alone, without the notes that an earlier one holds already.
    """
    table = connection.ops.quote_name(ExploreEntry._meta.db_table)
    score, note_id = place or (BEST, LARGEST_ID)
    parts, values = [], list[float | int | str]()
    before: list[str] = []
    for topic, weight in (*loved, ("", 0.0)):
        ahead = head_start(weight)
        below = round(score - ahead, 6)
        known = ", ".join(["%s"] * len(before))
        again = f" AND NOT EXISTS (SELECT 1 FROM {table} AS o WHERE o.note_id = e.note_id AND o.topic IN ({known}))"  # noqa: S608
        parts.append(
            f"SELECT * FROM (SELECT e.score + %s AS place, e.note_id, e.author_id FROM {table} AS e"  # noqa: S608
            " WHERE e.topic = %s AND e.score <= %s AND NOT (e.score = %s AND e.note_id >= %s)"
            f"{again if before else ''} ORDER BY e.score DESC, e.note_id DESC LIMIT %s) AS part"
        )
        values += [ahead, topic, below, below, note_id, *before, limit]
        before.append(topic)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        rows = [Place(round(place, 6), note_id, author_id) for place, note_id, author_id in cursor.fetchall()]
    rows.sort(key=lambda row: (-row.score, -row.note_id))
    return rows[:limit]


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
