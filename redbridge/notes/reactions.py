"""What follows for notes when people and pictures change."""

from redbridge.accounts.events import PersonChanged, PersonClosed
from redbridge.accounts.models import Person
from redbridge.events import react
from redbridge.follows.models import Follow
from redbridge.language import actions as translations
from redbridge.language import queries as readings
from redbridge.language.events import TextsWanted
from redbridge.media.events import CaptionsWanted, PictureChanged, VideoChanged, VideoReady
from redbridge.notes import actions
from redbridge.notes.actions import captioning
from redbridge.notes.events import NotePublished
from redbridge.notes.models import Note
from redbridge.notes.texts import texts_of


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


@react(CaptionsWanted, bulk=True, atomic=False)
def draft_captions_when_wanted(event: CaptionsWanted) -> None:
    captioning.draft_captions(event.draft_id)


@react(VideoReady, atomic=False)
def publish_when_video_ready(event: VideoReady) -> None:
    actions.publish_with_video(video_id=event.video_id)


@react(NotePublished, bulk=True)
def have_new_note_translated(event: NotePublished) -> None:
    """For followers who always have its language translated, before they come."""
    note = Note.objects.filter(id=event.note_id, deleted_at__isnull=True).first()
    if note is None or not note.language:
        return
    ties = Follow.objects.filter(followed=note.author_id, state=Follow.State.ACCEPTED)
    followers = Person.objects.filter(id__in=ties.values("follower"))
    for into in readings.into_always(note.language, followers):
        translations.want("note", [note.id], into=into)


@react(TextsWanted, bulk=True, atomic=False)
def translate_wanted_notes(event: TextsWanted) -> None:
    if event.kind != "note":
        return
    rows = Note.objects.filter(id__in=event.ids, deleted_at__isnull=True).select_related("author")
    texts = [text for row in rows for text in texts_of(row)]
    translations.translate(None, texts=texts, into=event.into, in_background=True)
