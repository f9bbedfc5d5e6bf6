"""What is written in other languages, in the reader's own: what they wish, what they asked for, and how it is shown."""

import re
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from redbridge.cards import people as people_cards
from redbridge.language import actions, names, queries
from redbridge.language.readings import Reading, Text
from redbridge.language.rungs import BY_PEOPLE, Rung
from redbridge.language.wishes import Wish, make, read_cookie
from redbridge.notes.kinds import shape_of
from redbridge.notes.text import to_html
from redbridge.web import skeleton
from redbridge.web.viewers import viewer_of

if TYPE_CHECKING:
    from redbridge.accounts.models import Person
    from redbridge.cards.comments import CommentCard
    from redbridge.notes.models import Note

COOKIE = "reading"  # choices for one's own eyes are kept in the browser, so that no page asks the database for them
ASKING = "tr"
ALL = "all"
_COMMENT = re.compile(r"c(\d{1,19})")
PRIVACY = {"everyone": "public", "unlisted": "public", "followers": "followers", "mutuals": "followers"}
OFFER_SECONDS = 60
PROBE = "Some words of a text"  # as long as what a machine is trusted with
Said = Mapping[str, Reading]  # by the original words


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader wants translated on a page: by the address they asked with, and by what they chose for good."""

    wish: Wish
    is_all: bool = False
    is_note: bool = False
    is_bio: bool = False
    comment_id: int = 0

    def offers(self, language: str) -> bool:
        """Whether an item in a language has a link to its translation."""
        return self.wish.choice(language) == "ask"

    def wants_note(self, language: str) -> bool:
        """Whether the words of the note are translated on this page."""
        return self._wants(language, is_asked=self.is_all or self.is_note)

    def wants_bio(self, language: str) -> bool:
        """Whether what somebody says of themselves is."""
        return self._wants(language, is_asked=self.is_all or self.is_bio)

    def wants_comment(self, language: str, comment_id: int) -> bool:
        """Whether a comment is."""
        return self._wants(language, is_asked=self.is_all or self.comment_id == comment_id)

    def _wants(self, language: str, *, is_asked: bool) -> bool:
        choice = self.wish.choice(language)
        return choice == "always" or (is_asked and choice == "ask")

    @property
    def is_more(self) -> bool:
        """Whether comments are shown with translations that may change at any time."""
        return self.is_all or bool(self.comment_id) or self.wish.is_eager

    @property
    def key(self) -> tuple[object, ...]:
        """Of parts of pages that look the same for whoever wishes and asks the same."""
        return self.wish.key, self.is_all, self.is_note, self.comment_id


def wish_of(request: HttpRequest) -> Wish:
    """How this reader wants other languages; looked up once a request, and without the database."""
    found: Wish | None = getattr(request, "_wish", None)
    if found is None:
        viewer, interface = viewer_of(request), str(getattr(request, "LANGUAGE_CODE", "en"))
        into, chosen = read_cookie(request.COOKIES.get(COOKIE, ""))
        reads = frozenset({interface, *(viewer.reads if viewer else ())})
        found = make(into=into or interface, reads=reads, chosen=chosen)
        request._wish = found  # type: ignore[attr-defined]  # noqa: SLF001 - our own slot on Django's object
    return found


def asked_by(request: HttpRequest) -> Asked:
    """What the address asks for: `?tr=all` the note with its comments, `?tr=note` the note, `?tr=c12` one comment.

    On a profile `?tr=bio` asks for what somebody says of themselves.
    """
    said = request.GET.get(ASKING, "")
    one = _COMMENT.fullmatch(said)
    return Asked(wish_of(request), said == ALL, said == "note", said == "bio", int(one[1]) if one else 0)


def of_note(viewer: "Person | None", row: "Note", asked: Asked) -> Said:
    """Every text of a note that the reader wants translated, with its translation."""
    if not asked.wants_note(row.language):
        return {}
    return translated(viewer, texts_of(row), into=asked.wish.into)


def bio(viewer: "Person | None", person: "Person", asked: Asked, *, href: str) -> bytes:
    """What somebody says of themselves below the original, or the link that asks for it."""
    language = person.bio_language or names.UNKNOWN
    text = Text(person.bio, language, person.id, "followers" if person.is_private else "public", "bio", person.version)
    if person.bio and asked.wants_bio(language):
        if found := translated(viewer, [text], into=asked.wish.into):
            return beneath(found[person.bio], name="tr-bio", menu=Menu("", language, viewer is not None))
        return nothing("tr-bio").encode() if asked.is_bio else b""
    if not person.bio or not asked.offers(language):
        return b""
    offer = offered(language, asked.wish.into, text.privacy)
    device = device_for(language, asked.wish.into, text.privacy)
    return ask(f"{href}?{ASKING}=bio", target="#tr-bio", of=person.name, name="tr-bio", offer=offer, device=device)


def texts_of(row: "Note") -> list[Text]:
    """The texts of a note, each once."""
    privacy = PRIVACY.get(row.visibility, "private")
    parts = [("title", row.title), ("caption", row.caption), ("caption", row.card_text)]
    parts += [("details", words) for words in shape_of(row.kind).words(row.details)]
    texts = {
        words: Text(words, row.language, row.author_id, privacy, kind, row.version, row.edited_at)
        for kind, words in parts
        if words
    }
    return list(texts.values())


def of_comments(viewer: "Person | None", note: "Note", found: "Iterable[CommentCard]", asked: Asked) -> Said:
    """Every comment that the reader wants translated, all in one request."""
    privacy = PRIVACY.get(note.visibility, "private")
    texts = {
        each.text: Text(each.text, each.lang, each.author.id, privacy, "comment", each.version, each.edited_at)
        for each in found
        if not each.is_gone and asked.wants_comment(each.lang, each.id)
    }
    return translated(viewer, list(texts.values()), into=asked.wish.into)


def translated(viewer: "Person | None", texts: Sequence[Text], *, into: str, allow_outside: bool = True) -> Said:
    """The texts that could be translated, by their words."""
    found = actions.translate(viewer, texts=texts, into=into, allow_outside=allow_outside) if texts else []
    return {text.words: reading for text, reading in zip(texts, found, strict=True) if reading is not None}


def kept(texts: Sequence[Text], *, into: str) -> Said:
    """The same of what is there already: two queries, and no engine is asked."""
    found = queries.kept(texts, into=into) if texts else []
    return {text.words: reading for text, reading in zip(texts, found, strict=True) if reading is not None}


def key_of(said: Said) -> tuple[object, ...]:
    """Of a part of a page that shows these translations."""
    return tuple((each.language, each.words) for each in said.values())


@dataclass(frozen=True, slots=True)
class Menu:
    """What a reader may do about a translation: say it better at `better`, have its language their way."""

    better: str
    language: str
    is_member: bool

    @property
    def name(self) -> str:
        """The language in its own words."""
        return names.own_name(self.language)


def told(readings: Iterable[Reading], menu: Menu | None = None) -> bytes:
    """The line that says where they come from, kept for all that come from the same."""
    source = source_of(readings)
    context = {"source": source, "menu": menu}
    return skeleton.part("reading/_source.html", key=(source, menu), context=lambda: context)


def beneath(reading: Reading, *, name: str, menu: Menu | None = None) -> bytes:
    """A translation below its comment, with where it comes from; `name` is its id on the page."""
    source = source_of([reading])
    context = {"reading": reading, "source": source, "id": name, "html": to_html(reading.words), "menu": menu}
    return skeleton.part("reading/_comment.html", key=(name, reading, source, menu), context=lambda: context)


def nothing(name: str) -> SafeString:
    """What stands in the place of a translation that could not be made."""
    return format_html('<p class="words-label" id="{}">{}</p>', name, _("Nothing here can translate this yet."))


def ask(
    address: str,
    *,
    target: str,
    of: str,
    place: str = "",
    name: str = "",
    page: str = "",
    offer: queries.Offer | None = None,
    device: tuple[str, str] | None = None,
) -> bytes:
    """The link to a translation; `target` is what htmx changes, `of` names the item for those who cannot see it.

    `place` is where on the page the translation stands, `name` the id of the link's own paragraph, `page` what the link
    leads to without script where that is another address, `offer` says who would be given the words. `device` is the
    pair of languages of what the reader's own browser translates where it can.
    """
    by = place_of(offer.place) if offer else ""
    context = {
        "href": (page or address) + place,
        "get": address,
        "target": target,
        "of": of,
        "id": name,
        "by": by,
        "device": device,
    }
    return skeleton.part("reading/_ask.html", key=tuple(context.values()), context=lambda: context)


def offered(language: str, into: str, privacy: str) -> queries.Offer:
    """What the texts of a class would be translated by now; looked at anew once a minute in each process."""
    return _offered(language, into, privacy, int(time.monotonic() / OFFER_SECONDS))


@lru_cache(maxsize=256)
def _offered(language: str, into: str, privacy: str, _minute: int) -> queries.Offer:
    return queries.offer([Text(PROBE, language, privacy=privacy)], into=into)


def forget_offers() -> None:
    """Look anew, as where engines come and go in tests."""
    _offered.cache_clear()
    spent_until.cache_clear()


def device_for(language: str, into: str, privacy: str) -> tuple[str, str] | None:
    """The pair for the browser's own translator, which comes first for what not everybody may read."""
    return None if privacy == "public" else (language, into)


