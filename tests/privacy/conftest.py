"""A person with something in every corner, and the archive that the worker makes of it."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from redbridge.accounts.models import Person
from redbridge.privacy import actions, folders
from redbridge.privacy.models import Departure


@pytest.fixture(autouse=True)
def _own_data(settings: Any, tmp_path: Path) -> None:
    """Archives and pictures of a test lie in its own folder."""
    settings.DATA_DIR = tmp_path / "data"
    settings.MEDIA_ROOT = settings.DATA_DIR / "media"
    settings.DATA_DIR.mkdir()


class Opened:
    """An archive, read as anybody could."""

    def __init__(self, path: Path) -> None:
        self.zip = zipfile.ZipFile(path)
        self.names = self.zip.namelist()

    def text(self, name: str) -> str:
        return self.zip.read(name).decode()

    def json(self, name: str) -> Any:
        return json.loads(self.text(name))

    def lines(self, name: str) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text(name).splitlines()]

    def everything(self) -> bytes:
        return b"\n".join(name.encode() + self.zip.read(name) for name in self.names)


def archive_of(person: Person, parts: tuple[str, ...] = actions.PARTS) -> Opened:
    """Asked for by the person, made as the worker makes it."""
    row = actions.ask_archive(person, parts=parts)
    actions.make_archive(departure_id=row.id)
    row = Departure.objects.get(id=row.id)
    assert row.state == "ready", (row.state, row.problem)
    return Opened(folders.file(row.id))
