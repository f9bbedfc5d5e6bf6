"""Pictures, their addresses and their files."""

import hmac
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from redbridge.accounts.models import Person
from redbridge.kit.errors import NotFound
from redbridge.kit.ids import possible
from redbridge.kit.prepared import Prepared
from redbridge.media import folders
from redbridge.media.models import Picture, Portrait
from redbridge.media.pictures import WIDTHS

FULL: Final = "full.jpg"
SHOWN: Final = (Picture.State.VISIBLE, Picture.State.LIMITED)
TYPES: Final = {".webp": "image/webp", ".jpg": "image/jpeg"}


def pictures_by_id(ids: Iterable[int]) -> dict[int, Picture]:
    """Rows by id; who may see them is for the thing that shows them to say."""
    return {picture.id: picture for picture in _PICTURES.instances(ids=possible(ids))}


def own_picture(viewer: Person, *, picture_id: int) -> Picture:
    """A picture that the viewer uploaded; NotFound for those of others."""
    picture = _OWN.first(owner=viewer.id, ids=possible([picture_id]))
    if picture is None:
        raise NotFound
    return picture


def find_picture(*, picture_id: int, secret: str) -> Picture:
    """The picture at an address; NotFound unless the secret is the one of now.

    Whether the viewer may have it: `is_open`, or else the queries of notes and interactions.
    """
    picture = Picture.objects.filter(id=picture_id).first()
    if picture is None or not hmac.compare_digest(picture.secret.encode(), secret.encode()):
        raise NotFound
    return picture


def portraits_of(person_ids: Iterable[int]) -> dict[int, Picture]:
    """Portraits of those people who have one, in one query."""
    return _shown("picture", person_ids)


def covers_of(person_ids: Iterable[int]) -> dict[int, Picture]:
    """Wide profile covers of those people who have one, in one query."""
    return _shown("cover", person_ids)


def picture_is_shown_on_profile(*, picture_id: int) -> bool:
    """Whether the profile of somebody who is here shows the picture, which makes it everybody's to see."""
    here = Portrait.objects.filter(person__closed_at__isnull=True, person__standing__in=SHOWN)
    return here.filter(picture_id=picture_id).exists() or here.filter(cover_id=picture_id).exists()


def names_of(picture: Picture) -> list[str]:
    """The files that the picture has by now; nothing else in its folder is ever served."""
    if picture.progress == Picture.Progress.READY:
        return [*(f"{width}.webp" for width in WIDTHS), FULL]
    return [f"{WIDTHS[0]}.webp"] if picture.widths else []


def file_of(picture: Picture, name: str) -> Path:
    """Where a file of the picture lies; NotFound for any name but the fixed ones."""
    if name not in names_of(picture):
        raise NotFound
    return folders.folder(picture.id, picture.secret) / name


def address(picture: Picture, width: int) -> str:
    """The picture in the smallest size that is at least so wide, or the largest that is there."""
    sizes = _sizes(picture)
    name = next((name for name, _ in sizes if name >= width), sizes[-1][0] if sizes else WIDTHS[0])
    return _address(picture, f"{name}.webp")


def full_address(picture: Picture) -> str:
    """The picture as a JPEG, for links that other programs follow."""
    return _address(picture, FULL if picture.progress == Picture.Progress.READY else f"{WIDTHS[0]}.webp")


def srcset(picture: Picture) -> str:
    """Every width that is there, for `<img srcset>`."""
    return ", ".join(f"{_address(picture, f'{name}.webp')} {width}w" for name, width in _sizes(picture))


def _address(picture: Picture, name: str) -> str:
    return f"/media/{picture.id}-{picture.secret}/{name}"


def _sizes(picture: Picture) -> list[tuple[int, int]]:
    """(name of the file, true width); a small picture is as wide in its larger files, so those are left out."""
    found: dict[int, int] = {}
    for name, width in zip(WIDTHS, picture.widths, strict=False):
        found.setdefault(width, name)
    return [(name, width) for width, name in found.items()]


def _shown(column: str, person_ids: Iterable[int]) -> dict[int, Picture]:
    query = _PORTRAITS if column == "picture" else _COVERS
    return {
        row.person_id: picture
        for row in query.instances(ids=possible(person_ids))
        if (picture := getattr(row, column)).standing in SHOWN
    }


_OWN: Prepared[Picture] = Prepared(lambda owner, ids: Picture.objects.filter(id__in=ids, owner=owner))
_PICTURES: Prepared[Picture] = Prepared(lambda ids: Picture.objects.filter(id__in=ids))
_PORTRAITS: Prepared[Portrait] = Prepared(
    lambda ids: Portrait.objects.filter(person_id__in=ids, picture__isnull=False).select_related("picture")
)
_COVERS: Prepared[Portrait] = Prepared(
    lambda ids: Portrait.objects.filter(person_id__in=ids, cover__isnull=False).select_related("cover")
)
