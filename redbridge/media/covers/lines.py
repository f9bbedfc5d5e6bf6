"""Breaks a text into lines as a printer would, and finds the size at which it fills its place."""

import functools
import re
import unicodedata
from dataclasses import dataclass

from redbridge.media.covers.faces import Face, is_wide

# What must not begin a line, and what must not end one.
CLOSING = frozenset("，。、；：？！）》」』】〕〉］｝…—～·％‰℃々ーゝゞっゃゅょッャュョ!?,.:;)]}%»”’›")
OPENING = frozenset("（《「『【〔〈［｛([{«“‘‹¿¡#@￥$")
PAUSES = frozenset("，。；：？！…,.;:?!")
LEADING, LEADING_WIDE = 1.2, 1.44
SMALLEST = 3.2  # in units: 35 pixels on a card of 1080
STEP = 0.95
TITLE_MOST = 44  # columns; a longer first line is text, not a title
BOOSTS = ((4, 2.1), (8, 1.6), (12, 1.2))  # columns, and how much larger so few may be
BODY = 0.56  # size of the text below a title
GAP = 0.6  # between the two, in sizes of the lower one
ALIGNED_MOST = 6  # more lines than this are not evened out
ALONE = 0.4  # a last line shorter than this share of the longest
SHARES = (0.52, 0.58, 0.64, 0.7, 0.76, 0.82, 0.88, 0.94)


@dataclass(frozen=True)
class Line:
    """A line of text, its size, and where its box begins below the top of the block; all in units."""

    text: str
    size: float
    top: float
    leading: float


@dataclass(frozen=True)
class Setting:
    """All lines of a card and how high they stand."""

    lines: tuple[Line, ...]
    height: float


def tidy(text: str, face: Face) -> str:
    """The text without what the font lacks (pictographs, mostly) and without doubled spaces."""
    text = "".join(c for c in unicodedata.normalize("NFC", text) if c == "\n" or _is_kept(c, face))
    lines = (re.sub(r"[ \t\u3000]+", " ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _is_kept(character: str, face: Face) -> bool:
    if unicodedata.category(character) in {"Cf", "Cc", "Cs", "Co", "Cn"}:
        return character == "\t" or character in "\u200c\u200d\u200e\u200f"
    return face.shows(character) and character != "\ufe0f"


def set_text(text: str, face: Face, *, width: float, height: float, largest: float) -> Setting:
    """The text as large as it fits; a short first line becomes a title. What is too long ends in an ellipsis."""
    title, _, body = text.partition("\n")
    columns = sum(2 if is_wide(character) else 1 for character in title)
    if not body or columns > TITLE_MOST:
        title, body = text, ""
    size = largest if body else largest * next((more for most, more in BOOSTS if columns <= most), 1.0)
    while True:
        below = max(size * BODY, SMALLEST)
        whole = _stack(((title, size), (body, below)), face, width)
        if whole.height <= height and _is_unbroken(title, face, width / size):
            return whole
        if size <= SMALLEST:
            return _cut(whole, face, width, height)
        size = max(size * STEP, SMALLEST)


def _stack(parts: tuple[tuple[str, float], tuple[str, float]], face: Face, width: float) -> Setting:
    """Title and body, each with its size, one under the other."""
    lines: list[Line] = []
    top = 0.0
    for text, text_size in parts:
        if not text:
            continue
        if lines:
            top += text_size * GAP
        leading = text_size * (LEADING_WIDE if is_wide(text) else LEADING)
        for line in _balanced(text, face, width / text_size):
            lines.append(Line(line, text_size, top, leading))
            top += leading
    return Setting(tuple(lines), top)


def _cut(whole: Setting, face: Face, width: float, height: float) -> Setting:
    """The lines that fit, the last of them with an ellipsis."""
    kept = [line for line in whole.lines if line.top + line.leading <= height]
    if not kept or len(kept) == len(whole.lines):
        return whole
    last = kept[-1]
    text = last.text.rstrip("".join(CLOSING) + " ")
    while text and face.length(text + "…") * last.size > width:
        text = text[:-1]
    kept[-1] = Line(text + "…", last.size, last.top, last.leading)
    return Setting(tuple(kept), last.top + last.leading)


def _is_unbroken(text: str, face: Face, ems: float) -> bool:
    """Whether the longest word fits on a line."""
    return all(face.length(piece.rstrip()) <= ems for piece in pieces(text))


def _balanced(text: str, face: Face, ems: float) -> list[str]:
    """The lines of a text; a few lines are made nearly equal, so that no word stands alone."""
    out: list[str] = []
    for paragraph in text.split("\n"):
        lines = wrap(paragraph, face, ems)
        if 1 < len(lines) <= ALIGNED_MOST:
            widths = (ems * share for share in SHARES)
            # Evening out never tears a word that the full width keeps whole.
            tries = [*(wrap(paragraph, face, less) for less in widths if _is_unbroken(paragraph, face, less)), lines]
            # The first is the narrowest and so the most even.
            lines = max((even for even in tries if len(even) == len(lines)), key=functools.partial(_grace, face=face))
        out += lines
    return out


def _grace(lines: list[str], face: Face) -> int:
    """How well the lines read: they should end where the sentence pauses, and no word should be left alone."""
    alone = face.length(lines[-1]) < ALONE * max(map(face.length, lines))
    return sum(line[-1:] in PAUSES for line in lines[:-1]) - 2 * alone


def wrap(text: str, face: Face, ems: float) -> list[str]:
    """One paragraph in lines of at most so many ems."""
    lines: list[str] = []
    line, length = "", 0.0
    for piece in pieces(text):
        for part in _torn(piece, face, ems):
            more = face.length(part)
            if line and length + face.length(part.rstrip()) > ems:
                lines.append(line.rstrip())
                line, length = "", 0.0
            line += part
            length += more
    return [*lines, line.rstrip()]


def _torn(piece: str, face: Face, ems: float) -> list[str]:
    """A piece, or its parts when it is wider than a whole line."""
    if face.length(piece.rstrip()) <= ems:
        return [piece]
    parts = [""]
    for character in piece:
        if parts[-1] and face.length(parts[-1] + character) > ems:
            parts.append("")
        parts[-1] += character
    return parts


def pieces(text: str) -> list[str]:
    """Parts that stay whole: words with their space, Chinese characters with the marks that cling to them."""
    out: list[str] = []
    for character in text:
        if out and _clings(out[-1], character):
            out[-1] += character
        else:
            out.append(character)
    return out


def _clings(before: str, character: str) -> bool:
    last = before[-1]
    if last.isspace():
        return character.isspace()
    if character in CLOSING or character.isspace() or last in OPENING:
        return True
    if unicodedata.combining(character) or unicodedata.category(character) == "Mn":
        return True
    return not (is_wide(last) or is_wide(character) or last in "-/–" or (last in CLOSING and is_wide(before)))
