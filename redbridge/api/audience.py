"""For the people you had elsewhere: the page of your links, and what to post there of a note."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

from redbridge.api.saying import Json, address, find_person, picture_json
from redbridge.api.shapes import PathId, Picture, Video
from redbridge.api.videos import video_json
from redbridge.api.words import Word, person, viewer
from redbridge.arrival import actions, queries
from redbridge.cards import notes as cards
from redbridge.notes import packs
from redbridge.notes import queries as notes
from redbridge.privacy import queries as privacy

if TYPE_CHECKING:
    from redbridge.accounts.models import Person

word = Word("audience")


class ShownLink(Schema):
    """A link; `is_verified` while the page behind it links back."""

    title: str
    url: str
    is_verified: bool


class Proof(Schema):
    """An old handle that somebody proved, or that three people vouch for."""

    platform: str
    label: str
    handle: str
    url: str
    is_vouched: bool
    since: datetime


class Links(Schema):
    """The page that somebody's old audience is sent to."""

    page: str
    links: list[ShownLink]
    handles: list[Proof]


class OwnLinks(Schema):
    """Your links as you arranged them."""

    page: str
    links: list[ShownLink]


class Link(Schema):
    """A title, or none, and an address."""

    title: str = Field("", max_length=200)
    url: str = Field(max_length=2_000)


class Arrangement(Schema):
    """All links, in order; at most twelve."""

    links: list[Link] = Field(max_length=20)


class NewHome(Schema):
    """Where somebody lives now."""

    handle: str
    address: str


class PlaceWords(Schema):
    """What to paste at one place, cut to what it takes."""

    place: str
    name: str
    title: str
    caption: str
    size: int
    longest: int
    is_cut: bool


class Pack(Schema):
    """Everything to post a note elsewhere within a minute. The link opens for others only while `is_open`."""

    link: str
    is_open: bool
    words: list[PlaceWords]
    pictures: list[Picture]
    video: Video | None


@word.reads("people/{str:address}/links", Links, is_open=True)
def get_links(request: HttpRequest, address: str) -> Json:
    """Where else somebody is: their links, and the old handles that they proved and show."""
    other = find_person(viewer(request), address)
    names = ("platform", "label", "handle", "url", "is_vouched", "since")
    return {
        "page": _page(other),
        "links": [
            {"title": link.title, "url": link.url, "is_verified": link.is_verified}
            for link in queries.page_links(other)
        ],
        "handles": [
            {name: getattr(shown, name) for name in names}
            for shown in queries.public_handles([other.id]).get(other.id, [])
        ],
    }


@word.reads("me/links", OwnLinks)
def get_own_links(request: HttpRequest) -> Json:
    """Your links, to arrange them."""
    me = person(request)
    return {
        "page": _page(me),
        "links": [
            {"title": row.title, "url": row.url, "is_verified": row.verified_at is not None}
            for row in queries.own_page_links(me)
        ],
    }


@word.writes("PUT", "me/links", OwnLinks, scope="write:profile")
def arrange_links(request: HttpRequest, arrangement: Arrangement) -> Json:
    """Show exactly these links, in this order."""
    actions.arrange_links(person(request), links=[(link.title, link.url) for link in arrangement.links])
    return get_own_links(request)


@word.reads("signposts/{str:address}", NewHome, is_open=True)
def get_signpost(request: HttpRequest, address: str) -> Json:
    """Where somebody went who left, and wanted it said."""
    home = privacy.signpost(address)
    return {"handle": home.handle, "address": home.address}


@word.reads("notes/{int:note_id}/pack", Pack, scope="read:private")
def get_pack(request: HttpRequest, note_id: PathId) -> Json:
    """Captions, pictures and the link of a note of yours, for other places."""
    row = notes.own_note(person(request), note_id=note_id)
    page = cards.page(row)
    said = "\n\n".join(filter(None, (row.card_text, row.caption)))
    link, title = address(page.card.href), cards.title_of(row)
    found = [
        packs.words_for(place, title=title, caption=said, link=link)
        for place in packs.places(is_video=row.video_id is not None)
    ]
    return {
        "link": link,
        "is_open": row.visibility in {"everyone", "unlisted"},
        "words": [
            {
                "place": words.place.slug,
                "name": words.place.name,
                "longest": words.place.longest,
                **{name: getattr(words, name) for name in ("title", "caption", "size", "is_cut")},
            }
            for words in found
        ],
        "pictures": [picture_json(picture) for picture in page.pictures],
        "video": video_json(page.video) if page.video else None,
    }


def _page(other: "Person") -> str:
    return address(f"/@{other.address}/links")
