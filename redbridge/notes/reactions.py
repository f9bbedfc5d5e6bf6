"""What follows for notes when people and pictures change."""

from redbridge.accounts.events import PersonChanged, PersonClosed
from redbridge.events import react
from redbridge.media.events import PictureChanged, VideoChanged, VideoReady
from redbridge.notes import actions


@react(PersonChanged, atomic=False)
def settle_notes_when_person_changed(event: PersonChanged) -> None:
    actions.settle_person(person_id=event.person_id)


@react(PersonClosed, atomic=False)
def settle_notes_when_person_closed(event: PersonClosed) -> None:
    actions.settle_person(person_id=event.person_id)


@react(PictureChanged)
def renew_notes_when_picture_changed(event: PictureChanged) -> None:
    actions.renew_notes_with_picture(picture_id=event.picture_id)


@react(VideoChanged)
def renew_notes_when_video_changed(event: VideoChanged) -> None:
    actions.renew_notes_with_video(video_id=event.video_id)


@react(VideoReady, atomic=False)
def publish_when_video_ready(event: VideoReady) -> None:
    actions.publish_with_video(video_id=event.video_id)
