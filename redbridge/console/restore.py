"""`redbridge restore`: a backup back into an empty data folder, checked before anything is in its place."""

import json
import os
import re
import shutil
import subprocess
import tarfile
import tempfile
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Any

import click

from redbridge.console.backup import DATABASE_NAMES, FORMAT, MANIFEST, TOP_NAMES, Hashing, zstd
from redbridge.console.place import DATABASE, Place, answer, data_option, json_option, load_django, version

CHUNK = 1024 * 1024
LARGEST_MANIFEST = 512 * 1024 * 1024
LONGEST_NAME = 300


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@data_option
@click.option("--force", is_flag=True, help="Move what is in the folder aside instead of refusing.")
@json_option
def restore(*, file: Path, place: Place, force: bool, as_json: bool) -> None:
    """Put a backup into an empty data folder."""
    if place.running():
        raise click.ClickException(f"A site runs in {place.folder}. Stop it first.")
    if not place.is_empty and not force:
        raise click.ClickException(
            f"{place.folder} is not empty. Name another folder with --data, or move its contents aside with --force."
        )
    place.folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.folder.parent, prefix=".restore-") as name:
        folder = Path(name)
        manifest = unpack(file, folder)
        _refuse_without_database(folder)
        aside = _put_in_place(folder, place)
    _restore_postgres(place, force=force)
    sentence = (
        f"{len(manifest['files'])} files of {manifest['made_at']} are in {place.folder}. Start with `redbridge up`."
    )
    if aside:
        sentence += f"\nWhat was there before is in {aside}."
    answer(
        {"data": str(place.folder), "files": len(manifest["files"]), "aside": aside, "version": manifest["version"]},
        as_json=as_json,
        sentence=sentence,
    )


def unpack(file: Path, folder: Path) -> dict[str, Any]:
    """Extract and check a backup; returns its manifest. Only plain files with plain names are taken from it."""
    sums: dict[str, str] = {}
    try:
        with _opened(file) as stream, tarfile.open(fileobj=stream, mode="r|") as archive:
            for member in archive:
                if not member.isdir():
                    sums[member.name] = _extract(archive, member, folder, sums)
    except (tarfile.TarError, EOFError, zlib.error, OSError) as problem:
        if isinstance(problem, OSError) and problem.errno:
            raise click.ClickException(f"The backup could not be unpacked: {problem.strerror}.") from None
        raise click.ClickException(f"{file} is not a whole backup: {problem}.") from None
    return _checked_manifest(file, folder, sums)


def _extract(archive: tarfile.TarFile, member: tarfile.TarInfo, folder: Path, known: dict[str, str]) -> str:
    name = PurePosixPath(member.name)
    is_plain = member.isreg() and not member.issparse() and len(member.name) <= LONGEST_NAME
    is_ours = name.parts[:1] and (member.name == MANIFEST or name.parts[0] in TOP_NAMES)
    is_inside = not name.is_absolute() and str(name) == member.name and not set(name.parts) & {"..", "."}
    if not (is_plain and is_ours and is_inside) or re.search(r"[\\\x00-\x1f]", member.name) or member.name in known:
        raise click.ClickException(f"The backup holds something that no backup of ours holds: {member.name!r}.")
    target = folder / member.name
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    source = archive.extractfile(member)
    assert source  # noqa: S101 - a plain file has one
    reader = Hashing(source)
    with open(target, "xb", opener=lambda path, flags: os.open(path, flags, 0o600)) as copy:
        while chunk := reader.read(CHUNK):
            copy.write(chunk)
    os.utime(target, (member.mtime, member.mtime))
    return reader.digest.hexdigest()


def _checked_manifest(file: Path, folder: Path, sums: dict[str, str]) -> dict[str, Any]:
    path = folder / MANIFEST
    if sums.pop(MANIFEST, None) is None or path.stat().st_size > LARGEST_MANIFEST:
        raise click.ClickException(f"{file} is not a whole backup: its list of contents is missing.")
    try:
        manifest = json.loads(path.read_text())
        wanted, written_by, made_with = manifest["files"], str(manifest["version"]), int(manifest["format"])
        manifest["made_at"] = str(manifest["made_at"])
    except (ValueError, KeyError, TypeError):
        raise click.ClickException(f"{file} is not a whole backup: its list of contents cannot be read.") from None
    if made_with > FORMAT or _order(written_by) > _order(version()):
        raise click.ClickException(
            f"The backup was made by Redbridge {written_by}, this is {version()}. Install that version first."
        )
    if wanted != sums:
        wrong = sorted(name for name in {*wanted, *sums} if wanted.get(name) != sums.get(name))
        raise click.ClickException(f"The backup is damaged: {wrong[0]} is not what was copied. Nothing was changed.")
    path.unlink()
    return dict(manifest)


def _order(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", text)[:3])


def _put_in_place(folder: Path, place: Place) -> str | None:
    database = folder / DATABASE_NAMES["sqlite"]
    if database.exists():
        database.rename(folder / DATABASE)
        database.parent.rmdir()
    aside = None
    if not place.is_empty:
        moved = place.folder.with_name(f"{place.folder.name}.before-{time.strftime('%Y%m%d-%H%M%S')}")
        place.folder.rename(moved)
        aside = str(moved)
    place.folder.mkdir(exist_ok=True, mode=0o700)
    for entry in folder.iterdir():
        shutil.move(entry, place.folder / entry.name)
    return aside


def _refuse_without_database(folder: Path) -> None:
    on_postgres = os.environ.get("DATABASE_URL") or Place(folder).written_settings().get("DATABASE_URL")
    if (folder / DATABASE_NAMES["postgresql"]).exists() and not on_postgres:
        raise click.ClickException("The backup is of a site on PostgreSQL. Set DATABASE_URL to an empty database.")
    if (folder / DATABASE_NAMES["sqlite"]).exists() and on_postgres:
        raise click.ClickException("The backup is of a site on SQLite. Unset DATABASE_URL.")


def _restore_postgres(place: Place, *, force: bool) -> None:
    dump = place.folder / DATABASE_NAMES["postgresql"]
    if not dump.exists():
        return
    load_django(place)
    from redbridge.console import databases  # noqa: PLC0415 - after Django is loaded

    if not databases.is_new() and not force:
        raise click.ClickException(
            f"The database of DATABASE_URL is not empty, so nothing of it was changed. The copy is in {dump}; "
            "empty the database, or restore once more with --force."
        )
    databases.put_back(dump)
    shutil.rmtree(dump.parent)


@contextmanager
def _opened(file: Path) -> Iterator[IO[bytes]]:
    with file.open("rb", buffering=0) as raw:  # a program that is handed the file reads on where we stopped
        start = raw.read(4)
        raw.seek(0)
        if start.startswith(b"\x1f\x8b"):
            import gzip  # noqa: PLC0415 - not every file needs it

            with gzip.GzipFile(fileobj=raw) as stream:
                yield stream  # type: ignore[misc]
        elif start == b"\x28\xb5\x2f\xfd":
            with subprocess.Popen([zstd(), "-q", "-d", "-c"], stdin=raw, stdout=subprocess.PIPE) as process:
                assert process.stdout  # noqa: S101 - for the type checker
                yield process.stdout
        else:
            raise click.ClickException(f"{file} is not a backup: it is neither .tar.gz nor .tar.zst.")
