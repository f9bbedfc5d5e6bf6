"""Likes and saves: one row for each note or comment, always what the tables say now."""

from typing import TYPE_CHECKING

from redbridge.follows import queries as follows
from redbridge.interactions.models import Comment, CommentLike, NoteLike, Save, Tally
from redbridge.notes.models import Note
from redbridge.notifications.actions.rows import Row, fold, forget
from redbridge.notifications.models import Group, Kind

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from django.db.models import QuerySet


def fold_likes(note_id: int, *, is_news: bool) -> None:
    """Tell a note's author who likes it: the newest by name, the others by number."""
    note = Note.objects.select_related("author").filter(id=note_id, deleted_at__isnull=True).first()
    if note is None:
        return
    left_out = follows.hidden_people(note.author) | {note.author_id}
    likes = NoteLike.objects.filter(note=note)
    total = Tally.objects.filter(note=note).values_list("likes", flat=True).first() or 0
    _fold_marks(likes, left_out, total, person_id=note.author_id, kind=Kind.LIKE, note_id=note_id, is_news=is_news)


def fold_saves(note_id: int, *, is_news: bool) -> None:
    """Tell a note's author how many keep it; never who, because collections are private."""
    note = Note.objects.select_related("author").filter(id=note_id, deleted_at__isnull=True).first()
    if note is None:
        return
    left_out = follows.hidden_people(note.author) | {note.author_id}
    saves = Save.objects.filter(note=note)
    total = Tally.objects.filter(note=note).values_list("saves", flat=True).first() or 0
    _fold_marks(saves, left_out, total, person_id=note.author_id, kind=Kind.SAVE, note_id=note_id, is_news=is_news)


def fold_comment_likes(comment_id: int, *, is_news: bool) -> None:
    """Tell a comment's author who likes it."""
    comment = Comment.objects.select_related("author").filter(id=comment_id, deleted_at__isnull=True).first()
    if comment is None:
        return
    left_out = follows.hidden_people(comment.author) | {comment.author_id}
    likes = CommentLike.objects.filter(comment=comment)
    _fold_marks(
        likes,
        left_out,
        comment.likes,
        person_id=comment.author_id,
        kind=Kind.COMMENT_LIKE,
        note_id=comment.note_id,
        comment_id=comment.id,
        is_news=is_news,
    )


def _fold_marks(
    marks: "QuerySet[NoteLike] | QuerySet[Save] | QuerySet[CommentLike]",
    left_out: "Collection[int]",
    total: int,
    *,
    person_id: int,
    kind: Kind,
    note_id: int,
    is_news: bool,
    comment_id: int | None = None,
) -> None:
    """`total` is the kept count, so that a note with a hundred thousand likes is not counted at each of them."""
    key = f"{kind}:{comment_id or note_id}"
    newest: tuple[int, datetime] | None = (
        marks.exclude(person__in=left_out).order_by("-id").values_list("person_id", "created_at").first()
    )
    if newest is None:
        forget(person_id, key)
        return
    row = Row(
        person_id,
        Group.LIKES,
        kind,
        key,
        newest[1],
        actor_id=None if kind == Kind.SAVE else newest[0],
        note_id=note_id,
        comment_id=comment_id,
        count=max(1, total - marks.filter(person__in=left_out).count()),
    )
    fold(row, is_news=is_news)
