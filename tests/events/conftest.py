import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings as django_settings
from django.db import connections

import tests.events.probe.reactions
import tests.events.probe.schedule  # noqa: F401 - the test process announces too, so it must know who reacts
from redbridge.events.models import Delivery
from tests.waiting import wait_until

ROOT = Path(__file__).resolve().parents[2]
ON_POSTGRES = django_settings.DATABASES["default"]["ENGINE"].endswith("postgresql")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """On PostgreSQL a site's processes share the test database, so what they should see must really be committed."""
    for item in items:
        if ON_POSTGRES and "site" in getattr(item, "fixturenames", ()) and Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.django_db(transaction=True, databases="__all__"), append=False)


class Site:
    """A data folder, a database in it and the processes that a test starts on them."""

    def __init__(self, folder: Path, database_url: str) -> None:
        self.folder = folder
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.events.settings",
            "REDBRIDGE_DATA": str(folder),
            "DATABASE_URL": database_url,
        }
        self.processes: list[subprocess.Popen[bytes]] = []

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        with (self.folder / "log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-W", "error", "-m", "django", *arguments],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
            )
        self.processes.append(process)
        return process

    def worker(self, queue: str = "interactive", **pace: float) -> subprocess.Popen[bytes]:
        return self.start("probe_worker", "--queue", queue, "--pace", json.dumps(pace))

    def workers(self, count: int, **pace: Any) -> list[subprocess.Popen[bytes]]:
        """Interactive workers that have all begun to look for work."""
        started = [self.worker(**pace) for _ in range(count)]
        self.wait_until(lambda: self.log().count("is ready") == count)
        return started

    def log(self) -> str:
        return (self.folder / "log").read_text()

    def wait_until(self, condition: Any, seconds: float = 30) -> Any:
        return wait_until(condition, seconds, lambda: f"{list(Delivery.objects.values())}\n{self.log()}")

    def end(self) -> None:
        for process in self.processes:
            if process.poll() is None:
                with suppress(ProcessLookupError):
                    process.send_signal(signal.SIGCONT)
                process.kill()
            process.wait()


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("empty")
    site = Site(folder, "")
    assert site.start("migrate", "--verbosity", "0", "--skip-checks").wait() == 0, site.log()
    return folder / "redbridge.sqlite3"


@pytest.fixture
def site(request: pytest.FixtureRequest, tmp_path: Path, settings: Any) -> Iterator[Site]:
    """A site of its own on a file database (or the test database of PostgreSQL), which this process shares."""
    settings.DATA_DIR = tmp_path
    with suppress(pytest.FixtureLookupError):
        request.getfixturevalue("socket_enabled")
    if ON_POSTGRES:
        started = Site(tmp_path, _postgres_url())
        yield started
        started.end()
        return
    shutil.copy(request.getfixturevalue("empty_database"), tmp_path / "redbridge.sqlite3")
    started = Site(tmp_path, "")
    with request.getfixturevalue("django_db_blocker").unblock():
        usual = connections["default"]
        connections["default"] = connections.create_connection("default")
        connections["default"].settings_dict = {**usual.settings_dict, "NAME": str(tmp_path / "redbridge.sqlite3")}
        try:
            yield started
        finally:
            started.end()
            connections["default"].close()
            connections["default"] = usual


def _postgres_url() -> str:
    part = connections["default"].settings_dict
    where = {**django_settings.DATABASES["default"], "NAME": part["NAME"]}
    who = f"{quote(where['USER'])}:{quote(where['PASSWORD'])}" if where["PASSWORD"] else quote(where["USER"])
    host = quote(where["HOST"], safe="")
    return f"postgres://{who}@{host}{':' + str(where['PORT']) if where['PORT'] else ''}/{where['NAME']}"
