"""Links that let one person in: to join, to run the site, to choose a new password. Only hashes are stored."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from redbridge.accounts import queries
from redbridge.accounts.models import Invitation, Person, SignIn
from redbridge.kit import limits
from redbridge.kit.errors import NotAllowed, NotFound

JOIN_DAYS = 14
OPERATOR_HOURS = 24
RESET_HOURS = 24


def make_invitation(actor: Person | None, *, days: int = JOIN_DAYS) -> str:
    """The address of a page where one person may join; None as the actor is the operator's console."""
    if actor is not None:
        _check_may_invite(actor)
        limits.require(f"invite:{actor.id}", limit=20, seconds=86400)
    token = _store(Invitation.Purpose.JOIN, made_by=actor, lifetime=timedelta(days=min(max(days, 1), 90)))
    return f"{settings.SITE_URL}/sign-up?invitation={token}"


def create_operator_link() -> str:
    """The one-time address where the operator joins; for the console only. Older such links end."""
    with transaction.atomic():
        Invitation.objects.filter(purpose=Invitation.Purpose.OPERATOR, used_at=None).delete()
        token = _store(Invitation.Purpose.OPERATOR, made_by=None, lifetime=timedelta(hours=OPERATOR_HOURS))
    return f"{settings.SITE_URL}/setup?token={token}"


def make_reset_link(*, handle: str) -> str:
    """The address where somebody chooses a new password, to be handed over by the operator; for the console only.

    NotFound when nobody here is called so. Older such links of the same person end.
    """
    sign_in = SignIn.objects.filter(username=handle.strip().removeprefix("@").lower()).first()
    if sign_in is None:
        raise NotFound
    with transaction.atomic():
        Invitation.objects.filter(purpose=Invitation.Purpose.RESET, used_at=None, sign_in=sign_in).delete()
        token = _store(Invitation.Purpose.RESET, made_by=None, lifetime=timedelta(hours=RESET_HOURS), sign_in=sign_in)
    return f"{settings.SITE_URL}/password/link/{token}"


def _store(
    purpose: Invitation.Purpose, *, made_by: Person | None, lifetime: timedelta, sign_in: SignIn | None = None
) -> str:
    token = secrets.token_urlsafe(24)
    Invitation.objects.create(
        token_hash=queries.hash_token(token),
        purpose=purpose,
        made_by=made_by,
        sign_in=sign_in,
        expires_at=timezone.now() + lifetime,
    )
    return token


def _check_may_invite(actor: Person) -> None:
    policy = queries.sign_up_policy()
    is_operator = queries.sign_in_of(actor).is_operator
    if not actor.is_shown or (policy == "closed" and not is_operator):
        raise NotAllowed(_("Nobody can be invited at the moment."))
