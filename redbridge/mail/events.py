"""What happens to mail."""

from dataclasses import dataclass

from redbridge.events import event


@event
@dataclass(frozen=True)
class MailQueued:
    """A mail waits to be sent."""

    mail_id: int
