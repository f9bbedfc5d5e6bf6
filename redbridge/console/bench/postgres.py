"""Worlds in PostgreSQL instead of SQLite: a database for each on one server, and what its processes cost."""

import re
from typing import Any
from urllib.parse import urlsplit

import click
import psutil

from redbridge.console.bench import processes

WEB = "bench-web"  # what the connections of web processes call themselves


class Server:
    """A PostgreSQL on this machine whose role may make databases."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"postgres", "postgresql"} or parts.hostname not in {"localhost", "127.0.0.1", "::1"}:
            raise click.BadParameter("Name a PostgreSQL on this machine.", param_hint="--database")
        self._url, self._driver = parts, _driver()
        self._connection = self._driver.connect(url, autocommit=True)
        self._made: list[str] = []

    def database(self, world: str) -> str:
        """The address of a world's own database, which is made when it is missing."""
        name = "bench_" + re.sub(r"\W", "_", world)
        if not self._connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            self._connection.execute(f'CREATE DATABASE "{name}"')
        self._made.append(name)
        return self._url._replace(path=f"/{name}").geturl()

    def cpu(self, url: str) -> float:
        """Seconds of CPU that the processes behind a world's pages have used so far."""
        sql = "SELECT pid FROM pg_stat_activity WHERE datname = %s AND application_name = %s"
        found = self._connection.execute(sql, [urlsplit(url).path.lstrip("/"), WEB]).fetchall()
        return sum(_seconds(pid) for (pid,) in found)

    def drop(self) -> None:
        """Take the databases away again."""
        for name in self._made:
            self._connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def close(self) -> None:
        """Leave the server."""
        self._connection.close()


def _driver() -> Any:
    try:
        import psycopg  # noqa: PLC0415 - of the extra `postgres`
    except ImportError:
        raise click.ClickException("PostgreSQL needs the extra: pip install 'redbridge[postgres]'.") from None
    return psycopg


def _seconds(pid: int) -> float:
    try:
        return processes.seconds(pid)
    except (OSError, psutil.Error):
        return 0.0  # it ended meanwhile
