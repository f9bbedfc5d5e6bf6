"""Codes that people write for fun, read by stated rules: Morse, braille, letters for syllables, numbers for words.

Nothing is invented: what fits no rule has no words to translate.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from redbridge.language import slang
from redbridge.language.tags import base

LONGEST: Final = 500
_LETTERS: Final = (
    ".- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- -.-- --.. "
    "----- .---- ..--- ...-- ....- ..... -.... --... ---.. ----. "
    ".-.-.- --..-- ..--.. .----. -.-.-- -..-. -.--. -.--.- ---... -...- .-.-. -....- .-..-. .--.-."
)
_MORSE: Final = MappingProxyType(
    dict(zip(_LETTERS.split(), "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,?'!/():=+-\"@", strict=True))
)
_DOTS: Final = str.maketrans({**dict.fromkeys("·•∙⋅・●", "."), **dict.fromkeys("−–—‐‑_－ー", "-"), "…": "..."})
_BRAILLE: Final = MappingProxyType(dict(zip("⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚⠅⠇⠍⠝⠕⠏⠟⠗⠎⠞⠥⠧⠺⠭⠽⠵", "abcdefghijklmnopqrstuvwxyz", strict=True)))
_BRAILLE_MARKS: Final = MappingProxyType(
    {"⠂": ",", "⠆": ";", "⠒": ":", "⠲": ".", "⠦": "?", "⠖": "!", "⠄": "'", "⠤": "-"}
)
_CAPITAL, _NUMBER, _EMPTY = "⠠", "⠼", "⠀"
_DIGITS: Final = MappingProxyType(dict(zip("⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚", "1234567890", strict=True)))
_CODE: Final = re.compile(r"[a-z]{2,6}\d?[a-z]?\d?|\d{2,5}|[a-z]\d[a-z]\d|v\d{2}", re.IGNORECASE)
_SCRIPTS: Final = (
    *("LATIN", "CJK", "IDEOGRAPHIC", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "CYRILLIC", "GREEK", "ARABIC"),
    *("HEBREW", "DEVANAGARI", "BENGALI", "TAMIL", "THAI", "FULLWIDTH", "HALFWIDTH", "COMBINING"),
)
_CODED_KINDS: Final = frozenset({"abbreviation", "number"})


@dataclass(frozen=True, slots=True)
class Decoded:
    """What a code says: `rule` names how it was read, `words` are in `language`; `term` leads to the glossary."""

    rule: str  # morse, braille, letters or numbers
    source: str
    words: str
    language: str
    reading: str = ""
    term: str = ""
    term_language: str = ""


def decode(text: str, *, into: str = "en") -> list[Decoded]:
    """Everything in a text that a rule reads, in order; empty where there are no words to translate."""
    text = text[:LONGEST].strip()
    if not text:
        return []
    whole = morse(text) or braille(text)
    return [whole] if whole else _coded(unicodedata.normalize("NFKC", text), into)


def is_code(text: str) -> bool:
    """Whether a text is nothing but a code or symbols, so that no dictionary helps with it."""
    text = text.strip()
    if not text or len(text) > LONGEST:
        return False
    if _is_morse(text) or _is_braille(text):
        return True
    words = _pieces(unicodedata.normalize("NFKC", text))
    if not words:
        return True
    return all(_CODE.fullmatch(word) and _term(word) for word in words)


def has_no_words(text: str) -> bool:
    """Whether a text is symbols alone, with neither letters nor a rule that reads it."""
    text = text.strip()
    return bool(text) and not any(map(_is_read, text)) and not (_is_morse(text) or _is_braille(text))


def symbols(text: str, *, most: int = 12) -> list[tuple[str, str]]:
    """Symbols and emoji by the names that Unicode gives them: what is there, never what it might mean."""
    found: dict[str, str] = {}
    for sign in text[:LONGEST]:
        if unicodedata.category(sign) in {"So", "Sm", "Sk"} and (name := unicodedata.name(sign, "")):
            found.setdefault(sign, name.capitalize())
    return list(found.items())[:most]


def morse(text: str) -> Decoded | None:
    """Morse code: each group of dots and dashes is a letter, a slash or a wide gap ends a word."""
    if not _is_morse(text):
        return None
    words = []
    for word in re.split(r"\s*[/|]\s*|\s{3,}|\n", text.translate(_DOTS).strip()):
        letters = [_MORSE.get(group) for group in word.split()]
        if None in letters:
            return None
        words.append("".join(letter or "" for letter in letters))
    said = " ".join(filter(None, words))
    return Decoded("morse", text, said, "und") if said else None


def braille(text: str) -> Decoded | None:
    """Braille: each cell is a letter; a sign before makes capitals or digits."""
    if not _is_braille(text):
        return None
    said: list[str] = []
    is_capital = is_number = False
    for cell in text:
        if cell == _NUMBER:
            is_number = True
        elif cell == _CAPITAL:
            is_capital = True
        elif cell == _EMPTY or cell.isspace():
            said.append(" ")
            is_number = False
        elif cell in _BRAILLE_MARKS:
            said.append(_BRAILLE_MARKS[cell])
        else:
            letter = _DIGITS.get(cell) if is_number else _BRAILLE.get(cell)
            if letter is None:
                return None
            said.append(letter.upper() if is_capital else letter)
            is_capital = False
    words = " ".join("".join(said).split())
    return Decoded("braille", text, words, "und") if words else None


def _is_read(sign: str) -> bool:
    """Whether it is a letter or digit of a script that people here write; some draw pictures with others."""
    return sign.isalnum() and (sign.isascii() or unicodedata.name(sign, "").startswith(_SCRIPTS))


def _is_morse(text: str) -> bool:
    plain = text.translate(_DOTS)
    groups = [group for group in re.split(r"[\s/|]+", plain) if group]
    if not groups or set("".join(groups)) - set(".-"):
        return False
    # Dots alone are a pause, dashes alone are a line.
    return len(groups) > 1 and len(set("".join(groups))) > 1


def _is_braille(text: str) -> bool:
    cells = [sign for sign in text if not sign.isspace()]
    return bool(cells) and all("\u2800" <= sign <= "\u28ff" for sign in cells)


def _pieces(text: str) -> list[str]:
    return [word for word in re.split(r"[\W_]+", text) if any(map(_is_read, word))]


def _coded(text: str, into: str) -> list[Decoded]:
    found = [
        _told(word, entry) for word in _pieces(text) if _CODE.fullmatch(word) and (entry := _term(word, base(into)))
    ]
    return list(_once(found))


def _told(word: str, entry: slang.Entry) -> Decoded:
    rule = "numbers" if word.isdecimal() else "letters"
    return Decoded(rule, word, entry.meaning, entry.into, entry.reading, entry.term, entry.language)


def _term(word: str, into: str = "") -> slang.Entry | None:
    """A code of the glossary: explained in the reader's language where it can be, Chinese ones before English ones."""
    for pair in sorted(slang.languages(), key=lambda pair: pair[1] != into):
        for hit in slang.find(word, *pair):
            if (
                hit.start == 0
                and hit.end == len(word)
                and (hit.entry.kind in _CODED_KINDS or any(map(str.isdecimal, word)))
            ):
                return hit.entry
    return None


def _once(found: Iterable[Decoded]) -> Iterable[Decoded]:
    return dict.fromkeys(found)
