"""Neural packs: brought in, run, taken away, and refused where they are hostile."""

import json
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.conf import settings

from redbridge.console import packs as commands
from redbridge.language import asking, packs
from redbridge.language.asking import Asked
from redbridge.language.engines import local, registry
from redbridge.language.engines.protocol import Order, Segment
from redbridge.language.masking import mask
from redbridge.language.packs import BadPack
from tests.language import tiny
from tests.outbound.stand_ins import elsewhere

pytest.importorskip("ctranslate2")
pytest.importorskip("sentencepiece")


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny.package(tmp_path_factory.mktemp("pack"))


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path / "data")
    yield
    local.forget_opened()


def files() -> list[str]:
    home = packs.folder()
    return (
        sorted(path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file()) if home.exists() else []
    )


def test_an_argos_package_becomes_an_engine_of_its_pair(package: Path) -> None:
    pack = packs.install(package)
    assert (pack.name, pack.source, pack.target, pack.version, pack.licence) == ("en-es", "en", "es", "1.0", "CC0")
    assert pack.checksum == packs.checksum(package)
    assert not any("stanza" in name for name in files())
    (engine,) = registry.engines()
    assert engine.can("en", "es")
    assert not engine.can("es", "en")
    (outcome,) = engine.translate(
        Order([Segment("The house is big.\nGood morning!")], "en", "es", time.monotonic() + 9)
    )
    assert outcome.text
    assert "\n" in outcome.text
    endless = Order([Segment("soup and bread " * 300)], "en", "es", time.monotonic() + 9)
    assert engine.translate(endless)[0].code == "long"  # rather nothing than half of it
    assert packs.remove("en-es")
    assert registry.engines() == ()
    assert not packs.remove("en-es")
    assert not packs.remove("../data")


def test_marks_that_a_vocabulary_does_not_know_survive(package: Path) -> None:
    packs.install(package)
    (engine,) = registry.engines()
    masked = mask("The house of @ana is big, see #casa and more")
    (said,) = asking.ask(engine, [Asked(masked, "caption")], "en", "es", until=time.monotonic() + 9)
    if said.text is not None:  # it is nonsense, which the checks may refuse; what they let through is whole
        assert set(mask(masked.fill(said.text) or "").tokens) >= {"@ana", "#casa"}
    else:
        assert said.fault in {"long", "short", "script", "marks"}


def test_a_plain_folder_needs_its_pair(package: Path) -> None:
    folder = package.parent / "translate-en_es-1_0"
    plain = package.parent / "plain"
    if not plain.exists():
        (plain / "model").mkdir(parents=True)
        for path in (folder / "model").iterdir():
            (plain / "model" / path.name).write_bytes(path.read_bytes())
        (plain / "sentencepiece.model").write_bytes((folder / "sentencepiece.model").read_bytes())
    with pytest.raises(BadPack, match="between which languages"):
        packs.install(plain)
    pack = packs.install(plain, pair=("zh", "en"), licence="MIT")
    assert (pack.name, pack.licence, len(pack.checksum)) == ("zh-hans-en", "MIT", 64)
    assert packs.install(plain, pair=("zh", "en")).licence == "not stated"  # in place of the one before
    assert len(packs.installed()) == 1


def _zip(path: Path, *members: tuple[str, bytes, int]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data, mode in members:
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = mode << 16
            file.writestr(info, data)
    return path


TOLD = json.dumps({"from_code": "en", "to_code": "es"}).encode()


@pytest.mark.parametrize(
    "members",
    [
        [("pack/../../evil.bin", b"x", 0)],
        [("/etc/evil.bin", b"x", 0)],
        [("..\\evil.bin", b"x", 0)],
        [("pack/model/model.bin", b"/etc/passwd", 0o120777)],
        [("pack/model/model.bin", b"\0" * 3_000_000, 0o100644), ("pack/metadata.json", TOLD, 0)],
        [("pack/metadata.json", b"[]", 0)],
        [("pack/metadata.json", b'{"from_code": "en", "to_code": "en"}', 0)],
        [("pack/metadata.json", TOLD, 0)],
        [("pack/metadata.json", TOLD, 0), ("pack/model/model.bin", b"x", 0)],
        [("a/metadata.json", TOLD, 0), ("a/metadata.json", TOLD, 0)],
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_hostile_package_leaves_nothing_behind(tmp_path: Path, members: list[tuple[str, bytes, int]]) -> None:
    with pytest.raises(BadPack):
        packs.install(_zip(tmp_path / "pack.zip", *members))
    assert files() == []
    assert not list(tmp_path.rglob("evil*"))


def test_what_is_no_zip_at_all(tmp_path: Path) -> None:
    (tmp_path / "pack.zip").write_bytes(b"PK\x03\x04 not really")
    with pytest.raises(BadPack):
        packs.install(tmp_path / "pack.zip")


def test_a_pack_by_address_with_its_checksum(package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "open_site", lambda _place: None)
    run = CliRunner()
    with elsewhere() as server:
        address = server.says("/pack", package.read_bytes(), "application/zip")
        wrong = run.invoke(commands.install_pack, [address, "--sha256", "0" * 64, "--data", str(tmp_path)])
        assert wrong.exit_code == 1
        assert "checksum" in wrong.output
        assert files() == []
        right = run.invoke(
            commands.install_pack, [address, "--sha256", packs.checksum(package), "--data", str(tmp_path), "--json"]
        )
        gone = run.invoke(commands.install_pack, [server.address("/nothing"), "--data", str(tmp_path)])
    assert json.loads(right.stdout)["sha256"] == packs.checksum(package)
    assert "gone" in gone.output
    shown = run.invoke(commands.show_packs, ["--data", str(tmp_path)])
    assert "en-es 1.0 (" in shown.output
    assert "licence: CC0" in shown.output
    assert run.invoke(commands.remove_pack, ["en-es", "--data", str(tmp_path)]).exit_code == 0
    assert run.invoke(commands.remove_pack, ["en-es", "--data", str(tmp_path)]).exit_code == 1
