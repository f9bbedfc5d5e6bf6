"""What tidies up by the clock."""

from redbridge.events import every
from redbridge.interactions import actions


@every(days=1, bulk=True)
def purge_deleted_comments() -> None:
    actions.purge_deleted_comments()


@every(days=1, bulk=True)
def recount_collections() -> None:
    actions.recount_collections()
