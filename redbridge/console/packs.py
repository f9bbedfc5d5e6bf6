"""`redbridge language packs`, `install` and `remove`: neural packs of this site. `memory` gives pairs away."""

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from redbridge.console.place import Place, answer, data_option, json_option, open_site

if TYPE_CHECKING:
    from redbridge.language.packs import Pack

SECONDS = 60 * 60
MEGABYTE = 1024 * 1024


@click.command("packs")
@data_option
@json_option
def show_packs(*, place: Place, as_json: bool) -> None:
    """List the neural packs that are installed, with size, licence and checksum."""
    open_site(place)
    from redbridge.language import packs  # noqa: PLC0415 - after Django is loaded
    from redbridge.language.engines import local  # noqa: PLC0415 - the same

    found = packs.installed()
    lines = [_line(pack) for pack in found] or ["No pack is installed. Texts between Chinese and English are glossed."]
    if found and not local.is_possible():
        lines.append("They are not used yet: install the extra with pip install 'redbridge[mt-local]'.")
    answer({"packs": [_told(pack) for pack in found]}, as_json=as_json, sentence="\n".join(lines))


@click.command("install")
@click.argument("source", metavar="FILE-OR-URL")
@click.option("--pair", metavar="FROM:TO", help="The languages of a folder that does not name them, as in zh:en.")
@click.option("--licence", default="", help="The licence of a pack that does not name it.")
@click.option("--sha256", "checksum", default="", help="Install it only if its checksum is this.")
@data_option
@json_option
def install_pack(*, source: str, pair: str | None, licence: str, checksum: str, place: Place, as_json: bool) -> None:
    """Install a neural pack: a package of Argos, or a folder of CTranslate2 with its SentencePiece model."""
    open_site(place)
    from redbridge.language import packs  # noqa: PLC0415 - after Django is loaded

    languages = tuple((pair or "").split(":")) if pair else None
    if languages is not None and (len(languages) != 2 or not all(languages)):  # noqa: PLR2004 - from and to
        raise click.BadParameter("write it as zh:en", param_hint="--pair")
    with _file(source, quiet=as_json) as path:
        if checksum and (path.is_dir() or packs.checksum(path) != checksum.lower()):
            raise click.ClickException("The checksum is another one. Nothing was installed.")
        try:
            with _bar("Unpacking", quiet=as_json) as tell:
                pack = packs.install(path, pair=languages, licence=licence, tell=tell)
        except packs.BadPack as problem:
            raise click.ClickException(f"{problem} Nothing was installed.") from None
    answer(_told(pack), as_json=as_json, sentence=f"Installed {_line(pack)}")


@click.command("remove")
@click.argument("name", metavar="NAME")
@data_option
@json_option
def remove_pack(*, name: str, place: Place, as_json: bool) -> None:
    """Remove a neural pack. What it translated stays."""
    open_site(place)
    from redbridge.language import packs  # noqa: PLC0415 - after Django is loaded

    if not packs.remove(name):
        raise click.ClickException(f"There is no pack {name}. `redbridge language packs` lists those that are.")
    answer({"removed": name}, as_json=as_json, sentence=f"Removed {name}.")


@click.command("memory")
@click.argument("target", metavar="OUT.tsv", type=click.Path(path_type=Path, dir_okay=False))
@data_option
@json_option
def export_memory(*, target: Path, place: Place, as_json: bool) -> None:
    """Write the translations that people made and let be shared: tab-separated, under CC-BY 4.0, without names."""
    open_site(place)
    from redbridge.language import queries  # noqa: PLC0415 - after Django is loaded

    count = 0
    with target.open("x", encoding="utf-8", newline="\n") as file:
        file.write("# Translations by people of this site, CC-BY 4.0. ⟦0⟧ stands for a name, a link or a number.\n")
        for row in queries.shared_pairs():
            file.write("\t".join(part.replace("\t", " ").replace("\n", "\\n") for part in row) + "\n")
            count += 1
    answer({"pairs": count, "to": str(target)}, as_json=as_json, sentence=f"{count} pairs are in {target}.")


def _line(pack: "Pack") -> str:
    size = f"{pack.size / MEGABYTE:.1f} MB"
    return f"{pack.name} {pack.version} ({size}, licence: {pack.licence}, sha256 {pack.checksum})"


def _told(pack: "Pack") -> dict[str, object]:
    return {
        "name": pack.name,
        "source": pack.source,
        "target": pack.target,
        "version": pack.version,
        "licence": pack.licence,
        "bytes": pack.size,
        "sha256": pack.checksum,
    }


@contextmanager
def _file(source: str, *, quiet: bool) -> Iterator[Path]:
    """The file itself, or what an address leads to, in a folder that is gone afterwards."""
    if "://" not in source:
        path = Path(source)
        if not path.exists():
            raise click.ClickException(f"{source} is not there.")
        yield path
        return
    from redbridge.language import packs  # noqa: PLC0415 - after Django is loaded
    from redbridge.outbound import appointed  # noqa: PLC0415 - the same
    from redbridge.outbound.client import Failed  # noqa: PLC0415 - the same

    packs.folder().mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=packs.folder(), prefix=".new-") as folder:
        path = Path(folder) / "package"
        try:
            with _bar("Downloading", quiet=quiet) as tell:
                appointed.download(source, path, most=packs.MOST_BYTES, seconds=SECONDS, tell=tell)
        except Failed as problem:
            raise click.ClickException(f"It could not be downloaded ({problem.code}). Nothing was installed.") from None
        yield path


@contextmanager
def _bar(label: str, *, quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """A bar on the terminal, hidden where nobody looks."""
    with click.progressbar(length=1, label=label, file=sys.stderr, hidden=quiet) as bar:

        def tell(done: int, total: int) -> None:
            bar.length = max(1, total)
            bar.update(done - bar.pos)

        yield tell
