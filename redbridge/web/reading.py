"""A note read word by word: each sentence with its readings, and below it what it means."""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.html import escape
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from redbridge.cards import notes as cards
from redbridge.language import learning
from redbridge.language.learning import bands
from redbridge.language.queries import vocabulary
from redbridge.language.readings import Reading, Text
from redbridge.notes import queries
from redbridge.notes.kinds import shape_of
from redbridge.web import skeleton, translated
from redbridge.web.shell import whole_page
from redbridge.web.viewers import number_in, viewer_of

if TYPE_CHECKING:
    from redbridge.accounts.models import Person
    from redbridge.language.learning import Difficulty, Token
    from redbridge.notes.models import Note

COOKIE = "pinyin"  # how one likes to read is kept in the browser
EVERYONE = "everyone"
YEAR = 60 * 60 * 24 * 365
SHOWING = ("none", "unknown", "all")
A_PAGE = 40
KINDS = {"title": "title", "caption": "caption", "card": "caption", "details": "details"}


@dataclass(frozen=True, slots=True)
class Taste:
    """Over which words readings stand, and up to which band the reader knows words without having said so of each."""

    showing: str = "unknown"
    level: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence on the page; `number` is its place in the note."""

    number: int
    part: str
    said: str
    words: SafeString
    reading: Reading | None


@require_safe
def read(request: HttpRequest, note_id: int) -> HttpResponse:
    """The note, sentence by sentence."""
    viewer = viewer_of(request)
    row = queries.get_note(viewer, note_id=note_id)
    found = sentences_of(row)
    pages = max(1, -(-len(found) // A_PAGE))
    page = min(max(1, number_in(request, "page") or 1), pages)
    taste = taste_of(request)
    lines = _lines(request, viewer, row, page, taste)
    kind = learning.learned(row.language)
    context = {
        "card": cards.cards_of({row.id: row})[row.id],
        "lines": lines,
        "source": translated.source_of(line.reading for line in lines if line.reading),
        "kind": kind,
        "level": hardness_of(row),
        "taste": taste,
        "levels": [(band, bands.label(kind, band)) for band in range(1, bands.HIGHEST.get(kind, 0) + 1)],
        "page": page,
        "pages": range(1, pages + 1),
    }
    response = whole_page(request, "learning/read.html", context)
    if row.visibility != EVERYONE:
        response.headers["X-Robots-Tag"] = "noindex"
    return _remembered(request, response, taste)


def _remembered(request: HttpRequest, response: HttpResponse, taste: Taste) -> HttpResponse:
    """With the choice of readings kept in the browser, when it was made just now."""
    if COOKIE in request.GET:
        value = f"{taste.showing}-{taste.level}"
        response.set_cookie(COOKIE, value, max_age=YEAR, secure=request.is_secure(), samesite="Lax")
    return response


def sentences_of(row: "Note") -> list[tuple[str, str]]:
    """(part of the note, sentence) of everything that it says, in order."""
    return _cut(row.title, row.caption, row.card_text, tuple(shape_of(row.kind).words(row.details)))


@lru_cache(maxsize=64)
def _cut(title: str, caption: str, card_text: str, details: tuple[str, ...]) -> list[tuple[str, str]]:
    parts = [("title", title), ("card", card_text), ("caption", caption), *(("details", each) for each in details)]
    return [(part, text[start:end]) for part, text in parts for start, end in learning.sentences(text)]


def hardness_of(row: "Note") -> "Difficulty | None":
    """How hard the words of a note are; whoever shows it keeps it by the note's version."""
    parts = (row.title, row.card_text, row.caption, *shape_of(row.kind).words(row.details))
    return learning.difficulty("\n".join(parts), row.language)


def link(viewer: "Person | None", row: "Note", asked: translated.Asked) -> bytes:
    """The way to this page from a note in a language that the reader learns or does not read, and how hard it is."""
    if not learning.learned(row.language):
        return b""
    learns = viewer is not None and any(
        learning.learned(each) == learning.learned(row.language) for each in viewer.learns
    )
    if not learns and asked.wish.choice(row.language) == "never":
        return b""
    return skeleton.part(
        "learning/_link.html", key=(row.id, row.version), context=lambda: {"note": row, "level": hardness_of(row)}
    )


def taste_of(request: HttpRequest) -> Taste:
    """As chosen in the form, else as kept in the browser."""
    if COOKIE in request.GET:
        return _taste(request.GET[COOKIE], request.GET.get("level", ""))
    showing, _dash, level = request.COOKIES.get(COOKIE, "").partition("-")
    return _taste(showing, level)


def _taste(showing: str, level: str) -> Taste:
    known = int(level) if level in {"1", "2", "3", "4", "5", "6", "7"} else 0
    return Taste(showing if showing in SHOWING else Taste().showing, known)


def _lines(request: HttpRequest, viewer: "Person | None", row: "Note", page: int, taste: Taste) -> list[Line]:
    start, kind = (page - 1) * A_PAGE, learning.learned(row.language)
    here = sentences_of(row)[start : start + A_PAGE]
    tokens = [learning.read(said, row.language) for _part, said in here]
    words = {token.word for line in tokens for token in line}
    states = vocabulary.word_states(viewer, language=kind, words=words)
    privacy = translated.PRIVACY.get(row.visibility, "private")
    texts = {
        said: Text(said, row.language, row.author_id, privacy, KINDS[part], row.version, row.edited_at)
        for part, said in here
    }
    meant = translated.translated(viewer, list(texts.values()), into=translated.wish_of(request).into)
    return [
        Line(number, part, said, _drawn(line, kind, states, taste, f"n={row.id}&amp;s={number}"), meant.get(said))
        for number, ((part, said), line) in enumerate(zip(here, tokens, strict=True), start)
    ]


def _drawn(tokens: "list[Token]", kind: str, states: dict[str, str], taste: Taste, place: str) -> SafeString:
    """The words as links; by hand, for a template would take longer than everything else on the page."""
    drawn: list[str] = []
    for token in tokens:
        text = escape(token.text)
        if not token.word:
            drawn.append(text)
            continue
        state = states.get(token.word) or ("known" if 0 < token.band <= taste.level else "new")
        slang = " word-slang" if token.slang else ""
        href = f"/words/{kind}/{escape(urlencode({'': token.word})[1:].replace('+', '%20'))}?{place}"
        data = escape(token.word)
        drawn.append(f'<a class="word word-{state}{slang}" data-word="{data}" href="{href}">{_ruby(token, taste)}</a>')
    return mark_safe("".join(drawn))  # noqa: S308 - each word is escaped


def _ruby(token: "Token", taste: Taste) -> str:
    text = escape(token.text)
    if not token.syllables or taste.showing == "none":
        return text
    over = "".join(f'<i class="tone-of-{tone}">{escape(part)}</i>' for part, tone in token.syllables)
    return f'<ruby>{text}<rt aria-hidden="true">{over}</rt></ruby>'


urlpatterns = [path("n/<int:note_id>/read", read, name="read-note")]
