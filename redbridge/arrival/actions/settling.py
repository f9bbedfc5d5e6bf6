"""Steps of a first week: taken, skipped, or put away as a whole."""

from django.db import transaction
from django.utils.translation import gettext as _

from redbridge.accounts.models import Person
from redbridge.arrival.firstweek import CARD, STEPS
from redbridge.arrival.models import FirstStep
from redbridge.arrival.queries import steps as queries
from redbridge.kit.errors import Refused

NORMS = "norms"


def skip_step(actor: Person, *, step: str) -> None:
    """Leave a step out; taking it later counts all the same."""
    _check(step)
    FirstStep.objects.get_or_create(person=actor, step=step, defaults={"is_skipped": True})


def open_step(actor: Person, *, step: str) -> None:
    """Take back that a step was skipped."""
    _check(step)
    FirstStep.objects.filter(person=actor, step=step, is_skipped=True).delete()


def read_norms(actor: Person) -> None:
    """The last card of the norms was read."""
    _take(actor.id, [NORMS])


def skip_first_week(actor: Person) -> None:
    """Leave out everything that is open, and put the card away."""
    rows = [FirstStep(person=actor, step=step, is_skipped=True) for step in (*STEPS, CARD)]
    FirstStep.objects.bulk_create(rows, ignore_conflicts=True)


def put_card_away(actor: Person) -> None:
    """No card about it on Explore any more; the page stays."""
    FirstStep.objects.get_or_create(person=actor, step=CARD, defaults={"is_skipped": True})


def note_steps(*, person_id: int) -> None:
    """Write down which steps a newcomer has taken by now; a second run changes nothing."""
    person = Person.objects.filter(id=person_id, host="", closed_at__isnull=True).first()
    if person is None or not queries.is_counted(person):
        return
    known = set(FirstStep.objects.filter(person=person, is_skipped=False).values_list("step", flat=True))
    _take(person.id, sorted(queries.taken_by(person, [step for step in STEPS if step not in known])))


def _take(person_id: int, steps: list[str]) -> None:
    with transaction.atomic():
        rows = [FirstStep(person_id=person_id, step=step) for step in steps]
        FirstStep.objects.bulk_create(rows, ignore_conflicts=True)
        FirstStep.objects.filter(person=person_id, step__in=steps, is_skipped=True).update(is_skipped=False)


def _check(step: str) -> None:
    if step not in STEPS:
        raise Refused(_("There is no such step."), field="step")
