"""What cards say in the reader's own language: at once for languages they chose so, one by one for the others."""

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from sys import getsizeof
from typing import TYPE_CHECKING

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from redbridge.cards.notes import title_of
from redbridge.cards.stream import words_of
from redbridge.kit.kept import Kept
from redbridge.language import queries
from redbridge.language.readings import Reading, Text
from redbridge.language.rungs import Rung
from redbridge.language.wishes import Wish
from redbridge.notes import queries as notes
from redbridge.web import translated
from redbridge.web.templatetags.kit import icon

if TYPE_CHECKING:
    from redbridge.accounts.models import Person
    from redbridge.notes.models import Note

Version = tuple[int, int, int]  # of the note, its author, version of the author
MOST_BYTES = 4_000_000  # of words, and of translations, kept in each process
A_MINUTE = 60


@dataclass(frozen=True, slots=True)
class Words:
    """What a card says. It is of one version of a note, and so is who may see it."""

    language: str
    author_id: int
    privacy: str
    title: str
    text: str

    def parts(self, *, with_text: bool) -> Iterable[Text]:
        """The texts of the card."""
        yield Text(self.title, self.language, self.author_id, self.privacy, "title")
        if with_text and self.text:
            yield Text(self.text, self.language, self.author_id, self.privacy, "caption")


_kept: Kept[Words] = Kept(MOST_BYTES, lambda words: 400 + getsizeof(words.title) + getsizeof(words.text))


def words_on(row: "Note") -> Words:
    """What the cards of a note say."""
    privacy = translated.PRIVACY.get(row.visibility, "private")
    return Words(row.language, row.author_id, privacy, title_of(row), words_of(row))


def words_of_cards(viewer: "Person | None", versions: Mapping[int, Version]) -> dict[int, Words]:
    """The words of cards that the viewer may see; one query for all that are not kept yet."""
    found = {note_id: _kept.find((note_id, version[0])) for note_id, version in versions.items()}
    if missing := [note_id for note_id, words in found.items() if words is None]:
        for note_id, row in notes.visible_notes(viewer, ids=missing).items():
            found[note_id] = _kept.keep((note_id, versions[note_id][0]), words_on(row))
    return {note_id: words for note_id, words in found.items() if words is not None}


@dataclass(frozen=True, slots=True)
class Said:
    """What one card says in the reader's language, ready to be laid in; `is_late` where better words may still come."""

    title: bytes
    text: bytes
    is_late: bool


_said: Kept[Said] = Kept(MOST_BYTES, lambda said: 400 + len(said.title) + len(said.text))


class Saying:
    """The cards of one list; it asks nothing of the database unless the reader chose a language for good.

    What was shown is shown for a minute without looking it up again.
    """

    def __init__(
        self, viewer: "Person | None", wish: Wish, versions: Mapping[int, Version], *, with_text: bool = False
    ) -> None:
        self._viewer, self._wish, self._with_text = viewer, wish, with_text
        self._interface = get_language() or ""
        self._said = self._at_once(versions) if wish.is_eager else {}
        self._words = words_of_cards(viewer, versions) if with_text and not wish.is_eager else {}
        self._choices = {each: wish.choice(each) for each in {words.language for words in self._words.values()}}

    def _at_once(self, versions: Mapping[int, Version]) -> dict[int, Said]:
        minute = int(time.monotonic() / A_MINUTE)
        # One text, since its hash is counted once.
        how = repr((self._wish.key, self._interface, self._with_text, self._viewer is None, minute))
        keys = {note_id: (note_id, version[0], how) for note_id, version in versions.items()}
        found = {note_id: said for note_id, key in keys.items() if (said := _said.find(key)) is not None}
        if len(found) == len(keys):
            return found
        missing = {note_id: version for note_id, version in versions.items() if note_id not in found}
        words_of_missing = words_of_cards(self._viewer, missing)
        eager = [each for each in words_of_missing.values() if self._wish.choice(each.language) == "always"]
        texts = [text for words in eager for text in words.parts(with_text=self._with_text)]
        readings = fill_up(self._viewer, texts, into=self._wish.into) if texts else {}
        for note_id, words in words_of_missing.items():
            found[note_id] = said = self._make(note_id, words, readings)
            if not said.is_late:
                _said.keep(keys[note_id], said)
        return found

    def _make(self, note_id: int, words: Words, readings: translated.Said) -> Said:
        choice = self._wish.choice(words.language)
        if choice != "always":
            return Said(b"", self._ask(note_id, words) if choice == "ask" and self._with_text else b"", is_late=False)
        reading = readings.get(words.title)
        is_late = (reading is None or reading.rung >= Rung.GLOSS) and self._is_offered(words)
        title = title_said(note_id, reading).encode() if reading or is_late else b""
        text = b""
        if self._with_text:
            text = text_said(note_id, words, readings, is_member=self._viewer is not None)
        return Said(title, text, is_late)

    def _ask(self, note_id: int, words: Words) -> bytes:
        offer = translated.offered(words.language, self._wish.into, words.privacy)
        device = translated.device_for(words.language, self._wish.into, words.privacy)
        return _ask(self._interface, note_id, words.title, offer, device)

    def _is_offered(self, words: Words) -> bool:
        """Whether an engine elsewhere could do better than what is there."""
        return bool(translated.place_of(translated.offered(words.language, self._wish.into, words.privacy).place))

    def title(self, note_id: int) -> bytes:
        """The title of a card, before the original."""
        said = self._said.get(note_id)
        return said.title if said else b""

    def text(self, note_id: int) -> bytes:
        """The first words beneath the original, with where they come from; or the link that asks for them."""
        if said := self._said.get(note_id):
            return said.text
        words = self._words.get(note_id)
        if words is None or self._choices[words.language] != "ask":
            return b""
        return self._ask(note_id, words)

    def rest(self) -> bytes:
        """What asks for the rest in one request, once the page stands."""
        late = [note_id for note_id, said in self._said.items() if said.is_late]
        if not late:
            return b""
        address = f"/translations?n={','.join(map(str, late))}"
        return format_html('<li hidden hx-get="{}" hx-trigger="load" hx-swap="outerHTML"></li>', address).encode()


