"""Comments and replies."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext

from redbridge.events import announce
from redbridge.interactions.actions.counts import count_more, locked_tally, recount_comments
from redbridge.interactions.actions.permission import check_may_take_part
from redbridge.interactions.events import CommentDeleted, Commented
from redbridge.interactions.models import Comment
from redbridge.interactions.queries.comments import get_comment
from redbridge.kit import limits
from redbridge.kit.errors import NotAllowed, NotFound, Refused
from redbridge.kit.text import tidy
from redbridge.language import actions as translations
from redbridge.language.detection import settled
from redbridge.language.names import UNKNOWN, is_known
from redbridge.media import actions as media
from redbridge.media.models import Picture
from redbridge.notes import queries as notes

if TYPE_CHECKING:
    from redbridge.accounts.models import Person

LONGEST_COMMENT = 2000
TIME_TO_EDIT = timedelta(minutes=15)
SAME_AGAIN = timedelta(minutes=1)
KEEP_DELETED = timedelta(days=30)
COMMENTS_A_MINUTE = 10
COMMENTS_AN_HOUR = 120
BATCH = 500


def comment(
    actor: "Person", *, note_id: int, text: str, reply_to: int | None = None, picture_id: int | None = None
) -> Comment:
    """Comment on a note that the actor may see, or reply to a comment there; announces Commented.

    A reply to a reply stands below the same comment and `answers` its author. The same words sent again within
    a minute are the comment that is already there.
    """
    check_may_take_part(actor)
    text = _words(text, has_picture=picture_id is not None)
    note = notes.get_note(actor, note_id=note_id)
    parent, answers = _place(actor, note.id, reply_to)
    new = Comment(
        note_id=note.id,
        author=actor,
        parent=parent,
        answers=answers,
        text=text,
        language=settled(text, actor.writes),
        created_at=timezone.now(),
    )
    if twin := _twin(new, picture_id):
        return twin
    limits.require(f"comment:{actor.id}", limit=COMMENTS_A_MINUTE, seconds=60)
    limits.require(f"comment:{actor.id}", limit=COMMENTS_AN_HOUR, seconds=3600)
    with transaction.atomic():
        locked_tally(note.id)  # of two clicks at once the second waits here and then finds the first
        if twin := _twin(new, picture_id):
            return twin
        if picture_id is not None:
            new.picture = _free_picture(actor, picture_id)
        new.save(force_insert=True)
        if new.picture_id:
            # Never open: whether it may be seen hangs on the note and the comment, at every look.
            media.attach_pictures(picture_ids=[new.picture_id], is_open=False)
        if parent:
            Comment.objects.filter(id=parent.id).update(reply_count=F("reply_count") + 1)
        count_more(note.id, comments=1)
        announce(Commented(new.id))
    return new


def edit_comment(actor: "Person", *, comment_id: int, text: str, language: str | None = None) -> Comment:
    """Change the words of one's own comment within a quarter of an hour, or say which language they are in.

    An empty `language` is the one that the words look like.
    """
    check_may_take_part(actor)
    found = get_comment(actor, comment_id=comment_id)
    if found.author_id != actor.id:
        raise NotAllowed(gettext("Only its author can change a comment."))
    if timezone.now() - found.created_at > TIME_TO_EDIT:
        raise Refused(gettext("A comment can be changed for 15 minutes."), code="too_late")
    text = _words(text, has_picture=found.picture_id is not None)
    if language and language != UNKNOWN and not is_known(language):
        raise Refused(gettext("Choose a language from the list."), field="language", code="bad_choice")
    if language is None and text == found.text:
        language = found.language
    language = language or settled(text, actor.writes)
    if (text, language) != (found.text, found.language):
        limits.require(f"comment:{actor.id}", limit=COMMENTS_A_MINUTE, seconds=60)
        still_there = Comment.objects.filter(id=found.id, deleted_at__isnull=True)
        translations.forget_texts([found.text], author_id=found.author_id)
        still_there.update(text=text, language=language, version=F("version") + 1, edited_at=timezone.now())
    return get_comment(actor, comment_id=comment_id)


def delete_comment(actor: "Person", *, comment_id: int) -> None:
    """Delete a comment: its author may, and the author of the note; announces CommentDeleted.

    Words and picture go at once. Its place stays while there are replies.
    """
    found = Comment.objects.filter(id=comment_id).select_related("note").first()
    if found is None:
        raise NotFound(gettext("This comment is no longer here."))
    if actor.id not in {found.author_id, found.note.author_id}:
        get_comment(actor, comment_id=comment_id)
        raise NotAllowed(gettext("Only its author and the author of the note can delete a comment."))
    with transaction.atomic():
        locked_tally(found.note_id)
        gone = Comment.objects.filter(id=found.id, deleted_at__isnull=True).update(
            deleted_at=timezone.now(), text="", language="", picture=None
        )
        if not gone:
            return
        translations.forget_texts([found.text], author_id=found.author_id)
        if found.picture_id:
            media.release_pictures(picture_ids=[found.picture_id])
        if found.parent_id:
            Comment.objects.filter(id=found.parent_id).update(reply_count=F("reply_count") - 1)
        recount_comments(found.note_id)
        announce(CommentDeleted(found.id))


def change_standing_of_comment(
    *,
    comment_id: int,
    state: str,
    rule: str = "",
    rule_version: str = "",
    case: int | None = None,
) -> None:
    """Set what moderation decided; for `trust` alone, which has checked who decides and announces it."""
    with transaction.atomic():
        found = Comment.objects.filter(id=comment_id).first()
        if found is None:
            raise NotFound(gettext("This comment is no longer here."))
        locked_tally(found.note_id)
        Comment.objects.filter(id=comment_id).update(
            standing=Comment.State(state),
            standing_rule=rule,
            standing_rule_version=rule_version,
            standing_case=case,
        )
        recount_comments(found.note_id)


def purge_deleted_comments() -> None:
    """Forget comments that were deleted a month ago and have no replies any more."""
    old = Comment.objects.filter(deleted_at__lt=timezone.now() - KEEP_DELETED, reply_count=0)
    while ids := list(old.values_list("id", flat=True)[:BATCH]):
        Comment.objects.filter(id__in=ids).delete()


def _words(text: str, *, has_picture: bool) -> str:
    text = tidy(text)
    if not text and not has_picture:
        raise Refused(gettext("Write something first."), field="text")
    if len(text) > LONGEST_COMMENT:
        raise Refused(gettext("A comment has at most 2,000 characters."), field="text")
    return text


def _place(actor: "Person", note_id: int, reply_to: int | None) -> "tuple[Comment | None, Person | None]":
    """The comment that a reply stands below, and whom it answers when that is a reply itself."""
    if reply_to is None:
        return None, None
    target = get_comment(actor, comment_id=reply_to)
    if target.note_id != note_id:
        raise NotFound(gettext("This comment is no longer here."))
    if target.parent is None:
        return target, None
    return target.parent, target.author


def _twin(new: Comment, picture_id: int | None) -> Comment | None:
    same = Comment.objects.filter(
        author=new.author,
        note_id=new.note_id,
        parent=new.parent,
        answers=new.answers,
        text=new.text,
        deleted_at__isnull=True,
        created_at__gt=new.created_at - SAME_AGAIN,
    )
    return next((found for found in same if found.picture_id == picture_id), None)


def _free_picture(actor: "Person", picture_id: int) -> Picture:
    picture = Picture.objects.select_for_update(no_key=True).filter(id=picture_id, owner=actor).first()
    if picture is None:
        raise NotFound(gettext("This picture is no longer here."))
    if picture.is_attached or picture.progress == Picture.Progress.REFUSED:
        raise Refused(gettext("Upload this picture again to show it here."), field="picture", code="attached")
    return picture
