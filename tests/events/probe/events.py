"""Events of tests alone; each stands for one kind of work."""

from dataclasses import dataclass

from redbridge.events import event


@event
@dataclass(frozen=True)
class Knocked:
    """Quick work."""

    number: int


@event
@dataclass(frozen=True)
class Marked:
    """Announced by reactions, as work in the database that can be counted."""

    number: int


@event
@dataclass(frozen=True)
class Stumbled:
    """Work in one transaction that waits in its middle."""

    number: int


@event
@dataclass(frozen=True)
class Dragged:
    """Work without a transaction that waits in its middle."""

    number: int


@event
@dataclass(frozen=True)
class Hauled:
    """Work of the bulk queue."""

    number: int


@event
@dataclass(frozen=True)
class Poisoned:
    """Work that fails until there is an antidote."""


@event
@dataclass(frozen=True)
class Exploded:
    """Work that kills its worker."""
