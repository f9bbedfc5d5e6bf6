"""What an upload may cost: the one place with every limit of reading."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from typing import Any

MB = 1024 * 1024
GB = 1024 * MB
WORD = re.compile(r"(\w+)(?:\.(\w+))?=(\d{1,15})([kMG]?)", re.ASCII)
UNITS = {"": 1, "k": 1024, "M": MB, "G": GB}


@dataclass(frozen=True, slots=True)
class Limits:
    """Counts, bytes and depths. `kept` says how many rows of a section stay, the most recent ones."""

    entries: int = 20_000
    directory: int = 16 * MB  # of a zip: what would have to be held in memory to list it
    inflated: int = 8 * GB
    text_member: int = 2 * GB  # JSON, text, tables
    medium: int = 500 * MB
    depth: int = 64
    key: int = 256
    text: int = 64 * 1024
    token: int = MB  # a single text or number without an end
    row_bytes: int = 2 * MB  # one entry of a list
    unknown: int = 100
    faults: int = 100
    kept: dict[str, int] = field(
        default_factory=lambda: {
            "posts": 20_000,
            "deleted": 20_000,
            "likes": 200_000,
            "saved": 200_000,
            "reposts": 200_000,
            "watched": 500_000,
            "following": 50_000,
            "followers": 50_000,
            "blocked": 50_000,
            "muted": 50_000,
            "searches": 50_000,
            "hashtags": 50_000,
            "collections": 5_000,
            "comments": 50_000,
            "interests": 5_000,
            "shop": 50_000,
            "bookmarks": 200_000,
        }
    )


_now = Limits()


def now() -> Limits:
    """The limits that hold in this process."""
    return _now


def use(**changes: Any) -> None:
    """Change limits for the rest of this process; names and numbers as in `Limits`."""
    global _now  # noqa: PLW0603 - one process reads one upload
    kept = {**_now.kept, **changes.pop("kept", {})}
    _now = replace(_now, kept=kept, **changes)


@contextmanager
def using(**changes: Any) -> Iterator[Limits]:
    """Other limits for a while."""
    global _now  # noqa: PLW0603 - the same
    before = _now
    use(**changes)
    try:
        yield _now
    finally:
        _now = before


def parse(text: str) -> dict[str, Any]:
    """Changes as an operator writes them: `entries=50000 inflated=16G kept.posts=50000`. ValueError for any other."""
    changes: dict[str, Any] = {}
    for word in text.split():
        found = WORD.fullmatch(word)
        if found is None:
            raise ValueError(word)
        place, section = found[1], found[2] or ""
        number = int(found[3]) * UNITS[found[4]]
        if place == "kept" and section in _now.kept:
            changes.setdefault("kept", {})[section] = number
        elif not section and place in {each.name for each in fields(Limits)} - {"kept"}:
            changes[place] = number
        else:
            raise ValueError(word)
    return changes
