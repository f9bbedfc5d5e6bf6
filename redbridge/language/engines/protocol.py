"""What every engine is to the ladder."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from redbridge.language.masking import MARK
from redbridge.language.rungs import Rung

HERE = "here"
_TAG = re.compile(r"<x id=\"(\d{1,4})\"\s*(?:/>|>\s*</x>)")
_BRACES = re.compile(r"\{\{\s?(\d{1,4})\s?\}\}")


class EngineFailed(Exception):  # noqa: N818 - an answer to the ladder
    """An engine translated nothing: slow, unreachable, quota, busy, key, status, broken, count, long or gone."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Segment:
    """A masked text, and what it is: a title, a caption, a comment."""

    text: str
    kind: str = "caption"


@dataclass(frozen=True, slots=True)
class Order:
    """Segments of one pair for one call, to be answered by `until` of the monotonic clock.

    `context` and `glossary` are hints for engines that can use them; nothing else is ever sent along.
    """

    segments: Sequence[Segment]
    source: str
    target: str
    until: float
    context: str = ""
    glossary: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """A translation, still masked, or None with the reason for that."""

    text: str | None
    code: str = ""
    confidence: float = 0.0


class Engine(Protocol):
    """Something that translates masked texts. `place` is "here", or the host or company that is given the texts.

    `budget` is how many characters a day it may be given, 0 for as many as the site; `most_segments` and
    `most_characters` bound one call, `seconds` is how long one may take.
    """

    name: str
    version: str
    rung: Rung
    place: str
    is_local: bool
    budget: int
    most_segments: int
    most_characters: int
    seconds: float

    def can(self, source: str, target: str) -> bool:
        """Whether it translates from the one language into the other."""
        ...

    def pairs(self) -> frozenset[tuple[str, str]]:
        """The pairs it is known for; empty for one that is good for any."""
        ...

    def translate(self, order: Order) -> list[Outcome]:
        """One outcome a segment, in order; EngineFailed where there is none at all."""
        ...


def tagged(masked: str) -> str:
    """Masks as XML, for engines that leave tags alone."""
    escaped = masked.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return MARK.sub(r'<x id="\1"/>', escaped)


def untagged(text: str) -> str:
    """What `tagged` made, back again; tags that are none of ours stay as they are, and fail the check."""
    text = _TAG.sub(r"⟦\1⟧", text)
    return (
        text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", '"')
        .replace("&#39;", "'")
        .replace("&amp;", "&")
    )


def braced(masked: str) -> str:
    """Masks as `{{0}}`, which language models carry through best."""
    return MARK.sub(r"{{\1}}", masked)


def unbraced(text: str) -> str:
    """What `braced` made, back again."""
    return _BRACES.sub(r"⟦\1⟧", text)
