"""The processes that `up` starts, each of which may also be run alone, and Django's own commands."""

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

import click

from redbridge.console.lifeline import follow_parent
from redbridge.console.place import Place, data_option, load_django, open_site

BLOCKING_THREADS = 8
BACKPRESSURE = 64
SECONDS_TO_STOP = 5


@click.command()
@data_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option("--processes", default=1, show_default=True, help="Web processes; one a core at most.")
def web(*, place: Place, host: str, port: int, processes: int) -> None:
    """Run only the web server; `up` does this for you."""
    follow_parent(signal.SIGTERM)
    place.into_environment()
    from granian import Granian  # noqa: PLC0415 - only this process needs it
    from granian.constants import Interfaces  # noqa: PLC0415 - the same
    from granian.log import LogLevels  # noqa: PLC0415 - the same

    Granian(
        "redbridge.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        workers_kill_timeout=SECONDS_TO_STOP,
        respawn_failed_workers=True,
        blocking_threads=BLOCKING_THREADS,
        backpressure=BACKPRESSURE,
        websockets=False,
        log_access=False,
        log_level=LogLevels.error,
    ).serve(target_loader=_Application(os.getpid()), wrap_loader=False)


class _Application:
    """Loads the site inside a web process, which must not outlive the server that started it."""

    def __init__(self, server: int) -> None:
        self.server = server

    def __call__(self) -> Callable[..., Any]:
        follow_parent(signal.SIGKILL, parent=self.server)
        from redbridge.wsgi import application  # noqa: PLC0415 - each process loads Django for itself

        return application


@click.command()
@data_option
@click.option("--queue", type=click.Choice(["interactive", "bulk"]), required=True, help="Which work this one does.")
def worker(*, place: Place, queue: str) -> None:
    """Run only one worker; `up` does this for you."""
    follow_parent(signal.SIGTERM)
    open_site(place)
    from django.core.management import call_command  # noqa: PLC0415 - after Django is loaded

    call_command("redbridge_worker", queue=queue)


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
@data_option
def manage(*, place: Place, arguments: tuple[str, ...]) -> None:
    """Run one of Django's own management commands."""
    load_django(place)
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - after Django is loaded

    execute_from_command_line([f"{sys.argv[0]} manage", *arguments])
