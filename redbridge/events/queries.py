"""What waits, what runs and what died, for the operator; whoever calls has checked who asks."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.utils import timezone

from redbridge.events import doorbell, registry
from redbridge.events.models import ClockEntry, Delivery


@dataclass(frozen=True)
class QueueState:
    """`oldest_seconds` is how long the delivery that has been due for longest has waited, 0 when none is due."""

    queue: str
    waiting: int
    running: int
    done: int
    dead: int
    oldest_seconds: float


@dataclass(frozen=True)
class DeadDelivery:
    id: int
    event: str
    reaction: str
    queue: str
    attempts: int
    announced_at: datetime
    died_at: datetime | None
    error: str
    error_place: str


@dataclass(frozen=True)
class ClockState:
    name: str
    next_at: datetime
    last_at: datetime | None
    is_running: bool
    failures: int
    error: str
    error_place: str


def queue_state() -> list[QueueState]:
    """One row a queue: how many deliveries are in each state, and how long the oldest has waited."""
    now = timezone.now()
    rows = Delivery.objects.order_by().values_list("queue", "state").annotate(count=Count("pk"))
    counts = {(queue, state): count for queue, state, count in rows}
    return [
        QueueState(
            queue=queue,
            oldest_seconds=_oldest_seconds(queue, now),
            **{state.value: counts.get((queue, state.value), 0) for state in Delivery.State},
        )
        for queue in registry.QUEUES
    ]


def dead_deliveries(limit: int = 100) -> list[DeadDelivery]:
    """Deliveries that failed too often, the latest first; `actions.run_again` takes their ids."""
    rows = Delivery.objects.filter(state=Delivery.State.DEAD).select_related("announcement").order_by("-finished_at")
    return [
        DeadDelivery(
            id=row.pk,
            event=row.announcement.event,
            reaction=row.reaction,
            queue=row.queue,
            attempts=row.attempts,
            announced_at=row.announcement.at,
            died_at=row.finished_at,
            error=row.error,
            error_place=row.error_place,
        )
        for row in rows[:limit]
    ]


def clock_state() -> list[ClockState]:
    """Everything that runs by the clock, with its last and next time."""
    return [
        ClockState(
            name=row.name,
            next_at=row.next_at,
            last_at=row.last_at,
            is_running=row.leased_until is not None,
            failures=row.failures,
            error=row.error,
            error_place=row.error_place,
        )
        for row in ClockEntry.objects.order_by("name")
    ]


def workers_here() -> dict[str, int]:
    """How many workers of each queue live on this machine."""
    return {queue: doorbell.listeners(queue) for queue in registry.QUEUES}


def oldest_wait(queue: str) -> float:
    """How many seconds the delivery of a queue that has been due for longest has waited, 0 when none is due."""
    return _oldest_seconds(queue, timezone.now())


def _oldest_seconds(queue: str, now: datetime) -> float:
    due = Delivery.objects.filter(queue=queue, state=Delivery.State.WAITING, run_at__lte=now)
    oldest = due.order_by("run_at").values_list("run_at", flat=True).first()
    return (now - oldest).total_seconds() if oldest else 0.0
