"""Keeps the lease of running work alive from a second thread, and ends the process when work never ends."""

import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from django.db import DatabaseError, InterfaceError, connections

log = logging.getLogger(__name__)

GAVE_UP = 75  # the exit status that asks to be started again


class Work(NamedTuple):
    name: str
    extend: Callable[[], object] | None
    since: float


class Heartbeat:
    def __init__(self, *, lease: float, longest: float) -> None:
        self._beat = lease / 3
        self._longest = longest
        self._work: Work | None = None
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="heartbeat", daemon=True)

    @contextmanager
    def beating(self) -> Iterator[None]:
        self._thread.start()
        try:
            yield
        finally:
            self._ended.set()
            self._thread.join()

    @contextmanager
    def during(self, name: str, extend: Callable[[], object] | None) -> Iterator[None]:
        """Extend the lease while the block runs; without `extend` only watch that it ends."""
        self._work = Work(name, extend, time.monotonic())
        try:
            yield
        finally:
            self._work = None

    def _run(self) -> None:
        while not self._ended.wait(min(self._beat, self._longest)):
            work = self._work
            if work is None:
                continue
            if time.monotonic() - work.since > self._longest:
                # A thread cannot stop another; a fresh process can, and the attempt counts against the work.
                log.error("%s has run for longer than %.0f s: this worker starts afresh", work.name, self._longest)
                logging.shutdown()
                os._exit(GAVE_UP)
            if work.extend is not None:
                self._extend(work.extend)

    def _extend(self, extend: Callable[[], object]) -> None:
        try:
            extend()
        except (DatabaseError, InterfaceError):
            log.warning("The lease could not be extended now")
        finally:
            connections.close_all()
