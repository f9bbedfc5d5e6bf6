"""Profiles and hashtags for feed readers, as Atom and as JSON Feed: what a stranger may see, and nothing else."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed, Enclosure
from django.utils.html import escape, format_html, format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from redbridge.accounts import queries as accounts
from redbridge.cards import notes as cards
from redbridge.cards import people as people_cards
from redbridge.kit.errors import NotFound
from redbridge.media import queries as media
from redbridge.notes import queries as notes
from redbridge.notes.text import find_hashtags, to_html
from redbridge.web.elsewhere import readable_elsewhere
from redbridge.web.viewers import viewer_of

if TYPE_CHECKING:
    from django.utils.xmlutils import SimplerXMLGenerator

    from redbridge.cards.notes import PictureCard
    from redbridge.notes.models import Note

MOST = 20
SECONDS = 300
_OWN_LINK = re.compile(r'(href|src)="/')


@dataclass(frozen=True)
class Entry:
    """One note as a feed tells it; all addresses are whole."""

    url: str
    title: str
    language: str
    summary: str
    html: str
    published: datetime
    updated: datetime
    author: people_cards.PersonCard
    image: str
    tags: Sequence[str]
    videos: Sequence[tuple[str, str]]  # address and type


@dataclass(frozen=True)
class Channel:
    """A feed: whose or what it is of, and where."""

    title: str
    description: str
    page: str
    path: str
    language: str
    icon: str
    author: people_cards.PersonCard | None
    entries: Sequence[Entry]


class Atom(Atom1Feed):
    """Django's Atom with each entry in its own language and its words as content."""

    def item_attributes(self, item: dict[str, Any]) -> dict[str, Any]:
        """The language of one entry."""
        return {"xml:lang": item["language"]} if item["language"] else {}

    def add_item_elements(self, handler: "SimplerXMLGenerator", item: dict[str, Any]) -> None:
        """What Django writes, and the words."""
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


@readable_elsewhere
def of_person(request: HttpRequest, address: str, kind: str) -> HttpResponse:
    """The newest notes of somebody whose account is open."""
    person = accounts.person_by_address(None, address=address)
    if person.is_private:
        raise NotFound
    ids = notes.notes_by(viewer_of(request), person=person, limit=MOST).note_ids

    def channel(entries: Sequence[Entry]) -> Channel:
        card = people_cards.card_of(person)
        language = (person.writes or [""])[0]
        return Channel(
            person.name, person.bio, whole(card.href), request.path, language, whole(card.portrait_large), card, entries
        )

    return _answer(request, kind, ids, (person.version,), channel)


@readable_elsewhere
def of_hashtag(request: HttpRequest, name: str, kind: str) -> HttpResponse:
    """The newest public notes under a hashtag."""
    tag = notes.hashtag(name)
    ids = notes.notes_under(viewer_of(request), hashtag=name, limit=MOST).note_ids

    def channel(entries: Sequence[Entry]) -> Channel:
        said = _("Notes with the hashtag #%(name)s") % {"name": tag.shown}
        page = request.path.rpartition("/")[0]
        return Channel(f"#{tag.shown}", said, whole(page), request.path, "", "", None, entries)

    return _answer(request, kind, ids, (tag.shown,), channel)


def whole(place: str) -> str:
    """An address of ours as others need it."""
    return f"{settings.SITE_URL}{place}"


def _answer(
    request: HttpRequest,
    kind: str,
    ids: list[int],
    look: tuple[object, ...],
    channel: Callable[[Sequence[Entry]], Channel],
) -> HttpResponse:
    """The feed, or that nothing changed since the reader asked last. Who is blocked gets even less than a stranger."""
    versions = notes.open_versions(ids)
    shown = [note_id for note_id in ids if note_id in versions]
    key = (kind, [(each, versions[each]) for each in shown], look, accounts.site().name, get_language())
    etag = f'W/"{sha256(repr(key).encode()).hexdigest()[:32]}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = (_atom if kind == "atom" else _json)(channel(_entries(shown)))
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = f"{'private' if viewer_of(request) else 'public'}, max-age={SECONDS}"
    return response


