"""Backup, restore and update of a site that outgrew SQLite; runs where the suite runs on PostgreSQL."""

import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.console.conftest import House

URL = os.environ.get("DATABASE_URL", "")
pytestmark = [
    pytest.mark.processes,
    pytest.mark.skipif(not URL.startswith("postgres"), reason="the suite does not run on PostgreSQL"),
    pytest.mark.skipif(shutil.which("pg_dump") is None, reason="pg_dump is not here"),
]


@pytest.fixture
def fresh_database() -> Iterator[Callable[[], str]]:
    import psycopg  # noqa: PLC0415 - not installed everywhere

    made: list[str] = []
    with psycopg.connect(URL, autocommit=True) as connection:

        def make() -> str:
            name = f"console_{secrets.token_hex(4)}"
            connection.execute(f'CREATE DATABASE "{name}"')
            made.append(name)
            return urlsplit(URL)._replace(path=f"/{name}").geturl()

        yield make
        for name in made:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_a_site_on_postgresql_comes_back_from_its_copy(tmp_path: Path, fresh_database: Callable[[], str]) -> None:
    house = House(tmp_path / "data", DATABASE_URL=fresh_database())
    done = house.on("prepare")
    assert done.returncode == 0, done.stderr
    link = house.json("setup")["link"]
    assert link
    file = tmp_path / "copy.tar.gz"
    house.json("backup", "--to", str(file))
    without = House(tmp_path / "other")
    assert "Set DATABASE_URL to an empty database" in without.on("restore", str(file)).stderr
    assert not without.folder.exists()
    other = House(tmp_path / "other", DATABASE_URL=fresh_database())
    other.json("restore", str(file))
    assert other.on("manage", "migrate", "--check").returncode == 0
    counted = other.on(
        "manage", "shell", "-c", "from redbridge.accounts.models import Invitation as I; print(I.objects.count())"
    )
    assert counted.stdout.strip().endswith("1"), counted.stderr


def test_an_update_that_fails_is_taken_back(tmp_path: Path, fresh_database: Callable[[], str]) -> None:
    house = House(tmp_path / "data", DATABASE_URL=fresh_database())
    assert house.on("prepare").returncode == 0
    failed = house.on("prepare", DJANGO_SETTINGS_MODULE="tests.console.broken.settings")
    assert failed.returncode == 1
    assert "Everything is back as it was" in failed.stderr
    shown = house.on("manage", "inspectdb", "half_way")
    assert "Unable to inspect" in shown.stdout
    assert house.on("manage", "migrate", "--check").returncode == 0


def test_without_its_tools_nothing_is_changed(tmp_path: Path, fresh_database: Callable[[], str]) -> None:
    house = House(tmp_path / "data", DATABASE_URL=fresh_database())
    assert house.on("prepare").returncode == 0
    failed = house.on("prepare", DJANGO_SETTINGS_MODULE="tests.console.broken.settings", PATH="/nowhere")
    assert "pg_dump is needed" in failed.stderr
    assert "pg_dump is needed" in house.on("backup", PATH="/nowhere").stderr
