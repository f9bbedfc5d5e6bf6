"""What changed between two texts, word by word, and character by character where a script has no spaces."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

# Characters of scripts that write words without a space between them, words, spaces, and everything else.
_TOKEN = re.compile(
    r"[\u2e80-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef\u0e00-\u0eff]|\w+|\n+|[^\S\n]+|[^\w\s]"
)
MOST = 6_000  # tokens of both sides that are compared; beyond that a stretch counts as rewritten


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that is the `same`, was taken `out`, or was put `in`."""

    kind: str
    text: str


def differences(before: str, after: str) -> list[Piece]:
    """The pieces in reading order, out before in; what is the same or in makes the new text, same or out the old."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    start = _same(old, new)
    end = _same(old[start:][::-1], new[start:][::-1])
    found: list[Piece] = []
    out, put = "", ""
    stretches = [("same", old[:start], new[:start])]
    stretches += _compared(old[start : len(old) - end], new[start : len(new) - end])
    stretches += [("same", old[len(old) - end :], [])]
    for kind, gone, come in stretches:
        text = "".join(gone)
        if kind != "same":
            out, put = out + text, put + "".join(come)
        elif text.isspace() and "\n" not in text and (out or put):  # a space between two changes joins them
            out, put = out + text, put + text
        elif text:
            found += [Piece("out", out), Piece("in", put), Piece("same", text)]
            out, put = "", ""
    return [piece for piece in [*found, Piece("out", out), Piece("in", put)] if piece.text]


def _same(one: list[str], other: list[str]) -> int:
    """How many tokens both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _compared(old: list[str], new: list[str]) -> list[tuple[str, list[str], list[str]]]:
    if not old or not new or len(old) + len(new) > MOST:
        return [("changed", old, new)]
    codes = SequenceMatcher(None, old, new).get_opcodes()
    return [("same" if kind == "equal" else "changed", old[a:b], new[c:d]) for kind, a, b, c, d in codes]
