"""A real `redbridge up` on a folder of its own, and the other commands beside it."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.waiting import wait_until

ROOT = Path(__file__).resolve().parents[2]
STARTED_BY_TESTS = ("REDBRIDGE_DATA", "DATABASE_URL", "CACHE_URL", "DJANGO_SETTINGS_MODULE")


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class House:
    """A data folder and the commands that are run on it."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        self.port = free_port()
        self.environment = {name: value for name, value in os.environ.items() if name not in STARTED_BY_TESTS}
        self.environment |= {"PYTHONPATH": str(ROOT), **environment}
        self.process: subprocess.Popen[str] | None = None
        self.family: list[psutil.Process] = []

    def command(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "redbridge.console", *arguments],
            env={**self.environment, **environment},
            cwd=self.folder.parent,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def on(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return self.command(*arguments, "--data", str(self.folder), **environment)

    def json(self, *arguments: str) -> dict[str, Any]:
        done = self.on(*arguments, "--json")
        assert done.returncode == 0, done.stderr
        return dict(json.loads(done.stdout))

    def up(self, *arguments: str) -> None:
        said = self.folder.with_name(f"{self.folder.name}.out")
        with said.open("w") as out:
            self.process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "redbridge.console", "up", "--no-demo"),
                    *("--port", str(self.port), "--data", str(self.folder), *arguments),
                ],
                env=self.environment,
                cwd=self.folder.parent,
                stdout=out,
                stderr=out,
                text=True,
            )
        process = self.process
        wait_until(lambda: "is ready" in said.read_text() or process.poll() is not None, 90, said.read_text)
        assert process.poll() is None, said.read_text() + self.logs()
        self.family = psutil.Process(process.pid).children(recursive=True)

    def stop(self, number: signal.Signals = signal.SIGINT) -> int:
        assert self.process
        self.process.send_signal(number)
        return self.process.wait(60)

    def child(self, *words: str) -> psutil.Process | None:
        assert self.process
        for each in psutil.Process(self.process.pid).children():
            with suppress(psutil.NoSuchProcess):  # it just ended, or waits to be buried
                if set(words) <= set(each.cmdline()):
                    return each
        return None

    def living(self) -> list[psutil.Process]:
        _gone, living = psutil.wait_procs(self.family, timeout=0)
        return [each for each in living if each.status() != psutil.STATUS_ZOMBIE]

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], str]:
        with closing(HTTPConnection("localhost", self.port, timeout=20)) as connection:
            connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
            response = connection.getresponse()
            body = response.read().decode("utf-8", "replace")
            return response.status, {name.lower(): value for name, value in response.getheaders()}, body

    def is_well(self) -> bool:
        try:
            return self.get("/healthz")[0] == 200
        except OSError:
            return False

    def logs(self) -> str:
        return "\n".join(path.read_text() for path in sorted((self.folder / "logs").glob("*.log")))

    def end(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(60)
        for each in self.living():
            each.kill()


@pytest.fixture
def empty_house(tmp_path: Path) -> Iterator[House]:
    """A folder that nobody has used yet."""
    if os.environ.get("DATABASE_URL"):
        pytest.skip("processes and folders are the same on every database")
    found = House(tmp_path / "data")
    yield found
    found.end()


@pytest.fixture(scope="session")
def prepared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = House(tmp_path_factory.mktemp("prepared") / "data")
    done = found.on("prepare")
    assert done.returncode == 0, done.stderr
    return found.folder


@pytest.fixture
def house(empty_house: House, prepared_folder: Path) -> House:
    """A site that was started before."""
    shutil.copytree(prepared_folder, empty_house.folder)
    return empty_house
