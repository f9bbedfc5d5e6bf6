"""One running site: its processes, what they cost, and the visitor who asks."""

import json
import os
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Self

import psutil

from redbridge.console.bench import processes
from redbridge.console.bench.postgres import Server
from redbridge.console.bench.workloads import Cast, Request, Visits
from redbridge.console.supervisor import children_environment
from redbridge.console.up import command_of, is_healthy

START_SECONDS = 60
CONNECTIONS = 2
SETTINGS = "redbridge.console.bench.settings"


def own_settings(database: str) -> dict[str, str]:
    """Settings of the bench instead of those of a site here; an empty address of a database is SQLite."""
    return {"DATABASE_URL": database, "CACHE_URL": "", "MAIL_URL": "", "DEBUG": "false", "API_PACE": "1000000"}


class Failed(Exception):  # noqa: N818 - a sentence for the reader of the bench
    """The bench cannot say anything: a page was wrong, or a process is gone."""


class Client:
    """The process that asks."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "redbridge.console.bench.client"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, port: int, requests: list[Request], *, connections: int = CONNECTIONS) -> list[float]:
        """Send the requests; milliseconds of each. Failed with a sentence for the first wrong answer."""
        return self._do({"port": port, "host": f"localhost:{port}", "connections": connections, "requests": requests})

    def wait(self, port: int, waits: list[dict[str, Any]]) -> list[float]:
        """Send one request after the other, each until what it brings about is seen; milliseconds of each wait."""
        return self._do({"port": port, "host": f"localhost:{port}", "waits": waits})

    def _do(self, job: dict[str, Any]) -> list[float]:
        assert self._process.stdin  # noqa: S101 - for the type checker
        assert self._process.stdout  # noqa: S101 - the same
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline() or '{"problem": "The client ended."}')
        if problem := answer.get("problem"):
            raise Failed(problem)
        return list(answer["times"])

    def close(self) -> None:
        """Let it end."""
        self._process.communicate()


class Site:
    """A site of one size, started as `up` starts it: one web process and two workers."""

    def __init__(self, folder: Path, *, size: int, cast: Cast, server: Server | None) -> None:
        self.size = size
        self._server, self._database = server, server.database(folder.name) if server else ""
        self.visits = Visits(cast)
        self.port = _free_port()
        self._folder = folder
        self._stack = ExitStack()
        self._web: psutil.Process
        self.workers: list[psutil.Process] = []

    def __enter__(self) -> Self:
        data = ["--data", str(self._folder)]
        try:
            self._web = self._start("web", command_of("web", *data, "--port", str(self.port)))
            for queue in ("interactive", "bulk"):
                self.workers.append(self._start(queue, command_of("worker", *data, "--queue", queue)))
            self._wait()
        except BaseException:
            self._stack.close()
            raise
        return self

    def __exit__(self, *_problem: object) -> None:
        self._stack.close()

    def cpu(self) -> float:
        """Seconds of CPU that the web processes, and those of the database behind them, have used so far."""
        own = sum(processes.seconds(process.pid) for process in _family(self._web))
        return own + (self._server.cpu(self._database) if self._server else 0.0)

    def cpu_of_ended(self) -> float:
        """Seconds that processes used which the web processes started and which are gone."""
        times = [process.cpu_times() for process in _family(self._web)]
        return float(sum(each.children_user + each.children_system for each in times))

    def memory(self) -> dict[str, float]:
        """Megabytes (PSS) of the web processes and of each worker."""
        found = {"web": self._web, "interactive worker": self.workers[0], "bulk worker": self.workers[1]}
        return {name: sum(processes.megabytes(each) for each in _family(process)) for name, process in found.items()}

    def _start(self, name: str, command: list[str]) -> psutil.Process:
        log = self._stack.enter_context((self._folder / "logs" / f"bench-{name}.log").open("wb"))
        environment = {
            **children_environment(),
            "DJANGO_SETTINGS_MODULE": SETTINGS,
            "SITE_URL": f"http://localhost:{self.port}",
            "PGAPPNAME": f"bench-{name}",
            **own_settings(self._database),
        }
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, env=environment
        )
        self._stack.callback(_stop, process)
        return psutil.Process(process.pid)

    def _wait(self) -> None:
        end = time.monotonic() + START_SECONDS
        while not is_healthy("127.0.0.1", self.port, f"http://localhost:{self.port}"):
            if time.monotonic() > end or not self._web.is_running() or self._web.status() == psutil.STATUS_ZOMBIE:
                raise Failed(f"The site of {self.size} notes did not start. See {self._folder}/logs.")
            time.sleep(0.2)


def make_world(folder: Path, *, notes: int, drafts: int, server: Server | None) -> Cast:
    """Seed the world of a size in its own process; who may visit what."""
    answer = folder / "cast.json"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    command = [sys.executable, "-m", "redbridge.console.bench.world", str(folder), str(notes), str(drafts), str(answer)]
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": SETTINGS,
        "SITE_URL": "http://localhost",
        **own_settings(server.database(folder.name) if server else ""),
    }
    done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
    if done.returncode:
        raise Failed(f"The world of {notes} notes could not be made: {done.stderr.strip()[-500:]}")
    found: dict[str, Any] = json.loads(answer.read_text())
    return found


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _family(process: psutil.Process) -> list[psutil.Process]:
    return [process, *process.children(recursive=True)]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
