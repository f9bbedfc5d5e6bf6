"""Files made to break a reader: each gives an answer with a name, in little time and memory."""

import random
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from redbridge.arrival.reading import child, limits
from redbridge.arrival.reading.box import open_box
from redbridge.arrival.reading.finding import Reading
from redbridge.arrival.reading.rowstore import RowStore
from redbridge.arrival.reading.scanning import LIMITS, scan
from redbridge.arrival.sentences import PROBLEMS, sentence
from redbridge.arrival.sources.registry import recognize
from redbridge.arrival.sources.shape import Unreadable
from tests.arrival.exports import hostile as made
from tests.arrival.exports import tiktok, tiktok_texts
from tests.arrival.exports.making import Export
from tests.arrival.exports.scanned import scanned
from tests.arrival.exports.spoiling import SPOILED, spoiled

MOST_MEMORY = 200 * 1024 * 1024
MOST_SECONDS = 10


@pytest.mark.parametrize("case", made.CASES)
def test_every_hostile_file_gives_an_answer(tmp_path: Path, case: str) -> None:
    write, code = made.CASES[case]
    path = write(tmp_path)
    began = time.process_time()
    if code:
        with pytest.raises(Unreadable) as refused:
            scanned(path, tmp_path / "read")
        assert refused.value.code == code
        assert code in PROBLEMS
    else:
        one = scanned(path, tmp_path / "read")
        assert one.report["sections"] == tiktok.NUMBERS
        assert one.peak < MOST_MEMORY
        for _, _, post, _ in one.rows.posts():
            assert "\0" not in post.text
            post.text.encode()
    assert time.process_time() - began < MOST_SECONDS
    assert {each.name for each in (tmp_path / "read").iterdir()} <= {"rows.sqlite", "work"}


def test_an_error_names_its_line(tmp_path: Path) -> None:
    lines = [made.START, *[made.ROW + b","] * 5_000, b"", made.END]
    path = made.bare(b"\n".join(lines))(tmp_path)
    with pytest.raises(Unreadable) as refused:
        scanned(path, tmp_path / "read")
    assert refused.value.at == "user_data_tiktok.json:5003"
    assert sentence("bad_json", refused.value.at).endswith("(user_data_tiktok.json, line 5003)")


def test_a_dense_archive_is_read_while_what_comes_out_of_it_is_allowed(tmp_path: Path) -> None:
    rows = made.ROW + (b"," + made.ROW) * 60_000
    path = made.zipped((made.USUAL, made.START + rows + made.END))(tmp_path)
    with zipfile.ZipFile(path) as archive:
        info = archive.infolist()[0]
        assert info.file_size > 250 * info.compress_size
    one = scanned(path, tmp_path / "read")
    assert one.report["sections"] == {"watched": 60_001}
    assert one.counts == {"new": 1, "duplicate": 60_000}


