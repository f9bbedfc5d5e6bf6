"""Captions as people write them (WebVTT or SRT), brought into one plain form of WebVTT.

Only times, words, line breaks, <i> and <b> are kept; notes, styles, positions and other tags are left out.
"""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from redbridge.kit.errors import Refused
from redbridge.kit.text import tidy

LONGEST: Final = 200_000
MOST_CUES: Final = 5_000
LONGEST_CUE: Final = 1_000
HOURS: Final = 99
_TIME = r"(?:(\d{1,2}):)?([0-5]?\d):([0-5]\d)[.,](\d{3})"
_TIMING = re.compile(rf"{_TIME}[ \t]+-->[ \t]+{_TIME}(?:[ \t].*)?")
_TAG = re.compile(r"</?([a-zA-Z]+|(?=[\d.]))[^<>]*>|\{\\[^{}]*\}")  # the last are places, as some SRT files have them
_KEPT = {"i", "b"}


@dataclass(frozen=True)
class Cue:
    """Words and when they are shown, in milliseconds. The words are escaped, with <i> and <b> in pairs."""

    start: int
    end: int
    words: str


def normalized(text: str) -> str:
    """The captions in our form; Refused, beside the field `captions`, with the line that cannot be read."""
    if len(text) > LONGEST:
        raise _refused(_("These captions are too long. Up to 200,000 characters fit."), "too_long")
    cues = sorted(parsed(tidy(text)), key=lambda cue: (cue.start, cue.end))
    if not cues:
        raise _refused(_("There are no captions in this text yet."), "empty")
    text = written(cues)
    if len(text) > LONGEST:
        raise _refused(_("These captions are too long. Up to 200,000 characters fit."), "too_long")
    return text


def written(cues: Iterable[Cue]) -> str:
    """Cues in our form."""
    return "WEBVTT\n\n" + "\n".join(f"{_clock(cue.start)} --> {_clock(cue.end)}\n{cue.words}\n" for cue in cues)


def parsed(text: str) -> list[Cue]:
    """The cues in the order they are written."""
    cues: list[Cue] = []
    for number, block in _blocks(text):
        cue = _cue(number, block)
        if cue is not None:
            cues.append(cue)
        if len(cues) > MOST_CUES:
            raise _refused(_("These captions are too long. Up to 5,000 lines fit."), "too_long")
    return cues


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """Lines between empty lines, with the number of the first one."""
    block: list[str] = []
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, line in enumerate([*lines, ""], start=1):
        if line.strip():
            block.append(line.strip())
        elif block:
            yield number - len(block), block
            block = []


def _cue(number: int, block: list[str]) -> Cue | None:
    at = next((place for place, line in enumerate(block[:2]) if "-->" in line), None)
    if at is None:
        if block[0].split()[0] in {"WEBVTT", "NOTE", "STYLE", "REGION"}:
            return None
        raise _unread(number, block[0])
    found = _TIMING.fullmatch(block[at])
    if found is None:
        raise _unread(number + at, block[at])
    start, end = _milliseconds(found.groups()[:4]), _milliseconds(found.groups()[4:])
    if end <= start:
        raise _unread(number + at, block[at])
    for place, line in enumerate(block[at + 1 :], start=at + 1):
        if _TIMING.fullmatch(line):  # an empty line is missing
            raise _unread(number + place, line)
    words = _words("\n".join(block[at + 1 :]))
    if len(words) > LONGEST_CUE:
        raise _unread(number + at, block[at])
    return Cue(start, end, words) if _TAG.sub("", words).strip() else None


def _words(text: str) -> str:
    """Escaped words with <i> and <b> closed where they are open; no empty line, no arrow that could end a cue."""
    parts: list[str] = []
    open_tags: list[str] = []
    place = 0
    for found in _TAG.finditer(text):
        parts.append(_plain(text[place : found.start()]))
        place = found.end()
        name = (found[1] or "").lower()
        if name not in _KEPT:
            continue
        if not found[0].startswith("</") and name not in open_tags:
            open_tags.append(name)
            parts.append(f"<{name}>")
        elif found[0].startswith("</") and open_tags[-1:] == [name]:
            open_tags.pop()
            parts.append(f"</{name}>")
    parts.append(_plain(text[place:]))
    parts += [f"</{name}>" for name in reversed(open_tags)]
    lines = (line.strip() for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _plain(text: str) -> str:
    return html.escape(html.unescape(text), quote=False)


def _milliseconds(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths


def _clock(milliseconds: int) -> str:
    seconds, thousandths = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{thousandths:03}"


def _unread(number: int, line: str) -> Refused:
    sentence = _("Line %(number)s cannot be read: “%(line)s”. A time looks like 00:01.500 --> 00:04.000.")
    return _refused(sentence % {"number": number, "line": line[:60]}, "bad_captions")


def _refused(sentence: str, code: str) -> Refused:
    return Refused(sentence, field="captions", code=code)
