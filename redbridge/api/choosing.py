"""Choosing from what was read: posts, their words, the kinds of rows, and files given beside an export."""

from datetime import datetime
from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import File, Query, Schema, UploadedFile
from pydantic import Field

from redbridge.api.arriving import SCOPE, Arrival, arrival_json
from redbridge.api.paging import USUAL, After, Limit, closed, opened
from redbridge.api.saying import Json
from redbridge.api.shapes import PathId
from redbridge.api.words import Word, person
from redbridge.arrival import actions, queries

word = Word("arriving")
Audience = Literal["everyone", "unlisted", "followers", "mutuals", "draft"]
Ordinal = Annotated[int, Field(ge=1, lt=2**53)]
SHOWN = (
    *("ordinal", "at", "kind", "title", "text", "visibility", "language", "place", "tags", "becomes", "audience"),
    *("is_chosen", "is_changed", "found", "expected", "notices"),
)


class PostFilter(Schema):
    """Which posts; what is left out does not matter."""

    year: int | None = Field(None, ge=0, le=9999, description="0 for posts without a date.")
    tag: str | None = Field(None, max_length=100)
    visibility: str | None = Field(None, max_length=20)
    chosen: bool | None = None
    media: bool | None = None
    empty: bool | None = None
    known: bool | None = None


class Posts(PostFilter):
    """The same, or single posts by their `ordinal`."""

    ordinals: list[Ordinal] | None = Field(None, max_length=20_000)


class Choice(Schema):
    """`select` begins anew; `add` and `drop` come after it. `consents` say which sections may be used."""

    audience: Audience | None = None
    select: Literal["all", "none"] | None = None
    add: Posts | None = None
    drop: Posts | None = None
    consents: dict[str, bool] = Field(default_factory=dict)


class Changes(Schema):
    """What to change of these posts; what is left out stays. An `audience` of null is the usual one again."""

    ordinals: list[Ordinal] = Field(max_length=20_000)
    title: str | None = None
    text: str | None = None
    place: str | None = None
    language: str | None = None
    audience: Audience | None = None
    is_chosen: bool | None = None
    alts: list[str] | None = Field(None, description="A text for each picture, in order.")
    tags: list[str] | None = Field(None, description="Hashtags to add to those in the text.")


class Changed(Schema):
    """How many posts."""

    count: int


class Post(Schema):
    """A post as it would come in. `becomes` is note, draft, slot, skipped or known (it came before)."""

    ordinal: int
    at: datetime | None
    kind: str
    title: str
    text: str
    visibility: str
    language: str
    place: str
    tags: list[str]
    becomes: str
    audience: str
    is_chosen: bool
    is_changed: bool
    found: int = Field(description="How many of its pictures and videos are here.")
    expected: int
    notices: list[str]


class PostPage(Schema):
    """One page of posts, newest first."""

    items: list[Post]
    after: str | None


class Facet(Schema):
    """A value, how many posts have it, and how many of these are chosen."""

    value: str
    count: int
    chosen: int


class Facets(Schema):
    """What posts can be chosen by."""

    total: int
    chosen: int
    known: int
    can_undo: bool
    years: list[Facet]
    tags: list[Facet]
    visibilities: list[Facet]


class MediaFile(Schema):
    """A file beside an export. `how` it found its post: file, id, time, words or hand."""

    file: str
    name: str
    ordinal: int | None
    place: int | None
    how: str


class MediaFiles(Schema):
    """All of them, by name."""

    items: list[MediaFile]


class Placing(Schema):
    """Which file belongs to which place of which post; null takes it away from its post."""

    file: str = Field(max_length=500)
    ordinal: Ordinal | None
    place: int = Field(0, ge=0, le=100)


