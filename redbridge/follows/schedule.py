"""What is put right by the clock."""

from redbridge.events import every
from redbridge.follows import actions


@every(days=1, bulk=True)
def recount_follows() -> None:
    actions.recount_follows()
