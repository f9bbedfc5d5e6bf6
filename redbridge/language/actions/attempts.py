"""Nobody asks for the same translation twice at once, nor at once again after it failed."""

import os
import secrets
import socket
from collections.abc import Iterable
from datetime import timedelta
from functools import cache

import psutil
from django.db import transaction
from django.utils import timezone

from redbridge.language.models import Attempt

LONGEST = timedelta(minutes=3)  # after which an attempt of another machine counts as given up
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(days=1)
KEPT = timedelta(days=3)


def claim(keys: Iterable[str]) -> tuple[set[str], set[str]]:
    """(keys that are ours to try now, keys that somebody else is at); what failed lately is in neither."""
    wanted = set(keys)
    seen = Attempt.objects.in_bulk(wanted)
    if len(seen) == len(wanted) and not any(_is_free(row) for row in seen.values()):
        return set(), {key for key, row in seen.items() if row.owner}  # no write where there is nothing to win
    mine = f"{_process()}:{secrets.token_hex(4)}"
    now = timezone.now()
    with transaction.atomic():
        there = Attempt.objects.select_for_update().in_bulk(wanted)
        Attempt.objects.bulk_create(
            [Attempt(key=key, owner=mine) for key in wanted - set(there)], ignore_conflicts=True
        )
        free = [key for key, row in there.items() if _is_free(row)]
        Attempt.objects.filter(key__in=free).update(owner=mine, started_at=now)
        rows = dict(Attempt.objects.filter(key__in=wanted).values_list("key", "owner"))
    ours = {key for key, owner in rows.items() if owner == mine}
    return ours, {key for key, owner in rows.items() if owner and owner != mine}


def give_up(keys: Iterable[str], reason: str) -> None:
    """They failed: not again for a while, which grows with each failure."""
    with transaction.atomic():
        for row in Attempt.objects.select_for_update().filter(key__in=list(keys)):
            pause = min(LONGEST_PAUSE, FIRST_PAUSE * 4 ** min(row.failures, 6))
            row.failures = min(row.failures + 1, 99)
            row.not_before, row.owner, row.reason = timezone.now() + pause, "", reason[:20]
            row.save(update_fields=["failures", "not_before", "owner", "reason"])


def release(keys: Iterable[str]) -> None:
    """They were not tried after all, or there is a translation now."""
    Attempt.objects.filter(key__in=list(keys)).delete()


def forget_old() -> int:
    """What nobody is at any more and nobody asked for again; returns how many."""
    old = timezone.now() - KEPT
    return (
        Attempt.objects.filter(started_at__lt=old, not_before__lt=timezone.now()).delete()[0]
        + (Attempt.objects.filter(started_at__lt=old, not_before=None).delete()[0])
    )


def _is_free(row: Attempt) -> bool:
    if row.owner:
        return not _lives(row.owner) or row.started_at < timezone.now() - LONGEST
    return row.not_before is None or row.not_before <= timezone.now()


@cache
def _host() -> str:
    return socket.gethostname()[:40].replace(":", "-")


def _process() -> str:
    pid = os.getpid()
    return f"{_host()}:{pid}:{_started(pid)}"


def _started(pid: int) -> int:
    return int(psutil.Process(pid).create_time())


def _lives(owner: str) -> bool:
    """Whether the process is there still; of those on other machines nothing is known."""
    host, pid, started = [*owner.split(":"), "", ""][:3]
    if host != _host():
        return True
    try:
        return _started(int(pid)) == int(started)
    except (psutil.Error, ValueError):
        return False
