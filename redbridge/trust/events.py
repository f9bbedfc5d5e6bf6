"""What people report and what is decided."""

from dataclasses import dataclass

from redbridge.events import event


@event
@dataclass(frozen=True)
class Reported:
    """Something waits for a moderator."""

    report_id: int


@event
@dataclass(frozen=True)
class Decided:
    """A moderator acted on something, restored it, or found nothing wrong."""

    decision_id: int
