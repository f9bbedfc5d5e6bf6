"""Posts that came without their pictures or video: private, until somebody fills them."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

from redbridge.api.arriving import SCOPE
from redbridge.api.choosing import Audience
from redbridge.api.paging import USUAL, After, Limit, closed, opened_number
from redbridge.api.saying import Json
from redbridge.api.shapes import GivenId, Id, PathId
from redbridge.api.words import Word, person
from redbridge.arrival import actions, queries
from redbridge.media import queries as media

if TYPE_CHECKING:
    from redbridge.arrival.models import ArrivedItem

word = Word("arriving")


class Slot(Schema):
    """One post that waits; `video` is the one that is being prepared for it."""

    id: Id
    title: str
    text: str
    language: str
    at: datetime | None
    platform: str
    visibility: str
    expected: int
    video: Id | None


class Slots(Schema):
    """What waits, oldest first."""

    items: list[Slot]
    total: int
    after: str | None


class Filling(Schema):
    """Uploaded pictures, an uploaded video, or with `as_card` its words alone. Without an audience it keeps its own."""

    pictures: list[GivenId] = Field(default_factory=list, max_length=18)
    video: GivenId | None = None
    title: str | None = None
    text: str | None = None
    audience: Audience | None = None
    as_card: bool = False


class Filled(Schema):
    """What it became; nothing yet while its video is being prepared: then it goes to its place by itself."""

    note: Id | None = None
    draft: Id | None = None


@word.reads("me/slots", Slots, scope=SCOPE)
def get_slots(request: HttpRequest, limit: Limit = USUAL, after: After = "") -> Json:
    """Your posts that wait for their pictures or video."""
    me = person(request)
    rows = queries.slots(me, after=opened_number(after) or 0, limit=limit)
    cursor = rows[-1].id if len(rows) == limit else None
    return {
        "items": [_json(row) for row in rows],
        "total": queries.slot_count(me),
        "after": closed(request, cursor),
    }


@word.writes("POST", "me/slots/{int:slot_id}", Filled, scope=SCOPE)
def fill_slot(request: HttpRequest, slot_id: PathId, filling: Filling) -> Json:
    """Give a post what it lacked: it becomes a note at its old date, or a draft if it was private."""
    me = person(request)
    if filling.video is not None and media.own_video(me, video_id=filling.video).progress != "ready":
        actions.give_video(me, item_id=slot_id, video_id=filling.video)
        return {}
    made = actions.fill_slot(
        me,
        item_id=slot_id,
        picture_ids=filling.pictures,
        video_id=filling.video,
        **filling.dict(include={"title", "text", "audience", "as_card"}),
    )
    return {made._meta.model_name or "": str(made.id)}  # note or draft


@word.writes("DELETE", "me/slots/{int:slot_id}", scope=SCOPE)
def skip_slot(request: HttpRequest, slot_id: PathId) -> None:
    """Let a post go; it does not come again."""
    actions.skip_slot(person(request), item_id=slot_id)


def _json(row: "ArrivedItem") -> Json:
    said: Json = row.content or {}
    video = str(said.get("video", ""))
    return {
        "id": str(row.id),
        **{name: str(said.get(name, "")) for name in ("title", "text", "language", "visibility")},
        "at": row.at,
        "platform": row.platform,
        "expected": int(said.get("media", 1) or 1),
        "video": video if video.isdecimal() else None,
    }
