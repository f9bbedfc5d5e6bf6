"""How long uploads and what was read of them stay."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from redbridge.arrival import folders
from redbridge.arrival.models import Arrival, ArrivedItem

RAW_KEPT, ROWS_KEPT, FAILED_KEPT = timedelta(hours=72), timedelta(days=30), timedelta(days=30)
BATCH = 200
LASTING = ("source", "generation", "sections", "posts", "reasons", "undo")  # of a report: numbers, no words of anybody
State = Arrival.State


def purge_old() -> None:
    """Delete files after 72 hours, read rows after 30 days, and uploads that came to nothing; for the clock.

    What a newcomer left stays until they join or their place on the waiting list ends.
    """
    now = timezone.now()
    _end_unfinished(now - RAW_KEPT)
    raw = Arrival.objects.filter(file_deleted_at__isnull=True, person__isnull=False, created_at__lt=now - RAW_KEPT)
    for arrival_id in list(raw.exclude(state=State.IMPORTING).values_list("id", flat=True)[:BATCH]):
        folders.drop_raw(arrival_id)
        Arrival.objects.filter(id=arrival_id).update(file_deleted_at=now)
    _forget_rows(now - ROWS_KEPT)
    _sweep()


def erase_arrivals_of(*, person_id: int) -> None:
    """Delete everything that somebody brought but what became of it here: files, rows, jobs and slots."""
    ids = list(Arrival.objects.filter(person=person_id).values_list("id", flat=True))
    ArrivedItem.objects.filter(person=person_id).delete()
    Arrival.objects.filter(id__in=ids).delete()
    for arrival_id in ids:
        folders.remove(arrival_id)


def _end_unfinished(before: object) -> None:
    """Uploads that stopped on their way, and readings that never came to an end."""
    on_way = Arrival.objects.filter(state=State.RECEIVING, updated_at__lt=before)
    for arrival_id in list(on_way.values_list("id", flat=True)[:BATCH]):
        folders.remove(arrival_id)
        Arrival.objects.filter(id=arrival_id, state=State.RECEIVING).delete()


def _forget_rows(before: object) -> None:
    ended = Arrival.objects.filter(created_at__lt=before, person__isnull=False)
    for arrival in ended.exclude(state=State.IMPORTING).exclude(Q(report={}) & Q(chosen={}))[:BATCH]:
        folders.remove(arrival.id)
        kept = {
            name: arrival.report[name]
            for name in ("source", "sections", "posts", "reasons", "undo")
            if name in arrival.report
        }
        if arrival.state in {State.PREVIEWED, State.PAUSED, State.UPLOADED, State.SCANNING}:
            arrival.state = State.DONE if arrival.imported else State.FAILED
            arrival.problem = "" if arrival.imported else "too_late"
        if arrival.report == kept and not arrival.chosen:
            continue
        arrival.report, arrival.chosen, arrival.updated_at = kept, {}, timezone.now()
        arrival.save(update_fields=["state", "problem", "report", "chosen", "updated_at"])


def _sweep() -> None:
    """Folders that belong to no upload: a process was killed between the disk and the database."""
    found = dict(folders.all_folders())
    here = set(Arrival.objects.filter(id__in=list(found)).values_list("id", flat=True))
    old = (timezone.now() - RAW_KEPT).timestamp()
    for arrival_id, path in found.items():
        if arrival_id not in here and path.stat().st_mtime < old:
            folders.remove(arrival_id)
    for stray in folders.root().glob(".incoming-*"):
        if stray.stat().st_mtime < old:
            stray.unlink(missing_ok=True)
