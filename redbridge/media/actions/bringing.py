"""Pictures and videos that come in great numbers with an import: made in one go, written down together."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from django.db import transaction

from redbridge.accounts.models import Person
from redbridge.kit.ids import mint
from redbridge.kit.text import tidy
from redbridge.media import covers, folders, pictures, videos
from redbridge.media.actions.uploads import LONGEST_ALT
from redbridge.media.actions.videowork import prepare_video
from redbridge.media.models import Picture, Video
from redbridge.media.pictures import Derived
from redbridge.media.videos import VideoRefused


@dataclass(frozen=True, slots=True)
class MadePicture:
    """All widths of a picture on the disk, and nothing of it in the database yet."""

    id: int
    secret: str
    derived: Derived
    alt: str = ""
    alt_language: str = ""

    @property
    def folder(self) -> Path:
        """Where its files lie."""
        return folders.folder(self.id, self.secret)


def make_picture(*, source: Path, alt: str = "", language: str = "") -> MadePicture:
    """Make all widths of a picture; PictureRefused for anything that is none that we take. Touches no database.

    What is not kept afterwards, because the process died, is swept away with other stray folders.
    """
    picture_id, secret = mint(), folders.new_secret()
    folder = folders.folder(picture_id, secret)
    try:
        derived = pictures.derive(source, folder)
        folders.close(folder)
    except BaseException:
        folders.remove(folder)
        raise
    return MadePicture(picture_id, secret, derived, tidy(alt)[:LONGEST_ALT], language[:12])


def make_card(*, text: str, style: int, language: str) -> MadePicture:
    """The typographic card of a text note."""
    drawn = folders.incoming()
    try:
        with drawn.open("wb") as file:
            covers.draw(text, style, language=language).save(file, "PNG", compress_level=1)
        return make_picture(source=drawn, alt=text, language=language)
    finally:
        drawn.unlink(missing_ok=True)


def keep_made(actor: Person, *, made: Sequence[MadePicture]) -> list[Picture]:
    """Write the pictures down as the actor's.

    Whoever calls has checked the actor, and shows them (`attach_pictures`) in the same transaction.
    """
    rows = [
        Picture(
            id=each.id,
            owner=actor,
            secret=each.secret,
            progress=Picture.Progress.READY,
            source=Picture.Source.GONE,
            width=each.derived.width,
            height=each.derived.height,
            widths=list(each.derived.widths),
            ratio=each.derived.ratio,
            color=each.derived.color,
            sha256=each.derived.sha256,
            alt=each.alt,
            alt_language=each.alt_language,
        )
        for each in made
    ]
    return Picture.objects.bulk_create(rows)


def forget_made(*, made: Sequence[MadePicture]) -> None:
    """Remove the files of pictures that are not kept."""
    for each in made:
        transaction.on_commit(partial(folders.remove, each.folder))


def bring_video(actor: Person, *, source: Path, name: str = "") -> Video:
    """Take a video of an import in and prepare it at once, for the worker; says in `refusal` when it cannot be.

    The file is moved away. What is not shown by anything a day later is purged like any other unused video.
    """
    size = source.stat().st_size
    with source.open("rb") as file:
        is_video = videos.sniff(file.read(videos.HEAD)) is not None
    if not is_video or size > videos.MAX_BYTES:
        raise VideoRefused("too_big" if is_video else "not_a_video")
    row = Video(id=mint(), owner=actor, secret=folders.new_secret(), name=tidy(name)[:255], size=size, received=size)
    row.progress = Video.Progress.WAITING
    folder = folders.make(folders.folder(row.id, row.secret))
    source.replace(folder / folders.SOURCE)
    folders.close(folder)
    row.save(force_insert=True)
    prepare_video(video_id=row.id)
    return Video.objects.get(id=row.id)
