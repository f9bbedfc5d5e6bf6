"""Drafts as JSON."""

from typing import TYPE_CHECKING

from redbridge.api.saying import Json, outward, row_json
from redbridge.notes import queries as notes

if TYPE_CHECKING:
    from redbridge.media.models import Picture
    from redbridge.notes.models import Draft

WORDS = ("kind", "title", "caption", "language", "visibility", "place", "card_text", "card_style", "cover_index")


def draft_json(draft: "Draft") -> Json:
    """One draft with its pictures."""
    return _json(draft, notes.draft_pictures([draft.id]).get(draft.id, []))


def drafts_json(drafts: "list[Draft]") -> list[Json]:
    """The same for many, with one query for all pictures."""
    pictures = notes.draft_pictures([draft.id for draft in drafts])
    return [_json(draft, pictures.get(draft.id, [])) for draft in drafts]


def _json(draft: "Draft", pictures: "list[Picture]") -> Json:
    return {
        "id": str(draft.id),
        "note": _id(draft.note_id),
        "revision": draft.revision,
        **{name: getattr(draft, name) for name in WORDS},
        "details": outward(draft.details),
        "quoting": draft.quoting,
        "answers": _id(draft.answers_id),
        "quotes": _id(draft.quotes_id),
        "video": _id(draft.video_id),
        "publish_at": draft.publish_at.isoformat() if draft.publish_at else None,
        "publish_zone": draft.publish_zone,
        "missed_at": draft.missed_at.isoformat() if draft.missed_at else None,
        "updated_at": draft.updated_at.isoformat(),
        "pictures": [row_json(picture) for picture in pictures],
        "apart": {device: outward(fields) for device, fields in draft.apart.items()},
    }


def _id(number: int | None) -> str | None:
    return None if number is None else str(number)
