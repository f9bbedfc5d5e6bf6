"""Cuts a text into what must stay as it is, words, spaces and marks."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

# Tokens of a masked text, links, addresses, mentions, tags, emotes, emoji.
KEPT = re.compile(
    r"⟦\d+⟧|<x id=\"\d+\"/>|\{\{\d+\}\}"
    r"|https?://[^\s，。！？、）】]+|www\.[^\s，。！？、）】]+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,63}"
    r"|[@＠][\w.-]+|[#＃][^\s#＃@]+(?:\[[^\]\s]{1,8}\]#)?|\[[^\[\]\s]{1,12}\]|:[a-z0-9_+-]{2,}:"
    r"|(?:[\U0001F000-\U0001FAFF\u2190-\u2bff\u3030\u303d\ufe0f\u200d\u20e3]|[0-9#*]\ufe0f?\u20e3)+"
)
_RUNS = re.compile(
    r"(?P<han>[\u3400-\u4dbf\u4e00-\u9fff\u3007]+)|(?P<latin>[A-Za-zÀ-ɏ]+(?:['’][A-Za-z]+)*)"
    r"|(?P<number>\d+(?:[.,:/]\d+)*)|(?P<space>\s+)|(?P<mark>.)",
    re.DOTALL,
)


@dataclass(slots=True)
class Word:
    """A piece of the text and what becomes of it; rules change the rendering."""

    start: int
    end: int
    text: str
    kind: str
    tag: str = ""
    meaning: str = ""
    choices: tuple[str, ...] = field(default=())
    is_slang: bool = False
    is_known: bool = True

    @property
    def is_word(self) -> bool:
        return self.kind in {"han", "latin"}


Span = tuple[int, int, list[Word]]


def pieces(text: str) -> Iterator[Word]:
    """The whole text, in order."""
    at = 0
    for word in kept(text):
        yield from runs(text, at, word.start)
        yield word
        at = word.end
    yield from runs(text, at, len(text))


def kept(text: str) -> Iterator[Word]:
    """What no rendering may touch."""
    for found in KEPT.finditer(text):
        yield Word(found.start(), found.end(), found[0], "kept", meaning=found[0])


def free(spans: Iterable[Span], size: int) -> list[Span]:
    """Those that overlap no earlier one, in the order of the text."""
    taken = bytearray(size)
    chosen = []
    for span in spans:
        start, end, _ = span
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            chosen.append(span)
    return sorted(chosen, key=lambda span: span[0])


def runs(text: str, start: int, end: int) -> Iterator[Word]:
    """Runs of one script, spaces and single marks between two places."""
    for found in _RUNS.finditer(text, start, end):
        yield Word(found.start(), found.end(), found[0], str(found.lastgroup))
