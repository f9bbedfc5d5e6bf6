"""What a note answers and quotes, and what answers it."""

from redbridge.accounts.models import Person
from redbridge.follows import queries as follows
from redbridge.notes import queries
from redbridge.notes import rows as stored
from redbridge.notes.models import Note, Quoting

FIRST_ANSWERS = 4


def may_quote(viewer: Person | None, note: Note) -> bool:
    """Whether the viewer, who sees the note, may quote it in a note of their own."""
    if viewer is None:
        return False
    if note.author_id == viewer.id or note.quoting == Quoting.EVERYONE:
        return True
    return note.quoting == Quoting.FOLLOWERS and follows.relation(viewer, person_id=note.author_id).follows


def answers_to(viewer: Person | None, *, note: Note, after: str = "", limit: int = FIRST_ANSWERS) -> queries.Page:
    """Notes that answer this one, newest first, without those of people apart from its author."""
    if not note.is_answered:
        return queries.Page([], "")
    apart = follows.blocked_people(note.author)

    def keep(ids: list[int]) -> set[int]:
        return {found.id for found in queries.listable_notes(viewer, ids=ids).values() if found.author_id not in apart}

    return queries.page_by(stored.page_answering, note.id, after, limit, keep)
