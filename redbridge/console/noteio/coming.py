"""`redbridge import-notes`."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from redbridge.console.noteio.archive import BadArchive, Source
from redbridge.console.noteio.leaving import person_called
from redbridge.console.noteio.lines import BadLine, Line, read_line
from redbridge.console.place import Place, answer, data_option, json_option, open_site
from redbridge.console.worlds import Progress

if TYPE_CHECKING:
    from redbridge.accounts.models import Person

MOST_PROBLEMS = 1000
TOGETHER = 200


class Report:
    """What came of it, for people and for programs."""

    def __init__(self) -> None:
        self.counts = {"imported": 0, "known": 0, "left_out": 0}
        self.problems: list[str] = []

    def leave_out(self, number: int, why: str) -> None:
        """A line that is not taken, and why."""
        self.counts["left_out"] += 1
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(f"line {number}: {why}")


@click.command("import-notes")
@click.argument("origin", metavar="FROM", type=click.Path(exists=True, path_type=Path))
@data_option
@click.option("--as", "handle", required=True, help="Who is to be their author, as @name.")
@click.option("--only", help="Take only what this author wrote there, as @name.")
@json_option
def import_notes(*, origin: Path, place: Place, handle: str, only: str | None, as_json: bool) -> None:
    """Publish the notes of an export as somebody's, with their dates and pictures.

    What came before is not taken twice. A note that cannot be taken is left out with a line that says why.
    """
    open_site(place)
    person, report = person_called(handle), Report()
    try:
        with Source(origin) as source, Progress("Reading notes", quiet=as_json) as progress:
            _take_all(source, person, (only or "").removeprefix("@").lower(), report, progress)
    except BadArchive as problem:
        raise click.ClickException(str(problem)) from None
    for line in [] if as_json else report.problems:
        click.echo(line, err=True)
    counts = report.counts
    sentence = (
        f"{counts['imported']} notes came, {counts['known']} were here already, {counts['left_out']} were left out."
    )
    answer({**counts, "problems": report.problems}, as_json=as_json, sentence=sentence)


def _take_all(source: Source, person: "Person", only: str, report: Report, progress: Progress) -> None:
    from redbridge.kit import limits  # noqa: PLC0415 - after Django is loaded

    site = str(source.manifest().get("site", ""))[:100]
    batch: list[Line] = []
    done = 0
    with limits.paused():
        for number, text in source.lines():
            done = number
            try:
                line = read_line(number, text, site)
            except BadLine as bad:
                report.leave_out(number, str(bad))
                continue
            if line is not None and only in {"", line.author}:
                batch.append(line)
            if len(batch) == TOGETHER:
                _take(source, person, batch, report)
                batch = []
                progress(done, done + TOGETHER)
        _take(source, person, batch, report)
        progress(done, done)


def _take(source: Source, person: "Person", batch: list[Line], report: Report) -> None:
    """Those of the notes that did not come before."""
    from redbridge.notes import origins  # noqa: PLC0415 - after Django is loaded

    known = origins.notes_from(person, [line.origin for line in batch])
    for line in batch:
        if line.origin in known:
            report.counts["known"] += 1
            continue
        try:
            known[line.origin] = _publish(source, person, line)
        except (BadArchive, BadLine) as bad:
            report.leave_out(line.number, str(bad))
        else:
            report.counts["imported"] += 1


def _publish(source: Source, person: "Person", line: Line) -> int:
    from django.db import IntegrityError  # noqa: PLC0415 - after Django is loaded

    from redbridge.kit.errors import Problem  # noqa: PLC0415 - the same
    from redbridge.notes import actions  # noqa: PLC0415 - the same

    try:
        ids = {each["id"]: _upload(source, person, each) for each in line.pictures}
        note = actions.publish_note(
            person,
            **line.words,
            picture_ids=list(ids.values()),
            cover_index=min(line.cover, max(0, len(ids) - 1)),
            details=_renamed(line.details, ids),
            at=line.at,
            origin=line.origin,
        )
    except Problem as problem:
        raise BadLine(f"{problem.field}: {problem.sentence}" if problem.field else problem.sentence) from None
    except IntegrityError:
        raise BadLine("it came at the same time from elsewhere.") from None
    return note.id


def _upload(source: Source, person: "Person", said: dict[str, str]) -> int:
    from redbridge.media import actions  # noqa: PLC0415 - after Django is loaded

    picture = actions.upload_picture(person, source=_Stream(source, said["file"]), alt=said["alt"])
    if said["alt_language"]:
        actions.describe_picture(person, picture_id=picture.id, alt=said["alt"], language=said["alt_language"])
    return picture.id


class _Stream:
    """A file of the archive as something to read; its size is counted as it comes."""

    def __init__(self, source: Source, name: str) -> None:
        self._chunks = source.chunks(name)

    def read(self, size: int = -1, /) -> bytes:  # noqa: ARG002 - the pieces are as large as they are
        return next(self._chunks, b"")


def _renamed(details: Any, ids: dict[str, int], name: str = "") -> Any:
    """Details with the ids that their pictures have here."""
    if isinstance(details, dict):
        return {key: _renamed(value, ids, key) for key, value in details.items() if key != "source"}
    if isinstance(details, list):
        return [_renamed(value, ids) for value in details]
    return ids.get(str(details)) if name == "picture" else details
