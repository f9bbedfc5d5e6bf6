"""Replay a surge: newcomers join and bring exports as ten thousand would in three days, times a speed, beside readers.

Starts a site with a made-up world, measures readers who come at a steady pace, lets the surge begin, measures them
again, and waits until every import has ended. Everybody joins by the form, sends the export in parts and brings it over
as a browser does. Prints figures and asserts nothing.
"""

import argparse
import http.client
import json
import os
import random
import re
import statistics
import sys
import tempfile
import threading
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlencode

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from redbridge.console.bench.site import Client, Site, make_world
from tests.arrival.exports import large

NEWCOMERS, HOURS = 10_000, 72
SIZES_MB = (1, 2, 3, 5, 8, 13, 21, 34, 55, 100, 200)
MEDIAN_MB, SPREAD = 5, 1.0  # of a lognormal distribution, cut at the largest size
CHUNK = 8 * 1024 * 1024
LOOK_AGAIN, TYPING = 10.0, 1.2
READERS_PACE, READERS = 8.0, 4  # requests a second, and connections
DONE, BROKEN = {"done"}, {"failed", "undone"}
OK = 200


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[0])
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--speed", type=float, default=20)
    parser.add_argument("--idle", type=float, default=60, help="seconds in which readers are alone")
    parser.add_argument("--notes", type=int, default=2000)
    parser.add_argument("--read", action="store_true", help="end when a file is read and can be chosen from")
    parser.add_argument("--one", type=int, metavar="MB", help="a single newcomer with an export of this size instead")
    arguments = parser.parse_args()
    os.environ["TRUSTED_PROXIES"] = "127.0.0.1"  # so that every newcomer has an address of their own
    with tempfile.TemporaryDirectory(prefix="redbridge-surge-") as home:
        folder = Path(home)
        exports = make_exports(folder, (arguments.one,) if arguments.one else SIZES_MB)
        world = folder / "world"
        site = Site(
            world,
            size=arguments.notes,
            cast=make_world(world, notes=arguments.notes, drafts=1, server=None),
            server=None,
        )
        with site:
            print(json.dumps(replay(site, exports, arguments), indent=2))
    return 0


