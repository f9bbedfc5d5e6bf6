"""What to show somebody who looks around: notes in Explore's order, and people to follow."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import QuerySet

from redbridge.feed.models import ExploreEntry, Interest
from redbridge.feed.ranking import spread
from redbridge.feed.topics import TOPICS, get_topic
from redbridge.follows import queries as follows
from redbridge.kit.prepared import Prepared

if TYPE_CHECKING:
    from redbridge.accounts.models import Person

ROUNDS = 3
WINDOW = 2  # pages of the index that are looked at to fill one page
NOTES_A_TOPIC = 60
NOTES_A_PERSON = 3
LARGEST_ID = 2**63 - 1
_CURSOR = re.compile(r"(-?\d{1,12}(?:\.\d{1,6})?):(\d{1,19})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Page:
    """Some notes in order; `next` is what to pass as `after`, None at the end."""

    note_ids: list[int]
    next: str | None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Somebody worth following: the viewer's topics they write about, and up to three notes that show it."""

    person_id: int
    topics: tuple[str, ...]
    note_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """A row of the index."""

    score: float
    note_id: int
    author_id: int


def explore(viewer: "Person | None", *, topic: str = "", after: str | None = None, limit: int = 24) -> Page:
    """Ids of public notes, best first, of everything or of one topic; NotFound for a topic there is not.

    This is the interface that a personal engine fills behind the same signature: callers know ids and an opaque
    cursor, never a score. People whom the viewer blocks, mutes or is blocked by are left out; what became invisible
    a moment ago is left out by the cards. A cursor that cannot be read is the first page. Going on with the
    cursor repeats no note unless one sinks meanwhile.
    """
    if topic:
        get_topic(topic)
    hidden = follows.hidden_people(viewer)
    place = _read(after)
    kept: list[_Place] = []
    for _ in range(ROUNDS):
        found = [_Place(*row) for row in _entries(topic, place, WINDOW * limit)]
        kept += [row for row in found if row.author_id not in hidden]
        is_end = len(found) < WINDOW * limit
        if is_end or len(kept) >= limit:
            break
        place = (found[-1].score, found[-1].note_id)
    shown = spread(((row, row.author_id) for row in kept), limit=limit)
    note_ids = [row.note_id for row in shown]
    if not shown:
        return Page([], None if is_end or place is None else _write(*place))
    furthest = min(shown, key=lambda row: (row.score, row.note_id))
    if is_end and kept[-1] == furthest:
        return Page(note_ids, None)
    return Page(note_ids, _write(furthest.score, furthest.note_id))


def interests_of(person: "Person") -> list[str]:
    """The topics that somebody chose, in the order of the page."""
    chosen = set(Interest.objects.filter(person=person).values_list("topic", flat=True))
    return [topic for topic in TOPICS if topic in chosen]


def people_to_follow(viewer: "Person", *, limit: int = 12) -> list[Suggestion]:
    """Authors of the best notes in the viewer's topics, then of all, whom the viewer does not follow yet.

    Those who write about more of the topics come first, then those with more good notes. Four queries whatever
    the number of topics, notes and people.
    """
    topics = interests_of(viewer)
    hidden = follows.hidden_people(viewer)
    by_author: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for topic, author_id, note_id in _best_of([*topics, ""]):
        if author_id != viewer.id and author_id not in hidden:
            by_author[author_id].append((topic, note_id))
    relations = follows.relations(viewer, person_ids=by_author)
    people = [
        Suggestion(
            author_id,
            tuple(topic for topic in topics if topic in {mine for mine, _ in found}),
            tuple(dict.fromkeys(note_id for _, note_id in found))[:NOTES_A_PERSON],
        )
        for author_id, found in by_author.items()
        if not (relations[author_id].follows or relations[author_id].asked)
    ]
    # The sort is stable: equals stay in the order of their best note.
    people.sort(key=lambda one: (-len(one.topics), -len(one.note_ids)))
    return people[:limit]


def _entries(topic: str, place: tuple[float, int] | None, limit: int) -> list[tuple[float, int, int]]:
    """Score, note and author of the entries of a topic from a place on."""
    if place is None:
        return _first_entries(limit).rows(topic=topic)
    return _next_entries(limit).rows(topic=topic, score=place[0], note=place[1])


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


def _best_of(topics: list[str]) -> list[tuple[str, int, int]]:
    """Topic, author and note of the best entries of each topic; each part is read from the index alone."""
    table = connection.ops.quote_name(ExploreEntry._meta.db_table)
    one = (
        f"SELECT * FROM (SELECT topic, author_id, note_id FROM {table} WHERE topic = %s"  # noqa: S608 - our own table
        " ORDER BY score DESC, note_id DESC LIMIT %s) AS best"
    )
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join([one] * len(topics)), [value for topic in topics for value in (topic, NOTES_A_TOPIC)]
        )
        return list(cursor.fetchall())


def _read(cursor: str | None) -> tuple[float, int] | None:
    place = _CURSOR.fullmatch(cursor or "")
    return (float(place[1]), min(int(place[2]), LARGEST_ID)) if place else None


def _write(score: float, note_id: int) -> str:
    return f"{score:.6f}:{note_id}"
