"""A zip file that is written in one stream and goes on where it stopped, with little in memory at any size."""

import json
import os
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

BLOCK = 1024 * 1024
KEEP_EVERY = 64 * BLOCK  # a worker that is killed writes at most so much again
FIXED = (2026, 1, 1, 0, 0, 0)


class Pack:
    """An archive in the making. What was written when it was last kept survives the process.

    A zip file lists its members at its end, and going on overwrites that list; so a copy of the list is kept beside
    the file (its place, then the list), and put back before the work goes on.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.path, self._kept = folder / "archive.part", folder / "archive.kept"
        self._restore()
        self._zip = self._open()
        self._known = set(self._zip.namelist())
        self._since = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        # Whatever stopped the work, only what was kept counts: closing would write a list over it.
        if self._zip.fp is not None:
            if kind is None:
                self.keep()
            else:
                fp, self._zip.fp = self._zip.fp, None
                fp.close()

    def __contains__(self, name: str) -> bool:
        return name in self._known

    @property
    def names(self) -> frozenset[str]:
        """Members that are in it."""
        return frozenset(self._known)

    def lines_in(self, name: str) -> int:
        """How many lines a member has."""
        with self._zip.open(name) as member:
            return sum(block.count(b"\n") for block in iter(lambda: member.read(BLOCK), b""))

    def put_file(self, name: str, file: Path) -> bool:
        """A file as it is, in blocks; False when it is not there any more."""
        if name in self._known:
            return True
        try:
            source = file.open("rb")
        except OSError:
            return False
        with source, self._member(name, zipfile.ZIP_STORED) as out:
            while block := source.read(BLOCK):
                out.write(block)
                self._since += len(block)
        self._keep_sometimes()
        return True

    def put_text(self, name: str, pieces: Iterable[str]) -> None:
        """A text that comes in pieces."""
        if name in self._known:
            return
        with self._member(name, zipfile.ZIP_DEFLATED) as out:
            for piece in pieces:
                raw = piece.encode("utf-8", "replace")
                out.write(raw)
                self._since += len(raw)
        self._keep_sometimes()

    def keep(self) -> None:
        """Make everything so far survive the process."""
        self._zip.close()
        start = self._zip.start_dir
        with self.path.open("rb") as file:
            file.seek(start)
            _write(self._kept, start.to_bytes(8, "big") + file.read())
        self._zip, self._since = self._open(), 0

    def finish(self, target: Path) -> None:
        """The archive is whole and gets its name."""
        self._zip.close()
        with self.path.open("rb") as file:
            os.fsync(file.fileno())
        self.path.replace(target)
        self._kept.unlink(missing_ok=True)

    @contextmanager
    def _member(self, name: str, method: int) -> Iterator[IO[bytes]]:
        info = zipfile.ZipInfo(name, FIXED)
        info.compress_type, info.external_attr = method, 0o644 << 16
        with self._zip.open(info, "w", force_zip64=True) as out:
            yield out
        self._known.add(name)

    def _keep_sometimes(self) -> None:
        if self._since >= KEEP_EVERY:
            self.keep()

    def _restore(self) -> None:
        """Bring the file back to what it was when it was last kept; nothing kept, nothing there."""
        try:
            kept = self._kept.read_bytes()
            start = int.from_bytes(kept[:8], "big")
            with self.path.open("r+b") as file:
                file.truncate(start)
                file.seek(start)
                file.write(kept[8:])
        except (OSError, OverflowError):
            self.path.unlink(missing_ok=True)
            self._kept.unlink(missing_ok=True)

    def _open(self) -> zipfile.ZipFile:
        return zipfile.ZipFile(self.path, "a", zipfile.ZIP_DEFLATED, allowZip64=True, compresslevel=6)


def _write(path: Path, raw: bytes) -> None:
    """Whole or not at all."""
    part = path.with_name(path.name + ".new")
    with part.open("wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def objects(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    """An array of objects, one a line."""
    first = True
    for row in rows:
        yield ("[\n" if first else ",\n") + _json(row)
        first = False
    yield "[]\n" if first else "\n]\n"


def lines(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    """One object a line."""
    return (_json(row) + "\n" for row in rows)


def whole(value: Any) -> Iterator[str]:
    """One value, indented for people."""
    yield json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _json(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))
