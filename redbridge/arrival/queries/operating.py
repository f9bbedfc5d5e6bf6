"""Arrivals as the operator sees them: numbers alone, nothing of anybody."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncHour
from django.utils import timezone

from redbridge.accounts import queries as accounts
from redbridge.accounts.models import Person
from redbridge.arrival import folders
from redbridge.arrival.models import Arrival, ArrivedItem, WaitingNewcomer
from redbridge.arrival.queries.jobs import open_sources
from redbridge.kit.errors import NotFound

HOURS = 48
FAILED_SINCE = timedelta(days=30)
State = Arrival.State


@dataclass(frozen=True, slots=True)
class Hour:
    """How much came in one hour from one source; an upload that was not read yet has the source ""."""

    at: datetime
    source: str
    uploads: int
    done: int
    posts: int


@dataclass(frozen=True, slots=True)
class Failure:
    """A reason and how often it was one; `what` is "upload" or "post"."""

    what: str
    source: str
    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class Load:
    """What is under way now."""

    receiving: int
    uploaded: int
    scanning: int
    previewed: int
    importing: int
    paused: int
    newcomers: int
    invited: int
    bytes_waiting: int
    bytes_free: int
    oldest_seconds: float


def arrivals_by_hour(viewer: Person, *, hours: int = HOURS) -> list[Hour]:
    """Uploads of the last hours by source, newest hour first. For operators."""
    _check(viewer)
    since = timezone.now() - timedelta(hours=min(max(hours, 1), 24 * 31))
    rows = Arrival.objects.filter(created_at__gte=since).annotate(hour=TruncHour("created_at")).order_by()
    counted = rows.values("hour", "source").annotate(
        uploads=Count("id"), done=Count("id", filter=Q(state=State.DONE)), posts=Sum("imported", default=0)
    )
    found = [Hour(row["hour"], row["source"], row["uploads"], row["done"], row["posts"]) for row in counted]
    return sorted(found, key=lambda hour: (-hour.at.timestamp(), hour.source))


def failures(viewer: Person) -> list[Failure]:
    """Why uploads and posts failed in the last 30 days, the most frequent first. For operators."""
    _check(viewer)
    since = timezone.now() - FAILED_SINCE
    uploads = Arrival.objects.filter(state=State.FAILED, updated_at__gte=since).order_by()
    found = [
        Failure("upload", row["source"], row["problem"], row["count"])
        for row in uploads.values("source", "problem").annotate(count=Count("id"))
    ]
    posts = ArrivedItem.objects.filter(state=ArrivedItem.State.FAILED, arrival__updated_at__gte=since).order_by()
    found += [
        Failure("post", row["arrival__source"], row["reason"], row["count"])
        for row in posts.values("arrival__source", "reason").annotate(count=Count("id"))
    ]
    return sorted(found, key=lambda failure: (-failure.count, failure.what, failure.reason))


def load_now(viewer: Person) -> Load:
    """How much waits and runs. For operators."""
    _check(viewer)
    begun = Arrival.objects.filter(person__isnull=False)  # what newcomers left is not read before they are in
    states = dict(begun.order_by().values_list("state").annotate(count=Count("id")))
    waiting = begun.filter(state__in=[State.UPLOADED, State.IMPORTING])
    oldest = waiting.order_by("updated_at").values_list("updated_at", flat=True).first()
    held = Arrival.objects.filter(file_deleted_at__isnull=True).aggregate(total=Sum("received", default=0))["total"]
    newcomers = WaitingNewcomer.objects.filter(joined_at__isnull=True)
    return Load(
        **{
            state: states.get(state, 0)
            for state in ("receiving", "uploaded", "scanning", "previewed", "importing", "paused")
        },
        newcomers=newcomers.filter(invited_at__isnull=True).count(),
        invited=newcomers.filter(invited_at__isnull=False).count(),
        bytes_waiting=held,
        bytes_free=folders.free_bytes(),
        oldest_seconds=(timezone.now() - oldest).total_seconds() if oldest else 0.0,
    )


def sources(viewer: Person) -> dict[str, bool]:
    """The operator's switches."""
    _check(viewer)
    return open_sources()


def _check(viewer: Person) -> None:
    if not accounts.sign_in_of(viewer).is_operator:
        raise NotFound
