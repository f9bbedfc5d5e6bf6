"""Every hostile file is refused with its sentence, leaves nothing behind, and takes no more than its share."""

from pathlib import Path
from typing import Any

import pytest

from redbridge.accounts.models import Person
from redbridge.events.worker import run_waiting
from redbridge.kit.errors import Refused
from redbridge.media import actions, videos
from redbridge.media.limits import Limits
from redbridge.media.models import Video
from redbridge.media.videos import VideoRefused
from tests.media import films
from tests.media.clips import clip


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "shelf" / "1-made"


def work(file: Path, target: Path) -> tuple[list[videos.Made], int]:
    """The look and the encoding, as the worker does them."""
    found = videos.look(file, target, mark="1")
    return videos.encode(file, target, mark="1", seconds=found.duration / 1000)


@pytest.mark.parametrize("name", films.HOSTILE)
def test_hostile_files_are_refused_by_name(name: str, tmp_path: Path, target: Path) -> None:
    make, codes = films.HOSTILE[name]
    file = tmp_path / "sent"
    file.write_bytes(make())
    with pytest.raises(VideoRefused) as refused:
        work(file, target)
    assert refused.value.code in codes
    assert str(videos.sentence(refused.value.code))
    assert not target.exists()
    assert not list(target.parent.glob(".making-*"))


@pytest.mark.parametrize("make", [films.wide_as_it_says, films.of_another_file, films.back_and_forth])
def test_odd_ones_do_no_harm(make: Any, tmp_path: Path, target: Path) -> None:
    file = tmp_path / "sent"
    file.write_bytes(make())
    try:
        made, duration = work(file, target)
    except VideoRefused:
        return
    assert duration < 10_000
    assert all(max(each.width, each.height) <= 1728 for each in made)


def test_what_is_missing_at_the_end_is_not_played(tmp_path: Path, target: Path) -> None:
    file = tmp_path / "sent"
    file.write_bytes(films.cut_behind_the_contents())
    with pytest.raises(VideoRefused, match="broken"):
        work(file, target)


@pytest.mark.parametrize("seed", range(24))
def test_torn_files_are_refused_or_played(seed: int, tmp_path: Path, target: Path) -> None:
    kinds = [
        {},
        {"codec": "libvpx-vp9", "sound": "libopus", "form": "webm"},
        {"codec": "mpeg4", "form": "matroska"},
    ]
    file = tmp_path / "sent"
    file.write_bytes(films.torn(seed, **kinds[seed % 3]))
    try:
        made, _duration = work(file, target)
    except VideoRefused as refused:
        assert refused.code in videos.REFUSALS  # noqa: PT017 - either end is right
    else:
        assert made
        assert (target / made[0].name).stat().st_size > 500


def test_one_that_takes_too_much_is_stopped(tmp_path: Path, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "sent"
    file.write_bytes(clip(size=(1280, 720), codec="mpeg4", seconds=3).getvalue())
    for limits in (Limits(cpu=1, wall=60, memory=videos.MEMORY), Limits(cpu=60, wall=60, memory=220 * 1024 * 1024)):
        monkeypatch.setattr(videos, "_encode_limits", lambda _seconds, limits=limits: limits)
        with pytest.raises(VideoRefused, match="too_heavy"):
            videos.encode(file, target, mark="1", seconds=3)
    assert not target.exists()


@pytest.mark.django_db
def test_the_person_reads_why_and_the_file_is_gone(mei: Person, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    for lie in (films.playlist(), films.HOSTILE["a page"][0]()):
        file = tmp_path / "sent"
        file.write_bytes(lie)
        with pytest.raises(Refused) as refused:
            actions.upload_video(mei, source=file, name="a.mp4")
        assert (refused.value.code, refused.value.field) == ("not_a_video", "video")
    assert not Video.objects.exists()
    file.write_bytes(films.cut_in_half())
    video = actions.upload_video(mei, source=file, name="a.mp4")
    run_waiting(twice=True)
    video.refresh_from_db()
    assert (video.progress, video.refusal, video.source) == ("refused", "broken", "gone")
    assert "damaged" in str(videos.sentence(video.refusal))
    assert not list((tmp_path / "media").glob("incoming/*"))
