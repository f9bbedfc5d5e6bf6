"""When an old place is out of reach, three people who proved who they are may say who somebody is; and take it back."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from redbridge.accounts.models import Person
from redbridge.arrival.actions.revoking import is_taken_back
from redbridge.arrival.events import HandleLost, HandleProved, QueueChanged
from redbridge.arrival.models import OldHandle, Vouch
from redbridge.arrival.queries.handles import MONTH, NEEDED, VOUCHES_A_MONTH, live_vouches, vouching
from redbridge.events import announce
from redbridge.kit.errors import NotAllowed, Refused
from redbridge.kit.ids import possible

State, Method = OldHandle.State, OldHandle.Method


def vouch(actor: Person, *, handle_id: int) -> None:
    """Say that an old handle is somebody's. The third of such words makes it vouched: announces HandleProved.

    NotFound and Refused as `queries.vouching` tells.
    """
    if not actor.is_shown:
        raise NotAllowed(_("Your account cannot do this at the moment."))
    with transaction.atomic():
        Person.objects.select_for_update(no_key=True).get(id=actor.id)
        view = vouching(actor, handle_id=handle_id)
        if view.is_given:
            return
        if view.hurdle:
            raise Refused(_hurdles()[view.hurdle], code=view.hurdle)
        Vouch.objects.update_or_create(
            old_handle_id=view.id, person=actor, defaults={"at": timezone.now(), "revoked_at": None}
        )
        _settle([view.id])


def revoke_vouch(actor: Person, *, handle_id: int) -> None:
    """Take it back; with fewer than three the handle is vouched no longer, at once. Announces HandleLost then."""
    with transaction.atomic():
        own = Vouch.objects.filter(person=actor, old_handle__in=possible([handle_id]), revoked_at=None)
        if own.update(revoked_at=timezone.now()):
            _settle([handle_id])


def recount_vouches(*, person_id: int) -> None:
    """Count again what somebody vouched for, whose own proof or account is not what it was."""
    with transaction.atomic():
        _settle(list(Vouch.objects.filter(person=person_id, revoked_at=None).values_list("old_handle_id", flat=True)))


def end_vouches_between(*, person_id: int, other_id: int) -> None:
    """Nobody vouches for whom they block, or who blocks them."""
    with transaction.atomic():
        gone: list[int] = []
        for voucher, owner in ((person_id, other_id), (other_id, person_id)):
            rows = Vouch.objects.filter(person=voucher, old_handle__person=owner, revoked_at=None)
            gone += rows.values_list("old_handle_id", flat=True)
            rows.update(revoked_at=timezone.now())
        _settle(gone)


def _settle(handle_ids: list[int]) -> None:
    """Make the state follow the number of vouches that count; in the transaction around it."""
    for row in OldHandle.objects.select_for_update(no_key=True).filter(id__in=handle_ids).order_by("id"):
        is_enough = live_vouches(OldHandle.objects.filter(id=row.id)).count() >= NEEDED
        if is_enough and row.state in {State.CLAIMED, State.ASKED} and not is_taken_back(row):
            _hold(row)
        elif not is_enough and row.state == State.VOUCHED:
            row.state, row.method, row.proved_at = State.CLAIMED, "", None
            row.save(update_fields=["state", "method", "proved_at"])
            announce(HandleLost(row.person_id, row.platform))


def _hold(row: OldHandle) -> None:
    try:
        with transaction.atomic():
            row.state, row.method, row.proved_at = State.VOUCHED, Method.VOUCHES, timezone.now()
            row.save(update_fields=["state", "method", "proved_at"])
    except IntegrityError:  # somebody else holds the same handle: a moderator settles it
        OldHandle.objects.filter(id=row.id).update(state=State.ASKED, problem="taken")
        announce(QueueChanged(is_more=True))
        return
    announce(HandleProved(row.id, row.person_id))


def _hurdles() -> dict[str, str]:
    return {
        "prove": _("Prove an old handle of your own first. Then your word counts."),
        "young": _("Your account is still young. In two weeks your word counts."),
        "month": _("You vouched for %(n)s people within %(days)s days. Wait a little.")
        % {"n": VOUCHES_A_MONTH, "days": MONTH.days},
        "circle": _("They vouch for you, so your word cannot count for them."),
    }
