"""The queue forgets what is long done."""

from redbridge.events import actions
from redbridge.events.registry import every


@every(days=1, bulk=True)
def purge_finished_deliveries() -> None:
    actions.purge_finished()
