"""Videos of posts, made into what browsers play."""

from contextlib import suppress
from pathlib import Path
from typing import Any

from redbridge.accounts.models import Person
from redbridge.arrival.files import Files
from redbridge.arrival.sources.shape import Medium
from redbridge.kit.errors import Problem
from redbridge.media import actions as media
from redbridge.media.models import Video
from redbridge.media.videos import VideoRefused

MOST_CAPTIONS = 1024 * 1024  # bytes in one language


def bring_film(
    person: Person, files: Files, path: Path, *, said: dict[str, Any], medium: Medium, language: str
) -> tuple[Video | None, list[str]]:
    """A video of a file, which is gone afterwards, and what went wrong; None when it cannot be played.

    `said` holds `captions` and `poster_at` where the source knows them.
    """
    try:
        video = media.bring_video(person, source=path, name=medium.member.rsplit("/", 1)[-1])
    except VideoRefused as refused:
        return None, [refused.code]
    finally:
        path.unlink(missing_ok=True)
    if not video.sources:
        return None, [video.refusal or "broken"]
    _choose_cover(person, video, said.get("poster_at"), medium.alt, language)
    return video, _speak(person, files, video, said.get("captions", ()))


def _choose_cover(person: Person, video: Video, at: object, alt: str, language: str) -> None:
    """The cover that its author chose and described; the usual one stays where that is not possible."""
    with suppress(Problem):
        if isinstance(at, int) and at != video.poster_at:
            media.choose_poster(person, video_id=video.id, at=at)
            video.refresh_from_db()
    with suppress(Problem):
        if alt and video.poster_id:
            media.describe_picture(person, picture_id=video.poster_id, alt=alt, language=language)


def _speak(person: Person, files: Files, video: Video, captions: Any) -> list[str]:
    """What is said in a video, in every language that came with it; captions that cannot be read stay behind."""
    troubles = []
    for track in captions:
        path = files.take(Medium(member=str(track.get("file"))))
        if path is None:
            continue
        try:
            text = path.read_bytes()[:MOST_CAPTIONS].decode(errors="replace")
            media.save_track(person, video_id=video.id, language=str(track.get("language")), text=text)
        except Problem:
            troubles.append("captions")
        finally:
            path.unlink(missing_ok=True)
    return troubles
