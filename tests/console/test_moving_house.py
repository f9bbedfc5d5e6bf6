"""Somebody leaves one site with their archive and arrives in an empty one under another name: everything is there."""

import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.console.conftest import House

pytestmark = pytest.mark.processes
FIRST, SECOND = "https://first.example", "https://second.example"
ELSEWHERE = ("platform", "first_published_at", "url", "origin", "address", "counts")  # told apart below
NAMED = ("id", "answers", "quotes", "picture", "source", "file")
COUNTED = ("notes", "drafts", "pictures", "videos")


def test_everything_that_somebody_made_is_whole_on_the_other_site(
    house: House, prepared_folder: Path, tmp_path: Path
) -> None:
    other = House(tmp_path / "other")
    shutil.copytree(prepared_folder, other.folder)
    _run(house, "from tests.console import life; life.live()", FIRST)
    there = _archive(house, "dana", tmp_path / "there.zip", FIRST)
    _run(other, "from tests.console import life; life.member('steep')", SECOND)
    told = other.on("arrive", str(tmp_path / "there.zip"), "--as", "steep", "--json", SITE_URL=SECOND)
    assert told.returncode == 0, told.stderr
    report = json.loads(told.stdout)
    here = _archive(other, "steep", tmp_path / "here.zip", SECOND)

    assert report["errors"] == []
    assert report["failed"] == 0
    assert report["posts"] == there.counts["notes"] + there.counts["drafts"]
    sections = {"comments": "comments", "likes": "likes", "saved": "saves", "following": "following"}
    assert {name: report["sections"][name] for name in sections} == {
        name: there.counts[counted] for name, counted in sections.items()
    }
    assert report["sections"]["collections"] == 1

    assert {name: here.counts[name] for name in COUNTED} == {name: there.counts[name] for name in COUNTED}
    assert here.notes == there.notes
    assert here.drafts == there.drafts
    assert [here.person[name] for name in ("bio", "links")] == [there.person[name] for name in ("bio", "links")]
    assert here.pinned() == there.pinned()
    assert {line["first_published_at"] for line in here.lines} == {line["published_at"] for line in there.lines}
    assert {line["url"] for line in here.lines} == {line["address"] for line in there.lines}
    assert all(line["address"].startswith(SECOND) for line in here.lines)


class _Archive:
    """What is in an archive, with places in it instead of ids."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as pack:
            manifest = json.loads(pack.read("redbridge.json"))
            self.lines = [json.loads(line) for line in pack.read("notes.jsonl").splitlines()]
            drafts = [json.loads(line) for line in pack.read("drafts.jsonl").splitlines()]
            self._files = {member.filename for member in pack.infolist()}
        self.counts, self.person = manifest["counts"], manifest["person"]
        self._places: dict[str, str] = {}
        for line in (*self.lines, *drafts):
            for each in _named(line):
                self._places.setdefault(each, f"place {len(self._places)}")
        for line in self.lines:
            if line["kind"] == "text":  # cards are drawn anew
                for drawn in (line, *line["versions"]):
                    drawn["pictures"] = len(drawn["pictures"])
        self.notes = [self._plain(line) for line in self.lines]
        self.drafts = [self._plain(line) for line in drafts]

    def pinned(self) -> list[str]:
        return [line["title"] for line in sorted(self.lines, key=lambda line: line["pinned_at"] or "", reverse=True)]

    def _plain(self, value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {name: self._plain(each, name) for name, each in value.items() if name not in ELSEWHERE}
        if isinstance(value, list):
            return [self._plain(each) for each in value]
        if key == "file" and value:
            assert value in self._files
            return value.endswith((".mp4", ".vtt"))  # pictures that nobody has prepared yet are still JPEGs
        if key == "version":
            return None
        return self._places[str(value)] if key in NAMED and value is not None else value


def _named(value: Any, key: str = "") -> list[str]:
    """Every id in a line, in the order in which it stands there."""
    if isinstance(value, dict):
        return [found for name, each in value.items() for found in _named(each, name)]
    if isinstance(value, list):
        return [found for each in value for found in _named(each)]
    return [str(value)] if key in NAMED and key != "file" and value is not None else []


def _run(house: House, words: str, site: str) -> None:
    done = house.command("manage", "shell", "-c", words, REDBRIDGE_DATA=str(house.folder), SITE_URL=site)
    assert done.returncode == 0, done.stderr


def _archive(house: House, handle: str, target: Path, site: str) -> _Archive:
    done = house.on("export-person", handle, str(target), SITE_URL=site)
    assert done.returncode == 0, done.stderr
    return _Archive(target)
