from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from redbridge.events.catalogue import PAGE, catalogue


class Command(BaseCommand):
    help = "Write docs/events.md: every event, who reacts to it, and what runs by the clock."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="Write nothing; fail when the page is stale.")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        page = catalogue()
        if not options["check"]:
            PAGE.parent.mkdir(exist_ok=True)
            PAGE.write_text(page, encoding="utf-8")
        elif not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page:
            raise CommandError("docs/events.md is stale: run python manage.py document_events")
