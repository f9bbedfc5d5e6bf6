"""Take a proof back, for a reason and with a way to object; and tell moderators when something waits for their eyes."""

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from redbridge.accounts.models import Person, SignIn
from redbridge.arrival.codes import new_code
from redbridge.arrival.events import HandleLost, HandleRevoked, QueueChanged, VouchEnded
from redbridge.arrival.models import OldHandle, Vouch
from redbridge.arrival.queries.handles import STANDING, own_row, waiting_count
from redbridge.events import announce
from redbridge.kit import limits
from redbridge.kit.errors import NotAllowed, NotFound, Refused
from redbridge.kit.ids import possible
from redbridge.kit.text import tidy
from redbridge.notifications import actions as notifications
from redbridge.trust.queries import check_moderator

State = OldHandle.State
TAKEN_BACK_FOR = ("sold", "false", "mistake", "others")
LONGEST_WORDS = 500
OBJECTIONS_A_DAY = 3


def revoke_handle(actor: Person, *, handle_id: int, reason: str, words: str = "") -> None:
    """A moderator takes a proof back, as of an account that was sold. Announces HandleLost and HandleRevoked.

    `words` are for the owner. Whoever vouched is told, and their words end.
    """
    check_moderator(actor)
    if reason not in TAKEN_BACK_FOR:
        raise Refused(_("Choose a reason."), field="reason", code="reason")
    words = _words(words)
    with transaction.atomic():
        rows = OldHandle.objects.filter(id__in=possible([handle_id]), state__in=STANDING)
        row = rows.first()
        if row is None:
            raise NotFound
        if _is_staff(row.person_id) and not SignIn.objects.filter(person=actor, is_operator=True).exists():
            raise NotAllowed(_("Only an operator can decide about somebody who moderates."))
        take_back(rows, actor, reason=reason, words=words)


def take_back(rows: "QuerySet[OldHandle]", actor: Person, *, reason: str, words: str = "") -> None:
    """Make proofs of others undone; in the transaction around it."""
    now = timezone.now()
    for row in rows.select_for_update(no_key=True).filter(state__in=STANDING).order_by("id"):
        if row.person_id == actor.id:
            raise NotAllowed(_("This is yours, so somebody else has to decide."))
        row.state, row.proved_by, row.is_shown = State.REVOKED, actor, False
        row.problem, row.words, row.objection, row.checked_at = reason, words, "", now
        row.save(update_fields=["state", "proved_by", "is_shown", "problem", "words", "objection", "checked_at"])
        vouches = Vouch.objects.filter(old_handle=row, revoked_at=None)
        for voucher_id in list(vouches.values_list("person", flat=True)):
            announce(VouchEnded(row.id, voucher_id))
        vouches.update(revoked_at=now)
        announce(HandleLost(row.person_id, row.platform))
        announce(HandleRevoked(row.id))


def object_to_revocation(actor: Person, *, handle_id: int, words: str) -> None:
    """Say that a handle was taken back wrongly: another moderator looks at the old profile for a new code. Once."""
    row = own_row(actor, handle_id=handle_id)
    words = _words(words)
    if not words:
        raise Refused(_("Say in a few words why it is yours."), field="words", code="empty")
    limits.require(f"old-handle-object:{actor.id}", limit=OBJECTIONS_A_DAY, seconds=86_400)
    with transaction.atomic():
        waiting = OldHandle.objects.filter(id=row.id, state=State.REVOKED, objection="")
        if not waiting.update(state=State.ASKED, objection=words, code=new_code()):
            raise Refused(_("There is nothing left to object to."), code="decided")
        announce(QueueChanged(is_more=True))


def is_taken_back(row: OldHandle) -> bool:
    """Whether a moderator took it back, and nobody has said otherwise since."""
    return row.state == State.REVOKED or (row.state == State.ASKED and bool(row.objection))


def moderators() -> "QuerySet[SignIn]":
    """Everybody who decides here."""
    return SignIn.objects.filter(Q(is_moderator=True) | Q(is_operator=True), is_active=True, person__isnull=False)


def tell_moderators(*, is_more: bool) -> None:
    """Bring the one row up to date in which moderators see how many old handles and names wait for them."""
    for person in Person.objects.filter(id__in=moderators().values("person"), closed_at=None):
        notifications.fold_waiting(person_id=person.id, count=waiting_count(person), is_news=is_more)


def tell_about_revocation(*, old_handle_id: int) -> None:
    """Tell somebody that their proof was taken back; the page of their handles says why, and how to object."""
    row = OldHandle.objects.filter(id=old_handle_id, state=State.REVOKED).first()
    if row is not None and row.checked_at is not None:
        notifications.tell_about_revocation(person_id=row.person_id, handle_id=row.id, at=row.checked_at)


def tell_about_ended_vouch(*, old_handle_id: int, person_id: int) -> None:
    """Tell somebody that what they vouched for was taken back, while the two may see each other."""
    row = OldHandle.objects.filter(id=old_handle_id).first()
    if row is not None:
        notifications.tell_about_ended_vouch(person_id=person_id, owner_id=row.person_id, handle_id=row.id)


def _is_staff(person_id: int) -> bool:
    return moderators().filter(person=person_id).exists()


def _words(words: str) -> str:
    words = tidy(words)
    if len(words) > LONGEST_WORDS:
        raise Refused(_("This is longer than 500 characters."), field="words", code="length")
    return words
