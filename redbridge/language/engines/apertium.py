"""Apertium where it is installed: rules, quick, on this machine. It runs in a process of its own with limits.

Many texts go through one run, each as a paragraph, since a run costs a fifth of a second by itself.
"""

import contextlib
import os
import re
import resource
import shutil
import signal
import subprocess
import time
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from redbridge.language.engines.protocol import HERE, EngineFailed, Order, Outcome
from redbridge.language.masking import MARK
from redbridge.language.rungs import Rung

MODES = Path("/usr/share/apertium/modes")
TAGS = {
    "eng": "en", "en": "en", "spa": "es", "es": "es", "cat": "ca", "ca": "ca", "fra": "fr", "fr": "fr", "por": "pt",
    "pt": "pt", "ita": "it", "it": "it", "glg": "gl", "gl": "gl", "nld": "nl", "swe": "sv", "sv": "sv", "pol": "pl",
}  # fmt: skip
MEMORY = 512 * 1024 * 1024
SECONDS_OF_CPU = 20
_MODE = re.compile(r"([a-z]{2,3})-([a-z]{2,3})")
_LINES = re.compile(r"\n+")
_GAPS = re.compile(r" {2,}")  # it leaves some where it turned words around
_LETTER = re.compile(r"[^\W\d_]")


class Apertium:
    """All pairs that are installed."""

    name = "Apertium"
    rung = Rung.RULES
    place = HERE
    is_local = True
    budget = 0
    most_segments = 200
    most_characters = 60_000
    seconds = 6.0

    def __init__(self) -> None:
        self.version = "3"
        with contextlib.suppress(PackageNotFoundError):
            self.version = version("apertium")[:20]

    def pairs(self) -> frozenset[tuple[str, str]]:
        return frozenset(_modes())

    def can(self, source: str, target: str) -> bool:
        return (source, target) in _modes()

    def translate(self, order: Order) -> list[Outcome]:
        """Lines are translated one by one and put together again; what has no letters stays as it is."""
        lines = [each.text.split("\n") for each in order.segments]
        wanted = [line for text in lines for line in text if _has_words(line)]
        found = iter(self._run(wanted, order) if wanted else [])
        return [
            Outcome("\n".join(next(found) if _has_words(line) else line for line in text), confidence=0.4)
            for text in lines
        ]

    def _run(self, lines: list[str], order: Order) -> list[str]:
        """Each line is a paragraph: Apertium ends a sentence there."""
        mode = _modes()[order.source, order.target]
        said = _ask(mode, "\n\n".join(line.strip() for line in lines) + "\n", order.until)
        found = [_GAPS.sub(" ", part.strip()) for part in _LINES.split(said.strip("\n"))]
        if len(found) != len(lines):
            raise EngineFailed("count")
        return found


def is_installed() -> bool:
    return bool(_modes())


def _has_words(line: str) -> bool:
    return _LETTER.search(MARK.sub("", line)) is not None


@cache
def _modes() -> dict[tuple[str, str], str]:
    """The modes by pair; a pair is known by its plain mode, not by those of regions."""
    if shutil.which("apertium") is None or not MODES.is_dir():
        return {}
    found = {}
    for path in sorted(MODES.glob("*.mode")):
        mode = _MODE.fullmatch(path.stem)
        if mode and mode[1] in TAGS and mode[2] in TAGS:
            found[TAGS[mode[1]], TAGS[mode[2]]] = path.stem
    return found


def _ask(mode: str, text: str, until: float) -> str:
    """One run. It is a row of programs, so all of its group end together."""
    child = subprocess.Popen(  # noqa: S603 - a fixed command; the text is its input
        [shutil.which("apertium") or "apertium", "-u", "-f", "txt", mode],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},
        cwd="/",
        start_new_session=True,
    )
    with contextlib.suppress(ProcessLookupError, PermissionError):
        resource.prlimit(child.pid, resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.prlimit(child.pid, resource.RLIMIT_CPU, (SECONDS_OF_CPU, SECONDS_OF_CPU))
    try:
        said, _nothing = child.communicate(text.encode(), timeout=max(0.05, until - time.monotonic()))
    except subprocess.TimeoutExpired:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.communicate()
        raise EngineFailed("slow") from None
    if child.returncode:
        raise EngineFailed("broken")
    return said.decode("utf-8", "replace")
