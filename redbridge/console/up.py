"""`redbridge up`: one command from an empty folder to a lively site."""

import json
import os
import socket
import subprocess
import sys
from contextlib import suppress
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click

from redbridge.console import logs
from redbridge.console.lifeline import PARENT_VARIABLE
from redbridge.console.place import Place, Running, data_option
from redbridge.console.supervisor import Child, CouldNotStart, Supervisor

HEALTH_TIMEOUT = 5
LAST_LINES = 12


@click.command()
@data_option
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port to listen on.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--processes", type=click.IntRange(1, 64), default=None, help="Web processes; one a core at most.")
@click.option("--demo/--no-demo", default=None, help="Fill a new site with the demo world.  [default: on this machine]")
@click.option("--show-logs", is_flag=True, help="Show what the processes say here, too.")
def up(*, place: Place, port: int, host: str, processes: int | None, demo: bool | None, show_logs: bool) -> None:
    """Start the site: prepare the data folder, then run web and workers until Ctrl-C."""
    site_url = _site_url(place, port)
    demo = _may_have_demo(site_url, host, demo)
    lock = place.take(Running(os.getpid(), port, site_url))
    if lock is None:
        raise click.ClickException(_already(place))
    with lock:
        _refuse_taken_port(host, port)
        place.into_environment(SITE_URL=site_url)
        report = _prepare(place, demo=demo)
        processes = processes or int(os.environ.get("WEB_PROCESSES") or 1)
        files = logs.logs_of(place.folder)
        supervisor = Supervisor(
            children=_children(place, files, host=host, port=port, processes=processes),
            log=files["site"],
            is_ready=lambda: is_healthy(host, port, site_url),
            on_ready=lambda: _say_ready(place, site_url, report),
            echo=click.echo if show_logs else None,
        )
        try:
            supervisor.run()
        except CouldNotStart as problem:
            last = "\n".join(problem.child.voice.last[-LAST_LINES:])
            raise click.ClickException(f"{problem} Its last words, more in {place.folder}/logs:\n{last}") from None
        click.echo("Stopped.")


def is_healthy(host: str, port: int, site_url: str) -> bool:
    """Whether the site answers 200 on /healthz. Plain bytes: an HTTP library would stay in memory for this alone."""
    name = urlsplit(site_url).netloc
    request = f"GET /healthz HTTP/1.1\r\nHost: {name}\r\nConnection: close\r\n\r\n"
    with suppress(OSError), socket.create_connection((_reachable(host), port), HEALTH_TIMEOUT) as connection:
        connection.sendall(request.encode())
        return connection.recv(64).startswith(b"HTTP/1.1 200 ")
    return False


def _site_url(place: Place, port: int) -> str:
    written = os.environ.get("SITE_URL") or place.written_settings().get("SITE_URL")
    return (written or f"http://localhost:{port}").rstrip("/")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _may_have_demo(site_url: str, host: str, demo: bool | None) -> bool:
    is_local = _is_loopback(urlsplit(site_url).hostname or "")
    if demo and not is_local:
        raise click.ClickException(
            f"SITE_URL is {site_url}, so strangers can come, and the demo's sign-ins are known to everybody. "
            "Start without --demo."
        )
    if is_local and not _is_loopback(host):
        raise click.ClickException(
            f"--host {host} opens the site to the network. Set SITE_URL to the address under which people reach it, "
            "for example SITE_URL=https://bridge.example.org."
        )
    return is_local if demo is None else demo


def _already(place: Place) -> str:
    running = place.running()
    where = f" at {running.site_url} (process {running.pid})" if running and running.site_url else ""
    return f"A site already runs in {place.folder}{where}. Stop it first, or name another folder with --data."


def _reachable(host: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - asked about, not bound


def _refuse_taken_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # Without SO_REUSEPORT, which granian sets: two sites would share the port in silence.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)
        except PermissionError:
            raise click.ClickException(f"Port {port} needs more rights. Choose one above 1023 with --port.") from None
        except OSError as problem:
            raise click.ClickException(
                f"Port {port} on {host} cannot be used: {problem.strerror}. Choose another one with --port."
            ) from None


def command_of(name: str, *arguments: str) -> list[str]:
    """How one of our own commands is started, from a checkout or from a wheel."""
    return [sys.executable, "-m", "redbridge.console", name, *arguments]


def _prepare(place: Place, *, demo: bool) -> dict[str, Any]:
    """In a process of its own, so that the supervisor stays small."""
    report = place.folder / "run" / "prepared.json"
    report.unlink(missing_ok=True)
    arguments = ["--data", str(place.folder), "--report", str(report), "--demo" if demo else "--no-demo"]
    environment = {**os.environ, PARENT_VARIABLE: str(os.getpid())}
    try:
        done = subprocess.run(command_of("prepare", *arguments), check=False, env=environment)
    except KeyboardInterrupt:
        raise click.Abort from None
    if done.returncode != 0:
        raise SystemExit(done.returncode if done.returncode > 0 else 1)
    return dict(json.loads(report.read_text()))


def _children(place: Place, files: dict[str, logs.Log], *, host: str, port: int, processes: int) -> list[Child]:
    data = ["--data", str(place.folder)]
    server = ["--host", host, "--port", str(port), "--processes", str(processes)]
    return [
        Child("web", command_of("web", *data, *server), logs.Voice(files["web"])),
        Child("worker", command_of("worker", *data, "--queue", "interactive"), logs.Voice(files["worker"])),
        Child("bulk worker", command_of("worker", *data, "--queue", "bulk"), logs.Voice(files["worker"])),
    ]


def _say_ready(place: Place, site_url: str, report: dict[str, Any]) -> None:
    click.echo()
    click.secho(f"Redbridge is ready:  {site_url}", bold=True)
    for line in report.get("sign_ins", []):
        click.echo(f"  {line}")
    if not report.get("has_operator"):
        click.echo(f"No operator yet. In another terminal: redbridge setup --data {_short(place.folder)}")
    click.echo(f"Everything is in {_short(place.folder)}, logs in {_short(place.folder / 'logs')}. Ctrl-C stops it.")


def _short(path: Path) -> str:
    here = Path.cwd()
    return f"./{path.relative_to(here)}" if path.is_relative_to(here) else str(path)
