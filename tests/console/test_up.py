"""`redbridge up` with real processes: started, killed, crowded and stopped."""

import os
import signal
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from tests.console.conftest import House
from tests.waiting import wait_until

pytestmark = pytest.mark.processes


def test_from_an_empty_folder_to_a_site_and_back_to_nothing_but_the_folder(empty_house: House) -> None:
    house = empty_house
    house.up()
    said = house.folder.with_name("data.out").read_text()
    assert f"http://localhost:{house.port}" in said
    assert "redbridge setup" in said
    assert house.get("/")[0] == 200
    assert house.get("/healthz")[2] == '{"ok": true}'
    assert house.folder.stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o077 == 0 for path in (house.folder / "keys").iterdir())
    assert len(house.living()) >= 4, "web server, its process and two workers"
    assert house.stop() == 0
    assert house.living() == []
    house.up()
    assert "Making the database" not in house.folder.with_name("data.out").read_text()
    assert house.stop(signal.SIGTERM) == 0
    assert house.living() == []


def test_a_process_that_dies_is_started_again(house: House) -> None:
    house.up()
    worker = house.child("worker", "interactive")
    assert worker
    worker.kill()
    wait_until(lambda: (found := house.child("worker", "interactive")) and found.pid != worker.pid)
    wait_until(house.is_well, 30, house.logs)
    web = house.child("web")
    assert web
    (serving,) = web.children()
    serving.kill()
    wait_until(lambda: not serving.is_running() and house.is_well(), 30, house.logs)
    web = house.child("web")
    assert web
    web.kill()
    wait_until(lambda: (found := house.child("web")) and found.pid != web.pid and house.is_well(), 30, house.logs)
    assert "worker ended after" in house.logs()


def test_no_process_outlives_a_killed_supervisor(house: House) -> None:
    house.up()
    assert house.stop(signal.SIGKILL) == -signal.SIGKILL
    wait_until(lambda: not house.living(), 30, lambda: str(house.living()))
    house.up()
    assert house.is_well()


def test_a_second_site_is_refused_in_the_same_folder_and_on_the_same_port(house: House) -> None:
    house.up()
    again = house.on("up", "--port", "8198", "--no-demo")
    assert again.returncode == 1
    assert f"already runs in {house.folder} at http://localhost:{house.port}" in again.stderr
    beside = house.command("up", "--data", str(house.folder.with_name("other")), "--port", str(house.port))
    assert beside.returncode == 1
    assert f"Port {house.port} on 127.0.0.1 cannot be used" in beside.stderr
    assert "Traceback" not in again.stderr + beside.stderr
    assert house.is_well()


def test_what_strangers_could_reach_has_no_demo_and_no_debug_pages(empty_house: House) -> None:
    house = empty_house
    site = "https://bridge.example.org"
    assert "known to everybody" in house.on("up", "--demo", SITE_URL=site).stderr
    assert "opens the site to the network" in house.on("up", "--host", "::").stderr
    assert "works only while SITE_URL is loopback" in house.on("up", SITE_URL=site, DEBUG="true").stderr
    assert not (house.folder / "redbridge.sqlite3").exists()


def test_a_process_that_never_comes_up_ends_the_start_with_its_last_words(house: House) -> None:
    broken = house.on("up", "--no-demo", "--port", str(house.port), **breaking(house))
    assert broken.returncode == 1
    assert "ends again and again" in broken.stderr
    assert "the web process breaks on purpose" in broken.stderr


def breaking(house: House) -> dict[str, str]:
    """A Python that breaks in the web process alone, by a module that every start imports."""
    folder = house.folder.with_name("breaking")
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(
        "import sys\nif 'web' in sys.orig_argv:\n    sys.exit('the web process breaks on purpose')\n"
    )
    return {"PYTHONPATH": os.pathsep.join([str(folder), house.environment["PYTHONPATH"]])}


def tables(folder: Path) -> tuple[list[str], list[str]]:
    with closing(sqlite3.connect(folder / "redbridge.sqlite3")) as database:
        names = database.execute("SELECT name FROM sqlite_master ORDER BY name").fetchall()
        return [name for (name,) in names], database.execute("SELECT name FROM accounts_site").fetchall()


def test_a_migration_that_fails_leaves_everything_as_it_was(house: House) -> None:
    before = tables(house.folder)
    settings = {"DJANGO_SETTINGS_MODULE": "tests.console.broken.settings"}
    failed = house.on("up", "--no-demo", "--port", str(house.port), **settings)
    assert failed.returncode == 1
    assert "Everything is back as it was" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert tables(house.folder) == before
    (copy,) = (house.folder / "backups").glob("before-*.sqlite3")
    assert copy.stat().st_mode & 0o077 == 0
    house.up()
    assert house.is_well()


def test_a_folder_of_a_newer_version_is_left_alone(house: House) -> None:
    with closing(sqlite3.connect(house.folder / "redbridge.sqlite3")) as database, database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('notes', '0999_later', '2030-01-01')"
        )
    refused = house.on("up", "--no-demo", "--port", str(house.port))
    assert refused.returncode == 1
    assert "newer version of Redbridge" in refused.stderr


def test_maintenance_closes_the_pages_and_nothing_else(house: House) -> None:
    house.up()
    assert house.json("maintenance", "on", "--say", "Back at noon.") == {"maintenance": "on"}
    status, headers, body = house.get("/", Accept_Language="zh-CN")
    assert (status, headers["retry-after"]) == (503, "300")
    assert "Back at noon." in body
    assert 'lang="zh-Hans"' in body
    assert house.get("/healthz")[0] == 200
    assert house.get("/static/img/logo.svg")[0] == 200
    house.json("maintenance", "off")
    assert house.get("/")[0] == 200


def test_the_supervisor_stays_small(house: House) -> None:
    house.up()
    assert house.process
    modules = Path(f"/proc/{house.process.pid}/maps")
    if not sys.platform.startswith("linux"):
        pytest.skip("only Linux tells")
    assert "_granian" not in modules.read_text()
    assert psutil.Process(house.process.pid).memory_full_info().uss < 30 * 1024 * 1024
