"""Notes that answer or quote one's own, and what became of what one planned or asked for."""

from datetime import datetime

from redbridge.notes.models import Draft, Note
from redbridge.notifications.actions.rows import Row, tell
from redbridge.notifications.actions.telling import listeners
from redbridge.notifications.models import Group, Kind


def tell_about_ties(note_id: int) -> None:
    """Tell the authors of what a note answers and quotes, if they may see it; each of the two once.

    What was brought from elsewhere is not new, so nobody is told of it.
    """
    note = Note.objects.select_related("answers", "quotes").filter(id=note_id, deleted_at__isnull=True).first()
    if note is None or note.is_brought:
        return
    for kind, other in ((Kind.ANSWER, note.answers), (Kind.QUOTE, note.quotes)):
        for person in listeners(note.author_id, [other.author_id], note.id) if other else []:
            at = note.edited_at or note.published_at
            key = f"{kind}:{note.id}"
            tell(Row(person.id, Group.COMMENTS, kind, key, at, actor_id=note.author_id, note_id=note.id))


def tell_about_plan(note_id: int) -> None:
    """Tell somebody that the note which they planned is out."""
    note = Note.objects.filter(id=note_id, deleted_at__isnull=True).first()
    if note is not None:
        at = note.edited_at or note.published_at
        key = f"planned:{note.id}:{note.version}"
        tell(Row(note.author_id, Group.SYSTEM, Kind.SCHEDULED_PUBLISHED, key, at, note_id=note.id))


def tell_about_missed_plan(draft_id: int) -> None:
    """Tell somebody that what they planned could not go out; the row names the draft, whose page says why."""
    draft = Draft.objects.filter(id=draft_id, missed_at__isnull=False).first()
    if draft is not None and draft.missed_at is not None:
        key = f"missed:{draft.id}:{draft.missed_at:%Y%m%d%H%M}"
        tell(Row(draft.author_id, Group.SYSTEM, Kind.SCHEDULED_FAILED, key, draft.missed_at, note_id=draft.id))


def tell_about_archive(*, person_id: int, departure_id: int, at: datetime) -> None:
    """Tell somebody that the archive which they asked for is ready."""
    tell(Row(person_id, Group.SYSTEM, Kind.ARCHIVE_READY, f"archive:{departure_id}", at))
