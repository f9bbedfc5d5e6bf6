"""A web process that is killed around the commit of its announcement."""

import os
import signal
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from redbridge.events import announce
from tests.events.probe.events import Knocked


class Command(BaseCommand):
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("killed", choices=["before-commit", "after-commit"])

    def handle(self, *args: Any, killed: str, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        with transaction.atomic():
            # Registered first, so it runs after the commit and before any bell is rung.
            transaction.on_commit(_die)
            announce(Knocked(1))
            if killed == "before-commit":
                _die()


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
