"""The real worker at a pace that tests can bear."""

import dataclasses
import json
from argparse import ArgumentParser
from typing import Any

from redbridge.events.management.commands import redbridge_worker
from redbridge.events.pace import Pace


class Command(redbridge_worker.Command):
    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--pace", type=json.loads, default={})

    def pace(self, options: dict[str, Any]) -> Pace:
        quick = Pace(look=0.1, look_without_bell=0.1, first_pause=0.02, pause_growth=1)
        return dataclasses.replace(quick, **options["pace"])
