"""What every step of a job needs: to be the only one, to know where something is from, and to give way to people."""

import fcntl
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from redbridge.arrival import folders
from redbridge.arrival.models import ArrivedItem
from redbridge.arrival.sources.registry import SOURCES
from redbridge.events import queries as events

POST = "post"
BATCH = 500
LONGEST_PAUSE = 5.0
LOOK = 0.25
WAITS_TOO_LONG = 0.5  # seconds that interactive work may have waited before an import steps aside


@contextmanager
def alone(arrival_id: int) -> Iterator[bool]:
    """Whether nobody else works on this upload now; the system forgets it however the process ends."""
    path = folders.folder(arrival_id)
    if not path.is_dir():
        yield False
        return
    with os.fdopen(os.open(path / "lock", os.O_RDWR | os.O_CREAT, folders.FILE_MODE), "r+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def platform_of(source: str) -> str:
    """Whose handles and ids an export of this source holds; empty for none."""
    return next((each.platform for each in SOURCES if each.name == source), source)


def place_of(source: str) -> str:
    """The name under which posts of a source are told apart."""
    return platform_of(source) or source


def known_posts(person_id: int, place: str, source_ids: Iterable[str]) -> set[str]:
    """Those of the ids whose posts came before, and were not taken back."""
    wanted = list(dict.fromkeys(source_ids))
    found: set[str] = set()
    kept = ArrivedItem.objects.filter(person=person_id, platform=place, kind=POST).exclude(
        state=ArrivedItem.State.UNDONE
    )
    for start in range(0, len(wanted), BATCH):
        found |= set(kept.filter(source_id__in=wanted[start : start + BATCH]).values_list("source_id", flat=True))
    return found


def give_way() -> None:
    """Rest while work that somebody waits for is behind, but never long: imports go on, only slower."""
    until = time.monotonic() + LONGEST_PAUSE
    while events.oldest_wait("interactive") > WAITS_TOO_LONG and time.monotonic() < until:
        time.sleep(LOOK)
