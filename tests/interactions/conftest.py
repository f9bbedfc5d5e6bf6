"""Databases in files: several threads can write there as several processes do."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connections


@pytest.fixture
def file_database(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    with ExitStack() as stack:
        for alias in connections:
            connection: Any = connections[alias]
            if connection.vendor == "sqlite" and connection.is_in_memory_db():
                stack.enter_context(_in_file(connection, tmp_path / f"{alias}.sqlite3"))
        yield


@contextmanager
def _in_file(connection: Any, path: Path) -> Iterator[None]:
    connection.ensure_connection()
    memory, name = connection.connection, connection.settings_dict["NAME"]
    with closing(sqlite3.connect(path)) as file:
        memory.backup(file)
    connection.settings_dict["NAME"] = str(path)
    connection.connection = None
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = name
        connection.connection = memory
