"""Wakes the workers of this machine at once when something was announced for them."""

import logging
import os
import select
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

from django.conf import settings

log = logging.getLogger(__name__)

LONGEST_ADDRESS = 100  # a socket's path may have 104 bytes on macOS and 108 on Linux


class Waker(Protocol):
    def fileno(self) -> int: ...


def folder() -> Path:
    """Where the sockets and seats of this machine's workers are."""
    return Path(settings.DATA_DIR) / "run"


def ring(queue: str) -> None:
    """Wake the workers of the queue; one that cannot be reached looks again by itself."""
    for path in folder().glob(f"{queue}-*.socket"):
        with (
            suppress(OSError),
            socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as bell,
            _address(path) as address,
        ):
            bell.setblocking(False)
            bell.sendto(b"!", address)


def listeners(queue: str) -> int:
    """How many workers of the queue live on this machine; a socket without a process refuses."""
    count = 0
    for path in folder().glob(f"{queue}-*.socket"):
        with (
            suppress(OSError),
            socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as bell,
            _address(path) as address,
        ):
            bell.connect(address)
            count += 1
    return count


class Bell:
    """Hears the rings that are meant for one worker."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.setblocking(False)
        path.unlink(missing_ok=True)
        try:
            with _address(path) as address:
                self._socket.bind(address)
        except OSError as problem:
            log.warning("No bell in %s (%s): this worker only looks from time to time", path.parent, problem.strerror)

    def wait(self, seconds: float, *others: Waker) -> None:
        """Return when somebody rings, when one of the others can be read, or after the seconds."""
        select.select([self._socket, *others], [], [], max(seconds, 0))
        with suppress(BlockingIOError):
            while self._socket.recv(16):
                pass

    def close(self) -> None:
        self._socket.close()
        self._path.unlink(missing_ok=True)


@contextmanager
def _address(path: Path) -> Iterator[str]:
    if len(os.fsencode(path)) <= LONGEST_ADDRESS:
        yield str(path)
        return
    # Linux reaches a deep folder by its open descriptor; elsewhere OSError says so and workers only look by themselves.
    descriptor = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{descriptor}/{path.name}"
    finally:
        os.close(descriptor)
