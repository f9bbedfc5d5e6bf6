"""Somebody's way becomes the beginning of one's own."""

from django.utils.translation import gettext as _

from redbridge.accounts.models import Person
from redbridge.kit.errors import NotFound
from redbridge.notes.actions.content import check_may_write
from redbridge.notes.actions.drafts import save_draft
from redbridge.notes.kinds import itinerary
from redbridge.notes.models import Draft, Kind, Visibility
from redbridge.notes.queries import get_note


def copy_itinerary(actor: Person, *, note_id: int) -> Draft:
    """A private draft of the actor's own with the days, stops and costs of an itinerary, which it names as its source.

    Pictures stay with their author. A copy that nobody touched yet is answered again.
    """
    check_may_write(actor)
    note = get_note(actor, note_id=note_id)
    if note.kind != Kind.ITINERARY:
        raise NotFound
    details = itinerary.copied(note.details, note_id=note.id)
    caption = _("After “%(title)s” by @%(author)s") % {"title": note.title, "author": note.author.address}
    untouched = Draft.objects.filter(author=actor, kind=Kind.ITINERARY, note=None, revision=1, caption=caption)
    begun = next((draft for draft in untouched if draft.details == details), None)
    return begun or save_draft(
        actor,
        kind=Kind.ITINERARY,
        title=note.title,
        caption=caption,
        place=note.place,
        details=details,
        visibility=Visibility.ONLY_ME,
    )
