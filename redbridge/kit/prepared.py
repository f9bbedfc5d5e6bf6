"""Queries of hot pages: written with the ORM, turned into SQL once, and from then on only run.

Building a query and its SQL costs many times what SQLite needs to answer it. A prepared query is an ordinary queryset
in a function; it is called once with stand-ins for its arguments, and each run puts the real ones in their places.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import connection, models
from django.db.models.query import get_related_populators  # what the ORM itself uses

Row = TypeVar("Row", bound=models.Model)
Value = int | float | str | Sequence[int]

# Stand-ins, in the range of every integer column; no query of ours names such a number by itself.
_FIRST_STAND_IN = 2_041_713_000
_SIZES = (1, 2, 4, 8, 16, 32, 64, 128, 256)


@dataclass(frozen=True)
class _Ready:
    """SQL with its parameters: constants, and (name, place in the list) where an argument stands."""

    sql: str
    parameters: tuple[Any, ...]
    converters: tuple[tuple[int, list[Callable[..., Any]], Any], ...]
    build: Callable[[Sequence[Any]], Any] | None


class Prepared(Generic[Row]):
    """A query with named arguments: whole numbers, texts, and lists of ids (up to 256 a run; the rest in more runs).

    The function must use each argument as a value only, never to choose what the query looks like.
    """

    def __init__(self, query: "Callable[..., models.QuerySet[Any, Any]]") -> None:
        self._query = query
        self._ready: dict[Any, _Ready] = {}

    def rows(self, **values: Value) -> list[Any]:
        """The rows as tuples, for a query that ends in `values_list`."""
        return [row for part in _parts(values) for row in self._run(part)[1]]

    def instances(self, **values: Value) -> list[Row]:
        """The rows as model instances, with those that `select_related` names."""
        found: list[Row] = []
        for part in _parts(values):
            ready, rows = self._run(part)
            assert ready.build is not None, "a query of values has no instances"  # noqa: S101 - a slip of ours
            found += [ready.build(row) for row in rows]
        return found

    def first(self, **values: Value) -> Row | None:
        """The first instance, or None."""
        return next(iter(self.instances(**values)), None)

    def _run(self, values: dict[str, Value]) -> tuple[_Ready, list[Any]]:
        shape = (connection.vendor, *((name, _shape(value)) for name, value in values.items()))
        ready = self._ready.get(shape)
        if ready is None:
            ready = self._ready[shape] = _prepare(self._query, values)
        parameters = [
            parameter if type(parameter) is not _Place else parameter.of(values) for parameter in ready.parameters
        ]
        with connection.cursor() as cursor:
            cursor.execute(ready.sql, parameters)
            rows = cursor.fetchall()
        return ready, [_converted(row, ready.converters) for row in rows] if ready.converters else rows


@dataclass(frozen=True)
class _Place:
    """Where an argument goes; `index` says which of a list, and the last one fills the places that are over."""

    name: str
    index: int | None

    def of(self, values: dict[str, Value]) -> Any:
        value = values[self.name]
        if self.index is None:
            return value
        assert not isinstance(value, (int, float, str))  # noqa: S101 - for the type checker
        return value[self.index] if self.index < len(value) else value[-1]


def _shape(value: Value) -> Any:
    if isinstance(value, (str, int, float)):
        return type(value).__name__
    return next(size for size in _SIZES if size >= len(value))


def _parts(values: dict[str, Value]) -> list[dict[str, Value]]:
    """The arguments of each run: a list is cut where it is too long, an empty one needs no run at all."""
    for name, value in values.items():
        if isinstance(value, (str, int, float)):
            continue
        if not value:
            return []
        if len(value) > _SIZES[-1]:
            cuts = range(0, len(value), _SIZES[-1])
            return [part for cut in cuts for part in _parts({**values, name: value[cut : cut + _SIZES[-1]]})]
    return [values]


def _prepare(query: "Callable[..., models.QuerySet[Any, Any]]", values: dict[str, Value]) -> _Ready:
    arguments: dict[str, Any] = {}
    places: dict[Any, _Place] = {}
    numbers = iter(range(_FIRST_STAND_IN, _FIRST_STAND_IN + 100_000))
    for name, value in values.items():
        if isinstance(value, str):
            stand_in: Any = f"\x02{next(numbers)}"
        elif isinstance(value, float):
            stand_in = next(numbers) + 0.5
        elif isinstance(value, int):
            stand_in = next(numbers)
        else:
            arguments[name] = [next(numbers) for _ in range(_shape(value))]
            places |= {each: _Place(name, index) for index, each in enumerate(arguments[name])}
            continue
        arguments[name], places[stand_in] = stand_in, _Place(name, None)
    rows = query(**arguments)
    compiler = rows.query.get_compiler(connection=connection)
    sql, parameters = compiler.as_sql()
    converters = compiler.get_converters([column[0] for column in compiler.select])
    build = None if rows._fields is not None else _builder(compiler)  # type: ignore[attr-defined]
    return _Ready(
        sql,
        tuple(places.get(each, each) for each in parameters),
        tuple((place, list(found), column) for place, (found, column) in converters.items()),
        build,
    )


def _builder(compiler: Any) -> Callable[[Sequence[Any]], Any]:
    """How a row becomes an instance, as Django's own `ModelIterable` does it."""
    kind = compiler.klass_info
    fields = kind["select_fields"]
    start, end = fields[0], fields[-1] + 1
    names = [column[0].target.attname for column in compiler.select[start:end]]
    related = get_related_populators(kind, compiler.select, connection.alias)  # type: ignore[call-arg]  # of Django 6

    def build(row: Sequence[Any]) -> Any:
        instance = kind["model"].from_db(connection.alias, names, row[start:end])
        for populator in related:
            populator.populate(row, instance)
        return instance

    return build


def _converted(row: Sequence[Any], converters: Any) -> list[Any]:
    values = list(row)
    for place, found, column in converters:
        for convert in found:
            values[place] = convert(values[place], column, connection)
    return values
