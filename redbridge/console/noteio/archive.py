"""Folders and zip files that notes travel in; what comes from elsewhere is never believed."""

import json
import os
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import IO, Any, Self

FORMAT = 1
NOTES, MANIFEST = "notes.jsonl", "manifest.json"
MOST_FILES = 200_000
MOST_A_FILE = 64 * 1024 * 1024
MOST_A_VIDEO = 1024 * 1024 * 1024
MOST_A_LINE = 1024 * 1024
MOST_OF_A_RATIO = 200  # what unpacks to more than so many times its size is a bomb
SMALL = 1024 * 1024
LONGEST_NAME = 200
CHUNK = 256 * 1024


class BadArchive(Exception):  # noqa: N818 - a sentence for the operator
    """What was given holds no notes that can be read; its text says why."""


class Sink:
    """Where notes go: a new folder, or a zip file that appears when it is whole."""

    def __init__(self, target: Path) -> None:
        self._target = target
        self._lines: IO[str] = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - closed at the end
        self._zip: zipfile.ZipFile | None = None
        if target.suffix == ".zip":
            self._part = target.with_name(f".{target.name}.{os.getpid()}")
            target.parent.mkdir(parents=True, exist_ok=True)
            self._zip = zipfile.ZipFile(self._part, "x", zipfile.ZIP_STORED)
        else:
            target.mkdir(parents=True, exist_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lines.close()
        if self._zip is not None:
            self._zip.close()
            if kind is None:
                self._part.replace(self._target)
            else:
                self._part.unlink(missing_ok=True)

    def say(self, line: dict[str, Any]) -> None:
        """One note."""
        self._lines.write(json.dumps(line, ensure_ascii=False, default=str) + "\n")

    def put(self, name: str, file: Path) -> None:
        """A file beside the notes."""
        if self._zip is not None:
            self._zip.write(file, name)
            return
        place = self._target / name
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(file.read_bytes())

    def write(self, name: str, text: str) -> None:
        """Words beside the notes."""
        if self._zip is None:
            (self._target / name).parent.mkdir(exist_ok=True)
        self._write(name, text)

    def end(self, manifest: dict[str, Any]) -> None:
        """Everything was said."""
        self._lines.seek(0)
        self._write(NOTES, self._lines.read())
        self._write(MANIFEST, json.dumps({"format": FORMAT, **manifest}, ensure_ascii=False, indent=1) + "\n")

    def _write(self, name: str, text: str) -> None:
        if self._zip is not None:
            self._zip.writestr(name, text, zipfile.ZIP_DEFLATED)
        else:
            (self._target / name).write_text(text, encoding="utf-8")


class Source:
    """Where notes come from: a folder or a zip file, looked through before anything is taken out."""

    def __init__(self, origin: Path) -> None:
        self._folder = origin.resolve() if origin.is_dir() else None
        self._zip: zipfile.ZipFile | None = None
        if self._folder is None:
            try:
                self._zip = zipfile.ZipFile(origin)
            except (zipfile.BadZipFile, OSError) as problem:
                raise BadArchive(f"{origin} is neither a folder nor a whole zip file.") from problem
        self._entries = self._checked() if self._zip else {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_problem: object) -> None:
        if self._zip is not None:
            self._zip.close()

    def manifest(self) -> dict[str, Any]:
        """What the archive says about itself; nothing for one that says nothing."""
        with suppress(BadArchive, ValueError):
            found = json.loads(b"".join(self.chunks(MANIFEST, most=SMALL)))
            return found if isinstance(found, dict) else {}
        return {}

    def lines(self) -> Iterator[tuple[int, bytes | None]]:
        """Each line with its number; None for one that is too long to be a note."""
        rest, number, is_long = b"", 0, False
        for chunk in self.chunks(NOTES, most=MOST_FILES * MOST_A_LINE):
            *whole, rest = (rest + chunk).split(b"\n")
            for line in whole:
                number += 1
                yield number, None if is_long or len(line) > MOST_A_LINE else line
                is_long = False
            if len(rest) > MOST_A_LINE:
                rest, is_long = b"", True
        if rest or is_long:
            yield number + 1, None if is_long else rest

    def chunks(self, name: str, *, most: int = MOST_A_FILE) -> Iterator[bytes]:
        """A file in pieces, up to so many bytes; BadArchive for any that is not plainly there."""
        check_name(name)
        taken = 0
        try:
            with self._opened(name) as file:
                while chunk := file.read(CHUNK):
                    taken += len(chunk)
                    if taken > most:
                        raise BadArchive(f"{name} is larger than it may be.")
                    yield chunk
        except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, zlib.error) as problem:
            raise BadArchive(f"{name} could not be read.") from problem

    def _opened(self, name: str) -> IO[bytes]:
        if self._zip is not None:
            entry = self._entries.get(name)
            if entry is None:
                raise BadArchive(f"{name} is not in the archive.")
            return self._zip.open(entry)
        assert self._folder is not None  # noqa: S101 - one of the two is there
        place = (self._folder / name).resolve()
        if not place.is_relative_to(self._folder) or not place.is_file():
            raise BadArchive(f"{name} is not in the folder.")
        return place.open("rb")

    def _checked(self) -> dict[str, zipfile.ZipInfo]:
        assert self._zip is not None  # noqa: S101 - asked for zip files only
        entries = self._zip.infolist()
        if len(entries) > MOST_FILES:
            raise BadArchive(f"The archive holds more than {MOST_FILES:,} files.")
        found = {}
        for entry in entries:
            if entry.is_dir():
                continue
            check_name(entry.filename)
            mode = entry.external_attr >> 16
            if entry.flag_bits & 1 or (mode and not stat.S_ISREG(mode) and stat.S_IFMT(mode)):
                raise BadArchive(f"{entry.filename!r} is no plain file.")
            if entry.file_size > SMALL and entry.file_size > MOST_OF_A_RATIO * max(1, entry.compress_size):
                raise BadArchive(f"{entry.filename!r} would unpack to far more than it is.")
            if entry.filename in found:
                raise BadArchive(f"{entry.filename!r} is in the archive twice.")
            found[entry.filename] = entry
        return found


def check_name(name: str) -> None:
    """BadArchive for a name that could lead out of the archive."""
    path = PurePosixPath(name)
    is_plain = 0 < len(name) <= LONGEST_NAME and name.isprintable() and "\\" not in name and ":" not in name
    if not is_plain or path.is_absolute() or str(path) != name or ".." in path.parts:
        raise BadArchive(f"The archive names a file as none of ours is named: {name[:60]!r}.")
