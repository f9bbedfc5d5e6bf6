"""What somebody's bell and inbox show."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext

from redbridge.accounts import queries as accounts
from redbridge.follows import queries as follows
from redbridge.kit.errors import NotFound
from redbridge.kit.prepared import Prepared
from redbridge.notifications.kinds import TOPICS, Choice
from redbridge.notifications.models import Bell, Choices, Group, Notification, PushSubscription, Topic

if TYPE_CHECKING:
    from redbridge.accounts.models import Person

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LARGEST_ID = 2**63 - 1
LATEST = 10**16  # microseconds: in the year 2286
_STOP = Signer(salt="redbridge.notifications.stop")
_CURSOR = re.compile(r"(\d{1,16}):(\d{1,19})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Unread:
    """How many things there are in each group that nobody has seen yet."""

    likes: int = 0
    followers: int = 0
    comments: int = 0
    system: int = 0

    @property
    def total(self) -> int:
        return self.likes + self.followers + self.comments + self.system

    def of(self, group: str) -> int:
        """The number of one group."""
        return {
            Group.LIKES: self.likes,
            Group.FOLLOWERS: self.followers,
            Group.COMMENTS: self.comments,
            Group.SYSTEM: self.system,
        }[Group(group)]


@dataclass(frozen=True, slots=True)
class Notice:
    """One row of the inbox as ids: the words and cards for it are made where it is shown.

    Of `count` people or things, `actor_id` is the newest; None where there is nobody to name.
    """

    id: int
    group: str
    kind: str
    actor_id: int | None
    note_id: int | None
    comment_id: int | None
    decision_id: int | None
    count: int
    at: datetime
    is_unread: bool


@dataclass(frozen=True, slots=True)
class Inbox:
    """Some rows, newest first; `next` is what to pass as `after`, None at the end."""

    notices: list[Notice]
    next: str | None


def bell(viewer: "Person | None") -> Unread:
    """The numbers on the viewer's bell, in one look by primary key."""
    rows = _BELL.rows(viewer=viewer.id) if viewer is not None else []
    return Unread(*rows[0]) if rows else Unread()


def inbox(
    viewer: "Person", *, group: str, after: str | None = None, only_unread: bool = False, limit: int = 30
) -> Inbox:
    """What the viewer was told in a group, newest first, without people they do not want to meet.

    Two queries. The notes and comments may be out of sight by now: their cards say so.
    """
    check_group(group)
    hidden = follows.hidden_people(viewer)
    rows = Notification.objects.filter(person=viewer, group=group).exclude(actor__in=hidden, count=1)
    if only_unread:
        rows = rows.filter(read_at__isnull=True)
    if place := _CURSOR.fullmatch(after or ""):
        at = EPOCH + timedelta(microseconds=min(int(place[1]), LATEST))
        rows = rows.filter(at__lte=at).exclude(at=at, id__gte=min(int(place[2]), LARGEST_ID))
    found = list(rows.order_by("-at", "-id")[: limit + 1])
    notices = [notice(row, hidden) for row in found[:limit]]
    if len(found) <= limit:
        return Inbox(notices, None)
    last = notices[-1]
    return Inbox(notices, f"{(last.at - EPOCH) // timedelta(microseconds=1)}:{last.id}")


def check_group(group: str) -> None:
    """NotFound for a group that the inbox does not have."""
    if group not in Group.values:
        raise NotFound(gettext("The inbox has no such part."))


_BELL: Prepared[Bell] = Prepared(
    lambda viewer: Bell.objects.filter(person=viewer).values_list("likes", "followers", "comments", "system")
)


def notice(row: Notification, hidden: frozenset[int] = frozenset()) -> Notice:
    """What a row says to somebody who does not want to meet the hidden people."""
    is_hidden = row.actor_id in hidden
    return Notice(
        row.id,
        row.group,
        row.kind,
        None if is_hidden else row.actor_id,
        row.note_id,
        row.comment_id,
        row.decision_id,
        row.count - 1 if is_hidden else row.count,
        row.at,
        row.read_at is None,
    )


def choices_of(person_id: int) -> Choices:
    """What somebody chose; the usual where they chose nothing."""
    return Choices.objects.filter(person=person_id).first() or Choices(person_id=person_id)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Where somebody hears of each topic."""

    topics: dict[Topic, Choice]

    def of(self, topic: Topic) -> Choice:
        return self.topics[topic]


def chosen(person_id: int) -> Chosen:
    """Where somebody hears of each topic, in one query."""
    stored = Choices.objects.filter(person=person_id).values_list("topics", flat=True).first()
    return chosen_from(stored or {})


def chosen_from(stored: dict[str, dict[str, Any]]) -> Chosen:
    """The same from what is stored, which is only what differs from the usual."""
    return Chosen({topic: replace(line.usual, **stored.get(topic, {})) for topic, line in TOPICS.items()})


def stop_token(person_id: int) -> str:
    """What the unsubscribe link of somebody's digests ends with; it needs no sign-in and does nothing else."""
    return _STOP.sign(str(person_id))


def person_of_stop_token(token: str) -> int:
    """Whose link this is; NotFound for one that we did not make."""
    try:
        return int(_STOP.unsign(token))
    except (BadSignature, ValueError):
        raise NotFound from None


def is_pushed_to(viewer: "Person", *, session_key: str | None) -> bool:
    """Whether the browser with this session is notified."""
    device = accounts.device_of(session_key)
    return device is not None and PushSubscription.objects.filter(person=viewer, device_id=device).exists()


def device_count(viewer: "Person") -> int:
    """How many browsers are notified."""
    return PushSubscription.objects.filter(person=viewer).count()
