"""Small pictures of a whole video side by side: of every part, upright, for its owner alone, gone with its source."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from PIL import Image

from redbridge.accounts.models import Person
from redbridge.events.worker import run_waiting
from redbridge.kit.errors import NotFound
from redbridge.media import actions, folders, queries, videos
from redbridge.media.models import Video
from tests.films import film
from tests.media.clips import clip

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media_root(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


def upload(person: Person, source: Any) -> Video:
    video = actions.upload_video(person, source=source, name="clip.mp4")
    run_waiting()
    video.refresh_from_db()
    return video


def test_it_shows_every_part_of_the_video(mei: Person, tmp_path: Path) -> None:
    with film(tmp_path / "rain.mp4", seconds=2).open("rb") as file:
        video = upload(mei, file)
    with Image.open(queries.strip_of(mei, video_id=video.id)) as row:
        assert row.height == videos.STRIP_HEIGHT
        assert row.width % videos.STRIP_PICTURES == 0
        part = row.width // videos.STRIP_PICTURES
        greens = [row.getpixel((part * place + part // 2, 64)) for place in range(videos.STRIP_PICTURES)]
    seen = [found[1] for found in greens if isinstance(found, tuple)]
    assert seen == sorted(seen), "this film grows greener from frame to frame"
    assert seen[-1] - seen[0] > 120


def test_it_stands_upright_and_is_never_a_thread(mei: Person) -> None:
    turned = upload(mei, clip(size=(640, 360), rotation=90, seconds=1, sound=""))
    with Image.open(queries.strip_of(mei, video_id=turned.id)) as row:
        assert row.width // videos.STRIP_PICTURES < row.height
    wide = upload(mei, clip(size=(1280, 200), seconds=1, sound=""))
    with Image.open(queries.strip_of(mei, video_id=wide.id)) as row:
        assert row.width // videos.STRIP_PICTURES <= 2 * row.height


def test_it_is_the_owners_alone_and_no_address_of_the_video(mei: Person, ken: Person) -> None:
    video = upload(mei, clip(seconds=1))
    with pytest.raises(NotFound):
        queries.strip_of(ken, video_id=video.id)
    with pytest.raises(NotFound):
        queries.video_file_of(video, folders.STRIP)


def test_a_cut_keeps_it_and_publishing_takes_it(mei: Person, django_capture_on_commit_callbacks: Any) -> None:
    video = upload(mei, clip(seconds=3))
    before = queries.strip_of(mei, video_id=video.id).read_bytes()
    actions.trim_video(mei, video_id=video.id, start=1000)
    run_waiting()
    assert queries.strip_of(mei, video_id=video.id).read_bytes() == before
    actions.attach_videos(video_ids=[video.id], is_open=True)
    with pytest.raises(NotFound):
        queries.strip_of(mei, video_id=video.id)
    Video.objects.update(created_at=timezone.now() - timedelta(days=2))
    with django_capture_on_commit_callbacks(execute=True):
        actions.purge_video_sources()
    video.refresh_from_db()
    assert not (folders.folder(video.id, video.secret) / folders.STRIP).exists()


def test_a_video_without_one_is_a_video(mei: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_rest: Any, **_named: Any) -> None:
        raise videos.VideoRefused("broken")

    monkeypatch.setattr(videos, "strip", breaks)
    assert upload(mei, clip(seconds=1)).progress == "ready"
