"""What ends by the clock."""

from redbridge.events import every
from redbridge.trust import actions


@every(minutes=10)
def lift_ended_suspensions() -> None:
    actions.lift_ended_suspensions()


@every(days=1, bulk=True)
def purge_old_cases() -> None:
    actions.purge_old_cases()
