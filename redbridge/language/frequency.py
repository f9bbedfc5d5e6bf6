"""How often words of the languages in Latin letters are used: a table that is read once, when first needed."""

import lzma
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from redbridge.language.commonwords import COMMON

LANGUAGES: Final = tuple(COMMON)
_OFTEN_IN_CHATS: Final = 48  # ten times the Zipf value of a word that is in our own lists alone


def how_often(word: str) -> Mapping[str, int]:
    """Ten times the Zipf value of a lower-case word in each language that knows it."""
    found = _table().get(word, b"")
    return {LANGUAGES[at]: zipf for at, zipf in zip(found[::2], found[1::2], strict=True)}


@cache
def _table() -> dict[str, bytes]:
    """Pairs of a language's place and a value for each word: a few bytes instead of a dictionary each."""
    packed = (files("redbridge.language") / "data" / "frequency" / "latin.tsv.xz").read_bytes()
    table: dict[str, bytes] = {}
    for line in lzma.decompress(packed).decode().splitlines():
        language, value, words = line.split("\t")
        pair = bytes((LANGUAGES.index(language), int(value)))
        for word in words.split():
            table[word] = table[word] + pair if word in table else pair
    for at, words_of_chats in enumerate(COMMON.values()):
        for word in words_of_chats:
            table[word] = _at_least(table.get(word, b""), at)
    return table


def _at_least(found: bytes, language: int) -> bytes:
    values = dict(zip(found[::2], found[1::2], strict=True))
    values[language] = max(values.get(language, 0), _OFTEN_IN_CHATS)
    return bytes(part for pair in values.items() for part in pair)
