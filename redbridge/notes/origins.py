"""Where notes were before they were brought here."""

from collections.abc import Iterable

from redbridge.accounts.models import Person
from redbridge.notes.models import NoteOrigin

BATCH = 500


def notes_from(author: Person, origins: Iterable[str]) -> dict[str, int]:
    """The notes of the author that came from these origins, by origin."""
    wanted = list(dict.fromkeys(origins))
    found: dict[str, int] = {}
    for start in range(0, len(wanted), BATCH):
        rows = NoteOrigin.objects.filter(author=author, origin__in=wanted[start : start + BATCH])
        found |= dict(rows.values_list("origin", "note_id"))
    return found
