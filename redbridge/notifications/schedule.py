"""What happens by the clock: digests, the end of quiet hours, and what is forgotten."""

from redbridge.events import every
from redbridge.notifications import actions


@every(minutes=15, bulk=True)
def send_digests() -> None:
    actions.send_digests()


@every(minutes=5)
def end_quiet_hours() -> None:
    actions.end_quiet()


@every(days=1, bulk=True)
def purge_notifications() -> None:
    actions.purge_notifications()


@every(days=1, bulk=True)
def forget_dead_devices() -> None:
    actions.forget_dead_devices()
