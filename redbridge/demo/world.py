"""The demo world as data: who is there, what they wrote, what they said to each other.

Everything lies in `content/*.toml`; nothing here touches a database. Pictures are drawn by `scenes`.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from redbridge.demo.clips import DemoClip, clip_of

CONTENT = Path(__file__).parent / "content"
NOTE_FILES = (
    "notes_zh.toml",
    "notes_en.toml",
    "notes_es.toml",
    "itineraries.toml",
    "tutorials.toml",
    "reviews.toml",
    "videos.toml",
)
SIZES = {"34": (960, 1280), "45": (960, 1200), "11": (1080, 1080), "43": (1280, 960)}
ALT_LANGUAGES = {"zh-Hans": "zh", "es": "es"}


@dataclass(frozen=True)
class DemoPicture:
    """A scene to draw; `ratio` is a key of SIZES."""

    kind: str
    seed: int
    ratio: str

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return SIZES[self.ratio]

    def alt(self, language: str) -> str:
        """Its alt text in the language of a note, English where the scenes speak no such language."""
        from redbridge.demo import scenes  # noqa: PLC0415 - they bring numpy, which serving needs not

        return scenes.alt(self.kind, self.seed, ALT_LANGUAGES.get(language, "en"))


@dataclass(frozen=True)
class DemoPerson:
    """Somebody of the demo world; `came_from` is the platform they arrived from, or empty."""

    handle: str
    name: str
    bio: str
    bio_language: str
    place: str
    region: str
    came_from: str
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    learns: tuple[str, ...]
    interests: tuple[str, ...]
    links: tuple[str, ...]
    portrait: int
    cover: DemoPicture
    is_private: bool
    follows: tuple[str, ...]


@dataclass(frozen=True)
class DemoNote:
    """A note; `hours_ago` counts back from the seeding, and `details` name pictures by their place, from 1."""

    key: str
    author: str
    kind: str
    language: str
    title: str
    caption: str
    place: str
    pictures: tuple[DemoPicture, ...]
    card_text: str
    card_style: int
    visibility: str
    hours_ago: float
    likes: int
    saves: int
    is_pinned: bool
    details: dict[str, Any] = field(default_factory=dict, hash=False)
    clip: DemoClip | None = None


@dataclass(frozen=True)
class DemoComment:
    """A comment; `reply_to` is the index of a comment among those of the same note."""

    note: str
    author: str
    text: str
    language: str
    reply_to: int | None
    hours_after: float
    likes: int


@dataclass(frozen=True)
class World:
    """Everything; comments stand in the order in which they were written below each note."""

    people: tuple[DemoPerson, ...]
    notes: tuple[DemoNote, ...]
    comments: tuple[DemoComment, ...]


@cache
def load() -> World:
    """Read the demo world."""
    return World(
        people=tuple(_person(handle, row) for handle, row in _read("people.toml").items()),
        notes=tuple(_note(key, row) for name in NOTE_FILES for key, row in _read(name).items()),
        comments=tuple(_comment(key, row) for key, rows in _read("comments.toml").items() for row in rows),
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((CONTENT / name).read_text(encoding="utf-8"))


def _person(handle: str, row: dict[str, Any]) -> DemoPerson:
    return DemoPerson(
        handle=handle,
        name=row["name"],
        bio=row["bio"].strip(),
        bio_language=row["writes"][0],
        place=row["place"],
        region=row["region"],
        came_from=row.get("came_from", ""),
        reads=tuple(row["reads"]),
        writes=tuple(row["writes"]),
        learns=tuple(row.get("learns", ())),
        interests=tuple(row["interests"]),
        links=tuple(row.get("links", ())),
        portrait=row["portrait"],
        cover=_picture(row["cover"]),
        is_private=row.get("is_private", False),
        follows=tuple(row["follows"].split()),
    )


def _note(key: str, row: dict[str, Any]) -> DemoNote:
    pictures = tuple(_picture(code) for code in row.get("pictures", "").split())
    return DemoNote(
        key=key,
        author=row["author"],
        kind=row.get("kind", "video" if "clip" in row else "photo" if pictures else "text"),
        language=row["language"],
        title=row["title"],
        caption=row["caption"].strip(),
        place=row.get("place", ""),
        pictures=pictures,
        card_text=row.get("card_text", ""),
        card_style=row.get("card_style", 0),
        visibility=row.get("visibility", "everyone"),
        hours_ago=row["hours_ago"],
        likes=row["likes"],
        saves=row["saves"],
        is_pinned=row.get("pinned", False),
        details=row.get("details", {}),
        clip=clip_of(row),
    )


def placed(details: Any, picture_ids: Sequence[int]) -> Any:
    """Details with the ids of pictures instead of their places in the note."""
    if isinstance(details, list):
        return [placed(each, picture_ids) for each in details]
    if not isinstance(details, dict):
        return details
    return {
        key: picture_ids[value - 1] if key == "picture" else placed(value, picture_ids)
        for key, value in details.items()
    }


def _picture(code: str) -> DemoPicture:
    """`tea:4:34` is the tea scene with seed 4 at 3 to 4."""
    kind, seed, ratio = code.split(":")
    return DemoPicture(kind, int(seed), ratio)


def _comment(note: str, row: list[Any]) -> DemoComment:
    author, language, hours_after, likes, text, *reply_to = row
    return DemoComment(
        note=note,
        author=author,
        text=text,
        language=language,
        reply_to=reply_to[0] if reply_to else None,
        hours_after=hours_after,
        likes=likes,
    )