@word.reads("arrivals/{int:arrival_id}/posts", PostPage, scope=SCOPE)
def get_posts(
    request: HttpRequest, arrival_id: PathId, which: Query[PostFilter], limit: Limit = USUAL, after: After = ""
) -> Json:
    """Posts of an upload that was read."""
    page = queries.preview(
        person(request),
        arrival_id=arrival_id,
        after=opened(after),
        limit=limit,
        filters=which.dict(exclude_none=True),
    )
    items = [{name: getattr(item, name) for name in SHOWN} for item in page.items]
    return {"items": items, "after": closed(request, page.next)}


@word.reads("arrivals/{int:arrival_id}/facets", Facets, scope=SCOPE)
def get_facets(request: HttpRequest, arrival_id: PathId) -> Json:
    """Years, hashtags and visibilities that the posts have."""
    me = person(request)
    page = queries.preview(me, arrival_id=arrival_id, limit=1)
    chosen = queries.chosen_by(me, arrival_id=arrival_id)
    counts = {"years": page.counts_by_year, "tags": page.by_tag, "visibilities": page.by_visibility}
    return {
        **{name: getattr(page, name) for name in ("total", "chosen", "known")},
        "can_undo": queries.can_undo_edit(me, arrival_id=arrival_id),
        **{
            name: [
                {"value": str(value), "count": count, "chosen": chosen[name].get(value, 0)}
                for value, count in found.items()  # type: ignore[attr-defined]  # each is a dict of its own key
            ]
            for name, found in counts.items()
        },
    }


@word.writes("PATCH", "arrivals/{int:arrival_id}/choice", Arrival, scope=SCOPE)
def choose_posts(request: HttpRequest, arrival_id: PathId, choice: Choice) -> Json:
    """Choose posts, who may see them, and which kinds of rows may be used."""
    me = person(request)
    said = choice.dict(exclude_none=True, exclude={"consents"})
    return arrival_json(me, actions.choose(me, arrival_id=arrival_id, choices=said, consents=choice.consents))


@word.writes("PATCH", "arrivals/{int:arrival_id}/posts", Changed, scope=SCOPE)
def change_posts(request: HttpRequest, arrival_id: PathId, changes: Changes) -> Json:
    """Change one post, or many in the same way."""
    said = changes.dict(exclude_unset=True, exclude={"ordinals"})
    kept = {name: value for name, value in said.items() if value is not None or name == "audience"}
    count = actions.edit_items(person(request), arrival_id=arrival_id, ordinals=changes.ordinals, changes=kept)
    return {"count": count}


@word.writes("POST", "arrivals/{int:arrival_id}/posts/undo", Changed, scope=SCOPE)
def undo_change(request: HttpRequest, arrival_id: PathId) -> Json:
    """Take the last change of posts back."""
    return {"count": actions.undo_edit(person(request), arrival_id=arrival_id)}


@word.reads("arrivals/{int:arrival_id}/media", MediaFiles, scope=SCOPE)
def get_media(request: HttpRequest, arrival_id: PathId) -> Json:
    """Pictures and videos that you gave beside an export, and the posts that they belong to."""
    return {
        "items": [
            {"file": each.file, "name": each.name, "ordinal": each.ordinal, "place": each.place, "how": each.reason}
            for each in queries.media_beside(person(request), arrival_id=arrival_id)
        ]
    }


@word.writes("POST", "arrivals/{int:arrival_id}/media", MediaFiles, scope=SCOPE, status=201)
def add_media(request: HttpRequest, arrival_id: PathId, media: File[UploadedFile]) -> Json:
    """Give a picture, a video or a zip of them; the worker looks for its post."""
    actions.add_media(person(request), arrival_id=arrival_id, name=media.name or "", source=media)
    return get_media(request, arrival_id)


@word.writes("PATCH", "arrivals/{int:arrival_id}/media", MediaFiles, scope=SCOPE)
def place_media(request: HttpRequest, arrival_id: PathId, placing: Placing) -> Json:
    """Say by hand which post a file belongs to."""
    me = person(request)
    actions.place_media(me, arrival_id=arrival_id, file=placing.file, ordinal=placing.ordinal, place=placing.place)
    return get_media(request, arrival_id)
