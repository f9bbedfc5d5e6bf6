"""What somebody uploaded, opened safely: a zip, a tar, a folder or one file. Nothing is ever written by its names."""

import contextlib
import errno
import io
import os
import re
import stat
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Any, Protocol, Self

from redbridge.arrival.reading import limits
from redbridge.arrival.reading.directory import check_directory
from redbridge.arrival.reading.tars import Tar, is_tar
from redbridge.arrival.sources.shape import Member, Unreadable

TEXTS = (".json", ".jsonl", ".js", ".txt", ".csv", ".html", ".htm", ".xml", ".opml", ".description")
CLUTTER = {".ds_store", "thumbs.db", "desktop.ini", "__macosx", ".git", ".spotlight-v100", ".trashes", ".fseventsd"}
ZIP_START, EMPTY_ZIP = b"PK\x03\x04", b"PK\x05\x06"
STORED, DEFLATED = 0, 8
ENCRYPTED = 0x1 | 0x40 | 0x2000
SAYS_UTF8 = 0x800
ANYTHING = re.compile(r".*", re.DOTALL)
CHINESE = re.compile(r"[\x20-\x7e\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+")
PART = 64 * 1024


class Counted(io.RawIOBase):
    """A member being read: every byte counts against the limits, and trouble has a name."""

    def __init__(self, stream: IO[bytes], name: str, box: "OpenBox") -> None:
        super().__init__()
        self._stream, self._name, self._box = stream, name, box
        self._left = limits.now().text_member if is_text(name) else limits.now().medium

    def readable(self) -> bool:
        return True

    def readinto(self, room: Any, /) -> int:
        """Fill the room, and never more than the limits allow."""
        with trouble(self._name):
            part = self._stream.read(len(room))
        room[: len(part)] = part
        self._left -= len(part)
        self._box.count(len(part), self._name)
        if self._left < 0:
            raise Unreadable("member_too_big", self._name)
        return len(part)

    def close(self) -> None:
        self._stream.close()
        super().close()


