"""Words as they come in: one kind of line end, no control characters, one way to write each letter."""

import re
import unicodedata

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
_GAPS = re.compile(r"[ \t]*\n(?:[ \t]*\n){2,}")
# A text that switches its direction and never switches back would turn the page around it.
_DIRECTIONS = re.compile(r"[\u202a-\u202e\u2066-\u2069]")


def tidy(text: str) -> str:
    """What is stored of a text of several lines: at most one empty line between two, no blank edges."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    text = unicodedata.normalize("NFC", _DIRECTIONS.sub("", _CONTROLS.sub("", text)))
    return _GAPS.sub("\n\n", text).strip()


def tidy_line(text: str) -> str:
    """The same for a text of one line."""
    return " ".join(tidy(text).split())
