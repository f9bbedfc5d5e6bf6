"""What the worker does for pictures and videos."""

from redbridge.accounts.events import PersonChanged, PersonClosed
from redbridge.events import react
from redbridge.media import actions
from redbridge.media.events import PictureUploaded, VideoReady, VideoUploaded

AFTER_EVERYTHING_ELSE = -10


@react(PictureUploaded, priority=AFTER_EVERYTHING_ELSE, atomic=False)
def finish_picture_when_uploaded(event: PictureUploaded) -> None:
    actions.finish_picture(picture_id=event.picture_id)


@react(VideoUploaded, bulk=True, atomic=False)
def prepare_video_when_uploaded(event: VideoUploaded) -> None:
    actions.prepare_video(video_id=event.video_id)


@react(VideoReady, bulk=True, priority=AFTER_EVERYTHING_ELSE, atomic=False)
def add_smaller_video_when_ready(event: VideoReady) -> None:
    actions.add_smaller_video(video_id=event.video_id)


@react(PersonChanged, atomic=False)
def settle_profile_when_person_changed(event: PersonChanged) -> None:
    actions.settle_profile_pictures(person_id=event.person_id)


@react(PersonClosed, atomic=False)
def settle_profile_when_person_closed(event: PersonClosed) -> None:
    actions.settle_profile_pictures(person_id=event.person_id)
