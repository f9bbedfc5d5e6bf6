"""Follows, comments, mentions and decisions: a row of their own each."""

from collections.abc import Collection

from redbridge.accounts.models import Person
from redbridge.follows.models import Block, Follow, Mute
from redbridge.interactions import queries as interactions
from redbridge.interactions.models import Comment
from redbridge.notes import queries as notes
from redbridge.notes.models import Note, NoteMention
from redbridge.notifications.actions.rows import Row, tell
from redbridge.notifications.models import Group, Kind, Notification
from redbridge.trust.models import Decision, Report

MOST_MENTIONS = 10
TOLD = {
    Decision.Action.HIDE: Kind.HIDDEN,
    Decision.Action.RESTORE: Kind.RESTORED,
    Decision.Action.SUSPEND: Kind.SUSPENDED,
}


def tell_about_follow(*, follower_id: int, followed_id: int, is_answer: bool = False) -> None:
    """Tell somebody who follows them or asks to; with `is_answer`, tell who asked that they were let in.

    Once for each pair: whoever follows, leaves and follows again is not told of again.
    """
    follow = Follow.objects.filter(follower=follower_id, followed=followed_id).first()
    if follow is None:
        return
    if is_answer:
        Notification.objects.filter(person=followed_id, key=f"follow:{follower_id}").update(kind=Kind.FOLLOW)
        told, actor, kind, key = follower_id, followed_id, Kind.FOLLOW_ACCEPTED, f"accepted:{followed_id}"
    else:
        is_asking = follow.state == Follow.State.ASKED
        kind = Kind.FOLLOW_ASKED if is_asking else Kind.FOLLOW
        told, actor, key = followed_id, follower_id, f"follow:{follower_id}"
    if not _hide(actor, [told]):
        tell(Row(told, Group.FOLLOWERS, kind, key, follow.created_at, actor_id=actor))


def tell_about_comment(comment_id: int) -> None:
    """Tell the one who is answered, the note's author, and whom the comment mentions; each of them once."""
    comment = (
        Comment.objects.select_related("parent", "note")
        .filter(id=comment_id, deleted_at__isnull=True, standing__in=interactions.SHOWN)
        .first()
    )
    if comment is None:
        return
    told: dict[int, Kind] = {}
    if comment.parent:
        told[comment.answers_id or comment.parent.author_id] = Kind.REPLY
    told.setdefault(comment.note.author_id, Kind.COMMENT)
    for person in list(notes.people_named([comment.text]).values())[:MOST_MENTIONS]:
        told.setdefault(person.id, Kind.MENTION)
    for person in listeners(comment.author_id, told, comment.note_id):
        tell(
            Row(
                person.id,
                Group.COMMENTS,
                told[person.id],
                f"comment:{comment.id}",
                comment.created_at,
                actor_id=comment.author_id,
                note_id=comment.note_id,
                comment_id=comment.id,
            )
        )


def tell_about_mentions(note_id: int) -> None:
    """Tell people that a note which they may see mentions them."""
    note = Note.objects.filter(id=note_id, deleted_at__isnull=True).first()
    if note is None:
        return
    mentioned = list(NoteMention.objects.filter(note=note).values_list("person_id", flat=True)[:MOST_MENTIONS])
    for person in listeners(note.author_id, mentioned, note.id):
        tell(
            Row(
                person.id,
                Group.COMMENTS,
                Kind.NOTE_MENTION,
                f"note_mention:{note.id}",
                note.edited_at or note.published_at,
                actor_id=note.author_id,
                note_id=note.id,
            )
        )


def tell_about_decision(decision_id: int) -> None:
    """Tell the owner of a thing what was decided about it, and those who reported it that it was looked at."""
    decision = Decision.objects.filter(id=decision_id).first()
    if decision is None:
        return
    if decision.owner_id and (kind := TOLD.get(Decision.Action(decision.action))):
        _tell_of(decision, decision.owner_id, kind, "decision")
    reports = Report.objects.filter(decision=decision, reporter__isnull=False).exclude(reporter=decision.moderator_id)
    for person_id, state in set(reports.values_list("reporter_id", "state")):
        answer = Kind.REPORT_ACTED if state == Report.State.ACTED else Kind.REPORT_DISMISSED
        if person_id is not None:
            _tell_of(decision, person_id, answer, "report")


def _tell_of(decision: Decision, person_id: int, kind: Kind, word: str) -> None:
    tell(
        Row(
            person_id,
            Group.SYSTEM,
            kind,
            f"{word}:{decision.id}",
            decision.created_at,
            decision_id=decision.id,
        )
    )


def listeners(actor_id: int, person_ids: Collection[int], note_id: int) -> list[Person]:
    """Those of the people who want to hear of the actor and may see the note; the actor never."""
    wanted = set(person_ids) - {actor_id}
    wanted -= _hide(actor_id, wanted)
    people = Person.objects.filter(id__in=wanted, closed_at__isnull=True)
    return [person for person in people if note_id in notes.visible_notes(person, ids=[note_id])]


def _hide(actor_id: int, person_ids: Collection[int]) -> set[int]:
    """Those of the people who mute the actor, or where one blocks the other."""
    mutes = Mute.objects.filter(muted=actor_id, muter__in=person_ids).values_list("muter_id", flat=True)
    blocks = Block.objects.filter(blocked=actor_id, blocker__in=person_ids).values_list("blocker_id", flat=True)
    blocked = Block.objects.filter(blocker=actor_id, blocked__in=person_ids).values_list("blocked_id", flat=True)
    return set(mutes.union(blocks, blocked))
