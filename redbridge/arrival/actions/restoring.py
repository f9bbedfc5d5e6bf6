"""What only our own archive says of a note: how it read before, and that it stood on top of its profile."""

from datetime import datetime
from typing import Any

from redbridge.accounts.models import Person
from redbridge.arrival.reading.values import when
from redbridge.arrival.sources.shape import Post
from redbridge.kit.errors import Problem
from redbridge.language.names import is_known
from redbridge.notes import actions as notes
from redbridge.notes.actions import Content, Former
from redbridge.notes.actions.content import LONGEST
from redbridge.notes.models import Note, Visibility

WORDS = ("title", "caption", "place", "card_text")


def restore(person: Person, *, note: Note, post: Post) -> None:
    """Put former versions behind a brought note, and pin it again; what does not fit stays away."""
    former = [_former(said, note, at) for said in post.own.get("versions", ()) if (at := when(said.get("at")))]
    try:
        if former:
            edited_at = when(post.own.get("edited_at")) or former[-1].at
            notes.bring_versions(person, note_id=note.id, former=former, edited_at=edited_at)
        if post.own.get("is_pinned"):
            notes.pin_note(person, note_id=note.id)
    except Problem:
        return


def _former(said: dict[str, Any], note: Note, at: datetime) -> Former:
    """One version as far as it can be stored; only its author looks it up, as nobody knows who could see it then."""
    words: dict[str, Any] = {name: str(said.get(name) or "")[: LONGEST[name]] for name in WORDS}
    language = str(said.get("language") or "")
    content = Content(kind=note.kind, language=language if is_known(language) else "", **words)
    return Former(content, Visibility.ONLY_ME, at)
