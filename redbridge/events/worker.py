"""One process, one piece of work at a time: look without a lock, claim, react, sleep until somebody rings."""

import logging
import os
import time
from contextlib import nullcontext
from functools import partial

from django.db import InterfaceError, OperationalError, connection, reset_queries, transaction
from django.utils import timezone

from redbridge.events import clock, deliveries, registry
from redbridge.events.deliveries import LeaseLost, Mishap
from redbridge.events.heartbeat import Heartbeat
from redbridge.events.models import Delivery
from redbridge.events.pace import Pace
from redbridge.events.registry import CodeGone, Queue, Reaction
from redbridge.events.seats import Seat, take_seat

log = logging.getLogger(__name__)

PAUSE_WITHOUT_DATABASE = 2.0
LONG_LOCK = 0.5


class OutOfTime(BaseException):
    """The worker was asked to stop and its work did not end in time; no `except Exception` may hold it up."""


class Stop:
    """Asks a worker to end after its present work; safe to call from a signal handler."""

    def __init__(self) -> None:
        self.asked = False
        self._read, self._write = os.pipe()

    def request(self) -> None:
        if not self.asked:
            self.asked = True
            os.write(self._write, b"!")

    def fileno(self) -> int:
        return self._read


def run(*, queue: Queue, stop: Stop, pace: Pace | None = None) -> None:
    """Serve the queue and its share of the clock until asked to stop. An idle worker writes nothing."""
    with take_seat(queue) as seat:
        try:
            Worker(queue, seat, stop, pace or Pace()).serve()
        except OutOfTime:
            log.warning("%s stopped in the middle of its work, which will be done again", seat.name)
        finally:
            connection.close()


def run_waiting(*queues: Queue, twice: bool = False) -> int:
    """Run everything that is due now in this process, without the clock, and return how many reactions ran.

    For tests and commands. The first exception of a reaction is raised, with its delivery left to the workers.
    `twice` runs each reaction a second time, as happens after a crash: the end must be the same.
    """
    count = 0
    for queue in queues or registry.QUEUES:
        while delivery := deliveries.claim(queue, worker=f"here-{os.getpid()}", pace=Pace()):
            try:
                for _ in range(2 if twice else 1):
                    _react(delivery, registry.reaction_named(delivery.reaction), finishing=False)
            except BaseException:
                deliveries.give_back(delivery)
                raise
            deliveries.finish(delivery)
            count += 1
    return count if not count else count + run_waiting(*queues, twice=twice)


class Worker:
    def __init__(self, queue: Queue, seat: Seat, stop: Stop, pace: Pace) -> None:
        self._queue = queue
        self._seat = seat
        self._stop = stop
        self._pace = pace
        self._next_round = time.monotonic()
        longest = pace.longest_bulk_work if queue == "bulk" else pace.longest_work
        self._heartbeat = Heartbeat(lease=pace.lease, longest=longest)
        self._is_set_up = False

    def serve(self) -> None:
        with self._heartbeat.beating():
            while not self._stop.asked:
                try:
                    self._set_up()
                    if self._turn():
                        continue
                    pause = self._seconds_to_sleep()
                except (OperationalError, InterfaceError) as problem:
                    log.warning("%s cannot reach the database: %s", self._seat.name, type(problem).__name__)
                    connection.close()
                    pause = PAUSE_WITHOUT_DATABASE
                self._seat.bell.wait(pause, self._stop)

    def _set_up(self) -> None:
        if self._is_set_up:
            return
        clock.set_up()
        for name in self._seat.left_names():
            clock.rescue_of(name)
            if count := deliveries.rescue_of(name, pace=self._pace):
                log.warning("%s left %d deliveries behind; they run again", name, count)
        self._is_set_up = True
        log.info("%s is ready", self._seat.name)

    def _turn(self) -> bool:
        """Do one thing that is due; False when there was none."""
        reset_queries()
        if time.monotonic() >= self._next_round and self._run_clock():
            return True
        delivery = deliveries.claim(self._queue, worker=self._seat.name, pace=self._pace)
        if delivery is None:
            return False
        self._run_delivery(delivery)
        return True

    def _run_clock(self) -> bool:
        if count := deliveries.rescue_expired(pace=self._pace):
            log.warning("%d deliveries had no living worker; they run again", count)
        entry = clock.claim(self._queue, worker=self._seat.name, pace=self._pace)
        if entry is None:
            self._next_round = time.monotonic() + self._pace.seconds_between_looks()
            return False
        mine = {"worker": self._seat.name}
        started_at = timezone.now()
        try:
            with self._heartbeat.during(entry.name, partial(clock.extend, entry, pace=self._pace, **mine)):
                entry.function()
        except OutOfTime:
            clock.give_back(entry, **mine)
            raise
        except Exception as problem:  # noqa: BLE001 - whatever an entry raises, the worker lives on
            what = deliveries.mishap(problem)
            _tell(entry.name, what, problem)
            clock.fail(entry, what, pace=self._pace, **mine)
        else:
            clock.finish(entry, started_at=started_at, **mine)
        return True

    def _run_delivery(self, delivery: Delivery) -> None:
        try:
            reaction = registry.reaction_named(delivery.reaction)
            # While an atomic reaction runs on SQLite, nobody else can write, a rescuer no more than the heartbeat.
            needs_lease = not (reaction.atomic and connection.vendor == "sqlite")
            extend = partial(deliveries.extend, delivery, pace=self._pace) if needs_lease else None
            with self._heartbeat.during(reaction.name, extend):
                _react(delivery, reaction, finishing=True)
        except CodeGone as problem:
            log.error("%s is dead: %s", delivery.reaction, problem)  # noqa: TRY400 - the sentence says it all
            deliveries.bury(delivery, Mishap("CodeGone", str(problem)))
        except LeaseLost:
            log.warning("%s was given to another worker meanwhile", delivery.reaction)
        except OutOfTime:
            deliveries.give_back(delivery)
            raise
        except Exception as problem:  # noqa: BLE001 - whatever a reaction raises, the worker lives on
            what = deliveries.mishap(problem)
            _tell(delivery.reaction, what, problem)
            if deliveries.fail(delivery, what, pace=self._pace):
                log.error("%s is dead after %d attempts", delivery.reaction, delivery.attempts)  # noqa: TRY400 - told above

    def _seconds_to_sleep(self) -> float:
        now = timezone.now()
        times = [deliveries.next_at(self._queue), clock.next_at(self._queue)]
        known = [(at - now).total_seconds() for at in times if at is not None]
        pause = max(min([self._pace.seconds_between_looks(), *known]), 0.01)
        self._next_round = min(self._next_round, time.monotonic() + pause)
        return pause


def _react(delivery: Delivery, reaction: Reaction, *, finishing: bool) -> None:
    event = registry.rebuild(delivery.announcement.event, delivery.announcement.payload)
    started = time.monotonic()
    with transaction.atomic() if reaction.atomic else nullcontext():
        reaction.function(event)
        if finishing:
            deliveries.finish(delivery)
    seconds = time.monotonic() - started
    if reaction.atomic and seconds > LONG_LOCK and connection.vendor == "sqlite":
        log.warning("%s kept everybody from writing for %.1f s: make it atomic=False", reaction.name, seconds)


def _tell(name: str, what: Mishap, problem: Exception) -> None:
    # The words of an exception may quote what people wrote; only a log of level DEBUG holds them.
    log.warning("%s failed: %s in %s", name, what.error, what.place)
    log.debug("%s failed", name, exc_info=problem)
