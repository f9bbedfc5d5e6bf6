"""How often notes are liked, saved and commented on, and what the viewer did."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, Exists, IntegerField, OuterRef, QuerySet, Value

from redbridge.interactions.models import CommentLike, NoteLike, Save, Tally
from redbridge.kit.ids import possible
from redbridge.kit.prepared import Prepared

if TYPE_CHECKING:
    from redbridge.accounts.models import Person


@dataclass(frozen=True, slots=True)
class Counts:
    """What stands beside the three signs of a note."""

    likes: int = 0
    saves: int = 0
    comments: int = 0


@dataclass(frozen=True, slots=True)
class Marks:
    """Notes that the viewer liked and saved."""

    liked: set[int] = field(default_factory=set)
    saved: set[int] = field(default_factory=set)


Seen = tuple[int, int, int, bool, bool]


def tallies(note_ids: Iterable[int]) -> dict[int, Counts]:
    """Counts for every id, in one query."""
    ids = set(note_ids)
    found = dict.fromkeys(ids, Counts())
    for note_id, likes, saves, comments in _TALLIES.rows(ids=possible(ids)):
        found[note_id] = Counts(likes, saves, comments)
    return found


def marks(viewer: "Person | None", *, note_ids: Iterable[int]) -> Marks:
    """The viewer's own marks on these notes, in one query."""
    found = Marks()
    ids = possible(note_ids)
    if viewer is None or not ids:
        return found
    for note_id, kind in _MARKS.rows(viewer=viewer.id, ids=ids):
        (found.liked if kind == "liked" else found.saved).add(note_id)
    return found


def seen(viewer: "Person", *, note_ids: Iterable[int]) -> dict[int, Seen]:
    """Likes, saves and comments of every id, and whether the viewer liked and saved it, in one query."""
    ids = possible(note_ids)
    found: dict[int, Seen] = dict.fromkeys(ids, (0, 0, 0, False, False))
    for note_id, likes, saves, comments, is_liked, is_saved in _SEEN.rows(viewer=viewer.id, ids=ids):
        found[note_id] = (likes, saves, comments, is_liked, is_saved)
    return found


def comment_marks(viewer: "Person | None", *, comment_ids: Iterable[int]) -> set[int]:
    """Those of the comments that the viewer liked."""
    ids = possible(comment_ids)
    if viewer is None or not ids:
        return set()
    return {comment_id for (comment_id,) in _COMMENT_LIKES.rows(viewer=viewer.id, ids=ids)}


def _word(word: str) -> Value:
    return Value(word, output_field=CharField())


def _marks(viewer: int, ids: list[int]) -> QuerySet[Any, Any]:
    liked = NoteLike.objects.filter(person=viewer, note__in=ids).values_list("note_id", _word("liked"))
    saved = Save.objects.filter(person=viewer, note__in=ids).values_list("note_id", _word("saved"))
    return liked.union(saved, all=True)


def _is_there(rows: QuerySet[Any]) -> Exists:
    """As SQLite says it, 0 or 1: making a bool of each would cost more than the look-up."""
    return Exists(rows, output_field=IntegerField())


_TALLIES: Prepared[Tally] = Prepared(
    lambda ids: Tally.objects.filter(note__in=ids).values_list("note_id", "likes", "saves", "comments")
)
_SEEN: Prepared[Tally] = Prepared(
    lambda viewer, ids: (
        Tally.objects.filter(note__in=ids)
        .annotate(
            is_liked=_is_there(NoteLike.objects.filter(person=viewer, note=OuterRef("note"))),
            is_saved=_is_there(Save.objects.filter(person=viewer, note=OuterRef("note"))),
        )
        .values_list("note_id", "likes", "saves", "comments", "is_liked", "is_saved")
    )
)
_MARKS: Prepared[NoteLike] = Prepared(_marks)
_COMMENT_LIKES: Prepared[CommentLike] = Prepared(
    lambda viewer, ids: CommentLike.objects.filter(person=viewer, comment__in=ids).values_list("comment_id")
)
