"""Where the files of a picture lie: a folder whose name holds a secret, so that nobody finds it by counting."""

import os
import re
import secrets
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings

SHELVES = 4096
SOURCE = "source"
STRIP = "strip.jpg"  # of the whole source, so it is only for whoever may cut it, and goes with it
FOLDER_MODE, FILE_MODE = 0o750, 0o640
_NAME = re.compile(r"(?P<id>[0-9]{1,19})-(?P<secret>[0-9a-f]{32})")


def new_secret() -> str:
    return secrets.token_hex(16)


def root() -> Path:
    return Path(settings.MEDIA_ROOT)


def folder(picture_id: int, secret: str) -> Path:
    """The folder of a picture; only numbers and hexadecimal digits ever become a path."""
    name = f"{picture_id}-{secret}"
    if not _NAME.fullmatch(name):
        raise ValueError("no picture has such a name")
    return root() / f"{picture_id % SHELVES:03x}" / name


def make(path: Path) -> Path:
    path.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)
    return path


def incoming() -> Path:
    """A new name for a file that somebody sends."""
    return make(root() / "incoming") / secrets.token_hex(16)


def close(path: Path) -> None:
    """Nobody but the site's own account and group reads what is in the folder."""
    path.chmod(FOLDER_MODE)
    for file in path.iterdir():
        file.chmod(FILE_MODE)


def copy(old: Path, new: Path, *, names: Iterable[str] | None = None) -> None:
    """The same files under another secret, without copying their bytes where the disk can do that."""
    make(new)
    for file in old.iterdir():
        if names is None or file.name in names:
            try:
                os.link(file, new / file.name)
            except FileExistsError:
                continue
            except OSError:
                shutil.copy2(file, new / file.name)
    close(new)


def remove(path: Path) -> None:
    shutil.rmtree(path, ignore_errors=True)


def all_folders() -> Iterator[tuple[int, str, Path]]:
    """Every folder of a picture on the disk, as (id, secret, path)."""
    for shelf in root().glob("[0-9a-f][0-9a-f][0-9a-f]"):
        for path in shelf.iterdir():
            if found := _NAME.fullmatch(path.name):
                yield int(found["id"]), found["secret"], path
