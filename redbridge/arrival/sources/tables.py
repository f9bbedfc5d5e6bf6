"""Tables with commas, semicolons or tabs, in whatever encoding a spreadsheet wrote them, one row after another."""

import codecs
import csv
from collections.abc import Iterator

from redbridge.arrival.reading.walker import encoding_of
from redbridge.arrival.sources.jsonrows import lines
from redbridge.arrival.sources.shape import Box, Unreadable

PART = 65_536
MOST_CELLS = 200
LONGEST_CELL = 65_536
_HAN_SHARE = 0.6  # of the letters beyond ASCII, to take a table for one of a Chinese spreadsheet


def table(box: Box, name: str) -> Iterator[tuple[int, list[str]]]:
    """Line numbers and cells of the rows that are not empty."""
    csv.field_size_limit(LONGEST_CELL * 4)
    start = box.head(name, PART)
    encoding, skip = _encoding(start)
    sign = _delimiter(start[skip:].decode(encoding, "replace"))
    text = (line.decode(errors="replace").replace("\0", "") + "\n" for _, line in lines(_decoded(box, name), name))
    reader = csv.reader(text, delimiter=sign, strict=False)
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise Unreadable("bad_table", f"{name}:{reader.line_num}") from error
        if row is None:
            return
        cells = [cell.strip()[:LONGEST_CELL] for cell in row[:MOST_CELLS]]
        if any(cells):
            yield reader.line_num, cells


def _decoded(box: Box, name: str) -> Iterator[bytes]:
    encoding, skip = _encoding(box.head(name, PART))
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    with box.open(name) as stream:
        while part := stream.read(PART):
            yield decoder.decode(part[skip:]).replace("\r\n", "\n").encode(errors="replace")
            skip = 0
        yield decoder.decode(b"", final=True).encode(errors="replace")


def _encoding(start: bytes) -> tuple[str, int]:
    encoding, skip = encoding_of(start)
    if encoding != "utf-8" or skip:
        return encoding, skip
    try:
        codecs.getincrementaldecoder("utf-8")().decode(start)
    except UnicodeDecodeError:
        return ("gb18030" if _is_chinese(start) else "cp1252"), 0
    return "utf-8", 0


def _is_chinese(start: bytes) -> bool:
    try:
        text = codecs.getincrementaldecoder("gb18030")().decode(start)
    except UnicodeDecodeError:
        return False
    foreign = [letter for letter in text if not letter.isascii()]
    han = sum(
        "\u4e00" <= letter <= "\u9fff" or "\u3000" <= letter <= "\u303f" or letter >= "\uff00" for letter in foreign
    )
    return bool(foreign) and han >= len(foreign) * _HAN_SHARE


def _delimiter(text: str) -> str:
    """The sign that stands most often in the first line, outside of quotes."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    outside = "".join(first.split('"')[::2])
    return max(",;\t", key=lambda sign: (outside.count(sign), sign == ","))
