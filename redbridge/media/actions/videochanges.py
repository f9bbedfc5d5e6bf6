"""What people change about a video: where it begins and ends, its poster, its captions."""

import re
from functools import partial
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from redbridge.accounts.models import Person
from redbridge.events import announce
from redbridge.kit.errors import Refused
from redbridge.media import folders, videos, webvtt
from redbridge.media.actions.keeping import attach_pictures, release_pictures
from redbridge.media.actions.uploads import store
from redbridge.media.events import VideoChanged, VideoUploaded
from redbridge.media.models import CaptionTrack, Picture, Video
from redbridge.media.queries import own_video
from redbridge.media.videos import VideoRefused

MOST_TRACKS = 12
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?", re.ASCII)  # the tag of a language, with its script
LEAST = videos.LEAST_SECONDS * 1000
UNFINISHED = (Video.Progress.UPLOADING, Video.Progress.REFUSED)


def trim_video(actor: Person, *, video_id: int, start: int = 0, end: int = 0) -> Video:
    """Cut a video to what lies between two moments of the uploaded file, in milliseconds (`end` 0: its end).

    Until it is published. The work on it begins anew. Announces VideoUploaded.
    """
    old = own_video(actor, video_id=video_id)
    _check_here(old)
    if old.source != Video.Source.KEPT:
        raise Refused(_("This video can no longer be cut. Add it again to cut it anew."), code="source_gone")
    whole = old.source_duration or videos.MAX_SECONDS * 1000
    end = 0 if end >= whole else end
    if start < 0 or end < 0 or (end or whole) - start < LEAST:
        raise Refused(_("Keep at least one second between start and end."), field="trim", code="too_short")
    if (start, end) == (old.trim_start, old.trim_end):
        return old
    secret = folders.new_secret()  # files of an address never change
    after = folders.folder(old.id, secret)
    try:
        folders.copy(folders.folder(old.id, old.secret), after, names={folders.SOURCE, folders.STRIP})
        _begin_anew(old, secret, start, end)
    except BaseException:
        folders.remove(after)
        raise
    return own_video(actor, video_id=video_id)


def _begin_anew(old: Video, secret: str, start: int, end: int) -> None:
    with transaction.atomic():
        same = Video.objects.filter(id=old.id, secret=old.secret, source=Video.Source.KEPT)
        fresh = {"progress": Video.Progress.WAITING, "percent": 0, "sources": [], "has_pieces": False}
        moment = old.trim_start + old.poster_at
        keeps_poster = start <= moment <= (end or old.source_duration)
        poster = {"poster_at": moment - start} if keeps_poster else {"poster": None, "poster_at": 0}
        if not same.update(secret=secret, trim_start=start, trim_end=end, **fresh, **poster):
            raise Refused(_("This video changed in the meantime. Look again."), code="changed")
        if old.poster_id is not None and not keeps_poster:  # nobody is shown what was cut off
            release_pictures(picture_ids=[old.poster_id])
        announce(VideoUploaded(old.id))
        transaction.on_commit(partial(folders.remove, folders.folder(old.id, old.secret)))


def choose_poster(actor: Person, *, video_id: int, at: int) -> Picture:
    """Show the moment `at` (milliseconds of what is played) as the poster of a video. Announces VideoChanged."""
    video = own_video(actor, video_id=video_id)
    _check_here(video)
    at = max(0, min(at, max(0, video.duration - 1)))
    poster = _draw(actor, video, at)
    with transaction.atomic():
        row = Video.objects.select_for_update(no_key=True).filter(id=video.id).first()
        if row is None or row.secret != video.secret:
            release_pictures(picture_ids=[poster.id])
            raise Refused(_("This video changed in the meantime. Look again."), code="changed")
        before = row.poster
        row.poster, row.poster_at = poster, at
        row.save(update_fields=["poster", "poster_at"])
        in_draft = row.is_attached and row.source == Video.Source.KEPT
        if in_draft:
            attach_pictures(picture_ids=[poster.id], is_open=False, keep_source=True)
        if before is not None and (in_draft or not before.is_attached):  # else a note shows it
            release_pictures(picture_ids=[before.id])
        announce(VideoChanged(row.id))
    return poster


def save_track(actor: Person, *, video_id: int, language: str, text: str, origin: str | None = None) -> CaptionTrack:
    """Keep what is said in a video, in one language, from WebVTT or SRT. Announces VideoChanged.

    Refused, beside the field `captions`, with the line that cannot be read.
    """
    video = own_video(actor, video_id=video_id)
    check_language(language)
    told = webvtt.normalized(text)
    with transaction.atomic():
        Video.objects.select_for_update(no_key=True).get(id=video.id)
        others = CaptionTrack.objects.filter(video=video).exclude(language=language)
        if others.count() >= MOST_TRACKS:
            raise Refused(_("A video holds captions in up to 12 languages."), field="language", code="too_many")
        values: dict[str, Any] = {"text": told, "updated_at": timezone.now()}
        values |= {} if origin is None else {"origin": origin}
        track, _made = CaptionTrack.objects.update_or_create(video=video, language=language, defaults=values)
        announce(VideoChanged(video.id))
    return track


def check_language(language: str) -> None:
    """Refused for what is no tag of a language."""
    if not _LANGUAGE.fullmatch(language):
        raise Refused(_("That is not one of the choices."), field="language", code="bad_choice")


def delete_track(actor: Person, *, video_id: int, language: str) -> None:
    """Take the captions in one language away. Announces VideoChanged."""
    video = own_video(actor, video_id=video_id)
    with transaction.atomic():
        gone, _rows = CaptionTrack.objects.filter(video=video, language=language).delete()
        if gone:
            announce(VideoChanged(video.id))


def _draw(actor: Person, video: Video, at: int) -> Picture:
    source, moment = _best_source(video, at)
    drawn = folders.incoming()
    try:
        drawn.write_bytes(videos.frame(source, at=moment, mark=str(video.id)))
        return store(actor, drawn, crop="", alt=video.poster.alt if video.poster else "")
    except (VideoRefused, FileNotFoundError) as lost:
        raise Refused(_("This moment cannot be shown. Choose another one."), field="poster", code="broken") from lost
    finally:
        drawn.unlink(missing_ok=True)


def _best_source(video: Video, at: int) -> tuple[Path, int]:
    """The uploaded file, or else the largest that is played, with the moment in it."""
    folder = folders.folder(video.id, video.secret)
    if video.source != Video.Source.GONE and (folder / folders.SOURCE).exists():
        return folder / folders.SOURCE, at + video.trim_start
    return folder / (video.sources[0]["name"] if video.sources else folders.SOURCE), at


def _check_here(video: Video) -> None:
    if video.progress in UNFINISHED:
        raise Refused(_("This video is not here yet."), field="video", code="unfinished")
