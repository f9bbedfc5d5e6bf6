"""What was read, what no longer holds, and what is too old to keep."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils import timezone

from redbridge.notes.models import Note
from redbridge.notifications.actions.folding import fold_comment_likes, fold_likes, fold_saves
from redbridge.notifications.actions.rows import bell_of, ring
from redbridge.notifications.models import Group, Kind, Notification
from redbridge.notifications.queries import check_group

if TYPE_CHECKING:
    from redbridge.accounts.models import Person

KEEP_READ = timedelta(days=90)
KEEP_UNREAD = timedelta(days=365)
BATCH = 500
FOLDED = (Kind.LIKE, Kind.SAVE, Kind.COMMENT_LIKE)


def mark_read(viewer: "Person", *, group: str) -> None:
    """The viewer has seen everything of a group."""
    check_group(group)
    with bell_of(viewer.id):
        unread = Notification.objects.filter(person=viewer, group=group, read_at__isnull=True)
        unread.update(read_at=timezone.now())
        ring(viewer.id, group)  # also when nothing was unread: what people who left had told is gone with them


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


def purge_notifications() -> None:
    """Forget what was read 90 days ago, and what nobody read for a year."""
    now = timezone.now()
    old = Notification.objects.filter(at__lt=now - KEEP_READ)
    _forget(old.filter(Q(read_at__lt=now - KEEP_READ) | Q(read_at__isnull=True, at__lt=now - KEEP_UNREAD)))


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
