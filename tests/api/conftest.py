import pytest

from redbridge.api import noting
from tests.file_database import file_database

__all__ = ["file_database"]


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    noting.clear()
