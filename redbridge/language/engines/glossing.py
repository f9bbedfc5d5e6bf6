"""The gloss and the glossary of slang as the ladder uses them."""

from collections.abc import Sequence

from redbridge.language import gloss, slang
from redbridge.language.masking import MARK
from redbridge.language.rungs import Rung

NAME = "gloss"
RUNG = Rung.GLOSS
VERSION = gloss.VERSION


def can(source: str, target: str) -> bool:
    return gloss.can(source, target)


def word_by_word(masked: str, source: str, target: str) -> tuple[str, float] | None:
    """The gloss of a masked text with how much of it was known; None where nothing was."""
    found = gloss.gloss(masked, source=source, target=target)
    return (found.text, found.coverage) if found.coverage > 0 and found.text != masked else None


def glossary_version() -> str:
    return slang.version()


def hints(masked: str, source: str, target: str) -> list[tuple[str, str]]:
    """Slang in a text with how it reads in the other language, for engines that take a glossary."""
    if not slang.terms(source, target):
        return []
    return [(hit.term, hit.entry.short) for hit in slang.find(masked, source) if hit.entry.short]


def set_aside(masked: str, source: str, target: str) -> tuple[str, list[str]]:
    """The text with plain slang behind further marks, and what stands for each: engines without a glossary know none.

    The numbers go on from those of the text's own marks.
    """
    if not slang.terms(source, target):
        return masked, []
    first = len(MARK.findall(masked))
    parts: list[str] = []
    meanings: list[str] = []
    end = 0
    for hit in slang.find(masked, source):
        if hit.start < end or not (hit.entry.is_plain and hit.entry.short):
            continue
        parts += (masked[end : hit.start], f"⟦{first + len(meanings)}⟧")
        meanings.append(hit.entry.short)
        end = hit.end
    return "".join([*parts, masked[end:]]), meanings


def put_back(translated: str, first: int, meanings: Sequence[str]) -> str | None:
    """A translation with the slang's meanings in place of their marks; None when one of them was lost or doubled."""
    for number, meaning in enumerate(meanings, start=first):
        mark = f"⟦{number}⟧"
        if translated.count(mark) != 1:
            return None
        before, after = translated.split(mark)
        left = " " if before[-1:].isalnum() and meaning[0].isascii() else ""
        right = " " if after[:1].isalnum() and meaning[-1].isascii() else ""
        translated = f"{before}{left}{meaning}{right}{after}"
    return translated
