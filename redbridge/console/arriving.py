"""`redbridge arrive`: bring somebody's export in, or only look at what is in it."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from redbridge.console.place import Place, answer, data_option, json_option, open_site
from redbridge.console.worlds import Progress

if TYPE_CHECKING:
    from redbridge.accounts.models import Person

UNREADABLE = 2
PREVIEW = ("source", "generation", "sections", "posts", "private_posts", "unknown_sections")
STATES = ("imported", "skipped", "duplicate", "failed")


class CannotRead(click.ClickException):
    """The file cannot be read, or the site is not ready for it; the sentence says why."""

    exit_code = UNREADABLE


@click.command()
@click.argument("origin", metavar="FILE", type=click.Path(exists=True, path_type=Path))
@data_option
@click.option("--as", "handle", required=True, help="Whose export it is, as @name.")
@click.option("--dry-run", is_flag=True, help="Only say what is in the file; nothing is brought in.")
@json_option
def arrive(*, origin: Path, place: Place, handle: str, dry_run: bool, as_json: bool) -> None:
    """Bring an export of another place in: a zip, a JSON, text or CSV file, or a folder.

    Nothing comes in twice. Private posts become private drafts.
    """
    open_site(place)
    _check_tables()
    from redbridge.arrival.sentences import sentence  # noqa: PLC0415 - after Django is loaded
    from redbridge.arrival.sources.shape import Unreadable  # noqa: PLC0415 - the same

    person = _person_called(handle)
    try:
        with Progress("Reading", quiet=as_json) as progress:
            report = _look(origin, progress) if dry_run else _bring(person, origin)
    except Unreadable as refusal:
        raise CannotRead(sentence(refusal.code, refusal.at)) from None
    values = {name: report[name] for name in PREVIEW}
    values["errors"] = [sentence(fault["code"], fault["at"]) for fault in report["errors"]]
    values |= {name: report[name] for name in ("unread", "first", "last", "profile")}
    if not dry_run:
        values |= {name: report[name] for name in STATES}
    answer(values, as_json=as_json, sentence=_told(values))


def _check_tables() -> None:
    from redbridge.console import databases  # noqa: PLC0415 - after Django is loaded

    if not databases.is_up_to_date():
        raise CannotRead(
            "The database of this site is not up to date. Start the site once with `redbridge up`, then try again."
        )


def _person_called(handle: str) -> "Person":
    from redbridge.console.noteio.leaving import person_called  # noqa: PLC0415 - after Django is loaded

    return person_called(handle)


def _look(origin: Path, progress: Progress) -> dict[str, Any]:
    """What is in the file, read where it lies; the rows go into a folder that is gone afterwards."""
    from redbridge.arrival import friendkeys  # noqa: PLC0415 - after Django is loaded
    from redbridge.arrival.reading.scanning import scan  # noqa: PLC0415 - the same

    version, key = friendkeys.current()
    with tempfile.TemporaryDirectory(prefix="redbridge-arrive-") as folder:
        return scan(
            origin,
            Path(folder),
            name=origin.name,
            key=key,
            key_version=version,
            told=lambda percent: progress(percent, 100),
        )


def _bring(person: "Person", origin: Path) -> dict[str, Any]:
    from redbridge.arrival import actions as arrival  # noqa: PLC0415 - after Django is loaded
    from redbridge.kit.errors import Problem  # noqa: PLC0415 - the same

    try:
        return arrival.arrive_now(person, source=origin, name=origin.name)
    except Problem as problem:
        is_about_the_file = problem.field == "file" and problem.code not in {"too_many", "full"}
        raise (CannotRead if is_about_the_file else click.ClickException)(problem.sentence) from None


def _told(values: dict[str, Any]) -> str:
    """The same for people."""
    lines = [f"From {values['source']} {values['generation']}".rstrip()]
    lines += [f"  {name}: {rows:,}" for name, rows in values["sections"].items()]
    if values["posts"]:
        lines.append(f"{values['posts']:,} posts, {values['private_posts']:,} of them private.")
    if values["unknown_sections"]:
        lines.append("Not known here: " + ", ".join(values["unknown_sections"]))
    if values["unread"]:
        lines.append("Never read: " + ", ".join(values["unread"]))
    lines += values["errors"]
    if "imported" in values:
        lines.append(", ".join(f"{values[name]:,} {name}" for name in STATES) + ".")
    return "\n".join(lines)
