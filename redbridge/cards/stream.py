"""Notes as the Follow feed shows them: who, then the picture, then the beginning of what they say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from redbridge.cards.notes import NoteCard, cards_of
from redbridge.notes import queries as notes

if TYPE_CHECKING:
    from redbridge.accounts.models import Person
    from redbridge.notes.models import Note

MOST_WORDS = 320


@dataclass(frozen=True, slots=True)
class StreamCard:
    """A note with its first words; it holds nothing personal to a viewer."""

    card: NoteCard
    words: str
    place: str
    published_at: datetime


def cards(viewer: "Person | None", *, ids: Iterable[int]) -> dict[int, StreamCard]:
    """Cards of those notes that the viewer may see, in a constant number of queries."""
    rows = notes.visible_notes(viewer, ids=ids)
    return {
        note_id: StreamCard(card, words_of(rows[note_id]), rows[note_id].place, rows[note_id].published_at)
        for note_id, card in cards_of(rows).items()
    }


def words_of(note: "Note") -> str:
    """The caption on one line, without what already stands as the title."""
    caption = note.caption.strip()
    if not note.title and not note.card_text:
        caption = caption.partition("\n")[2]
    text = " ".join(caption.split())
    if len(text) <= MOST_WORDS:
        return text
    # Cut between words where there are some; Chinese has none.
    return f"{(text[:MOST_WORDS].rpartition(' ')[0] or text[:MOST_WORDS]).rstrip()}…"