def make_exports(folder: Path, sizes: tuple[int, ...]) -> dict[int, Path]:
    """One export of each size (of its JSON, in MB), as a zip."""
    made = {}
    for size in sizes:
        made[size] = folder / f"export-{size}.zip"
        with (
            zipfile.ZipFile(made[size], "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
            archive.open("TikTok/user_data_tiktok.json", "w", force_zip64=True) as member,
        ):
            large.write(member, size * 1_000_000)
    return made


def replay(site: Site, exports: dict[int, Path], arguments: argparse.Namespace) -> dict[str, Any]:
    readers = Readers(site)
    readers.warm()
    alone = readers.during(lambda: time.sleep(arguments.idle))
    surge = Surge(site.port, exports, last="previewed" if arguments.read else "done")
    rate = NEWCOMERS / (HOURS * 3600) * arguments.speed
    count = 1 if arguments.one else int(arguments.minutes * 60 * rate)
    with Memory(site) as memory:
        beside = readers.during(lambda: surge.come(count, rate))
        drain = time.monotonic()
        draining = readers.during(surge.wait)
    return {
        "newcomers": count,
        "a_minute": round(rate * 60, 1),
        "megabytes": surge.megabytes,
        "states": dict(surge.states),
        "problems": surge.problems[:10],
        "minutes_to_drain": round((time.monotonic() - drain) / 60, 1),
        "readers_alone": alone,
        "readers_beside": beside,
        "readers_while_draining": draining,
        "p99_ratios": [round(each["p99_ms"] / alone["p99_ms"], 2) for each in (beside, draining)],
        "peak_mb": memory.peaks,
        "load": os.getloadavg(),
    }


class Readers:
    """People who read feeds, Explore and notes at a steady pace, whatever the site does."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._requests = site.visits.mixed(4000)
        random.Random(6).shuffle(self._requests)  # noqa: S311 - which page comes next, no secret

    def warm(self) -> None:
        """Every page once, so that nothing measured is a first time."""
        client = Client()
        client.run(self._site.port, self._site.visits.everything())
        client.close()

    def during(self, work: Callable[[], object]) -> dict[str, Any]:
        """How long answers take while something else is done."""
        over = threading.Event()
        times: list[float] = []
        wrong: Counter[int] = Counter()
        threads = [threading.Thread(target=self._read, args=(place, over, times, wrong)) for place in range(READERS)]
        for thread in threads:
            thread.start()
        try:
            work()
        finally:
            over.set()
            for thread in threads:
                thread.join()
        if not times:
            return {"requests": 0, "p50_ms": 0.0, "p99_ms": 0.0, "other_statuses": dict(wrong)}
        ordered = sorted(times)
        return {
            "requests": len(ordered),
            "p50_ms": round(statistics.median(ordered), 1),
            "p99_ms": round(ordered[int(len(ordered) * 0.99)], 1),
            "other_statuses": dict(wrong),
        }

    def _read(self, place: int, over: threading.Event, times: list[float], wrong: Counter[int]) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self._site.port, timeout=60)
        for request in self._requests[place::READERS] * 100:
            if over.is_set():
                break
            began = time.perf_counter()
            headers = {"Host": f"localhost:{self._site.port}", "Accept-Encoding": "gzip", **request["headers"]}
            connection.request("GET", request["path"], headers=headers)
            answer = connection.getresponse()
            answer.read()
            took = time.perf_counter() - began
            times.append(took * 1000)
            if answer.status != request["status"]:
                wrong[answer.status] += 1
            time.sleep(max(0.0, READERS / READERS_PACE - took))
        connection.close()


class Memory:
    """The most that a worker, and a process that a worker started, had in memory."""

    def __init__(self, site: Site) -> None:
        self._site, self._over = site, threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self.peaks = {"worker": 0.0, "its child": 0.0}

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_problem: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(0.1):
            for worker in self._site.workers:
                self._see("worker", worker)
                for child in worker.children(recursive=True):
                    self._see("its child", child)

    def _see(self, what: str, process: psutil.Process) -> None:
        with suppress(psutil.Error):
            self.peaks[what] = max(self.peaks[what], round(process.memory_info().rss / 2**20, 1))


@dataclass
class Surge:
    """Everybody who comes."""

    port: int
    exports: dict[int, Path]
    last: str = "done"
    states: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    megabytes: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(400))

    def come(self, count: int, rate: float) -> None:
        """Let them come one after the other, as chance has it."""
        dice = random.Random(7)  # noqa: S311 - the same
        sizes = list(self.exports) if len(self.exports) == 1 else list(self._sizes(count))
        self.megabytes = sum(sizes)
        for number, size in enumerate(sizes):
            self._pool.submit(self._one, number, size)
            time.sleep(dice.expovariate(rate))

    def wait(self) -> None:
        """Until the last one has everything."""
        self._pool.shutdown(wait=True)

    def _sizes(self, count: int) -> Iterator[int]:
        dice = random.Random(8)  # noqa: S311 - the same
        for _ in range(count):
            wanted = MEDIAN_MB * dice.lognormvariate(0, SPREAD)
            yield min(SIZES_MB, key=lambda size: abs(size - wanted))

    def _one(self, number: int, size: int) -> None:
        try:
            state = Newcomer(self.port, number).bring(self.exports[size], self.last)
        except Exception as problem:  # noqa: BLE001 - one is lost, whatever it was; the others go on
            state = "lost"
            with self._lock:
                self.problems.append(f"{number}: {problem!r}"[:200])
        with self._lock:
            self.states[state] += 1


class Newcomer:
    """A browser of somebody who joins."""

    def __init__(self, port: int, number: int) -> None:
        self._port, self._number = port, number
        self._cookies = {"language": "en"}
        self._address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"

    def bring(self, export: Path, last: str) -> str:
        """Join, send the file, bring it over unless reading it is the last; the state in which it ended."""
        self._join()
        page = self._send(export)
        if (state := self._until(page, {"previewed"})) in BROKEN | {last}:
            return state
        self._post(
            f"{page}/choose",
            {"do": "start", "consent": ["posts", "profile", "hashtags", "following"], "audience": "everyone"},
        )
        return self._until(page, DONE)

    def _join(self) -> None:
        form = self._get("/sign-up")
        ticket = re.search(r'name="ticket" value="([^"]+)"', form)
        time.sleep(TYPING)
        values = {
            "handle": f"comer{self._number}",
            "name": f"Comer {self._number}",
            "password": "a slow boat upstream",
            "birth_month": "4",
            "birth_year": "1996",
            "region": "",
            "accept": "on",
            "website": "",
            "ticket": ticket.group(1) if ticket else "",
            "invitation": "",
            "next": "",
        }
        status, _ = self._post("/sign-up", values)
        if status not in {302, 303} or "sessionid" not in self._cookies:
            raise RuntimeError(f"joining answered {status}")

    def _send(self, export: Path) -> str:
        content = export.read_bytes()
        values = {"name": export.name, "size": str(len(content))}
        status, text = self._post("/arrive/new", values, accept="application/json")
        if status != OK:
            raise RuntimeError(f"the announcement answered {status}: {text[:80]}")
        begun = json.loads(text)
        for start in range(0, len(content), CHUNK):
            part = content[start : start + CHUNK]
            status, text = self._ask(
                "POST", f"{begun['chunk']}?offset={start}", part, {"Content-Type": "application/octet-stream"}
            )
            if status != OK:
                raise RuntimeError(f"a part answered {status}: {text[:80]}")
        return str(begun["page"])

    def _until(self, page: str, wanted: set[str]) -> str:
        while True:
            found = re.search(r'data-state="([a-z]+)"', self._get(page))
            state = found.group(1) if found else ""
            if state in wanted | BROKEN | DONE:
                return state
            time.sleep(LOOK_AGAIN)

    def _get(self, path: str) -> str:
        status, text = self._ask("GET", path)
        if status != OK:
            raise RuntimeError(f"{path} answered {status}")
        return text

    def _post(self, path: str, values: dict[str, Any], *, accept: str = "text/html") -> tuple[int, str]:
        body = urlencode({**values, "csrfmiddlewaretoken": self._cookies.get("csrftoken", "")}, doseq=True).encode()
        return self._ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded", "Accept": accept})

    def _ask(
        self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=120)
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        everything = {
            "Host": f"localhost:{self._port}",
            "Cookie": cookies,
            "X-CSRFToken": self._cookies.get("csrftoken", ""),
            "X-Forwarded-For": self._address,
            **(headers or {}),
        }
        try:
            connection.request(method, path, body, everything)
            answer = connection.getresponse()
            text = answer.read().decode(errors="replace")
            for line in answer.headers.get_all("Set-Cookie", []):
                name, _, value = line.partition(";")[0].partition("=")
                self._cookies[name] = value
            return answer.status, text
        finally:
            connection.close()


if __name__ == "__main__":
    sys.exit(main())
