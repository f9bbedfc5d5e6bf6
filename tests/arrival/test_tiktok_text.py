"""TikTok's text export: English and Dutch by their words, other languages by what the files hold."""

import json
from pathlib import Path

import pytest

from redbridge.arrival.sources.registry import recognize
from redbridge.arrival.sources.shape import Unreadable
from redbridge.arrival.sources.tiktok_text import TikTokText
from tests.arrival.exports import tiktok_texts as made
from tests.arrival.exports.making import Held, take
from tests.arrival.exports.scanned import scanned

SOURCE = TikTokText()


@pytest.mark.parametrize("language", made.LANGUAGES)
def test_every_language_gives_the_numbers_of_its_manifest(tmp_path: Path, language: str) -> None:
    export = made.LANGUAGES[language]()
    one = scanned(export.zipped(tmp_path / "export.zip"), tmp_path / "read")
    report = one.report
    assert (report["source"], report["generation"]) == ("tiktok", "TXT")
    assert report["sections"] == export.sections
    assert report["private_posts"] == export.private
    assert set(report["unread"]) == export.unread
    assert set(report["unknown_sections"]) == export.unknown
    kept = (tmp_path / "read" / "rows.sqlite").read_bytes() + json.dumps(report).encode()
    for secret in ("hush-hush", "203.0.113.7", "4111", "dana@example.org", "mallory", "chen"):
        assert secret.encode() not in kept


def test_texts_over_several_lines_stay_whole() -> None:
    told = take(SOURCE, made.english())
    first, slides, private = (row.post for row in told.posts())
    assert first is not None
    assert (first.text, first.tags, first.visibility) == ("Noodles\nTip: more oil #food", ("food",), "everyone")
    assert slides is not None
    assert [medium.kind for medium in slides.media] == ["picture", "picture"]
    assert private is not None
    assert private.visibility == "me"
    assert [row.text for row in told.of("comments")] == ["so good\nnote: really"]
    assert [row.text for row in told.of("searches")] == ["cats: the film"]
    assert sorted(row.text for row in told.of("shop")) == ["", "Tea, green", "Wok", "Wok"]


def test_the_owner_is_read_from_two_files() -> None:
    profile = take(SOURCE, made.english()).profile
    assert profile is not None
    assert (profile.handle, profile.name, profile.bio) == ("dana.x", "Dana", "Potato, always.\nBerlin")
    assert (profile.languages, profile.muted_words) == (("en",), ("spiders", "politics"))


def test_what_was_only_guessed_is_asked_about() -> None:
    told = take(SOURCE, made.finnish())
    assert {fault.code for fault in told.faults} == {"unsure_section"}
    assert len(told.faults) == 5
    assert [row.post.visibility for row in told.posts() if row.post] == ["me"]


def test_a_single_file_of_any_name_is_known_by_its_links(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(made.links(3))
    assert scanned(path, tmp_path / "read").report["sections"] == {"watched": 3}


def test_ordinary_texts_are_not_an_export() -> None:
    assert SOURCE.recognize(_box({"notes.txt": b"Dear diary: today\n\nDate: 2024-01-01\n"})) is None


def test_an_export_of_both_kinds_is_read_as_json() -> None:
    box = _box({**made.english().files, "user_data_tiktok.json": b'{"Your Activity": {}}'})
    source, _kin = recognize(box)
    assert type(source).__name__ == "TikTok"


def test_nothing_but_strange_files_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "strange.txt"
    path.write_text("a\nb\n")
    with pytest.raises(Unreadable, match="unknown_export"):
        scanned(path, tmp_path / "read")


def _box(files: dict[str, bytes]) -> Held:
    return Held(files, "export.zip")
