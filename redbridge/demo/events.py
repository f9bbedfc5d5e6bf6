"""What an operator asks of the demo world from a page."""

from dataclasses import dataclass

from redbridge.events import event


@event
@dataclass(frozen=True)
class DemoAsked:
    """The demo world is to come, or to go."""

    is_wanted: bool
