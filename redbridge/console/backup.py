"""`redbridge backup`: database, pictures and keys of a running site in one file."""

import hashlib
import io
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, cast

import click

from redbridge.console.place import SETTINGS_FILE, Place, answer, data_option, json_option, open_site, version
from redbridge.console.worlds import Progress

FORMAT = 1
MANIFEST = "manifest.json"
DATABASE_NAMES = {"sqlite": "database/redbridge.sqlite3", "postgresql": "database/redbridge.pgdump"}
TOP_NAMES = ("database", "keys", "media", SETTINGS_FILE, "demo.json")


@click.command()
@data_option
@click.option(
    "--to",
    "target",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File to write, ending in .tar.gz or .tar.zst.  [default: in the data folder's backups]",
)
@json_option
def backup(*, place: Place, target: Path | None, as_json: bool) -> None:
    """Copy database, pictures and keys of a site, running or not, into one file."""
    open_site(place)
    target = (target or place.folder / "backups" / f"redbridge-{time.strftime('%Y%m%d-%H%M%S')}.tar.gz").absolute()
    if target.exists():
        raise click.ClickException(f"{target} is there already.")
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with Progress("Copying", quiet=as_json) as progress:
        manifest = write_backup(place, target, progress)
    count = len(manifest["files"])
    answer(
        {"file": str(target), "bytes": target.stat().st_size, "files": count, "version": manifest["version"]},
        as_json=as_json,
        sentence=f"{target} holds {count} files of the site.\n"
        "It holds the secret keys and everybody's data, too: keep it where only you can read it.",
    )


def write_backup(place: Place, target: Path, progress: Progress) -> dict[str, Any]:
    """Write the file, complete or not at all; returns its manifest."""
    part = target.with_name(f".{target.name}.part")
    part.unlink(missing_ok=True)
    try:
        with (
            tempfile.TemporaryDirectory(dir=target.parent) as folder,
            open(part, "xb", opener=_private) as file,
            _compressed(file, target.name) as stream,
            tarfile.open(fileobj=stream, mode="w|", format=tarfile.PAX_FORMAT) as archive,
        ):
            # The database first: a picture that comes later is not in it, one that is in it is there.
            sources = [(_database_name(), _database_copy(Path(folder))), *_files(place.folder)]
            manifest = _manifest(_pack(archive, sources, progress))
            _add(archive, MANIFEST, io.BytesIO(json.dumps(manifest).encode()), None)
        part.rename(target)
    finally:
        part.unlink(missing_ok=True)
    return manifest


def _database_copy(folder: Path) -> Path:
    from redbridge.console import databases  # noqa: PLC0415 - after Django is loaded

    return databases.snapshot(folder / "copy")


def _database_name() -> str:
    from django.conf import settings  # noqa: PLC0415 - after Django is loaded

    return DATABASE_NAMES["sqlite" if settings.ON_SQLITE else "postgresql"]


def _files(folder: Path) -> list[tuple[str, Path]]:
    found = [
        *(folder / "keys").rglob("*"),
        *(folder / "media").rglob("*"),
        folder / SETTINGS_FILE,
        folder / "demo.json",
    ]
    return [(str(path.relative_to(folder)), path) for path in sorted(found) if path.is_file() and not path.is_symlink()]


def _pack(archive: tarfile.TarFile, sources: list[tuple[str, Path]], progress: Progress) -> dict[str, str]:
    sums: dict[str, str] = {}
    for done, (name, path) in enumerate(sources, start=1):
        with suppress(FileNotFoundError), path.open("rb") as file:  # deleted since we looked
            sums[name] = _add(archive, name, file, os.fstat(file.fileno()))
        progress(done, len(sources))
    return sums


def _add(archive: tarfile.TarFile, name: str, file: IO[bytes], found: os.stat_result | None) -> str:
    member = tarfile.TarInfo(name)
    member.mode = 0o600
    member.size = found.st_size if found else len(cast("io.BytesIO", file).getbuffer())
    member.mtime = int(found.st_mtime if found else time.time())
    reader = Hashing(file)
    archive.addfile(member, cast("IO[bytes]", reader))
    return reader.digest.hexdigest()


class Hashing:
    """Reads a file and remembers the checksum of what was read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        chunk = self._file.read(size)
        self.digest.update(chunk)
        return chunk


def _manifest(sums: dict[str, str]) -> dict[str, Any]:
    made_at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    return {"format": FORMAT, "version": version(), "made_at": made_at, "files": sums}


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


@contextmanager
def _compressed(file: IO[bytes], name: str) -> Iterator[IO[bytes]]:
    if name.endswith((".tar.gz", ".tgz")):
        import gzip  # noqa: PLC0415 - not every file needs it

        with gzip.GzipFile(fileobj=file, mode="wb", compresslevel=1) as stream:  # pictures do not get smaller
            yield cast("IO[bytes]", stream)
    elif name.endswith(".tar.zst"):
        program = zstd()
        with subprocess.Popen([program, "-q", "-c"], stdin=subprocess.PIPE, stdout=file) as process:
            assert process.stdin  # noqa: S101 - for the type checker
            yield process.stdin
            process.stdin.close()
            if process.wait() != 0:
                raise click.ClickException("zstd could not write the file. Is the disk full?")
    else:
        raise click.ClickException("The name must end in .tar.gz or .tar.zst.")


def zstd() -> str:
    """Where the program is, which Python 3.11 has no replacement for."""
    program = shutil.which("zstd")
    if program is None:
        raise click.ClickException("For .tar.zst the program zstd is needed and is not here. Use .tar.gz.")
    return program
