"""From a file to what browsers play: real files, the real child, the real worker's reactions."""

from pathlib import Path
from typing import Any

import av
import pytest
from PIL import Image

from redbridge.accounts.models import Person
from redbridge.events.models import Announcement
from redbridge.events.worker import run_waiting
from redbridge.kit.errors import NotFound, Refused
from redbridge.media import actions, folders, queries
from redbridge.media.models import Picture, Video
from tests.media.clips import clip

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media_root(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


def upload(person: Person, **said: Any) -> Video:
    """A video through the whole pipeline."""
    video = actions.upload_video(person, source=clip(**said), name="clip.mp4")
    run_waiting()
    video.refresh_from_db()
    return video


def names(video: Video) -> set[str]:
    return {file.name for file in folders.folder(video.id, video.secret).iterdir()}


def played(video: Video, name: str = "") -> Any:
    """What a player finds in a file: size, seconds and a frame of the middle."""
    with av.open(str(queries.video_file_of(video, name or video.sources[0]["name"]))) as file:
        stream = file.streams.video[0]
        frames = list(file.decode(stream))
        middle = frames[len(frames) // 2].to_ndarray(format="rgb24")
        sounds = [each.codec_context.name for each in file.streams.audio]
        return frames, middle, float(file.duration or 0) / av.time_base, sounds, dict(file.metadata)


def poster(video: Video) -> Image.Image:
    assert video.poster is not None
    return Image.open(queries.file_of(video.poster, "480.webp")).convert("RGB")


def test_one_that_fits_is_copied_and_a_smaller_one_follows(mei: Person) -> None:
    secret = (("title", "Mine"), ("com.apple.quicktime.location.ISO6709", "+48.85+002.35/"), ("make", "Secretcam"))
    video = actions.upload_video(mei, source=clip(size=(576, 1024), metadata=secret), name=" clip.mp4 ")
    assert (video.progress, video.name, video.received) == ("waiting", "clip.mp4", video.size)
    assert b"Secretcam" in (folders.folder(video.id, video.secret) / folders.SOURCE).read_bytes()
    actions.prepare_video(video_id=video.id)
    video.refresh_from_db()
    assert (video.progress, video.percent, video.width, video.height) == ("ready", 100, 576, 1024)
    assert [source.src.rpartition("/")[2] for source in queries.sources_of(video)] == ["original.mp4"]
    assert video.has_sound
    assert abs(video.duration - 2000) < 50
    run_waiting(twice=True)
    video.refresh_from_db()
    assert [made["name"] for made in video.sources] == ["original.mp4", "480.mp4"]
    assert (video.sources[1]["width"], video.sources[1]["height"]) == (480, 854)
    assert names(video) == {"source", "strip.jpg", "original.mp4", "480.mp4"}
    for name in queries.video_names_of(video):
        whole = queries.video_file_of(video, name).read_bytes()
        assert b"Secretcam" not in whole
        assert b"+48.85" not in whole
        assert b"x264" not in whole or name != "original.mp4"
        assert whole.index(b"moov") < whole.index(b"mdat")  # it plays before it is all there
        frames, _middle, seconds, sounds, _metadata = played(video, name)
        assert abs(seconds - 2) < 0.1
        assert (len(frames), sounds) == (60, ["aac"])


def test_a_copy_is_stored_as_every_decoder_wants_it(mei: Person) -> None:
    video = upload(mei, seconds=1)
    assert video.sources[0]["name"] == "original.mp4"
    kinds = [units(whole) for whole in packets(queries.video_file_of(video, "original.mp4"))]
    sent = [units(whole) for whole in packets(folders.folder(video.id, video.secret) / folders.SOURCE)]
    assert 6 in sent[0]  # what the encoder, or a camera, tells of itself
    assert kinds == [[kind for kind in each if kind != 6] for each in sent]


def packets(path: Path) -> list[bytes]:
    with av.open(str(path), "r") as file:
        return [bytes(packet) for packet in file.demux(video=0) if packet.size]


def units(whole: bytes) -> list[int]:
    """The kinds of the units of H.264, each behind its length in four bytes."""
    found, place = [], 0
    while place < len(whole):
        found.append(whole[place + 4] & 31)
        place += 4 + int.from_bytes(whole[place : place + 4], "big")
    assert place == len(whole)
    return found


def test_any_other_is_encoded_in_two_sizes(mei: Person) -> None:
    video = upload(mei, size=(1280, 800), codec="libvpx-vp9", sound="libopus", form="webm", seconds=1)
    assert (video.progress, video.width, video.height) == ("ready", 1280, 800)
    assert [(made["name"], made["width"], made["height"]) for made in video.sources] == [
        ("720.mp4", 1152, 720),
        ("480.mp4", 768, 480),
    ]
    with av.open(str(queries.video_file_of(video, "720.mp4"))) as file:
        codec = file.streams.video[0].codec_context
        assert (codec.name, codec.profile, codec.pix_fmt) == ("h264", "High", "yuv420p")
        assert file.streams.audio[0].codec_context.name == "aac"


def test_a_small_one_is_never_made_larger(mei: Person) -> None:
    video = upload(mei, size=(322, 242), codec="mpeg4", seconds=1)
    assert [(made["name"], made["width"], made["height"]) for made in video.sources] == [("480.mp4", 322, 242)]


def test_it_is_turned_upright_and_slowed_to_what_a_phone_plays(mei: Person) -> None:
    video = upload(mei, size=(640, 360), rotation=90, rate=60, seconds=1, sound="")
    assert (video.width, video.height, video.has_sound) == (360, 640, False)
    frames, middle, _seconds, sounds, _metadata = played(video)
    assert (middle.shape[:2], sounds) == ((640, 360), [])
    assert 28 <= len(frames) <= 31
    top, bottom = middle[40, 180], middle[-40, 180]
    with av.open(clip(size=(640, 360), rotation=90, rate=60, seconds=1, sound=""), "r") as file:
        turned = next(file.decode(video=0)).rotation
    red, blue = (bottom, top) if turned == 90 else (top, bottom)
    assert red[0] > 150 > red[2]
    assert blue[2] > 150 > blue[0]
    assert poster(video).size == (360, 640)


def test_every_size_of_a_turned_one_is_upright(mei: Person) -> None:
    video = upload(mei, size=(1280, 720), rotation=180, seconds=1, sound="")
    assert [(made["width"], made["height"]) for made in video.sources] == [(1280, 720), (854, 480)]
    for made in video.sources:
        _frames, middle, _seconds, _sounds, _metadata = played(video, made["name"])
        assert middle[100, 40, 2] > 150 > middle[100, 40, 0]  # what was red and left is on the right
    video = upload(mei, size=(1280, 720), rotation=-90, seconds=1, sound="")
    assert [(made["width"], made["height"]) for made in video.sources] == [(720, 1280), (480, 854)]
    sides = [played(video, made["name"])[1][30, 200] for made in video.sources]
    assert (sides[0][0] > 150) == (sides[1][0] > 150)


def test_its_poster_is_a_picture_that_shows_something(mei: Person) -> None:
    video = upload(mei, seconds=4, dark_seconds=2)
    assert video.poster_at >= 1000
    assert max(poster(video).getpixel((60, 100))) > 100  # type: ignore[arg-type] # RGB
    assert video.poster is not None
    assert video.poster.owner_id == mei.id


def test_another_moment_can_be_its_poster(mei: Person) -> None:
    video = upload(mei, seconds=3, dark_seconds=2)
    assert video.poster is not None
    actions.describe_picture(mei, picture_id=video.poster.id, alt="Two colors")
    first = video.poster.id
    chosen = actions.choose_poster(mei, video_id=video.id, at=500)
    video.refresh_from_db()
    assert (video.poster_id, video.poster_at, chosen.alt) == (chosen.id, 500, "Two colors")
    assert max(poster(video).getpixel((60, 100))) < 30  # type: ignore[arg-type] # RGB
    assert not Picture.objects.filter(id=first).exists()
    assert actions.choose_poster(mei, video_id=video.id, at=10**9).progress == "preview"


def test_it_is_cut_where_somebody_says_and_nothing_else_stays(mei: Person) -> None:
    video = upload(mei, seconds=4, dark_seconds=2)
    before = queries.video_file_of(video, "original.mp4")
    trimmed = actions.trim_video(mei, video_id=video.id, start=2100, end=3200)
    assert (trimmed.progress, trimmed.sources) == ("waiting", [])
    run_waiting()
    video.refresh_from_db()
    assert (video.progress, video.duration, video.source_duration) == ("ready", 1100, 4000)
    frames, _middle, seconds, sounds, _metadata = played(video)
    assert abs(seconds - 1.1) < 0.1
    assert sounds == ["aac"]
    assert max(frames[0].to_ndarray(format="rgb24")[100, 60]) > 100  # what was dark is gone
    assert len(frames) in {32, 33, 34}
    assert queries.video_file_of(video, "480.mp4") != before
    actions.trim_video(mei, video_id=video.id)
    run_waiting()
    video.refresh_from_db()
    assert (video.duration, video.sources[0]["name"]) == (4000, "original.mp4")


def test_no_poster_shows_what_was_cut_off(mei: Person) -> None:
    video = upload(mei, seconds=4, dark_seconds=2)
    shown = video.poster
    assert shown is not None
    assert shown.id
    actions.trim_video(mei, video_id=video.id, start=500, end=3900)
    video.refresh_from_db()
    assert (video.poster_id, video.poster_at) == (shown.id, 1500)
    actions.trim_video(mei, video_id=video.id, start=2500, end=3900)
    assert not Picture.objects.exists()
    run_waiting()
    video.refresh_from_db()
    assert video.poster_id not in {None, shown.id}


def test_only_its_end_is_cut_without_encoding_it_anew(mei: Person) -> None:
    video = upload(mei, seconds=3)
    actions.trim_video(mei, video_id=video.id, end=1500)
    run_waiting()
    video.refresh_from_db()
    assert video.sources[0]["name"] == "original.mp4"
    frames, _middle, seconds, _sounds, _metadata = played(video)
    assert 1.3 < seconds < 1.6
    assert frames[-1].time < 1.5


@pytest.mark.parametrize(("start", "end"), [(-1, 0), (0, -1), (1500, 2000), (2000, 1000), (1900, 0), (10**12, 0)])
def test_a_cut_leaves_at_least_a_second(mei: Person, start: int, end: int) -> None:
    video = upload(mei)
    with pytest.raises(Refused):
        actions.trim_video(mei, video_id=video.id, start=start, end=end)


def test_a_long_one_is_there_in_pieces_too(mei: Person) -> None:
    video = upload(mei, size=(64, 48), seconds=92, rate=5)
    assert video.has_pieces
    sources = queries.sources_of(video)
    assert [source.type for source in sources] == ["application/vnd.apple.mpegurl", "video/mp4"]
    master = queries.video_file_of(video, "hls.m3u8").read_text()
    assert 'RESOLUTION=64x48,CODECS="avc1.' in master
    assert "hls-original.m3u8" in master
    pieces = queries.video_file_of(video, "hls-original.m3u8").read_text()
    assert pieces.count("#EXT-X-BYTERANGE") > 10
    assert pieces.count("hls-original.m4s") > 10
    with av.open(str(queries.video_file_of(video, "hls.m3u8"))) as file:
        assert abs(float(file.duration or 0) / av.time_base - 92) < 0.5
    for name in (folders.SOURCE, "hls-720.m3u8", "../original.mp4"):
        with pytest.raises(NotFound):
            queries.video_file_of(video, name)


def test_the_work_can_be_done_twice_and_leaves_nothing_beside(mei: Person, media_root: Path) -> None:
    video = actions.upload_video(mei, source=clip(codec="mpeg4", seconds=1))
    left = media_root / f"{video.id % folders.SHELVES:03x}" / f".making-{video.id}-killed"
    left.mkdir()
    (left / "720.mp4").write_bytes(b"half")
    Video.objects.filter(id=video.id).update(progress="working", percent=40)  # as a killed worker leaves it
    run_waiting(twice=True)
    video.refresh_from_db()
    assert (video.progress, video.percent) == ("ready", 100)
    assert not list(media_root.glob("*/.making-*"))
    assert not list(media_root.glob("incoming/*"))
    assert Announcement.objects.filter(event="VideoReady").count() == 1
    assert Picture.objects.count() == 1


def test_what_is_said_about_percent_is_told_while_it_works(mei: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[str, int]] = []
    write = Video.objects.none().__class__.update

    def update(rows: Any, **values: Any) -> Any:
        if "percent" in values and rows.model is Video:
            told.append((values["progress"], values["percent"]))
        return write(rows, **values)

    monkeypatch.setattr(Video.objects.none().__class__, "update", update)
    upload(mei, size=(1280, 720), codec="mpeg4", seconds=4)
    assert told[0] == ("working", 0)
    percents = [percent for _progress, percent in told]
    assert percents == sorted(percents)


def test_a_removed_one_stops_the_work(mei: Person, media_root: Path) -> None:
    video = actions.upload_video(mei, source=clip(codec="mpeg4", seconds=1))
    actions.release_videos(video_ids=[video.id])
    run_waiting()
    assert not Video.objects.exists()
    with pytest.raises(NotFound):
        queries.own_video(mei, video_id=video.id)
