"""A word as the dictionary and the glossary have it, for pages, programs and files."""

import re
from dataclasses import dataclass

from redbridge.language import cedict, slang
from redbridge.language.dictionary import Entry
from redbridge.language.learning import bands, pronouncing
from redbridge.language.learning.reading import senses

MOST_ENTRIES, MOST_SENSES, FEW = 6, 8, 3
COUNTED = "CL:"  # how a noun is counted is no meaning
_ELSEWHERE = re.compile(r"(?:\w+ )?variant of |see (?:also )?[\u3400-\u9fff]|surname ")
_NAMED = re.compile(r"(?:[\u3400-\u9fff]+\|)?([\u3400-\u9fff]+)\[([a-zA-Z0-9: ]+)\]")


@dataclass(frozen=True, slots=True)
class Described:
    """What is the same for everybody; `meanings` are in English for a Chinese word, in Chinese for an English one."""

    word: str
    language: str
    reading: str
    band: str
    meanings: tuple[str, ...]
    entries: tuple[Entry, ...]
    slang: slang.Entry | None

    @property
    def brief(self) -> str:
        """A few meanings on one line."""
        return self.slang.short if self.slang else ("; " if self.language == "zh" else "，").join(self.meanings[:FEW])


def describe(word: str, language: str) -> Described:
    """All about a word in its dictionary form."""
    found = tuple(sorted(senses(word, language), key=_rank)[:MOST_ENTRIES])
    meanings = (
        [sense for entry in found for sense in meant(entry)]
        if language == "zh"
        else [entry.simplified for entry in found]
    )
    return Described(
        word,
        language,
        pronouncing.written(pronouncing.syllables(word)) if language == "zh" and not word.isascii() else "",
        bands.label(language, bands.band_of(word, language)),
        tuple(dict.fromkeys(meanings)),
        found,
        next((hit.entry for hit in slang.find(word, language) if hit.end - hit.start == len(word)), None),
    )


def meant(entry: Entry) -> list[str]:
    """The senses that say what the word means; other words in them are written as learners read them."""
    found = [sense for sense in entry.senses if not sense.startswith(COUNTED)][:MOST_SENSES]
    return [_NAMED.sub(lambda named: f"{named[1]} ({cedict.toned(named[2])})", sense) for sense in found]


def _rank(entry: Entry) -> int:
    """The usual reading first; last what only says where to look instead, or names a family."""
    if pronouncing.USUAL.get(entry.simplified, entry.pinyin) != entry.pinyin:
        return 1
    return 2 if all(_ELSEWHERE.match(sense) for sense in entry.senses) else 0
