"""Browsers that are signed in: seen, and signed out from afar."""

import threading
import time
from collections import OrderedDict
from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from redbridge.accounts.events import SessionsEnded
from redbridge.accounts.models import HandleHold, Invitation, Person, SignIn
from redbridge.accounts.queries import sign_in_of
from redbridge.events import announce
from redbridge.kit.errors import NotFound

SEEN_EVERY_SECONDS = 3600
KEEP_LINKS = timedelta(days=90)
_REMEMBERED = 5_000
_noted: "OrderedDict[str, float]" = OrderedDict()
_lock = threading.Lock()


def note_device(session_key: str) -> None:
    """Remember that a device is in use: one write an hour at most, and nothing at all in between."""
    now = time.monotonic()
    with _lock:
        if now < _noted.get(session_key, 0):
            return
        _noted[session_key] = now + SEEN_EVERY_SECONDS
        if len(_noted) > _REMEMBERED:
            _noted.popitem(last=False)
    UserSession.objects.filter(session_key=session_key).update(last_seen_at=timezone.now())


def end_session(actor: Person, *, session_id: int) -> None:
    """Sign one of the actor's devices out; NotFound for somebody else's. Announces SessionsEnded."""
    with transaction.atomic():
        row = UserSession.objects.filter(id=session_id, user=sign_in_of(actor)).first()
        if row is None:
            raise NotFound
        row.end()
        announce(SessionsEnded(actor.id))


def end_other_sessions(actor: Person, *, session_key: str | None) -> int:
    """Sign every device of the actor out but the one with this session; returns how many."""
    return end_all_sessions(sign_in_of(actor), but=session_key)


def end_all_sessions(sign_in: SignIn, *, but: str | None = None) -> int:
    """Sign every device out, as a new password, leaving and the end of an account do. Announces SessionsEnded."""
    with transaction.atomic():
        rows = [row for row in UserSession.objects.filter(user=sign_in) if row.session_key != but]
        for row in rows:
            row.end()
        if rows and sign_in.person_id:
            announce(SessionsEnded(sign_in.person_id))
    return len(rows)


def forget_expired() -> None:
    """Delete sessions that are over, the devices they belonged to, and links and holds whose time has passed."""
    SessionStore.clear_expired()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    Invitation.objects.filter(expires_at__lt=timezone.now() - KEEP_LINKS).delete()
    HandleHold.objects.filter(until__lt=timezone.now()).delete()
