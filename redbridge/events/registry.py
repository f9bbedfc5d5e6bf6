"""What can happen, who reacts and what runs by the clock, as the packages said it when the site started."""

import dataclasses
import types
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

Queue = Literal["interactive", "bulk"]
QUEUES: tuple[Queue, ...] = ("interactive", "bulk")

EventClass = TypeVar("EventClass", bound=type)
Function = TypeVar("Function", bound=Callable[..., None])


class CodeGone(Exception):  # noqa: N818 - a sentence, not an error of this code
    """A stored row names an event, a reaction or a clock entry that this version does not have."""


@dataclass(frozen=True)
class Reaction:
    name: str
    event: type
    function: Callable[[Any], None]
    queue: Queue
    priority: int
    atomic: bool


@dataclass(frozen=True)
class Entry:
    """Something that runs by the clock."""

    name: str
    period: timedelta
    function: Callable[[], None]
    queue: Queue


_events: dict[str, type] = {}
_reactions: dict[str, Reaction] = {}
_entries: dict[str, Entry] = {}


def event(cls: EventClass) -> EventClass:
    """Register a frozen dataclass as something that can be announced.

    Its fields carry ids, words of ours and flags, never personal data: they are kept after a person is gone.
    """
    if not dataclasses.is_dataclass(cls) or not cls.__dataclass_params__.frozen:  # type: ignore[attr-defined] # set by dataclass
        raise TypeError(f"{cls.__name__} must be a frozen dataclass below @event")
    for field, kind in get_type_hints(cls).items():
        if not _may_be_announced(kind):
            raise TypeError(f"{cls.__name__}.{field} must be int, str, bool, None or a list of ints, not {kind}")
    _add(_events, cls.__name__, cls)
    return cls


def react(to: type, *, bulk: bool = False, priority: int = 0, atomic: bool = True) -> Callable[[Function], Function]:
    """Have the function called with every announced event of the class, at least once, by a worker.

    It runs in one transaction together with the mark that it is done, so a crash leaves nothing half done in
    the database. That transaction holds SQLite's write lock: a reaction that encodes, waits or reaches outside
    says `atomic=False`, opens its own transactions and must bear being run twice.
    `bulk` moves it to the bulk worker; a higher `priority` goes first within its queue.
    """

    def register(function: Function) -> Function:
        if to not in _events.values():
            raise TypeError(f"{to.__name__} is no event: put @event above its dataclass")
        name = _name_of(function)
        _add(_reactions, name, Reaction(name, to, function, "bulk" if bulk else "interactive", priority, atomic))
        return function

    return register


def every(
    *, minutes: float = 0, hours: float = 0, days: float = 0, bulk: bool = False
) -> Callable[[Function], Function]:
    """Have the function called by a worker each time the period has passed, and once soon after it first appears.

    No two workers run it at once. It opens its own transactions. `bulk` moves long work to the bulk worker.
    """
    period = timedelta(minutes=minutes, hours=hours, days=days)
    if period <= timedelta():
        raise ValueError("A period must be longer than nothing")

    def register(function: Function) -> Function:
        name = _name_of(function)
        _add(_entries, name, Entry(name, period, function, "bulk" if bulk else "interactive"))
        return function

    return register


def events() -> Iterable[type]:
    return _events.values()


def reactions_to(cls: type) -> list[Reaction]:
    return [reaction for reaction in _reactions.values() if reaction.event is cls]


def entries(queue: Queue | None = None) -> list[Entry]:
    return [entry for entry in _entries.values() if queue in (None, entry.queue)]


def is_event(cls: type) -> bool:
    return _events.get(cls.__name__) is cls


def reaction_named(name: str) -> Reaction:
    try:
        return _reactions[name]
    except KeyError:
        raise CodeGone(f"No package has the reaction {name} any more.") from None


def rebuild(name: str, payload: dict[str, Any]) -> Any:
    """The event that a stored announcement tells of; fields that the class has since lost are left out."""
    cls = _events.get(name)
    if cls is None:
        raise CodeGone(f"No package announces {name} any more.")
    kinds = get_type_hints(cls)
    kept = {field: value for field, value in payload.items() if field in kinds}
    return cls(**{field: tuple(value) if get_origin(kinds[field]) is tuple else value for field, value in kept.items()})


def _may_be_announced(kind: Any) -> bool:
    if get_origin(kind) in (Union, types.UnionType):
        return all(_may_be_announced(part) for part in get_args(kind))
    return kind in (int, str, bool, types.NoneType, list[int], tuple[int, ...])


def _name_of(function: Callable[..., None]) -> str:
    package = function.__module__.split(".")[-2]
    return f"{package}.{function.__name__}"


def _add(register: dict[str, Any], name: str, thing: Any) -> None:
    if name in register and _home(register[name]) != _home(thing):
        raise ValueError(f"{name} is registered twice: in {_home(register[name])} and in {_home(thing)}")
    register[name] = thing


def _home(thing: Any) -> str:
    return str(getattr(thing, "function", thing).__module__)
