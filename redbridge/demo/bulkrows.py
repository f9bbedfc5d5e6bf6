"""Rows by the hundred thousand: one prepared statement a table, with the fixed columns filled in once."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import connection, models
from django.db.models.fields import NOT_PROVIDED

BATCH = 5_000


class Table:
    """Writes rows of a model by naming only the columns that differ; the rest get the model's own defaults."""

    def __init__(self, model: type[models.Model], *columns: str) -> None:
        self._fields = [model._meta.get_field(name) for name in columns]
        named = {field.name for field in self._fields}
        fixed = [field for field in model._meta.concrete_fields if field.name not in named and _needs_value(field)]
        self._tail = tuple(field.get_db_prep_save(field.get_default(), connection) for field in fixed)
        quote = connection.ops.quote_name
        names = ", ".join(quote(str(getattr(field, "column", ""))) for field in [*self._fields, *fixed])
        places = ", ".join(["%s"] * (len(self._fields) + len(fixed)))
        self._statement = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places})"  # noqa: S608 - our own table

    def write(self, rows: Iterable[Sequence[Any]]) -> int:
        """Write rows whose values stand in the order of the columns; returns how many there were."""
        count, left = 0, iter(rows)
        with connection.cursor() as cursor:
            while batch := [(*row, *self._tail) for row in islice(left, BATCH)]:
                cursor.executemany(self._statement, batch)
                count += len(batch)
        return count


def moment(at: datetime) -> Any:
    """A time as the database stores it; adapting it once is cheaper than in every row."""
    return connection.ops.adapt_datetimefield_value(at)


def listed(value: list[Any]) -> Any:
    """A list as a JSON column stores it."""
    return models.JSONField().get_db_prep_save(value, connection)


def _needs_value(field: Any) -> bool:
    return not field.primary_key and field.db_default is NOT_PROVIDED
