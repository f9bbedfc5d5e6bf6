"""A small page that reads codes: Morse, braille, letters and numbers that stand for words. It says by which rule."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import get_language, gettext_lazy
from django.views.decorators.http import require_safe

from redbridge.language import decoding
from redbridge.language.tags import tag_of
from redbridge.web.shell import whole_page

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

RULES: "dict[str, _StrPromise]" = {
    "morse": gettext_lazy("Morse code: each group is a letter."),
    "braille": gettext_lazy("Braille: each cell is a letter."),
    "letters": gettext_lazy("Letters that stand for words, from the glossary."),
    "numbers": gettext_lazy("Numbers that sound like words, from the glossary."),
}
EXAMPLES = ("... --- ...", "⠓⠑⠇⠇⠕", "yyds", "520 1314", "xswl", "iykyk")


@dataclass(frozen=True, slots=True)
class Read:
    """One decoded piece as a page shows it."""

    source: str
    words: str
    lang: str
    reading: str
    rule: "_StrPromise"
    href: str


@require_safe
def decode(request: HttpRequest) -> HttpResponse:
    """Type something, or come from a comment that is nothing but a code."""
    text = request.GET.get("text", "").replace("\x00", "")[: decoding.LONGEST]
    found = read(text)
    context = {
        "text": text,
        "found": found,
        "symbols": [] if found else decoding.symbols(text),
        "is_silent": bool(text) and not found,
        "has_no_words": decoding.has_no_words(text),
        "examples": [(each, f"/decode?text={quote(each)}") for each in EXAMPLES],
        "longest": decoding.LONGEST,
    }
    return whole_page(request, "slang/decode.html", context)


def read(text: str) -> list[Read]:
    """What a text says by the rules, in the reader's language where the glossary has it."""
    return [
        Read(
            each.source,
            each.words,
            tag_of(each.language) if each.language != "und" else "",
            each.reading,
            RULES[each.rule],
            f"/slang/{each.term_language}/{quote(each.term, safe='')}" if each.term else "",
        )
        for each in decoding.decode(text, into=get_language() or "en")
    ]


urlpatterns = [path("decode", decode, name="decode")]
