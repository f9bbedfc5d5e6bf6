"""Telling devices: at once, or together when it is no longer quiet."""

import hashlib
import json
import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import ngettext

from redbridge.accounts import queries as accounts
from redbridge.accounts.models import Person
from redbridge.events import announce
from redbridge.follows import queries as follows
from redbridge.interactions import queries as interactions
from redbridge.notes import queries as notes
from redbridge.notifications import endpoints, queries, vapid
from redbridge.notifications.actions.subscribing import is_alive
from redbridge.notifications.events import PushDue
from redbridge.notifications.kinds import KINDS, sentence, topic_of
from redbridge.notifications.models import Choices, Notification, PushSubscription
from redbridge.notifications.quiet import is_quiet
from redbridge.notifications.webpush import authorization, decode, encode, encrypt

log = logging.getLogger(__name__)

TTL = timedelta(days=1)
GONE = {404, 410}
TAKEN = range(200, 300)
HOPELESS = {400, 413}
LONGEST_WORDS = 140


def push(*, subscription_id: int, notification_id: int | None, since: int = 0) -> None:
    """Tell a device of something, or without a notification how much came while it was quiet, `since` then.

    Nothing is sent of what was seen meanwhile, to who is not signed in there any more, or in quiet hours; those are
    made up for by `end_quiet`. Raises endpoints.Unreachable, so that the worker tries again later.
    """
    row = PushSubscription.objects.select_related("person").filter(id=subscription_id).first()
    if row is None:
        return
    if not is_alive(row) or (row.expires_at and row.expires_at < timezone.now()):
        row.delete()
        return
    if not row.person.is_shown:
        return
    message = _message(row.person, notification_id) if notification_id else _summary(row.person, since)
    if message is None or _is_held(row.person, notification_id, since):
        return
    _send(row, message)


def end_quiet() -> None:
    """Tell everybody whose quiet hours or pause ended how much came meanwhile; once, whoever comes first."""
    now = timezone.now()
    for choices in Choices.objects.filter(held_since__isnull=False).iterator():
        if is_quiet(choices, now):
            continue
        with transaction.atomic():
            mine = Choices.objects.filter(person=choices.person_id, held_since=choices.held_since)
            if mine.update(held_since=None):
                devices = PushSubscription.objects.filter(person=choices.person_id)
                since = _number(choices.held_since or now)
                for subscription_id in devices.values_list("id", flat=True):
                    announce(PushDue(subscription_id, None, since))


def _is_held(person: Person, notification_id: int | None, since: int) -> bool:
    """Whether it is quiet now; if so, since when something waits is remembered."""
    choices = queries.choices_of(person.id)
    if not is_quiet(choices, timezone.now()):
        return False
    row = Notification.objects.filter(id=notification_id or 0).first()
    at = row.at if row else _moment(since)
    Choices.objects.filter(person=person, held_since=None).update(held_since=at)
    return True


def _message(person: Person, notification_id: int) -> dict[str, object] | None:
    """What the browser shows, in the person's language; None when there is nothing to say any more."""
    row = Notification.objects.filter(id=notification_id, person=person, seen_at__isnull=True).first()
    if row is None:
        return None
    told = queries.notice(row, follows.hidden_people(person))
    if not told.count or not queries.chosen(person.id).of(topic_of(row.kind)).push:
        return None
    with translation.override(accounts.preferences_of(person).language):
        return {**_frame(person), "body": _body(person, told), "url": f"/inbox/open/{row.id}", "tag": row.key}


def _summary(person: Person, since: int) -> dict[str, object] | None:
    """How much that this person wants to be pushed waits unseen; None for nothing."""
    chosen = queries.chosen(person.id)
    kinds = [kind for kind, telling in KINDS.items() if chosen.of(telling.topic).push]
    rows = Notification.objects.filter(person=person, kind__in=kinds, seen_at__isnull=True)
    rows = rows.filter(at__gte=_moment(since))
    count = rows.exclude(actor__in=follows.hidden_people(person), count=1).count()
    if not count:
        return None
    with translation.override(accounts.preferences_of(person).language):
        words = ngettext("{n} new thing while it was quiet", "{n} new things while it was quiet", count)
        return {**_frame(person), "body": words.format(n=count), "url": "/inbox", "tag": "quiet"}


def _number(moment: datetime) -> int:
    return (moment - queries.EPOCH) // timedelta(microseconds=1)


def _moment(number: int) -> datetime:
    return queries.EPOCH + timedelta(microseconds=number)


def _frame(person: Person) -> dict[str, object]:
    title, unseen = accounts.site().name, queries.bell(person).total
    return {"title": title, "unread": unseen, "lang": translation.get_language()}


def _body(person: Person, told: queries.Notice) -> str:
    """Who did what; what they wrote only for those who chose so, as others may see the screen of a phone."""
    people = accounts.people_by_id([told.actor_id] if told.actor_id else [])
    actor = people.get(told.actor_id or 0)
    said = sentence(told.kind, name=actor.name if actor else "", count=told.count)
    if not queries.choices_of(person.id).shows_details:
        return said
    words = ""
    if told.comment_id:
        comment = interactions.comments_by_id(person, ids=[told.comment_id]).get(told.comment_id)
        words = comment.text if comment else ""
    elif told.note_id:
        note = notes.visible_notes(person, ids=[told.note_id]).get(told.note_id)
        words = note.title or note.card_text if note else ""
    return f"{said}\n{_short(words)}" if words else said


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= LONGEST_WORDS else f"{words[: LONGEST_WORDS - 1]}…"


def _send(row: PushSubscription, message: dict[str, object]) -> None:
    payload = json.dumps(message, ensure_ascii=False).encode()
    body = encrypt(payload, public_key=decode(row.public_key), secret=decode(row.secret))
    headers = {
        "Authorization": authorization(row.endpoint, key=vapid.signing_key(), contact=vapid.contact()),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(int(TTL.total_seconds())),
        "Topic": encode(hashlib.sha256(f"{settings.SITE_URL}:{message['tag']}".encode()).digest()[:16]),
        "Urgency": "normal",
    }
    status = endpoints.post(row.endpoint, body=body, headers=headers)
    if status in GONE:
        row.delete()
    elif status in TAKEN:
        PushSubscription.objects.filter(id=row.id).update(used_at=timezone.now())
    elif status in HOPELESS:
        log.warning("A push service answered %d: this message is dropped.", status)
    else:
        raise endpoints.Unreachable(f"answered {status}")
