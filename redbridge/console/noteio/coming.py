"""`redbridge import-notes`."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from redbridge.console.noteio.archive import BadArchive, Source
from redbridge.console.noteio.films import Stream, bring_film
from redbridge.console.noteio.leaving import person_called
from redbridge.console.noteio.lines import BadLine, Line, read_line
from redbridge.console.place import Place, answer, data_option, json_option, open_site
from redbridge.console.worlds import Progress

if TYPE_CHECKING:
    from redbridge.accounts.models import Person
    from redbridge.notes.actions import Former

MOST_PROBLEMS = 1000
TOGETHER = 200


class Report:
    """What came of it, for people and for programs."""

    def __init__(self) -> None:
        self.counts = {"imported": 0, "known": 0, "left_out": 0}
        self.problems: list[str] = []
        self.tied: list[tuple[int, int, dict[str, str]]] = []  # line, note, and what it answers and quotes

    def leave_out(self, number: int, why: str) -> None:
        """A line that is not taken, and why."""
        self.counts["left_out"] += 1
        self.say(number, why)

    def say(self, number: int, why: str) -> None:
        """Something about a line that was taken, but not whole."""
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(f"line {number}: {why}")


@click.command("import-notes")
@click.argument("origin", metavar="FROM", type=click.Path(exists=True, path_type=Path))
@data_option
@click.option("--as", "handle", required=True, help="Who is to be their author, as @name.")
@click.option("--only", help="Take only what this author wrote there, as @name.")
@json_option
def import_notes(*, origin: Path, place: Place, handle: str, only: str | None, as_json: bool) -> None:
    """Publish the notes of an export as somebody's, with their dates, pictures, videos and former versions.

    Nobody is told of them. What came before is not taken twice. A note that cannot be taken is left out with a line
    that says why.
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
        for number, note_id, ties in report.tied:  # what came later may be what it answers
            _tie(person, number, note_id, ties, report)
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
            if line.ties:
                report.tied.append((line.number, known[line.origin], line.ties))


def _publish(source: Source, person: "Person", line: Line) -> int:
    from django.db import IntegrityError  # noqa: PLC0415 - after Django is loaded

    from redbridge.kit.errors import Problem  # noqa: PLC0415 - the same
    from redbridge.notes import actions  # noqa: PLC0415 - the same

    try:
        ids = {each["id"]: _upload(source, person, each) for each in line.pictures}
        video_id = bring_film(source, person, line.video) if line.video else None
        note = actions.publish_note(
            person,
            **line.words,
            picture_ids=list(ids.values()),
            video_id=video_id,
            cover_index=min(line.cover, max(0, len(ids) - 1)),
            details=_renamed(line.details, ids),
            at=line.at,
            origin=line.origin,
        )
        former = [_former(row, ids, str(line.words.get("kind", "photo"))) for row in line.former]
        actions.bring_versions(person, note_id=note.id, former=former, edited_at=line.edited_at)
    except Problem as problem:
        raise BadLine(f"{problem.field}: {problem.sentence}" if problem.field else problem.sentence) from None
    except IntegrityError:
        raise BadLine("it came at the same time from elsewhere.") from None
    return note.id


def _former(row: dict[str, Any], ids: dict[str, int], kind: str) -> "Former":
    from redbridge.notes.actions import Content, Former  # noqa: PLC0415 - after Django is loaded

    words = {name: value for name, value in row.items() if name not in {"audience", "at", "details"}}
    content = Content(kind=kind, details=_renamed(row["details"], ids), **words)
    return Former(content, row["audience"], row["at"])


def _tie(person: "Person", number: int, note_id: int, ties: dict[str, str], report: Report) -> None:
    from redbridge.kit.errors import Problem  # noqa: PLC0415 - after Django is loaded
    from redbridge.notes import actions, origins  # noqa: PLC0415 - the same

    found = origins.notes_behind(ties.values())
    here = {name: found[origin] for name, origin in ties.items() if origin in found}
    for name in ties.keys() - here.keys():
        report.say(number, f"what it {name} is not here.")
    try:
        if here:
            actions.bring_ties(person, note_id=note_id, **{f"{name}_id": found for name, found in here.items()})
    except Problem as problem:
        report.say(number, problem.sentence)


def _upload(source: Source, person: "Person", said: dict[str, str]) -> int:
    from redbridge.media import actions  # noqa: PLC0415 - after Django is loaded

    picture = actions.upload_picture(person, source=Stream(source, said["file"]), alt=said["alt"])
    if said["alt_language"]:
        actions.describe_picture(person, picture_id=picture.id, alt=said["alt"], language=said["alt_language"])
    return picture.id


def _renamed(details: Any, ids: dict[str, int], name: str = "") -> Any:
    """Details with the ids that their pictures have here."""
    if isinstance(details, dict):
        return {key: _renamed(value, ids, key) for key, value in details.items() if key != "source"}
    if isinstance(details, list):
        return [_renamed(value, ids) for value in details]
    return ids.get(str(details)) if name == "picture" else details
