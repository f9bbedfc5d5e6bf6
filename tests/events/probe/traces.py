"""What reactions leave outside the database, and gates that hold them until a test opens them."""

import os
from pathlib import Path

from django.conf import settings

from tests.waiting import wait_until


def leave(name: str, text: object) -> None:
    with _path(name).open("a") as file:
        file.write(f"{text}\n")


def left(name: str) -> list[str]:
    path = _path(name)
    return path.read_text().splitlines() if path.exists() else []


def open_gate(name: str) -> None:
    _path(f"{name}.gate").touch()


def is_open(name: str) -> bool:
    return _path(f"{name}.gate").exists()


def pass_gate(name: str) -> None:
    parent = os.getppid()
    wait_until(lambda: is_open(name) or os.getppid() != parent, 120)


def _path(name: str) -> Path:
    folder = Path(settings.DATA_DIR) / "probe"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / name
