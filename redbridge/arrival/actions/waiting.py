"""Newcomers who come while sign-up is closed: they leave an address and an upload, and are asked in by the operator."""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from redbridge.accounts import actions as accounts
from redbridge.accounts.models import Person
from redbridge.arrival import folders
from redbridge.arrival.actions.switching import check_operator
from redbridge.arrival.events import ArrivalUploaded
from redbridge.arrival.models import Arrival, WaitingNewcomer
from redbridge.events import announce
from redbridge.kit import limits
from redbridge.kit.errors import NotFound, Refused
from redbridge.mail import actions as mail

KEPT = timedelta(days=30)
MOST_WAITING = 10_000
JOINED_A_DAY = 500
INVITATION_DAYS = 14


def join_waiting(*, email: str, language: str) -> str:
    """Put somebody on the list; gives the secret with which they bring an upload and claim it once they joined.

    The same for an address that waits already: nobody learns from here who does.
    """
    email = email.strip().lower()
    if email:
        try:
            validate_email(email)
        except ValidationError:
            raise Refused(_("This does not look like a mail address."), field="email", code="bad_email") from None
    limits.require("waiting", limit=JOINED_A_DAY, seconds=86_400)
    if WaitingNewcomer.objects.filter(joined_at__isnull=True).count() >= MOST_WAITING:
        raise Refused(_("The list is full at the moment. Come back in some days."), code="full")
    known = dict(settings.LANGUAGES)
    token = secrets.token_urlsafe(24)
    WaitingNewcomer.objects.create(
        token_hash=hash_token(token), email=email, language=language if language in known else settings.LANGUAGE_CODE
    )
    return token


def newcomer_of(*, token: str) -> WaitingNewcomer:
    """Whoever holds the secret; NotFound for a wrong one and for who joined already."""
    found = WaitingNewcomer.objects.filter(token_hash=hash_token(token), joined_at__isnull=True).first()
    if found is None:
        raise NotFound
    return found


def claim_waiting(person: Person, *, token: str) -> list[Arrival]:
    """Make the uploads of a newcomer those of the person they became, and have them read. Announces ArrivalUploaded."""
    with transaction.atomic():
        row = WaitingNewcomer.objects.select_for_update().filter(token_hash=hash_token(token)).first()
        if row is None or row.joined_at is not None:
            return []
        row.joined_at, row.email = timezone.now(), ""
        row.save(update_fields=["joined_at", "email"])
        theirs = list(Arrival.objects.select_for_update().filter(newcomer=row, person__isnull=True))
        for arrival in theirs:
            arrival.person, arrival.updated_at = person, timezone.now()
            arrival.save(update_fields=["person", "updated_at"])
            if arrival.state == Arrival.State.UPLOADED:
                announce(ArrivalUploaded(arrival.id))
        return theirs


def invite_waiting(actor: Person, *, count: int) -> int:
    """Invite those who have waited longest, by mail; says how many. For operators."""
    check_operator(actor)
    if not settings.CAN_MAIL:
        raise Refused(_("This site sends no mail yet, so nobody can be told."), code="no_mail")
    rows = WaitingNewcomer.objects.filter(joined_at__isnull=True, invited_at__isnull=True).exclude(email="")
    ids = list(rows.order_by("created_at", "id").values_list("id", flat=True)[: min(max(count, 0), 500)])
    done = 0
    for newcomer_id in ids:
        done += _invite(newcomer_id)
    return done


def leave_waiting(*, token: str) -> None:
    """Take somebody off the list, with everything they left."""
    _remove(newcomer_of(token=token))


def purge_waiting() -> None:
    """Forget newcomers after 30 days, counted from their invitation if they have one; for the clock."""
    old = timezone.now() - KEPT
    uninvited = WaitingNewcomer.objects.filter(invited_at__isnull=True, created_at__lt=old)
    for row in [*uninvited, *WaitingNewcomer.objects.filter(invited_at__lt=old)]:
        _remove(row)


def hash_token(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def _invite(newcomer_id: int) -> int:
    with limits.paused(), transaction.atomic():
        row = WaitingNewcomer.objects.select_for_update().filter(id=newcomer_id, invited_at__isnull=True).first()
        if row is None:
            return 0
        address = accounts.make_invitation(None, days=INVITATION_DAYS)
        context = {
            "address": address,
            "days": INVITATION_DAYS,
            "has_upload": Arrival.objects.filter(newcomer=row).exists(),
        }
        mail.send_mail(row.email, template="arrival_invitation", language=row.language, context=context)
        row.invited_at = timezone.now()
        row.save(update_fields=["invited_at"])
        return 1


def _remove(row: WaitingNewcomer) -> None:
    ids = list(Arrival.objects.filter(newcomer=row, person__isnull=True).values_list("id", flat=True))
    with transaction.atomic():
        Arrival.objects.filter(id__in=ids).delete()
        Arrival.objects.filter(newcomer=row).update(newcomer=None)
        row.delete()
    for arrival_id in ids:
        folders.remove(arrival_id)
