"""How often something may be done, counted in the shared cache so that it holds across processes."""

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar

from django.core.cache import cache
from django.db import connections, transaction
from django.utils.translation import ngettext

from redbridge.kit.errors import TooFast

CACHE_DATABASE = "cache"
MINUTE = 60
_paused = ContextVar("limits paused", default=False)


@contextmanager
def paused() -> Iterator[None]:
    """No limit holds in this block: for a world that the operator builds in one go."""
    token = _paused.set(True)
    try:
        yield
    finally:
        _paused.reset(token)


def allow(key: str, *, limit: int, seconds: int) -> bool:
    """Count one use of `key` and tell whether it is within `limit` uses in each span of `seconds`."""
    return seconds_to_wait(key, limit=limit, seconds=seconds) == 0


def seconds_to_wait(key: str, *, limit: int, seconds: int) -> int:
    """Count one use of `key`: 0 when it is within the limit, else how long until the next one is."""
    if _paused.get():
        return 0
    now = time.time()
    span, passed = divmod(now, seconds)
    name = f"limit:{key}:{seconds}:{int(span)}"
    if _count(name, seconds) <= limit:
        return 0
    return max(1, int(seconds - passed))


def require(key: str, *, limit: int, seconds: int) -> None:
    """Count one use of `key`; TooFast, with a sentence for the person, beyond the limit."""
    if wait := seconds_to_wait(key, limit=limit, seconds=seconds):
        minutes = -(-wait // MINUTE)
        raise TooFast(
            ngettext(
                "That was a lot at once. Try again in %(minutes)s minute.",
                "That was a lot at once. Try again in %(minutes)s minutes.",
                minutes,
            )
            % {"minutes": minutes},
            retry_after=wait,
        )


def _count(name: str, seconds: int) -> int:
    with _alone():
        if cache.add(name, 1, timeout=seconds):
            return 1
        if CACHE_DATABASE in connections:
            # Django's own incr() would give the entry the cache's default timeout.
            count = int(cache.get(name, 0)) + 1
            cache.set(name, count, timeout=seconds)
            return count
        try:
            return cache.incr(name)
        except ValueError:  # it expired between the two calls
            return 1


def _alone() -> AbstractContextManager[object]:
    """Django's database cache reads and writes in two steps; its file's write lock makes them one."""
    return transaction.atomic(using=CACHE_DATABASE) if CACHE_DATABASE in connections else nullcontext()
