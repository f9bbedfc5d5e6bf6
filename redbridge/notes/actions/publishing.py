"""From a draft to a note, and from an edit to its next version."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from redbridge.accounts.models import Person
from redbridge.events import announce
from redbridge.follows import queries as follows
from redbridge.kit import limits
from redbridge.kit.errors import NotFound, Refused
from redbridge.kit.ids import mint, position_at, possible
from redbridge.kit.prepared import Prepared
from redbridge.media import actions as media
from redbridge.media.models import Picture, Video
from redbridge.notes.actions.content import Content, check_may_write
from redbridge.notes.actions.filming import check_video, locked_video, poster_of, release_loose_video
from redbridge.notes.actions.settling import lock_author, lock_note, settle
from redbridge.notes.actions.tying import tie
from redbridge.notes.events import DraftWentOut, NoteBrought, NoteChanged, NotePublished
from redbridge.notes.models import (
    Draft,
    DraftPicture,
    FormerPicture,
    Kind,
    Note,
    NoteMention,
    NoteOrigin,
    NotePicture,
    NoteVersion,
    Quoting,
    Visibility,
)
from redbridge.notes.queries import OPEN, SHOWN, own_note, people_named

NOTES_A_MINUTE, NOTES_A_DAY = 20, 500


def publish_draft(actor: Person, *, draft_id: int, planned_until: datetime | None = None) -> Note:
    """Publish a draft, or the next version of the note that it edits; the same note again when it was published before.

    Announces NotePublished or NoteChanged. Refused with the field to look at when something is missing. The clock
    says `planned_until`: only what is still planned for then or earlier goes out, and DraftWentOut is announced.
    """
    check_may_write(actor)
    draft = _DRAFT.first(author=actor.id, ids=possible([draft_id]))
    if draft is None:
        return own_note(actor, note_id=draft_id)
    if draft.note_id is None:
        _check_pace(actor)
    content = check_publishable(draft)
    card = _card(actor, content, draft.note)
    with transaction.atomic():
        author = lock_author(actor.id)
        locked = _LOCKED_DRAFT.first(author=actor.id, ids=possible([draft_id]))
        if locked is None or locked.revision != draft.revision or not _is_due(locked, planned_until):
            if card is not None:
                media.release_pictures(picture_ids=[card.id])
            if locked is None:  # the other of two clicks was quicker
                return own_note(actor, note_id=draft_id)
            raise Refused(_("This draft changed in the meantime. Look at it again."), code="changed")
        video = locked_video(actor, kind=content.kind, video_id=locked.video_id, note=locked.note)
        if video is not None:
            pictures = poster_of(video, locked.note)
        else:
            pictures = _pictures(actor, content, _draft_picture_ids(locked), card, draft=locked)
        if locked.note_id is None:
            note = _create(author, content, pictures, video, note_id=locked.id, at=timezone.now())
        else:
            note = _change(author, content, pictures, video, note_id=locked.note_id)
        _forget(locked, {picture.id for picture in pictures})
        if planned_until is not None:
            announce(DraftWentOut(note.id))
        return note


def check_publishable(draft: Draft) -> Content:
    """The draft as it would be published; Refused, with the field to look at, for what is missing."""
    if draft.apart:
        raise Refused(_("Two versions of this draft wait for you. Choose what stays first."), code="apart")
    content = content_of(draft).tidied()
    content.check_complete(len(_draft_picture_ids(draft)))
    if content.kind == Kind.VIDEO:
        check_video(draft.video)
    return content


def _is_due(draft: Draft, planned_until: datetime | None) -> bool:
    return planned_until is None or (draft.publish_at is not None and draft.publish_at <= planned_until)


def publish_note(
    actor: Person,
    *,
    kind: str = Kind.PHOTO,
    title: str = "",
    caption: str = "",
    picture_ids: Sequence[int] = (),
    cover_index: int = 0,
    language: str = "",
    visibility: str = Visibility.EVERYONE,
    place: str = "",
    card_text: str = "",
    card_style: int = 0,
    details: dict[str, Any] | None = None,
    quoting: str = Quoting.EVERYONE,
    answers_id: int | None = None,
    quotes_id: int | None = None,
    video_id: int | None = None,
    at: datetime | None = None,
    origin: str = "",
) -> Note:
    """Publish at once, without a draft; `at` dates it back. Announces NotePublished.

    `origin` says where it was before: of one origin the same author has one note (IntegrityError). Then NoteBrought is
    announced instead, so that nobody is told of what is not new.
    """
    check_may_write(actor)
    _check_pace(actor)
    moment = at or timezone.now()
    if moment > timezone.now():
        raise Refused(_("A note cannot come from the future."), field="at", code="bad_choice")
    said = (kind, title, caption, language, visibility, place, card_text, card_style, cover_index, details or {})
    content = Content(*said, quoting=quoting, answers_id=answers_id, quotes_id=quotes_id).tidied()
    content.check_complete(len(picture_ids))
    card = _card(actor, content, None)
    with transaction.atomic():
        author = lock_author(actor.id)
        video = locked_video(actor, kind=content.kind, video_id=video_id, note=None)
        pictures = poster_of(video, None) if video else _pictures(actor, content, picture_ids, card, draft=None)
        note = _create(author, content, pictures, video, note_id=mint(), at=moment, is_brought=bool(origin))
        if origin:
            NoteOrigin.objects.create(note=note, author=author, origin=origin)
        return note


def content_of(row: Draft | Note) -> Content:
    return Content(
        row.kind,
        row.title,
        row.caption,
        row.language,
        row.visibility,
        row.place,
        row.card_text,
        row.card_style,
        row.cover_index if isinstance(row, Draft) else 0,
        row.details,
        row.quoting,
        row.answers_id,
        row.quotes_id,
    )


def _check_pace(actor: Person) -> None:
    limits.require(f"note:{actor.id}", limit=NOTES_A_MINUTE, seconds=60)
    limits.require(f"note:{actor.id}", limit=NOTES_A_DAY, seconds=86_400)


def _card(actor: Person, content: Content, note: Note | None) -> Picture | None:
    """A new card for a text note, unless the note has the very same already. Drawn outside of any transaction."""
    if content.kind != Kind.TEXT:
        return None
    same = note is not None and (note.kind, note.card_text, note.card_style) == (
        content.kind,
        content.card_text,
        content.card_style,
    )
    if same:
        return None
    return media.draw_card(
        actor, text=content.card_text, style=content.card_style, language=content.spoken_by(actor.writes)
    )


def _pictures(
    actor: Person, content: Content, wanted: Sequence[int], card: Picture | None, *, draft: Draft | None
) -> list[Picture]:
    """The pictures of the note in order, each the actor's own and shown by nothing else."""
    if card is not None:
        return [card]
    note_id = draft.note_id if draft else None
    here = set(NotePicture.objects.filter(note_id=note_id).values_list("picture_id", flat=True)) if note_id else set()
    if content.kind == Kind.TEXT:
        return list(Picture.objects.filter(id__in=here))
    here |= set(wanted) if draft else set()
    rows = {row.id: row for row in _OWN_PICTURES.instances(owner=actor.id, ids=possible(wanted))}
    found = [rows[picture_id] for picture_id in dict.fromkeys(wanted) if picture_id in rows]
    if len(found) < len(wanted) or any(row.is_attached and row.id not in here for row in found):
        raise Refused(_("One of the pictures is no longer here. Add it again."), field="pictures", code="gone")
    if any(row.progress == Picture.Progress.REFUSED for row in found):
        raise Refused(_("One of the pictures could not be read. Take it out first."), field="pictures", code="refused")
    return found


