"""Everything between an empty or older data folder and one that web and workers can start in."""

import json
import signal
import sys
from pathlib import Path
from typing import Any

import click

from redbridge.console.lifeline import follow_parent
from redbridge.console.place import Place, data_option, load_django

FOLDERS = ("keys", "run", "media", "logs", "backups", "static")


@click.command(hidden=True)
@data_option
@click.option("--demo/--no-demo", default=False, help="Build the demo world in a new site.")
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path), help="Write what was found here, as JSON.")
def prepare(*, place: Place, demo: bool, report: Path | None) -> None:
    """Prepare the data folder without starting the site; `up` does this for you."""
    follow_parent(signal.SIGTERM)
    make_folders(place.folder)
    load_django(place)
    from redbridge.console import databases, staticfolder  # noqa: PLC0415 - after Django is loaded
    from redbridge.console.worlds import build_first_demo, known_sign_ins  # noqa: PLC0415 - the same
    from redbridge.language import dictionary  # noqa: PLC0415 - the same

    is_new = databases.is_new()
    databases.bring_up_to_date(place)
    staticfolder.collect_when_changed(place)
    dictionary.path()  # seconds once a machine, so that no reader waits for it
    if demo:
        build_first_demo(place, is_new=is_new)
    found: dict[str, Any] = {"sign_ins": known_sign_ins() if demo else [], "has_operator": _has_operator()}
    if report:
        report.write_text(json.dumps(found, ensure_ascii=False))


def make_folders(folder: Path) -> None:
    """The folders of a site, for its own user alone."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name in FOLDERS:
        (folder / name).mkdir(exist_ok=True, mode=0o700)


def _has_operator() -> bool:
    from redbridge.accounts import queries as accounts  # noqa: PLC0415 - after Django is loaded

    return accounts.has_operator()


def progress(sentence: str) -> None:
    """A line about a step that may take a moment, when somebody watches."""
    click.echo(sentence, err=not sys.stdout.isatty())
