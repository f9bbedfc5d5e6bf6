from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

import tests.events.probe.reactions  # noqa: F401 - registers who reacts
from redbridge.events import actions, announce, queries
from redbridge.events.models import Announcement, Delivery
from tests.events.probe.events import Hauled, Knocked, Marked, Poisoned

pytestmark = pytest.mark.django_db


def test_an_announcement_is_one_row_and_one_for_each_reaction() -> None:
    announce(Knocked(3))
    announcement = Announcement.objects.get()
    assert (announcement.event, announcement.payload) == ("Knocked", {"number": 3})
    delivery = Delivery.objects.get()
    assert (delivery.reaction, delivery.queue, delivery.state) == (
        "probe.answer_when_knocked",
        "interactive",
        "waiting",
    )


def test_an_event_without_reactions_is_still_on_record() -> None:
    announce(Marked(1))
    assert (Announcement.objects.count(), Delivery.objects.count()) == (1, 0)


def test_announcing_costs_two_statements(django_assert_num_queries: Any) -> None:
    with transaction.atomic(), django_assert_num_queries(2, exact=True):
        announce(Knocked(1))


def test_a_transaction_that_rolls_back_announces_nothing() -> None:
    def publish_and_fail() -> None:
        with transaction.atomic():
            announce(Knocked(1))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        publish_and_fail()
    assert not Announcement.objects.exists()
    assert not Delivery.objects.exists()


def test_only_events_are_announced() -> None:
    with pytest.raises(TypeError, match="@event"):
        announce("something happened")


def test_bulk_work_waits_in_a_queue_of_its_own() -> None:
    announce(Hauled(1))
    announce(Hauled(2))
    announce(Knocked(1))
    Delivery.objects.update(run_at=timezone.now() - timedelta(seconds=90))
    interactive, bulk = queries.queue_state()
    assert (interactive.queue, interactive.waiting, bulk.queue, bulk.waiting) == ("interactive", 1, "bulk", 2)
    assert bulk.oldest_seconds >= 90


def test_only_what_is_dead_runs_again() -> None:
    announce(Poisoned())
    announce(Knocked(1))
    ids = list(Delivery.objects.order_by("id").values_list("id", flat=True))
    Delivery.objects.filter(id=ids[0]).update(state="dead", attempts=8, finished_at=timezone.now())
    assert [dead.id for dead in queries.dead_deliveries()] == ids[:1]
    assert actions.run_again(ids) == 1
    assert list(Delivery.objects.values_list("state", "attempts")) == [("waiting", 0)] * 2


def test_what_is_long_done_is_forgotten_and_what_is_owed_is_kept() -> None:
    now = timezone.now()
    for number in range(4):
        announce(Knocked(number))
    announce(Marked(9))
    done, young, dead, owed = Delivery.objects.order_by("id")
    Delivery.objects.filter(id=done.id).update(state="done", finished_at=now - timedelta(days=8))
    Delivery.objects.filter(id=young.id).update(state="done", finished_at=now - timedelta(days=6))
    Delivery.objects.filter(id=dead.id).update(state="dead", finished_at=now - timedelta(days=80))
    Announcement.objects.update(at=now - timedelta(days=81))
    actions.purge_finished()
    assert set(Delivery.objects.values_list("id", flat=True)) == {young.id, dead.id, owed.id}
    kept = {young.announcement_id, dead.announcement_id, owed.announcement_id}
    assert set(Announcement.objects.values_list("id", flat=True)) == kept
    Delivery.objects.filter(id=dead.id).update(finished_at=now - timedelta(days=91))
    actions.purge_finished()
    assert set(Delivery.objects.values_list("id", flat=True)) == {young.id, owed.id}
