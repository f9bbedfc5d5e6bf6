"""What runs by the clock: each entry is leased like a delivery, so that no two workers run it at once."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from redbridge.events import registry
from redbridge.events.deliveries import Mishap
from redbridge.events.models import ClockEntry
from redbridge.events.pace import Pace
from redbridge.events.registry import Entry, Queue


def set_up() -> None:
    """Bring the table in line with what the packages say now; writes nothing when it already is."""
    wanted = {entry.name for entry in registry.entries()}
    known = set(ClockEntry.objects.values_list("name", flat=True))
    if wanted - known:
        ClockEntry.objects.bulk_create((ClockEntry(name=name) for name in wanted - known), ignore_conflicts=True)
    if known - wanted:
        ClockEntry.objects.filter(name__in=known - wanted).delete()


def claim(queue: Queue, *, worker: str, pace: Pace) -> Entry | None:
    """Take one entry of the queue that is due, or None; looks before it writes."""
    entries = {entry.name: entry for entry in registry.entries(queue)}
    for name in _due(entries).order_by("next_at").values_list("name", flat=True):
        lease = timezone.now() + pace.lease_length()
        if _due([name]).update(worker=worker, leased_until=lease):
            return entries[name]
    return None


def extend(entry: Entry, *, worker: str, pace: Pace) -> None:
    _owned(entry, worker).update(leased_until=timezone.now() + pace.lease_length())


def finish(entry: Entry, *, worker: str, started_at: datetime) -> None:
    _owned(entry, worker).update(
        next_at=started_at + entry.period, last_at=started_at, leased_until=None, failures=0, error="", error_place=""
    )


def give_back(entry: Entry, *, worker: str) -> None:
    """Leave it due: the worker has to stop."""
    _owned(entry, worker).update(leased_until=None)


def fail(entry: Entry, what: Mishap, *, worker: str, pace: Pace) -> None:
    """Try again after a growing pause, never later than the entry would have been due anyway."""
    row = ClockEntry.objects.get(name=entry.name)
    pause = min(pace.pause_after(min(row.failures + 1, pace.attempts)), entry.period)
    _owned(entry, worker).update(
        next_at=timezone.now() + pause,
        leased_until=None,
        failures=row.failures + 1,
        error=what.error,
        error_place=what.place,
    )


def rescue_of(worker: str) -> None:
    """Free what a worker known to be gone was running."""
    left = ClockEntry.objects.filter(worker=worker, leased_until__isnull=False)
    if left.exists():
        left.update(leased_until=None)


def next_at(queue: Queue) -> datetime | None:
    names = [entry.name for entry in registry.entries(queue)]
    free = ClockEntry.objects.filter(name__in=names, leased_until__isnull=True)
    return free.order_by("next_at").values_list("next_at", flat=True).first()


def _due(names: Iterable[str]) -> QuerySet[ClockEntry]:
    now = timezone.now()
    free = Q(leased_until__isnull=True) | Q(leased_until__lt=now)
    return ClockEntry.objects.filter(free, name__in=list(names), next_at__lte=now)


def _owned(entry: Entry, worker: str) -> QuerySet[ClockEntry]:
    return ClockEntry.objects.filter(name=entry.name, worker=worker, leased_until__isnull=False)
