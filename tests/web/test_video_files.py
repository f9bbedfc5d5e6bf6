"""Videos as files: by parts, for those who may see them."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, RequestFactory

from redbridge.accounts.models import Person
from redbridge.events.worker import run_waiting
from redbridge.media import actions as media
from redbridge.media import queries
from redbridge.media.models import Video
from redbridge.notes import actions as notes
from redbridge.web import ranges
from tests.cast import signed_in
from tests.media.clips import clip

pytestmark = pytest.mark.django_db  # the end of a streamed answer looks after its connection
SIZE = 5 * 1024 * 1024 + 17
HALF = 2 * 1024 * 1024


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A file larger than one answer."""
    path = tmp_path / "large"
    path.write_bytes(bytes(number * number % 251 for number in range(1000)) * (SIZE // 1000) + b"x" * (SIZE % 1000))
    return path


def answer(path: Path, method: str = "GET", **headers: str) -> Any:
    request = RequestFactory().generic(method, "/x", headers=headers)
    return ranges.file_response(request, path, content_type="video/mp4")


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-", 0, HALF - 1),
        ("bytes=0-1", 0, 1),
        ("bytes=100-199", 100, 199),
        ("bytes=5-999999999", 5, HALF + 4),
        (f"bytes={SIZE - 5}-", SIZE - 5, SIZE - 1),
        ("bytes=-5", SIZE - 5, SIZE - 1),
        ("bytes=-99999999", 0, HALF - 1),
        (f"bytes={SIZE - 1}-{SIZE - 1}", SIZE - 1, SIZE - 1),
    ],
)
def test_a_part_is_what_was_asked_for_and_at_most_two_mebibytes(large: Path, asked: str, first: int, last: int) -> None:
    whole = large.read_bytes()
    for method in ("GET", "HEAD"):
        part = answer(large, method, Range=asked)
        assert part.status_code == 206
        assert part["Content-Range"] == f"bytes {first}-{last}/{SIZE}"
        assert part["Content-Length"] == str(last - first + 1)
        assert part["Content-Type"] == "video/mp4"
        assert part["Accept-Ranges"] == "bytes"
        assert part.content == (whole[first : last + 1] if method == "GET" else b"")


@pytest.mark.parametrize("asked", [f"bytes={SIZE}-", "bytes=-0", f"bytes={SIZE + 9}-{SIZE + 10}"])
def test_a_part_that_is_not_there_is_said_so(large: Path, asked: str) -> None:
    part = answer(large, Range=asked)
    assert (part.status_code, part["Content-Range"], part.content) == (416, f"bytes */{SIZE}", b"")


@pytest.mark.parametrize(
    "asked",
    [
        "", "bytes=", "bytes=-", "bytes=a-b", "bytes=5-3", "bytes=1-2,4-5", "items=0-1", "bytes=--5", "bytes=+1-2",
        "bytes=\u0661-\u0662", "bytes=1e3-", "bytes=0x1-", f"bytes={'9' * 40}-",
    ],
)  # fmt: skip
def test_what_is_no_range_gets_the_whole_file(large: Path, asked: str) -> None:
    whole = answer(large, Range=asked) if asked.isascii() else answer(large)
    assert (whole.status_code, whole["Content-Length"]) == (200, str(SIZE))
    assert whole.streaming
    assert whole.getvalue() == large.read_bytes()
    whole.close()


def test_a_small_file_comes_at_once(tmp_path: Path) -> None:
    (tmp_path / "small").write_bytes(b"abc")
    small = answer(tmp_path / "small")
    assert (small.status_code, small.streaming, small.content, small["Content-Length"]) == (200, False, b"abc", "3")
    (tmp_path / "small").write_bytes(b"")
    assert answer(tmp_path / "small").content == b""
    assert answer(tmp_path / "small", Range="bytes=0-").status_code == 416