def fill_up(viewer: "Person | None", texts: Sequence[Text], *, into: str) -> translated.Said:
    """What is kept of texts, and what this server can add without asking anybody elsewhere."""
    said = translated.kept(texts, into=into)
    missing = [text for text in texts if text.words not in said]
    return {**said, **translated.translated(viewer, missing, into=into, allow_outside=False)} if missing else said


def title_said(note_id: int, reading: Reading | None, *, is_late: bool = False) -> SafeString:
    """The title of a card in the reader's language; an empty place for one that is still to come.

    With `is_late` htmx puts it into that place.
    """
    if reading is None:
        return format_html('<span id="said-{}"></span>', note_id)
    swap = SafeString(' hx-swap-oob="true"') if is_late else ""
    label = translated.short_label(reading)
    return format_html(
        '<span class="card-said" id="said-{}"{}><span lang="{}" dir="auto">{}</span>'
        '<small class="card-rung">{}{}</small></span>',
        *(note_id, swap, reading.language, reading.words, icon("languages", "icon-small"), label),
    )


def card_said(note_id: int, words: Words, said: translated.Said, *, is_member: bool) -> bytes:
    """Title and first words of one card, asked for by its link, whose place they take."""
    title = said.get(words.title)
    above = (
        format_html('<p class="post-title" lang="{}" dir="auto">{}</p>', title.language, title.words) if title else ""
    )
    beneath = text_said(note_id, words, said, is_member=is_member)
    return format_html('<div class="post-asked" id="tr-n{}">{}', note_id, above).encode() + beneath + b"</div>"


def text_said(note_id: int, words: Words, said: translated.Said, *, is_member: bool) -> bytes:
    """The first words of a note below the original, with the line that says where they come from."""
    readings = [said[each] for each in (words.text, words.title) if each in said]
    if not readings:
        return b""
    shown = readings[:1] if words.text in said else []
    menu = translated.Menu(f"/n/{note_id}/improve", words.language, is_member)
    beneath = format_html_join(
        "", '<p class="post-words" lang="{}" dir="auto">{}</p>', ((each.language, each.words) for each in shown)
    )
    return b'<div class="post-said">' + beneath.encode() + translated.told(readings, menu) + b"</div>"


@lru_cache(maxsize=4096)
def _ask(_interface: str, note_id: int, title: str, offer: queries.Offer, device: tuple[str, str] | None) -> bytes:
    name = f"tr-n{note_id}"
    return translated.ask(
        f"/n/{note_id}/translation",
        target=f"#{name}",
        of=title,
        name=name,
        page=f"/n/{note_id}?{translated.ASKING}=note",
        offer=offer,
        device=device,
    )
