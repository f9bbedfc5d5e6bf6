"""A few real pictures for a large world: some are drawn and derived, the rest are links to the same files."""

import random
from pathlib import Path
from typing import NamedTuple

from redbridge.accounts.models import Person
from redbridge.demo import scenes
from redbridge.kit.ids import mint
from redbridge.media import folders, pictures
from redbridge.media.models import Picture

DRAWN, SHARED = 8, 300
QUALITY = 88
SIZES = {"34": (900, 1200), "45": (960, 1200), "11": (1000, 1000), "43": (1200, 900)}


class Shared(NamedTuple):
    """A picture that many notes show."""

    id: int
    secret: str


def make(folder: Path, *, owner: int, dice: random.Random) -> list[Shared]:
    """Pictures with files, open to everybody."""
    drawn = [_draw(folder / f"{number}.jpg", number, owner) for number in range(DRAWN)]
    found = list(drawn)
    while len(found) < SHARED:
        found.append(link(dice.choice(drawn), owner=owner))
    Picture.objects.bulk_create(found)
    return [Shared(row.id, row.secret) for row in found]


def link(like: Picture, *, owner: int, is_used: bool = True) -> Picture:
    """An unsaved picture with the same files under its own address."""
    facts = {
        field.attname: getattr(like, field.attname)
        for field in Picture._meta.concrete_fields
        if field.attname not in {"id", "secret", "owner_id", "created_at"}
    }
    facts |= {"is_open": is_used, "is_attached": is_used, "alt": like.alt}
    row = Picture(id=mint(), secret=folders.new_secret(), owner_id=owner, **facts)
    folders.copy(folders.folder(like.id, like.secret), folders.folder(row.id, row.secret))
    return row


def _draw(path: Path, number: int, owner: int) -> Picture:
    ratio = list(SIZES)[number % len(SIZES)]
    kind = list(scenes.KINDS)[number * 5 % len(scenes.KINDS)]
    scenes.draw(kind, number, SIZES[ratio]).convert("RGB").save(path, "JPEG", quality=QUALITY)
    picture = Picture(id=mint(), secret=folders.new_secret(), owner=Person(id=owner))
    derived = pictures.derive(path, folders.folder(picture.id, picture.secret))
    folders.close(folders.folder(picture.id, picture.secret))
    picture.progress = Picture.Progress.READY
    picture.width, picture.height, picture.widths = derived.width, derived.height, list(derived.widths)
    picture.ratio, picture.color, picture.sha256 = derived.ratio, derived.color, derived.sha256
    picture.is_open = picture.is_attached = True
    picture.alt, picture.alt_language = f"A drawn scene: {kind}", "en"
    return picture
