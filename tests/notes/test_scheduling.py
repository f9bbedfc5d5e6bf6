"""What somebody plans goes out by the clock: once, at its time, or they hear why not."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from redbridge.accounts.models import Person
from redbridge.events.worker import run_waiting
from redbridge.kit.errors import NotAllowed, NotFound, Refused
from redbridge.kit.ids import moment_of
from redbridge.media.models import Picture
from redbridge.notes import actions, plans, queries
from redbridge.notes.models import Draft, Note
from redbridge.notifications.models import Notification
from tests.notes.conftest import row

pytestmark = pytest.mark.django_db


def planned(person: Person, *, ago: timedelta = timedelta(minutes=1), **said: Any) -> Draft:
    """A draft whose time has come."""
    draft = actions.save_draft(person, title="Planned", **said)
    actions.add_pictures_to_draft(person, draft_id=draft.id, picture_ids=[row(person)])
    actions.schedule_draft(person, draft_id=draft.id, at=timezone.now() + timedelta(hours=1), zone="Asia/Shanghai")
    Draft.objects.filter(id=draft.id).update(publish_at=timezone.now() - ago)
    return draft


def told(person: Person) -> list[tuple[str, int | None]]:
    run_waiting()
    return list(Notification.objects.filter(person=person).order_by("id").values_list("kind", "note_id"))


def test_a_planned_draft_goes_out_once_at_its_time(mei: Person, ken: Person) -> None:
    draft = planned(mei)
    before = timezone.now()
    actions.publish_due()
    actions.publish_due()
    note = Note.objects.get()
    assert (note.id, note.title) == (draft.id, "Planned")
    assert note.published_at >= before
    assert moment_of(note.position) >= before - timedelta(milliseconds=1), "its place is that of its publication"
    assert queries.get_note(ken, note_id=note.id) == note
    assert told(mei) == [("scheduled_published", note.id)]
    assert not Draft.objects.exists()


def test_nothing_goes_out_before_its_time(mei: Person) -> None:
    draft = planned(mei, ago=timedelta(minutes=-1))
    actions.publish_due()
    assert not Note.objects.exists()
    assert plans.planned_drafts(mei) == [draft]


def test_a_plan_that_is_taken_back_does_not_go_out(mei: Person) -> None:
    draft = planned(mei)
    assert actions.unschedule_draft(mei, draft_id=draft.id).publish_at is None
    actions.publish_due()
    assert not Note.objects.exists()
    assert plans.planned_drafts(mei) == []


def test_who_publishes_by_hand_is_not_told_and_makes_no_second_note(mei: Person) -> None:
    draft = planned(mei)
    actions.publish_draft(mei, draft_id=draft.id)
    actions.publish_due()
    assert Note.objects.count() == 1
    assert told(mei) == []


def test_a_worker_that_dies_in_the_middle_leaves_it_due(mei: Person) -> None:
    draft = planned(mei)
    with transaction.atomic():
        actions.publish_due()
        assert Note.objects.exists()
        transaction.set_rollback(True)
    assert not Note.objects.exists()
    actions.publish_due()
    assert Note.objects.get().id == draft.id
    assert told(mei) == [("scheduled_published", draft.id)]


def test_an_edit_can_be_planned_too(mei: Person) -> None:
    note = actions.publish_note(mei, title="Now", picture_ids=[row(mei)])
    draft = actions.edit_note(mei, note_id=note.id)
    actions.save_draft(mei, draft_id=draft.id, title="Later")
    actions.schedule_draft(mei, draft_id=draft.id, at=timezone.now() + timedelta(hours=1))
    Draft.objects.update(publish_at=timezone.now())
    actions.publish_due()
    note.refresh_from_db()
    assert (note.title, Note.objects.count()) == ("Later", 1)


@pytest.mark.parametrize("mishap", ["picture", "suspended", "incomplete", "apart"])
def test_what_cannot_go_out_stays_a_draft_and_its_author_hears_of_it(mei: Person, mishap: str) -> None:
    draft, other = planned(mei, ago=timedelta(minutes=2)), planned(mei)
    if mishap == "picture":
        Picture.objects.filter(id__in=[each.id for each in queries.draft_pictures([draft.id])[draft.id]]).delete()
    elif mishap == "suspended":
        Person.objects.filter(id=mei.id).update(standing="suspended")
        Draft.objects.filter(id=other.id).delete()
    elif mishap == "incomplete":
        Draft.objects.filter(id=draft.id).update(place="39.9042,116.4074")
    else:
        Draft.objects.filter(id=draft.id).update(apart={"a": {"title": "Another"}})
    actions.publish_due()
    draft.refresh_from_db()
    assert (draft.publish_at, draft.missed_at is not None, draft.title) == (None, True, "Planned")
    assert ("scheduled_failed", draft.id) in told(mei)
    assert Note.objects.filter(id=other.id).exists() is (mishap != "suspended"), "nothing holds up the next one"
    assert plans.planned_drafts(mei) == [draft], "it is on the list until its author looks"


@pytest.mark.parametrize(
    ("ahead", "code"),
    [(timedelta(minutes=3), "too_soon"), (timedelta(days=-1), "too_soon"), (timedelta(days=91), "too_late")],
)
def test_a_plan_is_for_five_minutes_to_ninety_days_ahead(mei: Person, ahead: timedelta, code: str) -> None:
    draft = actions.save_draft(mei, kind="text", card_text="Soon")
    with pytest.raises(Refused) as refused:
        actions.schedule_draft(mei, draft_id=draft.id, at=timezone.now() + ahead)
    assert (refused.value.code, refused.value.field) == (code, "publish_at")


def test_only_what_could_go_out_now_is_planned(mei: Person, ken: Person) -> None:
    draft = actions.save_draft(mei, title="No picture")
    at = timezone.now() + timedelta(hours=1)
    with pytest.raises(Refused, match="picture"):
        actions.schedule_draft(mei, draft_id=draft.id, at=at)
    with pytest.raises(NotFound):
        actions.schedule_draft(ken, draft_id=draft.id, at=at)
    with pytest.raises(NotFound):
        actions.unschedule_draft(ken, draft_id=draft.id)
    Person.objects.filter(id=mei.id).update(standing="suspended")
    mei.refresh_from_db()
    with pytest.raises(NotAllowed):
        actions.schedule_draft(mei, draft_id=draft.id, at=at)


def test_the_clock_on_the_wall_is_that_of_the_place() -> None:
    assert plans.moment("2026-07-01", "08:30", "Asia/Shanghai") == datetime(2026, 7, 1, 0, 30, tzinfo=UTC)
    assert plans.moment("2026-07-01", "08:30", "UTC") == datetime(2026, 7, 1, 8, 30, tzinfo=UTC)
    twice = plans.moment("2026-11-01", "01:30", "America/New_York")
    assert twice == datetime(2026, 11, 1, 5, 30, tzinfo=UTC), "the first of the two"
    assert plans.local(twice, "America/New_York").hour == 1
    assert len(plans.zones()) > 300


@pytest.mark.parametrize(
    ("day", "time", "zone"),
    [
        ("2026-03-08", "02:30", "America/New_York"),
        ("2026-02-30", "08:00", "UTC"),
        ("", "", "UTC"),
        ("2026-03-08", "25:00", "UTC"),
        ("2026-03-08", "08:00+02:00", "UTC"),
        ("2026-03-08", "08:00", "Middle/Earth"),
        ("2026-03-08", "08:00", "../../etc/passwd"),
        ("0001-01-01", "00:00", "Asia/Shanghai"),
        ("9999-12-31", "23:59", "America/New_York"),
    ],
)
def test_a_time_that_never_comes_is_refused(day: str, time: str, zone: str) -> None:
    with pytest.raises(Refused):
        plans.moment(day, time, zone)
