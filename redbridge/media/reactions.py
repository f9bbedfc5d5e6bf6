"""What the worker does for pictures."""

from redbridge.events import react
from redbridge.media import actions
from redbridge.media.events import PictureUploaded

AFTER_EVERYTHING_ELSE = -10


@react(PictureUploaded, priority=AFTER_EVERYTHING_ELSE, atomic=False)
def finish_picture_when_uploaded(event: PictureUploaded) -> None:
    actions.finish_picture(picture_id=event.picture_id)
