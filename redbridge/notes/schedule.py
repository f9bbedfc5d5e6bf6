"""What is forgotten and put right by the clock."""

from redbridge.events import every
from redbridge.notes import actions


@every(minutes=1)
def publish_due() -> None:
    actions.publish_due()


@every(hours=6, bulk=True)
def purge_deleted_notes() -> None:
    actions.purge_deleted()


@every(days=1, bulk=True)
def recount_hashtags() -> None:
    actions.recount_hashtags()


@every(days=1, bulk=True)
def recount_things() -> None:
    actions.recount_things()
