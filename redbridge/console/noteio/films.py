"""Videos of an import: sent in as their author would, and waited for, since a note shows only what can be played."""

import time
from typing import TYPE_CHECKING

from redbridge.console.noteio.archive import MOST_A_FILE, MOST_A_VIDEO, BadArchive, Source
from redbridge.console.noteio.lines import BadLine, Film

if TYPE_CHECKING:
    from redbridge.accounts.models import Person

LONGEST_WAIT = 3600.0
LONGEST_CAPTIONS = 400_000
A_LOOK = 0.5


class Stream:
    """A file of the archive as something to read; its size is counted as it comes."""

    def __init__(self, source: Source, name: str, most: int = MOST_A_FILE) -> None:
        self._chunks = source.chunks(name, most=most)

    def read(self, size: int = -1, /) -> bytes:  # noqa: ARG002 - the pieces are as large as they are
        return next(self._chunks, b"")


def bring_film(source: Source, person: "Person", film: Film) -> int:
    """A video that can be played, with its captions and the poster that it had; BadLine when it cannot be had."""
    from redbridge.media import actions, queries  # noqa: PLC0415 - after Django is loaded

    texts = {language: _text(source, file) for language, file in film.captions.items()}
    video = actions.upload_video(person, source=Stream(source, film.file, MOST_A_VIDEO), name=film.file)
    _wait(person, video.id)
    for language, text in texts.items():
        actions.save_track(person, video_id=video.id, language=language, text=text)
    if film.poster_at:
        actions.choose_poster(person, video_id=video.id, at=film.poster_at)
    poster_id = queries.own_video(person, video_id=video.id).poster_id
    if film.alt and poster_id:
        actions.describe_picture(person, picture_id=poster_id, alt=film.alt, language=film.alt_language)
    return video.id


def _wait(person: "Person", video_id: int) -> None:
    """Until a worker of the site is done with it; where none runs, the work is done here."""
    from redbridge.events.queries import workers_here  # noqa: PLC0415 - after Django is loaded
    from redbridge.media import actions, queries  # noqa: PLC0415 - the same

    until = time.monotonic() + LONGEST_WAIT
    while (video := queries.own_video(person, video_id=video_id)).progress in {"waiting", "working"}:
        if not workers_here().get("bulk"):
            actions.prepare_video(video_id=video_id)
        elif time.monotonic() > until:
            raise BadLine("the work on its video takes too long.")
        else:
            time.sleep(A_LOOK)
    if video.progress != "ready":
        raise BadLine("its video cannot be played.")


def _text(source: Source, name: str) -> str:
    try:
        return b"".join(source.chunks(name, most=LONGEST_CAPTIONS)).decode()
    except UnicodeDecodeError:
        raise BadArchive(f"{name} holds no text.") from None
