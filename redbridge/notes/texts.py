"""The texts of a note as the translations see them."""

from collections.abc import Iterable

from redbridge.accounts.models import Person
from redbridge.language.readings import Text
from redbridge.notes.kinds import shape_of
from redbridge.notes.models import Note, Visibility

OPEN = {Visibility.EVERYONE, Visibility.UNLISTED}
CIRCLE = {Visibility.FOLLOWERS, Visibility.MUTUALS}


def privacy_of(note: Note) -> str:
    """Who may see what is written in and under a note: public, followers or private."""
    if note.visibility in OPEN:
        return "followers" if note.author.is_private else "public"
    return "followers" if note.visibility in CIRCLE else "private"


def texts_of(note: Note) -> list[Text]:
    """Title, caption, card and what its kind has to say; the note comes with its author."""
    parts = [("title", note.title), ("caption", note.caption), ("caption", note.card_text)]
    parts += [("details", words) for words in shape_of(note.kind).words(note.details)]
    privacy = privacy_of(note)
    return [
        Text(words, note.language, note.author_id, privacy, kind, note.version, note.edited_at)
        for kind, words in parts
        if words
    ]


def with_authors(rows: Iterable[Note]) -> list[Note]:
    """The notes with their authors, in one query where those were not read along."""
    notes = list(rows)
    author = Note._meta.get_field("author")
    missing = {note.author_id for note in notes if not author.is_cached(note)}
    found = Person.objects.in_bulk(missing) if missing else {}
    for note in notes:
        if note.author_id in found:
            note.author = found[note.author_id]
    return notes
