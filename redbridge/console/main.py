"""The one console script; a command is loaded when it is asked for, so that help and the supervisor stay light."""

from importlib import import_module
from importlib.util import find_spec
from typing import ClassVar

import click


class Commands(click.Group):
    """Finds each command in its own module."""

    homes: ClassVar = {
        "up": "redbridge.console.up:up",
        "setup": "redbridge.console.people:setup",
        "invite": "redbridge.console.people:invite",
        "reset-link": "redbridge.console.people:reset_link",
        "backup": "redbridge.console.backup:backup",
        "restore": "redbridge.console.restore:restore",
        "export-notes": "redbridge.console.noteio:export_notes",
        "import-notes": "redbridge.console.noteio:import_notes",
        "arrive": "redbridge.console.arriving:arrive",
        "export-person": "redbridge.console.departing:export_person",
        "erase-person": "redbridge.console.departing:erase_person",
        "maintenance": "redbridge.console.upkeep:maintenance",
        "queue": "redbridge.console.upkeep:queue",
        "detect": "redbridge.console.language:detect",
        "gloss": "redbridge.console.language:gloss",
        "language": "redbridge.console.language:language",
        "rotate-keys": "redbridge.console.keys:rotate_keys",
        "demo": "redbridge.console.worlds:demo",
        "seed": "redbridge.console.worlds:seed",
        "bench": "redbridge.console.bench:bench",
        "worker": "redbridge.console.parts:worker",
        "manage": "redbridge.console.parts:manage",
        "prepare": "redbridge.console.prepare:prepare",
        "web": "redbridge.console.parts:web",
    }

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """In the order in which an operator meets them."""
        return [name for name, home in self.homes.items() if find_spec(home.partition(":")[0])]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """None for a command that is not there."""
        module, _, name = self.homes.get(cmd_name, "").partition(":")
        if not module or not find_spec(module):
            return None
        command = getattr(import_module(module), name)
        assert isinstance(command, click.Command)  # noqa: S101 - for the type checker
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="redbridge")
def main() -> None:
    """Run and look after a Redbridge site.

    Everything of a site lives in its data folder: ./data, or what --data or REDBRIDGE_DATA names.
    """
