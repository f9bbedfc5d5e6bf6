"""What is forgotten by the clock."""

from redbridge.events import every
from redbridge.notifications import actions


@every(days=1, bulk=True)
def purge_notifications() -> None:
    actions.purge_notifications()
