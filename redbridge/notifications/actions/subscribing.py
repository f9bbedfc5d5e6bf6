"""Browsers and programs that somebody asked us to notify; each belongs to one sign-in or token and goes with it."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from redbridge.accounts import queries as accounts
from redbridge.kit import limits
from redbridge.kit.errors import Refused
from redbridge.notifications import endpoints
from redbridge.notifications.models import PushSubscription
from redbridge.notifications.webpush import SECRET_BYTES, decode, encode, is_point

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from redbridge.accounts.models import Person

MOST_DEVICES = 10
BATCH = 500
LONGEST_KEY = 120


def subscribe(
    actor: "Person",
    *,
    session_key: str | None = None,
    token_id: int | None = None,
    endpoint: str,
    public_key: str,
    secret: str,
    expires: object = None,
) -> PushSubscription:
    """Notify this browser, or the program with this token, from now on; Refused for what no browser would send.

    `expires` is the moment in milliseconds that some browsers name. Of many devices the newest are kept.
    """
    limits.require(f"push-subscribe:{actor.id}", limit=30, seconds=3600)
    owner = _owner(session_key, token_id)
    if owner is None or not endpoints.is_endpoint(endpoint):
        raise Refused(_("This browser cannot be notified."), code="endpoint")
    columns = {
        "person": actor,
        **owner,
        "public_key": encode(_key(public_key)),
        "secret": encode(_secret(secret)),
        "expires_at": _moment(expires),
    }
    with transaction.atomic():
        row, _is_new = PushSubscription.objects.update_or_create(endpoint=endpoint, defaults=columns)
        own = PushSubscription.objects.filter(person=actor)
        own.filter(**owner).exclude(id=row.id).delete()
        kept = list(own.order_by("-id").values_list("id", flat=True)[:MOST_DEVICES])
        own.exclude(id__in=[*kept, row.id]).delete()
    return row


def unsubscribe(actor: "Person", *, session_key: str | None = None, token_id: int | None = None) -> None:
    """Notify this browser or program no longer."""
    if owner := _owner(session_key, token_id):
        PushSubscription.objects.filter(person=actor, **owner).delete()


def forget_signed_out(person_id: int) -> None:
    """Notify no browser that the person is no longer signed in with, and no program whose token ended."""
    _forget_dead(PushSubscription.objects.filter(person=person_id))


def forget_dead_devices() -> None:
    """Notify nothing whose sign-in or token ended or whose time is over."""
    PushSubscription.objects.filter(expires_at__lt=timezone.now()).delete()
    _forget_dead(PushSubscription.objects.all())


def is_alive(row: PushSubscription) -> bool:
    """Whether the sign-in or the token that it belongs to is still good."""
    if row.device_id is not None:
        return bool(accounts.devices_signed_in([row.device_id]))
    return bool(accounts.tokens_that_work([row.token_id or 0]))


def _owner(session_key: str | None, token_id: int | None) -> dict[str, int | None] | None:
    """What a subscription belongs to; None for a browser that nobody is signed in with."""
    if token_id is not None:
        return {"device_id": None, "token_id": token_id}
    device_id = accounts.device_of(session_key)
    return None if device_id is None else {"device_id": device_id, "token_id": None}


def _forget_dead(rows: "QuerySet[PushSubscription]") -> None:
    for name, alive in (("device_id", accounts.devices_signed_in), ("token_id", accounts.tokens_that_work)):
        owners = list(rows.exclude(**{name: None}).values_list(name, flat=True))
        for start in range(0, len(owners), BATCH):
            some = set(owners[start : start + BATCH])
            PushSubscription.objects.filter(**{f"{name}__in": some - alive(some)}).delete()


def _key(text: str) -> bytes:
    data = _decoded(text)
    if not is_point(data):
        raise Refused(_("This browser cannot be notified."), code="key")
    return data


def _secret(text: str) -> bytes:
    data = _decoded(text)
    if len(data) != SECRET_BYTES:
        raise Refused(_("This browser cannot be notified."), code="secret")
    return data


def _decoded(text: str) -> bytes:
    try:
        return decode(text[:LONGEST_KEY])
    except ValueError:
        return b""


def _moment(milliseconds: object) -> datetime | None:
    """A moment that a browser named; None for none and for nonsense."""
    if isinstance(milliseconds, bool) or not isinstance(milliseconds, (int, float)):
        return None
    try:
        return datetime.fromtimestamp(milliseconds / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None
