"""Neural packs on this machine: folders in the data folder, brought as an Argos package or as a plain folder.

A package comes from a stranger, so nothing of it is written but files of known names up to known sizes, and nothing of
it is ever run.
"""

import hashlib
import json
import re
import shutil
import stat
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings

from redbridge.language.names import is_known
from redbridge.language.tags import tag_of

MOST_BYTES = 2 * 1024 * 1024 * 1024
MOST_FILES = 40
MOST_TOLD = 64 * 1024
CHUNK = 1024 * 1024
MOST_RATIO = 200
TOLD = "redbridge-pack.json"
SUFFIXES = {".bin", ".json", ".txt", ".model", ".md", ".spm", ".vocab"}
VOCABULARIES = ("sentencepiece.model", "source.spm", "spm.model", "bpe.model")
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,60}")


class BadPack(Exception):  # noqa: N818 - an answer to the operator
    """The file or folder is no pack; the sentence says why."""


@dataclass(frozen=True)
class Pack:
    """An installed pack. `prefix` and `suffix` are pieces that its model wants around every sentence."""

    name: str
    folder: Path
    source: str
    target: str
    version: str
    licence: str
    checksum: str
    size: int
    prefix: tuple[str, ...] = ()
    suffix: tuple[str, ...] = ()

    @property
    def model(self) -> Path:
        return self.folder / "model" if (self.folder / "model").is_dir() else self.folder

    @property
    def vocabulary(self) -> Path:
        found = (self.folder / name for name in VOCABULARIES)
        return next((path for path in found if path.is_file()), self.folder / VOCABULARIES[0])


def folder() -> Path:
    """Where packs are."""
    return Path(settings.DATA_DIR) / "language" / "packs"


def installed() -> list[Pack]:
    """Every pack that is here, by name."""
    if not folder().is_dir():
        return []
    found = (_read(path) for path in sorted(folder().iterdir()) if (path / TOLD).is_file())
    return [pack for pack in found if pack is not None]


def install(
    source: Path,
    *,
    pair: tuple[str, str] | None = None,
    licence: str = "",
    tell: Callable[[int, int], None] | None = None,
) -> Pack:
    """Bring a package (a zip of Argos) or a folder of CTranslate2 in, whole or not at all; BadPack says why not.

    `pair` and `licence` say what a plain folder does not say itself.
    """
    folder().mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder(), prefix=".new-") as place:
        fresh = Path(place) / "pack"
        fresh.mkdir()
        if source.is_dir():
            _copy(source, fresh, tell)
        else:
            _unpack(source, fresh, tell)
        told = _describe(fresh, pair=pair, licence=licence)
        told["checksum"] = checksum(source) if source.is_file() else _checksum_of_files(fresh)
        told["size"] = sum(path.stat().st_size for path in fresh.rglob("*") if path.is_file())
        (fresh / TOLD).write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        home = folder() / told["name"]
        if home.exists():
            home.rename(Path(place) / "old")
        fresh.rename(home)
    pack = _read(home)
    if pack is None:
        raise BadPack("The pack could not be read back.")
    return pack


def remove(name: str) -> bool:
    """Delete a pack; False when there is none of the name."""
    home = folder() / name
    if not _NAME.fullmatch(name) or not (home / TOLD).is_file():
        return False
    gone = home.with_name(f".gone-{name}")
    home.rename(gone)
    shutil.rmtree(gone)
    return True


