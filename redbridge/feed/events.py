"""What the feed tells itself."""

from dataclasses import dataclass

from redbridge.events import event


@event
@dataclass(frozen=True)
class NoteToPush:
    """A note waits to be written into very many feeds."""

    note_id: int
