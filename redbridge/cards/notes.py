"""What one viewer sees of notes: small cards for lists, the whole note for its page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from redbridge.cards import people as people_cards
from redbridge.cards import videos as video_cards
from redbridge.cards.people import PersonCard
from redbridge.cards.videos import VideoCard
from redbridge.media import queries as media
from redbridge.notes import origins
from redbridge.notes import queries as notes
from redbridge.notes.kinds import shape_of

if TYPE_CHECKING:
    from redbridge.accounts.models import Person
    from redbridge.media.models import Picture, Video
    from redbridge.notes.models import Note

PLATFORMS = {"tiktok": "TikTok", "instagram": "Instagram", "mastodon": "Mastodon", "redbridge": "Redbridge"}
RATIOS = ("34", "45", "11", "43")


@dataclass(frozen=True, slots=True)
class PictureCard:
    """One picture as a page shows it."""

    id: int
    src: str
    srcset: str
    width: int
    height: int
    ratio: str
    color: int
    alt: str
    alt_lang: str
    large: str


@dataclass(frozen=True, slots=True)
class NoteCard:
    """A note on the waterfall; it holds nothing personal to a viewer."""

    id: int
    version: int
    kind: str
    title: str
    lang: str
    cover: PictureCard | None
    picture_count: int
    author: PersonCard
    visibility: str
    facts: tuple[str, ...] = ()
    from_year: int = 0  # of a note that was elsewhere before

    @property
    def href(self) -> str:
        """The page of the note."""
        return f"/n/{self.id}"

    @property
    def ratio(self) -> str:
        """Class of the card's height."""
        return self.cover.ratio if self.cover and self.cover.ratio in RATIOS else "34"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a note was before: its date is the author's claim.

    `url` is empty unless the author's handle there is proved or vouched for: it names the handle, `platform` does not.
    """

    platform: str
    name: str
    first_published_at: datetime
    url: str
    is_reintroduced: bool


@dataclass(frozen=True, slots=True)
class NotePage:
    """A whole note, the same for everybody who may see it."""

    card: NoteCard
    caption: str
    pictures: Sequence[PictureCard]
    place: str
    published_at: datetime
    edited_at: datetime | None
    mentions: dict[str, str]
    standing: str
    is_pinned: bool
    details: dict[str, Any]
    video: VideoCard | None = None
    origin: Origin | None = None


def picture_card(picture: "Picture") -> PictureCard:
    """The addresses and the size of a picture; its shape is kept so that nothing jumps while it loads."""
    return PictureCard(
        id=picture.id,
        src=media.address(picture, 480),
        srcset=media.srcset(picture),
        width=picture.width or 3,
        height=picture.height or 4,
        ratio=picture.ratio,
        color=picture.color,
        alt=picture.alt,
        alt_lang=picture.alt_language,
        large=media.address(picture, 1080),
    )


def cards(viewer: "Person | None", *, ids: Iterable[int]) -> dict[int, NoteCard]:
    """Cards of those notes that the viewer may see, in a constant number of queries."""
    return cards_of(notes.visible_notes(viewer, ids=ids))


def cards_of(rows: "dict[int, Note]") -> dict[int, NoteCard]:
    """Cards of notes that somebody has already been allowed to see."""
    covers = media.pictures_by_id([note.cover_id for note in rows.values() if note.cover_id])
    videos = media.videos_by_id([note.video_id for note in rows.values() if note.video_id])
    authors = people_cards.cards({note.author_id for note in rows.values()}, even_hidden=True)
    return {
        note.id: _card(note, covers.get(note.cover_id or 0), authors[note.author_id], videos.get(note.video_id or 0))
        for note in rows.values()
        if note.author_id in authors
    }


def _card(note: "Note", cover: "Picture | None", author: PersonCard, video: "Video | None") -> NoteCard:
    length = (video_cards.clock(video.duration),) if video and video.duration else ()
    return NoteCard(
        id=note.id,
        version=note.version,
        kind=note.kind,
        title=title_of(note),
        lang=note.language if note.language != "und" else "",
        cover=picture_card(cover) if cover else None,
        picture_count=note.picture_count,
        author=author,
        visibility=note.visibility,
        facts=length + shape_of(note.kind).facts(note.details),
        from_year=note.published_at.year if note.is_brought else 0,
    )


def title_of(note: "Note") -> str:
    """The title, or the beginning of what it says."""
    return note.title or first_line(note.card_text or note.caption)


def first_line(text: str, limit: int = 90) -> str:
    """The beginning of a caption, for a note that has no title."""
    line = text.strip().split("\n", 1)[0]
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def page(note: "Note") -> NotePage:
    """Everything on a note's page but comments and the viewer's own marks; the note was allowed before."""
    card = cards_of({note.id: note})[note.id]
    return NotePage(
        card=card,
        caption=note.caption,
        pictures=[picture_card(picture) for picture in notes.pictures_of([note.id]).get(note.id, [])],
        place=note.place,
        published_at=note.published_at,
        edited_at=note.edited_at,
        mentions=notes.mentioned_in([note.id]).get(note.id, {}),
        standing=note.standing,
        is_pinned=note.pinned_at is not None,
        details=note.details,
        video=_video(note, card),
        origin=origin_of(note) if note.is_brought else None,
    )


def origin_of(note: "Note") -> Origin | None:
    """Where a brought note was, as everybody may know it."""
    found = origins.provenance([note.id]).get(note.id)
    if found is None:
        return None
    name = PLATFORMS.get(found.platform, found.platform)
    return Origin(found.platform, name, found.first_published_at, found.url, found.is_reintroduced)


def _video(note: "Note", card: NoteCard) -> VideoCard | None:
    """The video with the poster of this version: another one may be chosen for the next."""
    if note.video_id is None:
        return None
    found = video_cards.video_cards([note.video_id]).get(note.video_id)
    return replace(found, poster=card.cover.large if card.cover else "") if found else None
