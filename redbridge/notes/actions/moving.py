"""What moves with a note from another site: how it read before, and what it answers and quotes. Nobody is told."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from redbridge.accounts.models import Person
from redbridge.events import announce
from redbridge.kit.errors import NotFound
from redbridge.kit.ids import possible
from redbridge.media import actions as media
from redbridge.media.actions import MadePicture
from redbridge.media.models import Picture, Video
from redbridge.notes.actions.changes import pin_note
from redbridge.notes.actions.content import Content
from redbridge.notes.actions.publishing import content_of
from redbridge.notes.actions.settling import lock_author, lock_note
from redbridge.notes.actions.tying import tie
from redbridge.notes.events import NoteBrought
from redbridge.notes.models import Draft, FormerPicture, Note, NotePicture, NoteVersion, Visibility


@dataclass(frozen=True, slots=True)
class Former:
    """How a note read until a moment, what it showed, and who could see it then."""

    content: Content
    audience: str
    at: datetime
    picture_ids: Sequence[int] = ()
    video_id: int | None = None


def bring_versions(
    actor: Person,
    *,
    note_id: int,
    former: Sequence[Former],
    edited_at: datetime | None,
    made: Sequence[MadePicture] = (),
) -> bool:
    """Put former versions, oldest first, behind a brought note; who could see them then may look them up now.

    `made` are pictures that only they show. Says whether they were taken: a note that changed since is left alone.
    """
    tidied = [replace(each, content=each.content.tidied()) for each in former]
    with transaction.atomic():
        note = _own_brought(actor, note_id)
        if note.version != 1 or not tidied:
            return False
        pictures, videos = _shown_once(actor, note, tidied, made)
        NoteVersion.objects.bulk_create(
            NoteVersion(
                note=note,
                version=number,
                **{name: getattr(each.content, name) for name in ("title", "caption", "language", "place")},
                card_text=each.content.card_text,
                details=each.content.details,
                picture_ids=[picture_id for picture_id in each.picture_ids if picture_id in pictures],
                video_id=each.video_id if each.video_id in videos else None,
                audience=each.audience if each.audience in Visibility.values else Visibility.ONLY_ME,
                at=each.at,
            )
            for number, each in enumerate(tidied, start=1)
        )
        note.version, note.edited_at = len(tidied) + 1, edited_at
        note.save(update_fields=["version", "edited_at"])
        announce(NoteBrought(note.id))
        return True


def pin_brought_note(actor: Person, *, note_id: int, at: datetime) -> None:
    """Keep a brought note on top of the profile, in the place that it had, while there is room."""
    with transaction.atomic():
        pin_note(actor, note_id=note_id)
        Note.objects.filter(id=note_id, is_brought=True).update(pinned_at=min(at, timezone.now()))


def bring_ties(actor: Person, *, note_id: int, answers_id: int | None = None, quotes_id: int | None = None) -> None:
    """Have a brought note answer and quote notes that are here, as far as its author may."""
    with transaction.atomic():
        author = lock_author(actor.id)
        note = _own_brought(actor, note_id)
        tie(author, note, replace(content_of(note), answers_id=answers_id, quotes_id=quotes_id))
        note.version += 1
        note.save(update_fields=["answers", "quotes", "is_quote", "version"])
        announce(NoteBrought(note.id))


def bring_draft_ties(actor: Person, *, draft_id: int, answers_id: int | None, quotes_id: int | None) -> None:
    """The same for a brought draft; publishing it asks whether its author may."""
    ties = {name: value for name, value in (("answers", answers_id), ("quotes", quotes_id)) if value}
    Draft.objects.filter(id=draft_id, author=actor, is_brought=True).update(**ties)


def _shown_once(
    actor: Person, note: Note, former: Sequence[Former], made: Sequence[MadePicture]
) -> tuple[set[int], set[int]]:
    """The author's pictures and videos that these versions showed; those that the note does not show now are kept."""
    if made:
        media.keep_made(actor, made=made)
    wanted = possible({picture_id for each in former for picture_id in each.picture_ids})
    pictures = set(Picture.objects.filter(id__in=wanted, owner=actor).values_list("id", flat=True))
    gone = pictures - set(NotePicture.objects.filter(note=note).values_list("picture_id", flat=True))
    FormerPicture.objects.bulk_create(FormerPicture(note=note, picture_id=each) for each in sorted(gone))
    media.attach_pictures(picture_ids=gone, is_open=False)
    wanted = possible({each.video_id for each in former if each.video_id})
    videos = set(Video.objects.filter(id__in=wanted, owner=actor).values_list("id", flat=True))
    media.attach_videos(video_ids=sorted(videos - {note.video_id or 0}), is_open=False)
    return pictures, videos


def _own_brought(actor: Person, note_id: int) -> Note:
    if not Note.objects.filter(id=note_id, author=actor, is_brought=True, deleted_at__isnull=True).exists():
        raise NotFound
    return lock_note(note_id)