def _create(
    author: Person,
    content: Content,
    pictures: list[Picture],
    video: Video | None,
    *,
    note_id: int,
    at: datetime,
    is_brought: bool = False,
) -> Note:
    note = Note(id=note_id, author=author, position=_free_position(at), published_at=at, video=video)
    note.is_brought = is_brought
    tie(author, note, content)
    _fill(note, content, pictures)
    note.save(force_insert=True)
    write_pictures(note, pictures)
    _mention(note, content)
    settle(note, author)
    announce(NoteBrought(note.id) if is_brought else NotePublished(note.id))
    return note


def create_row(
    author: Person, content: Content, pictures: list[Picture], video: Video | None, *, at: datetime, is_claimed: bool
) -> Note:
    """The bare row of a brought note; in the transaction that brings it, with its author locked."""
    brought = {"is_brought": True, "is_claimed": is_claimed}
    note = Note(id=mint(), author=author, position=_free_position(at), published_at=at, video=video, **brought)
    _fill(note, content, pictures)
    note.save(force_insert=True)
    return note


def _change(author: Person, content: Content, pictures: list[Picture], video: Video | None, *, note_id: int) -> Note:
    note = lock_note(note_id)
    if note.deleted_at is not None or note.author_id != author.id:
        raise NotFound
    former = list(NotePicture.objects.filter(note=note).order_by("order").values_list("picture_id", flat=True))
    NoteVersion.objects.create(
        note=note,
        version=note.version,
        title=note.title,
        caption=note.caption,
        language=note.language,
        place=note.place,
        card_text=note.card_text,
        details=note.details,
        picture_ids=former,
        video=note.video,
        audience=_audience(note, author),
        at=note.edited_at or note.published_at,
    )
    tie(author, note, content)
    _fill(note, content, pictures)
    if note.video_id is not None and note.video != video:
        media.attach_videos(video_ids=[note.video_id], is_open=False)  # it stays with the version, like pictures
    note.video = video
    note.version += 1
    note.edited_at = timezone.now()
    note.save()
    if former != [picture.id for picture in pictures]:
        NotePicture.objects.filter(note=note).delete()
        write_pictures(note, pictures)
        # They stay with the version that showed them, for its readers and for whoever has to decide about it.
        gone = set(former) - {picture.id for picture in pictures}
        FormerPicture.objects.bulk_create(
            (FormerPicture(note=note, picture_id=picture_id) for picture_id in sorted(gone)), ignore_conflicts=True
        )
        media.attach_pictures(picture_ids=gone, is_open=False)
    _mention(note, content)
    settle(note, author)
    announce(NoteChanged(note.id))
    return note


