"""What the processes say, in rotating files without personal data."""

import logging
import re
from ipaddress import ip_address
from logging.handlers import RotatingFileHandler
from pathlib import Path

LARGEST = 5 * 1024 * 1024
KEPT = 5
LONGEST_LINE = 4000
LAST = 20

_QUERY = re.compile(r"\?[^\s\"'<>]+")
_MAIL = re.compile(r"[^\s@\"'<>(=:]+@[^\s@\"'<>),]+\.[a-zA-Z]{2,}")
_IPV4 = re.compile(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])")
_IPV6 = re.compile(r"(?<![\w.:])[0-9a-fA-F]*(?::[0-9a-fA-F.]*){2,}(?![\w:])")
_LINK = re.compile(r"(/(?:setup|reset|invite|sign-up)/)[\w-]{16,}")


def without_personal_data(line: str) -> str:
    """The line without query strings, addresses of mail and of machines, and one-time links."""
    line = _LINK.sub(r"\1[hidden]", _QUERY.sub("?[hidden]", _MAIL.sub("[mail]", line)))
    return _IPV6.sub(_unless_time, _IPV4.sub("[address]", line))


def _unless_time(found: re.Match[str]) -> str:
    try:
        ip_address(found[0])
    except ValueError:
        return found[0]
    return "[address]"


class Log:
    """One file; the oldest lines go when it grows."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._handler = RotatingFileHandler(path, maxBytes=LARGEST, backupCount=KEPT, encoding="utf-8")

    def say(self, line: str) -> None:
        """Store one line."""
        self._handler.emit(logging.LogRecord("redbridge", logging.INFO, "", 0, "%s", (line,), None))

    def close(self) -> None:
        """Nothing more will be said."""
        self._handler.close()


class Voice:
    """What one process says: whole lines go into its log, the last ones are kept at hand."""

    def __init__(self, log: Log) -> None:
        self.log = log
        self.last: list[str] = []
        self._rest = b""

    def take(self, chunk: bytes) -> list[str]:
        """Store what was read from the process; returns the lines as they were stored."""
        *lines, rest = (self._rest + chunk).split(b"\n")
        self._rest = rest[:LONGEST_LINE]
        shown = [
            without_personal_data(line.decode("utf-8", "replace")[:LONGEST_LINE]) for line in lines if line.strip()
        ]
        for line in shown:
            self.log.say(line)
        self.last = [*self.last, *shown][-LAST:]
        return shown


def logs_of(folder: Path) -> dict[str, Log]:
    """The three files of a site."""
    return {name: Log(folder / "logs" / f"{name}.log") for name in ("web", "worker", "site")}
