"""`redbridge bench`: what the hot pages cost beside a view that does nothing."""

import json
import os
import platform
import tempfile
from contextlib import ExitStack, nullcontext
from pathlib import Path
from typing import Any

import click

from redbridge.console.bench.rounds import MOST_GROWTH, MOST_MEMORY, TARGETS, WORKLOADS, Bench, drafts_needed
from redbridge.console.bench.site import Client, Failed, Site, make_world
from redbridge.console.place import json_option

SIZES, QUICK_SIZES = "2000,20000,100000", "2000"
ROUNDS, QUICK_ROUNDS = 5, 2


@click.command()
@click.option("--only", type=click.Choice(WORKLOADS), help="Measure one workload.")
@click.option("--sizes", help=f"How many notes the worlds have, comma-separated.  [default: {SIZES}]")
@click.option("--rounds", type=click.IntRange(1, 50), help=f"How often everything is measured.  [default: {ROUNDS}]")
@click.option("--quick", is_flag=True, help="The small world only and two rounds: done within a minute.")
@click.option(
    "--worlds",
    type=click.Path(file_okay=False, path_type=Path),
    help="Keep the worlds in this folder for the next run; else they are thrown away.",
)
@json_option
def bench(
    *, only: str | None, sizes: str | None, rounds: int | None, quick: bool, worlds: Path | None, as_json: bool
) -> None:
    """Measure the hot pages beside a bare Django view.

    Worlds are seeded in folders of their own and served on loopback; no site of yours is touched.
    """
    wanted = _numbers(sizes or (QUICK_SIZES if quick else SIZES))
    rounds = rounds or (QUICK_ROUNDS if quick else ROUNDS)
    workloads = (only,) if only else WORKLOADS
    try:
        found = _run(wanted, rounds, workloads, worlds)
    except Failed as problem:
        raise click.ClickException(str(problem)) from None
    click.echo(json.dumps(found) if as_json else _table(found))


def _run(sizes: list[int], rounds: int, workloads: tuple[str, ...], worlds: Path | None) -> dict[str, Any]:
    home = nullcontext(str(worlds)) if worlds else tempfile.TemporaryDirectory(prefix="redbridge-bench-")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(home)).resolve()
        client = Client()
        stack.callback(client.close)
        sites = []
        for size in sizes:
            _say(f"Making a world of {size} notes")
            cast = make_world(folder / str(size), notes=size, drafts=drafts_needed(rounds))
            sites.append(Site(folder / str(size), size=size, cast=cast))
        for site in sites:
            stack.enter_context(site)
        measured = Bench(client, sites, workloads, _say)
        memory = measured.memory()
        measured.warm()
        for number in range(rounds):
            _say(f"Round {number + 1} of {rounds}")
            measured.round()
        return _summary(measured, memory, rounds)


def _summary(measured: Bench, memory: dict[str, float], rounds: int) -> dict[str, Any]:
    sizes = {site.size for site in measured.sites}
    bare = {str(size): measured.found["bare", size].row("bare", size) for size in sorted(sizes)}
    return {
        "rows": measured.rows(),
        "memory_mb": round(sum(memory.values()), 1),
        "memory": {name: round(value, 1) for name, value in memory.items()},
        "growth": measured.growth(),
        "spread": {f"{workload}/{size}": found.spread() for (workload, size), found in measured.found.items()},
        "bare": {size: {key: row[key] for key in ("cpu_ms", "p50_ms", "p99_ms")} for size, row in bare.items()},
        "rounds": rounds,
        "database": "sqlite",
        "machine": _machine(),
    }


def _machine() -> str:
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def _table(found: dict[str, Any]) -> str:
    lines = [found["machine"], "", _line("workload", "notes", "CPU ms", "ratio", "spread", "p50", "p99")]
    for size, row in found["bare"].items():
        lines.append(_line("(bare view)", size, row["cpu_ms"], 1, "", row["p50_ms"], row["p99_ms"]))
    for row in found["rows"]:
        low, high = found["spread"][f"{row['workload']}/{row['size']}"]
        line = _line(
            *(row[key] for key in ("workload", "size", "cpu_ms", "ratio")),
            f"{low}-{high}",
            row["p50_ms"],
            row["p99_ms"],
        )
        lines.append(line + (f"  (target {TARGETS[row['workload']]:g})" if row["workload"] in TARGETS else ""))
    lines.append("")
    for workload, growth in found["growth"].items():
        lines.append(f"{workload} grows {growth} times from the smallest world to the largest (target {MOST_GROWTH}).")
    parts = ", ".join(f"{name} {value:g}" for name, value in found["memory"].items())
    lines.append(f"Memory (PSS): {found['memory_mb']:g} MB (target {MOST_MEMORY:g}): {parts}.")
    lines.append("CPU is that of the web processes; workers are counted in memory only. SQLite runs inside of them.")
    return "\n".join(lines)


def _line(*cells: object) -> str:
    widths = (-18, 7, 8, 7, 13, 8, 8)
    return " ".join(
        f"{cell!s:{'<' if width < 0 else '>'}{abs(width)}}" for cell, width in zip(cells, widths, strict=True)
    )


def _numbers(text: str) -> list[int]:
    parts = [part.strip() for part in text.split(",")]
    if not all(part.isdecimal() and int(part) > 0 for part in parts):
        raise click.BadParameter("Name the sizes like 2000,20000.", param_hint="--sizes")
    return sorted({int(part) for part in parts})


def _say(sentence: str) -> None:
    click.echo(f"{sentence} ...", err=True)
