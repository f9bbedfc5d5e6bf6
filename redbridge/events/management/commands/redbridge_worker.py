import os
import signal
from argparse import ArgumentParser
from contextlib import suppress
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand

from redbridge.events import registry, worker
from redbridge.events.pace import Pace

BULK_NICENESS = 10


class Command(BaseCommand):
    help = "Run reactions and the clock until asked to stop (SIGTERM or Ctrl-C)."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--queue", choices=registry.QUEUES, required=True, help="Which work this process does.")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        queue: registry.Queue = options["queue"]
        pace = self.pace(options)
        if queue == "bulk":
            with suppress(OSError):
                os.nice(BULK_NICENESS)
        worker.run(queue=queue, stop=_stop_on_signals(pace.grace), pace=pace)
        signal.setitimer(signal.ITIMER_REAL, 0)

    def pace(self, options: dict[str, Any]) -> Pace:  # noqa: ARG002 - a command of tests reads them
        return Pace()


def _stop_on_signals(grace: float) -> worker.Stop:
    stop = worker.Stop()

    def ask(_signal: int, _frame: FrameType | None) -> None:
        if not stop.asked:
            signal.setitimer(signal.ITIMER_REAL, grace)
        stop.request()

    def insist(_signal: int, _frame: FrameType | None) -> None:
        raise worker.OutOfTime

    signal.signal(signal.SIGALRM, insist)
    signal.signal(signal.SIGTERM, ask)
    signal.signal(signal.SIGINT, ask)
    return stop
