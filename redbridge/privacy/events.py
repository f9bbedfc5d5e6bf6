"""What happens when somebody takes their things along, or leaves."""

from dataclasses import dataclass

from redbridge.events import event


@event
@dataclass(frozen=True)
class ArchiveAsked:
    """Somebody asked for everything that is kept about them."""

    departure_id: int


@event
@dataclass(frozen=True)
class ArchiveReady:
    """An archive can be downloaded."""

    departure_id: int
    person_id: int


@event
@dataclass(frozen=True)
class FarewellDue:
    """The time of grace of somebody who left is over."""

    person_id: int
