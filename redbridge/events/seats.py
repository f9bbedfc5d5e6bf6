"""Which worker is which: a restarted worker takes the seat of the dead one, and so knows whose work was left."""

import fcntl
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import IO

from redbridge.events import doorbell
from redbridge.events.registry import Queue


class Seat:
    """One running worker: its name, kept over restarts, and its bell."""

    def __init__(self, name: str, path: Path) -> None:
        self.name = name
        self.bell = doorbell.Bell(path.with_suffix(".socket"))
        self._path = path

    def left_names(self) -> Iterator[str]:
        """Names under which work may have been left: ours, and those of empty seats, kept empty while handed out."""
        yield self.name
        for path in sorted(self._path.parent.glob("*.lock")):
            if path == self._path:  # closing a second handle would drop our own lock
                continue
            file = _lock(path)
            if file is not None:
                with file:
                    yield from filter(None, [file.read().strip()])


@contextmanager
def take_seat(queue: Queue) -> Iterator[Seat]:
    """Sit down on the first free seat of the queue; the system frees it however the process ends."""
    doorbell.folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    path, file = _first_free(queue)
    with file:
        name = file.read().strip()
        if not name:
            name = f"{path.stem}-{secrets.token_hex(4)}"
            file.write(name)
            file.flush()
        seat = Seat(name, path)
        try:
            yield seat
        finally:
            seat.bell.close()


def _first_free(queue: Queue) -> tuple[Path, IO[str]]:
    for number in count(1):
        path = doorbell.folder() / f"{queue}-{number}.lock"
        file = _lock(path)
        if file is not None:
            return path, file
    raise AssertionError("count() ends")


def _lock(path: Path) -> IO[str] | None:
    file = path.open("a+")
    try:
        # lockf, not flock: a child that a reaction forked must not keep the seat of its dead parent.
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        return None
    file.seek(0)
    return file
