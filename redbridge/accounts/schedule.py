"""Time passes for accounts: the young grow up, and what is over is forgotten."""

from redbridge.accounts import actions
from redbridge.events import every


@every(hours=6)
def turn_of_age() -> None:
    actions.turn_of_age()


@every(days=1, bulk=True)
def forget_expired() -> None:
    actions.forget_expired()


@every(hours=1, bulk=True)
def forget_receipts() -> None:
    actions.forget_receipts()


@every(days=1, bulk=True)
def forget_tokens() -> None:
    actions.forget_tokens()
