"""Notes leave a site and come into another: whole, once, with their dates, and nothing that is not a note."""

import json
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.utils import timezone
from PIL import Image

from redbridge.accounts.models import Person
from redbridge.console.main import main
from redbridge.media import actions as media
from redbridge.media.models import Picture
from redbridge.notes import actions as notes
from redbridge.notes.models import Note, NotePicture

LONG_AGO = datetime(2023, 4, 5, 6, 7, 8, tzinfo=UTC)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The real commands, on the site of the test."""
    for module in ("leaving", "coming"):
        monkeypatch.setattr(f"redbridge.console.noteio.{module}.open_site", lambda _place: None)

    def command(*words: object) -> Result:
        return CliRunner().invoke(main, [str(word) for word in words])

    return command


def photo(folder: Path, name: str = "photo.jpg", color: str = "teal") -> Path:
    folder.mkdir(exist_ok=True)
    Image.new("RGB", (300, 400), color).save(folder / name)
    return folder / name


def published(author: Person, folder: Path) -> Note:
    """A tutorial with two pictures, changed once."""
    ids = [
        media.upload_picture(author, source=photo(folder / "in", f"{color}.jpg", color), alt=f"{color} tea").id
        for color in ("teal", "gold")
    ]
    details = {"steps": [{"text": "Boil water.", "picture": ids[1]}, {"text": "Wait."}]}
    note = notes.publish_note(
        author,
        kind="tutorial",
        title="Before",
        caption="Green #tea",
        details=details,
        picture_ids=ids,
        cover_index=1,
        visibility="followers",
        at=LONG_AGO,
    )
    draft = notes.edit_note(author, note_id=note.id)
    notes.save_draft(author, draft_id=draft.id, title="茶 for two")
    return notes.publish_draft(author, draft_id=draft.id)


def written(folder: Path, *lines: Any, site: str = "https://old.example") -> Path:
    folder.mkdir(exist_ok=True)
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    (folder / "notes.jsonl").write_text(text, encoding="utf-8")
    (folder / "manifest.json").write_text(json.dumps({"format": 1, "site": site}))
    return folder


def line(number: int = 1, **more: Any) -> dict[str, Any]:
    said = {"id": str(number), "author": "kim", "kind": "text", "card_text": f"Tea {number}"}
    return {**said, "published_at": LONG_AGO.isoformat(), **more}


@pytest.mark.parametrize("target", ["out", "out.zip"])
def test_there_and_back(run: Any, dana: Person, ken: Person, tmp_path: Path, target: str) -> None:
    before = published(dana, tmp_path)
    done = run("export-notes", "--person", "@dana", "--to", tmp_path / target, "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.output) == {"people": 1, "notes": 1, "pictures": 2, "to": str(tmp_path / target)}
    for expected in ({"imported": 1, "known": 0}, {"imported": 0, "known": 1}):
        done = run("import-notes", tmp_path / target, "--as", "@ken", "--json")
        assert done.exit_code == 0, done.output
        assert json.loads(done.output) == {**expected, "left_out": 0, "problems": []}
    after = Note.objects.get(author=ken)
    for name in ("kind", "title", "caption", "language", "visibility", "published_at"):
        assert getattr(after, name) == getattr(before, name), name
    assert after.position < Note.objects.get(id=before.id).position + (1 << 22)
    pictures = list(NotePicture.objects.filter(note=after).order_by("order").values_list("picture_id", flat=True))
    assert list(Picture.objects.filter(id__in=pictures).order_by("id").values_list("alt", flat=True)) == [
        "teal tea",
        "gold tea",
    ]
    assert after.cover_id == pictures[1]
    assert after.details["steps"][0]["picture"] == pictures[1]


def test_former_versions_go_along(run: Any, dana: Person, tmp_path: Path) -> None:
    published(dana, tmp_path)
    run("export-notes", "--all", "--to", tmp_path / "out")
    said = json.loads((tmp_path / "out" / "notes.jsonl").read_text())
    assert [(each["version"], each["title"]) for each in said["versions"]] == [(1, "Before")]
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert (manifest["format"], manifest["notes"]) == (1, 1)


def test_nothing_that_is_there_is_written_over(run: Any, dana: Person, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine").touch()
    for target in ("full", "full/mine"):
        done = run("export-notes", "--person", "dana", "--to", tmp_path / target)
        assert (done.exit_code, "there already" in done.output) == (1, True)
    assert run("export-notes", "--to", tmp_path / "new").exit_code == 1
    assert "Nobody here" in run("export-notes", "--person", "@nobody", "--to", tmp_path / "new").output


def test_dates_are_kept_and_the_order_with_them(run: Any, ken: Person, tmp_path: Path) -> None:
    days = [LONG_AGO + timedelta(days=number) for number in (2, 0, 1)]
    folder = written(tmp_path / "in", *(line(n, published_at=day.isoformat()) for n, day in enumerate(days)))
    assert "3 notes came" in run("import-notes", folder, "--as", "@ken").output
    found = Note.objects.order_by("position").values_list("card_text", flat=True)
    assert list(found) == ["Tea 1", "Tea 2", "Tea 0"]


def test_only_one_author_is_taken_when_asked(run: Any, ken: Person, tmp_path: Path) -> None:
    folder = written(tmp_path / "in", line(1), line(2, author="lee"))
    assert "1 notes came" in run("import-notes", folder, "--as", "@ken", "--only", "@lee").output
    assert Note.objects.get().card_text == "Tea 2"


HOSTILE = {
    "not JSON": "{",
    "deep": "[" * 50_000,
    "a list": "[]",
    "a number": "7",
    "no id": {"kind": "text"},
    "a future": line(1, published_at=(timezone.now() + timedelta(days=1)).isoformat()),
    "no date": line(1, published_at="yesterday"),
    "a kind that is none": line(1, kind="poem"),
    "a title that is none": line(1, title=["x"]),
    "a long title": line(1, title="x" * 101),
    "an end in the middle": line(1, card_text="a\x00b"),
    "half a surrogate": line(1, card_text="\ud800"),
    "details that are none": line(1, kind="tutorial", details=[1]),
    "odd details": line(1, kind="tutorial", title="T", details={"steps": "no"}),
    "no picture": line(1, kind="photo"),
    "a picture elsewhere": line(1, kind="photo", pictures=[{"file": "../../etc/passwd"}]),
    "a picture of the system": line(1, kind="photo", pictures=[{"file": "/etc/passwd"}]),
    "a picture that is none": line(1, kind="photo", pictures=[{"file": "manifest.json"}]),
    "a picture behind a link": line(1, kind="photo", pictures=[{"file": "link.jpg"}]),
    "many pictures": line(1, kind="photo", pictures=[{"file": "a.jpg"}] * 19),
    "very long": json.dumps(line(1, caption="x" * 1_100_000)),
    "a video": line(1, kind="video"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_line_that_is_no_note_is_left_out_and_says_why(run: Any, ken: Person, tmp_path: Path, case: str) -> None:
    folder = written(tmp_path / "in", HOSTILE[case], line(2))
    (tmp_path / "outside.jpg").write_bytes(photo(tmp_path / "away").read_bytes())
    (folder / "link.jpg").symlink_to(tmp_path / "outside.jpg")
    done = run("import-notes", folder, "--as", "@ken", "--json")
    assert done.exit_code == 0, done.output
    said = json.loads(done.output)
    assert (said["imported"], said["left_out"]) == (1, 1), said
    assert said["problems"][0].startswith("line 1: ")
    assert "Traceback" not in done.output
    assert Note.objects.get().card_text == "Tea 2"


def _zip(path: Path, **entries: bytes) -> zipfile.ZipFile:
    archive = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED)
    for name, content in entries.items():
        archive.writestr(name, content)
    return archive


def test_archives_that_mean_harm_are_refused_as_a_whole(run: Any, ken: Person, tmp_path: Path) -> None:
    good = (json.dumps(line(1)) + "\n").encode()
    cases = []
    for number, name in enumerate(["../evil", "/etc/evil", "a/../../evil", "c:evil", "a\\evil", "x" * 300]):
        with _zip(tmp_path / f"slip{number}.zip", **{"notes.jsonl": good, name: b"x"}):
            cases.append(tmp_path / f"slip{number}.zip")
    with _zip(tmp_path / "bomb.zip", **{"notes.jsonl": b"\n" * 60_000_000}):
        cases.append(tmp_path / "bomb.zip")
    with _zip(tmp_path / "link.zip", **{"notes.jsonl": good}) as archive:
        entry = zipfile.ZipInfo("pictures/link.jpg")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
        cases.append(tmp_path / "link.zip")
    with _zip(tmp_path / "empty.zip"):
        cases.append(tmp_path / "empty.zip")
    (tmp_path / "text.zip").write_text("no zip at all")
    (tmp_path / "nothing").mkdir()
    for path in (*cases, tmp_path / "text.zip", tmp_path / "nothing"):
        done = run("import-notes", path, "--as", "@ken")
        assert (done.exit_code, "Error: " in done.output) == (1, True), f"{path.name}: {done.output}"
        assert "Traceback" not in done.output
    assert not Note.objects.exists()


def test_a_broken_zip_is_a_sentence(run: Any, ken: Person, tmp_path: Path) -> None:
    with _zip(tmp_path / "cut.zip", **{"notes.jsonl": json.dumps(line(1)).encode() * 50}):
        pass
    content = bytearray((tmp_path / "cut.zip").read_bytes())
    content[60:80] = b"x" * 20
    (tmp_path / "cut.zip").write_bytes(content)
    done = run("import-notes", tmp_path / "cut.zip", "--as", "@ken")
    assert (done.exit_code, "could not be read" in done.output) == (1, True), done.output