def test_only_a_few_may_hold_a_thread_for_a_whole_file(large: Path) -> None:
    held = [answer(large) for _ in range(ranges.MOST_WHOLE)]
    refused = answer(large)
    assert (refused.status_code, refused["Retry-After"]) == (503, "10")
    assert answer(large, Range="bytes=0-").status_code == 206
    assert answer(large, "HEAD").status_code == 200
    for each in held:
        each.close()
        each.close()
    again = [answer(large) for _ in range(ranges.MOST_WHOLE)]
    assert {each.status_code for each in again} == {200}
    for each in again:
        each.close()


def test_a_part_of_what_changed_meanwhile_is_the_whole_of_what_is_there_now(large: Path) -> None:
    tag = answer(large, "HEAD")["ETag"]
    assert answer(large, Range="bytes=0-9", **{"If-Range": tag}).status_code == 206
    assert answer(large, **{"If-None-Match": tag}).status_code == 304
    large.write_bytes(b"other")
    changed = answer(large, Range="bytes=0-1", **{"If-Range": tag})
    assert (changed.status_code, changed.content) == (200, b"other")


def shown(person: Person, *, visibility: str = "everyone") -> Video:
    video = media.upload_video(person, source=clip(size=(576, 1024)))
    run_waiting()
    notes.publish_note(person, kind="video", video_id=video.id, visibility=visibility)
    text = "00:00.500 --> 00:01.500\nRain <i>falls</i>\n"
    media.save_track(person, video_id=video.id, language="en", text=text)
    return Video.objects.get(id=video.id)


def test_a_player_gets_what_it_needs(mei: Person, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    video, browser = shown(mei), Client()
    for source in queries.sources_of(video):
        first = browser.get(source.src, headers={"Range": "bytes=0-1"})
        assert (first.status_code, first["Content-Type"], len(first.content)) == (206, source.type, 2)
        assert "immutable" in first["Cache-Control"]
        assert first["X-Content-Type-Options"] == "nosniff"
    [track] = queries.tracks_of([video.id])[video.id]
    told = browser.get(queries.track_address(video, track))
    assert told["Content-Type"] == "text/vtt; charset=utf-8"
    assert told.content.decode() == "WEBVTT\n\n00:00:00.500 --> 00:00:01.500\nRain <i>falls</i>\n"
    base = f"/media/v/{video.id}-{video.secret}"
    for wrong in (
        f"{base}/source", f"{base}/720.mp4", f"{base}/hls.m3u8", f"{base}/..%2foriginal.mp4", f"{base}/original.mp4/x",
        f"{base}/captions/de.vtt", f"{base}/captions/..%2fen.vtt", f"/media/v/{video.id}-{'0' * 32}/original.mp4",
        f"/media/v/{2**70}-{video.secret}/original.mp4", f"/media/v/{video.id}-%00/original.mp4",
        f"/media/v/{video.id}-é/original.mp4",
    ):  # fmt: skip
        assert browser.get(wrong).status_code == 404, wrong
    assert browser.post(f"{base}/original.mp4").status_code == 405


def test_only_who_may_see_the_note_gets_the_files(mei: Person, ken: Person, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    video = shown(mei, visibility="me")
    [track] = queries.tracks_of([video.id])[video.id]
    addresses = [queries.sources_of(video)[0].src, queries.track_address(video, track)]
    for address in addresses:
        assert Client().get(address).status_code == 404
        assert signed_in(None, ken).get(address).status_code == 404
        own = signed_in(None, mei).get(address)
        assert own.status_code == 200
        assert "private" in own["Cache-Control"]


def test_a_player_of_this_site_can_be_fed_part_by_part(mei: Person, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    video, browser = shown(mei), Client()
    address, found, total = queries.sources_of(video)[0].src, io.BytesIO(), None
    while total is None or found.tell() < total:
        part = browser.get(address, headers={"Range": f"bytes={found.tell()}-"})
        total = int(part["Content-Range"].rpartition("/")[2])
        found.write(part.content)
    assert found.getvalue() == queries.video_file_of(video, "original.mp4").read_bytes()
