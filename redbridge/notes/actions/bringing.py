"""Notes and drafts that come from elsewhere: with their old dates, and without telling anybody."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from redbridge.accounts.models import Person
from redbridge.events import announce
from redbridge.kit.errors import NotFound, Refused
from redbridge.kit.ids import mint, possible
from redbridge.media import actions as media
from redbridge.media.actions import MadePicture
from redbridge.media.models import Picture
from redbridge.notes.actions.changes import purge_note
from redbridge.notes.actions.content import MOST_PICTURES, Content, check_may_write, has_exact_position
from redbridge.notes.actions.filming import locked_video, poster_of
from redbridge.notes.actions.publishing import create_row, write_pictures
from redbridge.notes.actions.settling import lock_author, settle
from redbridge.notes.events import NoteBrought, NoteChanged, NoteDeleted
from redbridge.notes.kinds import shape_of
from redbridge.notes.models import Draft, DraftPicture, Kind, Note, NoteOrigin, Visibility
from redbridge.notes.origins import Origin, left_to_reintroduce

BATCH = 10  # so that nobody waits long for the write lock


def bring_note(
    actor: Person,
    *,
    content: Content,
    origin: Origin,
    made: Sequence[MadePicture] = (),
    picture_ids: Sequence[int] = (),
    video_id: int | None = None,
    is_claimed: bool = True,
) -> Note:
    """Publish what the actor had elsewhere, dated back. Announces NoteBrought: nobody is told and it is not new.

    Its pictures are `made` or were uploaded before. Of one origin the same author has one note (IntegrityError).
    Mentions stay words, because handles of elsewhere are not those of here.
    """
    check_may_write(actor)
    content = finished(content)
    check_brought(content, picture_count=len(made) + len(picture_ids), has_video=video_id is not None)
    with transaction.atomic():
        author = lock_author(actor.id)
        video = locked_video(actor, kind=content.kind, video_id=video_id, note=None)
        pictures = poster_of(video, None) if video else _pictures(actor, made, picture_ids)
        at = min(origin.first_published_at, timezone.now())
        note = create_row(author, content, pictures, video, at=at, is_claimed=is_claimed)
        write_pictures(note, pictures)
        _remember(note, origin)
        settle(note, author)
        announce(NoteBrought(note.id))
        return note


def bring_draft(
    actor: Person,
    *,
    content: Content,
    at: datetime,
    made: Sequence[MadePicture] = (),
    picture_ids: Sequence[int] = (),
    video_id: int | None = None,
    visibility: str = Visibility.ONLY_ME,
) -> Draft:
    """Keep what was not public elsewhere as a draft that only the actor sees, touched when it was written.

    `visibility` is what its author had chosen for it, if it was a draft already.
    """
    check_may_write(actor)
    content = replace(finished(content), visibility=visibility)
    with transaction.atomic():
        same = {"id": mint(), "author": actor, "video_id": video_id, "is_brought": True}
        draft = Draft.objects.create(**same, updated_at=min(at, timezone.now()), **asdict(content))
        pictures = _pictures(actor, made, picture_ids)
        DraftPicture.objects.bulk_create(
            DraftPicture(draft=draft, picture=picture, order=order) for order, picture in enumerate(pictures)
        )
        media.attach_pictures(picture_ids=[picture.id for picture in pictures], is_open=False, keep_source=True)
        if video_id is not None:
            media.attach_videos(video_ids=[video_id], is_open=False, keep_source=True)
        return draft


def check_brought(content: Content, *, picture_count: int, has_video: bool) -> None:
    """Refused, with the field to look at, for what is no whole note yet. Tags and mentions may be many."""
    if content.kind == Kind.VIDEO and not has_video:
        raise Refused(_("Add a video."), field="video", code="empty")
    if content.kind == Kind.TEXT and not content.card_text:
        raise Refused(_("Write what the card should say."), field="card_text", code="empty")
    if content.kind == Kind.PHOTO and not picture_count:
        raise Refused(_("Add at least one picture."), field="pictures", code="empty")
    if picture_count > MOST_PICTURES:
        raise Refused(_("A note holds up to 18 pictures."), field="pictures", code="too_many")
    shape_of(content.kind).check_complete(content.details, title=content.title, picture_count=picture_count)


def finished(content: Content) -> Content:
    """The content as it is stored; an exact position is left out instead of refused."""
    content = replace(content, place="") if has_exact_position(content.place) else content
    return content.tidied()


def list_brought_notes(author: Person, *, platform: str, is_listed: bool) -> int:
    """Let notes from a platform be found, or no longer, as the author proved or lost the handle there; says how many.

    Announces NoteBrought or NoteChanged. May be repeated, and goes in small steps.
    """
    rows = NoteOrigin.objects.filter(author=author, platform=platform, note__is_brought=True)
    rows = rows.filter(note__is_claimed=is_listed).order_by("note")
    count = 0
    while ids := list(rows.values_list("note_id", flat=True)[:BATCH]):
        with transaction.atomic():
            locked = lock_author(author.id)
            for note in Note.objects.select_for_update(no_key=True).filter(id__in=ids):
                note.is_claimed, note.version = not is_listed, note.version + 1
                note.save(update_fields=["is_claimed", "version"])
                settle(note, locked)
                announce(NoteBrought(note.id) if is_listed else NoteChanged(note.id))
                count += 1
    return count


def reintroduce_note(actor: Person, *, note_id: int) -> Note:
    """Show one of up to five notes from the archive anew, marked as what it is. Announces NoteChanged."""
    check_may_write(actor)
    with transaction.atomic():
        lock_author(actor.id)
        note = Note.objects.select_for_update(no_key=True).filter(id__in=possible([note_id]), author=actor).first()
        if note is None or note.deleted_at is not None:
            raise NotFound
        row = NoteOrigin.objects.filter(note=note, first_published_at__isnull=False).first()
        if row is None:
            raise Refused(_("Only a note from your archive can be shown again."), code="not_brought")
        if row.reintroduced_at is not None:
            return note
        if note.visibility != Visibility.EVERYONE:
            raise Refused(_("Only a note for everybody can be shown again."), code="not_open")
        if note.is_claimed:
            raise Refused(_("Prove your old handle first. Then this note can be shown again."), code="not_proved")
        if not left_to_reintroduce(actor):
            raise Refused(_("Five notes from your archive were shown again. That is all of them."), code="too_many")
        NoteOrigin.objects.filter(note=note).update(reintroduced_at=timezone.now())
        Note.objects.filter(id=note.id).update(version=F("version") + 1)
        announce(NoteChanged(note.id))
        note.refresh_from_db()
        return note


def take_back_notes(actor: Person, *, note_ids: Iterable[int]) -> None:
    """Undo an import: delete these brought notes of the actor for good, with their pictures. Announces NoteDeleted."""
    wanted = sorted(note_ids)
    for start in range(0, len(wanted), BATCH):
        with transaction.atomic():
            author = lock_author(actor.id)
            rows = Note.objects.select_for_update().filter(
                id__in=wanted[start : start + BATCH], author=actor, is_brought=True
            )
            for note in rows:
                note.deleted_at, note.pinned_at = note.deleted_at or timezone.now(), None
                note.save(update_fields=["deleted_at", "pinned_at"])
                settle(note, author)
                announce(NoteDeleted(note.id))
                purge_note(note.id)


def _pictures(actor: Person, made: Sequence[MadePicture], picture_ids: Sequence[int]) -> list[Picture]:
    kept = media.keep_made(actor, made=made) if made else []
    if not picture_ids:
        return kept
    own = Picture.objects.select_for_update(no_key=True).filter(owner=actor, is_attached=False)
    rows = own.exclude(progress=Picture.Progress.REFUSED).in_bulk(list(picture_ids))
    if len(rows) < len(set(picture_ids)):
        raise Refused(_("One of the pictures is no longer here. Add it again."), field="pictures", code="gone")
    return [*kept, *(rows[picture_id] for picture_id in dict.fromkeys(picture_ids))]


def _remember(note: Note, origin: Origin) -> None:
    NoteOrigin.objects.create(
        note=note,
        author_id=note.author_id,
        origin=origin.key,
        platform=origin.platform,
        first_published_at=origin.first_published_at,
        url=origin.url,
        imported_at=timezone.now(),
    )
