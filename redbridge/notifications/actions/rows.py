"""One row for one happening, and a bell that always rings the number of rows nobody has seen yet."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from redbridge.events import announce
from redbridge.follows import queries as follows
from redbridge.notifications import queries
from redbridge.notifications.events import PushDue
from redbridge.notifications.kinds import topic_of
from redbridge.notifications.models import Bell, Group, Notification, PushSubscription

if TYPE_CHECKING:
    from datetime import datetime

BELL_OF = {
    Group.LIKES: "likes",
    Group.FOLLOWERS: "followers",
    Group.COMMENTS: "comments",
    Group.SYSTEM: "system",
}


@dataclass(frozen=True, slots=True)
class Row:
    """What one person is told; `key` is the same for everything that belongs into one row."""

    person_id: int
    group: Group
    kind: str
    key: str
    at: "datetime"
    actor_id: int | None = None
    note_id: int | None = None
    comment_id: int | None = None
    decision_id: int | None = None
    count: int = 1


@contextmanager
def bell_of(person_id: int) -> Iterator[None]:
    """A transaction in which nobody else changes what this person is told."""
    with transaction.atomic():
        Bell.objects.get_or_create(person_id=person_id)
        Bell.objects.select_for_update().get(person_id=person_id)
        yield


def ring(person_id: int, group: str) -> None:
    """Make the bell's number true; inside `bell_of`. A number that is counted cannot drift.

    What the inbox leaves out, because the person does not want to meet who did it, is not counted either.
    """
    hidden = follows.hidden_people_of(person_id)
    unseen = Notification.objects.filter(person_id=person_id, group=group, seen_at__isnull=True)
    count = unseen.exclude(actor__in=hidden, count=1).count()
    Bell.objects.filter(person_id=person_id).update(**{BELL_OF[Group(group)]: count})


def tell(row: Row) -> None:
    """Tell this once, if the person wants to hear of such things; what they were told already stays as it is."""
    choice = queries.chosen(row.person_id).of(topic_of(row.kind))
    if not choice.inbox:
        return
    with bell_of(row.person_id):
        told, is_new = Notification.objects.get_or_create(person_id=row.person_id, key=row.key, defaults=_columns(row))
        if is_new:
            ring(row.person_id, row.group)
            _push(told, is_wanted=choice.push)


def fold(row: Row, *, is_news: bool) -> None:
    """Bring a folded row up to date; it rings again only for something newer than what it showed before.

    Without news, as after an unlike, a row that is not there is not made.
    """
    choice = queries.chosen(row.person_id).of(topic_of(row.kind))
    with bell_of(row.person_id):
        old = Notification.objects.filter(person_id=row.person_id, key=row.key).first()
        if old is None:
            if is_news and choice.inbox:
                told = Notification.objects.create(person_id=row.person_id, key=row.key, **_columns(row))
                ring(row.person_id, row.group)
                _push(told, is_wanted=choice.push)
            return
        columns = {"actor_id": row.actor_id, "count": row.count, "at": row.at}
        rings = is_news and choice.inbox and row.at > old.at
        if rings:
            columns |= {"seen_at": None, "read_at": None}
        Notification.objects.filter(id=old.id).update(**columns)
        ring(row.person_id, row.group)
        # Further likes of what nobody has looked at yet change the row in the inbox, and disturb nobody.
        _push(old, is_wanted=rings and choice.push and old.seen_at is not None)


def forget(person_id: int, key: str) -> None:
    """Take a row back."""
    with bell_of(person_id):
        for old in Notification.objects.filter(person_id=person_id, key=key):
            old.delete()
            ring(person_id, old.group)


def _columns(row: Row) -> dict[str, object]:
    return {
        "group": row.group,
        "kind": row.kind,
        "at": row.at,
        "actor_id": row.actor_id,
        "note_id": row.note_id,
        "comment_id": row.comment_id,
        "decision_id": row.decision_id,
        "count": row.count,
    }


def _push(row: Notification, *, is_wanted: bool) -> None:
    if is_wanted:
        for subscription_id in PushSubscription.objects.filter(person=row.person_id).values_list("id", flat=True):
            announce(PushDue(subscription_id, row.id))
