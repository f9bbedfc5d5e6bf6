"""The article of a note in parts that are kept: what it says, what one may do there, how often it is liked."""

import json
from functools import cached_property
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest
from django.utils.safestring import mark_safe

from redbridge.cards import notes as cards
from redbridge.feed.topics import WELCOME, topics_of
from redbridge.follows import queries as follows
from redbridge.interactions import queries as meetings
from redbridge.notes.text import find_hashtags, fold, to_html
from redbridge.web import clips, comments, kinds, reading, skeleton, ties, translated
from redbridge.web.cardbytes import NOTE_SIZES, SMALLEST, LikeButton
from redbridge.web.formtoken import form_token
from redbridge.web.shell import alternates, saves_data

if TYPE_CHECKING:
    from redbridge.accounts.models import Person
    from redbridge.notes.models import Note

LISTED = {"everyone"}
VISIBLE = "visible"


class NoteParts:
    """One note for one viewer, who may see it; its cards are only made for parts that are not kept yet."""

    def __init__(self, request: HttpRequest, viewer: "Person | None", row: "Note") -> None:
        self._request, self._viewer, self._row = request, viewer, row
        self._is_own = viewer is not None and viewer.id == row.author_id
        self._asked = translated.asked_by(request)
        self._key = (
            *(row.id, row.version, row.author_id, row.author.version),
            *(row.pinned_at is not None, row.standing),
        )

    @cached_property
    def _page(self) -> cards.NotePage:
        return cards.page(self._row)

    @cached_property
    def _counts(self) -> meetings.Counts:
        return meetings.tallies([self._row.id])[self._row.id]

    @property
    def _is_welcome(self) -> bool:
        """Whether somebody says hello here, or asks those who live here."""
        said = self._row.caption
        if "#" not in said and "＃" not in said:
            return False
        return WELCOME in topics_of(fold(tag) for tag in find_hashtags(said))

    @cached_property
    def _relation(self) -> follows.Relation:
        return follows.Relation() if self._is_own else follows.relation(self._viewer, person_id=self._row.author_id)

    @cached_property
    def _said(self) -> translated.Said:
        """What the note says in the reader's language, as far as they want that."""
        return translated.of_note(self._viewer, self._row, self._asked)

    def body(self) -> bytes:
        """The article: its words and pictures are kept, the rest is laid in."""
        tied = ties.Ties(self._request, self._viewer, self._row)
        values: dict[str, str | bytes] = {
            "follow": self._follow(),
            "menu": self._menu(),
            "state": self._state(),
            "answers_to": tied.before(),
            "quote": tied.quote(),
            "answers": tied.after(),
            "comments": comments.comment_list(
                self._viewer, self._row, count=self._counts.comments, is_welcome=self._is_welcome, asked=self._asked
            ),
            "translate": self._translate(),
            "reading": reading.link(self._viewer, self._row, self._asked),
            "actions": self._actions(),
            "sizes": SMALLEST if saves_data(self._request) else NOTE_SIZES,
        }
        key = (*self._key, *translated.key_of(self._said))
        return skeleton.part("notes/_note.html", key=key, values=values, context=self._words)

    def _translate(self) -> bytes:
        """Where the translations come from, or the link that asks for them."""
        if self._said:
            menu = translated.Menu(f"/n/{self._row.id}/improve", self._row.language, self._viewer is not None)
            return translated.told(self._said.values(), menu)
        if self._asked.wants_note(self._row.language):
            return translated.nothing("translation").encode()
        if not self._asked.offers(self._row.language):
            return b""
        address, of = f"/n/{self._row.id}?{translated.ASKING}=note", cards.title_of(self._row)
        privacy = translated.PRIVACY.get(self._row.visibility, "private")
        offer = translated.offered(self._row.language, self._asked.wish.into, privacy)
        device = translated.device_for(self._row.language, self._asked.wish.into, privacy)
        return translated.ask(address, target=".note-words", of=of, offer=offer, device=device)

    def head(self) -> bytes:
        """What search engines and other sites are told."""
        return skeleton.part("notes/_head.html", key=self._key, context=self._told)

    def _words(self) -> dict[str, object]:
        caption = to_html(self._page.caption, mentions=self._page.mentions)
        said = clips.said_in(self._page.video, self._page.card.lang) if self._page.video else {}
        return {"page": self._page, "caption": caption, **said, **kinds.page(self._page), "said": self._said}

    def _told(self) -> dict[str, object]:
        card = self._page.card
        url = f"{settings.SITE_URL}{card.href}"
        context: dict[str, object] = {"card": card, "alternates": alternates(self._request), "url": url}
        if card.visibility in LISTED:
            picture = f"{settings.SITE_URL}{card.cover.large}" if card.cover else ""
            data: dict[str, object] = {
                "@context": "https://schema.org",
                "@type": "SocialMediaPosting",
                "headline": card.title,
                "image": picture,
                "url": url,
                "author": {"@type": "Person", "name": card.author.name},
            }
            if self._page.origin:
                data["datePublished"] = self._page.origin.first_published_at.isoformat()
            if self._page.origin and self._page.origin.url:
                data["isBasedOn"] = self._page.origin.url
            if self._page.video:
                data["video"] = clips.told(self._page, self._page.video, picture)
            words = json.dumps(kinds.told(self._page, data)).replace("<", "\\u003c")
            context |= {"picture": picture, "data": mark_safe(words)}  # noqa: S308 - no tag can begin in it
            said = " · ".join((*card.facts, cards.first_line(self._page.caption or card.title, 200)))
            video = self._page.video.whole if self._page.video else None
            context |= {"told": said, "video": video, "published_at": self._page.published_at}
        return context

    def _may_quote(self) -> bool:
        quoting = self._row.quoting
        return self._is_own or quoting == "everyone" or (quoting == "followers" and self._relation.follows)

    def _tools(self) -> dict[str, object]:
        return {
            "card": self._page.card,
            "person": self._page.card.author,
            "viewer": self._viewer,
            "is_own": self._is_own,
            "relation": self._relation,
            "may_quote": self._may_quote(),
            "page": self._page,
        }

    def _follow(self) -> bytes:
        key = (*self._key[2:4], self._viewer is None, self._is_own, self._relation)
        return skeleton.part("people/_follow.html", key=key, context=self._tools)

    def _menu(self) -> bytes:
        relation = self._relation
        key = (*self._key, self._viewer is None, self._is_own, relation.mutes, relation.follows, self._may_quote())
        return skeleton.part("notes/_menu.html", key=key, context=self._tools)

    def _state(self) -> bytes:
        if self._row.standing == VISIBLE:
            return b""
        return skeleton.part("notes/_state.html", key=(self._row.standing, self._is_own), context=self._tools)

    def _actions(self) -> bytes:
        """Like, save, share and the form for a comment; the like and the form's token are laid in."""
        viewer, note_id, counts, slots = self._viewer, self._row.id, self._counts, skeleton.Slots()
        marks = meetings.marks(viewer, note_ids=[note_id])
        is_saved = note_id in marks.saved
        like = LikeButton(is_signed_in=viewer is not None).of_note(note_id, counts.likes, note_id in marks.liked)
        return skeleton.part(
            "notes/_actions.html",
            key=(note_id, viewer is None, is_saved, counts.saves, counts.comments),
            values={"like": like, "csrf": form_token(self._request) if viewer else ""},
            context=lambda: {
                **self._tools(),
                "counts": counts,
                "is_saved": is_saved,
                "like": slots.like,
                "csrf_token": slots.csrf,
            },
        )
