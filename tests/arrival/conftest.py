"""Every test of arrivals has a data folder of its own."""

from pathlib import Path
from typing import Any

import pytest

from tests.file_database import file_database

__all__ = ["file_database"]


@pytest.fixture
def own_folder(settings: Any, tmp_path: Path) -> Path:
    """The data folder, with room for uploads and pictures."""
    folder = tmp_path / "data"
    folder.mkdir()
    settings.DATA_DIR, settings.MEDIA_ROOT = folder, folder / "media"
    return folder
