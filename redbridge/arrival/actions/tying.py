"""Notes of one person that answer and quote each other find each other again, once all of them are here."""

from collections.abc import Iterable, Sequence
from contextlib import suppress

from django.conf import settings

from redbridge.accounts.models import Person
from redbridge.arrival import jobs
from redbridge.arrival.models import Arrival, ArrivedItem
from redbridge.arrival.reading.rowstore import TiedRow
from redbridge.kit.errors import Problem
from redbridge.notes import actions as notes
from redbridge.notes.models import Note

Tie = dict[str, str]  # id and address of a note


def tie_again(person: Person, arrival: Arrival, rows: Sequence[TiedRow]) -> None:
    """Tie notes and drafts of these rows to what they answer and quote, if either came just now. May be repeated.

    A note of somebody else is found only on the site where it always was; any other tie to it ends here.
    """
    ties = [tie for row in rows for tie in (row.answers, row.quotes) if tie]
    items = _items(person, arrival, [row.source_id for row in rows] + [tie["id"] for tie in ties])
    before = Note.objects.filter(id__in=[item.note_id for item in items.values() if item.note_id])
    now = {note_id: (answers, quotes) for note_id, answers, quotes in before.values_list("id", "answers", "quotes")}
    for row in rows:
        mine = items.get(row.source_id)
        if mine is None:
            continue
        answers, quotes = (_found(tie, mine, items, arrival) for tie in (row.answers, row.quotes))
        with suppress(Problem):  # its author does not want it quoted, or took it away
            if mine.draft_id and (answers or quotes):
                notes.bring_draft_ties(person, draft_id=mine.draft_id, answers_id=answers, quotes_id=quotes)
            elif mine.note_id in now:
                old_answers, old_quotes = now[mine.note_id]
                wanted = (old_answers or answers, old_quotes or quotes)
                if wanted != (old_answers, old_quotes):
                    notes.bring_ties(person, note_id=mine.note_id, answers_id=wanted[0], quotes_id=wanted[1])


def _items(person: Person, arrival: Arrival, source_ids: Iterable[str]) -> dict[str, ArrivedItem]:
    kept = ArrivedItem.objects.filter(person=person, platform=jobs.place_of(arrival.source), kind=jobs.POST)
    return {item.source_id: item for item in kept.filter(source_id__in=list(dict.fromkeys(source_ids)))}


def _found(tie: Tie | None, mine: ArrivedItem, items: dict[str, ArrivedItem], arrival: Arrival) -> int | None:
    """The note here that a tie leads to, if this upload brought one of the two."""
    if tie is None:
        return None
    there = items.get(tie["id"])
    if there is not None and there.note_id:
        return there.note_id if arrival.id in {mine.arrival_id, there.arrival_id} else None
    is_here = tie["address"] == f"{settings.SITE_URL}/n/{tie['id']}" and mine.arrival_id == arrival.id
    return int(tie["id"]) if is_here else None