class Placed(io.RawIOBase):
    """A file that is open already, with a place of its own in it."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number, self._place = number, 0

    def readable(self) -> bool:
        return True

    def readinto(self, room: Any, /) -> int:
        part = os.pread(self._number, len(room), self._place)
        room[: len(part)] = part
        self._place += len(part)
        return len(part)


class Holder(Protocol):
    """Where members lie."""

    def list(self) -> list[Member]: ...

    def open(self, name: str) -> IO[bytes]: ...

    def close(self) -> None: ...


class OpenBox:
    """A `Box` (see `sources.shape`) over whatever holds its members; counts what is taken out of it."""

    def __init__(self, holder: Holder, name: str) -> None:
        self.name = name
        self.taken = 0
        self._holder = holder
        self._members = sorted(holder.list(), key=lambda member: member.name)
        self._known = {member.name for member in self._members}

    def members(self) -> list[Member]:
        return list(self._members)

    def open(self, name: str) -> IO[bytes]:
        if name not in self._known:
            raise Unreadable("missing_member", name)
        with trouble(name):
            stream = self._holder.open(name)
        return io.BufferedReader(Counted(stream, name, self), PART)

    def head(self, name: str, count: int = 65_536) -> bytes:
        with self.open(name) as stream:
            return read_up_to(stream, count)

    def count(self, taken: int, name: str) -> None:
        """Remember that so much was inflated."""
        self.taken += taken
        if self.taken > limits.now().inflated:
            raise Unreadable("too_much_inside", name)

    @property
    def total(self) -> int:
        """Bytes of everything that a reader of texts may want to read."""
        return sum(member.size for member in self._members if is_text(member.name)) or 1

    def close(self) -> None:
        self._holder.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()


def open_box(path: Path | int, *, name: str = "", scratch: Path | None = None) -> OpenBox:
    """Open a file (or, by its number, one that is open already) or a folder; `scratch` keeps a packed tar unfolded.

    Raises Unreadable when it is empty or breaks a rule. The name is only for telling what a single file may be.
    """
    if not isinstance(path, int) and path.is_dir():
        return OpenBox(Folder(path), name or path.name)
    stream: IO[bytes] = os.fdopen(path, "rb", closefd=False) if isinstance(path, int) else path.open("rb")
    name = clean_name(name or (path.name if isinstance(path, Path) else "upload"))
    try:
        return OpenBox(_holder(stream, name, scratch), name)
    except BaseException:
        stream.close()
        raise


def _holder(stream: IO[bytes], name: str, scratch: Path | None) -> Holder:
    start = read_up_to(stream, 600)
    size = stream.seek(0, os.SEEK_END)
    stream.seek(0)
    if size == 0:
        raise Unreadable("empty", name)
    if start.startswith((ZIP_START, EMPTY_ZIP)):
        return Zip(stream, name, size)
    if is_tar(start):
        with trouble(name):
            return Tar(stream, name, scratch)
    if start.startswith((b"Rar!", b"7z\xbc\xaf", b"\xfd7zXZ")):
        raise Unreadable("other_archive", name)
    return Single(stream, name, size)


@contextlib.contextmanager
def trouble(at: str) -> Iterator[None]:
    """Whatever a library says of a broken archive, as something with a name."""
    try:
        yield
    except Unreadable:
        raise
    except MemoryError:
        raise Unreadable("too_heavy", at) from None
    except (zipfile.BadZipFile, EOFError, ValueError, KeyError, IndexError, NotImplementedError, RuntimeError) as error:
        raise Unreadable("broken_archive", at) from error
    except OSError as error:
        if error.errno not in {None, errno.EINVAL, errno.EOVERFLOW}:  # what a place behind any end gives
            raise
        raise Unreadable("broken_archive", at) from error
    except Exception as error:
        if type(error).__module__ in {"zlib", "tarfile", "struct", "lzma", "gzip"}:
            raise Unreadable("broken_archive", at) from error
        raise


class Zip:
    """A zip whose directory was looked at before it is trusted."""

    def __init__(self, stream: IO[bytes], name: str, size: int) -> None:
        check_directory(stream, size, name)
        with trouble(name):
            self._zip = zipfile.ZipFile(stream)
        self._stream = stream
        self._infos: dict[str, zipfile.ZipInfo] = {}
        infos = self._zip.infolist()
        if len(infos) > limits.now().entries:
            raise Unreadable("too_many_files", name)
        for info in infos:
            self._take(info)

    def _take(self, info: zipfile.ZipInfo) -> None:
        mode = info.external_attr >> 16
        name = safe_name(said_name(info))
        if info.is_dir():
            return
        if mode and stat.S_IFMT(mode) not in {0, stat.S_IFREG}:
            raise Unreadable("odd_member", name)
        if info.flag_bits & ENCRYPTED:
            raise Unreadable("encrypted", name)
        if name in self._infos:
            raise Unreadable("same_name", name)
        if info.compress_type not in {STORED, DEFLATED}:
            raise Unreadable("odd_compression", name)
        if not is_clutter(name):
            self._infos[name] = info

    def list(self) -> list[Member]:
        return [Member(name, info.file_size) for name, info in self._infos.items()]

    def open(self, name: str) -> IO[bytes]:
        return self._zip.open(self._infos[name])

    def close(self) -> None:
        self._zip.close()
        self._stream.close()


class Single:
    """One file that is no archive."""

    def __init__(self, stream: IO[bytes], name: str, size: int) -> None:
        self._stream, self._member = stream, Member(name, size)

    def list(self) -> list[Member]:
        return [self._member]

    def open(self, name: str) -> IO[bytes]:  # noqa: ARG002 - there is but one
        return io.BufferedReader(Placed(self._stream.fileno()))

    def close(self) -> None:
        self._stream.close()


class Folder:
    """A folder on this machine; links in it are not followed."""

    def __init__(self, path: Path) -> None:
        self._paths: dict[str, Path] = {}
        self._members: list[Member] = []
        for folder, folders, files in os.walk(path):
            folders[:] = sorted(each for each in folders if not is_clutter(each))
            for file in sorted(files):
                self._take(path, Path(folder) / file)
        if not self._members:
            raise Unreadable("empty", path.name)

    def _take(self, root: Path, path: Path) -> None:
        said = path.lstat()
        name = path.relative_to(root).as_posix()
        if not stat.S_ISREG(said.st_mode) or is_clutter(name):
            return
        if len(self._members) >= limits.now().entries:
            raise Unreadable("too_many_files", root.name)
        clean = clean_name(name)
        self._paths[clean] = path
        self._members.append(Member(clean, said.st_size))

    def list(self) -> list[Member]:
        return self._members

    def open(self, name: str) -> IO[bytes]:
        return self._paths[name].open("rb")

    def close(self) -> None:
        self._paths = {}


def said_name(info: zipfile.ZipInfo) -> str:
    """The name of a member as whoever packed it meant it: few programs say that their names are UTF-8."""
    name = info.orig_filename
    if name.isascii() or info.flag_bits & SAYS_UTF8:
        return name
    raw = name.encode("cp437", "replace")
    for encoding, fits in (("utf-8", ANYTHING), ("gb18030", CHINESE)):
        with contextlib.suppress(UnicodeError):
            if fits.fullmatch(meant := raw.decode(encoding)):
                return meant
    return name


def safe_name(name: str) -> str:
    """The name of a member, or Unreadable where it could lead anywhere."""
    shown = clean_name(name)[:120]
    if "\0" in name or "\\" in name:
        raise Unreadable("unsafe_name", shown)
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or (len(name) > 1 and name[1] == ":") or not path.parts:
        raise Unreadable("unsafe_name", shown)
    if len(name) > 1000:  # noqa: PLR2004 - longer than any system writes
        raise Unreadable("unsafe_name", shown)
    return clean_name(str(path))


def clean_name(name: str) -> str:
    """A name that can be shown and stored."""
    name = name.encode("utf-8", "replace").decode("utf-8", "replace")
    return "".join(letter for letter in unicodedata.normalize("NFC", name) if letter.isprintable())


def is_clutter(name: str) -> bool:
    """Whether an operating system, and no person, put it there."""
    parts = PurePosixPath(name.casefold()).parts
    return any(part in CLUTTER or part.startswith("._") for part in parts)


def is_text(name: str) -> bool:
    return name.casefold().endswith(TEXTS)


def read_up_to(stream: IO[bytes], count: int) -> bytes:
    """The first bytes; a stream may give them in several parts."""
    parts: list[bytes] = []
    while count > 0 and (part := stream.read(count)):
        parts.append(part)
        count -= len(part)
    return b"".join(parts)
