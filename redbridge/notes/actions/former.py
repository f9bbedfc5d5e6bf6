"""What becomes of the versions of a note that were."""

from redbridge.accounts.models import Person
from redbridge.notes.models import NoteVersion, Visibility
from redbridge.notes.queries import own_note


def hide_version(actor: Person, *, note_id: int, version: int) -> None:
    """Take a former version of the actor's own note out of what readers may look up."""
    note = own_note(actor, note_id=note_id)
    NoteVersion.objects.filter(note=note, version=version).update(audience=Visibility.ONLY_ME)