@pytest.mark.parametrize("lies", [False, True])
def test_a_bomb_is_stopped_by_what_comes_out_of_it(tmp_path: Path, lies: bool) -> None:
    path = made.zipped((made.USUAL, made.START + b" " * 80 * made.MB))(tmp_path)
    if lies:  # its directory says that it is small
        found = bytearray(path.read_bytes())
        at = found.rindex(b"PK\x01\x02")
        found[at + 24 : at + 28] = (1000).to_bytes(4, "little")
        path.write_bytes(found)
    with pytest.raises(Unreadable) as refused:
        scanned(path, tmp_path / "read", inflated=made.MB // 2)
    assert refused.value.code in ({"cut_off", "broken_archive"} if lies else {"too_much_inside"})


def test_a_packed_tar_is_stopped_as_well(tmp_path: Path) -> None:
    path = made.tarred((made.tar_info("outbox.json"), b" " * 40 * made.MB))(tmp_path)
    with pytest.raises(Unreadable, match="too_much_inside"):
        scanned(path, tmp_path / "read", inflated=2 * made.MB)


def test_one_file_may_not_be_too_large_either(tmp_path: Path) -> None:
    path = made.zipped((made.USUAL, made.SOUND))(tmp_path)
    with pytest.raises(Unreadable, match="member_too_big"):
        scanned(path, tmp_path / "read", text_member=1_000)


def test_only_so_many_rows_stay_and_all_are_counted(tmp_path: Path) -> None:
    path = made.bare(made.SOUND)(tmp_path)
    one = scanned(path, tmp_path / "read", kept={"watched": 2, "posts": 1})
    assert [row.at and row.at.day for row in one.rows.section("watched")] == [10, 9]
    assert one.rows.reasons()["skipped"]["too_many"] == 6
    assert (one.report["sections"]["watched"], one.report["posts"]) == (6, 1)


def test_too_little_memory_is_an_answer_and_not_a_crash(tmp_path: Path) -> None:
    path = made.bare(made.START + b"[" + b"[]," * 6 * made.MB)(tmp_path)
    small = replace(LIMITS, memory=160 * made.MB)
    with pytest.raises(Unreadable, match="too_heavy"):
        scan(path, tmp_path, name=path.name, key=b"k", limits=small, reading={"row_bytes": 1 << 40})


def test_every_code_has_a_sentence() -> None:
    for code in PROBLEMS:
        assert sentence(code, "a.json:3").endswith((".", ")"))


@pytest.mark.parametrize("export", [tiktok.of_2026(), tiktok.old(), tiktok_texts.english(), tiktok_texts.finnish()])
def test_spoiled_exports_are_read_or_refused_and_add_up(tmp_path: Path, export: Export) -> None:
    refused: list[str] = []
    for number, bad in enumerate(spoiled(export, SPOILED)):
        path = bad.zipped(tmp_path / "export.zip")
        box = open_box(path)
        try:
            source, kin = recognize(box)
            with RowStore(tmp_path / "rows.sqlite", fresh=True, key=b"k", platform=source.platform) as store:
                reading = Reading(store, source.name, kin.generation)
                for found in source.read(box, kin, lambda _bytes: None):
                    reading.take(found)
                report = store.finish(reading.report(1))
                assert sum(store.counts().values()) == sum(report["sections"].values()), number
        except Unreadable as refusal:
            refused.append(refusal.code)
        finally:
            box.close()
    assert set(refused) <= set(PROBLEMS)
    assert len(refused) < SPOILED


def test_archives_with_other_bytes_are_read_or_refused(tmp_path: Path) -> None:
    export, chance = tiktok.of_2025(), random.Random(3)
    sound = [export.zipped(tmp_path / "a").read_bytes(), export.tarred(tmp_path / "b").read_bytes()]
    refused: list[str] = []
    for _ in range(SPOILED):
        bad = bytearray(chance.choice(sound))
        for _ in range(chance.randint(1, 4)):
            bad[chance.randrange(len(bad)) if chance.random() < 0.5 else -chance.randrange(1, 200)] = chance.randrange(
                256
            )
        (tmp_path / "upload").write_bytes(bad)
        try:
            with open_box(tmp_path / "upload") as box:
                source, kin = recognize(box)
                assert list(source.read(box, kin, lambda _bytes: None))
        except Unreadable as refusal:
            refused.append(refusal.code)
    assert set(refused) <= set(PROBLEMS)


def test_noise_is_refused(tmp_path: Path) -> None:
    chance = random.Random(1)
    for start in (b"", b"PK\x03\x04", b"\x1f\x8b", b"{", b"[", b"PK\x05\x06", b"BZh9"):
        path = tmp_path / "upload"
        path.write_bytes(start + chance.randbytes(4_000))
        with pytest.raises(Unreadable) as refused:
            scanned(path, tmp_path / "read")
        assert refused.value.code in PROBLEMS
    assert {each.name for each in (tmp_path / "read").iterdir()} <= {"rows.sqlite", "work"}


def test_an_operator_may_set_other_limits() -> None:
    assert limits.parse("entries=50000 inflated=16G kept.posts=30k") == {
        "entries": 50_000,
        "inflated": 16 * 1024**3,
        "kept": {"posts": 30 * 1024},
    }
    assert limits.parse("") == {}
    for wrong in ("entries", "entries=many", "kept=5", "kept.moon=5", "use=5", "moon=5", "posts.kept=5", "__class__=5"):
        with pytest.raises(ValueError, match=r"\w"):
            limits.parse(wrong)


def test_trouble_of_our_own_says_where_and_not_what() -> None:
    def stumble() -> None:
        raise ValueError("amber.w said hush-hush")

    with pytest.raises(ValueError, match="amber") as error:
        stumble()
    assert child.blame(error.value).startswith("ValueError in test_hostile_exports.py, line ")
    with pytest.raises(OSError, match="full"):
        child.blame(OSError(28, "full"))
