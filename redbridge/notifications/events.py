"""What happens to what people are told."""

from dataclasses import dataclass

from redbridge.events import event


@event
@dataclass(frozen=True)
class PushDue:
    """A device is to be told of something; without a notification, that there was some while it was quiet."""

    subscription_id: int
    notification_id: int | None
