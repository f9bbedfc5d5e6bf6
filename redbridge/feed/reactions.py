"""Explore and the Follow feeds go along with what happens to notes and people."""

from redbridge.accounts.events import PersonChanged, PersonClosed
from redbridge.events import react
from redbridge.feed import actions
from redbridge.feed.events import NoteToPush
from redbridge.follows.events import FollowAccepted, Followed, Unfollowed
from redbridge.interactions.events import (
    CommentDeleted,
    Commented,
    NoteLiked,
    NoteSaved,
    NoteUnliked,
    NoteUnsaved,
)
from redbridge.interactions.models import Comment
from redbridge.notes.events import NoteBrought, NoteChanged, NoteDeleted, NotePublished
from redbridge.trust.events import Decided
from redbridge.trust.models import Decision, Subject

AFTER_EVERYTHING_ELSE = -10


@react(to=NotePublished)
def place_when_published(event: NotePublished) -> None:
    actions.place_notes([event.note_id])


@react(to=NoteChanged)
def place_when_changed(event: NoteChanged) -> None:
    actions.place_notes([event.note_id])


@react(to=NoteDeleted)
def withdraw_when_deleted(event: NoteDeleted) -> None:
    actions.place_notes([event.note_id])


@react(to=NoteLiked)
def raise_when_liked(event: NoteLiked) -> None:
    actions.place_notes([event.note_id])


@react(to=NoteUnliked)
def lower_when_unliked(event: NoteUnliked) -> None:
    actions.place_notes([event.note_id])


@react(to=NoteSaved)
def raise_when_saved(event: NoteSaved) -> None:
    actions.place_notes([event.note_id])


@react(to=NoteUnsaved)
def lower_when_unsaved(event: NoteUnsaved) -> None:
    actions.place_notes([event.note_id])


@react(to=Commented)
def raise_when_commented(event: Commented) -> None:
    _place_note_of(event.comment_id)


@react(to=CommentDeleted)
def lower_when_comment_deleted(event: CommentDeleted) -> None:
    _place_note_of(event.comment_id)


@react(to=Decided)
def place_when_decided(event: Decided) -> None:
    decision = Decision.objects.filter(id=event.decision_id).first()
    if decision is None:
        return
    if decision.subject == Subject.NOTE:
        actions.place_notes([decision.subject_id])
    elif decision.subject == Subject.COMMENT:
        _place_note_of(decision.subject_id)
    elif decision.subject == Subject.PERSON:
        actions.withdraw_notes_of(decision.subject_id)


@react(to=PersonChanged)
def withdraw_when_person_changed(event: PersonChanged) -> None:
    actions.withdraw_notes_of(event.person_id)


@react(to=PersonClosed)
def withdraw_when_person_closed(event: PersonClosed) -> None:
    actions.withdraw_notes_of(event.person_id)


@react(to=NotePublished, atomic=False, priority=10)
def push_when_published(event: NotePublished) -> None:
    actions.push_note(note_id=event.note_id, only_near=True)


@react(to=NoteChanged, atomic=False)
def push_when_changed(event: NoteChanged) -> None:
    actions.push_note(note_id=event.note_id, only_near=True)


@react(to=NoteDeleted, atomic=False)
def take_back_when_deleted(event: NoteDeleted) -> None:
    actions.push_note(note_id=event.note_id, only_near=True)


@react(to=NoteBrought, bulk=True, priority=AFTER_EVERYTHING_ELSE, atomic=False)
def take_in_when_brought(event: NoteBrought) -> None:
    actions.take_in_brought(note_id=event.note_id)


@react(to=NoteToPush, bulk=True, atomic=False)
def push_to_very_many(event: NoteToPush) -> None:
    actions.push_note(note_id=event.note_id)


@react(to=Followed, atomic=False)
def fill_when_followed(event: Followed) -> None:
    _fill_both(event.follower_id, event.followed_id)


@react(to=FollowAccepted, atomic=False)
def fill_when_accepted(event: FollowAccepted) -> None:
    _fill_both(event.follower_id, event.followed_id)


@react(to=Unfollowed, atomic=False)
def empty_when_unfollowed(event: Unfollowed) -> None:
    _fill_both(event.follower_id, event.followed_id)


def _fill_both(follower_id: int, followed_id: int) -> None:
    """Also the feed of the other one, who may have become a mutual and see more now.

    One transaction each: with both people locked in one, others could wait for each other.
    """
    actions.fill_feed(viewer_id=follower_id, author_id=followed_id)
    actions.fill_feed(viewer_id=followed_id, author_id=follower_id)


def _place_note_of(comment_id: int) -> None:
    note_ids = list(Comment.objects.filter(id=comment_id).values_list("note_id", flat=True))
    actions.place_notes(note_ids)
