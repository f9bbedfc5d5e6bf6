"""Videos in chunks: over a bad line, from two devices, by somebody who must not."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from redbridge.accounts.models import Person
from redbridge.events.models import Announcement
from redbridge.events.worker import run_waiting
from redbridge.kit.errors import NotAllowed, NotFound, Refused, TooFast
from redbridge.media import actions, folders, queries, videos
from redbridge.media.actions import OffsetWrong, videouploads
from redbridge.media.models import CaptionTrack, Picture, Video
from tests.media.clips import clip

pytestmark = pytest.mark.django_db
CHUNK = 20_000


@pytest.fixture(autouse=True)
def media_root(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Callable[..., Any]) -> Callable[..., Any]:
    """Runs an action as if its transaction were the outermost."""

    def run(action: Callable[..., Any], *arguments: Any, **said: Any) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return action(*arguments, **said)

    return run


def send(person: Person, video: Video, whole: bytes, *, until: int | None = None) -> Video:
    """Chunk after chunk from where it is."""
    at = video.received
    while at < (len(whole) if until is None else until):
        video = actions.receive_chunk(person, video_id=video.id, offset=at, chunk=whole[at : at + CHUNK])
        at += len(whole[at : at + CHUNK])
        assert video.received == at
    return video


def begin(person: Person, whole: bytes) -> Video:
    return actions.begin_video(person, name="clip.mp4", size=len(whole))


def source(video: Video) -> Path:
    return folders.folder(video.id, video.secret) / folders.SOURCE


def test_chunks_become_the_file_that_was_sent(mei: Person) -> None:
    whole = clip().getvalue()
    video = begin(mei, whole)
    assert (video.progress, video.received, video.size) == ("uploading", 0, len(whole))
    video = send(mei, video, whole)
    assert (video.progress, video.received) == ("waiting", len(whole))
    assert source(video).read_bytes() == whole
    run_waiting()
    assert queries.own_video(mei, video_id=video.id).progress == "ready"


def test_it_goes_on_where_it_stopped(mei: Person) -> None:
    whole = clip().getvalue()
    video = send(mei, begin(mei, whole), whole, until=CHUNK)
    with source(video).open("ab") as file:
        file.write(b"half a chunk of a lost line")
    for wrong in (0, 1, CHUNK - 1, CHUNK + 1):
        with pytest.raises(OffsetWrong) as refused:
            actions.receive_chunk(mei, video_id=video.id, offset=wrong, chunk=b"x")
        assert (refused.value.received, refused.value.code, refused.value.status) == (CHUNK, "offset", 409)
    assert source(send(mei, video, whole)).read_bytes() == whole
    with pytest.raises(OffsetWrong):
        actions.receive_chunk(mei, video_id=video.id, offset=len(whole), chunk=b"")


def test_what_the_disk_lost_is_asked_for_again(mei: Person) -> None:
    whole = clip().getvalue()
    video = send(mei, begin(mei, whole), whole, until=2 * CHUNK)
    os.truncate(source(video), CHUNK)
    with pytest.raises(OffsetWrong) as refused:
        actions.receive_chunk(mei, video_id=video.id, offset=2 * CHUNK, chunk=whole[2 * CHUNK :])
    assert refused.value.received == CHUNK
    video.refresh_from_db()
    assert source(send(mei, video, whole)).read_bytes() == whole


def test_more_than_was_said_is_not_taken(mei: Person) -> None:
    whole = clip().getvalue()
    video = begin(mei, whole)
    with pytest.raises(Refused, match="more than"):
        actions.receive_chunk(mei, video_id=video.id, offset=0, chunk=whole + b"x")
    with pytest.raises(Refused, match="8 MB"):
        actions.receive_chunk(mei, video_id=video.id, offset=0, chunk=bytes(videos.MOST_CHUNK + 1))
    with pytest.raises(Refused):
        actions.receive_chunk(mei, video_id=video.id, offset=-1, chunk=b"x")


@pytest.mark.parametrize(("size", "code"), [(0, "empty"), (-5, "empty"), (videos.MAX_BYTES + 1, "too_big")])
def test_impossible_sizes_are_refused_at_once(mei: Person, size: int, code: str) -> None:
    with pytest.raises(Refused) as refused:
        actions.begin_video(mei, name="a.mp4", size=size)
    assert (refused.value.code, refused.value.field) == (code, "video")


def test_the_first_chunk_tells_what_it_is(mei: Person) -> None:
    video = actions.begin_video(mei, name="cat.mp4", size=10_000)
    with pytest.raises(Refused, match="not a video"):
        actions.receive_chunk(mei, video_id=video.id, offset=0, chunk=b"<!doctype html>" * 20)
    assert not Video.objects.exists()
    assert not folders.folder(video.id, video.secret).exists()


def test_nobody_sees_or_continues_what_somebody_else_sends(mei: Person, ken: Person) -> None:
    whole = clip().getvalue()
    video = begin(mei, whole)
    for act in (
        lambda: actions.receive_chunk(ken, video_id=video.id, offset=0, chunk=whole[:CHUNK]),
        lambda: actions.trim_video(ken, video_id=video.id, start=0, end=1000),
        lambda: actions.choose_poster(ken, video_id=video.id, at=0),
        lambda: actions.save_track(ken, video_id=video.id, language="en", text="00:01.000 --> 00:02.000\nHi"),
        lambda: actions.delete_track(ken, video_id=video.id, language="en"),
        lambda: actions.remove_video(ken, video_id=video.id),
        lambda: queries.own_video(ken, video_id=video.id),
        lambda: queries.find_video(video_id=video.id, secret="0" * 32),
    ):
        with pytest.raises(NotFound):
            act()
    for act in (
        lambda: actions.trim_video(mei, video_id=video.id, start=0, end=1000),
        lambda: actions.choose_poster(mei, video_id=video.id, at=0),
    ):
        with pytest.raises(Refused, match="not here yet"):
            act()
    Person.objects.filter(id=mei.id).update(standing="suspended")
    mei.refresh_from_db()
    with pytest.raises(NotAllowed):
        begin(mei, whole)


def test_nobody_fills_the_disk(mei: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(videouploads.MOST_UNUSED):
        begin(mei, b"x")
    with pytest.raises(Refused, match="five videos"):
        begin(mei, b"x")
    Video.objects.update(is_attached=True)
    monkeypatch.setattr(videouploads, "VIDEOS_A_DAY", videouploads.MOST_UNUSED)
    with pytest.raises(TooFast):
        begin(mei, b"x")
    monkeypatch.setattr(videouploads, "VIDEOS_A_DAY", 100)
    monkeypatch.setattr(videouploads, "ROOM_KEPT", 10**18)
    with pytest.raises(Refused, match="no room"):
        begin(mei, b"x")


def test_what_nobody_used_goes_after_a_day(mei: Person, committed: Callable[..., Any], media_root: Path) -> None:
    whole = clip().getvalue()
    half = send(mei, begin(mei, whole), whole, until=CHUNK)
    done = actions.upload_video(mei, source=clip())
    run_waiting()
    committed(actions.purge_unused_videos)
    assert Video.objects.count() == 2
    Video.objects.update(created_at=timezone.now() - timedelta(hours=25))
    committed(actions.purge_unused_videos)
    assert not Video.objects.exists()
    assert not Picture.objects.exists()
    assert not any(folders.folder(each.id, each.secret).exists() for each in (half, done))


def test_what_never_came_in_full_is_said_so(mei: Person, committed: Callable[..., Any]) -> None:
    whole = clip().getvalue()
    half = send(mei, begin(mei, whole), whole, until=CHUNK)
    actions.attach_videos(video_ids=[half.id], is_open=False, keep_source=True)
    Video.objects.update(created_at=timezone.now() - timedelta(hours=25))
    committed(actions.end_unfinished_uploads)
    half.refresh_from_db()
    assert (half.progress, half.refusal) == ("refused", "unfinished")
    assert "in full" in str(videos.sentence(half.refusal))
    assert not source(half).exists()


def test_the_uploaded_file_goes_once_it_is_published_and_a_day_old(mei: Person, committed: Callable[..., Any]) -> None:
    video = actions.upload_video(mei, source=clip())
    run_waiting()
    actions.attach_videos(video_ids=[video.id], is_open=False, keep_source=True)
    Video.objects.update(created_at=timezone.now() - timedelta(hours=25))
    committed(actions.purge_video_sources)
    assert source(video).exists()
    actions.attach_videos(video_ids=[video.id], is_open=True)
    committed(actions.purge_video_sources)
    assert not source(video).exists()
    with pytest.raises(Refused, match="no longer be cut"):
        actions.trim_video(mei, video_id=video.id, start=0, end=1000)
    assert actions.choose_poster(mei, video_id=video.id, at=100).id
    names = {file.name for file in source(video).parent.iterdir()}
    assert names == {"original.mp4"}


def test_what_was_open_gets_another_address(mei: Person, committed: Callable[..., Any]) -> None:
    video = actions.upload_video(mei, source=clip())
    run_waiting()
    actions.attach_videos(video_ids=[video.id], is_open=True)
    before = source(video).parent
    committed(actions.attach_videos, video_ids=[video.id], is_open=False)
    video.refresh_from_db()
    assert not before.exists()
    assert queries.video_file_of(video, "original.mp4").exists()
    committed(actions.release_videos, video_ids=[video.id])
    assert not folders.folder(video.id, video.secret).exists()
    assert not Picture.objects.exists()


def test_stray_folders_are_swept_and_those_of_videos_kept(mei: Person) -> None:
    video = actions.upload_video(mei, source=clip())
    stray = folders.make(folders.folder(video.id, folders.new_secret()))
    for path in (stray, source(video).parent):
        os.utime(path, (1, 1))
    actions.sweep_folders()
    assert not stray.exists()
    assert source(video).exists()


def test_captions_are_kept_by_language(mei: Person) -> None:
    video = actions.upload_video(mei, source=clip())
    track = actions.save_track(mei, video_id=video.id, language="en", text="1\n00:00:01,000 --> 00:00:02,000\nHi\n")
    assert track.text == "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nHi\n"
    before = queries.track_address(video, track)
    again = actions.save_track(mei, video_id=video.id, language="en", text="00:01.000 --> 00:03.000\nHello\n")
    assert queries.track_address(video, again) != before
    actions.save_track(mei, video_id=video.id, language="zh-Hans", text="00:01.000 --> 00:03.000\n你好\n")
    assert [each.language for each in queries.tracks_of([video.id])[video.id]] == ["en", "zh-Hans"]
    with pytest.raises(Refused) as refused:
        actions.save_track(mei, video_id=video.id, language="en", text="nothing")
    assert refused.value.field == "captions"
    with pytest.raises(Refused):
        actions.save_track(mei, video_id=video.id, language="../x", text="00:01.000 --> 00:03.000\nHello\n")
    actions.delete_track(mei, video_id=video.id, language="en")
    assert CaptionTrack.objects.get().language == "zh-Hans"
    assert Announcement.objects.filter(event="VideoChanged").count() == 4
