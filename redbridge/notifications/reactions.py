"""Whom to tell when something happened."""

from redbridge.accounts.events import SessionsEnded
from redbridge.events import react
from redbridge.follows.events import Blocked, FollowAccepted, FollowAsked, Followed, Muted
from redbridge.interactions.events import (
    AnswerAccepted,
    CommentDeleted,
    Commented,
    CommentLiked,
    CommentUnliked,
    NoteLiked,
    NoteSaved,
    NoteUnliked,
    NoteUnsaved,
    PhraseExplained,
)
from redbridge.language.events import SlangDecided
from redbridge.notes.events import DraftMissed, DraftWentOut, NoteChanged, NoteDeleted, NotePublished
from redbridge.notifications import actions
from redbridge.notifications.events import PushDue
from redbridge.trust.events import Decided


@react(to=Followed)
def tell_when_followed(event: Followed) -> None:
    actions.tell_about_follow(follower_id=event.follower_id, followed_id=event.followed_id)


@react(to=FollowAsked)
def tell_when_follow_asked(event: FollowAsked) -> None:
    actions.tell_about_follow(follower_id=event.follower_id, followed_id=event.followed_id)


@react(to=FollowAccepted)
def tell_when_follow_accepted(event: FollowAccepted) -> None:
    actions.tell_about_follow(follower_id=event.follower_id, followed_id=event.followed_id, is_answer=True)


@react(to=Blocked)
def forget_when_blocked(event: Blocked) -> None:
    actions.forget_between(event.blocker_id, event.blocked_id)


@react(to=Muted, atomic=False)
def fold_when_muted(event: Muted) -> None:
    actions.fold_again(event.muter_id, event.muted_id)


@react(to=NoteLiked)
def fold_when_note_liked(event: NoteLiked) -> None:
    actions.fold_likes(event.note_id, is_news=True)


@react(to=NoteUnliked)
def fold_when_note_unliked(event: NoteUnliked) -> None:
    actions.fold_likes(event.note_id, is_news=False)


@react(to=NoteSaved)
def fold_when_note_saved(event: NoteSaved) -> None:
    actions.fold_saves(event.note_id, is_news=True)


@react(to=NoteUnsaved)
def fold_when_note_unsaved(event: NoteUnsaved) -> None:
    actions.fold_saves(event.note_id, is_news=False)


@react(to=CommentLiked)
def fold_when_comment_liked(event: CommentLiked) -> None:
    actions.fold_comment_likes(event.comment_id, is_news=True)


@react(to=CommentUnliked)
def fold_when_comment_unliked(event: CommentUnliked) -> None:
    actions.fold_comment_likes(event.comment_id, is_news=False)


@react(to=Commented)
def tell_when_commented(event: Commented) -> None:
    actions.tell_about_comment(event.comment_id)


@react(to=CommentDeleted)
def forget_when_comment_deleted(event: CommentDeleted) -> None:
    actions.forget_comment(event.comment_id)


@react(to=NotePublished)
def tell_when_published(event: NotePublished) -> None:
    actions.tell_about_mentions(event.note_id)
    actions.tell_about_ties(event.note_id)


@react(to=NoteChanged)
def tell_when_changed(event: NoteChanged) -> None:
    actions.tell_about_mentions(event.note_id)
    actions.tell_about_ties(event.note_id)


@react(to=NoteDeleted)
def forget_when_note_deleted(event: NoteDeleted) -> None:
    actions.forget_note(event.note_id)


@react(to=Decided)
def tell_when_decided(event: Decided) -> None:
    actions.tell_about_decision(event.decision_id)


@react(to=PhraseExplained)
def tell_when_explained(event: PhraseExplained) -> None:
    actions.tell_about_answer(event.answer_id)


@react(to=AnswerAccepted)
def tell_when_answer_helped(event: AnswerAccepted) -> None:
    actions.tell_about_answer(event.answer_id, is_accepted=True)


@react(to=SlangDecided)
def tell_when_slang_decided(event: SlangDecided) -> None:
    actions.tell_about_slang(event.suggestion_id)


@react(to=DraftWentOut)
def tell_when_plan_went_out(event: DraftWentOut) -> None:
    actions.tell_about_plan(event.note_id)


@react(to=DraftMissed)
def tell_when_plan_missed(event: DraftMissed) -> None:
    actions.tell_about_missed_plan(event.draft_id)


@react(to=PushDue, priority=-5, atomic=False)
def push_when_due(event: PushDue) -> None:
    actions.push(subscription_id=event.subscription_id, notification_id=event.notification_id, since=event.since)


@react(to=SessionsEnded)
def forget_devices_when_signed_out(event: SessionsEnded) -> None:
    actions.forget_signed_out(event.person_id)