def _atom(channel: Channel) -> HttpResponse:
    feed = Atom(
        title=_titled(channel),
        link=channel.page,
        description="",
        subtitle=channel.description or None,
        language=channel.language or None,
        feed_url=whole(channel.path),
        feed_guid=channel.page,
        author_name=channel.author.name if channel.author else None,
        author_link=whole(channel.author.href) if channel.author else None,
    )
    for entry in channel.entries:
        feed.add_item(
            title=entry.title,
            link=entry.url,
            description=escape(entry.summary),
            content=entry.html,
            language=entry.language,
            unique_id=entry.url,
            pubdate=entry.published,
            updateddate=entry.updated,
            author_name=entry.author.name,
            author_link=whole(entry.author.href),
            categories=entry.tags,
            enclosures=[Enclosure(src, "0", kind) for src, kind in entry.videos],
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=Atom.content_type)


def _json(channel: Channel) -> HttpResponse:
    found = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _titled(channel),
        "home_page_url": channel.page,
        "feed_url": whole(channel.path),
        "description": channel.description,
        "icon": channel.icon,
        "authors": [_author(channel.author)] if channel.author else [],
        "language": channel.language,
        "items": [_item(entry) for entry in channel.entries],
    }
    said = {key: value for key, value in found.items() if value or key == "items"}
    return JsonResponse(said, content_type="application/feed+json")


def _item(entry: Entry) -> dict[str, Any]:
    found = {
        "id": entry.url,
        "url": entry.url,
        "title": entry.title,
        "content_html": entry.html,
        "language": entry.language,
        "image": entry.image,
        "date_published": entry.published.isoformat(),
        "date_modified": entry.updated.isoformat(),
        "authors": [_author(entry.author)],
        "tags": list(entry.tags),
        "attachments": [{"url": src, "mime_type": kind} for src, kind in entry.videos],
    }
    return {key: value for key, value in found.items() if value or key == "content_html"}


def _author(card: people_cards.PersonCard) -> dict[str, str]:
    return {"name": card.name, "url": whole(card.href), "avatar": whole(card.portrait_large)}


def _titled(channel: Channel) -> str:
    return f"{channel.title} · {accounts.site().name}"


def _entries(ids: list[int]) -> list[Entry]:
    """The notes in a constant number of queries."""
    rows = notes.visible_notes(None, ids=ids)
    shown, mentions = cards.cards_of(rows), notes.mentioned_in(rows)
    pictures = {key: [cards.picture_card(each) for each in found] for key, found in notes.pictures_of(rows).items()}
    videos = media.videos_by_id([row.video_id for row in rows.values() if row.video_id])
    found = []
    for note_id, card in shown.items():
        row = rows[note_id]
        video = videos.get(row.video_id or 0)
        sources = [each for each in media.sources_of(video) if each.type == "video/mp4"][:1] if video else []
        found.append(
            Entry(
                url=whole(card.href),
                title=card.title,
                language=card.lang,
                summary=cards.first_line(row.caption or card.title, 200),
                html=_html(row, card, pictures.get(note_id, []), mentions.get(note_id, {})),
                published=row.published_at,
                updated=row.edited_at or row.published_at,
                author=card.author,
                image=whole(card.cover.large) if card.cover else "",
                tags=find_hashtags(f"{row.title}\n\n{row.caption}"),
                videos=[(whole(each.src), each.type) for each in sources],
            )
        )
    return found


def _html(row: "Note", card: cards.NoteCard, pictures: "Sequence[PictureCard]", mentions: dict[str, str]) -> str:
    """Pictures with their descriptions, then the words; everything leads to whole addresses."""
    shown = format_html_join(
        "",
        '<p><img src="{}" alt="{}"{} width="{}" height="{}"></p>',
        ((whole(each.large), each.alt, _lang(each.alt_lang), each.width, each.height) for each in pictures),
    )
    facts = format_html("<p>{}</p>", " · ".join(card.facts)) if card.facts else ""
    words = (
        format_html("<div{}>{}</div>", _lang(card.lang), to_html(row.caption, mentions=mentions)) if row.caption else ""
    )
    return _OWN_LINK.sub(rf'\1="{settings.SITE_URL}/', f"{shown}{facts}{words}")


def _lang(code: str) -> str:
    return format_html(' lang="{}"', code) if code else ""


urlpatterns = [
    path("@<str:address>/feed.atom", of_person, {"kind": "atom"}, name="person-atom"),
    path("@<str:address>/feed.json", of_person, {"kind": "json"}, name="person-json"),
    path("tags/<str:name>/feed.atom", of_hashtag, {"kind": "atom"}, name="hashtag-atom"),
    path("tags/<str:name>/feed.json", of_hashtag, {"kind": "json"}, name="hashtag-json"),
]
