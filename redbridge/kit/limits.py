"""How often something may be done, counted in the shared cache so that it holds across processes."""

import threading
import time
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass

from django.core.cache import cache
from django.db import connections, transaction
from django.utils.translation import ngettext

from redbridge.kit.errors import TooFast

CACHE_DATABASE = "cache"
MINUTE = 60
MOST_HELD = 5_000
_paused = ContextVar("limits paused", default=False)
_held: "OrderedDict[str, tuple[int, int]]" = OrderedDict()
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of a limit: uses, and seconds until it is whole again. `is_over` says that this use was too much."""

    limit: int
    remaining: int
    reset: int
    is_over: bool = False


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


def spend(key: str, *, limit: int, seconds: int, pack: int = 10) -> Left:
    """Count one use of `key` where every request counts: a process takes uses from the shared cache by packs.

    It never lets more than `limit` pass in a span, over all processes together; a few less when several processes
    hold uses that they do not need.
    """
    now = time.time()
    span, passed = divmod(now, seconds)
    reset = max(1, int(seconds - passed))
    if _paused.get():
        return Left(limit, limit, reset)
    name = f"limit:{key}:{seconds}:{int(span)}"
    pack = max(1, min(pack, limit // 10))
    with _lock:
        own, shared = _held.get(name, (0, limit))
        if own or not shared:
            return _spent(name, limit, own, shared, reset)
    total = _count(name, seconds, by=pack)
    with _lock:
        more = max(0, pack - max(0, total - limit))
        own = _held.get(name, (0, 0))[0] + more
        return _spent(name, limit, own, max(0, limit - total), reset)


def forget_held() -> None:
    """Give up what this process still holds, as tests do between each other."""
    with _lock:
        _held.clear()


def _spent(name: str, limit: int, own: int, shared: int, reset: int) -> Left:
    _held[name] = (max(0, own - 1), shared)
    _held.move_to_end(name)
    while len(_held) > MOST_HELD:
        _held.popitem(last=False)
    return Left(limit, max(0, own - 1) + shared, reset, is_over=not own)


def _count(name: str, seconds: int, *, by: int = 1) -> int:
    with _alone():
        if cache.add(name, by, timeout=seconds):
            return by
        if CACHE_DATABASE in connections:
            # Django's own incr() would give the entry the cache's default timeout.
            count = int(cache.get(name, 0)) + by
            cache.set(name, count, timeout=seconds)
            return count
        try:
            return cache.incr(name, by)
        except ValueError:  # it expired between the two calls
            return by


def _alone() -> AbstractContextManager[object]:
    """Django's database cache reads and writes in two steps; its file's write lock makes them one."""
    return transaction.atomic(using=CACHE_DATABASE) if CACHE_DATABASE in connections else nullcontext()