def _audience(note: Note, author: Person) -> str:
    """Who could see the note until now: its former text is never for others."""
    if note.standing not in SHOWN or not author.is_shown:
        return Visibility.ONLY_ME
    return Visibility.FOLLOWERS if author.is_private and note.visibility in OPEN else note.visibility


def _fill(note: Note, content: Content, pictures: list[Picture]) -> None:
    content = content.finished({picture.id for picture in pictures})
    for name in ("kind", "title", "caption", "visibility", "place", "card_text", "card_style", "details"):
        setattr(note, name, getattr(content, name))
    note.quoting = content.quoting
    note.language = content.spoken_by(note.author.writes)
    note.cover = pictures[min(content.cover_index, len(pictures) - 1)] if pictures else None
    note.picture_count = len(pictures)


def write_pictures(note: Note, pictures: list[Picture]) -> None:
    NotePicture.objects.bulk_create(
        NotePicture(note=note, picture=picture, order=order) for order, picture in enumerate(pictures)
    )


def _mention(note: Note, content: Content) -> None:
    """Rows for the people whom the note names and who can be reached: nobody is named across a block.

    What came from elsewhere names handles of there, so it reaches nobody here.
    """
    if note.is_brought:
        return
    named = {person.id for person in people_named([content.words]).values()}
    named -= follows.blocked_people(note.author) if named else set()
    present = {person_id for (person_id,) in _MENTIONED.rows(note=note.id)}
    if gone := present - named:
        NoteMention.objects.filter(note=note, person_id__in=gone).delete()
    if new := sorted(named - present):
        NoteMention.objects.bulk_create(NoteMention(note=note, person_id=person_id) for person_id in new)


def _free_position(at: datetime) -> int:
    position = position_at(at)
    while _AT_POSITION.rows(position=position):
        position = position_at(at)
    return position


def _draft_picture_ids(draft: Draft) -> list[int]:
    return [picture_id for (picture_id,) in _DRAFT_PICTURES.rows(draft=draft.id)]


def _forget(draft: Draft, used: set[int]) -> None:
    """The draft is done; pictures that only it held go with it."""
    loose = set(_draft_picture_ids(draft)) - used
    if draft.note_id:
        kept = NoteVersion.objects.filter(note_id=draft.note_id).values_list("picture_ids", flat=True)
        loose -= {picture_id for ids in kept for picture_id in ids}
    release_loose_video(draft)
    draft.delete()
    if loose:
        media.release_pictures(picture_ids=loose)


_DRAFT: Prepared[Draft] = Prepared(lambda author, ids: Draft.objects.filter(id__in=ids, author=author))
_LOCKED_DRAFT: Prepared[Draft] = Prepared(
    lambda author, ids: Draft.objects.select_for_update().filter(id__in=ids, author=author)
)
_DRAFT_PICTURES: Prepared[DraftPicture] = Prepared(
    lambda draft: DraftPicture.objects.filter(draft=draft).order_by("order", "id").values_list("picture_id")
)
_OWN_PICTURES: Prepared[Picture] = Prepared(
    lambda owner, ids: Picture.objects.select_for_update(no_key=True).filter(owner=owner, id__in=ids).order_by("id")
)
_MENTIONED: Prepared[NoteMention] = Prepared(
    lambda note: NoteMention.objects.filter(note=note).values_list("person_id")
)
_AT_POSITION: Prepared[Note] = Prepared(lambda position: Note.objects.filter(position=position).values_list("id"))
