"""Videos through the API: sent in chunks, made ready by the worker, described, published in one call."""

from pathlib import Path
from typing import Any

from django.test import Client

from redbridge.accounts.models import Person
from redbridge.events.worker import run_waiting
from tests.api.program import PREFIX, Program
from tests.films import film
from tests.web.clips import ready_video


def chunk(program: Program, video_id: str, offset: int, content: bytes, **headers: str) -> Any:
    client: Client = program.client
    path = f"{PREFIX}videos/{video_id}/chunks/{offset}"
    return client.generic("PUT", path, content, "application/octet-stream", headers={**program.headers, **headers})


def test_a_film_from_its_chunks_to_its_note(dana: Person, tmp_path: Path) -> None:
    content = film(tmp_path / "rain.mp4").read_bytes()
    program, half = Program(dana), len(content) // 2
    video = program.post("videos", {"name": "rain.mp4", "size": len(content)}).data
    path = f"videos/{video['id']}"
    assert chunk(program, video["id"], 0, content[:half]).json()["received"] == half
    lost = chunk(program, video["id"], 0, content[:half], **{"Idempotency-Key": "k"})
    assert (lost.status_code, lost.json()["code"], lost.json()["received"]) == (409, "offset", half)
    assert chunk(program, video["id"], half, content[half:]).json()["progress"] == "waiting"
    run_waiting()
    ready = program.get(path).data
    assert ready["progress"] == "ready", ready
    assert ready["sources"][-1]["src"].startswith("http://localhost")
    tracked = program.put(f"{path}/tracks/en", {"text": "WEBVTT\n\n00:00.000 --> 00:01.000\nRain\n"}).data
    assert [track["language"] for track in tracked["tracks"]] == ["en"]
    note = program.post("notes", {"kind": "video", "title": "Rain", "video": video["id"]})
    assert note.status_code == 201, note.data
    assert note.data["video"]["id"] == video["id"]
    assert note.data["cover"]
    run_waiting()
    assert [each["id"] for each in Program().get("feeds/watch").data["items"]] == [note.data["id"]]


def test_what_is_no_video_is_refused_with_its_first_chunk(dana: Person) -> None:
    program = Program(dana)
    video = program.post("videos", {"name": "a.mp4", "size": 500}).data
    answer = chunk(program, video["id"], 0, b"<html>" + b" " * 494)
    assert (answer.status_code, answer.json()["field"]) == (422, "video")
    assert program.post("videos", {"name": "a.mp4", "size": 2**40}).data["field"] == "video"


def test_a_chunk_that_is_too_large_is_not_read(dana: Person) -> None:
    program = Program(dana)
    video = program.post("videos", {"name": "a.mp4", "size": 20_000_000}).data
    assert chunk(program, video["id"], 0, b"x" * (8 * 1024 * 1024 + 1)).status_code == 413


def test_nobody_touches_the_video_of_somebody_else(dana: Person, ken: Person) -> None:
    video = ready_video(dana, is_attached=False)
    other = Program(ken)
    assert other.get(f"videos/{video.id}").status_code == 404
    assert other.delete(f"videos/{video.id}").status_code == 404
    assert other.put(f"videos/{video.id}/trim", {"start": 0, "end": 500}).status_code == 404
    assert other.post("notes", {"kind": "video", "title": "Mine", "video": str(video.id)}).status_code == 422
    draft = other.post("drafts", {"kind": "video", "title": "Mine"}).data
    assert other.put(f"drafts/{draft['id']}/video", {"video": str(video.id)}).data["field"] == "video"
    own = Program(dana).post("drafts", {"kind": "video", "title": "Rain"}).data
    assert Program(dana).put(f"drafts/{own['id']}/video", {"video": str(video.id)}).data["video"] == str(video.id)
