"""Runs a script on somebody else's file in a process of its own that can take only so much."""

import contextlib
import json
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

MOST_WORDS = 64 * 1024
WORD = b"~"  # before a line of JSON that a child says while it works
START = "import sys; sys.path.extend(sys.argv[2:]); import {module}; {module}.main()"


@dataclass(frozen=True)
class Limits:
    """What a child may take: bytes, seconds, files."""

    memory: int = 1536 * 1024 * 1024
    cpu: int = 20
    wall: int = 45
    file_size: int = 32 * 1024 * 1024
    open_files: int = 32
    nice: int = 0


class ChildFailedError(Exception):
    """The child could not even start, or our own code in it is broken."""


class ChildStoppedError(Exception):
    """The child ran into one of its limits."""


def run_limited(
    script: Path,
    job: dict[str, Any],
    *,
    source: Path,
    folder: Path,
    limits: Limits,
    libraries: Sequence[Path] = (),
    meanwhile: Callable[[], None] = lambda: None,
    told: Callable[[dict[str, Any]], None] = lambda _word: None,
) -> dict[str, Any]:
    """Run `main()` of a script and give its one JSON answer.

    The source is its standard input and the folder its working directory; it gets no other open file and nothing
    of our environment. It must not import Django. `meanwhile` is done here while the child works; `told` gets each
    line of JSON that it says with a `~` before it, and may raise to end it.
    """
    request = json.dumps({**job, "limits": asdict(limits)})
    paths = [str(script.parent), *(str(path) for path in libraries)]
    command = [sys.executable, "-I", "-S", "-c", START.format(module=script.stem), request, *paths]
    with source.open("rb") as stream, tempfile.TemporaryFile() as complaints:
        child = subprocess.Popen(  # noqa: S603 - our own interpreter and script, no shell
            command,
            stdin=stream,
            stdout=subprocess.PIPE,
            stderr=complaints,
            cwd=folder,
            env=_environment(),
            start_new_session=True,
        )
        try:
            meanwhile()
            words = _listen(child, time.monotonic() + limits.wall, told)
        finally:
            _end(child)
        if child.returncode == 0:
            return _answer(words)
        if child.returncode < 0:
            raise ChildStoppedError(signal.Signals(-child.returncode).name)
        complaints.seek(0)
        raise ChildFailedError(complaints.read(MOST_WORDS).decode(errors="replace"))


def _environment() -> dict[str, str]:
    # More malloc arenas would reserve address space by the number of cores and so eat the memory limit.
    environment = {"MALLOC_ARENA_MAX": "2", "LC_ALL": "C.UTF-8"}
    if library_path := os.environ.get("LD_LIBRARY_PATH"):
        environment["LD_LIBRARY_PATH"] = library_path
    return environment


def _listen(child: subprocess.Popen[bytes], deadline: float, told: Callable[[dict[str, Any]], None]) -> bytes:
    """What the child answers before it ends, or nothing when its time is over."""
    words = b""
    pipe = child.stdout
    if pipe is None:
        return words
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while len(words) <= MOST_WORDS and selector.select(max(0.0, deadline - time.monotonic())):
            part = os.read(pipe.fileno(), MOST_WORDS)
            if not part:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    child.wait(max(0.0, deadline - time.monotonic()))
                return words
            words = _tell(words + part, told)
    return b""


def _tell(words: bytes, told: Callable[[dict[str, Any]], None]) -> bytes:
    """Pass on whole lines that are no answer yet, and give what is left."""
    while words.startswith(WORD) and b"\n" in words:
        line, words = words.split(b"\n", 1)
        told(_answer(line.removeprefix(WORD)))
    return words


def _end(child: subprocess.Popen[bytes]) -> None:
    """Nothing of the child is left when this returns."""
    if child.poll() is None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
        child.kill()
    child.wait()
    if child.stdout is not None:
        child.stdout.close()


def _answer(words: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(words)
    except ValueError as error:
        raise ChildFailedError("The child gave no answer.") from error
    if not isinstance(answer, dict):
        raise ChildFailedError("The child gave an odd answer.")
    return answer
