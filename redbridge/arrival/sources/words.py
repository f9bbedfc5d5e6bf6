"""Hashtags as other places write them down."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

MOST_TAGS = 50
LONGEST_TAG = 100
_TOPIC = re.compile(r"([#＃][^#＃\s\[\]]{1,60})\[(?:话题|話題)\][#＃]")
_APART = re.compile(r"[,;，、；|\n]+")


def plain_topics(text: str) -> str:
    """`#tag[话题]#`, as some downloaders write it, as the hashtag that it is."""
    return _TOPIC.sub(r"\1 ", text).rstrip()


def named_tags(names: Any) -> tuple[str, ...]:
    """Tags of a list or of a text with commas, without their sign, each once whatever its case."""
    if isinstance(names, str):
        names = _APART.split(names) if _APART.search(names) else names.split()
    found: dict[str, str] = {}
    for name in names if isinstance(names, Iterable) and not isinstance(names, dict) else ():
        tag = "".join(name.split()).strip("#＃") if isinstance(name, str) else ""
        if tag and len(tag) <= LONGEST_TAG and any(letter.isalpha() for letter in tag):
            found.setdefault(unicodedata.normalize("NFKC", tag).casefold(), tag)
        if len(found) == MOST_TAGS:
            break
    return tuple(found.values())


def joined(*several: Iterable[str]) -> tuple[str, ...]:
    """Tags of several places as one list."""
    return named_tags([tag for tags in several for tag in tags])
