"""What a page shows of videos: how to play them, what is said in them, how far the work on them is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from redbridge.language import names
from redbridge.media import queries as media
from redbridge.media import videos as files
from redbridge.media import webvtt

if TYPE_CHECKING:
    from redbridge.media.models import CaptionTrack, Video
    from redbridge.media.queries import VideoSource

UPLOADING, READY, REFUSED = "uploading", "ready", "refused"


@dataclass(frozen=True, slots=True)
class TrackCard:
    """What is said, in one language."""

    language: str
    name: str
    src: str
    cues: tuple[webvtt.Cue, ...]


@dataclass(frozen=True, slots=True)
class VideoCard:
    """One video; moments are milliseconds, sizes are bytes."""

    id: int
    progress: str
    percent: int
    refusal: str
    name: str
    size: int
    received: int
    duration: int
    source_duration: int
    trim_start: int
    trim_end: int
    poster_at: int
    poster: str
    poster_alt: str
    width: int
    height: int
    has_sound: bool
    can_trim: bool
    sources: Sequence["VideoSource"]
    tracks: Sequence[TrackCard]

    @property
    def is_ready(self) -> bool:
        """Whether it can be played."""
        return self.progress == READY

    @property
    def is_worked_on(self) -> bool:
        """Whether something is still to be done before it can be played."""
        return self.progress not in {UPLOADING, READY, REFUSED}

    @property
    def is_wide(self) -> bool:
        """Whether it must not be cut to the shape of a phone."""
        return self.width * 5 > self.height * 4

    @property
    def whole(self) -> "VideoSource | None":
        """The video as one file, for other sites."""
        return next((source for source in self.sources if source.type == "video/mp4"), None)

    @property
    def poster_clock(self) -> str:
        """The moment of the poster, as it is typed."""
        return exact_clock(self.poster_at)

    @property
    def start_clock(self) -> str:
        """Where it begins in the uploaded file."""
        return exact_clock(self.trim_start)

    @property
    def end_clock(self) -> str:
        """Where it ends in the uploaded file."""
        return exact_clock(self.trim_end or self.source_duration)

    @property
    def source_clock(self) -> str:
        """How long the uploaded file is."""
        return exact_clock(self.source_duration)

    @property
    def clock(self) -> str:
        """How long it is, as 0:42."""
        return clock(self.duration)


def clock(milliseconds: int) -> str:
    """0:42, 12:05 or 1:02:09; rounded down."""
    seconds = milliseconds // 1000
    if seconds < 3600:  # noqa: PLR2004 - an hour
        return f"{seconds // 60}:{seconds % 60:02}"
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def exact_clock(milliseconds: int) -> str:
    """0:07.5, as it is typed."""
    rest = f".{milliseconds % 1000:03}".rstrip("0").rstrip(".")
    return f"{milliseconds // 60_000}:{milliseconds // 1000 % 60:02}{rest}"


def video_cards(ids: Iterable[int]) -> dict[int, VideoCard]:
    """Videos that somebody has already been allowed to see, in two queries for any number."""
    rows = media.videos_by_id(ids)
    return cards_of(rows.values())


def cards_of(rows: "Iterable[Video]") -> dict[int, VideoCard]:
    """The same for rows that are there, in one query."""
    rows = list(rows)
    tracks = media.tracks_of([row.id for row in rows])
    return {row.id: _card(row, tracks.get(row.id, [])) for row in rows}


def _card(row: "Video", tracks: "Sequence[CaptionTrack]") -> VideoCard:
    return VideoCard(
        id=row.id,
        progress=row.progress,
        percent=row.percent,
        refusal=str(files.sentence(row.refusal)) if row.refusal else "",
        name=row.name,
        size=row.size,
        received=row.received,
        duration=row.duration,
        source_duration=row.source_duration,
        trim_start=row.trim_start,
        trim_end=row.trim_end,
        poster_at=row.poster_at,
        poster=media.address(row.poster, 1080) if row.poster else "",
        poster_alt=row.poster.alt if row.poster else "",
        width=row.width,
        height=row.height,
        has_sound=row.has_sound,
        can_trim=row.source == row.Source.KEPT,
        sources=media.sources_of(row) if row.progress == READY else (),
        tracks=[_track(row, track) for track in tracks],
    )


def _track(row: "Video", track: "CaptionTrack") -> TrackCard:
    src = media.track_address(row, track)
    name = names.own_name(track.language)
    shown = f"{name} · {_('machine draft')}" if track.origin else name
    return TrackCard(track.language, shown, src, tuple(webvtt.parsed(track.text)))
