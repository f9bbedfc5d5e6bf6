"""What to show: notes in Explore's order, those of people one follows, and people to follow."""

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection

from redbridge.feed.home import Home, home, home_versions
from redbridge.feed.lens import lens_of
from redbridge.feed.models import ExploreEntry, Interest, MutedWord, SeedTaste
from redbridge.feed.muting import muted_among
from redbridge.feed.places import Page, page_of
from redbridge.feed.topics import TOPICS, get_topic
from redbridge.feed.watching import Neighbors, neighbors, watch
from redbridge.follows import queries as follows

if TYPE_CHECKING:
    from redbridge.accounts.models import Person

__all__ = [
    "Home",
    "Neighbors",
    "Page",
    "Suggestion",
    "explore",
    "from_other_side",
    "home",
    "home_versions",
    "interests_of",
    "muted_words_of",
    "neighbors",
    "people_to_follow",
    "seed_taste_of",
    "watch",
]
WHOLE = 100
LOOKED_AT = 300
NOTES_A_TOPIC = 60
NOTES_A_PERSON = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Somebody worth following: the viewer's topics they write about, and up to three notes that show it."""

    person_id: int
    topics: tuple[str, ...]
    note_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SeededTaste:
    """Weights of 0 to 1, the strongest first."""

    topics: dict[str, float]
    languages: dict[str, float]


def explore(viewer: "Person | None", *, topic: str = "", after: str | None = None, limit: int = 24) -> Page:
    """Ids of public notes, best first, of everything or of one topic; NotFound for a topic there is not.

    This is the interface that a personal engine fills behind the same signature: callers know ids and an opaque
    cursor, never a score. Topics that the viewer loves have a head start. People whom they block, mute or are blocked
    by and notes with words that they muted are left out; what became invisible a moment ago is left out by the cards.
    A cursor that cannot be read is the first page. Going on with the cursor repeats no note unless one sinks meanwhile.
    """
    if topic:
        get_topic(topic)
    return page_of(topic, viewer=viewer, lens=lens_of(viewer), after=after, limit=limit)


def from_other_side(viewer: "Person", *, limit: int = 3) -> list[int]:
    """The best notes in languages that the viewer does not read, each by somebody else; found among the best alone."""
    reads = {code.partition("-")[0] for code in (*viewer.reads, *viewer.writes)}
    lens = lens_of(viewer)
    rows = ExploreEntry.objects.filter(topic="").order_by("-score", "-note_id")
    found: dict[int, int] = {}
    for note_id, author_id, language in rows.values_list("note_id", "author_id", "language")[:LOOKED_AT]:
        is_foreign = language.partition("-")[0] not in {*reads, "", "und"}
        if is_foreign and author_id not in lens.hidden and author_id != viewer.id:
            found.setdefault(author_id, note_id)
    muted = muted_among(viewer, lens.words, list(found.values()))
    return [note_id for note_id in found.values() if note_id not in muted][:limit]


def interests_of(person: "Person") -> list[str]:
    """The topics that somebody chose, in the order of the page."""
    chosen = set(Interest.objects.filter(person=person).values_list("topic", flat=True))
    return [topic for topic in TOPICS if topic in chosen]


def seed_taste_of(person: "Person") -> SeededTaste:
    """What somebody brought along and kept; an order of notes may begin with it."""
    rows = SeedTaste.objects.filter(person=person).order_by("-weight", "name")
    found = list(rows.values_list("what", "name", "weight"))
    return SeededTaste(
        {name: weight / WHOLE for what, name, weight in found if what == SeedTaste.What.TOPIC},
        {name: weight / WHOLE for what, name, weight in found if what == SeedTaste.What.LANGUAGE},
    )


def muted_words_of(viewer: "Person") -> list[str]:
    """The words that somebody does not want to meet, as they wrote them, newest first."""
    return list(MutedWord.objects.filter(person=viewer).order_by("-id").values_list("shown", flat=True))


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
