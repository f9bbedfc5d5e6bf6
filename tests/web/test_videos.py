"""Publishing a video by the plain form and by the script's parts: what is said, and what becomes of it."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from redbridge.accounts.models import Person
from redbridge.events.worker import run_waiting
from redbridge.media.models import CaptionTrack, Video
from redbridge.notes import actions as notes
from redbridge.notes.models import Draft, Note
from tests.cast import signed_in
from tests.films import film
from tests.web.clips import ready_video, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def rain(tmp_path: Path) -> bytes:
    return film(tmp_path / "rain.mp4").read_bytes()


@pytest.fixture
def browser(dana: Person) -> Client:
    return signed_in(None, dana)


def file_of(rain: bytes, name: str = "rain.mp4") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, rain, "video/mp4")


def filmed(dana: Person, **fields: object) -> Draft:
    """A draft with a video that can be played."""
    draft = notes.save_draft(dana, kind="video", title="Rain")
    return notes.put_video_into_draft(
        dana, draft_id=draft.id, video_id=ready_video(dana, is_attached=False, **fields).id
    )


def test_a_plain_form_publishes_when_the_video_is_ready(browser: Client, rain: bytes) -> None:
    sent = {"do": "publish", "kind": "video", "title": "Two seconds of rain", "video": file_of(rain)}
    answer = browser.post("/new", sent, follow=True)
    draft = Draft.objects.get()
    assert answer.redirect_chain[-1][0] == f"/drafts/{draft.id}#video"
    text = answer.content.decode()
    assert "goes out by itself as soon as the video is ready" in text
    assert f'formaction="/drafts/{draft.id}/unschedule"' in text
    assert f'hx-get="/drafts/{draft.id}/video"' in text
    assert not Note.objects.exists()
    run_waiting()
    note = Note.objects.get()
    assert (note.title, note.video_id) == ("Two seconds of rain", Video.objects.get().id)
    page = browser.get(f"/n/{note.id}").content.decode()
    assert "<video controls" in page
    assert browser.get(f"/drafts/{draft.id}")["Location"] == f"/n/{note.id}"
    assert browser.get(f"/drafts/{draft.id}/video")["HX-Redirect"] == f"/n/{note.id}"


def test_parts_arrive_in_order_and_go_on_after_a_break(browser: Client, dana: Person, rain: bytes) -> None:
    draft = notes.save_draft(dana, kind="video")
    path, half = f"/drafts/{draft.id}/video", len(rain) // 2

    def begin() -> dict[str, int]:
        found: dict[str, int] = browser.post(path, {"name": "rain.mp4", "size": len(rain)}).json()
        return found

    def send(offset: int, part: bytes) -> tuple[int, dict[str, int]]:
        kind = "application/octet-stream"
        answer = browser.generic("POST", f"{path}/chunk?offset={offset}", part, kind)
        return answer.status_code, answer.json()

    assert begin() == {"received": 0, "size": len(rain)}
    assert send(0, rain[:half]) == (200, {"received": half, "size": len(rain)})
    assert begin() == {"received": half, "size": len(rain)}
    assert Video.objects.count() == 1
    assert "are here. Choose the same file again" in browser.get(path).content.decode()
    assert send(0, rain[:half]) == (409, {"received": half})
    assert send(half, rain[half:]) == (200, {"received": len(rain), "size": len(rain)})
    assert "It is next in line" in browser.get(path).content.decode()
    run_waiting()
    ready = browser.get(path).content.decode()
    assert "<video" in ready
    assert "hx-get" not in ready
    assert "rain.mp4" in ready


def test_another_file_begins_anew(browser: Client, dana: Person, rain: bytes) -> None:
    draft = notes.save_draft(dana, kind="video")
    path = f"/drafts/{draft.id}/video"
    browser.post(path, {"name": "rain.mp4", "size": len(rain)})
    browser.generic("POST", f"{path}/chunk?offset=0", rain[:500], "application/octet-stream")
    assert browser.post(path, {"name": "snow.mp4", "size": 900}).json() == {"received": 0, "size": 900}
    assert Video.objects.get().name == "snow.mp4"


@pytest.mark.parametrize(
    ("body", "sentence"), [(b"<html><script>1</script></html>", "not a video"), (b"", "empty")], ids=["html", "nothing"]
)
def test_what_is_no_video_is_refused_and_nothing_is_lost(browser: Client, body: bytes, sentence: str) -> None:
    sent = {"do": "publish", "kind": "video", "title": "Not a film", "video": file_of(body)}
    answer = browser.post("/new", sent)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in text or "Add a video" in text
    assert 'value="Not a film"' in text
    assert not Note.objects.exists()


def test_without_a_video_it_is_not_published(browser: Client) -> None:
    answer = browser.post("/new", {"do": "publish", "kind": "video", "title": "Nothing yet"})
    assert answer.status_code == 422
    assert "Add a video." in answer.content.decode()


def test_cover_and_ends_are_chosen(browser: Client, dana: Person, rain: bytes) -> None:
    browser.post("/new", {"do": "save", "kind": "video", "video": file_of(rain)})
    run_waiting()
    draft = Draft.objects.get()
    first = Video.objects.get().poster_id
    browser.post(f"/drafts/{draft.id}", {"do": "poster", "poster_at": "0:01.2"})
    video = Video.objects.get()
    assert video.poster_at == 1200
    assert video.poster_id != first
    browser.post(f"/drafts/{draft.id}", {"do": "trim", "trim_start": "0:00.5", "trim_end": "0:01.9"})
    run_waiting()
    video.refresh_from_db()
    assert (video.trim_start, video.trim_end) == (500, 1900)
    assert 1000 <= video.duration <= 1700
    answer = browser.post(f"/drafts/{draft.id}", {"do": "trim", "trim_start": "0:01", "trim_end": "0:01.2"})
    assert answer.status_code == 422
    assert "at least one second" in answer.content.decode()
    answer = browser.post(f"/drafts/{draft.id}", {"do": "trim", "trim_start": "soon", "trim_end": "0:01"})
    assert "A time looks like" in answer.content.decode()
    browser.post(f"/drafts/{draft.id}", {"do": "novideo"})
    assert not Video.objects.exists()


def test_captions_come_from_a_file_and_go_again(browser: Client, dana: Person) -> None:
    draft = filmed(dana)
    srt = b"1\r\n00:00:00,300 --> 00:00:02,000\r\nListen\r\n"
    sent = {"do": "captions", "captions_language": "en", "captions": SimpleUploadedFile("rain.srt", srt)}
    assert browser.post(f"/drafts/{draft.id}", sent).status_code == 303
    assert "00:00:00.300 --> 00:00:02.000\nListen" in CaptionTrack.objects.get().text
    assert "1 line" in browser.get(f"/drafts/{draft.id}").content.decode()
    sent = {
        "do": "captions",
        "captions_language": "es",
        "captions": SimpleUploadedFile("a.vtt", b"WEBVTT\n\nno time\n"),
    }
    answer = browser.post(f"/drafts/{draft.id}", sent)
    assert answer.status_code == 422
    assert "cannot be read" in answer.content.decode()
    sent = {"do": "captions", "captions": SimpleUploadedFile("rain.srt", srt)}
    assert "in which language" in browser.post(f"/drafts/{draft.id}", sent).content.decode()
    browser.post(f"/drafts/{draft.id}", {"do": "uncaption-en"})
    assert not CaptionTrack.objects.exists()


def test_captions_are_written_line_by_line(browser: Client, dana: Person) -> None:
    draft = filmed(dana)
    answer = browser.post(f"/drafts/{draft.id}", {"do": "captions", "captions_language": "en"})
    path = f"/drafts/{draft.id}/captions/en"
    assert answer["Location"] == path
    assert browser.get(path).content.decode().count('class="cue"') == 3
    rows = {"start-0": "0:00.3", "end-0": "0:02", "words-0": "Listen", "start-1": "2.5", "words-1": "Two --> floors"}
    more = browser.post(path, {**rows, "do": "add"}).content.decode()
    assert more.count('class="cue"') == 3
    assert "Listen</textarea>" in more
    fewer = browser.post(path, {**rows, "do": "drop-0"}).content.decode()
    assert fewer.count('class="cue"') == 1
    assert "Listen" not in fewer
    assert not CaptionTrack.objects.exists()
    wrong = browser.post(path, {**rows, "end-0": "0:00.1"})
    assert wrong.status_code == 422
    assert "A line ends after it begins" in wrong.content.decode()
    assert "Listen</textarea>" in wrong.content.decode()
    assert browser.post(path, rows)["Location"] == f"/drafts/{draft.id}#captions"
    text = CaptionTrack.objects.get().text
    assert "00:00:00.300 --> 00:00:02.000\nListen" in text
    assert "00:00:02.500 --> 00:00:05.000\nTwo → floors" in text
    again = browser.get(path).content.decode()
    assert 'value="0:02.5"' in again


def test_another_language_begins_with_the_moments_of_the_first(browser: Client, dana: Person) -> None:
    draft = filmed(dana)
    say(dana, Video.objects.get(), "zh-Hans", "你听", "两层")
    page = browser.get(f"/drafts/{draft.id}/captions/en").content.decode()
    assert 'value="0:00.3"' in page
    assert '<p class="cue-beside" lang="zh-Hans" dir="auto">你听</p>' in page
    assert "</textarea>" in page
    assert browser.get(f"/drafts/{draft.id}/captions/nonsense").status_code == 404


def test_long_captions_are_edited_as_one_text(browser: Client, dana: Person) -> None:
    draft = filmed(dana)
    clocks = [f"{number // 60:02}:{number % 60:02}" for number in range(300)]
    lines = [f"{at}.000 --> {at}.900\nLine {number}\n" for number, at in enumerate(clocks)]
    path = f"/drafts/{draft.id}/captions/en"
    assert browser.post(path, {"text": "WEBVTT\n\n" + "\n".join(lines)}).status_code == 303
    page = browser.get(path).content.decode()
    assert 'name="text"' in page
    assert "Line 299" in page
    assert 'class="cue"' not in page


def test_only_the_author_reaches_any_of_it(dana: Person, ken: Person) -> None:
    draft = filmed(dana)
    stranger = signed_in(None, ken)
    for path in ("video", "captions/en"):
        assert stranger.get(f"/drafts/{draft.id}/{path}").status_code == 404
        assert stranger.post(f"/drafts/{draft.id}/{path}", {"name": "a.mp4", "size": "10"}).status_code == 404
    assert stranger.generic("POST", f"/drafts/{draft.id}/video/chunk?offset=0", b"x").status_code == 404
    assert Client().get(f"/drafts/{draft.id}/video").status_code == 302


def test_the_poster_is_described_and_a_new_moment_keeps_the_words(browser: Client, rain: bytes) -> None:
    browser.post("/new", {"do": "save", "kind": "video", "title": "Rain", "video": file_of(rain)})
    run_waiting()
    draft = Draft.objects.get()
    page = f"/drafts/{draft.id}"
    browser.post(page, {"do": "save", "kind": "video", "title": "Rain", "poster_alt": "Rain on a window"})
    video = Video.objects.select_related("poster").get()
    assert video.poster is not None
    assert video.poster.alt == "Rain on a window"
    assert "Rain on a window</textarea>" in browser.get(page).content.decode()
    sent = {"kind": "video", "title": "Rain", "poster_at": "0:01.5", "poster_alt": "Drops"}
    browser.post(page, {"do": "poster", **sent})
    again = Video.objects.select_related("poster").get()
    assert again.poster is not None
    assert (again.poster_id != video.poster_id, again.poster.alt) == (True, "Drops")
    long = browser.post(page, {"do": "save", "kind": "video", "poster_alt": "x" * 1501})
    assert long.status_code == 422
    assert "1,500" in long.content.decode()


def test_the_time_line_is_its_owners(browser: Client, rain: bytes, ken: Person) -> None:
    browser.post("/new", {"do": "save", "kind": "video", "title": "Rain", "video": file_of(rain)})
    run_waiting()
    draft = Draft.objects.get()
    path = f"/drafts/{draft.id}/video/strip"
    answer = browser.get(path)
    assert (answer.status_code, answer["Content-Type"], answer.content[:2]) == (200, "image/jpeg", b"\xff\xd8")
    assert answer["Cache-Control"].startswith("private")
    assert f'data-strip="{path}' in browser.get(f"/drafts/{draft.id}").content.decode()
    assert signed_in(None, ken).get(path).status_code == 404
    assert Client().get(path).status_code == 302
