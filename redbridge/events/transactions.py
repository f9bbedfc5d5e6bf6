"""Money survives a power cut: transactions that are on the disk when they return."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction


@contextmanager
def durable_transaction() -> Iterator[None]:
    """A transaction that is on the disk once it has committed, even if the power fails the next moment.

    Outermost only: inside another transaction it raises RuntimeError, because nothing would be on the disk yet.
    """
    connection = transaction.get_connection()
    if connection.vendor == "postgresql":
        with transaction.atomic(durable=True), connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit TO on")
            yield
    elif connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous")
            before = int(cursor.fetchone()[0])
            cursor.execute("PRAGMA synchronous = FULL")
        try:
            with transaction.atomic(durable=True):
                yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute(f"PRAGMA synchronous = {before}")
    else:
        with transaction.atomic(durable=True):
            yield
