"""What somebody may read of a conversation."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import OuterRef, Q, QuerySet
from django.utils.translation import gettext

from redbridge.follows import queries as follows
from redbridge.interactions.models import Comment
from redbridge.kit.errors import NotFound
from redbridge.kit.ids import possible
from redbridge.kit.prepared import Prepared
from redbridge.notes import queries as notes
from redbridge.notes import versions

if TYPE_CHECKING:
    from redbridge.accounts.models import Person

SHOWN = (Comment.State.VISIBLE, Comment.State.LIMITED)
_CURSOR = re.compile(r"(\d{1,9}):(\d{1,19})", re.ASCII)


@dataclass(frozen=True, slots=True)
class CommentPage:
    """Some comments; `after` leads to the next ones and is empty at the end."""

    comments: list[Comment]
    after: str


class CommentState(NamedTuple):
    """One comment as something that may change."""

    id: int
    author_id: int
    look: tuple[Any, ...]


def comments_of(viewer: "Person | None", *, note_id: int, after: str = "", limit: int = 20) -> CommentPage:
    """Comments on a note that the viewer may see, the most liked first, then the newest; NotFound without the note.

    Without those of people whom the viewer does not meet, and without hidden ones unless they are the viewer's own or
    the viewer moderates. A deleted comment is there, without words, while it has replies. The order follows the
    likes, so a comment may move between two pages that are read a while apart.
    """
    note = notes.get_note(viewer, note_id=note_id)
    place = _CURSOR.fullmatch(after)
    if place is None and _meets_everybody(viewer):
        found = _first_page(limit).instances(note=note.id, **_as_argument(viewer))
    else:
        rows = _tops(note.id, _shown_to(viewer))
        if place:
            likes, comment_id = int(place[1]), int(place[2])
            rows = rows.filter(likes__lte=likes).exclude(likes=likes, id__gte=min(comment_id, 2**63 - 1))
        found = list(rows[: limit + 1])
    shown = found[:limit]
    return CommentPage(shown, f"{shown[-1].likes}:{shown[-1].id}" if len(found) > limit else "")


def replies_of(
    viewer: "Person | None", *, comment_ids: Iterable[int], after: int | None = None, limit_each: int = 3
) -> dict[int, list[Comment]]:
    """The oldest replies to each of the comments that the viewer may see, after the reply with the id `after`."""
    ids = possible(comment_ids)
    if not ids:
        return {}
    shown = _shown_to(viewer)
    above = Comment.objects.filter(shown, id__in=ids, parent__isnull=True)
    note_of = dict(above.values_list("id", "note_id"))
    seen = notes.visible_notes(viewer, ids=set(note_of.values()))
    allowed = [comment_id for comment_id, note_id in note_of.items() if note_id in seen]
    return _by_parent(allowed, _replies(allowed, shown, limit_each, after=after))


def first_replies(
    viewer: "Person | None", *, comments: Iterable[Comment], limit_each: int = 3
) -> dict[int, list[Comment]]:
    """The same for comments that `comments_of` has just let the viewer read: at most one query more."""
    ids = [comment.id for comment in comments if comment.reply_count]
    if not ids:
        return {}
    if _meets_everybody(viewer):
        return _by_parent(ids, _first_replies(limit_each).instances(ids=ids, **_as_argument(viewer)))
    return _by_parent(ids, _replies(ids, _shown_to(viewer), limit_each))


def first_state(
    viewer: "Person | None", *, note_id: int, limit: int = 20, limit_each: int = 3
) -> tuple[CommentState, ...] | None:
    """What the first page of comments depends on beside the viewer's own likes, in two queries.

    The same as long as that page is the same; whether the note may be read is for the caller to ask. None for viewers
    who do not meet everybody, or see more than others: their page is their own.
    """
    if not _meets_everybody(viewer):
        return None
    tops = _first_states(limit).rows(note=note_id, **_as_argument(viewer))
    answered = [top[0] for top in tops[:limit] if top[2]]
    replies = _reply_states(limit_each).rows(ids=answered, **_as_argument(viewer))
    return tuple(CommentState(row[0], row[1], tuple(row[2:])) for row in (*tops, *replies))


def get_comment(viewer: "Person | None", *, comment_id: int) -> Comment:
    """A comment that the viewer may read, with its parent, author and note; NotFound otherwise."""
    shown = _shown_to(viewer, but_muted=True)
    rows = Comment.objects.select_related("author", "parent", "parent__author", "answers", "note")
    found = rows.filter(shown, id=comment_id, deleted_at__isnull=True).first()
    if found is None or (found.parent_id and not Comment.objects.filter(shown, id=found.parent_id).exists()):
        raise NotFound(gettext("This comment is no longer here."))
    notes.get_note(viewer, note_id=found.note_id)
    return found


def comments_by_id(viewer: "Person | None", *, ids: Iterable[int]) -> dict[int, Comment]:
    """Those of the comments that the viewer may read, their notes and what they reply to included."""
    shown = _shown_to(viewer)
    rows = Comment.objects.filter(shown, id__in=possible(ids), deleted_at__isnull=True)
    found = rows.filter(Q(parent__isnull=True) | Q(parent__in=Comment.objects.filter(shown).values("id"))).in_bulk()
    seen = notes.visible_notes(viewer, ids={row.note_id for row in found.values()})
    return {row.id: row for row in found.values() if row.note_id in seen}


def picture_is_visible(viewer: "Person | None", *, picture_id: int) -> bool:
    """Whether the viewer may see a picture: by itself, in a note or a former version of one, or in a comment."""
    if notes.picture_is_visible(viewer, picture_id=picture_id):
        return True
    for comment_id in Comment.objects.filter(picture__in=possible([picture_id])).values_list("id", flat=True)[:1]:
        try:
            get_comment(viewer, comment_id=comment_id)
        except NotFound:
            return False
        return True
    return versions.former_picture_is_visible(viewer, picture_id=picture_id)


def mentioned_in_comments(comments: Iterable[Comment]) -> dict[str, str]:
    """Handles mentioned in these comments and the addresses that they lead to, in one query."""
    found = notes.people_named(comment.text for comment in comments)
    return {handle: person.address for handle, person in found.items()}


def _shown_to(viewer: "Person | None", *, but_muted: bool = False) -> Q:
    """Which comments the viewer may read, the note allowed; `but_muted` lets through what lists only leave out."""
    if viewer is None:
        return _shown_to_all()
    shown = Q(author__closed_at__isnull=True) if notes.is_moderator(viewer) else _shown_to_all()
    apart = follows.blocked_people(viewer) if but_muted else follows.hidden_people(viewer)
    return (shown & ~Q(author__in=apart)) | Q(author=viewer)


def _shown_to_all(viewer: int | None = None) -> Q:
    """Which comments somebody may read who meets everybody."""
    shown = Q(standing__in=SHOWN, author__standing__in=SHOWN, author__closed_at__isnull=True)
    return shown if viewer is None else shown | Q(author=viewer)


def _meets_everybody(viewer: "Person | None") -> bool:
    return viewer is None or not (notes.is_moderator(viewer) or follows.hidden_people(viewer))


def _as_argument(viewer: "Person | None") -> dict[str, int]:
    return {} if viewer is None else {"viewer": viewer.id}


def _tops(note_id: int, shown: Q) -> QuerySet[Comment]:
    is_there = Q(deleted_at__isnull=True) | Q(reply_count__gt=0)
    return Comment.objects.filter(is_there, shown, note=note_id, parent__isnull=True).order_by("-likes", "-id")


def _replies(ids: list[int], shown: Q, limit_each: int, *, after: int | None = None) -> QuerySet[Comment]:
    first = Comment.objects.filter(shown, deleted_at__isnull=True, parent=OuterRef("pk"))
    if after is not None:
        first = first.filter(id__gt=after)
    chosen = Comment.objects.filter(id__in=ids, replies__in=first.order_by("id").values("id")[:limit_each])
    return Comment.objects.filter(id__in=chosen.values("replies__id")).order_by("id")


def _by_parent(ids: Iterable[int], rows: Iterable[Comment]) -> dict[int, list[Comment]]:
    replies: dict[int, list[Comment]] = {comment_id: [] for comment_id in ids}
    for reply in rows:
        replies[reply.parent_id or 0].append(reply)
    return replies


_LOOKS = (
    *(
        "id",
        "author_id",
        "reply_count",
        "version",
        "likes",
        "standing",
        "deleted_at",
        "author__version",
        "answers__version",
    ),
    *("picture__secret", "picture__progress"),
)


@cache
def _first_page(limit: int) -> Prepared[Comment]:
    return Prepared(lambda note, viewer=None: _tops(note, _shown_to_all(viewer))[: limit + 1])


@cache
def _first_states(limit: int) -> Prepared[Comment]:
    return Prepared(lambda note, viewer=None: _tops(note, _shown_to_all(viewer)).values_list(*_LOOKS)[: limit + 1])


@cache
def _first_replies(limit_each: int) -> Prepared[Comment]:
    return Prepared(lambda ids, viewer=None: _replies(ids, _shown_to_all(viewer), limit_each))


@cache
def _reply_states(limit_each: int) -> Prepared[Comment]:
    return Prepared(lambda ids, viewer=None: _replies(ids, _shown_to_all(viewer), limit_each).values_list(*_LOOKS))
