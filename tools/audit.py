"""Measure the pages that people meet first with Lighthouse as a phone sees them; fail below the promised scores.

Explore, Watch, Follow, a profile, a note of every kind and a thing that people review.

Starts a site of its own with the demo world on a free port. Medians of five rounds; the rounds go through all pages in
turn, so that a busy minute of the machine does not fall on one page alone. Scores mean little on a machine that does
other work at the same time.
"""

import argparse
import json
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / "build" / "lighthouse"
VERSION = "12.8.2"  # the last that runs on Node 18 and 20
LEAST = {"performance": 95, "accessibility": 100, "best-practices": 100}
LEAST_OF = {"watch": {**LEAST, "performance": 90}}  # a video begins to play while it is measured
KINDS = {"photo": "note", "video": "video", "itinerary": "itinerary", "tutorial": "how-to", "review": "review"}
API = "/api/bridge/v1"
READER = {"login": "dana", "password": "a long quiet river"}  # of the demo world
CHROME = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage"
VITALS = {"largest-contentful-paint": "LCP ms", "total-blocking-time": "TBT ms", "cumulative-layout-shift": "CLS"}
START_DEADLINE = 600
TRIES = 3


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[0])
    parser.add_argument("--rounds", type=int, default=5, help="how often each page is measured")
    parser.add_argument("--site", metavar="ADDRESS", help="measure a site that runs already")
    parser.add_argument("--only", metavar="PAGE,...", help="measure these pages alone, such as watch,follow")
    given = parser.parse_args()
    lighthouse = install()
    scores: dict[str, list[dict[str, float]]] = {}
    with nullcontext(given.site.rstrip("/")) if given.site else own_site() as address:
        pages = discover(address)
        if given.only:
            pages = {name: pages[name] for name in given.only.split(",") if name in pages}
        cookie = sign_in(address) if "follow" in pages else ""
        for turn in range(1, given.rounds + 1):
            for name, page in pages.items():
                report = measure(lighthouse, page, HOME / f"{name}-{turn}.json", cookie if name == "follow" else "")
                scores.setdefault(name, []).append(read(report))
                print(
                    f"round {turn} of {given.rounds}: {name:9} {scores[name][-1]['performance']:.0f}", file=sys.stderr
                )
    return tell({name: medians(found) for name, found in scores.items()})


def install() -> Path:
    """Lighthouse in build/, from the npm registry that the machine is set up for."""
    if not shutil.which("node") or not shutil.which("npm"):
        raise SystemExit("`make audit` needs Node 18.20 or later with npm. Install the packages 'nodejs' and 'npm'.")
    program = HOME / "node_modules" / "lighthouse" / "cli" / "index.js"
    package = program.parents[1] / "package.json"
    if not package.exists() or json.loads(package.read_text())["version"] != VERSION:
        HOME.mkdir(parents=True, exist_ok=True)
        (HOME / "package.json").write_text('{"private": true}\n')
        quiet = ["--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
        subprocess.run(["npm", "install", *quiet, f"lighthouse@{VERSION}"], cwd=HOME, check=True)
    return program


@contextmanager
def own_site() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="redbridge-audit-") as data, site(Path(data)) as address:
        yield address


