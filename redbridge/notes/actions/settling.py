"""What follows from who may see a note: open pictures, hashtags, its author's count."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Greatest

from redbridge.accounts.models import Person
from redbridge.events import announce
from redbridge.kit.prepared import Prepared
from redbridge.media import actions as media
from redbridge.notes.actions.filming import settle_video
from redbridge.notes.actions.reviewing import settle_review
from redbridge.notes.actions.tagging import tag_note
from redbridge.notes.events import NoteChanged
from redbridge.notes.models import Note, NotePicture, NoteTally, Visibility
from redbridge.notes.queries import OPEN, SHOWN
from redbridge.notes.text import MOST_HASHTAGS, find_hashtags


def lock_author(person_id: int) -> Person:
    """The author's row as it is now, and so until the transaction ends: it may be going private at this moment."""
    found = _AUTHOR.first(key=person_id)
    if found is None:
        raise Person.DoesNotExist
    return found


def lock_note(note_id: int) -> Note:
    return Note.objects.select_for_update(no_key=True).get(id=note_id)


def settle(note: Note, author: Person) -> None:
    """Bring all that follows from a note in line; in the transaction that changed either row, with both locked."""
    is_open = _is_open(note, author)
    is_listed = is_open and note.visibility == Visibility.EVERYONE and note.standing == Note.State.VISIBLE
    _open_pictures(note, is_open=is_open)
    settle_video(note, is_open=is_open)
    is_found = is_listed and not note.is_claimed
    tag_note(note, find_hashtags(f"{note.title}\n\n{note.caption}")[:MOST_HASHTAGS] if is_found else [])
    settle_review(note, is_listed=is_found)
    if is_listed != note.is_listed:
        note.is_listed = is_listed
        Note.objects.filter(id=note.id).update(is_listed=is_listed)
        _count(author.id, 1 if is_listed else -1)


def settle_person(*, person_id: int) -> None:
    """The same for all notes of somebody who became private, public, hidden, shown or left. May be repeated."""
    for note_id in list(_unsettled(person_id)):
        with transaction.atomic():
            author = lock_author(person_id)
            note = Note.objects.select_for_update(no_key=True).filter(id=note_id).first()
            if note is not None:
                settle(note, author)
                announce(NoteChanged(note.id))


def renew_notes_with_picture(*, picture_id: int) -> None:
    """Have notes drawn anew that show a picture which changed. Announces NoteChanged."""
    ids = NotePicture.objects.filter(picture_id=picture_id).values_list("note_id", flat=True)
    with transaction.atomic():
        for note_id in ids:
            Note.objects.filter(id=note_id).update(version=F("version") + 1)
            announce(NoteChanged(note_id))


def _is_open(note: Note, author: Person) -> bool:
    return (
        note.deleted_at is None
        and note.visibility in OPEN
        and note.standing in SHOWN
        and author.is_shown
        and not author.is_private
    )


def _unsettled(person_id: int) -> Iterable[int]:
    rows = Note.objects.filter(author_id=person_id)
    author = Person.objects.filter(id=person_id).first()
    if author is None:
        return []
    if author.is_shown and not author.is_private:
        closed = Q(pictures__picture__is_open=False) | Q(visibility=Visibility.EVERYONE, is_listed=False)
        rows = rows.filter(closed, visibility__in=OPEN, standing__in=SHOWN, deleted_at__isnull=True)
    else:
        rows = rows.filter(Q(pictures__picture__is_open=True) | Q(is_listed=True))
    return rows.order_by("id").values_list("id", flat=True).distinct()


def _open_pictures(note: Note, *, is_open: bool) -> None:
    """Hidden pictures stay closed. Closing gives new addresses, so what was drawn with the old ones is drawn anew."""
    pictures = _PICTURES.rows(note=note.id)
    if any(was_open and not is_open for _, _, was_open in pictures):
        note.version += 1
        Note.objects.filter(id=note.id).update(version=note.version)
    shown = [picture_id for picture_id, standing, _ in pictures if standing in SHOWN]
    media.attach_pictures(picture_ids=shown, is_open=is_open)


_AUTHOR: Prepared[Person] = Prepared(lambda key: Person.objects.select_for_update(no_key=True).filter(id=key))
_PICTURES: Prepared[NotePicture] = Prepared(
    lambda note: NotePicture.objects.filter(note=note).values_list(
        "picture_id", "picture__standing", "picture__is_open"
    )
)


def _count(person_id: int, step: int) -> None:
    value = Greatest(F("notes") + step, 0)
    if not NoteTally.objects.filter(person_id=person_id).update(notes=value):
        NoteTally.objects.create(person_id=person_id, notes=max(step, 0))
