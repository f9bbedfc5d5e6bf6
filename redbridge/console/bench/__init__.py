"""`redbridge bench`: what the hot pages cost beside a view that does nothing."""

import json
import os
import platform
import tempfile
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from redbridge.console.bench import feeds, language
from redbridge.console.bench.postgres import Server
from redbridge.console.bench.rounds import (
    MOST_GROWTH,
    MOST_MEMORY,
    MOST_TRANSLATED,
    TARGETS,
    TRANSLATED,
    WORKLOADS,
    Bench,
    drafts_needed,
)
from redbridge.console.bench.site import Client, Failed, Site, make_world
from redbridge.console.place import json_option

SIZES, QUICK_SIZES = "2000,20000,100000", "2000"
ROUNDS, QUICK_ROUNDS = 5, 2


FEEDS = ("fanout", "visible")
GROWTH = "feed_growth"


@click.command()
@click.option(
    "--only",
    type=click.Choice((*WORKLOADS, *FEEDS, GROWTH, TRANSLATED, language.WORD)),
    help="Measure one workload. feed_growth is never measured otherwise: its large world takes minutes and gigabytes.",
)
@click.option("--sizes", help=f"How many notes the worlds have, comma-separated.  [default: {SIZES}]")
@click.option("--rounds", type=click.IntRange(1, 50), help=f"How often everything is measured.  [default: {ROUNDS}]")
@click.option("--quick", is_flag=True, help="The small world only and two rounds: done within a minute.")
@click.option(
    "--worlds",
    type=click.Path(file_okay=False, path_type=Path),
    help="Keep the worlds in this folder for the next run; else they are thrown away.",
)
@click.option(
    "--database", help="postgres:// address of a server here in which the worlds are made.  [default: SQLite]"
)
@json_option
def bench(
    *,
    only: str | None,
    sizes: str | None,
    rounds: int | None,
    quick: bool,
    worlds: Path | None,
    database: str | None,
    as_json: bool,
) -> None:
    """Measure the hot pages beside a bare Django view.

    Worlds are seeded in folders of their own and served on loopback; no site of yours is touched.
    """
    usual = feeds.GROWTH_SIZES if only == GROWTH else QUICK_SIZES if quick else SIZES
    rounds = rounds or (QUICK_ROUNDS if quick else ROUNDS)
    plan = Plan(_numbers(sizes or usual), rounds, (only,) if only else (*WORKLOADS, *FEEDS), is_quick=quick)
    try:
        found = _run(plan, worlds, database)
    except Failed as problem:
        raise click.ClickException(str(problem)) from None
    click.echo(json.dumps(found) if as_json else _table(found))


@dataclass(frozen=True)
class Plan:
    """What is to be measured."""

    sizes: list[int]
    rounds: int
    only: tuple[str, ...]
    is_quick: bool

    @property
    def feeds_only(self) -> bool:
        """Whether the worlds hold Follow feeds and nothing else."""
        return self.only == (GROWTH,)

    @property
    def workloads(self) -> tuple[str, ...]:
        """Those that are measured beside the bare view."""
        if self.only == (TRANSLATED,):
            return ("explore", TRANSLATED)
        return ("home_feed", "feed_json") if self.feeds_only else tuple(one for one in self.only if one in WORKLOADS)

    @property
    def told(self) -> int:
        """How many notes are watched until they are seen."""
        wanted = feeds.QUICK_TOLD if self.is_quick else feeds.TOLD
        return wanted if "visible" in self.only else 0

    @property
    def drafts(self) -> int:
        """How many drafts that takes."""
        return 0 if self.feeds_only else drafts_needed(self.rounds)

    @property
    def environment(self) -> dict[str, str]:
        """What the worlds and their sites are told."""
        return {"BENCH_PULLED_FROM": feeds.GROWTH_PULLED_FROM} if self.feeds_only else {}


