"""The limited process that reads somebody's export. It knows ijson and the sources, and nothing of Django.

The upload is its standard input (or a folder named in the job), the job (JSON) its first argument, and its working
directory the folder for `rows.sqlite`. It says how far it is in lines of JSON behind a `~`, and then answers.
"""

import errno
import json
import resource
import sqlite3
import sys
import time
import traceback
from pathlib import Path
from typing import Any

from redbridge.arrival.reading import limits
from redbridge.arrival.reading.box import OpenBox, open_box
from redbridge.arrival.reading.finding import Reading
from redbridge.arrival.reading.rowstore import RowStore
from redbridge.arrival.sources.registry import recognize
from redbridge.arrival.sources.shape import Unreadable
from redbridge.media import confine

OUR_TROUBLE = {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS}  # the disk is at fault, not the upload
SECONDS_BETWEEN_WORDS = 0.5
ROWS, WORK = "rows.sqlite", "work"


def main() -> None:
    """Do the job and write one JSON answer."""
    job = json.loads(sys.argv[1])
    confine.submit(job["limits"])
    confine.leave_network()
    limits.use(**job.get("reading", {}))
    try:
        answer = read(job)
    except Unreadable as refusal:
        answer = {"refused": refusal.code, "at": refusal.at[:200]}
    except MemoryError:
        answer = {"refused": "too_heavy", "at": ""}
    except Exception as error:  # noqa: BLE001 - a file may be odd in a way that nobody thought of
        answer = {"refused": "not_understood", "at": blame(error)}
    sys.stdout.write(json.dumps(answer))


def blame(error: Exception) -> str:
    """Where in our code it went wrong, and never what was in the file; trouble with the disk is raised again."""
    if getattr(error, "errno", None) in OUR_TROUBLE or ("disk" in str(error) and isinstance(error, sqlite3.Error)):
        raise error
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {Path(last.filename).name}, line {last.lineno}"


def read(job: dict[str, Any]) -> dict[str, Any]:
    """Read the upload into `rows.sqlite`, and give the report with what it cost."""
    here = Path.cwd()
    where = Path(job["folder"]) if job.get("folder") else 0
    with open_box(where, name=job["name"], scratch=here / WORK) as box:
        source, kin = recognize(box)
        words = Words(box)
        with RowStore(here / ROWS, fresh=True, key=bytes.fromhex(job["key"]), platform=source.platform) as store:
            reading = Reading(store, source.name, kin.generation)
            for found in source.read(box, kin, words.tell):
                reading.take(found)
                words.tell(0)
            report = store.finish(reading.report(job.get("key_version", 0)))
    return {"report": report, "peak": peak()}


def peak() -> int:
    """The most memory that this process held, in bytes; without what it was forked from, which getrusage counts in."""
    try:
        with Path("/proc/self/status").open() as status:
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM:"))
    except (OSError, StopIteration):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


class Words:
    """Tells how far the work is, at most twice a second."""

    def __init__(self, box: OpenBox) -> None:
        self._box = box
        self._said = time.monotonic()

    def tell(self, _bytes: int) -> None:
        """A sign of life; the box itself knows how much of it was read."""
        now = time.monotonic()
        if now - self._said < SECONDS_BETWEEN_WORDS:
            return
        self._said = now
        percent = min(99, self._box.taken * 100 // self._box.total)
        sys.stdout.write(f"~{json.dumps({'percent': percent})}\n")
        sys.stdout.flush()
