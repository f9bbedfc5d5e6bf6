"""How early one learns a word: its HSK level in Chinese, its frequency in English."""

import lzma
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from redbridge.language.frequency import how_often

HIGHEST: Final = {"zh": 7, "en": 6}
_HSK = {number: f"HSK {number}" for number in range(1, 7)} | {7: "HSK 7–9"}
_CEFR = {1: "A1", 2: "A2", 3: "B1", 4: "B2", 5: "C1", 6: "C2"}
# Ten times the Zipf value from which a word is of the band; about 600, 1,200, 2,500 and 5,000 words.
_LEAST_OFTEN = ((1, 51), (2, 48), (3, 44), (4, 41))


def label(language: str, band: int) -> str:
    """The band as learners know it; empty for a word that is in none."""
    return (_HSK if language == "zh" else _CEFR).get(band, "")


def band_of(word: str, language: str) -> int:
    """The band of a word in its dictionary form, from 1; 0 when no list has it."""
    if language == "zh":
        graded = _graded()
        return graded["w"].get(word) or (graded["c"].get(word, 0) if len(word) == 1 else 0)
    zipf = how_often(word).get("en", 0)
    return next((band for band, least in _LEAST_OFTEN if zipf >= least), 5 if zipf else 0)


def hardest_sign(word: str) -> int:
    """The highest level of the characters of a word that no list has; 0 when one of them has none either."""
    graded = _graded()["c"]
    levels = [graded.get(sign, 0) for sign in word]
    return max(levels) if levels and all(levels) else 0


@cache
def _graded() -> Mapping[str, Mapping[str, int]]:
    packed = (files("redbridge.language") / "data" / "hsk" / "hsk.tsv.xz").read_bytes()
    found: dict[str, dict[str, int]] = {"w": {}, "c": {}}
    for line in lzma.decompress(packed).decode().splitlines():
        kind, level, words = line.split("\t")
        found[kind].update(dict.fromkeys(words.split(), int(level)))
    return found