def checksum(file: Path) -> str:
    """The SHA-256 of a file."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _read(home: Path) -> Pack | None:
    try:
        told = json.loads((home / TOLD).read_text(encoding="utf-8"))
        return Pack(
            name=home.name,
            folder=home,
            source=str(told["source"]),
            target=str(told["target"]),
            version=str(told["version"]),
            licence=str(told["licence"]),
            checksum=str(told["checksum"]),
            size=int(told["size"]),
            prefix=tuple(map(str, told.get("prefix", ()))),
            suffix=tuple(map(str, told.get("suffix", ()))),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _describe(fresh: Path, *, pair: tuple[str, str] | None, licence: str) -> dict[str, Any]:
    """What a pack says of itself, and what the operator says of it where it says nothing."""
    said: dict[str, Any] = {}
    path = fresh / "metadata.json"
    if path.is_file():
        try:
            said = json.loads(path.read_bytes()[:MOST_TOLD])
        except ValueError:
            raise BadPack("Its metadata.json cannot be read.") from None
        if not isinstance(said, dict):
            raise BadPack("Its metadata.json cannot be read.")
    source, target = pair or (str(said.get("from_code", "")), str(said.get("to_code", "")))
    source, target = tag_of(source), tag_of(target)
    if not (is_known(source) and is_known(target)) or source == target:
        raise BadPack("It does not say between which languages it translates: name them, as in --pair zh:en.")
    pack = Pack("", fresh, source, target, "", "", "", 0)
    if not (pack.model / "model.bin").is_file():
        raise BadPack("There is no model.bin in it.")
    if not pack.vocabulary.is_file():
        raise BadPack("There is no SentencePiece model in it.")
    version = re.sub(r"[^A-Za-z0-9.+-]", "", str(said.get("package_version") or "1"))[:20] or "1"
    prefix = str(said.get("target_prefix") or "")
    return {
        "name": f"{source}-{target}".lower(),
        "source": source,
        "target": target,
        "version": version,
        "licence": (licence or str(said.get("license") or said.get("licence") or ""))[:100] or "not stated",
        "prefix": [prefix[:20]] if prefix else [],
        "suffix": [],
    }


def _unpack(file: Path, fresh: Path, tell: Callable[[int, int], None] | None) -> None:
    try:
        with zipfile.ZipFile(file) as package:
            members = list(_members(package))
            total, done = sum(each.file_size for each, _path in members), 0
            for each, path in members:
                target = fresh.joinpath(*path.parts)
                target.parent.mkdir(parents=True, exist_ok=True)
                with package.open(each) as opened, target.open("xb") as out:
                    left = each.file_size
                    while chunk := opened.read(min(CHUNK, left + 1)):
                        left -= len(chunk)
                        if left < 0:
                            raise BadPack("A file in it is larger than it says.")
                        out.write(chunk)
                        done += len(chunk)
                        if tell is not None:
                            tell(done, total)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise BadPack("It is no package that can be read.") from None


def _members(package: zipfile.ZipFile) -> Iterator[tuple[zipfile.ZipInfo, PurePosixPath]]:
    """The files that a pack is made of, below its one folder; anything strange refuses the whole package."""
    infos = [each for each in package.infolist() if not each.is_dir()]
    if len(infos) > 10 * MOST_FILES or sum(each.file_size for each in infos) > MOST_BYTES:
        raise BadPack("It is too large for a pack.")
    paths = [PurePosixPath(each.filename) for each in infos]
    for each, path in zip(infos, paths, strict=True):
        mode = each.external_attr >> 16
        if path.is_absolute() or ".." in path.parts or "\\" in each.filename or "\x00" in each.filename:
            raise BadPack("A file in it wants to lie elsewhere.")
        if mode and not stat.S_ISREG(mode) and stat.S_IFMT(mode):
            raise BadPack("There is something in it that is no file.")
        if each.file_size > MOST_RATIO * max(1, each.compress_size) and each.file_size > CHUNK:
            raise BadPack("A file in it grows too much when it is unpacked.")
    tops = {path.parts[0] for path in paths}
    cut = 1 if len(tops) == 1 and all(len(path.parts) > 1 for path in paths) else 0
    seen: set[PurePosixPath] = set()
    for each, path in zip(infos, paths, strict=True):
        inner = PurePosixPath(*path.parts[cut:])
        if not _is_wanted(inner):
            continue
        if inner in seen:
            raise BadPack("A file is in it twice.")
        seen.add(inner)
        yield each, inner


def _is_wanted(inner: PurePosixPath) -> bool:
    """Files of a model and its vocabulary; Argos packs also hold sentence splitters, which are not used."""
    if inner.suffix.lower() not in SUFFIXES or inner.name == TOLD:
        return False
    return len(inner.parts) == 1 or (len(inner.parts) == 2 and inner.parts[0] == "model")  # noqa: PLR2004 - folder/file


def _copy(source: Path, fresh: Path, tell: Callable[[int, int], None] | None) -> None:
    found = [path for path in sorted(source.rglob("*")) if path.is_file() and not path.is_symlink()]
    wanted = [path for path in found if _is_wanted(PurePosixPath(path.relative_to(source).as_posix()))]
    total, done = sum(path.stat().st_size for path in wanted), 0
    if len(wanted) > MOST_FILES or total > MOST_BYTES:
        raise BadPack("It is too large for a pack.")
    for path in wanted:
        target = fresh / path.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
        done += path.stat().st_size
        if tell is not None:
            tell(done, total)


def _checksum_of_files(home: Path) -> str:
    found = hashlib.sha256()
    for path in sorted(path for path in home.rglob("*") if path.is_file()):
        found.update(f"{path.relative_to(home).as_posix()} {checksum(path)}\n".encode())
    return found.hexdigest()
