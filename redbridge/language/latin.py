"""Which language Latin letters are in: how often each language uses the words, then a model of its spelling."""

import re
from collections.abc import Mapping, Sequence
from math import exp, log
from typing import Final

from redbridge.language.commonwords import LETTERS, WEIGHTS
from redbridge.language.frequency import LANGUAGES, how_often
from redbridge.language.guessing import guess
from redbridge.language.names import UNKNOWN
from redbridge.language.pinyin import has_surname, looks_like_pinyin

PINYIN: Final = "zh-Latn"
_NEIGHBOURS: Final = ("en", "es", "fr", "pt", "it", "id")
_USUAL, _USUAL_WHEN_LONG, _LONG = 50, 42, 5
_LAUGHS = (
    (re.compile(r"(?:[jx]a){2,}j?|(?:je){2,}|(?:ji){2,}"), "es"),
    (re.compile(r"k{4,}|(?:rs){2,}|(?:hua){2,}"), "pt"),
    (re.compile(r"(?:wk){2,}w?"), "id"),
    (re.compile(r"(?:a?ha){3,}h?|l+o+l+|lma+o+|(?:he){3,}"), "en"),
    (re.compile(r"mdr+|ptdr+|xpt+dr+"), "fr"),
)  # fmt: skip
_STRETCHED = re.compile(r"(.)\1{2,}")
_UNHEARD: Final = 36  # ten times the Zipf value of a word that the table does not have
_OF_A_WORD: Final = 0.115  # natural logarithms for a tenth of Zipf's: half of what it is, for words come in company
_OF_A_LETTER: Final = 1.4
_OF_A_TELLING_WORD: Final = 1.5  # in a text of hardly more than that
_OF_THE_MODEL: Final = 1.0
_LEAST_LIKELY: Final = 0.08  # the model is too sure of a few foreign letters
_OF_THE_MODEL_FOR_FEW: Final = 0.5
_LIKELY: Final = {"en": 1.2, "es": 1.1, "fr": 0.5}  # what is written here most
_CLEAR: Final = 3.5  # so far ahead that the model need not be asked
_FEW: Final = 3
_FLOOR, _FLOOR_OF_FEW = 0.4, 0.52
_SURE_OF_ONE: Final = 47
_SURE_SHARE: Final = 0.85


def latin(words: Sequence[str]) -> tuple[str, float]:
    """The language of these words and how sure that is; `und` below the floor."""
    if not words:
        return UNKNOWN, 0.0
    if pinyin := looks_like_pinyin(words, is_strange):
        return PINYIN, pinyin
    lower = [_plain(word) for word in words]
    weights, known = _by_words(lower)
    ranked = sorted(weights, key=lambda language: -weights[language])
    if weights[ranked[0]] - weights[ranked[1]] < _CLEAR:
        likely = guess(" ".join(lower))
        of_the_model = _OF_THE_MODEL if len(lower) >= _FEW else _OF_THE_MODEL_FOR_FEW
        for language in weights:
            weights[language] += of_the_model * log(likely.get(language, 0.0) + _LEAST_LIKELY)
        ranked.sort(key=lambda language: -weights[language])
    best = ranked[0]
    share = 1 / sum(exp(weight - weights[best]) for weight in weights.values())
    if _is_too_little(words, lower, known.get(best, 0), share):
        return UNKNOWN, 0.0
    return best, min(0.98, share)


def _plain(word: str) -> str:
    """In lower case, and `holaaa` as `hola` unless it is known with all of its letters."""
    lower = word.lower().replace("’", "'")
    short = _STRETCHED.sub(r"\1", lower)
    return short if short != lower and how_often(short) else lower


def _by_words(lower: Sequence[str]) -> tuple[dict[str, float], dict[str, int]]:
    """A weight for each language, and the highest value that one of the words has in it."""
    is_short = len(lower) < _FEW
    weights = {language: _LIKELY.get(language, 0.0) * (0.5 if is_short else 1.0) for language in LANGUAGES}
    known: dict[str, int] = {}
    each = _OF_A_WORD * (1.7 if is_short else 1.0)
    for word in lower:
        often = how_often(word) or _laugh(word)
        for language, value in often.items():
            weights[language] += each * max(0, value - _UNHEARD)
            known[language] = max(known.get(language, 0), value)
        for language, weight in WEIGHTS.get(word, ()) if is_short else ():
            weights[language] += _OF_A_TELLING_WORD * weight
        if not word.isascii():
            for language, letters in LETTERS.items():
                if letters.intersection(word):
                    weights[language] += _OF_A_LETTER
    return weights, known


def _laugh(word: str) -> Mapping[str, int]:
    return {language: 55 for pattern, language in _LAUGHS if pattern.fullmatch(word)}


def is_strange(word: str) -> bool:
    """Whether other languages than Chinese use the word a lot."""
    often = how_often(word)
    usual = _USUAL if len(word) < _LONG else _USUAL_WHEN_LONG
    return any(often.get(language, 0) >= usual for language in _NEIGHBOURS)


def _is_too_little(words: Sequence[str], lower: Sequence[str], known: int, share: float) -> bool:
    """A word or two have to be common ones, and no names; more have to be fairly clear."""
    is_named = all(word[0].isupper() and not word.isupper() for word in words)
    if is_named and len(words) <= _FEW and (has_surname(lower) or not any(map(WEIGHTS.__contains__, lower))):
        return True
    if len(words) >= _FEW:
        return share < _FLOOR or (known == 0 and share < _FLOOR_OF_FEW)
    if share < _FLOOR_OF_FEW or known < _SURE_OF_ONE:
        return True
    return len(words) == 1 and (len(lower[0]) < _FEW or (lower[0] not in WEIGHTS and share < _SURE_SHARE))


def told_by_words(lower: Sequence[str]) -> dict[str, float]:
    """A score for each language of which these are the small telling words."""
    scores: dict[str, float] = {}
    for word in lower:
        for language, weight in WEIGHTS.get(word, ()):
            scores[language] = scores.get(language, 0.0) + weight
    return scores
