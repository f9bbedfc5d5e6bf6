"""Where uploads lie: a folder for each under the data folder. Nothing in it is named as the upload names it."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

UPLOAD, ROWS, PICKS, MEDIA, NAMES, WORK = "upload", "rows.sqlite", "picks.sqlite", "media", "names.json", "work"
FOLDER_MODE, FILE_MODE = 0o700, 0o600


def root() -> Path:
    path: Path = settings.DATA_DIR / "arrivals"
    path.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)
    return path


def folder(arrival_id: int) -> Path:
    return root() / f"{arrival_id:d}"


def make(arrival_id: int) -> Path:
    path = folder(arrival_id)
    path.mkdir(exist_ok=True, mode=FOLDER_MODE)
    return path


def upload(arrival_id: int) -> Path:
    return folder(arrival_id) / UPLOAD


def rows(arrival_id: int) -> Path:
    return folder(arrival_id) / ROWS


def picks(arrival_id: int) -> Path:
    return folder(arrival_id) / PICKS


def media(arrival_id: int) -> Path:
    return folder(arrival_id) / MEDIA


def names(arrival_id: int) -> dict[str, str]:
    """Files given beside an export: digest, which names the file on the disk, to the name that it came with."""
    try:
        found: dict[str, str] = json.loads((folder(arrival_id) / NAMES).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return found


def work(arrival_id: int) -> Path:
    """A folder for what lives shorter than one step."""
    path = folder(arrival_id) / WORK
    path.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)
    return path


def drop_raw(arrival_id: int) -> None:
    """Remove what was uploaded; what was read of it stays."""
    path = upload(arrival_id)
    if path.is_symlink() or path.exists():
        path.unlink(missing_ok=True)
    for unfolded in folder(arrival_id).glob("unfolded-*"):
        unfolded.unlink(missing_ok=True)
    shutil.rmtree(media(arrival_id), ignore_errors=True)
    shutil.rmtree(folder(arrival_id) / WORK, ignore_errors=True)
    (folder(arrival_id) / NAMES).unlink(missing_ok=True)


def drop_rows(arrival_id: int) -> None:
    """Remove what was read; with nothing left the folder goes too."""
    for path in (rows(arrival_id), picks(arrival_id)):
        for name in (path.name, f"{path.name}-wal", f"{path.name}-shm", f"{path.name}-journal"):
            path.with_name(name).unlink(missing_ok=True)


def remove(arrival_id: int) -> None:
    shutil.rmtree(folder(arrival_id), ignore_errors=True)


def all_folders() -> Iterator[tuple[int, Path]]:
    for path in root().iterdir():
        if path.name.isdecimal():
            yield int(path.name), path


def free_bytes() -> int:
    return shutil.disk_usage(root()).free
