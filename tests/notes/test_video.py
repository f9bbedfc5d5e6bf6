"""A note with a video: from the draft to readers, to another version, out of sight and away."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from redbridge.accounts.models import Person
from redbridge.events.worker import run_waiting
from redbridge.follows import actions as follows
from redbridge.kit.errors import NotFound, Refused
from redbridge.media import actions as media
from redbridge.media import folders
from redbridge.media import queries as files
from redbridge.media.models import Picture, Video
from redbridge.notes import actions, queries
from redbridge.notes.models import Draft, Note, NoteVersion
from tests.media.clips import clip

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media_root(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Callable[..., Any]) -> Callable[..., Any]:
    """Runs an action as if its transaction were the outermost."""

    def run(action: Callable[..., Any], *arguments: Any, **said: Any) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return action(*arguments, **said)

    return run


def ready(person: Person, **said: Any) -> Video:
    video = media.upload_video(person, source=clip(**said), name="clip.mp4")
    run_waiting()
    video.refresh_from_db()
    return video


def row(person: Person, **values: Any) -> Video:
    """A video without files, where only its row matters."""
    poster = Picture.objects.create(owner=person, secret=folders.new_secret(), progress="ready", widths=[480])
    made = {"progress": "ready", "sources": [{"name": "480.mp4", "width": 9, "height": 9, "bits": 1}], "duration": 2000}
    return Video.objects.create(**{"owner": person, "secret": folders.new_secret(), "poster": poster, **made, **values})


def draft_of(person: Person, video: Video) -> Draft:
    draft = actions.save_draft(person, kind="video", title="Rain")
    return actions.put_video_into_draft(person, draft_id=draft.id, video_id=video.id)


def published(person: Person, **said: Any) -> Note:
    note = actions.publish_note(person, kind="video", video_id=row(person).id, **said)
    note.refresh_from_db()
    return note


def test_a_draft_becomes_a_note_whose_picture_is_the_poster(mei: Person) -> None:
    video = ready(mei)
    note = actions.publish_draft(mei, draft_id=draft_of(mei, video).id)
    assert (note.kind, note.video_id, note.cover_id, note.picture_count) == ("video", video.id, video.poster_id, 1)
    assert [picture.id for picture in queries.pictures_of([note.id])[note.id]] == [video.poster_id]
    video.refresh_from_db()
    assert (video.is_open, video.is_attached, video.source) == (True, True, "drop")
    assert video.poster is not None
    assert (video.poster.is_open, video.poster.is_attached) == (True, True)
    assert queries.video_is_visible(None, video_id=video.id)
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"progress": "uploading", "sources": []}, "uploading"),
        ({"progress": "waiting", "sources": []}, "working"),
        ({"progress": "working", "sources": [], "percent": 42}, "working"),
        ({"progress": "refused", "refusal": "broken", "sources": []}, "refused"),
    ],
)
def test_what_cannot_be_played_is_not_published(mei: Person, values: dict[str, Any], code: str) -> None:
    video = row(mei)
    draft = draft_of(mei, video)
    Video.objects.filter(id=video.id).update(**values)
    with pytest.raises(Refused) as refused:
        actions.publish_draft(mei, draft_id=draft.id)
    assert (refused.value.field, refused.value.code) == ("video", code)
    assert code != "working" or f"{values.get('percent', 0)} %" in refused.value.sentence
    assert not Note.objects.exists()


def test_a_video_note_needs_a_video_and_a_poster(mei: Person) -> None:
    draft = actions.save_draft(mei, kind="video", title="Rain")
    with pytest.raises(Refused, match="Add a video"):
        actions.publish_draft(mei, draft_id=draft.id)
    with pytest.raises(Refused, match="Add a video"):
        actions.publish_note(mei, kind="video", title="Rain")
    with pytest.raises(Refused, match="poster"):
        actions.publish_note(mei, kind="video", video_id=row(mei, poster=None).id)


def test_nobody_shows_the_video_of_somebody_else_or_one_twice(mei: Person, ken: Person) -> None:
    video = row(mei)
    draft = actions.save_draft(ken, kind="video")
    with pytest.raises(Refused, match="no longer here"):
        actions.put_video_into_draft(ken, draft_id=draft.id, video_id=video.id)
    with pytest.raises(Refused):
        actions.publish_note(ken, kind="video", video_id=video.id)
    with pytest.raises(NotFound):
        actions.put_video_into_draft(ken, draft_id=draft_of(mei, video).id, video_id=row(ken).id)
    other = actions.save_draft(mei, kind="video")
    with pytest.raises(Refused):
        actions.put_video_into_draft(mei, draft_id=other.id, video_id=video.id)
    for odd in (0, -1, 2**63, 10**30):
        with pytest.raises(Refused):
            actions.put_video_into_draft(mei, draft_id=other.id, video_id=odd)
    note = actions.publish_draft(mei, draft_id=Draft.objects.get(video=video).id)
    with pytest.raises(Refused):
        actions.publish_note(mei, kind="video", video_id=note.video_id)


def test_another_video_takes_the_place_of_the_first(mei: Person, committed: Callable[..., Any]) -> None:
    first, second = row(mei), row(mei)
    draft = draft_of(mei, first)
    committed(actions.put_video_into_draft, mei, draft_id=draft.id, video_id=second.id)
    assert list(Video.objects.all()) == [second]
    assert list(Picture.objects.all()) == [second.poster]
    committed(actions.take_video_out_of_draft, mei, draft_id=draft.id)
    assert not Video.objects.exists()
    draft_of(mei, row(mei))
    for left in Draft.objects.all():
        committed(actions.delete_draft, mei, draft_id=left.id)
    assert not Video.objects.exists()
    assert not Picture.objects.exists()


def test_a_video_that_another_kind_left_behind_goes_with_the_draft(mei: Person) -> None:
    draft = draft_of(mei, row(mei))
    actions.save_draft(mei, draft_id=draft.id, kind="text", card_text="Rain")
    note = actions.publish_draft(mei, draft_id=draft.id)
    assert note.video_id is None
    assert not Video.objects.exists()


def test_who_may_see_the_note_may_see_the_video(mei: Person, ken: Person, dana: Person, ruth: Person) -> None:
    note = published(mei, visibility="followers")
    follows.follow(ken, person_id=mei.id)
    video_id = note.video_id or 0
    seen = {
        name: queries.video_is_visible(viewer, video_id=video_id)
        for name, viewer in {"out": None, "mei": mei, "ken": ken, "dana": dana}.items()
    }
    assert seen == {"out": False, "mei": True, "ken": True, "dana": False}
    Video.objects.update(standing="hidden")
    assert not queries.video_is_visible(ken, video_id=video_id)
    assert queries.video_is_visible(mei, video_id=video_id)
    assert not queries.video_is_visible(mei, video_id=2**80)
    hidden = published(mei)
    actions.change_standing(note_id=hidden.id, state="hidden")
    assert queries.video_is_visible(ruth, video_id=hidden.video_id or 0)
    assert not queries.video_is_visible(ken, video_id=hidden.video_id or 0)


def test_closing_a_note_gives_its_video_another_address(mei: Person, committed: Callable[..., Any]) -> None:
    video = ready(mei)
    note = actions.publish_draft(mei, draft_id=draft_of(mei, video).id)
    video.refresh_from_db()
    open_folder, version = folders.folder(video.id, video.secret), note.version
    committed(actions.change_visibility, mei, note_id=note.id, visibility="me")
    video.refresh_from_db()
    note.refresh_from_db()
    assert (video.is_open, note.version > version) == (False, True)
    assert not open_folder.exists()
    assert files.video_file_of(video, "original.mp4").exists()
    committed(actions.change_visibility, mei, note_id=note.id, visibility="everyone")
    video.refresh_from_db()
    assert video.is_open
    Person.objects.filter(id=mei.id).update(is_private=True)
    committed(actions.settle_person, person_id=mei.id)
    video.refresh_from_db()
    assert not video.is_open


def test_an_edit_keeps_the_video_or_shows_another_one(mei: Person, committed: Callable[..., Any]) -> None:
    note = published(mei, title="Rain")
    first = note.video
    assert first is not None
    draft = actions.edit_note(mei, note_id=note.id)
    assert draft.video_id == first.id
    actions.save_draft(mei, draft_id=draft.id, title="More rain")
    note = actions.publish_draft(mei, draft_id=draft.id)
    assert (note.title, note.video_id, note.picture_count, note.cover_id) == ("More rain", first.id, 1, first.poster_id)
    draft = actions.edit_note(mei, note_id=note.id)
    second = row(mei)
    actions.put_video_into_draft(mei, draft_id=draft.id, video_id=second.id)
    assert Video.objects.filter(id=first.id).exists()
    committed(actions.publish_draft, mei, draft_id=draft.id)
    note.refresh_from_db()
    assert (note.video_id, note.cover_id) == (second.id, second.poster_id)
    first.refresh_from_db()
    assert not first.is_open
    assert NoteVersion.objects.order_by("version").last().video_id == first.id  # type: ignore[union-attr] # is there
    committed(actions.delete_note, mei, note_id=note.id)
    Note.objects.update(deleted_at=timezone.now() - timedelta(days=31))
    committed(actions.purge_deleted)
    assert not Video.objects.exists()
    assert not Picture.objects.exists()


def test_an_edit_that_is_thrown_away_leaves_the_video_to_the_note(mei: Person) -> None:
    note = published(mei)
    draft = actions.edit_note(mei, note_id=note.id)
    actions.delete_draft(mei, draft_id=draft.id)
    assert Video.objects.filter(id=note.video_id or 0).exists()
    draft = actions.edit_note(mei, note_id=note.id)
    actions.take_video_out_of_draft(mei, draft_id=draft.id)
    assert Video.objects.filter(id=note.video_id or 0).exists()
    with pytest.raises(Refused, match="Add a video"):
        actions.publish_draft(mei, draft_id=draft.id)


def test_another_poster_comes_with_the_next_version(mei: Person, committed: Callable[..., Any]) -> None:
    video = ready(mei)
    note = actions.publish_draft(mei, draft_id=draft_of(mei, video).id)
    before = note.cover_id
    draft = actions.edit_note(mei, note_id=note.id)
    loose = committed(media.choose_poster, mei, video_id=video.id, at=200)
    chosen = committed(media.choose_poster, mei, video_id=video.id, at=900)
    assert not Picture.objects.filter(id=loose.id).exists()
    note.refresh_from_db()
    assert note.cover_id == before
    note = actions.publish_draft(mei, draft_id=draft.id)
    assert note.cover_id == chosen.id
    assert [picture.is_open for picture in queries.pictures_of([note.id])[note.id]] == [True]
    assert Picture.objects.filter(id=before or 0, is_open=False).exists()  # the former version shows it


def test_a_change_of_the_video_is_a_change_of_the_note(mei: Person) -> None:
    note = published(mei)
    run_waiting()
    note.refresh_from_db()
    version = note.version
    media.save_track(mei, video_id=note.video_id or 0, language="en", text="00:01.000 --> 00:02.000\nRain\n")
    run_waiting()
    note.refresh_from_db()
    assert note.version == version + 1
