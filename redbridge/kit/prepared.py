"""Queries of hot pages: written with the ORM, turned into SQL once, and from then on only run.

Building a query and its SQL costs many times what SQLite needs to answer it. A prepared query is an ordinary queryset
in a function; it is called once with stand-ins for its arguments, and each run puts the real ones in their places.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.models.query import get_related_populators  # what the ORM itself uses

Row = TypeVar("Row", bound=models.Model)
Value = int | float | str | Sequence[int]

# Stand-ins, in the range of every integer column but the small ones, which cannot be arguments. No query of ours names
# such a number by itself.
_FIRST_STAND_IN = 2_041_713_000
_SIZES = (1, 2, 4, 8, 16, 32, 64, 128, 256)


@dataclass(frozen=True)
class _Ready:
    """SQL with its parameters in order: constants, arguments, and lists of ids."""

    sql: str
    direct: str  # the same as SQLite itself writes it, empty for other databases
    parameters: "tuple[_Fixed | _One | _List, ...]"
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
        shape = tuple([(name, _shape(value)) for name, value in values.items()])
        ready = self._ready.get(shape)
        if ready is None:
            ready = self._ready[shape] = _prepare(self._query, values)
        parameters: list[Any] = []
        for part in ready.parameters:
            part.add_to(parameters, values)
        rows = _fetch(ready, parameters)
        return ready, [_converted(row, ready.converters) for row in rows] if ready.converters else rows


class _Fixed:
    """Constants."""

    def __init__(self, values: list[Any]) -> None:
        self.values = values

    def add_to(self, parameters: list[Any], _arguments: dict[str, Any]) -> None:
        parameters += self.values


class _One:
    """Where an argument goes."""

    def __init__(self, name: str) -> None:
        self.name = name

    def add_to(self, parameters: list[Any], values: dict[str, Any]) -> None:
        parameters.append(values[self.name])


class _List:
    """Where a list goes: the last one fills the places that are over."""

    def __init__(self, name: str, size: int) -> None:
        self.name, self.size = name, size

    def add_to(self, parameters: list[Any], values: dict[str, Any]) -> None:
        found = values[self.name]
        parameters += found
        if over := self.size - len(found):
            parameters += [found[-1]] * over


class Statement:
    """SQL written by hand, run as a prepared query is."""

    def __init__(self, sql: "Callable[[], str]") -> None:
        self._sql = sql
        self._ready: _Ready | None = None

    def rows(self, *parameters: Any) -> list[Any]:
        """The rows as tuples."""
        if self._ready is None:
            sql = self._sql()
            self._ready = _Ready(sql, _direct(sql, parameters), (), (), None)
        return _fetch(self._ready, list(parameters))


def _direct(sql: str, parameters: Sequence[Any]) -> str:
    return sql % (("?",) * len(parameters)) if connection.vendor == "sqlite" else ""


def _fetch(ready: _Ready, parameters: list[Any]) -> list[Any]:
    here = connections[DEFAULT_DB_ALIAS]  # found once, where `connection` would look for it at every turn
    if ready.direct and here.connection is not None and not here.execute_wrappers and not here.queries_logged:
        # Django's cursor would rewrite its placeholders into SQLite's each time, as long as the query itself takes.
        with here.wrap_database_errors:
            return here.connection.execute(ready.direct, parameters).fetchall()  # type: ignore[no-any-return]
    with here.cursor() as cursor:
        cursor.execute(ready.sql, parameters)
        return list(cursor.fetchall())


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
    places: dict[Any, _One | tuple[str, int]] = {}
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
            places |= {each: (name, index) for index, each in enumerate(arguments[name])}
            continue
        arguments[name], places[stand_in] = stand_in, _One(name)
    rows = query(**arguments)
    compiler = rows.query.get_compiler(connection=connection)
    sql, parameters = compiler.as_sql()
    converters = compiler.get_converters([column[0] for column in compiler.select])
    build = None if rows._fields is not None else _builder(compiler)  # type: ignore[attr-defined]
    return _Ready(
        sql,
        _direct(sql, parameters),
        tuple(_parted(parameters, places, {name: len(each) for name, each in arguments.items() if type(each) is list})),
        tuple((place, list(found), column) for place, (found, column) in converters.items()),
        build,
    )


def _parted(parameters: Sequence[Any], places: Any, sizes: dict[str, int]) -> "Iterator[_Fixed | _One | _List]":
    """The parameters in as few parts as possible; a list stands together and in order wherever it stands."""
    fixed: list[Any] = []
    for parameter in parameters:
        place = places.get(parameter) if isinstance(parameter, Hashable) else None
        if place is None:
            fixed.append(parameter)
            continue
        if fixed:
            yield _Fixed(fixed)
            fixed = []
        if isinstance(place, _One):
            yield place
        elif place[1] == 0:
            yield _List(place[0], sizes[place[0]])
    if fixed:
        yield _Fixed(fixed)


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
