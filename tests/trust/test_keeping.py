"""What was decided can be asked about for half a year, and is forgotten then."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from redbridge.accounts.models import Person
from redbridge.events.registry import entries
from redbridge.trust import actions, queries
from redbridge.trust.models import Decision, Report
from tests.interactions.stage import publish

pytestmark = pytest.mark.django_db
Decide = Callable[..., Decision]


def case(dana: Person, ken: Person, ruth: Person, *, is_hidden: bool, days: int) -> Decision:
    """A note of Dana's that Ken reported so many days ago, with what Ruth decided about it."""
    note = publish(dana)
    report = actions.report(ken, subject="note", subject_id=note.id, reason="spam", words="Again")
    decide: Decide = actions.hide if is_hidden else actions.dismiss_reports
    decision = decide(ruth, subject="note", subject_id=note.id, **({"rule": "spam"} if is_hidden else {}))
    age(days, report, decision)
    return decision


def age(days: int, *rows: Report | Decision) -> None:
    for row in rows:
        type(row)._default_manager.filter(id=row.id).update(created_at=timezone.now() - timedelta(days=days))


def test_a_case_is_forgotten_183_days_after_its_decision(dana: Person, ken: Person, ruth: Person) -> None:
    case(dana, ken, ruth, is_hidden=False, days=184)
    young = case(dana, ken, ruth, is_hidden=False, days=182)
    reported_long_ago = Report.objects.get(decision=young)
    age(400, reported_long_ago)
    actions.purge_old_cases()
    assert set(Decision.objects.values_list("id", flat=True)) == {young.id}
    assert list(Report.objects.values_list("id", flat=True)) == [reported_long_ago.id]


def test_what_still_keeps_a_thing_hidden_tells_its_owner_why(dana: Person, ken: Person, ruth: Person) -> None:
    standing = case(dana, ken, ruth, is_hidden=True, days=300)
    ended = case(dana, ken, ruth, is_hidden=True, days=300)
    age(299, actions.restore(ruth, subject="note", subject_id=ended.subject_id))
    actions.purge_old_cases()
    assert list(Decision.objects.values_list("id", flat=True)) == [standing.id]
    assert not Report.objects.exists()
    [told] = queries.decisions_about(dana, subject="note", subject_id=standing.subject_id)
    assert (told.id, told.rule) == (standing.id, "spam")


def test_a_report_that_waits_is_kept_and_one_settled_elsewhere_is_not(dana: Person, ken: Person, ruth: Person) -> None:
    waiting, settled = (
        actions.report(ken, subject="note", subject_id=publish(dana).id, reason="spam") for _ in range(2)
    )
    actions.settle_report(ruth, report_id=settled.id, is_acted=True)
    age(400, waiting, settled)
    actions.purge_old_cases()
    assert list(Report.objects.values_list("id", flat=True)) == [waiting.id]


def test_the_clock_does_it_every_day() -> None:
    assert any(entry.function.__name__ == "purge_old_cases" for entry in entries("bulk"))
