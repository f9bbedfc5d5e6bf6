"""Time-ordered 64-bit identifiers: sortable by creation, not guessable by counting, strings in JSON."""

import secrets
import threading
import time
from collections.abc import Iterable
from datetime import UTC, datetime

EPOCH_MS = 1_577_836_800_000  # 2020-01-01, so that imported notes of the last years still have a positive position
TAIL_BITS = 22
_lock = threading.Lock()
_last = 0


def mint() -> int:
    """A new id: milliseconds since 2020 in the upper 41 bits, a random tail below; rising within a process."""
    global _last  # noqa: PLW0603 - two ids of one millisecond must still rise
    now = ((time.time_ns() // 1_000_000 - EPOCH_MS) << TAIL_BITS) | secrets.randbits(TAIL_BITS)
    with _lock:
        _last = now if now > _last else _last + 1
        return _last


def position_at(moment: datetime) -> int:
    """The place in time order of something dated `moment` (aware); dates before 2020 keep their order below zero."""
    milliseconds = int(moment.timestamp() * 1000) - EPOCH_MS
    return (milliseconds << TAIL_BITS) | secrets.randbits(TAIL_BITS)


def moment_of(key: int) -> datetime:
    """The time that an id or a position carries (UTC)."""
    return datetime.fromtimestamp(((key >> TAIL_BITS) + EPOCH_MS) / 1000, tz=UTC)


def possible(ids: Iterable[int]) -> list[int]:
    """Each of the numbers that can be an id at all, once; a database refuses larger ones in a list."""
    return [number for number in dict.fromkeys(ids) if 0 < number < 1 << 63]
