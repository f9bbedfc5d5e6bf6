"""Tar archives, packed or not: unfolded once, counted while that happens, then read where their members lie."""

import bz2
import gzip
import os
import tarfile
import tempfile
from pathlib import Path
from typing import IO, cast

from redbridge.arrival.reading import limits
from redbridge.arrival.sources.shape import Member, Unreadable

GZIP, BZIP = b"\x1f\x8b", b"BZh"
MAGIC_AT = 257
PART = 256 * 1024


def is_tar(start: bytes) -> bool:
    """Whether a file that begins like this is a tar, or packed and so perhaps one."""
    return start.startswith((GZIP, BZIP)) or start[MAGIC_AT : MAGIC_AT + 5] == b"ustar"


class Tar:
    """The members of a tar. A packed one is unfolded into a file without a name first."""

    def __init__(self, stream: IO[bytes], name: str, scratch: Path | None) -> None:
        self._source = stream
        start = stream.read(2)
        stream.seek(0)
        self._stream = _unfold(stream, start, name, scratch) if start in {GZIP, BZIP[:2]} else stream
        self._infos: dict[str, tarfile.TarInfo] = {}
        try:
            self._tar = tarfile.TarFile(fileobj=self._stream)
            self._list(name)
        except BaseException as error:
            self._stream.close()
            if isinstance(error, tarfile.TarError):
                raise Unreadable("broken_archive", name) from error
            raise

    def _list(self, name: str) -> None:
        from redbridge.arrival.reading.box import is_clutter, safe_name  # noqa: PLC0415 - the box opens tars

        count = 0
        try:
            for info in self._tar:
                count += 1
                if count > limits.now().entries:
                    raise Unreadable("too_many_files", name)
                clean = "" if info.isdir() and info.name in {".", "./", ""} else safe_name(info.name)
                if info.isdir():
                    continue
                if not info.isreg() or info.issparse():
                    raise Unreadable("odd_member", clean)
                if clean in self._infos:
                    raise Unreadable("same_name", clean)
                if not is_clutter(clean):
                    self._infos[clean] = info
        except (tarfile.TarError, EOFError) as error:
            raise Unreadable("cut_off_archive", name) from error

    def list(self) -> list[Member]:
        return [Member(name, info.size) for name, info in self._infos.items()]

    def open(self, name: str) -> IO[bytes]:
        opened = self._tar.extractfile(self._infos[name])
        if opened is None:
            raise Unreadable("odd_member", name)
        return opened

    def close(self) -> None:
        self._tar.close()
        self._stream.close()
        self._source.close()


def _unfold(stream: IO[bytes], start: bytes, name: str, scratch: Path | None) -> IO[bytes]:
    packed = gzip.GzipFile(fileobj=stream) if start == GZIP else bz2.BZ2File(stream)
    if scratch is None:
        target = cast("IO[bytes]", tempfile.TemporaryFile())  # noqa: SIM115 - it lives as long as the tar
        _copy(packed, target, name)
        return target
    scratch.mkdir(exist_ok=True, mode=0o700)
    said = os.fstat(stream.fileno())
    unfolded = scratch / f"unfolded-{said.st_ino}-{said.st_size}-{said.st_mtime_ns}"
    if not unfolded.exists():
        part = unfolded.with_suffix(f".{os.getpid()}")
        try:
            with part.open("w+b") as target:
                _copy(packed, target, name)
            part.replace(unfolded)
        finally:
            part.unlink(missing_ok=True)
    return unfolded.open("rb")


def _copy(packed: gzip.GzipFile | bz2.BZ2File, target: IO[bytes], name: str) -> None:
    done = 0
    try:
        while part := packed.read(PART):
            done += len(part)
            if done > limits.now().inflated:
                raise Unreadable("too_much_inside", name)  # noqa: TRY301 - it closes the file like other trouble
            target.write(part)
    except BaseException as error:
        target.close()
        if isinstance(error, EOFError):
            raise Unreadable("cut_off_archive", name) from error
        raise
    target.seek(0, os.SEEK_SET)
