"""Through what one person looks at lists: whom and which words they do not want to meet, and what they love.

All of it comes in the one query that asked for hidden people alone before, so that it costs nobody a further look.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet, Value

from redbridge.feed.models import Interest, MutedWord, SeedTaste
from redbridge.feed.muting import NO_WORDS, Words
from redbridge.feed.topics import TOPICS
from redbridge.follows.models import Block, Mute
from redbridge.kit.prepared import Prepared

if TYPE_CHECKING:
    from redbridge.accounts.models import Person

HIDDEN, MUTED, TOPIC = "h", "m", "t"
WHOLE = 100


@dataclass(frozen=True, slots=True)
class Lens:
    """`hidden` people, muted `words`, and the weight of 0 to 1 of each topic that they love."""

    hidden: frozenset[int] = frozenset()
    words: Words = NO_WORDS
    topics: tuple[tuple[str, float], ...] = ()


def lens_of(viewer: "Person | None") -> Lens:
    """What is to be heeded in lists for this viewer, in one query; nothing for somebody who is not signed in."""
    if viewer is None:
        return Lens()
    hidden: set[int] = set()
    words: list[str] = []
    topics: dict[str, float] = {}
    for number, kind, text in _ROWS.rows(viewer=viewer.id):
        if kind == HIDDEN:
            hidden.add(number)
        elif kind == MUTED:
            words.append(text)
        elif text in TOPICS:
            topics[text] = max(number / WHOLE, topics.get(text, 0.0))
    ordered = sorted(topics.items(), key=lambda each: (-each[1], each[0]))
    return Lens(frozenset(hidden), Words.of(words), tuple(ordered))


def _rows(viewer: int) -> QuerySet[Any, Any]:
    """(number, kind, text): a person to hide, a word to mute, or a topic with its weight."""
    rows: QuerySet[Any, Any] = _people(Block.objects.filter(blocker=viewer), "blocked_id").union(
        _people(Block.objects.filter(blocked=viewer), "blocker_id"),
        _people(Mute.objects.filter(muter=viewer), "muted_id"),
        _texts(MutedWord.objects.filter(person=viewer).annotate(number=Value(0)), MUTED, "word"),
        _texts(Interest.objects.filter(person=viewer).annotate(number=Value(WHOLE)), TOPIC, "topic"),
        _texts(SeedTaste.objects.filter(person=viewer, what=SeedTaste.What.TOPIC), TOPIC, "name", "weight"),
        all=True,
    )
    return rows


def _people(rows: QuerySet[Any], column: str) -> Any:
    return rows.annotate(kind=Value(HIDDEN), text=Value("")).values_list(column, "kind", "text")


def _texts(rows: QuerySet[Any], kind: str, column: str, number: str = "number") -> Any:
    return rows.annotate(kind=Value(kind)).values_list(number, "kind", column)


_ROWS: Prepared[Block] = Prepared(_rows)
