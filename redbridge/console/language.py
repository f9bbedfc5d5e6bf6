"""Languages on the command line."""

import json
import sys
from pathlib import Path

import click

from redbridge.console.packs import export_memory, install_pack, remove_pack, show_packs
from redbridge.console.place import Place, data_option


@click.command()
@click.option("--from", "source", type=click.Choice(("zh", "en")), default="zh", show_default=True)
@click.option("--to", "target", type=click.Choice(("en", "zh")), default="en", show_default=True)
def gloss(*, source: str, target: str) -> None:
    """Gloss lines of standard input word by word: one line out for each line in. It is not a translation."""
    from redbridge.language.gloss import gloss as render  # noqa: PLC0415 - loads dictionaries

    if source == target:
        raise click.UsageError("--from and --to name one language.")
    for raw in sys.stdin.buffer:
        line = raw.decode("utf-8", errors="replace").rstrip("\r\n")
        written = render(line, source=source, target=target).text
        sys.stdout.buffer.write(" ".join(written.splitlines()).encode("utf-8", errors="replace") + b"\n")
    sys.stdout.buffer.flush()


@click.command()
def detect() -> None:
    """Say which language each line of standard input is in: one JSON object out for each line in."""
    from redbridge.language.detection import detect as found_in  # noqa: PLC0415 - loads tables

    def shown(tag: str) -> str:
        return "pinyin" if tag == "zh-Latn" else tag

    for raw in sys.stdin.buffer:
        found = found_in(raw.decode("utf-8", errors="replace").rstrip("\r\n"))
        spans = [{"start": each.start, "end": each.end, "language": shown(each.language)} for each in found.spans]
        answer = {"language": shown(found.language), "spans": spans, "confidence": found.confidence}
        click.echo(json.dumps(answer, ensure_ascii=False))


@click.group()
def language() -> None:
    """Dictionaries, lexicons and language packs of the site."""


@language.command()
@click.option("--refresh", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A newer CC-CEDICT file.")
@data_option
def dictionary(*, refresh: Path | None, place: Place) -> None:
    """Build the dictionary and say what it holds."""
    from redbridge.language import dictionary as book  # noqa: PLC0415 - loads dictionaries

    if place.exists:
        place.into_environment()
    try:
        if refresh:
            book.refresh(refresh)
        click.echo(f"{book.entries()} entries in {book.path()}")
    except book.NotADictionaryError as problem:
        raise click.ClickException(f"{refresh} is no CC-CEDICT file: {problem}") from None


@language.command()
@click.argument("pairs", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where the lexicon goes.  [default: into the package]",
)
def learn(*, pairs: tuple[Path, ...], output: Path | None) -> None:
    """Learn which word stands for which from tab-separated sentences in English and Chinese."""
    from redbridge.language import dictionary as book  # noqa: PLC0415 - loads dictionaries
    from redbridge.language import lexicon  # noqa: PLC0415 - the same

    rows = lexicon.learn(lexicon.read_pairs(pairs), dict(book.simplification()))
    target = output or lexicon.SHIPPED / "zh-en.tsv.xz"
    click.echo(f"{lexicon.write(rows, target)} words in {target}")


for _command in (show_packs, install_pack, remove_pack, export_memory):
    language.add_command(_command)


@language.command()
@click.option(
    "--refresh",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Newer rates: lines of a code and a number with a line `date`, or the XML of the European Central Bank.",
)
@data_option
def rates(*, refresh: Path | None, place: Place) -> None:
    """Say of which day the exchange rates are, or take newer ones."""
    from redbridge.language.measures import rates as table  # noqa: PLC0415 - for this command alone

    if place.exists:
        place.into_environment()
    try:
        found = table.refresh(refresh) if refresh else table.current()
    except table.NoRatesError as problem:
        raise click.ClickException(f"{refresh} was not taken: {problem}") from None
    about = ", approximate" if found.is_approximate else ""
    click.echo(f"Rates of {found.day.isoformat()}{about}: {len(found.of)} currencies")
