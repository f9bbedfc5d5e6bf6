"""The states of a delivery; every move names its owner, so whoever lost the lease changes nothing."""

import traceback
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from django.db import models, transaction
from django.db.models import QuerySet
from django.utils import timezone

from redbridge.events.models import Delivery
from redbridge.events.pace import Pace
from redbridge.events.registry import Queue

State = Delivery.State


class LeaseLost(Exception):  # noqa: N818 - a sentence, not an error of this code
    """Another worker was given this work meanwhile."""


class Mishap(NamedTuple):
    """What went wrong, without the words of the exception: they may quote what people wrote."""

    error: str
    place: str


def mishap(problem: BaseException) -> Mishap:
    """The class of the exception and the lines of ours that it came through."""
    frames = traceback.extract_tb(problem.__traceback__)
    ours = [frame for frame in frames if "site-packages" not in frame.filename][-4:]
    place = " > ".join(f"{'/'.join(Path(f.filename).parts[-2:])}:{f.lineno} {f.name}" for f in ours)
    return Mishap(type(problem).__name__[:100], place[-300:])


def claim(queue: Queue, *, worker: str, pace: Pace) -> Delivery | None:
    """Take the next due delivery of the queue, or None; an empty queue is seen without a write lock."""
    if not _due(queue).exists():
        return None
    now = timezone.now()
    with transaction.atomic():
        delivery = _due(queue).select_for_update(of=("self",), skip_locked=True).select_related("announcement").first()
        if delivery is None:
            return None
        delivery.attempts += 1
        delivery.worker = worker
        taken = Delivery.objects.filter(pk=delivery.pk, state=State.WAITING).update(
            state=State.RUNNING, attempts=delivery.attempts, worker=worker, leased_until=now + pace.lease_length()
        )
    return delivery if taken else None


def extend(delivery: Delivery, *, pace: Pace) -> None:
    _owned(delivery).update(leased_until=timezone.now() + pace.lease_length())


def finish(delivery: Delivery) -> None:
    """Mark it done, in the transaction of the reaction if it has one; raises `LeaseLost` so that this rolls back."""
    if not _owned(delivery).update(state=State.DONE, finished_at=timezone.now(), leased_until=None):
        raise LeaseLost


def give_back(delivery: Delivery) -> None:
    """Let it wait again as if this attempt had not been: the worker has to stop."""
    _owned(delivery).update(state=State.WAITING, attempts=delivery.attempts - 1, worker="", leased_until=None)


def fail(delivery: Delivery, what: Mishap, *, pace: Pace) -> bool:
    """Let it wait for its next attempt; after the last one it is dead. Says whether it is."""
    if delivery.attempts >= pace.attempts:
        bury(delivery, what)
        return True
    _owned(delivery).update(
        state=State.WAITING,
        run_at=timezone.now() + pace.pause_after(delivery.attempts),
        worker="",
        leased_until=None,
        error=what.error,
        error_place=what.place,
    )
    return False


def bury(delivery: Delivery, what: Mishap) -> None:
    """No further attempt by itself: the operator sees it and may run it again."""
    _owned(delivery).update(
        state=State.DEAD, finished_at=timezone.now(), leased_until=None, error=what.error, error_place=what.place
    )


def rescue_expired(*, pace: Pace) -> int:
    """Let deliveries wait again whose worker has not been heard of for the length of a lease."""
    expired = Delivery.objects.filter(state=State.RUNNING, leased_until__lt=timezone.now())
    return _rescue(expired, pace=pace)


def rescue_of(worker: str, *, pace: Pace) -> int:
    """Let deliveries wait again that a worker known to be gone was running."""
    return _rescue(Delivery.objects.filter(state=State.RUNNING, worker=worker), pace=pace)


def next_at(queue: Queue) -> datetime | None:
    """When the earliest waiting delivery of the queue is due."""
    waiting = Delivery.objects.filter(queue=queue, state=State.WAITING)
    return waiting.order_by("run_at").values_list("run_at", flat=True).first()


def _due(queue: Queue) -> QuerySet[Delivery]:
    due = Delivery.objects.filter(queue=queue, state=State.WAITING, run_at__lte=timezone.now())
    return due.order_by("-priority", "run_at", "id")


def _owned(delivery: Delivery) -> QuerySet[Delivery]:
    return Delivery.objects.filter(
        pk=delivery.pk, state=State.RUNNING, worker=delivery.worker, attempts=delivery.attempts
    )


def _rescue(left: QuerySet[Delivery], *, pace: Pace) -> int:
    count = 0
    for delivery in list(left):
        # Whatever killed its worker may kill the next one: at once only the first time.
        pause = pace.pause_after(delivery.attempts - 1) if delivery.attempts > 1 else timedelta()
        last = delivery.attempts >= pace.attempts
        count += (
            _owned(delivery)
            .filter(leased_until=delivery.leased_until)
            .update(
                state=State.DEAD if last else State.WAITING,
                run_at=models.F("run_at") if last else timezone.now() + pause,
                finished_at=timezone.now() if last else None,
                leased_until=None,
                error="WorkerDied",
                error_place="The worker ended in the middle of this reaction.",
            )
        )
    return count
