"""A look at the end of a zip before anything lists it: how many entries it says it has, and how long their list is."""

import struct
from typing import IO

from redbridge.arrival.reading import limits
from redbridge.arrival.sources.shape import Unreadable

END, END_SIZE = b"PK\x05\x06", 22
LOCATOR, LOCATOR_SIZE = b"PK\x06\x07", 20
LARGE_END, LARGE_END_SIZE = b"PK\x06\x06", 56
MOST_COMMENT = 65_535
UNSAID = 0xFFFFFFFF
SPLIT_SIZE = 2 * 1024 * 1024 * 1024  # what services cut large exports into


def check_directory(stream: IO[bytes], size: int, name: str) -> None:
    """Raise Unreadable for a zip without an end, or with a list that would fill the memory."""
    tail_size = min(size, END_SIZE + MOST_COMMENT + LOCATOR_SIZE)
    stream.seek(size - tail_size)
    tail = stream.read(tail_size)
    at = tail.rfind(END)
    if at < 0 or len(tail) - at < END_SIZE:
        raise Unreadable("split_archive" if size == SPLIT_SIZE else "cut_off_archive", name)
    entries, directory = struct.unpack("<HI", tail[at + 10 : at + 16])
    if at >= LOCATOR_SIZE and tail[at - LOCATOR_SIZE : at - LOCATOR_SIZE + 4] == LOCATOR:
        entries, directory = _large(stream, tail[at - LOCATOR_SIZE : at], name)
    stream.seek(0)
    if entries > limits.now().entries:
        raise Unreadable("too_many_files", name)
    if directory > min(size, limits.now().directory):
        raise Unreadable("too_many_files" if directory <= size else "broken_archive", name)


def _large(stream: IO[bytes], locator: bytes, name: str) -> tuple[int, int]:
    (offset,) = struct.unpack("<Q", locator[8:16])
    stream.seek(min(offset, 1 << 62))
    end = stream.read(LARGE_END_SIZE)
    if len(end) < LARGE_END_SIZE or not end.startswith(LARGE_END):
        raise Unreadable("broken_archive", name)
    entries, directory = struct.unpack("<QQ", end[32:48])
    return entries, directory
