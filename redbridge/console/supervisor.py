"""Keeps the processes of a site alive: restarts what dies, collects what they say, and stops all of them together."""

import os
import selectors
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from redbridge.console.lifeline import PARENT_VARIABLE
from redbridge.console.logs import Log, Voice

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
STEADY = 30.0
GIVE_UP_AFTER = 5
SECONDS_TO_STOP = 25.0
LOOK = 0.5
FIRST_LOOKS = 0.1
_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


@dataclass
class Child:
    """One process that is to be there always."""

    name: str
    command: list[str]
    voice: Voice
    process: subprocess.Popen[bytes] | None = None
    failures: int = 0
    started_at: float = 0.0
    due_at: float = 0.0


class CouldNotStart(Exception):  # noqa: N818 - a sentence for the operator
    """A process died again and again before the site was ever ready; `child.voice.last` is what it said last."""

    def __init__(self, child: Child) -> None:
        super().__init__(f"The {child.name} process ends again and again.")
        self.child = child


@dataclass
class Supervisor:
    """Owns the children; `run` returns once all of them are gone."""

    children: list[Child]
    log: Log
    is_ready: Callable[[], bool]
    on_ready: Callable[[], None]
    echo: Callable[[str], None] | None = None
    ready: bool = field(default=False, init=False)
    _stop: int = field(default=0, init=False)
    _next_look: float = field(default=0.0, init=False)

    _selector: selectors.BaseSelector = field(default_factory=selectors.DefaultSelector, init=False)

    def run(self) -> None:
        """Start everything and stay until a signal asks to stop; the second one does not wait any longer."""
        with self._signals():
            try:
                while not self._stop:
                    self._start_due()
                    self._listen(LOOK if self.ready else FIRST_LOOKS)
                    self._reap()
                    self._look_whether_ready()
            finally:
                self._end()

    def _look_whether_ready(self) -> None:
        if self.ready or time.monotonic() < self._next_look:
            return
        self._next_look = time.monotonic() + FIRST_LOOKS
        if self.is_ready():
            self.ready = True
            self.log.say(_line("ready"))
            self.on_ready()

    def _start_due(self) -> None:
        for child in self.children:
            if child.process is None and time.monotonic() >= child.due_at:
                child.started_at = time.monotonic()
                child.process = subprocess.Popen(
                    child.command,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,  # Ctrl-C reaches us alone, and a whole family can be ended at once
                    env=children_environment(),
                )
                assert child.process.stdout  # noqa: S101 - for the type checker
                os.set_blocking(child.process.stdout.fileno(), False)
                self._selector.register(child.process.stdout, selectors.EVENT_READ, child)
                self.log.say(_line(f"{child.name} started, process {child.process.pid}"))

    def _listen(self, seconds: float) -> None:
        for key, _ in self._selector.select(seconds):
            if isinstance(key.data, Child):
                self._take(key.data)
            else:
                with suppress(BlockingIOError):
                    while os.read(key.fd, 64):
                        pass

    def _take(self, child: Child) -> None:
        pipe = child.process.stdout if child.process else None
        if pipe is None:
            return
        chunk = os.read(pipe.fileno(), 65536)
        if not chunk:
            self._selector.unregister(pipe)
        for line in child.voice.take(chunk):
            if self.echo:
                self.echo(f"{child.name}: {line}")

    def _reap(self) -> None:
        for child in self.children:
            if child.process is None or child.process.poll() is None:
                continue
            self._let_go(child)
            lasted = time.monotonic() - child.started_at
            child.failures = 1 if lasted > STEADY else child.failures + 1
            if not self.ready and child.failures >= GIVE_UP_AFTER:
                raise CouldNotStart(child)
            pause = min(FIRST_PAUSE * 2 ** (child.failures - 1), LONGEST_PAUSE)
            child.due_at = time.monotonic() + pause
            self.log.say(_line(f"{child.name} ended after {lasted:.0f} s, again in {pause:g} s"))

    def _let_go(self, child: Child) -> None:
        """Read the last words of a dead child and end what it left behind."""
        assert child.process  # noqa: S101 - for the type checker
        _signal_family(child.process.pid, signal.SIGKILL)
        pipe = child.process.stdout
        if pipe is not None:
            with suppress(BlockingIOError):
                while chunk := os.read(pipe.fileno(), 65536):
                    child.voice.take(chunk)
            child.voice.take(b"\n")
            with suppress(KeyError):
                self._selector.unregister(pipe)
            pipe.close()
        child.process = None

    def _end(self) -> None:
        living = [child for child in self.children if child.process]
        for child in living:
            assert child.process  # noqa: S101 - for the type checker
            with suppress(ProcessLookupError):
                os.kill(child.process.pid, signal.SIGTERM)
        deadline = time.monotonic() + SECONDS_TO_STOP
        asked = self._stop
        while living and time.monotonic() < deadline and self._stop <= max(asked, 1):
            self._listen(0.05)
            for child in [child for child in living if child.process and child.process.poll() is not None]:
                self._let_go(child)
                living.remove(child)
        for child in living:
            assert child.process  # noqa: S101 - for the type checker
            self.log.say(_line(f"{child.name} did not stop in time and was ended"))
            _signal_family(child.process.pid, signal.SIGKILL)
            child.process.wait()
            self._let_go(child)
        self.log.say(_line("stopped"))
        for log in {id(child.voice.log): child.voice.log for child in self.children}.values():
            log.close()
        self.log.close()

    @contextmanager
    def _signals(self) -> Iterator[None]:
        def ask(_number: int, _frame: object) -> None:
            self._stop += 1

        reader, writer = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC) if hasattr(os, "pipe2") else os.pipe()
        for end in (reader, writer):
            os.set_blocking(end, False)
        self._selector.register(reader, selectors.EVENT_READ, None)
        before = {number: signal.signal(number, ask) for number in _SIGNALS}
        before[signal.SIGCHLD] = signal.signal(signal.SIGCHLD, lambda *_: None)
        woken = signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
        try:
            yield
        finally:
            signal.set_wakeup_fd(woken)
            for number, handler in before.items():
                signal.signal(number, handler)
            self._selector.close()
            os.close(reader)
            os.close(writer)


def children_environment() -> dict[str, str]:
    """What our processes find in their environment beside our own."""
    return {
        "MALLOC_ARENA_MAX": "2",  # glibc gives each thread a pool of its own otherwise, and none gives memory back
        **os.environ,
        PARENT_VARIABLE: str(os.getpid()),
        "PYTHONUNBUFFERED": "1",
    }


def _signal_family(pid: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, number)


def _line(text: str) -> str:
    return f"{time.strftime('%Y-%m-%d %H:%M:%S')} INFO redbridge.supervisor {text}"
