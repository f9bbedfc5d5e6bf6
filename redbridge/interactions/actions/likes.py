"""Likes of notes and comments."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from redbridge.events import announce
from redbridge.interactions.actions.counts import count_more
from redbridge.interactions.actions.permission import check_may_take_part
from redbridge.interactions.events import CommentLiked, CommentUnliked, NoteLiked, NoteUnliked
from redbridge.interactions.models import Comment, CommentLike, NoteLike
from redbridge.interactions.queries.comments import get_comment
from redbridge.kit import limits
from redbridge.kit.ids import possible
from redbridge.notes import queries as notes

if TYPE_CHECKING:
    from redbridge.accounts.models import Person

LIKES_A_MINUTE = 60


def like_note(actor: "Person", *, note_id: int) -> None:
    """Like a note that the actor may see; liking it twice changes nothing. Announces NoteLiked."""
    _check(actor)
    note = notes.get_note(actor, note_id=note_id)
    with transaction.atomic():
        _, is_new = NoteLike.objects.get_or_create(person=actor, note=note)
        if is_new:
            count_more(note.id, likes=1)
            announce(NoteLiked(note.id, actor.id))


def unlike_note(actor: "Person", *, note_id: int) -> None:
    """Take one's like back, even of a note that one may no longer see. Announces NoteUnliked."""
    with transaction.atomic():
        gone, _ = NoteLike.objects.filter(person=actor, note__in=possible([note_id])).delete()
        if gone:
            count_more(note_id, likes=-1)
            announce(NoteUnliked(note_id, actor.id))


def like_comment(actor: "Person", *, comment_id: int) -> None:
    """Like a comment that the actor may see; liking it twice changes nothing. Announces CommentLiked."""
    _check(actor)
    comment = get_comment(actor, comment_id=comment_id)
    with transaction.atomic():
        _, is_new = CommentLike.objects.get_or_create(person=actor, comment=comment)
        if is_new:
            Comment.objects.filter(id=comment.id).update(likes=F("likes") + 1)
            announce(CommentLiked(comment.id, actor.id))


def unlike_comment(actor: "Person", *, comment_id: int) -> None:
    """Take one's like of a comment back. Announces CommentUnliked."""
    with transaction.atomic():
        gone, _ = CommentLike.objects.filter(person=actor, comment__in=possible([comment_id])).delete()
        if gone:
            Comment.objects.filter(id=comment_id).update(likes=F("likes") - 1)
            announce(CommentUnliked(comment_id, actor.id))


def _check(actor: "Person") -> None:
    check_may_take_part(actor)
    limits.require(f"like:{actor.id}", limit=LIKES_A_MINUTE, seconds=60)
