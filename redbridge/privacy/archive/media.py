"""Pictures and videos of somebody, and what they are called in an archive."""

from collections.abc import Iterator
from pathlib import Path

from redbridge.accounts.models import Person
from redbridge.media import queries as media
from redbridge.media.models import CaptionTrack, Picture, Portrait, Video
from redbridge.privacy.archive.values import MEDIA, batches


def picture_file(picture: Picture) -> tuple[str, Path] | None:
    """Its name in the archive, and the largest file that is kept of it."""
    names = media.names_of(picture)
    if not names:
        return None
    file = media.file_of(picture, names[-1])
    return f"{MEDIA}/{picture.id}{file.suffix}", file


def video_file(video: Video) -> tuple[str, Path] | None:
    """Its name in the archive, and the best file that is kept of it."""
    if not video.sources:
        return None
    file = media.video_file_of(video, video.sources[0]["name"])
    return f"{MEDIA}/{video.id}{file.suffix}", file


def track_name(track: CaptionTrack) -> str:
    """The name of the captions of a video."""
    return f"{MEDIA}/{track.video_id}.{track.language}.vtt"


def files_of(person: Person) -> Iterator[tuple[str, Path]]:
    """Everything that somebody uploaded and used, by name."""
    for pictures in batches(Picture.objects.filter(owner=person, is_attached=True)):
        yield from (found for picture in pictures if (found := picture_file(picture)))
    for videos in batches(Video.objects.filter(owner=person, is_attached=True)):
        yield from (found for video in videos if (found := video_file(video)))


def tracks_of(person: Person) -> Iterator[tuple[str, str]]:
    """Captions of the person's videos: name and text."""
    for tracks in batches(CaptionTrack.objects.filter(video__owner=person, video__is_attached=True), size=20):
        yield from ((track_name(track), track.text) for track in tracks)


def portrait_of(person: Person) -> tuple[Picture | None, Picture | None]:
    """The portrait and the wide cover of a profile."""
    row = Portrait.objects.filter(person=person).select_related("picture", "cover").first()
    return (row.picture, row.cover) if row else (None, None)
