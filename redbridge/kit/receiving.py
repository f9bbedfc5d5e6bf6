"""Files that somebody sends, whole or in parts: onto the disk, and never more than was agreed."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Protocol

from django.utils.translation import gettext as _

from redbridge.kit.errors import Refused

CHUNK = 1024 * 1024
NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL


class Readable(Protocol):
    """A file that is read from its beginning to its end."""

    def read(self, size: int = ..., /) -> bytes: ...


class TooMuchError(Exception):
    """More came than may; what came is still there for the caller to remove."""


class OffsetWrong(Refused):
    """The part does not begin where the last one ended; `received` says where to go on."""

    status = 409

    def __init__(self, received: int) -> None:
        super().__init__(_("A part of the upload was lost. It goes on where it stopped."), code="offset")
        self.received = received


def receive(source: Path | BinaryIO | Readable, target: Path, *, most: int, mode: int) -> int:
    """Write what comes into a new file and stop as soon as it is too much (TooMuchError); gives the size."""
    with contextlib.ExitStack() as stack:
        stream = stack.enter_context(source.open("rb")) if isinstance(source, Path) else source
        file = stack.enter_context(os.fdopen(os.open(target, NEW, mode), "wb"))
        size = 0
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            if size > most:
                raise TooMuchError
            file.write(chunk)
    return size


@contextlib.contextmanager
def growing(path: Path, *, received: int, mode: int) -> Iterator[BinaryIO]:
    """The file that grows, while nobody else writes it: a device may send a part again before the first one ended."""
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, mode), "r+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as busy:
            raise OffsetWrong(received) from busy
        yield file


def size_of(file: BinaryIO) -> int:
    """How much of it is on the disk."""
    return os.fstat(file.fileno()).st_size


def write_part(file: BinaryIO, *, offset: int, part: bytes) -> int:
    """Put the part where the last one ended, over whatever a lost line left there; gives the new size."""
    file.truncate(offset)
    file.seek(offset)
    file.write(part)
    file.flush()
    return offset + len(part)
