"""Where archives lie: a folder each under the data folder, readable by the site's own user alone."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

FILE = "archive.zip"


def root() -> Path:
    """The folder of all archives."""
    return Path(settings.DATA_DIR) / "archives"


def folder(departure_id: int) -> Path:
    """The folder of one archive."""
    return root() / str(int(departure_id))


def file(departure_id: int) -> Path:
    """The archive itself, once it is whole."""
    return folder(departure_id) / FILE


def remove(departure_id: int) -> None:
    """Delete an archive and what was left of making it."""
    shutil.rmtree(folder(departure_id), ignore_errors=True)


def all_ids() -> Iterator[int]:
    """Every archive that has a folder."""
    if root().is_dir():
        yield from (int(path.name) for path in root().iterdir() if path.name.isascii() and path.name.isdecimal())
