"""Time passes for what people brought along."""

from redbridge.arrival import actions
from redbridge.events import every


@every(days=1, bulk=True)
def forget_expired_friend_keys() -> None:
    actions.forget_expired_keys()
    actions.key_notes_anew()


@every(days=1, bulk=True)
def purge_claims() -> None:
    actions.purge_claims()


@every(minutes=1, bulk=True)
def call_waiting_uploads() -> None:
    actions.call_waiting()
    actions.wake_stalled()


@every(hours=1, bulk=True)
def purge_old_uploads() -> None:
    actions.purge_old()
    actions.purge_waiting()


@every(hours=6, bulk=True)
def check_links_again() -> None:
    actions.check_links_again()
