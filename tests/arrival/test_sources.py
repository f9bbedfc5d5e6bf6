"""Every export goes to the source that it is from, and gives its numbers in the limited process too."""

import json
import re
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from redbridge.arrival.reading.box import open_box
from redbridge.arrival.sentences import PROBLEMS, REASONS
from redbridge.arrival.sources import registry
from redbridge.arrival.sources.shape import Unreadable
from tests.arrival.exports import folder, instagram, mastodon, redbridge, tiktok, tiktok_texts
from tests.arrival.exports.making import Export
from tests.arrival.exports.scanned import scanned

SOURCES = Path(registry.__file__).parent
EXPORTS: dict[str, tuple[str, Callable[[], Export]]] = {
    "tiktok 2023": ("tiktok", tiktok.old),
    "tiktok 2026": ("tiktok", tiktok.of_2026),
    "tiktok texts": ("tiktok", tiktok_texts.english),
    "instagram 2022": ("instagram", instagram.flat),
    "instagram 2023": ("instagram", instagram.of_2023),
    "instagram 2025": ("instagram", instagram.of_2025),
    "mastodon": ("mastodon", mastodon.archive),
    "mastodon with tables": ("mastodon", mastodon.archive_with_tables),
    "mastodon tables": ("mastodon", mastodon.lists_alone),
    "pixelfed": ("mastodon", mastodon.pixelfed),
    "akkoma": ("mastodon", mastodon.akkoma),
    "our own": ("redbridge", redbridge.archive),
    "downloads": ("folder", folder.downloaded),
    "numbered": ("folder", folder.numbered),
    "table": ("folder", folder.table),
    "Chinese table": ("folder", folder.chinese_table),
}


@pytest.mark.parametrize("which", EXPORTS)
def test_every_export_is_known_by_what_it_is(tmp_path: Path, which: str) -> None:
    name, export = EXPORTS[which]
    with closing(open_box(export().zipped(tmp_path / "export.zip"))) as box:
        assert registry.recognize(box)[0].name == name


@pytest.mark.parametrize("which", [which for which, (name, _) in EXPORTS.items() if name != "tiktok"])
def test_the_limited_process_gives_the_same_numbers(tmp_path: Path, which: str) -> None:
    name, make = EXPORTS[which]
    export = make()
    path = export.tarred(tmp_path / "e.tar.gz") if which == "mastodon" else export.zipped(tmp_path / "e.zip")
    (tmp_path / "work").mkdir()
    found = scanned(path, tmp_path / "work")
    assert found.report["source"] == name
    counted = {section: len(found.rows.section(section)) for section in found.report["sections"]}
    found.rows.close()
    assert counted == export.sections
    assert found.report["private_posts"] == export.private
    assert set(found.report["unread"]) == export.unread
    assert set(found.report["unknown_sections"]) == export.unknown
    assert found.report["errors"] == []


@pytest.mark.parametrize("which", ["instagram 2025", "mastodon with tables", "our own"])
def test_no_name_of_anybody_else_is_in_the_file_of_rows(tmp_path: Path, which: str) -> None:
    path = EXPORTS[which][1]().zipped(tmp_path / "e.zip")
    (tmp_path / "work").mkdir()
    scanned(path, tmp_path / "work").rows.close()
    written = b"".join(file.read_bytes() for file in (tmp_path / "work").rglob("*") if file.is_file())
    for name in (b"li_wei@", b"tomas__k", b"angry.one", b"angry@", b"loud", b"dee@else", b"secret words"):
        assert name not in written


def test_what_nobody_knows_is_refused_by_name(tmp_path: Path) -> None:
    path = Export({"a.pdf": b"%PDF", "b.doc": b"x"}).zipped(tmp_path / "e.zip")
    with closing(open_box(path)) as box, pytest.raises(Unreadable, match="unknown_export"):
        registry.recognize(box)


def test_every_code_of_a_source_has_a_sentence() -> None:
    said = re.compile(r"(?:Fault|Unreadable|Missed)\((?:[\w.]+, |\"\w+\", )?\"(\w+)\"")
    codes = {code for file in SOURCES.glob("*.py") for code in said.findall(file.read_text())}
    assert codes - PROBLEMS.keys() - REASONS.keys() == set()
    assert {"odd_row", "unclear_date", "newer_archive", "nameless"} <= codes


def test_reports_are_json(tmp_path: Path) -> None:
    for number, export in enumerate((instagram.odd(), mastodon.odd(), redbridge.odd(), folder.odd())):
        work = tmp_path / str(number)
        work.mkdir()
        found = scanned(export.unfolded(work / "files"), work)
        found.rows.close()
        json.dumps(found.report)
        assert found.report["errors"]
