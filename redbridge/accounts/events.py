"""What happens to people and their accounts."""

from dataclasses import dataclass

from redbridge.events import event


@event
@dataclass(frozen=True)
class PersonJoined:
    """Somebody has an account now."""

    person_id: int


@event
@dataclass(frozen=True)
class PersonChanged:
    """What others see of a person is different now, or whether they see anything."""

    person_id: int


@event
@dataclass(frozen=True)
class SessionsEnded:
    """Devices of somebody were signed out from afar."""

    person_id: int


@event
@dataclass(frozen=True)
class PersonClosed:
    """Somebody left; they are hidden and can still come back for a while."""

    person_id: int
