"""What the worker does for those who take their things along."""

from redbridge.events import react
from redbridge.privacy import actions
from redbridge.privacy.events import ArchiveAsked, ArchiveReady


@react(ArchiveAsked, bulk=True, atomic=False)
def make_archive_when_asked(event: ArchiveAsked) -> None:
    actions.make_archive(departure_id=event.departure_id)


@react(ArchiveReady)
def tell_when_archive_ready(event: ArchiveReady) -> None:
    actions.tell_archive_ready(departure_id=event.departure_id)
