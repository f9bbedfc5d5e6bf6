"""A test with threads needs a database that behaves like the real one: in a file, with real locks.

SQLite's shared memory, where tests else keep it, answers "table is locked" at once instead of waiting.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections


@pytest.fixture
def file_database(tmp_path: Path, transactional_db: None) -> Iterator[None]:
    """Moves the test's databases into files until its end; PostgreSQL needs no such thing."""
    moved = [alias for alias in connections if connections[alias].vendor == "sqlite"]
    held, names = {}, {}
    for alias in moved:
        memory = connections[alias]
        memory.ensure_connection()
        held[alias], names[alias] = memory, memory.settings_dict["NAME"]
        del connections[alias]
        connections.settings[alias]["NAME"] = str(tmp_path / f"{alias}.sqlite3")
        connections[alias].ensure_connection()
        memory.connection.backup(connections[alias].connection)
    yield
    for alias in moved:
        connections[alias].close()
        connections.settings[alias]["NAME"] = names[alias]
        connections[alias] = held[alias]
