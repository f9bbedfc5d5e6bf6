"""What happens to what people are told."""

from dataclasses import dataclass

from redbridge.events import event


@event
@dataclass(frozen=True)
class PushDue:
    """A device is to be told of something; without a notification, what came while it was quiet.

    `since` is when the quiet began to hold something back, in microseconds.
    """

    subscription_id: int
    notification_id: int | None
    since: int = 0
