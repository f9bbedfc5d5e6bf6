"""Videos as JSON."""

from typing import TYPE_CHECKING

from redbridge.api.saying import Json, address
from redbridge.cards.videos import VideoCard, cards_of

if TYPE_CHECKING:
    from redbridge.media.models import Video

SHOWN = ("progress", "duration", "width", "height", "has_sound")
OWN = ("percent", "refusal", "name", "size", "received", "source_duration", "trim_start", "trim_end", "poster_at")


def video_json(card: VideoCard) -> Json:
    """A video as readers of its note get it."""
    return {
        "id": str(card.id),
        **{name: getattr(card, name) for name in SHOWN},
        "sources": [
            {"src": address(source.src), "type": source.type, "width": source.width, "height": source.height}
            for source in card.sources
        ],
        "tracks": [{"language": track.language, "src": address(track.src)} for track in card.tracks],
    }


def own_video_json(row: "Video") -> Json:
    """The same for whoever uploaded it, with how far it is."""
    card = cards_of([row])[row.id]
    return {
        **video_json(card),
        **{name: getattr(card, name) for name in OWN},
        "poster": address(card.poster) if card.poster else "",
        "poster_picture": str(row.poster_id) if row.poster_id else None,
    }
