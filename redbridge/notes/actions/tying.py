"""Notes that answer and quote other notes."""

from django.db import transaction
from django.utils.translation import gettext as _

from redbridge.accounts.models import Person
from redbridge.events import announce
from redbridge.kit.errors import NotFound, Refused
from redbridge.kit.ids import possible
from redbridge.notes.actions.content import Content
from redbridge.notes.actions.settling import lock_author, lock_note
from redbridge.notes.events import NoteChanged
from redbridge.notes.models import Draft, Note
from redbridge.notes.queries import get_note
from redbridge.notes.ties import may_quote


def tie(author: Person, note: Note, content: Content) -> None:
    """Say what the note answers and quotes; in the transaction that publishes it, before anything else is locked.

    What it answered or quoted before may be out of sight by now; a new tie needs that the author may make it.
    """
    if note.id in {content.answers_id, content.quotes_id}:
        raise Refused(_("A note cannot answer or quote itself."), code="itself")
    if content.answers_id is not None and content.answers_id != note.answers_id:
        check_may_answer(author, note_id=content.answers_id)
        Note.objects.filter(id=content.answers_id, is_answered=False).update(is_answered=True)
    if content.quotes_id is not None and content.quotes_id != note.quotes_id:
        Note.objects.select_for_update(no_key=True).filter(id=content.quotes_id).first()  # or a late "nobody" is missed
        check_may_quote(author, note_id=content.quotes_id)
        note.is_quote = True
    elif content.quotes_id is None and note.quotes_id is not None:
        note.is_quote = False
    note.answers_id, note.quotes_id = content.answers_id, content.quotes_id


def check_may_answer(actor: Person, *, note_id: int) -> Note:
    """The note to answer; Refused unless the actor may see it."""
    try:
        return get_note(actor, note_id=note_id)
    except NotFound:
        sentence = _("The note that this answers is not there for you any more. Take it out to publish.")
        raise Refused(sentence, field="answers", code="gone") from None


def check_may_quote(actor: Person, *, note_id: int) -> Note:
    """The note to quote; Refused unless the actor may see it and its author lets them quote it."""
    try:
        note = get_note(actor, note_id=note_id)
    except NotFound:
        sentence = _("The note that this quotes is not there for you any more. Take it out to publish.")
        raise Refused(sentence, field="quotes", code="gone") from None
    if not may_quote(actor, note):
        sentence = _("The author of that note does not want it quoted by everybody. Take it out to publish.")
        raise Refused(sentence, field="quotes", code="not_quotable")
    return note


def withdraw_quote(actor: Person, *, note_id: int) -> None:
    """Take the actor's own note out of a note that quotes it. Announces NoteChanged."""
    found = possible([note_id])
    author_id = Note.objects.filter(id__in=found, quotes__author=actor).values_list("author_id", flat=True).first()
    if author_id is None:
        raise NotFound
    with transaction.atomic():
        lock_author(author_id)
        note = lock_note(note_id)
        if note.quotes_id is None:
            return
        Draft.objects.filter(note=note, quotes=note.quotes_id).update(quotes=None)
        note.quotes_id = None
        note.version += 1
        note.save(update_fields=["quotes", "version"])
        announce(NoteChanged(note.id))