@contextmanager
def site(data: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://localhost:{port}"
    program = Path(sys.executable).parent / "redbridge"
    environment = {name: value for name, value in os.environ.items() if name not in {"SITE_URL", "DATABASE_URL"}}
    command = [str(program), "up", "--demo", "--port", str(port), "--data", str(data)]
    running = subprocess.Popen(command, env=environment, stdout=sys.stderr)
    try:
        wait_until_healthy(running, f"{address}/healthz")
        yield address
    finally:
        running.terminate()
        running.wait(timeout=60)


def wait_until_healthy(running: subprocess.Popen[bytes], address: str) -> None:
    deadline = time.monotonic() + START_DEADLINE
    while time.monotonic() < deadline:
        if running.poll() is not None:
            raise SystemExit(f"The site stopped with {running.returncode} before it was ready.")
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 - our own address on loopback
                if answer.status == 200:  # noqa: PLR2004 - OK
                    return
        except OSError:
            time.sleep(0.5)
    raise SystemExit(f"The site was not ready within {START_DEADLINE} s.")


def discover(address: str) -> dict[str, str]:
    """The pages by name: fixed ones, and the first of each kind that Explore and Watch list."""
    found = {"explore": f"{address}/", "watch": f"{address}/watch", "follow": f"{address}/follow"}
    after = ""
    for _ in range(5):
        page = ask(f"{address}{API}/feeds/explore?limit=100{after}")
        for note in page["items"]:
            found.setdefault(KINDS.get(note["kind"], "words"), address + urllib.parse.urlsplit(note["page"]).path)
            found.setdefault("profile", address + urllib.parse.urlsplit(note["author"]["page"]).path)
        if not page["after"] or set(KINDS.values()) <= set(found):
            break
        after = f"&after={page['after']}"
    if "note" not in found:
        raise SystemExit("Explore lists no note with pictures: is the demo world there?")
    if "review" in found:
        thing = ask(f"{address}{API}/notes/{found['review'].rpartition('/')[2]}/thing")
        found["thing"] = address + urllib.parse.urlsplit(thing["page"]).path
    return found


def ask(address: str) -> Any:
    with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310 - our own address on loopback
        return json.load(answer)


def sign_in(address: str) -> str:
    """The cookies of somebody of the demo world."""
    jar = CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    with browser.open(f"{address}/sign-in", timeout=30) as answer:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', answer.read().decode())
    sent = urllib.parse.urlencode({**READER, "csrfmiddlewaretoken": token[1] if token else ""}).encode()
    with browser.open(f"{address}/sign-in", data=sent, timeout=30):
        found = {cookie.name: cookie.value or "" for cookie in jar}
    if "sessionid" not in found:
        raise SystemExit("Nobody could sign in, so Follow cannot be measured: is the demo world there?")
    return "; ".join(f"{name}={value}" for name, value in found.items())


def measure(lighthouse: Path, page: str, report: Path, cookie: str = "") -> Path:
    options = [f"--chrome-flags={CHROME}", "--output=json", f"--output-path={report}", "--quiet"]
    only = f"--only-categories={','.join([*LEAST, 'seo'])}"
    if cookie:
        options.append(f"--extra-headers={json.dumps({'Cookie': cookie})}")
    environment = {"CHROME_PATH": (ROOT / ".venv" / "browser").read_text().strip(), **os.environ}
    command = ["node", str(lighthouse), page, *options, only, "--no-enable-error-reporting"]
    for _ in range(TRIES):  # now and then Chromium records no trace
        if subprocess.run(command, env=environment, check=False, timeout=180).returncode == 0:
            return report
    raise SystemExit(f"Lighthouse could not measure {page}.")


def read(report: Path) -> dict[str, float]:
    result: dict[str, Any] = json.loads(report.read_text())
    if problem := result.get("runtimeError"):
        raise SystemExit(f"Lighthouse could not measure: {problem['message']}")
    found = {name: (category["score"] or 0) * 100 for name, category in result["categories"].items()}
    found |= {words: result["audits"][name]["numericValue"] for name, words in VITALS.items()}
    return {**found, "KiB": result["audits"]["total-byte-weight"]["numericValue"] / 1024}


def medians(rounds: list[dict[str, float]]) -> dict[str, float]:
    return {name: statistics.median(one[name] for one in rounds) for name in rounds[0]}


def tell(pages: dict[str, dict[str, float]]) -> int:
    columns = [*LEAST, "seo", *VITALS.values(), "KiB"]
    print("| page | " + " | ".join(columns) + " |")
    print("| --- |" + " ---: |" * len(columns))
    for page, values in pages.items():
        cells = [f"{values[name]:.3f}" if name == "CLS" else f"{values[name]:.0f}" for name in columns]
        print(f"| {page} | " + " | ".join(cells) + " |")
    low = [
        f"{page}: {name} {values[name]:.0f}, at least {least}"
        for page, values in pages.items()
        for name, least in LEAST_OF.get(page, LEAST).items()
        if round(values[name]) < least
    ]
    print("\n".join(low) + f"\nThe reports are in {HOME.relative_to(ROOT)}." if low else "Every score holds.")
    return bool(low)


if __name__ == "__main__":
    sys.exit(main())
