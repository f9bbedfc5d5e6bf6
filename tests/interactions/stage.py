"""Notes for the cast to meet over."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

from django.db import connections, transaction
from django.utils import timezone

from redbridge.accounts.models import Person
from redbridge.events import announce
from redbridge.kit.errors import Problem
from redbridge.kit.ids import mint
from redbridge.notes.actions.settling import lock_author, settle
from redbridge.notes.events import NotePublished
from redbridge.notes.models import Kind, Note, NoteMention
from redbridge.notes.text import find_mentions


def publish(author: Person, words: str = "A quiet morning", **fields: Any) -> Note:
    """A note as it is published, but without the drawing of its card, which takes most of a second."""
    note = Note.objects.create(
        position=mint(),
        author=author,
        kind=fields.pop("kind", Kind.TEXT),
        card_text=words,
        published_at=fields.pop("at", timezone.now()),
        **fields,
    )
    with transaction.atomic():
        settle(note, lock_author(author.id))
        for name in find_mentions(note.caption):
            NoteMention.objects.create(note=note, person=Person.objects.get(handle=name))
        announce(NotePublished(note.id))
    return note


def many_notes(author: Person, count: int, *, newest: datetime | None = None) -> list[Note]:
    """Public notes an hour apart, newest first, written straight into the table: their pictures do not matter."""
    start = newest or timezone.now()
    return Note.objects.bulk_create(
        Note(
            position=mint(),
            author=author,
            kind=Kind.TEXT,
            card_text=f"Note {number}",
            published_at=start - timedelta(hours=number),
        )
        for number in range(count)
    )


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """Run the calls in threads with connections of their own; what each returned, or raised on purpose."""

    def run(call: Callable[[], Any]) -> Any:
        try:
            return call()
        except Problem as problem:
            return problem
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))
