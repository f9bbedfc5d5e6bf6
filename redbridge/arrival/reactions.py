"""What follows for people who arrive, from what happened here and elsewhere."""

from redbridge.accounts.events import PersonChanged, PersonClosed
from redbridge.arrival import actions
from redbridge.arrival.events import (
    ArrivalDone,
    ArrivalPreviewed,
    ArrivalUndone,
    ArrivalUploaded,
    FindingChanged,
    FriendsSought,
    HandleCheckAsked,
    HandleDecided,
    HandleLost,
    HandleProved,
    HandleRevoked,
    ImportAsked,
    MediaGiven,
    MentorFound,
    NameDecided,
    PageLinksChanged,
    QueueChanged,
    UndoAsked,
    VouchEnded,
)
from redbridge.events import react
from redbridge.follows.events import Blocked, FollowAsked, Followed
from redbridge.interactions.events import Commented, CommentLiked, CommentUnliked
from redbridge.interactions.models import Comment
from redbridge.media.events import VideoReady
from redbridge.notes.events import NoteBrought, NotePublished
from redbridge.notes.models import Note
from redbridge.notifications import actions as notifications

AFTER_VIDEOS = -5  # of people who wait for them


@react(to=ArrivalUploaded, bulk=True, priority=AFTER_VIDEOS, atomic=False)
def scan_when_uploaded(event: ArrivalUploaded) -> None:
    actions.scan_arrival(arrival_id=event.arrival_id)


@react(to=MediaGiven, bulk=True, atomic=False)
def match_when_given(event: MediaGiven) -> None:
    actions.match_media(arrival_id=event.arrival_id)


@react(to=ImportAsked, bulk=True, priority=AFTER_VIDEOS, atomic=False)
def import_when_asked(event: ImportAsked) -> None:
    actions.import_batch(arrival_id=event.arrival_id)


@react(to=ArrivalPreviewed)
def tell_when_previewed(event: ArrivalPreviewed) -> None:
    notifications.tell_about_arrival(person_id=event.person_id, arrival_id=event.arrival_id, is_done=False)


@react(to=ArrivalDone)
def tell_when_done(event: ArrivalDone) -> None:
    notifications.tell_about_arrival(person_id=event.person_id, arrival_id=event.arrival_id, is_done=True)


@react(to=UndoAsked, bulk=True, priority=AFTER_VIDEOS, atomic=False)
def undo_when_asked(event: UndoAsked) -> None:
    actions.undo_batch(arrival_id=event.arrival_id)


@react(to=HandleCheckAsked, priority=-5, atomic=False)
def look_at_old_profile(event: HandleCheckAsked) -> None:
    actions.check_handle(old_handle_id=event.old_handle_id)


@react(to=HandleProved, atomic=False)
def find_when_proved(event: HandleProved) -> None:
    actions.look_again(person_id=event.person_id)


@react(to=HandleProved, bulk=True, atomic=False)
def list_notes_when_proved(event: HandleProved) -> None:
    actions.list_notes_of(person_id=event.person_id)


@react(to=HandleLost, atomic=False)
def lose_when_unproved(event: HandleLost) -> None:
    actions.lose_friends(person_id=event.person_id, platform=event.platform)
    actions.recount_vouches(person_id=event.person_id)


@react(to=HandleLost, bulk=True, atomic=False)
def hide_notes_when_unproved(event: HandleLost) -> None:
    actions.list_notes_of(person_id=event.person_id, platform=event.platform)


@react(to=HandleDecided)
def tell_when_handle_decided(event: HandleDecided) -> None:
    actions.tell_about_handle(old_handle_id=event.old_handle_id, problem=event.problem)


@react(to=HandleRevoked)
def tell_when_handle_revoked(event: HandleRevoked) -> None:
    actions.tell_about_revocation(old_handle_id=event.old_handle_id)


@react(to=VouchEnded)
def tell_when_vouch_ended(event: VouchEnded) -> None:
    actions.tell_about_ended_vouch(old_handle_id=event.old_handle_id, person_id=event.person_id)


