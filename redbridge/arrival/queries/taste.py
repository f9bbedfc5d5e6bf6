"""What an export says of somebody's taste, for them to look over, and what follows from ids that people share."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef

from redbridge.accounts.models import Person
from redbridge.arrival import tastes
from redbridge.arrival.models import NoteKey, OldHandle, SeenKey, TasteBrought
from redbridge.interactions.models import NoteLike
from redbridge.notes import queries as notes

SMALLEST_GROUP = 5  # of people; what fewer have in common would tell of one of them
LEAST_SHARED = 3  # ids that two people share before they count as alike
MOST_ALIKE = 200
MOST_HASHTAGS = 24
CHOSEN_THERE = ("saved", "likes", "reposts", "bookmarks")


@dataclass(frozen=True, slots=True)
class Taste:
    """An offer; `is_new` until its owner has looked it over. Topics by weight of 0 to 1, the strongest first."""

    topics: dict[str, float]
    hashtags: Sequence[str]
    muted_words: Sequence[str]
    languages: Sequence[str]
    collections: Sequence[str]
    is_new: bool

    @property
    def is_empty(self) -> bool:
        """Whether the export said nothing of taste."""
        return not (self.topics or self.hashtags or self.muted_words or self.languages or self.collections)


def taste_of(viewer: Person) -> Taste:
    """What was read of the viewer's own taste."""
    row = TasteBrought.objects.filter(person=viewer).first()
    if row is None:
        return Taste({}, (), (), (), (), is_new=False)
    hashtags = [str(name) for name, _count in row.hashtags[:MOST_HASHTAGS]]
    topics = tastes.weigh(row.topics)
    return Taste(topics, hashtags, row.muted_words, row.languages, row.collections, is_new=row.taken_at is None)


def kept_there(viewer: Person, *, limit: int = 12) -> list[int]:
    """Notes that the viewer saved, liked or shared elsewhere and whose authors brought them here.

    Only those that may be listed, of authors who proved that they were it.
    """
    mine = SeenKey.objects.filter(person=viewer, section__in=CHOSEN_THERE)
    proved = OldHandle.objects.filter(
        person=OuterRef("note__author"), platform=OuterRef("platform"), state=OldHandle.State.PROVED
    )
    same = mine.filter(token=OuterRef("token"), platform=OuterRef("platform"), key_version=OuterRef("key_version"))
    rows = NoteKey.objects.filter(Exists(same), Exists(proved)).exclude(note__author=viewer)
    found = list(rows.order_by("-note__position").values_list("note_id", flat=True)[: 4 * limit])
    return list(notes.listable_notes(viewer, ids=dict.fromkeys(found)))[:limit]


def loved_alike(viewer: Person, *, limit: int = 12) -> list[int]:
    """Notes that at least five people like here who kept the same things elsewhere as the viewer did."""
    mine = SeenKey.objects.filter(person=viewer).values("token")
    others = SeenKey.objects.filter(token__in=mine).exclude(person=viewer)
    shared = others.values("person").annotate(shared=Count("token", distinct=True)).filter(shared__gte=LEAST_SHARED)
    alike = list(shared.order_by("-shared", "person").values_list("person", flat=True)[:MOST_ALIKE])
    if len(alike) < SMALLEST_GROUP:
        return []
    liked = NoteLike.objects.filter(person__in=alike).values("note").annotate(people=Count("person"))
    rows = liked.filter(people__gte=SMALLEST_GROUP).order_by("-people", "-note")
    found = list(rows.values_list("note", flat=True)[: 2 * limit])
    kept = notes.listable_notes(viewer, ids=found)
    return [note_id for note_id, note in kept.items() if note.author_id != viewer.id][:limit]
