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
    return _table().get(word, {})


@cache
def _table() -> dict[str, dict[str, int]]:
    packed = (files("redbridge.language") / "data" / "frequency" / "latin.tsv.xz").read_bytes()
    table: dict[str, dict[str, int]] = {}
    for line in lzma.decompress(packed).decode().splitlines():
        language, value, words = line.split("\t")
        zipf = int(value)
        for word in words.split():
            table.setdefault(word, {})[language] = zipf
    for language, words_of_chats in COMMON.items():
        for word in words_of_chats:
            own = table.setdefault(word, {})
            own[language] = max(own.get(language, 0), _OFTEN_IN_CHATS)
    return table