@react(to=QueueChanged)
def tell_moderators_when_queue_changed(event: QueueChanged) -> None:
    actions.tell_moderators(is_more=event.is_more)


@react(to=NameDecided)
def tell_when_name_decided(event: NameDecided) -> None:
    actions.tell_about_name_claim(claim_id=event.claim_id)


@react(to=FindingChanged, atomic=False)
def look_when_opened(event: FindingChanged) -> None:
    actions.look_again(person_id=event.person_id)


@react(to=FriendsSought, atomic=False)
def find_when_sought(event: FriendsSought) -> None:
    actions.find_friends(person_id=event.person_id)


@react(to=Blocked)
def end_vouches_when_blocked(event: Blocked) -> None:
    actions.end_vouches_between(person_id=event.blocker_id, other_id=event.blocked_id)


@react(to=PersonChanged)
def recount_when_changed(event: PersonChanged) -> None:
    actions.recount_vouches(person_id=event.person_id)


@react(to=PersonClosed)
def recount_when_closed(event: PersonClosed) -> None:
    actions.recount_vouches(person_id=event.person_id)


@react(to=VideoReady, atomic=False)
def fill_slot_when_video_ready(event: VideoReady) -> None:
    actions.fill_with_video(video_id=event.video_id)


@react(to=ArrivalDone, bulk=True)
def read_taste_when_done(event: ArrivalDone) -> None:
    actions.read_own_posts(person_id=event.person_id)


@react(to=ArrivalUndone, bulk=True)
def forget_taste_when_undone(event: ArrivalUndone) -> None:
    actions.forget_taste_of(arrival_id=event.arrival_id)


@react(to=NoteBrought, bulk=True)
def key_when_brought(event: NoteBrought) -> None:
    actions.key_note(note_id=event.note_id)


@react(to=NotePublished, bulk=True)
def note_step_when_published(event: NotePublished) -> None:
    for author_id in Note.objects.filter(id=event.note_id).values_list("author", flat=True):
        actions.note_steps(person_id=author_id)


@react(to=Commented, bulk=True)
def note_step_when_commented(event: Commented) -> None:
    for author_id in Comment.objects.filter(id=event.comment_id).values_list("author", flat=True):
        actions.note_steps(person_id=author_id)
    actions.recount_for_comment(comment_id=event.comment_id)


@react(to=CommentLiked, bulk=True)
def count_answer_when_liked(event: CommentLiked) -> None:
    actions.recount_for_comment(comment_id=event.comment_id)


@react(to=CommentUnliked, bulk=True)
def count_answer_when_unliked(event: CommentUnliked) -> None:
    actions.recount_for_comment(comment_id=event.comment_id)


@react(to=Followed, bulk=True)
def note_step_when_followed(event: Followed) -> None:
    actions.note_steps(person_id=event.follower_id)


@react(to=FollowAsked, bulk=True)
def note_step_when_asked(event: FollowAsked) -> None:
    actions.note_steps(person_id=event.follower_id)


@react(to=FindingChanged, bulk=True)
def note_step_when_opened(event: FindingChanged) -> None:
    actions.note_steps(person_id=event.person_id)


@react(to=ArrivalDone, bulk=True)
def note_step_when_done(event: ArrivalDone) -> None:
    actions.note_steps(person_id=event.person_id)


@react(to=MentorFound)
def tell_when_mentor_found(event: MentorFound) -> None:
    actions.tell_about_mentor(mentoring_id=event.mentoring_id)


@react(to=Blocked)
def end_company_when_blocked(event: Blocked) -> None:
    actions.end_mentorings_between(person_id=event.blocker_id, other_id=event.blocked_id)


@react(to=PageLinksChanged, bulk=True, atomic=False)
def check_links_when_changed(event: PageLinksChanged) -> None:
    actions.check_links_of(person_id=event.person_id)
