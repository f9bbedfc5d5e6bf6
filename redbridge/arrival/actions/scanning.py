"""From an upload to a preview: read in the limited process, a few at a time."""

import contextlib
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from redbridge.arrival import folders, friendkeys, jobs
from redbridge.arrival.events import ArrivalPreviewed, ArrivalUploaded
from redbridge.arrival.models import Arrival
from redbridge.arrival.picks import Picks
from redbridge.arrival.queries.jobs import open_sources
from redbridge.arrival.reading.rowstore import RowStore
from redbridge.arrival.reading.scanning import scan
from redbridge.arrival.sources.shape import Unreadable
from redbridge.events import announce

MOST_AT_ONCE = 2
MOST_ATTEMPTS = 3
SILENT = timedelta(minutes=25)  # longer than any reading may take
MOST_UNLISTED = 200  # with more public posts than that, unlisted is what is offered first
POSTS_A_LOOK = 1_000
SECONDS_BETWEEN_WORDS = 1.0
State = Arrival.State

CONSENTS = {
    **dict.fromkeys(("posts", "profile", "hashtags", "interests", "following", "blocked", "muted"), True),
    **dict.fromkeys(("followers", "collections", "saved", "likes", "reposts", "watched", "searches"), False),
    **dict.fromkeys(("comments", "shop", "bookmarks"), False),
}


class Dropped(Exception):  # noqa: N818 - a sentence, not an error of this code
    """The upload was thrown away while it was read."""


def scan_arrival(*, arrival_id: int) -> None:
    """Read an upload; for the worker. May be repeated. Announces ArrivalPreviewed.

    With too many being read at the moment it is left for the clock; what cannot be read says why.
    """
    with jobs.alone(arrival_id) as is_mine:
        arrival = _take(arrival_id) if is_mine else None
        if arrival is None:
            return
        try:
            report = _read(arrival)
        except Unreadable as refusal:
            fail(arrival_id, refusal.code, refusal.at)
        except Dropped:
            folders.remove(arrival_id)
        else:
            _show(arrival_id, report)
    _call_next()


def fail(arrival_id: int, code: str, at: str = "") -> None:
    """Say why it did not work; nothing of the file is kept."""
    now = timezone.now()
    rows = Arrival.objects.filter(id=arrival_id)
    rows.update(state=State.FAILED, problem=code[:40], problem_at=at[:200], updated_at=now, finished_at=now)
    rows.update(file_deleted_at=now)
    folders.remove(arrival_id)


def _take(arrival_id: int) -> Arrival | None:
    with transaction.atomic():
        row = Arrival.objects.select_for_update().filter(id=arrival_id, person__isnull=False).first()
        if row is None or row.state not in {State.UPLOADED, State.SCANNING}:
            return None
        now = timezone.now()
        others = Arrival.objects.filter(state=State.SCANNING, updated_at__gt=now - SILENT).exclude(id=row.id)
        if others.count() >= MOST_AT_ONCE:
            return None
        row.state, row.percent, row.attempts, row.updated_at = State.SCANNING, 0, row.attempts + 1, now
        row.save(update_fields=["state", "percent", "attempts", "updated_at"])
    if row.attempts > MOST_ATTEMPTS:
        fail(row.id, "too_heavy")
        return None
    return row


def _read(arrival: Arrival) -> dict[str, Any]:
    version, key = friendkeys.current()
    upload = folders.upload(arrival.id)
    if not upload.exists():
        raise Unreadable("file_gone")
    folder = folders.folder(arrival.id)
    report = scan(upload, folder, name=arrival.name, key=key, key_version=version, told=_teller(arrival.id))
    if not open_sources().get(report["source"], True):
        raise Unreadable("source_closed", report["source"])
    report["summary"] = _lay_out(arrival, report)
    return report


def _teller(arrival_id: int) -> Callable[[int], None]:
    last = time.monotonic()

    def tell(percent: int) -> None:
        nonlocal last
        if time.monotonic() - last >= SECONDS_BETWEEN_WORDS:
            last = time.monotonic()
            mine = Arrival.objects.filter(id=arrival_id, state=State.SCANNING)
            if not mine.update(percent=min(max(percent, 0), 99), updated_at=timezone.now()):
                raise Dropped

    return tell


def _lay_out(arrival: Arrival, report: dict[str, Any]) -> dict[str, Any]:
    """Lay the posts out for choosing, with those marked that came before."""
    place = jobs.place_of(report["source"])
    with RowStore(folders.rows(arrival.id)) as rows, Picks(folders.picks(arrival.id), fresh=True) as picks:
        after = 0
        while found := rows.posts(after, POSTS_A_LOOK):
            ids = [source_id for _, source_id, _, _ in found]
            picks.add(found, known=jobs.known_posts(arrival.person_id or 0, place, ids))
            after = found[-1][0]
        return picks.summary()


def _show(arrival_id: int, report: dict[str, Any]) -> None:
    public = int(report["summary"]["visibilities"].get("everyone", 0))
    audience = "unlisted" if public > MOST_UNLISTED and report["source"] != "redbridge" else "everyone"
    with transaction.atomic():
        row = Arrival.objects.select_for_update().filter(id=arrival_id, state=State.SCANNING).first()
        if row is None or row.person_id is None:
            folders.remove(arrival_id)
            return
        row.state, row.percent, row.attempts, row.updated_at = State.PREVIEWED, 100, 0, timezone.now()
        row.source, row.generation = str(report["source"])[:20], str(report["generation"])[:20]
        row.report, row.seen = report, sum(report["sections"].values())
        row.chosen = {"audience": audience}
        row.consents = dict(CONSENTS)
        row.save()
        announce(ArrivalPreviewed(row.id, row.person_id))


def _call_next() -> None:
    """Whoever waited because too many were being read."""
    with contextlib.suppress(IndexError):
        waiting = Arrival.objects.filter(state=State.UPLOADED, person__isnull=False).order_by("updated_at")
        announce(ArrivalUploaded(waiting.values_list("id", flat=True)[:1][0]))


def call_waiting() -> None:
    """Uploads that nobody reads although they are whole, and readings that went silent; for the clock."""
    now = timezone.now()
    whole = Arrival.objects.filter(person__isnull=False, state=State.UPLOADED).order_by("updated_at")
    waiting = whole.filter(updated_at__lt=now - timedelta(minutes=1)).values_list("id", flat=True)
    silent = Arrival.objects.filter(state=State.SCANNING, updated_at__lt=now - SILENT).values_list("id", flat=True)
    for arrival_id in [*waiting[:MOST_AT_ONCE], *silent]:
        announce(ArrivalUploaded(arrival_id))
