"""Pictures and videos, their addresses and their files."""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from redbridge.accounts.models import Person
from redbridge.kit.errors import NotFound
from redbridge.kit.ids import possible
from redbridge.kit.prepared import Prepared
from redbridge.media import folders
from redbridge.media.models import CaptionDraft, CaptionTrack, Picture, Portrait, Video
from redbridge.media.pictures import FACE, SMALL, WIDTHS

FULL: Final = "full.jpg"
SHOWN: Final = (Picture.State.VISIBLE, Picture.State.LIMITED)
TYPES: Final = {".webp": "image/webp", ".jpg": "image/jpeg"}
HLS: Final = "hls.m3u8"
HLS_TYPE: Final = "application/vnd.apple.mpegurl"
VIDEO_TYPES: Final = {".mp4": "video/mp4", ".m4s": "video/mp4", ".m3u8": HLS_TYPE}


@dataclass(frozen=True, slots=True)
class VideoSource:
    """One way to play a video, for `<source>`."""

    src: str
    type: str
    width: int
    height: int


def pictures_by_id(ids: Iterable[int]) -> dict[int, Picture]:
    """Rows by id; who may see them is for the thing that shows them to say."""
    return {picture.id: picture for picture in _PICTURES.instances(ids=possible(ids))}


def own_picture(viewer: Person, *, picture_id: int) -> Picture:
    """A picture that the viewer uploaded; NotFound for those of others."""
    picture = _OWN.first(owner=viewer.id, ids=possible([picture_id]))
    if picture is None:
        raise NotFound
    return picture


def find_picture(*, picture_id: int, secret: str) -> Picture:
    """The picture at an address; NotFound unless the secret is the one of now.

    Whether the viewer may have it: `is_open`, or else the queries of notes and interactions.
    """
    picture = Picture.objects.filter(id=picture_id).first()
    if picture is None or not hmac.compare_digest(picture.secret.encode(), secret.encode()):
        raise NotFound
    return picture


def portraits_of(person_ids: Iterable[int]) -> dict[int, Picture]:
    """Portraits of those people who have one, in one query."""
    return _shown("picture", person_ids)


def covers_of(person_ids: Iterable[int]) -> dict[int, Picture]:
    """Wide profile covers of those people who have one, in one query."""
    return _shown("cover", person_ids)


def picture_is_shown_on_profile(*, picture_id: int) -> bool:
    """Whether the profile of somebody who is here shows the picture, which makes it everybody's to see."""
    here = Portrait.objects.filter(person__closed_at__isnull=True, person__standing__in=SHOWN)
    return here.filter(picture_id=picture_id).exists() or here.filter(cover_id=picture_id).exists()


def names_of(picture: Picture) -> list[str]:
    """The files that the picture has by now; nothing else in its folder is ever served."""
    if picture.progress == Picture.Progress.READY:
        return [*_LITTLE, *(f"{width}.webp" for width in WIDTHS), FULL]
    return [*_LITTLE, f"{WIDTHS[0]}.webp"] if picture.widths else []


def file_of(picture: Picture, name: str) -> Path:
    """Where a file of the picture lies; NotFound for any name but the fixed ones."""
    if name not in names_of(picture):
        raise NotFound
    folder = folders.folder(picture.id, picture.secret)
    is_missing = name in _LITTLE and not (folder / name).exists()  # it was drawn before there were such small ones
    return folder / (f"{WIDTHS[0]}.webp" if is_missing else name)


def face(picture: Picture) -> str:
    """The picture as small as it stands beside a name."""
    return _address(picture, f"{FACE if picture.widths else WIDTHS[0]}.webp")


def address(picture: Picture, width: int) -> str:
    """The picture in the smallest size that is at least so wide, or the largest that is there."""
    sizes = _sizes(picture)
    name = next((name for name, _ in sizes if name >= width), sizes[-1][0] if sizes else WIDTHS[0])
    return _address(picture, f"{name}.webp")


def full_address(picture: Picture) -> str:
    """The picture as a JPEG, for links that other programs follow."""
    return _address(picture, FULL if picture.progress == Picture.Progress.READY else f"{WIDTHS[0]}.webp")


def srcset(picture: Picture) -> str:
    """Every width that is there, for `<img srcset>`."""
    return ", ".join(f"{_address(picture, f'{name}.webp')} {width}w" for name, width in _sizes(picture))


def own_video(viewer: Person, *, video_id: int) -> Video:
    """A video that the viewer uploaded; NotFound for those of others."""
    video = _OWN_VIDEO.first(owner=viewer.id, ids=possible([video_id]))
    if video is None:
        raise NotFound
    return video


def videos_by_id(ids: Iterable[int]) -> dict[int, Video]:
    """Rows by id; who may see them is for the thing that shows them to say."""
    return {video.id: video for video in _VIDEOS.instances(ids=possible(ids))}


def find_video(*, video_id: int, secret: str) -> Video:
    """The video at an address; NotFound unless the secret is the one of now.

    Whether the viewer may have it: `is_open`, or else `notes.queries.video_is_visible`.
    """
    video = _VIDEOS.first(ids=possible([video_id]))
    if video is None or not hmac.compare_digest(video.secret.encode(), secret.encode()):
        raise NotFound
    return video


