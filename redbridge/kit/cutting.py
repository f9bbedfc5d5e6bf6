"""Cutting a text to a length without cutting a word or a character that people see as one."""

import re
import unicodedata
from collections.abc import Callable, Iterator

ELLIPSIS = "…"
_JOINER = "\u200d"
_GLUED = re.compile("[\u0e00-\u0eff\u3000-\u30ff\u3400-\u9fff\uac00-\ud7a3\uff00-\uffef]")
LEAST_KEPT = 0.6  # of the room: where a single word is longer than the rest, it is cut after all


def letters(text: str) -> Iterator[str]:
    """The text in characters as people see them: accents, flags, skin tones and joined emoji stay whole."""
    at = 0
    while at < len(text):
        end = at + 1
        if _is_flag(text[at]) and end < len(text) and _is_flag(text[end]):
            end += 1
        while end < len(text) and (_goes_on(text[end]) or text[end - 1] == _JOINER):
            end += 1
        yield text[at:end]
        at = end


def cut(text: str, most: int, *, size: Callable[[str], int] = len) -> str:
    """The text if it fits, else as many whole words as fit with an ellipsis; `size` measures one seen character."""
    seen = list(letters(text))
    if sum(map(size, seen)) <= most:
        return text
    room, kept = most - size(ELLIPSIS), list[str]()
    for letter in seen:
        room -= size(letter)
        if room < 0:
            break
        kept.append(letter)
    following = seen[len(kept)] if len(kept) < len(seen) else ""
    whole = len(kept) if _may_end(kept, following) else _last_end(kept)
    if whole < LEAST_KEPT * len(kept):
        whole = len(kept)
    return "".join(kept[:whole]).rstrip() + ELLIPSIS


def _last_end(kept: list[str]) -> int:
    return next((place for place in range(len(kept) - 1, 0, -1) if _may_end(kept[:place], kept[place])), 0)


def _may_end(before: list[str], following: str) -> bool:
    """Whether no word goes on from one to the other."""
    if not before or not following or following.isspace() or before[-1].isspace():
        return True
    is_tag = "#" in "".join(before[-60:]).split()[-1:][0] if "".join(before[-60:]).split() else False
    if _GLUED.match(following) or _GLUED.match(before[-1]):
        return not is_tag
    return not (before[-1][0].isalnum() or before[-1][0] in "#@_'’/-") or not following[0].isalnum()


def _goes_on(letter: str) -> bool:
    code = ord(letter)
    return (
        unicodedata.category(letter).startswith("M")
        or letter == _JOINER
        or 0x1F3FB <= code <= 0x1F3FF  # noqa: PLR2004 - skin tones
        or 0xFE00 <= code <= 0xFE0F  # noqa: PLR2004 - variation selectors
        or 0xE0020 <= code <= 0xE007F  # noqa: PLR2004 - tags of flags of regions
    )


def _is_flag(letter: str) -> bool:
    return 0x1F1E6 <= ord(letter) <= 0x1F1FF  # noqa: PLR2004 - regional indicators
