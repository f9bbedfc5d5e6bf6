"""Claim a name of this site from somebody who only pretends: with a proved old handle, before a moderator."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from redbridge.accounts import actions as accounts
from redbridge.accounts.models import Person, SignIn
from redbridge.arrival.events import NameDecided, QueueChanged
from redbridge.arrival.handles import label_of, shown
from redbridge.arrival.models import NameClaim, OldHandle
from redbridge.arrival.queries.handles import own_row
from redbridge.events import announce
from redbridge.kit import limits
from redbridge.kit.errors import NotAllowed, NotFound, Refused
from redbridge.kit.ids import possible
from redbridge.kit.text import tidy
from redbridge.notifications import actions as notifications
from redbridge.trust import actions as trust
from redbridge.trust.models import Report, Subject
from redbridge.trust.queries import check_moderator

CLAIMS_A_DAY = 3
LONGEST_WORDS = 500
NORM = "fraud"


def claim_name(actor: Person, *, handle_id: int, name: str, words: str = "") -> NameClaim:
    """Say that a name here is yours and somebody else bears it; `handle_id` is the proved old handle that shows it.

    Opens a case about the bearer for moderators. The same claim again returns the one that waits.
    """
    row = own_row(actor, handle_id=handle_id)
    if row.state != OldHandle.State.PROVED:
        raise Refused(_("Only a proved handle shows whose a name is."), code="not_proved")
    words = tidy(words)
    if len(words) > LONGEST_WORDS:
        raise Refused(_("This is longer than 500 characters."), field="words", code="length")
    bearer = Person.objects.filter(handle=name.strip().removeprefix("@").lower()[:31], host="").first()
    if bearer is None or not bearer.is_shown:
        raise Refused(_("Nobody here has this name."), field="name", code="nobody")
    if bearer.id == actor.id:
        raise Refused(_("That is you."), field="name", code="oneself")
    limits.require(f"claim-name:{actor.id}", limit=CLAIMS_A_DAY, seconds=86_400)
    with transaction.atomic():
        Person.objects.select_for_update(no_key=True).get(id=actor.id)
        claim, is_new = NameClaim.objects.get_or_create(
            person=actor,
            wanted=bearer.handle,
            state=NameClaim.State.OPEN,
            defaults={"bearer": bearer, "old_handle": row, "words": words},
        )
        if is_new:
            claim.report_id = _report(actor, bearer, row, words)
            claim.save(update_fields=["report_id"])
            announce(QueueChanged(is_more=True))
        return claim


def decide_name(actor: Person, *, claim_id: int, is_given: bool) -> None:
    """A moderator gives the name to whom it belongs, or leaves it. Announces NameDecided.

    Whoever bore it gets another name, and keeps everything else.
    """
    check_moderator(actor)
    with transaction.atomic():
        rows = NameClaim.objects.select_for_update(no_key=True).filter(id__in=possible([claim_id]))
        claim = rows.first()
        if claim is None:
            raise NotFound
        if claim.state != NameClaim.State.OPEN:
            raise Refused(_("There is nothing left to decide here."), code="decided")
        _check_impartial(actor, claim)
        if is_given:
            if claim.old_handle.state != OldHandle.State.PROVED:
                raise Refused(_("The old handle is proved no longer."), code="not_proved")
            accounts.pass_name_on(name=claim.wanted, bearer_id=claim.bearer_id, person_id=claim.person_id)
        claim.state = NameClaim.State.GIVEN if is_given else NameClaim.State.DECLINED
        claim.decided_by, claim.decided_at = actor, timezone.now()
        claim.save(update_fields=["state", "decided_by", "decided_at"])
        if claim.report_id:
            trust.settle_report(actor, report_id=claim.report_id, is_acted=is_given)
        announce(NameDecided(claim.id))
        announce(QueueChanged(is_more=False))


def tell_about_name_claim(*, claim_id: int) -> None:
    """Tell both what became of a name."""
    claim = NameClaim.objects.filter(id=claim_id).first()
    if claim is not None:
        notifications.tell_about_name(
            claim_id=claim.id,
            person_id=claim.person_id,
            bearer_id=claim.bearer_id,
            is_given=claim.state == NameClaim.State.GIVEN,
        )


def purge_claims() -> None:
    """Forget claims half a year after they were decided, as with every case."""
    NameClaim.objects.exclude(state=NameClaim.State.OPEN).filter(decided_at__lt=timezone.now() - trust.KEPT).delete()


def _check_impartial(actor: Person, claim: NameClaim) -> None:
    if actor.id in {claim.person_id, claim.bearer_id}:
        raise NotAllowed(_("This is yours, so somebody else has to decide."))
    staff = SignIn.objects.filter(person=claim.bearer_id)
    is_operator = SignIn.objects.filter(person=actor, is_operator=True).exists()
    if not is_operator and (staff.filter(is_moderator=True).exists() or staff.filter(is_operator=True).exists()):
        raise NotAllowed(_("Only an operator can decide about somebody who moderates."))


def _report(actor: Person, bearer: Person, row: OldHandle, words: str) -> int | None:
    """The case in the queue of moderators; none where the two do not see each other, the claim is then all there is."""
    evidence = _("@%(name)s claims this name: proved as %(handle)s on %(place)s.") % {
        "name": actor.handle,
        "handle": shown(row.platform, row.handle),
        "place": label_of(row.platform),
    }
    try:
        made: Report = trust.report(
            actor, subject=Subject.PERSON, subject_id=bearer.id, reason=NORM, words=f"{evidence}\n{words}".strip()
        )
    except NotFound:
        return None
    return made.id
