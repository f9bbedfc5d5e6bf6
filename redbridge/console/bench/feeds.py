"""What Follow feeds cost beside their pages: a note to a crowd, and how soon the last follower sees one."""

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

from redbridge.console.bench.postgres import Server
from redbridge.console.bench.site import SETTINGS, Client, Failed, Site, own_settings

FOLLOWERS, QUICK_FOLLOWERS = 100_000, 5_000
PUSHES, TOLD, QUICK_TOLD = 5, 20, 8  # nobody publishes more than 20 notes a minute
GROWTH_SIZES = "10000,1000000"
GROWTH_PULLED_FROM = "300"
MOST_WALL, MOST_LOCK, MOST_WAIT = 1.5, 25.0, 300.0


def fanout(folder: Path, *, followers: int, server: Server | None) -> dict[str, Any]:
    """Notes of somebody whom so many follow, pushed by one process although authors like that would be pulled."""
    answer = folder / "pushed.json"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    values = [str(folder), str(followers), str(PUSHES), str(answer)]
    done = subprocess.run(
        [sys.executable, "-m", "redbridge.console.bench.crowd", *values],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": SETTINGS,
            "SITE_URL": "http://localhost",
            **own_settings(server.database(folder.name) if server else ""),
        },
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise Failed(f"The crowd of {followers} could not be told: {done.stderr.strip()[-500:]}")
    found = json.loads(answer.read_text())
    return {
        "followers": followers,
        "wall_s": round(statistics.median(found["walls"]), 2),
        "wall_s_spread": [round(min(found["walls"]), 2), round(max(found["walls"]), 2)],
        "cpu_us_each": round(statistics.median(found["costs"]), 2),
        "lock_ms_p50": round(statistics.median(found["locks"]), 1),
        "lock_ms_p99": round(_p99(found["locks"]), 1),
        "batches": len(found["locks"]) // PUSHES,
    }


def visible(client: Client, site: Site, *, times: int) -> dict[str, Any]:
    """From the answer to the one who published until the note stands on the page of the follower told last."""
    waits = [site.visits.told() for _ in range(times)]
    found = client.wait(site.port, waits)
    return {
        "followers": site.visits.crowd,
        "notes": times,
        "p50_ms": round(statistics.median(found), 1),
        "p99_ms": round(_p99(found), 1),
    }


def told(found: dict[str, Any]) -> list[str]:
    """The figures as sentences."""
    lines = []
    if one := found.get("fanout"):
        low, high = one["wall_s_spread"]
        lines.append(
            f"A note for {one['followers']:,} followers is in their feeds after {one['wall_s']} s ({low}-{high}; target"
            f" {MOST_WALL}): {one['cpu_us_each']} microseconds of CPU each, {one['batches']} batches that keep others"
            f" from writing for {one['lock_ms_p50']} ms, p99 {one['lock_ms_p99']} ms (target {MOST_LOCK:g})."
        )
    if one := found.get("visible"):
        lines.append(
            f"The last of {one['followers']:,} followers sees a note {one['p50_ms']} ms after it is published, p99"
            f" {one['p99_ms']} ms (target {MOST_WAIT:g})."
        )
    return lines


def _p99(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.99)]
