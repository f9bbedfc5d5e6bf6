"""What the API says: the JSON of people, pictures, notes and comments."""

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import BeforeValidator, Field, WithJsonSchema

MOST_DIGITS = 19
_ID = {"type": "string", "pattern": "^[0-9]{1,19}$", "examples": ["912345678901234567"]}


def _read_id(value: object) -> object:
    if not isinstance(value, str) or not value.isascii() or not value.isdecimal() or len(value) > MOST_DIGITS:
        raise ValueError("An id is a string of digits.")
    return int(value)


Id = Annotated[str, BeforeValidator(str), WithJsonSchema(_ID)]
GivenId = Annotated[int, BeforeValidator(_read_id), WithJsonSchema(_ID)]
PathId = Annotated[int, WithJsonSchema(_ID)]
Kind = Literal["photo", "text", "video", "itinerary", "tutorial", "review"]
Visibility = Literal["everyone", "unlisted", "followers", "mutuals", "me"]


class PictureSize(Schema):
    """One file of a picture."""

    src: str
    width: int


class Picture(Schema):
    """A picture; `sizes` lists what is there already, smallest first."""

    id: Id
    sizes: list[PictureSize]
    width: int
    height: int
    color: int = Field(description="Which of the placeholder colors fits best.")
    alt: str
    alt_language: str


class Person(Schema):
    """Somebody, small enough for a list."""

    id: Id
    address: str = Field(description="`name` here, `name@host` of another server.")
    name: str
    portrait: str
    bio: str
    bio_language: str
    from_place: str
    is_private: bool
    page: str


class Relation(Schema):
    """How things stand between you and somebody, from your side."""

    follows: bool
    asked: bool
    followed_by: bool
    asked_by: bool
    blocks: bool
    mutes: bool


class PersonCounts(Schema):
    """What a profile counts."""

    followers: int
    following: int
    notes: int


class Profile(Person):
    """Somebody's profile; `relation` is null without a token and for yourself."""

    cover: str
    links: list[str]
    reads: list[str]
    writes: list[str]
    learns: list[str]
    from_platform: str
    joined_at: datetime
    counts: PersonCounts
    is_helper: bool = Field(description="Newcomers thanked them for their answers.")
    new_home: str = Field(description="Where they say that they live now.")
    relation: Relation | None


class Counts(Schema):
    """What stands beside the signs of a note."""

    likes: int
    saves: int
    comments: int


class NoteCard(Schema):
    """A note as it stands in a list."""

    id: Id
    version: int
    kind: Kind
    title: str
    language: str
    cover: Picture | None
    picture_count: int
    author: Person
    visibility: Visibility
    facts: list[str] = Field(description="Up to three short facts in the language of the answer.")
    published_at: datetime
    edited_at: datetime | None
    from_year: int | None = Field(description="When a note was made that began elsewhere, as its author's export says.")
    page: str
    counts: Counts
    liked: bool
    saved: bool


class VideoSource(Schema):
    """One file of a video."""

    src: str
    type: str
    width: int
    height: int


class VideoTrack(Schema):
    """Captions of a video in one language, as WebVTT."""

    language: str
    src: str


class Video(Schema):
    """A video; `sources` are best first, and empty until it can be played."""

    id: Id
    progress: str = Field(description="uploading, waiting, working, ready or refused.")
    duration: int = Field(description="Milliseconds.")
    width: int
    height: int
    has_sound: bool
    sources: list[VideoSource]
    tracks: list[VideoTrack]


class OwnVideo(Video):
    """A video that you uploaded, and how far it is. Moments are milliseconds of the uploaded file."""

    percent: int
    refusal: str
    name: str
    size: int
    received: int = Field(description="How many bytes have come; the next chunk begins there.")
    source_duration: int
    trim_start: int
    trim_end: int
    poster: str
    poster_at: int
    poster_picture: Id | None = Field(description="Describe it as any picture; it is another one after each choice.")


class Origin(Schema):
    """Where a note began, as its author's export says; `url` is empty unless they proved to be who they were there."""

    platform: str
    name: str
    first_published_at: datetime
    url: str
    is_reintroduced: bool


class Note(NoteCard):
    """A whole note; `details` are the kind's own and name pictures by id."""

    caption: str
    place: str
    card_text: str
    pictures: list[Picture]
    video: Video | None
    details: dict[str, Any]
    mentions: dict[str, str] = Field(description="Handles that the words name, and the addresses behind them.")
    hashtags: list[str]
    quoting: str
    answers: Id | None
    quotes: Id | None
    origin: Origin | None
    standing: str
    is_pinned: bool


class Notes(Schema):
    """One page of notes."""

    items: list[NoteCard]
    after: str | None


class People(Schema):
    """One page of people."""

    items: list[Person]
    after: str | None


class Version(Schema):
    """How a note read before an edit."""

    version: int
    title: str
    caption: str
    language: str
    place: str
    card_text: str
    details: dict[str, Any]
    pictures: list[Picture]
    at: datetime


class Comment(Schema):
    """A comment or a reply; one that was deleted keeps its place, without words, while it has replies."""

    id: Id
    version: int
    author: Person
    answers: Person | None
    text: str
    language: str
    picture: Picture | None
    likes: int
    liked: bool
    is_deleted: bool
    is_hidden: bool
    created_at: datetime
    edited_at: datetime | None
    replies: "list[Comment]"
    more_replies: int


class Comments(Schema):
    """One page of comments."""

    items: list[Comment]
    after: str | None


class Collection(Schema):
    """Where saved notes are kept; the name of the default one may be empty."""

    id: Id
    name: str
    is_private: bool
    is_default: bool
    count: int


class Collections(Schema):
    """All collections of somebody that you may open."""

    items: list[Collection]


class Draft(Schema):
    """What you are writing; send its `revision` back to notice changes from elsewhere."""

    id: Id
    note: Id | None = Field(description="The published note that it changes.")
    revision: int
    kind: Kind
    title: str
    caption: str
    language: str
    visibility: Visibility
    place: str
    card_text: str
    card_style: int
    cover_index: int
    details: dict[str, Any]
    quoting: str
    answers: Id | None
    quotes: Id | None
    video: Id | None
    publish_at: datetime | None
    publish_zone: str
    missed_at: datetime | None = Field(description="When a plan came and the draft could not go out.")
    updated_at: datetime
    pictures: list[Picture]
    apart: dict[str, dict[str, Any]] = Field(
        description="By device, fields that were changed in two places at once; `settle` chooses between them."
    )


class Drafts(Schema):
    """All drafts, last touched first."""

    items: list[Draft]


Comment.model_rebuild()
