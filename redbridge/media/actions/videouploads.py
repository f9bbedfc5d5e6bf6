"""From the first chunk of a video that somebody sends to the whole file."""

import shutil
from pathlib import Path
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from redbridge.accounts.models import Person
from redbridge.events import announce
from redbridge.kit import limits, receiving
from redbridge.kit.errors import NotAllowed, Refused
from redbridge.kit.ids import mint
from redbridge.kit.receiving import OffsetWrong, Readable
from redbridge.kit.text import tidy_line
from redbridge.media import folders, videos
from redbridge.media.events import VideoUploaded
from redbridge.media.models import Video
from redbridge.media.queries import own_video

VIDEOS_A_DAY = 40
MOST_UNUSED = 5
LONGEST_NAME = 255
ROOM_KEPT = 1024 * 1024 * 1024  # of the disk, for everything else that the site does


def begin_video(actor: Person, *, name: str, size: int) -> Video:
    """Make room for a video of so many bytes that comes in chunks. Refused, beside `video`, when too large."""
    if not actor.is_shown:
        raise NotAllowed(_("Your account cannot do this at the moment."))
    if size <= 0:
        raise _refusal("empty")
    if size > videos.MAX_BYTES:
        raise _refusal("too_big")
    limits.require(f"video:{actor.id}", limit=VIDEOS_A_DAY, seconds=86_400)
    _check_room(size)
    with transaction.atomic():
        Person.objects.select_for_update(no_key=True).get(id=actor.id)
        unused = Video.objects.filter(owner=actor, is_attached=False).exclude(progress=Video.Progress.REFUSED)
        if unused.count() >= MOST_UNUSED:
            sentence = _("You have five videos that are not in a note yet. Use or remove one first.")
            raise Refused(sentence, field="video", code="too_many")
        shown = tidy_line(name)[:LONGEST_NAME]
        return Video.objects.create(id=mint(), owner=actor, secret=folders.new_secret(), name=shown, size=size)


def receive_chunk(actor: Person, *, video_id: int, offset: int, chunk: bytes) -> Video:
    """Take the next up to 8 MiB of a video; the last chunk ends the upload. Announces VideoUploaded with the last one.

    OffsetWrong (code `offset`, with `received`) when the chunk does not begin where the last one ended, so that a
    device goes on after a lost line; Refused at the first chunk for what is no video.
    """
    video = own_video(actor, video_id=video_id)
    if video.progress != Video.Progress.UPLOADING:
        raise OffsetWrong(video.received)
    if len(chunk) > videos.MOST_CHUNK:
        raise Refused(_("Send parts of at most 8 MB."), field="video", code="chunk_too_big")
    if offset + len(chunk) > video.size:
        raise Refused(_("This is more than was announced. Choose the video again."), field="video", code="too_much")
    path = folders.make(_folder(video)) / folders.SOURCE
    with receiving.growing(path, received=video.received, mode=folders.FILE_MODE) as file:
        return _append(video, file, offset, chunk)


def upload_video(actor: Person, *, source: Path | BinaryIO | Readable, name: str = "") -> Video:
    """Take a whole video in, as a plain form sends it. Announces VideoUploaded."""
    received = folders.incoming()
    try:
        size = _receive(source, received)
        video = begin_video(actor, name=name, size=size)
        with received.open("rb") as file:
            _sniff(video, file.read(videos.HEAD))
        target = folders.make(_folder(video))
        received.replace(target / folders.SOURCE)
        folders.close(target)
        return _end(video, size)
    finally:
        received.unlink(missing_ok=True)


def _receive(source: Path | BinaryIO | Readable, target: Path) -> int:
    try:
        return receiving.receive(source, target, most=videos.MAX_BYTES, mode=folders.FILE_MODE)
    except receiving.TooMuchError as too_much:
        raise _refusal("too_big") from too_much


def _append(video: Video, file: BinaryIO, offset: int, chunk: bytes) -> Video:
    there = receiving.size_of(file)
    now = Video.objects.get(id=video.id)
    if there < now.received:  # the disk lost what the database remembers
        Video.objects.filter(id=video.id).update(received=there)
        raise OffsetWrong(there)
    if now.received != offset or now.progress != Video.Progress.UPLOADING:
        raise OffsetWrong(now.received)
    if offset == 0:
        _sniff(now, chunk)
    after = receiving.write_part(file, offset=offset, part=chunk)
    if after == now.size:
        return _end(now, after)
    Video.objects.filter(id=now.id).update(received=after)
    now.received = after
    return now


def _end(video: Video, size: int) -> Video:
    """All is here: it waits for the worker."""
    video.received, video.progress = size, Video.Progress.WAITING
    with transaction.atomic():
        video.save(update_fields=["received", "progress"])
        announce(VideoUploaded(video.id))
    return video


def _sniff(video: Video, head: bytes) -> None:
    if videos.sniff(head) is None:
        Video.objects.filter(id=video.id).delete()
        folders.remove(_folder(video))
        raise _refusal("not_a_video")


def _check_room(size: int) -> None:
    if shutil.disk_usage(folders.make(folders.root())).free < size + ROOM_KEPT:
        raise Refused(
            _("This site has no room for a video at the moment. Try again later."), field="video", code="full"
        )


def _refusal(code: str) -> Refused:
    return Refused(str(videos.sentence(code)), field="video", code=code)


def _folder(video: Video) -> Path:
    return folders.folder(video.id, video.secret)
