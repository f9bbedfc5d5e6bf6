"""What a source is, and the rows that it reads out of somebody's export.

Sources run in the limited child process, so nothing here may import Django. Handles stand in rows as they are read;
whoever writes rows to disk turns them into keyed tokens first.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO, Any, Protocol

SECTIONS = (
    *("watched", "likes", "saved", "reposts", "following", "followers", "blocked", "muted", "searches", "hashtags"),
    *("collections", "comments", "posts", "deleted", "interests", "shop", "bookmarks"),
)
PEOPLE_SECTIONS = ("following", "followers", "blocked", "muted")  # their rows name other people

VISIBILITIES = ("everyone", "unlisted", "followers", "mutuals", "me")


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an upload: its cleaned path and its size in bytes as it says; never written by this name."""

    name: str
    size: int


class Box(Protocol):
    """What somebody uploaded: an archive, a folder or one file. All limits are kept inside of it."""

    name: str

    def members(self) -> list[Member]:
        """Everything in it, in order of names."""
        ...

    def open(self, name: str) -> IO[bytes]:
        """A member to read from; raises Unreadable beyond the limits."""
        ...

    def head(self, name: str, count: int = 65_536) -> bytes:
        """The first bytes of a member."""
        ...


class Unreadable(Exception):  # noqa: N818 - an answer to the person
    """The upload, or a part of it, cannot be read; `code` names a sentence, `at` says where (a member, a line)."""

    def __init__(self, code: str, at: str = "") -> None:
        super().__init__(code, at)
        self.code, self.at = code, at


@dataclass(frozen=True, slots=True)
class Medium:
    """A picture or video of a post: a member of the box, or an address that may have expired, or only a promise."""

    member: str = ""
    url: str = ""
    kind: str = ""  # "picture", "video" or "" while nobody knows
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """What somebody published there. `visibility` is one of VISIBILITIES; only what was public is "everyone"."""

    title: str = ""
    text: str = ""
    visibility: str = "everyone"
    claimed: str = ""  # how the export itself names who could see it
    media: tuple[Medium, ...] = ()
    tags: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    language: str = ""
    place: str = ""
    url: str = ""
    sound: str = ""
    is_sensitive: bool = False
    is_ai: bool = False
    is_ad: bool = False
    kind: str = ""  # a kind of note where the source knows: photo, text, video, itinerary, tutorial, review
    details: dict[str, Any] = field(default_factory=dict)
    answers_to: str = ""
    own: dict[str, Any] = field(default_factory=dict)  # what only our own archive says: docs/archive.md


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of a section; `source_id` is the same in every export that holds it.

    `post` is set in the sections posts and deleted. Elsewhere `text` is what can be read (a search, a hashtag, a
    product, a comment, the name of a collection), `handle` whom it names (without @, with @host where it has one) and
    `ref` the id of what was liked, saved or watched.
    """

    section: str
    source_id: str
    at: datetime | None = None  # aware, UTC
    text: str = ""
    handle: str = ""
    ref: str = ""
    url: str = ""
    post: Post | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """What the export says of its owner; claims, until they prove that the handle is theirs."""

    handle: str = ""
    name: str = ""
    bio: str = ""
    portrait: Medium | None = None
    links: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    region: str = ""
    muted_words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A section is in the export, possibly empty; said once before its rows, and again does no harm."""

    name: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """Something is in the export that nobody here knows; `name` is a path of keys, without anything personal."""

    name: str
    rows: int = 0


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that is never read: messages, log-ins, devices, payment, addresses. `name` is one of UNREAD."""

    name: str


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that could not be read while the rest goes on; `code` names a sentence."""

    code: str
    at: str = ""


@dataclass(frozen=True, slots=True)
class Many:
    """Many rows at once of a section that holds only ids and times: (id, moment as `values.stamp` writes it)."""

    section: str
    rows: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Missed:
    """Rows of a section that are in the export but hold nothing to keep; `reason` names a sentence."""

    section: str
    reason: str
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Generation:
    """Which generation of exports it turned out to be, once enough was read to know."""

    name: str


UNREAD = ("messages", "logins", "devices", "payment", "addresses", "advertising")
Found = Row | Many | Missed | Profile | Section | Unknown | Unread | Fault | Generation


@dataclass(frozen=True, slots=True)
class Kin:
    """How sure a source is that a box is one of its own: 0 to 100, with the generation that it saw."""

    score: int
    generation: str = ""


class Source(Protocol):
    """One place that people come from."""

    name: str  # as in "source" of a preview: tiktok, instagram, mastodon, folder, redbridge
    platform: str  # whose handles and ids these are: tiktok, instagram, mastodon, redbridge, or "" for none

    def recognize(self, box: Box) -> Kin | None:
        """Whether the box holds this source's export, by names and first bytes alone."""
        ...

    def read(self, box: Box, kin: Kin, tell: Callable[[int], None]) -> Iterator[Found]:
        """Everything in the box, as a stream; `tell` hears of bytes read so far."""
        ...
