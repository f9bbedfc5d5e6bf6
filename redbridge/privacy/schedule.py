"""What ends by the clock: archives after a week, accounts after their time of grace."""

from redbridge.events import every
from redbridge.privacy import actions


@every(hours=1, bulk=True)
def end_archives() -> None:
    actions.end_archives()


@every(hours=1, bulk=True)
def purge_due() -> None:
    actions.purge_due()
