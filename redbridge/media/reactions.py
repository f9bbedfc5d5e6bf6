"""What the worker does for pictures."""

from redbridge.accounts.events import PersonChanged, PersonClosed
from redbridge.events import react
from redbridge.media import actions
from redbridge.media.events import PictureUploaded

AFTER_EVERYTHING_ELSE = -10


@react(PictureUploaded, priority=AFTER_EVERYTHING_ELSE, atomic=False)
def finish_picture_when_uploaded(event: PictureUploaded) -> None:
    actions.finish_picture(picture_id=event.picture_id)


@react(PersonChanged, atomic=False)
def settle_profile_when_person_changed(event: PersonChanged) -> None:
    actions.settle_profile_pictures(person_id=event.person_id)


@react(PersonClosed, atomic=False)
def settle_profile_when_person_closed(event: PersonClosed) -> None:
    actions.settle_profile_pictures(person_id=event.person_id)
