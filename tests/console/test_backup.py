"""A copy of a site that goes on running, and the site that comes out of it."""

import json
import sqlite3
import tarfile
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.console.conftest import House
from tests.waiting import wait_until

pytestmark = pytest.mark.processes


@contextmanager
def writing(house: House) -> Iterator[list[int]]:
    """Somebody who writes two rows a transaction, and one who adds and removes pictures, until the end."""
    written: list[int] = []
    stop = threading.Event()
    album = house.folder / "media" / "00a" / "1-secret"
    album.mkdir(parents=True)
    (album / "480.webp").write_bytes(b"a picture")

    def write() -> None:
        with closing(sqlite3.connect(house.folder / "redbridge.sqlite3", timeout=30)) as database:
            while not stop.wait(0.002):
                number = len(written)
                with database:
                    for side in "ab":
                        database.execute(
                            "INSERT INTO accounts_handlehold (handle, reason) VALUES (?, 'test')", [f"{side}{number}"]
                        )
                written.append(number)
                passing = album / f"passing-{number}.webp"
                passing.write_bytes(b"soon gone")
                passing.unlink()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        yield written
    finally:
        stop.set()
        thread.join()


def held(folder: Path) -> tuple[set[str], set[str]]:
    with closing(sqlite3.connect(folder / "redbridge.sqlite3")) as database:
        handles = [row[0] for row in database.execute("SELECT handle FROM accounts_handlehold WHERE reason = 'test'")]
    return {name[1:] for name in handles if name[0] == "a"}, {name[1:] for name in handles if name[0] == "b"}


@pytest.mark.parametrize("ending", ["tar.gz", "tar.zst"])
def test_a_running_site_is_copied_as_it_was_at_one_moment_and_comes_back(
    house: House, tmp_path: Path, ending: str
) -> None:
    house.up()
    file = tmp_path / f"copy.{ending}"
    with writing(house) as written:
        wait_until(lambda: len(written) > 50)
        told = house.json("backup", "--to", str(file))
        before = len(written)
        wait_until(lambda: len(written) > before + 50)
    assert told["bytes"] == file.stat().st_size
    assert file.stat().st_mode & 0o777 == 0o600
    assert house.stop() == 0

    other = House(tmp_path / "other")
    try:
        assert other.json("restore", str(file))["files"] == told["files"]
        left, right = held(other.folder)
        assert left == right, "half of a transaction is in the copy"
        assert 50 < len(left) <= before
        for name in ("keys/secret.txt", "media/00a/1-secret/480.webp"):
            assert (other.folder / name).read_bytes() == (house.folder / name).read_bytes()
        other.up()
        assert other.get("/")[0] == 200
    finally:
        other.end()


def test_the_copy_names_its_secrets_and_nothing_that_can_be_made_anew(house: House, tmp_path: Path) -> None:
    (house.folder / "settings.env").write_text("SIGN_UP=invite\n")
    done = house.on("backup", "--to", str(tmp_path / "copy.tar.gz"))
    assert done.returncode == 0, done.stderr
    assert "secret keys" in done.stdout
    with tarfile.open(tmp_path / "copy.tar.gz") as archive:
        names = archive.getnames()
        manifest = json.load(archive.extractfile("manifest.json"))  # type: ignore[arg-type]
    assert {"database/redbridge.sqlite3", "keys/secret.txt", "settings.env", "manifest.json"} <= set(names)
    assert not [name for name in names if name.startswith(("static", "logs", "run", "backups", "cache"))]
    assert set(manifest["files"]) == set(names) - {"manifest.json"}
    assert house.on("backup", "--to", str(tmp_path / "copy.tar.gz")).returncode == 1, "an old copy is never replaced"


def test_a_copy_that_cannot_be_written_leaves_nothing_behind(house: House, tmp_path: Path) -> None:
    target = tmp_path / "copies"
    for name, sentence in (("copy.zip", ".tar.gz or .tar.zst"), ("copy.tar.zst", "Use .tar.gz")):
        done = house.on("backup", "--to", str(target / name), PATH="/nowhere")
        assert done.returncode == 1
        assert sentence in done.stderr
        assert list(target.iterdir()) == []


def test_a_folder_without_a_site_is_not_made_into_one(tmp_path: Path) -> None:
    nowhere = House(tmp_path / "nowhere")
    for command in (["backup"], ["setup"], ["queue"], ["maintenance", "on"], ["rotate-keys"]):
        done = nowhere.on(*command)
        assert done.returncode == 1
        assert "There is no site in" in done.stderr
    assert not nowhere.folder.exists()
