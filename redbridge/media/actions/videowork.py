"""From an uploaded file to what browsers play, as the worker makes it."""

import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from django.db import transaction

from redbridge.events import announce
from redbridge.media import folders, videos
from redbridge.media.actions.keeping import attach_pictures, release_pictures
from redbridge.media.actions.uploads import store
from redbridge.media.events import VideoChanged, VideoReady
from redbridge.media.models import Picture, Video
from redbridge.media.pictures import PictureRefused
from redbridge.media.videos import HEIGHTS, Look, Made, VideoRefused

SECONDS_BETWEEN_WORDS = 0.5
SMALL = HEIGHTS[-1]
Progress = Video.Progress


class Superseded(Exception):  # noqa: N818 - a sentence, not an error of this code
    """The video was cut anew, moved or removed while the work went on."""


def prepare_video(*, video_id: int) -> None:
    """Make what browsers play of an uploaded video; for the worker. May be repeated, and starts again after a crash.

    One that they play as it is can be played at once, and a smaller one follows (VideoReady); any other is encoded.
    Announces VideoReady and VideoChanged.
    """
    while True:
        waiting = Video.objects.filter(id=video_id, progress__in=[Progress.WAITING, Progress.WORKING])
        seen = waiting.select_related("owner", "poster").first()
        if seen is None:
            return
        try:
            _prepare(seen)
        except VideoRefused as refused:
            _refuse(seen, refused.code)
        except Superseded:
            folders.remove(_folder(seen))
        except FileNotFoundError:
            if Video.objects.filter(id=seen.id, secret=seen.secret).exists():
                raise


def add_smaller_video(*, video_id: int) -> None:
    """Make the 480p of a video that was taken as it is, and pieces of a long one. May be repeated."""
    while True:
        seen = Video.objects.filter(id=video_id, progress=Progress.READY).first()
        if seen is None or not _wants_smaller(seen):
            return
        try:
            _add_smaller(seen)
        except Superseded:
            folders.remove(_folder(seen))
        except FileNotFoundError:
            if Video.objects.filter(id=seen.id, secret=seen.secret).exists():
                raise


def _prepare(seen: Video) -> None:
    folder, mark = _folder(seen), str(seen.id)
    source = folder / folders.SOURCE
    videos.clear(folder, mark=mark)
    _tell(seen, 0)
    found = videos.look(source, folder, mark=mark, start=seen.trim_start, end=seen.trim_end)
    _learn(seen, found)
    if found.original is not None:
        _finish(seen, [found.original], found.duration, has_pieces=False)
        _draw_strip(seen, found.source_duration)
        return
    _draw_strip(seen, found.source_duration)
    seconds = (seen.trim_start + found.duration) / 1000
    made, duration = videos.encode(
        source, folder, mark=mark, seconds=seconds, start=seen.trim_start, end=seen.trim_end, told=_teller(seen)
    )
    is_long = duration > videos.HLS_FROM_SECONDS * 1000
    if is_long:
        videos.package(folder, made, mark=mark)
    _finish(seen, made, duration, has_pieces=is_long)


def _draw_strip(seen: Video, duration: int) -> None:
    """The time line of the editor; it does without where it cannot be drawn."""
    folder = _folder(seen)
    if (folder / folders.STRIP).exists():
        return
    with suppress(VideoRefused, FileNotFoundError):
        videos.strip(folder / folders.SOURCE, folder, mark=str(seen.id), seconds=duration / 1000)


def _add_smaller(seen: Video) -> None:
    folder, mark = _folder(seen), str(seen.id)
    videos.clear(folder, mark=mark)
    made = [Made(**each) for each in seen.sources]
    if len(made) == 1 and min(made[0].width, made[0].height) > SMALL:
        source = folder / made[0].name
        smaller, _duration = videos.encode(source, folder, mark=mark, seconds=seen.duration / 1000, heights=(SMALL,))
        made += smaller
    is_long = seen.duration > videos.HLS_FROM_SECONDS * 1000
    if is_long:
        videos.package(folder, made, mark=mark)
    with transaction.atomic():
        row = _lock(seen)
        row.sources, row.has_pieces = [each.as_json() for each in made], is_long
        row.save(update_fields=["sources", "has_pieces"])
        announce(VideoChanged(row.id))


def _wants_smaller(video: Video) -> bool:
    if video.duration > videos.HLS_FROM_SECONDS * 1000 and not video.has_pieces:
        return True
    alone = video.sources[0] if len(video.sources) == 1 else None
    return alone is not None and min(alone["width"], alone["height"]) > SMALL


def _learn(seen: Video, found: Look) -> None:
    """Write down what the video is, with its poster, before the long work begins."""
    poster = None if seen.poster else _draw(seen, found.poster)
    try:
        with transaction.atomic():
            row = _lock(seen)
            row.duration, row.source_duration = found.duration, found.source_duration
            row.width, row.height, row.has_sound = found.width, found.height, found.has_sound
            if poster is not None:
                row.poster, row.poster_at = poster, found.poster_at
                if row.is_attached:
                    attach_pictures(picture_ids=[poster.id], is_open=False, keep_source=True)
            row.save()
    except Superseded:
        if poster is not None:
            release_pictures(picture_ids=[poster.id])
        raise


def _draw(seen: Video, png: bytes) -> Picture:
    drawn = folders.incoming()
    try:
        drawn.write_bytes(png)
        return store(seen.owner, drawn, crop="", alt="")
    except PictureRefused as refused:
        raise VideoRefused("broken") from refused
    finally:
        drawn.unlink(missing_ok=True)


def _finish(seen: Video, made: list[Made], duration: int, *, has_pieces: bool) -> None:
    with transaction.atomic():
        row = _lock(seen)
        row.duration = duration
        row.progress, row.percent, row.refusal = Progress.READY, 100, ""
        row.sources, row.has_pieces = [each.as_json() for each in made], has_pieces
        row.save(update_fields=["progress", "percent", "refusal", "duration", "sources", "has_pieces"])
        announce(VideoReady(row.id))
        announce(VideoChanged(row.id))


def _refuse(seen: Video, code: str) -> None:
    with transaction.atomic():
        same = Video.objects.filter(id=seen.id, secret=seen.secret)
        gone = {"percent": 0, "sources": [], "has_pieces": False, "source": Video.Source.GONE}
        if not same.update(progress=Progress.REFUSED, refusal=code, **gone):
            return
        transaction.on_commit(partial(folders.remove, _folder(seen)))
        announce(VideoChanged(seen.id))


def _lock(seen: Video) -> Video:
    row = Video.objects.select_for_update(no_key=True).filter(id=seen.id, secret=seen.secret).first()
    if row is None:
        raise Superseded
    return row


def _tell(seen: Video, percent: int) -> None:
    same = Video.objects.filter(id=seen.id, secret=seen.secret, progress__in=[Progress.WAITING, Progress.WORKING])
    if not same.update(progress=Progress.WORKING, percent=percent):
        raise Superseded


def _teller(seen: Video) -> Callable[[int], None]:
    last: dict[str, Any] = {"at": time.monotonic(), "percent": 0}

    def tell(percent: int) -> None:
        if percent > last["percent"] and time.monotonic() - last["at"] >= SECONDS_BETWEEN_WORDS:
            last.update(at=time.monotonic(), percent=percent)
            _tell(seen, percent)

    return tell


def _folder(row: Video) -> Path:
    return folders.folder(row.id, row.secret)