def _run(plan: Plan, worlds: Path | None, database: str | None) -> dict[str, Any]:
    os.environ.update(plan.environment)
    if plan.only == (language.WORD,):
        return {"machine": _machine(), "load": _load(), language.WORD: language.measure(plan.rounds)}
    home = nullcontext(str(worlds)) if worlds else tempfile.TemporaryDirectory(prefix="redbridge-bench-")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(home)).resolve()
        server = _server(database, stack, keep=worlds is not None)
        found: dict[str, Any] = {}
        if "fanout" in plan.only:
            followers = feeds.QUICK_FOLLOWERS if plan.is_quick else feeds.FOLLOWERS
            _say(f"Pushing notes to {followers} followers")
            found["fanout"] = feeds.fanout(folder / f"crowd-{followers}", followers=followers, server=server)
        if plan.workloads or plan.told:
            found |= _visit(plan, folder, stack, server)
        return {
            "rounds": plan.rounds,
            "database": "postgresql" if server else "sqlite",
            "machine": _machine(),
            "load": _load(),
            **found,
        }


def _server(database: str | None, stack: ExitStack, *, keep: bool) -> Server | None:
    if not database:
        return None
    server = Server(database)
    stack.callback(server.close)
    if not keep:
        stack.callback(server.drop)
    return server


def _visit(plan: Plan, folder: Path, stack: ExitStack, server: Server | None) -> dict[str, Any]:
    """What is asked of running sites."""
    client = Client()
    stack.callback(client.close)
    sites = []
    for size in plan.sizes:
        _say(f"Making a world of {size} notes")
        place = folder / (f"feeds-{size}" if plan.feeds_only else str(size))
        cast = make_world(place, notes=size, drafts=plan.drafts, server=server)
        sites.append(Site(place, size=size, cast=cast, server=server))
    for site in sites:
        stack.enter_context(site)
    measured = Bench(client, sites, plan.workloads, _say)
    memory = measured.memory()
    measured.warm()
    for number in range(plan.rounds if plan.workloads else 0):
        _say(f"Round {number + 1} of {plan.rounds}")
        measured.round()
    found = _summary(measured, memory) if plan.workloads else {}
    if plan.told:
        _say("Waiting until followers see what is published")
        found["visible"] = feeds.visible(client, sites[-1], times=plan.told)
    return found


def _summary(measured: Bench, memory: dict[str, float]) -> dict[str, Any]:
    sizes = {site.size for site in measured.sites}
    bare = {str(size): measured.found["bare", size].row("bare", size) for size in sorted(sizes)}
    return {
        "rows": measured.rows(),
        "memory_mb": round(sum(memory.values()), 1),
        "memory": {name: round(value, 1) for name, value in memory.items()},
        "growth": measured.growth(),
        "translated": measured.translated(),
        "spread": {f"{workload}/{size}": found.spread() for (workload, size), found in measured.found.items()},
        "bare": {size: {key: row[key] for key in ("cpu_ms", "p50_ms", "p99_ms")} for size, row in bare.items()},
    }


def _load() -> str:
    return " ".join(f"{each:.1f}" for each in os.getloadavg())


def _machine() -> str:
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def _table(found: dict[str, Any]) -> str:
    lines = [
        ", ".join((found["machine"], *([found["database"]] if "database" in found else []), f"load {found['load']}")),
        "",
        *language.told(found),
        *(_pages(found) if "rows" in found else []),
        *feeds.told(found),
    ]
    return "\n".join(lines)


def _pages(found: dict[str, Any]) -> list[str]:
    lines = [_line("workload", "notes", "CPU ms", "ratio", "spread", "p50", "p99")]
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
    if found["translated"]:
        lines.append(
            f"A page of cards costs {found['translated']} times as much in the reader's language"
            f" (target {MOST_TRANSLATED})."
        )
    parts = ", ".join(f"{name} {value:g}" for name, value in found["memory"].items())
    lines.append(f"Memory (PSS): {found['memory_mb']:g} MB (target {MOST_MEMORY:g}): {parts}.")
    lines.append("CPU is that of the web processes and of their database; workers are counted in memory only.")
    return lines


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
