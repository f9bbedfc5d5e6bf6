import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from redbridge.events import announce, clock, deliveries, durable_transaction, queries, registry
from redbridge.events.models import Announcement, ClockEntry, Delivery
from redbridge.events.pace import Pace
from redbridge.events.seats import take_seat
from redbridge.events.worker import Stop, Worker, run_waiting
from tests.events.conftest import Site
from tests.events.probe import traces
from tests.events.probe.events import Dragged, Knocked, Poisoned, Stumbled

PACE = Pace(first_pause=1000)


def claimed() -> Delivery:
    found = deliveries.claim("interactive", worker="me", pace=PACE)
    assert found
    return found


@pytest.fixture
def worker(site: Site) -> Iterator[Worker]:
    with take_seat("interactive") as seat:
        yield Worker("interactive", seat, Stop(), PACE)


def test_a_look_at_an_empty_queue_needs_no_write_lock(site: Site, worker: Worker) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has no one write lock")
    worker._set_up()
    ClockEntry.objects.update(next_at=timezone.now() + timedelta(hours=1))
    connection.cursor().execute("PRAGMA busy_timeout = 0")
    elsewhere = sqlite3.connect(site.folder / "redbridge.sqlite3", isolation_level=None)
    try:
        elsewhere.execute("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError, match="locked"):
            announce(Knocked(1))
        assert worker._turn() is False
        worker._seconds_to_sleep()
    finally:
        elsewhere.close()


def test_a_failure_waits_longer_each_time_and_keeps_no_words(worker: Worker) -> None:
    announce(Poisoned())
    worker._set_up()
    pauses = []
    for _ in range(PACE.attempts - 1):
        worker._run_delivery(claimed())
        failed = Delivery.objects.get()
        pauses.append((failed.run_at - timezone.now()).total_seconds())
        Delivery.objects.update(run_at=timezone.now())
    for number, pause in enumerate(pauses):
        assert 0.4 * 1000 * 3**number < pause < 1.6 * 1000 * 3**number
    worker._run_delivery(claimed())
    [dead] = queries.dead_deliveries()
    assert (dead.error, dead.attempts) == ("ValueError", PACE.attempts)


@pytest.mark.parametrize("column", ["reaction", "event"])
def test_work_whose_code_is_gone_is_dead_at_once_and_says_so(worker: Worker, column: str) -> None:
    announce(Knocked(1))
    if column == "reaction":
        Delivery.objects.update(reaction="search.index_note_when_framed")
    else:
        Announcement.objects.update(event="NoteFramed")
    worker._run_delivery(claimed())
    [dead] = queries.dead_deliveries()
    assert dead.error == "CodeGone"
    assert "any more" in dead.error_place


def test_what_one_worker_has_claimed_no_other_can_claim_or_finish(site: Site) -> None:
    announce(Knocked(1))
    mine = claimed()
    assert deliveries.claim("interactive", worker="you", pace=PACE) is None
    mine.worker = "you"
    with pytest.raises(deliveries.LeaseLost):
        deliveries.finish(mine)
    assert Delivery.objects.get().state == "running"


def test_who_lost_the_lease_rolls_back_what_the_reaction_wrote(site: Site, worker: Worker) -> None:
    announce(Stumbled(1))
    traces.open_gate("stumble")
    stale = claimed()
    assert deliveries.rescue_of("me", pace=PACE) == 1
    worker._run_delivery(stale)
    assert not Announcement.objects.filter(event="Marked").exists()
    assert Delivery.objects.get().state == "waiting"


def test_more_urgent_work_goes_first(site: Site) -> None:
    announce(Knocked(1))
    announce(Poisoned())
    assert claimed().announcement.event == "Poisoned"


def test_a_clock_entry_is_claimed_once_and_due_again_after_its_period(site: Site) -> None:
    clock.set_up()
    entry = next(entry for entry in registry.entries() if entry.name == "probe.tick")
    ClockEntry.objects.exclude(name=entry.name).delete()
    assert clock.claim("interactive", worker="me", pace=PACE) == entry
    assert clock.claim("interactive", worker="you", pace=PACE) is None
    now = timezone.now()
    clock.finish(entry, worker="me", started_at=now)
    assert ClockEntry.objects.get().next_at == now + timedelta(hours=1)
    assert clock.claim("interactive", worker="you", pace=PACE) is None


def test_a_clock_entry_that_fails_is_tried_again_before_its_next_period(site: Site) -> None:
    clock.set_up()
    ClockEntry.objects.exclude(name="probe.tick").delete()
    entry = clock.claim("interactive", worker="me", pace=PACE)
    assert entry
    clock.fail(entry, deliveries.Mishap("ValueError", "here"), worker="me", pace=replace(PACE, first_pause=10))
    row = ClockEntry.objects.get()
    assert timezone.now() < row.next_at < timezone.now() + timedelta(minutes=1)
    assert (row.failures, row.error) == (1, "ValueError")


def test_a_clock_entry_without_code_leaves_the_table(site: Site) -> None:
    ClockEntry.objects.create(name="search.sweep")
    clock.set_up()
    assert not ClockEntry.objects.filter(name="search.sweep").exists()


def test_everything_that_waits_can_be_run_here_each_reaction_twice(site: Site) -> None:
    traces.open_gate("drag")
    announce(Knocked(1))
    announce(Dragged(1))
    assert run_waiting(twice=True) == 2
    assert traces.left("answers") == ["1", "1"]
    assert set(Delivery.objects.values_list("state", flat=True)) == {"done"}


def test_a_reaction_that_fails_here_says_so_and_stays_waiting(site: Site) -> None:
    announce(Poisoned())
    with pytest.raises(ValueError, match="private"):
        run_waiting()
    assert list(Delivery.objects.values_list("state", "attempts")) == [("waiting", 0)]


def test_a_durable_transaction_is_on_the_disk_and_the_next_one_is_quick_again(site: Site) -> None:
    question, full, normal = (
        ("PRAGMA synchronous", 2, 1) if connection.vendor == "sqlite" else ("SHOW synchronous_commit", "on", "off")
    )

    def answer() -> object:
        with connection.cursor() as cursor:
            cursor.execute(question)
            return cursor.fetchone()[0]

    with connection.cursor() as cursor:
        cursor.execute(
            "PRAGMA synchronous = NORMAL" if connection.vendor == "sqlite" else "SET synchronous_commit = off"
        )
    with durable_transaction():
        announce(Knocked(1))
        assert answer() == full
    assert answer() == normal
    assert Announcement.objects.count() == 1


def test_a_durable_transaction_is_the_outermost_one(site: Site) -> None:
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"), durable_transaction():
        pass


def test_a_durable_transaction_that_fails_is_undone_and_quick_again(site: Site) -> None:
    with pytest.raises(ZeroDivisionError), durable_transaction():
        announce(Knocked(1 // 0))
    assert not Announcement.objects.exists()
