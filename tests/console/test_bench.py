"""The bench measures real processes, and refuses to measure a page that is not the right one."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.test import Client

from redbridge.console.bench import client
from redbridge.console.bench.rounds import WORKLOADS
from redbridge.console.bench.site import Client as Asker
from redbridge.console.bench.site import Failed

ROW = {"workload", "size", "cpu_ms", "ratio", "p50_ms", "p99_ms"}


class Page(BaseHTTPRequestHandler):
    """One small page at every address but /gone."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        body = b"<title>Tea</title>"
        self.send_response(404 if self.path == "/gone" else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        """Nothing is written down."""


@pytest.fixture
def port() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()
    thread.join()


def ask(port: int, path: str, *marks: tuple[str, int]) -> dict[str, Any]:
    request = {"method": "GET", "path": path, "headers": {}, "status": 200, "marks": marks}
    return client.run({"port": port, "host": "localhost", "connections": 2, "requests": [request] * 4})


def test_the_right_page_is_timed(port: int) -> None:
    assert len(ask(port, "/", ("Tea", 1))["times"]) == 4


def test_a_wrong_status_is_a_sentence(port: int) -> None:
    assert ask(port, "/gone")["problem"] == "GET /gone answered 404 instead of 200."


def test_a_wrong_body_is_a_sentence(port: int) -> None:
    assert ask(port, "/", ("Tea", 2))["problem"] == "GET / has 'Tea' 1 times instead of 2."


def test_a_problem_of_the_visitor_ends_the_bench(port: int) -> None:
    asker = Asker()
    try:
        request = {"method": "GET", "path": "/", "headers": {}, "status": 200, "marks": [("coffee", 1)]}
        with pytest.raises(Failed, match="coffee"):
            asker.run(port, [request])
    finally:
        asker.close()


@pytest.mark.django_db
def test_the_bare_view_is_not_there_for_strangers() -> None:
    assert Client().get("/bench/bare").status_code == 404


@pytest.mark.processes
def test_every_workload_is_measured_and_told_as_json() -> None:
    command = [sys.executable, "-m", "redbridge.console", "bench", "--json", "--quick", "--sizes", "120"]
    done = subprocess.run([*command, "--rounds", "1"], check=False, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert [row["workload"] for row in found["rows"]] == list(WORKLOADS)
    assert all(set(row) == ROW and row["size"] == 120 and row["ratio"] > 1 for row in found["rows"])
    assert found["memory_mb"] > 50


def test_sizes_that_are_none_are_refused() -> None:
    command = [sys.executable, "-m", "redbridge.console", "bench", "--sizes", "2k"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 2
    assert "Name the sizes like 2000,20000." in done.stderr
