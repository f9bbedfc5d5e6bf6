"""Lines of people and uploads, and what is left to say about an upload on its way."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count

from redbridge.accounts import queries as accounts
from redbridge.accounts.models import Person
from redbridge.arrival import folders
from redbridge.arrival.models import Arrival, ArrivedItem, WaitingNewcomer
from redbridge.arrival.picks import Picks
from redbridge.arrival.queries.jobs import get_arrival
from redbridge.arrival.queries.touched import touched_notes
from redbridge.arrival.reading.rowstore import RowStore
from redbridge.kit.errors import NotFound

MOST_LISTED = 100
State = Arrival.State


@dataclass(frozen=True, slots=True)
class Waits:
    """Somebody on the waiting list, as the operator sees them: nothing that says who they are."""

    id: int
    at: datetime
    language: str
    has_mail: bool
    uploads: int
    invited_at: datetime | None


def ahead_of(viewer: Person, *, arrival_id: int) -> int:
    """How many uploads are read before the viewer's own."""
    own = get_arrival(viewer, arrival_id=arrival_id)
    waiting = Arrival.objects.filter(person__isnull=False, state__in=[State.UPLOADED, State.SCANNING])
    return waiting.filter(updated_at__lt=own.updated_at).exclude(id=own.id).count()


def chosen_by(viewer: Person, *, arrival_id: int) -> dict[str, dict[Any, int]]:
    """How many posts of each of `years`, `tags` and `visibilities` are chosen at the moment."""
    arrival = get_arrival(viewer, arrival_id=arrival_id)
    try:
        with Picks(folders.picks(arrival.id)) as picks:
            return picks.chosen()
    except FileNotFoundError:
        raise NotFound from None


def can_undo_edit(viewer: Person, *, arrival_id: int) -> bool:
    """Whether the last change of posts can be taken back."""
    arrival = get_arrival(viewer, arrival_id=arrival_id)
    try:
        with Picks(folders.picks(arrival.id)) as picks:
            return picks.count_remembered() > 0
    except FileNotFoundError:
        return False


def reasons(viewer: Person, *, arrival_id: int) -> dict[str, int]:
    """Why rows of an upload did not come along, and how many."""
    arrival = get_arrival(viewer, arrival_id=arrival_id)
    by_state: dict[str, dict[str, int]] = arrival.report.get("reasons") or {}
    if not by_state and folders.rows(arrival.id).exists():
        with RowStore(folders.rows(arrival.id)) as rows:
            by_state = rows.reasons()
    found: dict[str, int] = {}
    for state in ("failed", "skipped", "duplicate"):
        for reason, count in by_state.get(state, {}).items():
            found[reason] = found.get(reason, 0) + count
    return found


def touched_count(viewer: Person, *, arrival_id: int) -> int:
    """How many notes of an import others have had to do with."""
    arrival = get_arrival(viewer, arrival_id=arrival_id)
    items = ArrivedItem.objects.filter(arrival=arrival, note__isnull=False)
    return len(touched_notes(list(items.values_list("note_id", flat=True))))


def uploads_of(newcomer: WaitingNewcomer) -> list[Arrival]:
    """What somebody on the waiting list brought already."""
    return list(Arrival.objects.filter(newcomer=newcomer, person__isnull=True).order_by("-created_at"))


def ahead_in_line(newcomer: WaitingNewcomer) -> int:
    """How many came to the waiting list before."""
    waiting = WaitingNewcomer.objects.filter(joined_at__isnull=True, invited_at__isnull=True)
    return waiting.filter(id__lt=newcomer.id).count()


def waiting_list(viewer: Person) -> list[Waits]:
    """Who waits longest, first. For operators."""
    if not accounts.sign_in_of(viewer).is_operator:
        raise NotFound
    rows = WaitingNewcomer.objects.filter(joined_at__isnull=True).order_by("created_at", "id")[:MOST_LISTED]
    brought = Arrival.objects.filter(newcomer__in=[row.id for row in rows]).order_by()
    counts = dict(brought.values_list("newcomer").annotate(count=Count("id")))
    return [
        Waits(row.id, row.created_at, row.language, bool(row.email), counts.get(row.id, 0), row.invited_at)
        for row in rows
    ]
