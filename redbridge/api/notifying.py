"""What to be told of, where and when; and notifications that reach a program."""

from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import Field

from redbridge.api.door import Access
from redbridge.api.saying import Json
from redbridge.api.words import Word, person
from redbridge.kit.errors import Refused
from redbridge.notifications import actions, queries, vapid
from redbridge.notifications.kinds import Choice, topics

word = Word("notifications")
SCOPE = "write:profile"
LATEST = 253_402_300_799_000  # milliseconds: the end of the year 9999
Clock = Field(None, pattern="^([01][0-9]|2[0-3]):[0-5][0-9]$", description="Such as 22:30, in your time zone.")


class TopicChoice(Schema):
    """Where you hear of a topic; what is left out of a change stays as it is."""

    inbox: bool | None = None
    push: bool | None = None
    mail: Literal["never", "daily", "weekly"] | None = None


class QuietHours(Schema):
    """When you are left alone."""

    start: str | None = Clock
    end: str | None = Clock


class Choices(Schema):
    """What you chose; `push_key` is what a push service wants to know of this site."""

    topics: dict[str, TopicChoice]
    labels: dict[str, str] = Field(description="The topics in the language of the answer.")
    shows_details: bool = Field(description="Whether pushes show what somebody wrote.")
    time_zone: str
    quiet: QuietHours | None
    paused_until: datetime | None
    devices: int = Field(description="How many browsers and programs are notified.")
    push_key: str


class ChoicesChange(Schema):
    """What is left out stays as it is; `quiet` with nothing in it ends quiet hours."""

    topics: dict[str, TopicChoice] = Field(default_factory=dict)
    shows_details: bool | None = None
    time_zone: str | None = None
    quiet: QuietHours | None = None


class Pause(Schema):
    """How long pushes wait."""

    until: Literal["hour", "tomorrow", "off"]


class Subscription(Schema):
    """What a push service gave out (RFC 8030); the keys as in a browser's PushSubscription."""

    endpoint: str
    key: str = Field(description="`p256dh`, in base64url.")
    secret: str = Field(description="`auth`, in base64url.")
    expires: int | None = Field(None, ge=0, le=LATEST, description="Milliseconds since 1970.")


@word.reads("me/notifications", Choices, scope="read:private")
def get_choices(request: HttpRequest) -> Json:
    """What you are told of, where and when."""
    me = person(request)
    chosen, row = queries.chosen(me.id), queries.choices_of(me.id)
    is_paused = row.paused_until is not None and row.paused_until > timezone.now()
    is_quiet = row.quiet_from is not None and row.quiet_to is not None
    return {
        "topics": {topic.value: _choice(chosen.of(topic)) for topic in topics()},
        "labels": {topic.value: str(line.label) for topic, line in topics().items()},
        "shows_details": row.shows_details,
        "time_zone": row.time_zone,
        "quiet": {"start": _clock(row.quiet_from), "end": _clock(row.quiet_to)} if is_quiet else None,
        "paused_until": row.paused_until if is_paused else None,
        "devices": queries.device_count(me),
        "push_key": vapid.public_key(),
    }


@word.writes("PATCH", "me/notifications", Choices, scope=SCOPE)
def change_choices(request: HttpRequest, change: ChoicesChange) -> Json:
    """Choose anew. What the inbox does not tell is not told elsewhere."""
    me = person(request)
    chosen, row = queries.chosen(me.id), queries.choices_of(me.id)
    quiet: dict[str, int | None] = {"quiet_from": row.quiet_from, "quiet_to": row.quiet_to}
    if change.quiet is not None:
        quiet = {"quiet_from": _minutes(change.quiet.start), "quiet_to": _minutes(change.quiet.end)}
    if set(change.topics) - set(topics()):
        raise Refused(_("That is not one of the choices."), field="topics", code="bad_choice")
    actions.choose(
        me,
        topics={topic: _changed(chosen.of(topic), change.topics.get(topic.value)) for topic in topics()},
        shows_details=row.shows_details if change.shows_details is None else change.shows_details,
        time_zone=row.time_zone if change.time_zone is None else change.time_zone,
        **quiet,
    )
    return get_choices(request)


@word.writes("POST", "me/notifications/pause", Choices, scope=SCOPE)
def pause_notifications(request: HttpRequest, pause: Pause) -> Json:
    """Hold pushes back for an hour, until tomorrow morning, or no longer."""
    actions.pause(person(request), until=pause.until)
    return get_choices(request)


@word.writes("PUT", "me/push", scope="read:inbox")
def subscribe(request: HttpRequest, subscription: Subscription) -> None:
    """Have a push service told of what is new. It ends with this token, which has one at a time."""
    access: Access = request.access  # type: ignore[attr-defined]
    actions.subscribe(
        access.person,
        token_id=access.token.id,
        endpoint=subscription.endpoint,
        public_key=subscription.key,
        secret=subscription.secret,
        expires=subscription.expires,
    )


@word.writes("DELETE", "me/push", scope="read:inbox")
def unsubscribe(request: HttpRequest) -> None:
    """Have it told no longer."""
    access: Access = request.access  # type: ignore[attr-defined]
    actions.unsubscribe(access.person, token_id=access.token.id)


def _choice(choice: Choice) -> Json:
    return {"inbox": choice.inbox, "push": choice.push, "mail": choice.mail}


def _changed(before: Choice, change: TopicChoice | None) -> Choice:
    said: dict[str, Any] = change.dict(exclude_none=True) if change else {}
    return Choice(**{**_choice(before), **said})


def _clock(minute: int | None) -> str:
    return f"{(minute or 0) // 60:02}:{(minute or 0) % 60:02}"


def _minutes(clock: str | None) -> int | None:
    if clock is None:
        return None
    hours, _colon, minutes = clock.partition(":")
    return int(hours) * 60 + int(minutes)
