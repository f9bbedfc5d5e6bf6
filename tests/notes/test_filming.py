"""A note goes out by itself when its video is ready, and not before."""

from pathlib import Path

import pytest

from redbridge.accounts.models import Person
from redbridge.events.worker import run_waiting
from redbridge.kit.errors import Refused
from redbridge.media import actions as media
from redbridge.media.models import Video
from redbridge.notes import actions
from redbridge.notes.models import Draft, Note
from tests.films import film

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(dana: Person) -> Draft:
    return actions.save_draft(dana, kind="video", title="Two seconds of rain")


def test_it_waits_for_its_video(dana: Person, draft: Draft, tmp_path: Path) -> None:
    video = media.upload_video(dana, source=film(tmp_path / "rain.mp4"), name="rain.mp4")
    actions.put_video_into_draft(dana, draft_id=draft.id, video_id=video.id)
    with pytest.raises(Refused) as refused:
        actions.publish_draft(dana, draft_id=draft.id)
    assert refused.value.code == "working"
    actions.publish_when_ready(dana, draft_id=draft.id)
    actions.publish_due()
    assert Draft.objects.get(id=draft.id).missed_at is None
    assert not Note.objects.exists()
    run_waiting(twice=True)
    note = Note.objects.get(id=draft.id)
    assert note.video_id == video.id
    assert note.cover_id == Video.objects.get(id=video.id).poster_id
    assert not Draft.objects.exists()


def test_it_can_be_kept_back_after_all(dana: Person, draft: Draft, tmp_path: Path) -> None:
    video = media.upload_video(dana, source=film(tmp_path / "rain.mp4"))
    actions.put_video_into_draft(dana, draft_id=draft.id, video_id=video.id)
    actions.publish_when_ready(dana, draft_id=draft.id)
    actions.unschedule_draft(dana, draft_id=draft.id)
    run_waiting()
    assert not Note.objects.exists()
    assert Draft.objects.get(id=draft.id).video_id == video.id


def test_a_video_that_cannot_be_opened_misses_its_time(dana: Person, draft: Draft, tmp_path: Path) -> None:
    whole = film(tmp_path / "rain.mp4").read_bytes()
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(whole[:900])
    video = media.upload_video(dana, source=broken)
    actions.put_video_into_draft(dana, draft_id=draft.id, video_id=video.id)
    actions.publish_when_ready(dana, draft_id=draft.id)
    run_waiting()
    actions.publish_due()
    missed = Draft.objects.get(id=draft.id)
    assert missed.publish_at is None
    assert missed.missed_at is not None
    assert not Note.objects.exists()
