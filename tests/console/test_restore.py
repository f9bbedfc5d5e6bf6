"""Backups that nobody of ours made, or that something happened to."""

import hashlib
import io
import json
import shutil
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from redbridge.console.place import Place, Running, version
from redbridge.console.restore import restore

FILES = {"database/redbridge.sqlite3": b"rows", "keys/secret.txt": b"secret", "media/000/1-a/480.webp": b"picture"}
Change = Callable[[tarfile.TarFile], None]


def manifest_of(files: dict[str, bytes], **changes: object) -> bytes:
    sums = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    return json.dumps({"format": 1, "version": version(), "made_at": "now", "files": sums, **changes}).encode()


def add(
    archive: tarfile.TarFile, name: str, content: bytes = b"", kind: bytes = tarfile.REGTYPE, link: str = ""
) -> None:
    member = tarfile.TarInfo(name)
    member.type, member.linkname, member.size = kind, link, len(content)
    archive.addfile(member, io.BytesIO(content))


def archive_at(path: Path, *, manifest: bytes | None = None, change: Change | None = None) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for name, content in FILES.items():
            add(archive, name, content)
        if change:
            change(archive)
        add(archive, "manifest.json", manifest_of(FILES) if manifest is None else manifest)
    return path


def restored(file: Path, folder: Path, *options: str) -> Result:
    on_sqlite = {"DATABASE_URL": None}  # the archives here are of sites on SQLite, whatever the suite runs on
    return CliRunner().invoke(restore, [str(file), "--data", str(folder), *options], env=on_sqlite)


def test_a_whole_backup_is_put_in_place(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    result = restored(archive_at(tmp_path / "a.tar.gz"), folder, "--json")
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["files"] == 3
    assert (folder / "redbridge.sqlite3").read_bytes() == b"rows"
    assert (folder / "media/000/1-a/480.webp").read_bytes() == b"picture"
    assert (folder / "keys/secret.txt").stat().st_mode & 0o777 == 0o600
    assert not (folder / "manifest.json").exists()


@pytest.mark.parametrize(
    "change",
    [
        lambda archive: add(archive, "../outside", b"x"),
        lambda archive: add(archive, "media/../../outside", b"x"),
        lambda archive: add(archive, "/etc/outside", b"x"),
        lambda archive: add(archive, "media/./again", b"x"),
        lambda archive: add(archive, "elsewhere/file", b"x"),
        lambda archive: add(archive, "media/back\\slash", b"x"),
        lambda archive: add(archive, "media/" + "long/" * 100 + "name", b"x"),
        lambda archive: add(archive, "media/link", kind=tarfile.SYMTYPE, link="/etc/passwd"),
        lambda archive: add(archive, "media/hard", kind=tarfile.LNKTYPE, link="keys/secret.txt"),
        lambda archive: add(archive, "media/device", kind=tarfile.CHRTYPE),
        lambda archive: add(archive, "media/pipe", kind=tarfile.FIFOTYPE),
        lambda archive: add(archive, "keys/secret.txt", b"another"),
    ],
)
def test_what_no_backup_of_ours_holds_is_refused(tmp_path: Path, change: Change) -> None:
    folder = tmp_path / "deep" / "site"
    result = restored(archive_at(tmp_path / "a.tar.gz", change=change), folder)
    assert result.exit_code == 1
    assert "no backup of ours holds" in result.output
    assert not folder.exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.tar.gz", "deep"]
    assert list((tmp_path / "deep").iterdir()) == []


@pytest.mark.parametrize(
    ("manifest", "sentence"),
    [
        (manifest_of({**FILES, "keys/secret.txt": b"changed"}), "damaged"),
        (manifest_of({**FILES, "media/gone.webp": b"x"}), "damaged"),
        (manifest_of({"keys/secret.txt": b"secret"}), "damaged"),
        (manifest_of(FILES, version="99.0.0"), "made by Redbridge 99.0.0"),
        (manifest_of(FILES, format=2), "Install that version"),
        (b"{", "cannot be read"),
        (b"[]", "cannot be read"),
        (b"\xff\xfe", "cannot be read"),
    ],
)
def test_a_list_of_contents_that_does_not_fit_changes_nothing(tmp_path: Path, manifest: bytes, sentence: str) -> None:
    folder = tmp_path / "site"
    result = restored(archive_at(tmp_path / "a.tar.gz", manifest=manifest), folder)
    assert (result.exit_code, sentence in result.output) == (1, True), result.output
    assert not folder.exists()


def test_half_a_file_and_no_archive_at_all_are_told_apart_from_a_backup(tmp_path: Path) -> None:
    whole = archive_at(tmp_path / "a.tar.gz").read_bytes()
    (tmp_path / "half.tar.gz").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "page.tar.gz").write_bytes(b"<html>")
    (tmp_path / "empty.tar.gz").write_bytes(b"")
    assert "is not a whole backup" in restored(tmp_path / "half.tar.gz", tmp_path / "site").output
    assert "is not a backup" in restored(tmp_path / "page.tar.gz", tmp_path / "site").output
    assert "is not a backup" in restored(tmp_path / "empty.tar.gz", tmp_path / "site").output
    assert not (tmp_path / "site").exists()


def test_a_folder_with_something_in_it_is_kept(tmp_path: Path) -> None:
    file, folder = archive_at(tmp_path / "a.tar.gz"), tmp_path / "site"
    folder.mkdir()
    (folder / "diary").write_text("dear")
    assert "not empty" in restored(file, folder).output
    assert (folder / "diary").read_text() == "dear"
    assert restored(file, folder, "--force").exit_code == 0
    (aside,) = tmp_path.glob("site.before-*")
    assert (aside / "diary").read_text() == "dear"
    assert (folder / "keys/secret.txt").exists()


def test_a_running_site_is_never_replaced(tmp_path: Path) -> None:
    file, folder = archive_at(tmp_path / "a.tar.gz"), tmp_path / "site"
    lock = Place(folder).take(Running(1, 2, "http://localhost:2"))
    assert lock
    with lock:
        assert "Stop it first" in restored(file, folder, "--force").output
    shutil.rmtree(folder)
    assert restored(file, folder).exit_code == 0
