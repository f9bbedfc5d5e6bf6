"""The video of a note and of its draft. Its poster is the note's one picture."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from redbridge.accounts.models import Person
from redbridge.events import announce
from redbridge.kit.errors import Refused
from redbridge.kit.ids import possible
from redbridge.media import actions as media
from redbridge.media.models import Picture, Video
from redbridge.media.videos import sentence
from redbridge.notes.actions.content import check_may_write
from redbridge.notes.events import NoteChanged
from redbridge.notes.models import Draft, Kind, Note, NoteVersion
from redbridge.notes.queries import SHOWN, get_draft


def put_video_into_draft(actor: Person, *, draft_id: int, video_id: int) -> Draft:
    """Show an uploaded video, or one that is still coming, in a draft; it takes the place of the one before."""
    check_may_write(actor)
    with transaction.atomic():
        draft = _lock(actor, draft_id)
        if draft.video_id == video_id:
            return draft
        own = Video.objects.select_for_update(no_key=True).filter(id__in=possible([video_id]), owner=actor)
        video = own.filter(is_attached=False).exclude(progress=Video.Progress.REFUSED).first()
        if video is None:
            raise Refused(_("This video is no longer here. Add it again."), field="video", code="gone")
        media.attach_videos(video_ids=[video.id], is_open=False, keep_source=True)
        _replace(draft, video)
        return draft


def take_video_out_of_draft(actor: Person, *, draft_id: int) -> Draft:
    """Take the video out of a draft; it is deleted unless the note that the draft edits shows it."""
    with transaction.atomic():
        draft = _lock(actor, draft_id)
        if draft.video_id is not None:
            _replace(draft, None)
        return draft


def release_loose_video(draft: Draft) -> None:
    """Delete the video of a draft that is done or thrown away, unless its note shows it or showed it."""
    if draft.video_id is not None and not _is_kept(draft):
        media.release_videos(video_ids=[draft.video_id])


def check_video(video: Video | None) -> None:
    """Refused, beside the field `video`, for what cannot be played yet."""
    if video is None:
        raise Refused(_("Add a video."), field="video", code="empty")
    if video.progress == Video.Progress.REFUSED:
        raise Refused(str(sentence(video.refusal)), field="video", code="refused")
    if video.progress == Video.Progress.UPLOADING:
        raise Refused(_("The video is still on its way. Wait until it is here."), field="video", code="uploading")
    if not video.sources:
        raise Refused(
            _("The video is being prepared: %(percent)s %% are done.") % {"percent": video.percent},
            field="video",
            code="working",
        )


def locked_video(actor: Person, *, kind: str, video_id: int | None, note: Note | None) -> Video | None:
    """The video that a note of this kind shows, checked and locked; in the transaction that publishes it."""
    if kind != Kind.VIDEO:
        return None
    rows = Video.objects.select_for_update(no_key=True).filter(id__in=possible([video_id or 0]), owner=actor)
    video = rows.first()
    check_video(video)
    elsewhere = Note.objects.filter(video=video).exclude(id=note.id if note else 0)
    if elsewhere.exists():
        raise Refused(_("This video is no longer here. Add it again."), field="video", code="gone")
    return video


def poster_of(video: Video, note: Note | None) -> list[Picture]:
    """The one picture of a note with this video: its poster, or the one that the note has."""
    ids = [video.poster_id, note.cover_id if note and note.video_id == video.id else None]
    rows = Picture.objects.select_for_update(no_key=True).in_bulk([found for found in ids if found])
    found = [rows[picture_id] for picture_id in ids if picture_id in rows]
    if not found:
        raise Refused(_("Choose a moment of the video as its poster."), field="poster", code="empty")
    return found[:1]


def settle_video(note: Note, *, is_open: bool) -> None:
    """Open or close the video with its note. Closing gives new addresses, so the note is drawn anew."""
    video = note.video
    if video is None:
        return
    is_open = is_open and video.standing in SHOWN
    if video.is_open and not is_open:
        note.version += 1
        Note.objects.filter(id=note.id).update(version=note.version)
    media.attach_videos(video_ids=[video.id], is_open=is_open)


def renew_notes_with_video(*, video_id: int) -> None:
    """Have the note drawn anew that shows a video which changed. Announces NoteChanged."""
    with transaction.atomic():
        for note_id in Note.objects.filter(video_id=video_id).values_list("id", flat=True):
            Note.objects.filter(id=note_id).update(version=F("version") + 1)
            announce(NoteChanged(note_id))


def _replace(draft: Draft, video: Video | None) -> None:
    release_loose_video(draft)
    draft.video = video
    draft.updated_at = timezone.now()
    draft.save(update_fields=["video", "updated_at"])


def _is_kept(draft: Draft) -> bool:
    video_id = draft.video_id or 0
    if Note.objects.filter(video_id=video_id).exists():
        return True
    return NoteVersion.objects.filter(note_id=draft.note_id or 0, video_id=video_id).exists()


def _lock(actor: Person, draft_id: int) -> Draft:
    rows = Draft.objects.select_for_update().filter(id__in=possible([draft_id]), author=actor)
    return rows.first() or get_draft(actor, draft_id=draft_id)
