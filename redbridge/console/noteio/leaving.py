"""`redbridge export-notes`."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from redbridge.console.noteio.archive import Sink
from redbridge.console.place import Place, answer, data_option, json_option, open_site, version
from redbridge.console.worlds import Progress

if TYPE_CHECKING:
    from redbridge.accounts.models import Person
    from redbridge.media.models import Picture
    from redbridge.notes.models import Note

A_PAGE = 100
WORDS = ("kind", "title", "caption", "language", "visibility", "place", "card_text", "card_style", "details", "quoting")
FORMER = ("version", "title", "caption", "language", "place", "card_text", "details", "audience")


@click.command("export-notes")
@data_option
@click.option("--person", "handle", help="Whose notes, as @name.")
@click.option("--all", "everybody", is_flag=True, help="The notes of everybody.")
@click.option("--to", "target", type=click.Path(path_type=Path), required=True, help="A new folder, or FILE.zip.")
@json_option
def export_notes(*, place: Place, handle: str | None, everybody: bool, target: Path, as_json: bool) -> None:
    """Write notes with their pictures and former versions into a folder or a zip file.

    Notes that only their authors see are among them, so keep the result as you keep a backup.
    """
    if bool(handle) == everybody:
        raise click.ClickException("Say whose notes: --person @name, or --all.")
    if target.exists() and (target.is_file() or any(target.iterdir())):
        raise click.ClickException(f"{target} is there already. Name a new folder or file.")
    open_site(place)
    people = _everybody() if everybody else [person_called(handle or "")]
    counts = {"people": 0, "notes": 0, "pictures": 0}
    with Sink(target) as sink, Progress("Writing notes", quiet=as_json) as progress:
        for person in people:
            counts["people"] += 1
            for row in _notes_of(person):
                counts["notes"] += 1
                counts["pictures"] += _write(sink, person, row)
                progress(counts["notes"], max(counts["notes"], A_PAGE), f"@{person.handle}")
        sink.end({"site": _site(), "made_at": datetime.now(UTC).isoformat(), "version": version(), **counts})
    sentence = f"{counts['notes']} notes of {counts['people']} people are in {target}."
    answer({**counts, "to": str(target)}, as_json=as_json, sentence=sentence)


def _site() -> str:
    from django.conf import settings  # noqa: PLC0415 - after Django is loaded

    return str(settings.SITE_URL)


def person_called(handle: str) -> "Person":
    from redbridge.accounts import queries  # noqa: PLC0415 - after Django is loaded
    from redbridge.kit.errors import NotFound  # noqa: PLC0415 - the same

    try:
        return queries.person_here(handle)
    except NotFound:
        raise click.ClickException(f"Nobody here is called @{handle.removeprefix('@')}.") from None


def _everybody() -> "Iterator[Person]":
    from redbridge.accounts import queries  # noqa: PLC0415 - after Django is loaded

    last = 0
    while found := queries.people_here(after=last):
        yield from found
        last = found[-1].id


def _notes_of(person: "Person") -> "Iterator[Note]":
    """Newest first, as the person themselves sees them."""
    from redbridge.notes import queries  # noqa: PLC0415 - after Django is loaded

    after = ""
    while True:
        page = queries.notes_by(person, person=person, after=after, limit=A_PAGE)
        yield from queries.visible_notes(person, ids=page.note_ids).values()
        after = page.after
        if not after:
            return


def _write(sink: Sink, person: "Person", row: "Note") -> int:
    """One note with its files; says how many pictures it had."""
    from redbridge.notes import queries, versions  # noqa: PLC0415 - after Django is loaded

    pictures = queries.pictures_of([row.id]).get(row.id, [])
    former = versions.versions_of(person, note_id=row.id) if row.version > 1 else []
    ids = [picture.id for picture in pictures]
    sink.say(
        {
            "id": str(row.id),
            "author": person.handle,
            **{name: getattr(row, name) for name in WORDS},
            "published_at": row.published_at.isoformat(),
            "edited_at": row.edited_at.isoformat() if row.edited_at else None,
            "cover": ids.index(row.cover_id) if row.cover_id in ids else 0,
            "pictures": [_picture(sink, picture) for picture in pictures],
            "video": _video(sink, row.video_id),
            "answers": str(row.answers_id) if row.answers_id else None,
            "quotes": str(row.quotes_id) if row.quotes_id else None,
            "versions": [{**{name: getattr(each, name) for name in FORMER}, "at": each.at} for each in former],
        }
    )
    return len(pictures)


def _picture(sink: Sink, picture: "Picture") -> dict[str, Any]:
    """The largest file that is there goes along."""
    from redbridge.media import queries  # noqa: PLC0415 - after Django is loaded

    said = {"id": str(picture.id), "alt": picture.alt, "alt_language": picture.alt_language, "file": None}
    names = queries.names_of(picture)
    if names:
        name = names[-1]
        file = queries.file_of(picture, name)
        if file.is_file():
            said["file"] = f"pictures/{picture.id}{file.suffix}"
            sink.put(f"pictures/{picture.id}{file.suffix}", file)
    return said


def _video(sink: Sink, video_id: int | None) -> dict[str, Any] | None:
    from redbridge.media import queries  # noqa: PLC0415 - after Django is loaded

    video = queries.videos_by_id([video_id]).get(video_id) if video_id else None
    if video is None or not video.sources:
        return None
    file = queries.video_file_of(video, video.sources[0]["name"])
    if not file.is_file():
        return None
    name = f"videos/{video.id}"
    sink.put(f"{name}{file.suffix}", file)
    captions = []
    for track in queries.tracks_of([video.id]).get(video.id, []):
        sink.write(f"{name}-{track.language}.vtt", track.text)
        captions.append({"language": track.language, "file": f"{name}-{track.language}.vtt"})
    said = {"id": str(video.id), "file": f"{name}{file.suffix}", "poster_at": video.poster_at}
    return {**said, "captions": captions}
