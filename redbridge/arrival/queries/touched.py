"""Which notes others have had to do with."""

from collections.abc import Iterable

from django.db.models import F

from redbridge.interactions.models import Comment, NoteLike, Save
from redbridge.kit.ids import possible
from redbridge.notes.models import Note


def touched_notes(note_ids: Iterable[int]) -> set[int]:
    """Those of the notes that somebody else liked, saved, commented, answered or quoted."""
    ids = possible(note_ids)
    if not ids:
        return set()
    found: set[int | None] = set()
    for model in (NoteLike, Save):
        others = model.objects.filter(note__in=ids).exclude(person=F("note__author"))
        found |= set(others.values_list("note_id", flat=True))
    comments = Comment.objects.filter(note__in=ids, deleted_at__isnull=True).exclude(author=F("note__author"))
    found |= set(comments.values_list("note_id", flat=True))
    standing = Note.objects.filter(deleted_at__isnull=True)
    answers = standing.filter(answers__in=ids).exclude(author=F("answers__author"))
    quotes = standing.filter(quotes__in=ids).exclude(author=F("quotes__author"))
    found |= set(answers.values_list("answers_id", flat=True)) | set(quotes.values_list("quotes_id", flat=True))
    return {note_id for note_id in found if note_id}
