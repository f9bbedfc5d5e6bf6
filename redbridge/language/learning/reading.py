"""A text word by word: how each is read, what it means, how early one learns it, and whether it is slang."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from redbridge.language import dictionary, jieba
from redbridge.language.gloss.pieces import Word, pieces
from redbridge.language.learning import bands, pronouncing
from redbridge.language.learning.vocabulary import clean_word, learned, simplified
from redbridge.language.slang import Entry as Slang
from redbridge.language.slang import find as find_slang

MOST_SENSES = 8
LONGEST_TEXT = 20_000


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a text where it stands; `word` is its dictionary form, empty for spaces, marks and what is no word.

    `syllables` are the parts of the reading with the tone of each, 0 where it is light.
    """

    start: int
    end: int
    text: str
    word: str = ""
    syllables: tuple[tuple[str, int], ...] = ()
    band: int = 0
    slang: Slang | None = None

    @property
    def reading(self) -> str:
        """The pronunciation in Latin letters, where the script does not show it."""
        return "".join(part for part, _tone in self.syllables)


def read(text: str, language: str) -> list[Token]:
    """Every piece of the text in order, so that together they are the text again."""
    text, kind = text[:LONGEST_TEXT], learned(language)
    if not kind:
        return [Token(0, len(text), text)] if text else []
    plain = simplified(text) if kind == "zh" else text
    cut = list(_cut(plain, kind))
    return [_token(cut, place, text, kind) for place in range(len(cut))]


def senses(word: str, language: str) -> list[dictionary.Entry]:
    """What the dictionary says of a word in its dictionary form: of an English word, the Chinese ones for it."""
    return dictionary.look_up(word) if language == "zh" else dictionary.look_up_english(word)


def _cut(plain: str, kind: str) -> Iterator[tuple[int, int, bool, Slang | None]]:
    """(start, end, whether it is a word, slang) of each piece."""
    hits = [hit for hit in find_slang(plain, kind) if hit.end > hit.start]
    at = 0
    for piece in _opened(plain):
        while hits and hits[0].start < max(at, piece.start):
            hits.pop(0)
        if piece.end <= at:
            continue
        start = max(at, piece.start)
        while hits and hits[0].start < piece.end and piece.kind in {"han", "latin", "number"}:
            hit = hits.pop(0)
            if hit.start < start:
                continue
            yield from _words(plain, start, hit.start, piece.kind, kind)
            yield hit.start, hit.end, True, hit.entry
            start = hit.end
        yield from _words(plain, start, piece.end, piece.kind, kind)
        at = max(start, piece.end)


def _opened(text: str) -> Iterator[Word]:
    """The pieces; a hashtag is a mark and words."""
    for piece in pieces(text):
        if piece.kind == "kept" and piece.text[0] in "#＃" and len(piece.text) > 1:
            yield Word(piece.start, piece.start + 1, piece.text[0], "mark")
            for part in pieces(piece.text[1:]):
                yield Word(piece.start + 1 + part.start, piece.start + 1 + part.end, part.text, part.kind)
        else:
            yield piece


def _words(plain: str, start: int, end: int, piece: str, kind: str) -> Iterator[tuple[int, int, bool, Slang | None]]:
    if start >= end:
        return
    if piece == "han" and kind == "zh":
        for word in jieba.cut(plain[start:end], hmm=False):
            for part in (word,) if is_one_word(word) else pronouncing.parts(word):
                yield start, start + len(part), True, None
                start += len(part)
    else:
        yield start, end, piece == "latin" and kind == "en", None


@lru_cache(maxsize=4096)
def is_one_word(word: str) -> bool:
    """Whether one can look it up as it is; `一杯` are two words to a learner."""
    return len(word) == 1 or bool(bands.band_of(word, "zh") or dictionary.look_up(word))


def _token(cut: Sequence[tuple[int, int, bool, Slang | None]], place: int, text: str, kind: str) -> Token:
    start, end, is_word, entry = cut[place]
    said = text[start:end]
    word = entry.term if entry else clean_word(said, kind) if is_word else ""
    if not word:
        return Token(start, end, said)
    found: tuple[tuple[str, int], ...] = ()
    if kind == "zh" and not said.isascii():
        near = [_neighbor(cut, text, place + step) for step in (-1, 1)]
        found = tuple(pronouncing.joined(pronouncing.syllables(simplified(said), *near)))
    return Token(start, end, said, word, found, bands.band_of(word, kind), entry)


def _neighbor(cut: Sequence[tuple[int, int, bool, Slang | None]], text: str, place: int) -> str:
    if not 0 <= place < len(cut) or not cut[place][2]:
        return ""
    return simplified(text[cut[place][0] : cut[place][1]])
