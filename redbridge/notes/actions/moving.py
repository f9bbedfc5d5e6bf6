"""What moves with a note from another site: how it read before, and what it answers and quotes. Nobody is told."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from redbridge.accounts.models import Person
from redbridge.events import announce
from redbridge.kit.errors import NotFound
from redbridge.notes.actions.content import Content
from redbridge.notes.actions.publishing import content_of
from redbridge.notes.actions.settling import lock_author, lock_note
from redbridge.notes.actions.tying import tie
from redbridge.notes.events import NoteBrought
from redbridge.notes.models import Note, NoteVersion, Visibility


@dataclass(frozen=True, slots=True)
class Former:
    """How a note read until a moment, and who could see it then."""

    content: Content
    audience: str
    at: datetime


def bring_versions(actor: Person, *, note_id: int, former: Sequence[Former], edited_at: datetime | None) -> None:
    """Put former versions, oldest first, behind a brought note; who could see them then may look them up now."""
    tidied = [replace(each, content=each.content.tidied()) for each in former]
    with transaction.atomic():
        note = _own_brought(actor, note_id)
        if note.version != 1 or not tidied:
            return
        NoteVersion.objects.bulk_create(
            NoteVersion(
                note=note,
                version=number,
                **{name: getattr(each.content, name) for name in ("title", "caption", "language", "place")},
                card_text=each.content.card_text,
                details=each.content.details,
                audience=each.audience if each.audience in Visibility.values else Visibility.ONLY_ME,
                at=each.at,
            )
            for number, each in enumerate(tidied, start=1)
        )
        note.version, note.edited_at = len(tidied) + 1, edited_at
        note.save(update_fields=["version", "edited_at"])
        announce(NoteBrought(note.id))


def bring_ties(actor: Person, *, note_id: int, answers_id: int | None = None, quotes_id: int | None = None) -> None:
    """Have a brought note answer and quote notes that are here, as far as its author may."""
    with transaction.atomic():
        author = lock_author(actor.id)
        note = _own_brought(actor, note_id)
        tie(author, note, replace(content_of(note), answers_id=answers_id, quotes_id=quotes_id))
        note.version += 1
        note.save(update_fields=["answers", "quotes", "is_quote", "version"])
        announce(NoteBrought(note.id))


def _own_brought(actor: Person, note_id: int) -> Note:
    if not Note.objects.filter(id=note_id, author=actor, is_brought=True, deleted_at__isnull=True).exists():
        raise NotFound
    return lock_note(note_id)