def sources_of(video: Video) -> list[VideoSource]:
    """What `<video>` may play, best first; in pieces (HLS) where the video is long, for browsers that know them."""
    whole = [
        VideoSource(_video_address(video, made["name"]), "video/mp4", made["width"], made["height"])
        for made in video.sources
    ]
    if video.has_pieces and whole:
        whole.insert(0, VideoSource(_video_address(video, HLS), HLS_TYPE, whole[0].width, whole[0].height))
    return whole


def video_names_of(video: Video) -> list[str]:
    """The files that the video has by now; nothing else in its folder is ever served."""
    names = [made["name"] for made in video.sources]
    if video.has_pieces:
        stems = [name.partition(".")[0] for name in names]
        names += [HLS, *(f"hls-{stem}.{ending}" for stem in stems for ending in ("m3u8", "m4s"))]
    return names


def strip_of(viewer: Person, *, video_id: int) -> Path:
    """Small pictures of the whole of a video that the viewer uploaded and may still cut; else NotFound."""
    video = own_video(viewer, video_id=video_id)
    found = folders.folder(video.id, video.secret) / folders.STRIP
    if video.source != Video.Source.KEPT or not found.is_file():
        raise NotFound
    return found


def video_file_of(video: Video, name: str) -> Path:
    """Where a file of the video lies; NotFound for any name but those that it has."""
    if name not in video_names_of(video):
        raise NotFound
    return folders.folder(video.id, video.secret) / name


def tracks_of(video_ids: Iterable[int]) -> dict[int, list[CaptionTrack]]:
    """The captions of each video by language, in one query."""
    found: dict[int, list[CaptionTrack]] = {}
    for track in _TRACKS.instances(ids=possible(video_ids)):
        found.setdefault(track.video_id, []).append(track)
    return found


def track_of(video: Video, language: str) -> CaptionTrack:
    """The captions of a video in a language, else NotFound."""
    track = CaptionTrack.objects.filter(video=video, language=language).first()
    if track is None:
        raise NotFound
    return track


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft of captions and the text that it is made from."""

    draft: CaptionDraft
    source_text: str


def caption_draft(draft_id: int) -> Drafted | None:
    """For whatever makes it; None when it or its source is gone."""
    draft = CaptionDraft.objects.select_related("video").filter(id=draft_id).first()
    source = draft and CaptionTrack.objects.filter(video=draft.video_id, language=draft.source).first()
    return Drafted(draft, source.text) if draft and source else None


def caption_drafts(viewer: Person, *, video_id: int) -> list[CaptionDraft]:
    """Drafts of the captions of one's own video."""
    return list(CaptionDraft.objects.filter(video=own_video(viewer, video_id=video_id)).order_by("language"))


def track_address(video: Video, track: CaptionTrack) -> str:
    """The captions as WebVTT; the address changes with every edit."""
    return _video_address(video, f"captions/{track.language}.vtt?v={int(track.updated_at.timestamp() * 1000)}")


_LITTLE = (f"{FACE}.webp", f"{SMALL}.webp")


def _video_address(video: Video, name: str) -> str:
    return f"/media/v/{video.id}-{video.secret}/{name}"


def _address(picture: Picture, name: str) -> str:
    return f"/media/{picture.id}-{picture.secret}/{name}"


def _sizes(picture: Picture) -> list[tuple[int, int]]:
    """(name of the file, true width); a small picture is as wide in its larger files, so those are left out."""
    found = {SMALL: SMALL} if picture.widths and picture.widths[0] > SMALL else {}
    for name, width in zip(WIDTHS, picture.widths, strict=False):
        found.setdefault(width, name)
    return [(name, width) for width, name in found.items()]


def _shown(column: str, person_ids: Iterable[int]) -> dict[int, Picture]:
    query = _PORTRAITS if column == "picture" else _COVERS
    return {
        row.person_id: picture
        for row in query.instances(ids=possible(person_ids))
        if (picture := getattr(row, column)).standing in SHOWN
    }


_OWN: Prepared[Picture] = Prepared(lambda owner, ids: Picture.objects.filter(id__in=ids, owner=owner))
_PICTURES: Prepared[Picture] = Prepared(lambda ids: Picture.objects.filter(id__in=ids))
_PORTRAITS: Prepared[Portrait] = Prepared(
    lambda ids: Portrait.objects.filter(person_id__in=ids, picture__isnull=False).select_related("picture")
)
_COVERS: Prepared[Portrait] = Prepared(
    lambda ids: Portrait.objects.filter(person_id__in=ids, cover__isnull=False).select_related("cover")
)
_OWN_VIDEO: Prepared[Video] = Prepared(
    lambda owner, ids: Video.objects.filter(id__in=ids, owner=owner).select_related("poster")
)
_VIDEOS: Prepared[Video] = Prepared(lambda ids: Video.objects.filter(id__in=ids).select_related("poster"))
_TRACKS: Prepared[CaptionTrack] = Prepared(
    lambda ids: CaptionTrack.objects.filter(video_id__in=ids).order_by("video_id", "language")
)
