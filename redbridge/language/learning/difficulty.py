"""How hard a text is: the band at which one knows nine in ten of its words."""

import re
from collections import Counter
from dataclasses import dataclass

from redbridge.language import jieba
from redbridge.language.gloss.pieces import pieces
from redbridge.language.learning import bands
from redbridge.language.learning.vocabulary import clean_word, learned, simplified

ENOUGH = 0.9
FEWEST_WORDS = 8  # fewer say nothing of a text
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Difficulty:
    """The band from 1, how it is called, and how many running words of the text stand in which band."""

    language: str
    band: int
    counts: tuple[int, ...]

    @property
    def label(self) -> str:
        """`HSK 4`, or `B1` for English."""
        return bands.label(self.language, self.band)

    @property
    def words(self) -> int:
        return sum(self.counts)


def difficulty(text: str, language: str) -> Difficulty | None:
    """None for a text that is too short to tell, or in a language without bands; names do not count."""
    kind = learned(language)
    if not kind:
        return None
    found = Counter(band for word in _running(text, kind) if (band := _band(word, kind)))
    total = sum(found.values())
    if total < FEWEST_WORDS:
        return None
    counts, known = tuple(found[band] for band in range(1, bands.HIGHEST[kind] + 1)), 0
    for band, count in enumerate(counts, 1):
        known += count
        if known >= ENOUGH * total:
            return Difficulty(kind, band, counts)
    raise AssertionError(counts)


def _running(text: str, kind: str) -> list[str]:
    if kind == "en":
        return [clean_word(piece.text, kind) for piece in pieces(text) if piece.kind == "latin"]
    plain = simplified(text)
    runs = (piece.text for piece in pieces(plain) if piece.kind == "han")
    return [word for run in runs for word in jieba.cut(run) if _HAN.search(word)]


def _band(word: str, kind: str) -> int:
    """Of a word that no list has: by its characters in Chinese; in English it may be a name."""
    return bands.band_of(word, kind) or (bands.hardest_sign(word) if kind == "zh" else 0)
