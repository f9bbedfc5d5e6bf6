"""Word by word into the other language: readable, quick, never a translation and never called one.

Needs no network and no model. Between Chinese and English only; what is neither stays as it stands.
"""

from dataclasses import dataclass

from redbridge.language.gloss import chinese, english
from redbridge.language.gloss.pieces import Word

VERSION = "1"
MOST_SIGNS = 20_000  # of one text; what comes after stays as it stands


@dataclass(frozen=True, slots=True)
class GlossWord:
    """A word of the text, where it stands, and what it means on its own."""

    start: int
    end: int
    text: str
    meaning: str
    reading: str = ""
    is_slang: bool = False


@dataclass(frozen=True, slots=True)
class Gloss:
    """The glossed text, its words, and which part of the words was known, from 0 to 1."""

    text: str
    words: tuple[GlossWord, ...]
    coverage: float


def can(source: str, target: str) -> bool:
    """Whether there is a gloss from one tag to the other."""
    return {source.split("-", maxsplit=1)[0], target.split("-", maxsplit=1)[0]} == {"zh", "en"} and "zh-Latn" not in {
        source,
        target,
    }


def gloss(text: str, *, source: str = "zh", target: str = "en") -> Gloss:
    """Gloss one text; tokens of a masked text stand in the answer just as they stood."""
    if not can(source, target):
        raise ValueError(f"No gloss from {source} to {target}.")
    side = chinese if source.startswith("zh") else english
    head, rest = text[:MOST_SIGNS], text[MOST_SIGNS:]
    written, words = side.render(head)
    if target == "zh-Hant":
        written = english.traditional(written)
    known = [word for word in words if word.is_word]
    share = sum(word.is_known for word in known) / len(known) if known else 0.0
    return Gloss(written + rest, tuple(_told(word) for word in known), round(share, 3))


def _told(word: Word) -> GlossWord:
    return GlossWord(word.start, word.end, word.text, word.meaning, is_slang=word.is_slang)
