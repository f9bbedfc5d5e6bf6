"""Boxes: the same members from a zip, a tar, a folder or one file, and none that leads outside."""

import io
import os
import tarfile
import zipfile
from pathlib import Path

import pytest

from redbridge.arrival.reading import limits
from redbridge.arrival.reading.box import OpenBox, open_box
from redbridge.arrival.sources.shape import Unreadable
from tests.arrival.exports.making import Export

FILES = {"a/one.json": b'{"a": 1}', "a/b/two.txt": b"two" * 90_000, "猫.csv": b"x,y\n"}


def contents(box: OpenBox) -> dict[str, bytes]:
    found = {}
    for member in box.members():
        with box.open(member.name) as stream:
            found[member.name] = stream.read()
        assert len(found[member.name]) == member.size
    return found


def looked_into(path: Path | int, name: str = "") -> dict[str, bytes]:
    with open_box(path, name=name) as box:
        return contents(box)


@pytest.mark.parametrize("kind", ["zip", "tar.gz", "tar", "tar.bz2", "folder"])
def test_members_are_the_same_in_every_kind_of_box(tmp_path: Path, kind: str) -> None:
    export = Export(FILES)
    if kind == "zip":
        path = export.zipped(tmp_path / "export.zip")
    elif kind == "folder":
        path = export.unfolded(tmp_path / "export")
    else:
        path = tmp_path / f"export.{kind}"
        packing = kind.removeprefix("tar").replace(".", ":")
        with tarfile.open(path, f"w{packing}") as archive:  # type: ignore[call-overload]  # made of its parameter
            for name, content in FILES.items():
                info = tarfile.TarInfo(f"./{name}")
                info.size = len(content)
                archive.addfile(info, io.BytesIO(content))
    box = open_box(path)
    assert contents(box) == FILES
    assert contents(box) == FILES
    assert box.head("a/b/two.txt", 5) == b"twotw"
    assert box.total == sum(map(len, FILES.values()))
    with pytest.raises(Unreadable, match="missing_member"):
        box.open("../a")
    box.close()


def test_one_file_is_a_box_with_one_member(tmp_path: Path) -> None:
    path = tmp_path / "upload"
    path.write_bytes(b"{}")
    box = open_box(path, name="my data.json")
    assert [member.name for member in box.members()] == ["my data.json"]
    with box.open("my data.json") as first, box.open("my data.json") as second:
        assert (first.read(1), second.read()) == (b"{", b"{}")
    box.close()


def test_a_file_that_is_open_already_can_be_a_box(tmp_path: Path) -> None:
    path = Export(FILES).zipped(tmp_path / "export.zip")
    with path.open("rb") as file:
        assert looked_into(file.fileno(), name="export.zip") == FILES


def test_what_systems_add_is_not_seen(tmp_path: Path) -> None:
    clutter = {"__MACOSX/a/._one.json": b"\0", ".DS_Store": b"\0", "a/Thumbs.db": b"x", "a/._one.json": b"\0"}
    path = Export({**FILES, **clutter}).zipped(tmp_path / "export.zip")
    assert looked_into(path) == FILES
    assert looked_into(Export({**FILES, **clutter}).unfolded(tmp_path / "export")) == FILES


def test_folders_inside_are_no_members(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.mkdir("a")
        archive.writestr("a/x.json", b"{}")
    assert looked_into(path) == {"a/x.json": b"{}"}


def test_links_in_a_folder_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.json").write_text("{}")
    folder = Export({"mine.json": b"{}"}).unfolded(tmp_path / "export")
    (folder / "link.json").symlink_to(tmp_path / "secret.json")
    (folder / "around").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe.json")
    assert looked_into(folder) == {"mine.json": b"{}"}


def test_only_so_many_files_are_taken(tmp_path: Path) -> None:
    export = Export({f"{number}.json": b"{}" for number in range(9)})
    with limits.using(entries=5):
        for path in (
            export.zipped(tmp_path / "a.zip"),
            export.tarred(tmp_path / "a.tar.gz"),
            export.unfolded(tmp_path / "b"),
        ):
            with pytest.raises(Unreadable, match="too_many_files"):
                open_box(path)


def test_a_large_directory_is_not_even_listed(tmp_path: Path) -> None:
    path = Export({f"{number}" * 200: b"" for number in range(9)}).zipped(tmp_path / "a.zip")
    with limits.using(directory=1_000), pytest.raises(Unreadable, match="too_many_files"):
        open_box(path)


def test_all_that_is_taken_out_counts_together(tmp_path: Path) -> None:
    path = Export({f"{number}.json": b" " * 1_000 for number in range(9)}).zipped(tmp_path / "a.zip")
    with limits.using(inflated=5_500), pytest.raises(Unreadable, match="too_much_inside"):
        looked_into(path)


def test_a_zip_with_something_in_front_is_no_zip(tmp_path: Path) -> None:
    path = Export(FILES).zipped(tmp_path / "export.zip")
    path.write_bytes(b"#!/bin/sh\n" + path.read_bytes())
    assert list(looked_into(path)) == ["export.zip"]


def test_an_exact_part_of_two_gigabytes_is_called_a_part(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    with path.open("wb") as file:
        file.write(b"PK\x03\x04")
        file.truncate(2 * 1024**3)
    with pytest.raises(Unreadable, match="split_archive"):
        open_box(path)


def test_a_large_zip_of_the_newer_form_opens(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("user_data_tiktok.json", "w", force_zip64=True) as member,
    ):
        member.write(b"{}")
    assert looked_into(path) == {"user_data_tiktok.json": b"{}"}


@pytest.mark.parametrize(
    ("name", "encoding"), [("Ausflüge/é.mp4", "utf-8"), ("我的猫，第1集.mp4", "gb18030"), ("猫.mp4", "utf-8")]
)
def test_names_are_read_as_they_were_meant(tmp_path: Path, name: str, encoding: str) -> None:
    raw = name.encode(encoding)
    path = Export({"x" * len(raw): b"{}"}).zipped(tmp_path / "export.zip")
    path.write_bytes(path.read_bytes().replace(b"x" * len(raw), raw))
    assert list(looked_into(path)) == [name]


def test_a_packed_tar_is_unfolded_once(tmp_path: Path) -> None:
    path = Export(FILES).tarred(tmp_path / "export.tar.gz")
    scratch = tmp_path / "work"
    for _ in range(2):
        with open_box(path, scratch=scratch) as box:
            assert contents(box) == FILES
        (unfolded,) = scratch.iterdir()
        written_at = unfolded.stat().st_mtime_ns
    assert unfolded.stat().st_mtime_ns == written_at
    with path.open("ab") as file:
        file.write(b"\0")
    with open_box(path, scratch=scratch) as box:
        assert contents(box) == FILES
    assert len(list(scratch.iterdir())) == 2
    with limits.using(inflated=100), pytest.raises(Unreadable, match="too_much_inside"):
        open_box(Export({"a": b" " * 9_000}).tarred(tmp_path / "large.tar.gz"), scratch=scratch)
    assert len(list(scratch.iterdir())) == 2
