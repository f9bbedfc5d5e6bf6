"""Notes for the cast to meet over."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

from django.db import connections
from django.utils import timezone

from redbridge.accounts.models import Person
from redbridge.kit.ids import mint
from redbridge.notes import actions as notes
from redbridge.notes.models import Kind, Note


def publish(author: Person, words: str = "A quiet morning", **fields: Any) -> Note:
    """A text note, published as people do."""
    return notes.publish_note(author, kind=Kind.TEXT, card_text=words, **fields)


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
    """Run the calls in threads with connections of their own; what each returned or raised."""

    def run(call: Callable[[], Any]) -> Any:
        try:
            return call()
        except Exception as problem:
            return problem
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))
