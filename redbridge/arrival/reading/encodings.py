"""Text of any encoding as UTF-8."""

import codecs
from collections.abc import Iterator
from typing import IO

PART = 64 * 1024
BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def texts(stream: IO[bytes]) -> Iterator[bytes]:
    """A stream as UTF-8 without a mark at its beginning, whatever it was; broken bytes are replaced."""
    start = stream.read(PART)
    while len(start) < 4 and (more := stream.read(PART)):  # noqa: PLR2004 - the longest mark
        start += more
    encoding, skip = encoding_of(start)
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    part = start[skip:]
    while part:
        if text := decoder.decode(part):
            yield text.encode(errors="replace")
        part = stream.read(PART)
    if text := decoder.decode(b"", final=True):
        yield text.encode(errors="replace")


def encoding_of(start: bytes) -> tuple[str, int]:
    """The encoding of a file that begins like this, and how many bytes of it are a mark."""
    for mark, encoding in BOMS:
        if start.startswith(mark):
            return encoding, len(mark)
    if len(start) >= 4:  # noqa: PLR2004 - two letters
        if start[1] == 0 and start[0] and start[3] == 0:
            return "utf-16-le", 0
        if start[0] == 0 and start[1] and start[2] == 0:
            return "utf-16-be", 0
    return "utf-8", 0