def place_of(place: str) -> str:
    """Where the words would go or came from; nothing for this server."""
    return "" if place in {"", "here"} else place


@dataclass(frozen=True, slots=True)
class Source:
    """Where readings on a page come from, in words."""

    rung: Rung
    words: str
    place: str
    via: str
    by: str = ""
    spent_until: datetime | None = None

    @property
    def is_by_people(self) -> bool:
        return self.rung in BY_PEOPLE


def source_of(readings: Iterable[Reading]) -> Source | None:
    """The one line that says how good the translations of an item are: the least of them speaks for all."""
    worst = max(readings, key=lambda each: each.rung, default=None)
    if worst is None:
        return None
    via = names.own_name(worst.via) if worst.via else ""
    return Source(worst.rung, label_of(worst), place_of(worst.place), via, _address(worst), _spent_until(worst))


def _address(reading: Reading) -> str:
    """Who translated it, where a reader did; looked up once a minute in each process."""
    if reading.rung is not Rung.MEMORY or not reading.by:
        return ""
    return _address_of(reading.by, int(time.monotonic() / OFFER_SECONDS))


@lru_cache(maxsize=512)
def _address_of(person_id: int, _minute: int) -> str:
    found = people_cards.cards([person_id]).get(person_id)
    return found.address if found else ""


def _spent_until(reading: Reading) -> datetime | None:
    """When better engines may be asked again, where today's budget is why it is only word by word."""
    if reading.rung is not Rung.GLOSS:
        return None
    return spent_until(int(time.monotonic() / OFFER_SECONDS))


@lru_cache(maxsize=1)
def spent_until(_minute: int) -> datetime | None:
    """When the budget of the site is whole again, if it is used up today; looked at once a minute."""
    return queries.budget_used_until()


def label_of(reading: Reading) -> str:
    if reading.rung is Rung.AUTHOR:
        return _("Translated by the author")
    if reading.rung is Rung.MEMORY:
        return _("Translated by a reader")
    if reading.rung is Rung.RULES:
        return _("Translated by rules, often clumsy")
    if reading.rung is Rung.GLOSS:
        return _("Word by word, not a translation")
    return _("Translated by a machine")


def short_label(reading: Reading) -> str:
    """The same on a card, where there is little room."""
    if reading.rung in BY_PEOPLE:
        return _("By a person")
    return _("Word by word") if reading.rung is Rung.GLOSS else _("By machine")
