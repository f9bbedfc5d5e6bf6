"""Explore follows what happens to notes and people."""

from redbridge.accounts.events import PersonChanged, PersonClosed
from redbridge.events import react
from redbridge.feed import actions
from redbridge.interactions.events import (
    CommentDeleted,
    Commented,
    NoteLiked,
    NoteSaved,
    NoteUnliked,
    NoteUnsaved,
)
from redbridge.interactions.models import Comment
from redbridge.notes.events import NoteChanged, NoteDeleted, NotePublished
from redbridge.trust.events import Decided
from redbridge.trust.models import Decision, Subject


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


def _place_note_of(comment_id: int) -> None:
    note_ids = list(Comment.objects.filter(id=comment_id).values_list("note_id", flat=True))
    actions.place_notes(note_ids)
