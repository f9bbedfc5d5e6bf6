"""Videos as JSON."""

from typing import TYPE_CHECKING

from redbridge.api.saying import Json, address
from redbridge.media import queries

if TYPE_CHECKING:
    from redbridge.media.models import Video


def video_json(video: "Video") -> Json:
    """A video with its files and captions; whose it is was asked before."""
    names = ("progress", "percent", "duration", "width", "height", "has_sound", "refusal", "received", "size")
    tracks = queries.tracks_of([video.id]).get(video.id, [])
    return {
        "id": str(video.id),
        **{name: getattr(video, name) for name in names},
        "sources": [
            {"src": address(source.src), "type": source.type, "width": source.width, "height": source.height}
            for source in queries.sources_of(video)
        ],
        "tracks": [
            {"language": track.language, "src": address(queries.track_address(video, track))} for track in tracks
        ],
    }
