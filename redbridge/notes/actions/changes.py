"""What becomes of a note after it was published."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from redbridge.accounts.models import Person
from redbridge.events import announce
from redbridge.kit.errors import NotFound, Refused
from redbridge.language import actions as translations
from redbridge.media import actions as media
from redbridge.notes.actions.content import check_may_write
from redbridge.notes.actions.settling import lock_author, lock_note, settle
from redbridge.notes.events import NoteChanged, NoteDeleted
from redbridge.notes.kinds import shape_of
from redbridge.notes.models import Draft, DraftPicture, Note, NotePicture, NoteVersion, Visibility

MOST_PINNED = 3
KEPT_DELETED = timedelta(days=30)
BATCH = 100


def change_visibility(actor: Person, *, note_id: int, visibility: str) -> Note:
    """Choose anew who may see the actor's own note. Announces NoteChanged."""
    check_may_write(actor)
    if visibility not in Visibility.values:
        raise Refused(_("That is not one of the choices."), field="visibility", code="bad_choice")
    with transaction.atomic():
        author, note = _lock_own(actor, note_id)
        if note.visibility != visibility:
            note.visibility = visibility
            note.version += 1
            note.save(update_fields=["visibility", "version"])
            settle(note, author)
            announce(NoteChanged(note.id))
        return note


def pin_note(actor: Person, *, note_id: int) -> None:
    """Keep one of up to three own notes on top of the profile."""
    with transaction.atomic():
        _author, note = _lock_own(actor, note_id)
        if note.pinned_at is not None:
            return
        pinned = Note.objects.filter(author=actor, pinned_at__isnull=False, deleted_at__isnull=True)
        if pinned.count() >= MOST_PINNED:
            raise Refused(_("Three notes are pinned already. Unpin one first."), code="too_many_pinned")
        Note.objects.filter(id=note.id).update(pinned_at=timezone.now())


def unpin_note(actor: Person, *, note_id: int) -> None:
    Note.objects.filter(id=note_id, author=actor).update(pinned_at=None)


def delete_note(actor: Person, *, note_id: int) -> None:
    """Take the actor's own note away at once; for 30 days it can be brought back. Announces NoteDeleted."""
    with transaction.atomic():
        author = lock_author(actor.id)
        note = Note.objects.select_for_update(no_key=True).filter(id=note_id, author=actor).first()
        if note is None:
            raise NotFound
        if note.deleted_at is not None:
            return
        note.deleted_at, note.pinned_at = timezone.now(), None
        note.save(update_fields=["deleted_at", "pinned_at"])
        settle(note, author)
        announce(NoteDeleted(note.id))


def restore_note(actor: Person, *, note_id: int) -> Note:
    """Bring back what the actor deleted in the last 30 days. Announces NoteChanged."""
    check_may_write(actor)
    with transaction.atomic():
        author = lock_author(actor.id)
        note = Note.objects.select_for_update(no_key=True).filter(id=note_id, author=actor).first()
        if note is None or (note.deleted_at is not None and note.deleted_at < timezone.now() - KEPT_DELETED):
            raise NotFound
        if note.deleted_at is not None:
            note.deleted_at = None
            note.save(update_fields=["deleted_at"])
            settle(note, author)
            announce(NoteChanged(note.id))
        return note


def change_standing(
    *,
    note_id: int,
    state: str,
    until: datetime | None = None,
    regions: Sequence[str] = (),
    rule: str = "",
    rule_version: str = "",
    case: int | None = None,
) -> Note:
    """Write down what moderation decided; only `trust` calls this, and checks who asks. Announces NoteChanged."""
    with transaction.atomic():
        author_id = Note.objects.filter(id=note_id).values_list("author_id", flat=True).first()
        if author_id is None:
            raise NotFound
        author, note = lock_author(author_id), lock_note(note_id)
        note.standing, note.standing_until, note.standing_regions = state, until, list(regions)
        note.standing_rule, note.standing_rule_version, note.standing_case = rule, rule_version, case
        note.save(update_fields=Note.STANDING_FIELDS.split())
        settle(note, author)
        announce(NoteChanged(note.id))
        return note


def purge_deleted() -> None:
    """Delete for good, with pictures, what was deleted 30 days ago."""
    old = Note.objects.filter(deleted_at__isnull=False, deleted_at__lt=timezone.now() - KEPT_DELETED)
    while ids := list(old.order_by("deleted_at").values_list("id", flat=True)[:BATCH]):
        for note_id in ids:
            purge_note(note_id)


def purge_note(note_id: int) -> None:
    """Delete a deleted note for good, with everything that only it holds."""
    with transaction.atomic():
        note = Note.objects.select_for_update().filter(id=note_id, deleted_at__isnull=False).first()
        if note is None:
            return
        pictures = set(NotePicture.objects.filter(note=note).values_list("picture_id", flat=True))
        pictures |= set(DraftPicture.objects.filter(draft__note=note).values_list("picture_id", flat=True))
        for former in NoteVersion.objects.filter(note=note).values_list("picture_ids", flat=True):
            pictures.update(former)
        videos = {note.video_id, *NoteVersion.objects.filter(note=note).values_list("video_id", flat=True)}
        videos |= set(Draft.objects.filter(note=note).values_list("video_id", flat=True))
        media.release_pictures(picture_ids=pictures)
        media.release_videos(video_ids=[video_id for video_id in videos if video_id])
        translations.forget_texts(_all_words(note), author_id=note.author_id)
        note.delete()


def _all_words(note: Note) -> list[str]:
    """Of the note and of what it was before."""
    rows: list[Note | NoteVersion] = [note, *NoteVersion.objects.filter(note=note)]
    found = [words for row in rows for words in (row.title, row.caption, row.card_text)]
    return found + [words for row in rows for words in shape_of(note.kind).words(row.details)]


def _lock_own(actor: Person, note_id: int) -> tuple[Person, Note]:
    """Author first and then the note, as everywhere, so that no two wait for each other."""
    author = lock_author(actor.id)
    note = Note.objects.select_for_update(no_key=True).filter(id=note_id, author=actor, deleted_at__isnull=True).first()
    if note is None:
        raise NotFound
    return author, note
