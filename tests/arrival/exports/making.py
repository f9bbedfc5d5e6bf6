"""What exports of every place are made of: files in memory, packed as people upload them, with their numbers beside."""

import io
import json
import tarfile
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from PIL import Image

from redbridge.arrival.reading.box import open_box
from redbridge.arrival.reading.values import from_stamp
from redbridge.arrival.sources.shape import Fault, Found, Many, Member, Profile, Row, Section, Source, Unknown, Unread

MOMENT = 1_714_557_600  # 2024-05-01 10:00:00


@dataclass
class Export:
    """Files by their paths, and what a reader must find in them."""

    files: dict[str, bytes]
    sections: dict[str, int] = field(default_factory=dict)
    private: int = 0
    unread: set[str] = field(default_factory=set)
    unknown: set[str] = field(default_factory=set)
    name: str = "export.zip"

    def zipped(self, path: Path) -> Path:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self.files.items():
                archive.writestr(name, content)
        return path

    def tarred(self, path: Path) -> Path:
        with tarfile.open(path, "w:gz") as archive:
            for name, content in self.files.items():
                info = tarfile.TarInfo(name)
                info.size = len(content)
                archive.addfile(info, io.BytesIO(content))
        return path

    def unfolded(self, folder: Path) -> Path:
        for name, content in self.files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
        return folder


@dataclass
class Told:
    """What a source said of an upload."""

    sections: dict[str, int]
    rows: list[Row]
    profile: Profile | None
    unknown: dict[str, int]
    unread: set[str]
    faults: list[Fault]
    told: list[int]

    def of(self, section: str) -> list[Row]:
        return [row for row in self.rows if row.section == section]

    def posts(self) -> list[Row]:
        return self.of("posts")

    @property
    def private(self) -> int:
        return sum(row.post is not None and row.post.visibility != "everyone" for row in self.posts())


class Held:
    """Files in memory as a box."""

    def __init__(self, files: dict[str, bytes], name: str) -> None:
        self.files, self.name = files, name

    def members(self) -> list[Member]:
        return [Member(name, len(content)) for name, content in sorted(self.files.items())]

    def open(self, name: str) -> IO[bytes]:
        return io.BytesIO(self.files[name])

    def head(self, name: str, count: int = 65_536) -> bytes:
        return self.files[name][:count]


def take(source: Source, export: Export) -> Told:
    """The same as `read` without a file."""
    box = Held(export.files, export.name)
    kin = source.recognize(box)
    told: list[int] = []
    return _sorted_out(source.read(box, kin, told.append) if kin else (), told)


def read(source: Source, path: Path, *, name: str = "") -> Told:
    """Everything a source finds in an upload; a row that stands there twice counts once, a nameless one not."""
    box = open_box(path, name=name)
    try:
        kin = source.recognize(box)
        assert kin is not None, f"{source.name} does not know {[member.name for member in box.members()]}"
        told: list[int] = []
        return _sorted_out(source.read(box, kin, told.append), told)
    finally:
        box.close()


def _sorted_out(found: Any, told: list[int]) -> Told:
    sections: set[str] = set()
    rows: dict[tuple[str, str], Row] = {}
    result = Told({}, [], None, {}, set(), [], told)
    for one in _one_by_one(found):
        assert isinstance(one, Found)
        if isinstance(one, Section):
            sections.add(one.name)
        elif isinstance(one, Row):
            assert one.section in sections, f"{one.section} was never announced"
            if one.source_id or one.handle or one.ref:
                rows.setdefault((one.section, one.source_id or one.handle or one.ref), one)
        elif isinstance(one, Profile):
            assert result.profile is None
            result.profile = one
        elif isinstance(one, Unknown):
            result.unknown[one.name] = result.unknown.get(one.name, 0) + one.rows
        elif isinstance(one, Unread):
            result.unread.add(one.name)
        elif isinstance(one, Fault):
            result.faults.append(one)
    result.rows = list(rows.values())
    counts = Counter(row.section for row in result.rows)
    result.sections = {section: counts[section] for section in sections}
    return result


def _one_by_one(found: Any) -> Iterator[Any]:
    for one in found:
        if isinstance(one, Many):
            yield from (Row(one.section, ref, from_stamp(at), ref=ref) for ref, at in one.rows)
        else:
            yield one


def packed(value: Any) -> bytes:
    return json.dumps(value).encode()


def picture(shade: int = 90, *, kind: str = "JPEG", latitude: bool = False) -> bytes:
    """A small picture; with `latitude` one that says where it was taken."""
    made = Image.new("RGB", (48, 32), (shade % 256, 120, 160))
    if not latitude:
        made.save(out := io.BytesIO(), kind)
        return out.getvalue()
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (52.0, 31.0, 12.0)
    made.save(out := io.BytesIO(), kind, exif=exif)
    return out.getvalue()
