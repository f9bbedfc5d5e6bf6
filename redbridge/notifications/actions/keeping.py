"""What was seen and read, what no longer holds, and what is too old to keep."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils import timezone

from redbridge.interactions.models import CommentLike, NoteLike, Save
from redbridge.kit.errors import NotFound
from redbridge.kit.ids import possible
from redbridge.notes.models import Note
from redbridge.notifications.actions.folding import fold_comment_likes, fold_likes, fold_saves
from redbridge.notifications.actions.rows import bell_of, ring
from redbridge.notifications.models import Group, Kind, Notification
from redbridge.notifications.queries import Notice, check_group, notice

if TYPE_CHECKING:
    from redbridge.accounts.models import Person

KEEP_READ = timedelta(days=90)
KEEP_UNREAD = timedelta(days=365)
BATCH = 500
FOLDED = (Kind.LIKE, Kind.SAVE, Kind.COMMENT_LIKE)


def mark_seen(viewer: "Person", *, group: str) -> None:
    """The viewer opened a group: its bell is quiet. What comes while the page is made rings again."""
    check_group(group)
    with bell_of(viewer.id):
        Notification.objects.filter(person=viewer, group=group, seen_at__isnull=True).update(seen_at=timezone.now())
        ring(viewer.id, group)  # also when nothing was unseen: what people who left had told is gone with them


def mark_read(viewer: "Person", *, group: str) -> datetime:
    """The viewer is done with all they have seen of a group; what came since stays as it is.

    The time that it returns lets `mark_unread` undo this, and nothing else.
    """
    check_group(group)
    now = timezone.now()
    with bell_of(viewer.id):
        seen = Notification.objects.filter(person=viewer, group=group, seen_at__isnull=False)
        seen.filter(read_at__isnull=True).update(read_at=now)
    return now


def mark_unread(viewer: "Person", *, group: str, at: datetime) -> None:
    """Undo a `mark_read`."""
    check_group(group)
    with bell_of(viewer.id):
        Notification.objects.filter(person=viewer, group=group, read_at=at).update(read_at=None)


def read_one(viewer: "Person", *, notification_id: int) -> Notice:
    """The viewer follows something they were told of; NotFound for what is not theirs."""
    row = Notification.objects.filter(person=viewer, id__in=possible([notification_id])).first()
    if row is None:
        raise NotFound
    if row.read_at is None or row.seen_at is None:
        with bell_of(viewer.id):
            now = timezone.now()
            rows = Notification.objects.filter(id=row.id)
            rows.filter(read_at__isnull=True).update(read_at=now)
            rows.filter(seen_at__isnull=True).update(seen_at=now)
            ring(viewer.id, row.group)
    return notice(row)


def fold_again(viewer_id: int, other_id: int) -> None:
    """Somebody mutes or no longer mutes another: names and numbers of folded rows, and the bell, follow."""
    rows = Notification.objects.filter(person=viewer_id)
    notes = rows.filter(kind__in=(Kind.LIKE, Kind.SAVE)).values("note_id")
    comments = rows.filter(kind=Kind.COMMENT_LIKE).values("comment_id")
    for note_id in list(NoteLike.objects.filter(person=other_id, note__in=notes).values_list("note_id", flat=True)):
        fold_likes(note_id, is_news=False)
    for note_id in set(Save.objects.filter(person=other_id, note__in=notes).values_list("note_id", flat=True)):
        fold_saves(note_id, is_news=False)
    likes = CommentLike.objects.filter(person=other_id, comment__in=comments)
    for comment_id in list(likes.values_list("comment_id", flat=True)):
        fold_comment_likes(comment_id, is_news=False)
    with bell_of(viewer_id):
        for group in Group:
            ring(viewer_id, group)


def forget_comment(comment_id: int) -> None:
    """Nobody is told of a comment that is gone."""
    _forget(Notification.objects.filter(comment_id=comment_id))


def forget_note(note_id: int) -> None:
    """Nobody is told of a note that is gone; one that came back meanwhile keeps what is told of it."""
    if not Note.objects.filter(id=note_id, deleted_at__isnull=True).exists():
        _forget(Notification.objects.filter(note_id=note_id))


def forget_between(one_id: int, other_id: int) -> None:
    """Two people no longer want to hear of each other."""
    between = Q(person=one_id, actor=other_id) | Q(person=other_id, actor=one_id)
    rows = Notification.objects.filter(between)
    for kind, note_id, comment_id in list(rows.filter(kind__in=FOLDED).values_list("kind", "note_id", "comment_id")):
        if kind == Kind.COMMENT_LIKE and comment_id:
            fold_comment_likes(comment_id, is_news=False)
        elif kind == Kind.LIKE and note_id:
            fold_likes(note_id, is_news=False)
        elif note_id:
            fold_saves(note_id, is_news=False)
    _forget(rows)


def fold_notes(note_ids: Iterable[int]) -> None:
    """Likes and saves of these notes and their comments went away all at once: folded rows follow, and do not ring."""
    rows = Notification.objects.filter(note_id__in=list(note_ids), kind__in=FOLDED)
    for kind, note_id, comment_id in list(rows.values_list("kind", "note_id", "comment_id")):
        if kind == Kind.COMMENT_LIKE and comment_id:
            fold_comment_likes(comment_id, is_news=False)
        elif note_id:
            (fold_likes if kind == Kind.LIKE else fold_saves)(note_id, is_news=False)


def forget_person(person_id: int) -> None:
    """Nobody is told of what somebody did whose account is being erased."""
    _forget(Notification.objects.filter(actor=person_id))


def purge_notifications() -> None:
    """Forget what was seen 90 days ago, and what nobody looked at for a year."""
    now = timezone.now()
    old = Notification.objects.filter(at__lt=now - KEEP_READ)
    _forget(old.filter(Q(seen_at__lt=now - KEEP_READ) | Q(seen_at__isnull=True, at__lt=now - KEEP_UNREAD)))


def _forget(rows: QuerySet[Notification]) -> None:
    """Delete rows, the bells of their people kept true; in batches, so that nobody waits long for the write lock."""
    while found := list(rows.values_list("id", "person_id", "group")[:BATCH]):
        bells = {(person_id, Group(group)) for _, person_id, group in found}
        for person_id in sorted({person_id for person_id, _ in bells}):
            with bell_of(person_id):
                rows.filter(id__in=[row_id for row_id, owner, _ in found if owner == person_id]).delete()
                for owner, group in bells:
                    if owner == person_id:
                        ring(person_id, group)
