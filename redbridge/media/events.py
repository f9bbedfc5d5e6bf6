"""What happens to pictures and videos."""

from dataclasses import dataclass

from redbridge.events import event


@event
@dataclass(frozen=True)
class PictureUploaded:
    """A picture has its preview; its other widths are still to be made."""

    picture_id: int


@event
@dataclass(frozen=True)
class PictureChanged:
    """A picture looks or reads otherwise: more widths are there, or another description."""

    picture_id: int


@event
@dataclass(frozen=True)
class VideoUploaded:
    """A whole video is here, or one is to be cut anew; what browsers play is still to be made."""

    video_id: int


@event
@dataclass(frozen=True)
class VideoReady:
    """A video can be played; a smaller one may still be made of it."""

    video_id: int


@event
@dataclass(frozen=True)
class CaptionsWanted:
    """Somebody wants captions of their video drafted in another language."""

    draft_id: int


@event
@dataclass(frozen=True)
class VideoChanged:
    """A video has other files, another poster or other captions."""

    video_id: int
