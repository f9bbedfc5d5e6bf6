"""Notes that move between sites take their videos, former versions and ties along, and nobody is told of it."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from redbridge.accounts.models import Person
from redbridge.events.worker import run_waiting
from redbridge.media import actions as media
from redbridge.media.models import CaptionTrack
from redbridge.notes import actions as notes
from redbridge.notes import queries, versions
from redbridge.notes.models import Note
from redbridge.notifications.models import Notification
from tests.console.test_noteio import line, run, written
from tests.films import film

__all__ = ["run"]
SAID = "WEBVTT\n\n00:00.000 --> 00:01.000\nRain\n"


def done(run: Any, *words: object) -> dict[str, Any]:
    result = run(*words, "--json")
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.output)
    return found


def filmed(author: Person, folder: Path) -> Note:
    source = SimpleUploadedFile("rain.mp4", film(folder / "rain.mp4").read_bytes())
    video = media.upload_video(author, source=source, name="rain.mp4")
    media.prepare_video(video_id=video.id)
    media.save_track(author, video_id=video.id, language="en", text=SAID)
    poster = media.choose_poster(author, video_id=video.id, at=1500)
    media.describe_picture(author, picture_id=poster.id, alt="Drops on a window")
    return notes.publish_note(author, kind="video", title="Two seconds of rain", video_id=video.id)


@pytest.mark.parametrize("target", ["out", "out.zip"])
def test_a_video_comes_with_its_captions_and_its_poster(
    run: Any, dana: Person, ken: Person, tmp_path: Path, target: str
) -> None:
    before = filmed(dana, tmp_path)
    done(run, "export-notes", "--person", "@dana", "--to", tmp_path / target)
    assert done(run, "import-notes", tmp_path / target, "--as", "@ken")["imported"] == 1
    after = Note.objects.select_related("video__poster", "cover").get(author=ken)
    assert (after.kind, after.title) == ("video", before.title)
    assert after.video is not None
    assert (after.video.progress, after.video.poster_at) == ("ready", 1500)
    assert after.cover is not None
    assert after.cover.alt == "Drops on a window"
    assert [(row.language, "Rain" in row.text) for row in CaptionTrack.objects.filter(video=after.video)] == [
        ("en", True)
    ]
    assert after.id in queries.visible_ids(None, ids=[after.id])


def test_how_a_note_read_before_is_there_for_those_who_could_read_it_then(
    run: Any, dana: Person, ken: Person, tmp_path: Path
) -> None:
    note = notes.publish_note(dana, kind="text", card_text="Tea", title="First", visibility="followers")
    for title in ("Second", "Third"):
        draft = notes.edit_note(dana, note_id=note.id)
        notes.save_draft(dana, draft_id=draft.id, title=title, visibility="everyone")
        notes.publish_draft(dana, draft_id=draft.id)
    done(run, "export-notes", "--person", "@dana", "--to", tmp_path / "out")
    done(run, "import-notes", tmp_path / "out", "--as", "@ken")
    after = Note.objects.get(author=ken)
    assert (after.title, after.version) == ("Third", 3)
    assert after.edited_at == Note.objects.get(id=note.id).edited_at
    assert [row.title for row in versions.versions_of(ken, note_id=after.id)] == ["Second", "First"]
    assert [row.title for row in versions.versions_of(None, note_id=after.id)] == ["Second"]


def test_a_version_that_says_nothing_of_its_readers_is_its_authors(run: Any, ken: Person, tmp_path: Path) -> None:
    former = {"version": 1, "title": "Before", "at": "2024-01-01T00:00:00+00:00"}
    done(run, "import-notes", written(tmp_path / "in", line(1, versions=[former])), "--as", "@ken")
    after = Note.objects.get()
    assert [row.title for row in versions.versions_of(ken, note_id=after.id)] == ["Before"]
    assert versions.versions_of(None, note_id=after.id) == []


def test_ties_are_found_again_whichever_note_came_first(run: Any, ken: Person, lin: Person, tmp_path: Path) -> None:
    first = written(tmp_path / "first", line(1, answers="2"), line(2), line(3, quotes="7"), line(4, answers="9"))
    folder = written(tmp_path / "other", line(7))
    done(run, "import-notes", folder, "--as", "@lin")
    said = done(run, "import-notes", first, "--as", "@ken")
    assert (said["imported"], said["left_out"]) == (4, 0)
    assert said["problems"] == ["line 4: what it answers is not here."]
    found = {note.card_text: note for note in Note.objects.all()}
    assert found["Tea 1"].answers_id == found["Tea 2"].id
    assert found["Tea 2"].is_answered
    assert (found["Tea 3"].quotes_id, found["Tea 3"].is_quote) == (found["Tea 7"].id, True)
    assert found["Tea 4"].answers_id is None


def test_nobody_is_told_of_what_is_not_new(run: Any, ken: Person, lin: Person, tmp_path: Path) -> None:
    done(run, "import-notes", written(tmp_path / "other", line(7)), "--as", "@lin")
    said = line(1, kind="text", caption="With @lin and @ken", answers="7", quotes="7")
    done(run, "import-notes", written(tmp_path / "in", said), "--as", "@ken")
    run_waiting(twice=True)
    assert Note.objects.get(author=ken).answers_id == Note.objects.get(author=lin).id
    assert [(row.person.handle, row.kind) for row in Notification.objects.all()] == []


@pytest.mark.parametrize(
    "said",
    [
        {"video": None},
        {"video": {"file": "../rain.mp4"}},
        {"video": {"file": "notes.jsonl"}},
        {"video": {"file": "rain.mp4", "captions": [{"language": "en", "file": "/etc/passwd"}]}},
        {"video": {"file": "rain.mp4", "captions": [{"language": "en", "file": "notes.jsonl"}]}},
        {"video": {"file": "rain.mp4", "captions": "all"}},
        {"kind": "text", "versions": [{"title": ["x"], "at": "2024-01-01"}]},
        {"kind": "text", "versions": [{"title": "x", "at": "tomorrow"}]},
        {"kind": "text", "versions": "all"},
        {"kind": "text", "edited_at": "yesterday"},
    ],
)
def test_what_cannot_be_taken_says_why(run: Any, ken: Person, tmp_path: Path, said: dict[str, Any]) -> None:
    folder = written(tmp_path / "in", line(1, **{"kind": "video", "title": "Rain", **said}))
    film(folder / "rain.mp4")
    found = done(run, "import-notes", folder, "--as", "@ken")
    assert (found["imported"], found["left_out"]) == (0, 1), found
    assert found["problems"][0].startswith("line 1: ")
    assert not Note.objects.exists()
