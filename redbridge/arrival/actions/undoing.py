"""Take back what an import brought: at once where nobody else has touched it, and with a word of its owner the rest."""

import time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from redbridge.accounts.models import Person
from redbridge.arrival import folders, jobs
from redbridge.arrival.events import ArrivalUndone, UndoAsked
from redbridge.arrival.models import Arrival, ArrivedItem
from redbridge.arrival.queries.jobs import get_arrival
from redbridge.arrival.queries.touched import touched_notes
from redbridge.events import announce
from redbridge.kit.errors import Refused
from redbridge.notes import actions as notes
from redbridge.notes.models import Draft

TOGETHER = 10  # so that nobody waits long for the write lock
SECONDS = 2.0
State = Arrival.State
ENDED = (State.DONE, State.PAUSED, State.FAILED, State.UNDONE)


def undo_arrival(actor: Person, *, arrival_id: int, even_touched: bool = False) -> Arrival:
    """Have the worker take back what an import brought; with `even_touched` also what others liked or answered.

    Announces UndoAsked. Afterwards `report["undo"]` says how many were `removed` and `kept`.
    """
    get_arrival(actor, arrival_id=arrival_id)
    with transaction.atomic():
        arrival = Arrival.objects.select_for_update().get(id=arrival_id)
        if arrival.state not in ENDED:
            raise Refused(_("Pause the import first."), code="running")
        undo = arrival.report.get("undo", {})
        arrival.report = {
            **arrival.report,
            "undo": {"is_going": True, "even_touched": even_touched, "removed": undo.get("removed", 0), "kept": 0},
        }
        arrival.updated_at = timezone.now()
        arrival.save(update_fields=["report", "updated_at"])
        announce(UndoAsked(arrival.id))
    return arrival


def undo_batch(*, arrival_id: int) -> bool:
    """Take back the next few; for the worker. May be repeated. Says whether more is left (announces UndoAsked)."""
    folders.make(arrival_id)
    with jobs.alone(arrival_id) as is_mine:
        if not is_mine:  # the last part of the import is still on its way
            time.sleep(jobs.LOOK)
            announce(UndoAsked(arrival_id))
            return True
        arrival = Arrival.objects.select_related("person").filter(id=arrival_id).first()
        if arrival is None or arrival.person is None or not arrival.report.get("undo", {}).get("is_going"):
            return False
        jobs.give_way()
        until = time.monotonic() + SECONDS
        while not (is_done := _take_back(arrival, arrival.person)) and time.monotonic() < until:
            pass
    if is_done:
        folders.remove(arrival_id)
    else:
        announce(UndoAsked(arrival_id))
    return not is_done


def _take_back(arrival: Arrival, person: Person) -> bool:
    undo = arrival.report["undo"]
    rows = ArrivedItem.objects.filter(arrival=arrival, kind=jobs.POST, id__gt=undo.get("after", 0))
    items = list(rows.exclude(state=ArrivedItem.State.UNDONE).order_by("id")[:TOGETHER])
    if not items:
        _end(arrival, person)
        return True
    note_ids = [item.note_id for item in items if item.note_id]
    kept = set() if undo["even_touched"] else touched_notes(note_ids)
    gone = [item for item in items if item.note_id not in kept]
    with transaction.atomic():
        notes.take_back_notes(person, note_ids=[item.note_id for item in gone if item.note_id])
        drafts = Draft.objects.filter(author=person, is_brought=True, id__in=[each.draft_id for each in gone])
        for draft_id in list(drafts.values_list("id", flat=True)):
            notes.delete_draft(person, draft_id=draft_id)
        ids = [item.id for item in gone]
        ArrivedItem.objects.filter(id__in=ids).update(
            state=ArrivedItem.State.UNDONE, reason="", note=None, draft=None, content={}
        )
        undo = {**undo, "removed": undo["removed"] + len(gone), "kept": undo["kept"] + len(items) - len(gone)}
        arrival.report = {**arrival.report, "undo": {**undo, "after": items[-1].id}}
        arrival.updated_at = timezone.now()
        arrival.save(update_fields=["report", "updated_at"])
    return False


def _end(arrival: Arrival, person: Person) -> None:
    """Everything was looked at: words and tokens of this import go too, unless something of it stays."""
    undo = {name: value for name, value in arrival.report["undo"].items() if name != "after"}
    now = timezone.now()
    with transaction.atomic():
        ArrivedItem.objects.filter(arrival=arrival).exclude(kind=jobs.POST).delete()
        arrival.report = {**arrival.report, "undo": {**undo, "is_going": False}}
        arrival.file_deleted_at, arrival.updated_at, arrival.finished_at = now, now, now
        if not undo["kept"]:
            arrival.state = State.UNDONE
            announce(ArrivalUndone(arrival.id, person.id))
        elif arrival.state == State.PAUSED:
            arrival.state = State.DONE
        arrival.save()
