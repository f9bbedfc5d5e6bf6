"""`redbridge arrive`: what is in a file, in numbers or sentences, and then all of it, once."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from redbridge.accounts.models import Person
from redbridge.arrival.models import Arrival
from redbridge.console.main import main
from redbridge.notes.models import Note
from tests.arrival.exports import hostile, tiktok, tiktok_texts

PREVIEW = {
    *("source", "generation", "sections", "posts", "private_posts", "unknown_sections", "errors", "unread"),
    *("first", "last", "profile"),
}


@pytest.fixture
def arrive(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The real command, on the site of the test."""
    monkeypatch.setattr("redbridge.console.arriving.open_site", lambda _place: None)

    def command(*words: object) -> Result:
        return CliRunner().invoke(main, ["arrive", *map(str, words)])

    return command


@pytest.mark.django_db
@pytest.mark.parametrize("generation", tiktok.GENERATIONS)
def test_a_look_gives_the_numbers_and_brings_nothing(
    arrive: Any, dana: Person, tmp_path: Path, generation: str
) -> None:
    export = tiktok.GENERATIONS[generation]()
    said = arrive(export.zipped(tmp_path / "export.zip"), "--as", "dana", "--dry-run", "--json")
    assert said.exit_code == 0, said.output
    found = json.loads(said.stdout)
    assert set(found) == PREVIEW
    assert (found["source"], found["generation"]) == ("tiktok", generation)
    assert found["sections"] == export.sections
    assert found["errors"] == []
    assert not Arrival.objects.exists()
    assert not Note.objects.filter(author=dana).exists()


@pytest.mark.django_db
def test_all_of_it_comes_once_and_the_numbers_add_up(arrive: Any, dana: Person, tmp_path: Path) -> None:
    path = tiktok.of_2026().zipped(tmp_path / "export.zip")
    for is_again in (False, True):
        said = arrive(path, "--as", "@dana", "--json")
        assert said.exit_code == 0, said.output
        found = json.loads(said.stdout)
        assert set(found) == PREVIEW | {"imported", "skipped", "duplicate", "failed"}
        states = [found[name] for name in ("imported", "skipped", "duplicate", "failed")]
        assert sum(states) == sum(found["sections"].values())
        assert found["failed"] == 0
        if is_again:
            assert found["imported"] == 0
        else:
            assert found["imported"] > 0


@pytest.mark.django_db
def test_files_and_folders_of_every_kind_are_taken(arrive: Any, dana: Person, tmp_path: Path) -> None:
    export = tiktok_texts.english()
    watched = tmp_path / "Watch History.txt"
    watched.write_bytes(tiktok_texts.links(3))
    for path in (
        export.zipped(tmp_path / "a.zip"),
        export.tarred(tmp_path / "a.tar.gz"),
        export.unfolded(tmp_path / "a"),
    ):
        assert json.loads(arrive(path, "--as", "dana", "--dry-run", "--json").stdout)["sections"] == export.sections
    assert json.loads(arrive(watched, "--as", "dana", "--dry-run", "--json").stdout)["sections"] == {"watched": 3}


@pytest.mark.django_db
@pytest.mark.parametrize("case", ["trailing comma", "a cut zip", "an empty map", "5,000 digits", "nothing"])
@pytest.mark.parametrize("how", [("--dry-run", "--json"), ("--json",), ()])
def test_what_cannot_be_read_is_a_sentence_and_status_two(
    arrive: Any, dana: Person, tmp_path: Path, case: str, how: tuple[str, ...]
) -> None:
    path = hostile.CASES[case][0](tmp_path)
    said = arrive(path, "--as", "dana", *how)
    assert said.exit_code == 2
    assert said.stdout == ""
    assert said.stderr.startswith("Error: ")
    assert "Traceback" not in said.stderr
    if case == "trailing comma":
        assert "line 3" in said.stderr


@pytest.mark.django_db
def test_people_read_sentences(arrive: Any, dana: Person, tmp_path: Path) -> None:
    said = arrive(tiktok_texts.finnish().zipped(tmp_path / "a.zip"), "--as", "dana", "--dry-run")
    assert said.exit_code == 0
    for words in (
        "From tiktok TXT",
        "watched: 9",
        "Not known here: Seuraajat",
        "Never read: logins",
        "please check it",
    ):
        assert words in said.stdout


@pytest.mark.django_db
def test_a_database_of_before_is_a_sentence_and_status_two(arrive: Any, dana: Person, tmp_path: Path) -> None:
    (newest,) = MigrationLoader(connection).graph.leaf_nodes("arrival")
    MigrationRecorder(connection).record_unapplied(*newest)
    said = arrive(tiktok.old().zipped(tmp_path / "a.zip"), "--as", "dana", "--dry-run", "--json")
    assert (said.exit_code, said.stdout) == (2, "")
    assert said.stderr.startswith("Error: The database of this site is not up to date.")


@pytest.mark.django_db
def test_nobody_of_that_name_is_said(arrive: Any, tmp_path: Path) -> None:
    said = arrive(tiktok.old().zipped(tmp_path / "a.zip"), "--as", "nobody", "--dry-run", "--json")
    assert said.exit_code == 1
    assert "@nobody" in said.stderr
