"""What only our own archive says of a note: how it read before, what it showed then, and its place on the profile."""

from collections.abc import Callable, Container
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from redbridge.accounts.models import Person
from redbridge.arrival.actions.films import bring_film
from redbridge.arrival.files import Files, sort_of
from redbridge.arrival.reading.values import exactly
from redbridge.arrival.sources.shape import Medium, Post
from redbridge.kit.errors import Problem
from redbridge.language.names import UNKNOWN, is_known
from redbridge.media import actions as media
from redbridge.media.actions import MadePicture
from redbridge.media.models import Video
from redbridge.media.pictures import PictureRefused
from redbridge.notes import actions as notes
from redbridge.notes.actions import Content, Former
from redbridge.notes.actions.content import LONGEST
from redbridge.notes.models import Note, Visibility

WORDS = ("title", "caption", "place", "card_text")
MOST_PICTURES, MOST_FILMS = 60, 5  # that one note showed once and does not show now
Submit = Callable[[Path, str, str], "Future[MadePicture]"]


@dataclass
class Past:
    """What a note showed once: files that are made and not kept yet, by the ids that they have where they come from."""

    made: dict[str, MadePicture] = field(default_factory=dict)
    films: dict[str, Video] = field(default_factory=dict)

    def let_go(self) -> None:
        """Nothing of it is kept."""
        media.forget_made(made=list(self.made.values()))
        media.release_videos(video_ids=[video.id for video in self.films.values()])
        self.made, self.films = {}, {}


def begin_pictures(
    files: Files, post: Post, *, known: Container[str], submit: Submit
) -> "dict[str, Future[MadePicture]]":
    """Start on the pictures that only former versions show."""
    found: dict[str, Future[MadePicture]] = {}
    for version in post.own.get("versions", ()):
        if _is_another_film(version, post):
            continue  # its picture is the cover of a video, and comes with that
        for picture in version.get("pictures", ()):
            number = str(picture.get("id", ""))
            if not number or number in known or number in found or len(found) >= MOST_PICTURES:
                continue
            path = files.take(Medium(member=str(picture.get("member", ""))))
            if path is None:
                continue
            if sort_of(path) == "picture":
                found[number] = submit(path, str(picture.get("alt", "")), str(picture.get("alt_language", "")))
            else:
                path.unlink(missing_ok=True)
    return found


def collect_pictures(past: Past, futures: "dict[str, Future[MadePicture]]") -> None:
    """Wait for what was begun; a picture that cannot be read stays away."""
    for number, future in futures.items():
        with suppress(PictureRefused):
            past.made[number] = future.result()


def bring_films(person: Person, files: Files, post: Post, past: Past, names: dict[str, int]) -> None:
    """Bring the videos that only former versions show; `names` learns their covers."""
    for version in post.own.get("versions", ()):
        said = version.get("video", {})
        if not _is_another_film(version, post) or said["id"] in past.films or len(past.films) >= MOST_FILMS:
            continue
        medium = Medium(member=str(said.get("member", "")), kind="video", alt=str(said.get("alt", "")))
        path = files.take(medium)
        if path is None:
            continue
        if sort_of(path) != "video":
            path.unlink(missing_ok=True)
            continue
        language = str(said.get("alt_language", ""))
        video, _troubles = bring_film(person, files, path, said=said, medium=medium, language=language)
        if video is not None:
            past.films[said["id"]] = video
            for picture in version.get("pictures", ())[:1]:
                names[str(picture.get("id", ""))] = video.poster_id or 0


def restore(person: Person, *, note: Note, post: Post, past: Past, names: dict[str, int]) -> None:
    """Put former versions behind a brought note, and pin it again; what does not fit stays away."""
    former = [
        replace(_former(said, at, note, names), video_id=_film_of(said, note, post, past))
        for said in post.own.get("versions", ())
        if (at := exactly(said.get("at")))
    ]
    is_taken = False
    with suppress(Problem):
        if former:
            edited_at = exactly(post.own.get("edited_at")) or former[-1].at
            made = list(past.made.values())
            is_taken = notes.bring_versions(person, note_id=note.id, former=former, edited_at=edited_at, made=made)
    if not is_taken:
        past.let_go()
    with suppress(Problem):
        if pinned_at := exactly(post.own.get("pinned_at")):
            notes.pin_brought_note(person, note_id=note.id, at=pinned_at)
        elif post.own.get("is_pinned"):
            notes.pin_note(person, note_id=note.id)


def renamed(details: Any, names: dict[str, int], key: str = "") -> Any:
    """Details with the ids that their pictures have here."""
    if isinstance(details, dict):
        return {name: renamed(value, names, name) for name, value in details.items()}
    if isinstance(details, list):
        return [renamed(value, names, key) for value in details]
    return names.get(str(details)) if key == "picture" and details is not None else details


def _is_another_film(version: dict[str, Any], post: Post) -> bool:
    """Whether a version showed a video that the note does not show now, and that came along."""
    video = version.get("video")
    return bool(video and video.get("member") and video.get("id") != post.own.get("video_id"))


def _film_of(said: dict[str, Any], note: Note, post: Post, past: Past) -> int | None:
    number = str(said.get("video", {}).get("id", ""))
    if number and number == post.own.get("video_id"):
        return note.video_id
    return past.films[number].id if number in past.films else None


def _former(said: dict[str, Any], at: datetime, note: Note, names: dict[str, int]) -> Former:
    """One version as far as it can be stored; where nobody says who could see it then, only its author looks it up."""
    words: dict[str, Any] = {name: str(said.get(name) or "")[: LONGEST[name]] for name in WORDS}
    language = str(said.get("language") or "")
    content = Content(kind=note.kind, language=language if language == UNKNOWN or is_known(language) else "", **words)
    with suppress(Problem):  # the kind that it is by now may not take them
        content = replace(content, details=renamed(said.get("details", {}), names)).tidied()
    audience = str(said.get("audience"))
    return Former(
        content,
        audience if audience in Visibility.values else Visibility.ONLY_ME,
        at,
        picture_ids=[names[each["id"]] for each in said.get("pictures", ()) if each.get("id") in names],
    )
