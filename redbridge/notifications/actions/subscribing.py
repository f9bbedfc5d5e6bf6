"""Browsers that somebody asked us to notify; each belongs to one sign-in and goes with it."""

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
    from redbridge.accounts.models import Person

MOST_DEVICES = 10
LONGEST_KEY = 120


def subscribe(
    actor: "Person", *, session_key: str | None, endpoint: str, public_key: str, secret: str, expires: object = None
) -> PushSubscription:
    """Notify this browser from now on; Refused for what no browser would send.

    `expires` is the moment in milliseconds that some browsers name. Of many devices the newest are kept.
    """
    limits.require(f"push-subscribe:{actor.id}", limit=30, seconds=3600)
    device_id = accounts.device_of(session_key)
    if device_id is None or not endpoints.is_endpoint(endpoint):
        raise Refused(_("This browser cannot be notified."), code="endpoint")
    columns = {
        "person": actor,
        "device_id": device_id,
        "public_key": encode(_key(public_key)),
        "secret": encode(_secret(secret)),
        "expires_at": _moment(expires),
    }
    with transaction.atomic():
        row, _is_new = PushSubscription.objects.update_or_create(endpoint=endpoint, defaults=columns)
        own = PushSubscription.objects.filter(person=actor)
        own.filter(device_id=device_id).exclude(id=row.id).delete()
        kept = list(own.order_by("-id").values_list("id", flat=True)[:MOST_DEVICES])
        own.exclude(id__in=[*kept, row.id]).delete()
    return row


def unsubscribe(actor: "Person", *, session_key: str | None) -> None:
    """Notify this browser no longer."""
    PushSubscription.objects.filter(person=actor, device_id=accounts.device_of(session_key) or 0).delete()


def forget_signed_out(person_id: int) -> None:
    """Notify no browser that the person is no longer signed in with."""
    _forget_dead(list(PushSubscription.objects.filter(person=person_id).values_list("device_id", flat=True)))


def forget_dead_devices() -> None:
    """Notify no browser whose sign-in ended or whose time is over."""
    PushSubscription.objects.filter(expires_at__lt=timezone.now()).delete()
    _forget_dead(list(PushSubscription.objects.values_list("device_id", flat=True)))


def _forget_dead(device_ids: list[int]) -> None:
    batch = 500
    for start in range(0, len(device_ids), batch):
        some = set(device_ids[start : start + batch])
        PushSubscription.objects.filter(device_id__in=some - accounts.devices_signed_in(some)).delete()


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
