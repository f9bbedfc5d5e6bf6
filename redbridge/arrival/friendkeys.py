"""The keys of friend tokens. They lie outside the database, so that a copy of it says nothing about anybody's lists.

`DATA/keys/friends.json` holds them, one for each year; the first use writes it, and `ARRIVAL_KEY` takes its place.
Nothing can be keyed anew, as nobody knows what a token stood for: so an older key stays for as long as its tokens do.
"""

import fcntl
import hashlib
import json
import os
import secrets
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

LASTS = timedelta(days=365)
KEY_BYTES = 32
SHORTEST_SECRET = 32
_kept: dict[str, tuple[int, list[dict[str, Any]]]] = {}
_alone = threading.Lock()


def current() -> tuple[int, bytes]:
    """The version and the key for new tokens; a year after it was made, the next one."""
    if given := _given():
        version = max(given)
        return version, given[version]
    rows = _read()
    if not rows or _made_at(rows[-1]) < datetime.now(UTC) - LASTS:
        rows = _add()
    return rows[-1]["version"], bytes.fromhex(rows[-1]["key"])


def key(version: int) -> bytes:
    """The key of a version; KeyError when it is gone, and its tokens with it."""
    return keys()[version]


def keys() -> dict[int, bytes]:
    """Every version whose tokens can still be told."""
    given = _given()
    return given or {row["version"]: bytes.fromhex(row["key"]) for row in _read()}


def forget(*, all_but: Collection[int]) -> None:
    """Drop older versions that no token needs any more; the newest stays."""
    with _held() as path:
        rows = _load(path)
        kept = [row for row in rows if row["version"] in all_but or row is rows[-1]]
        if len(kept) < len(rows):
            _write(path, kept)


def _given() -> dict[int, bytes]:
    found: dict[int, bytes] = {}
    for part in settings.ARRIVAL_KEY.split():
        version, _, secret = part.rpartition(":")
        if len(secret) < SHORTEST_SECRET or not (version or "1").isdecimal():
            raise ImproperlyConfigured("ARRIVAL_KEY is version:secret, with a secret of at least 32 characters.")
        found[int(version or "1")] = hashlib.sha256(secret.encode()).digest()
    return found


def _path() -> Path:
    return Path(settings.DATA_DIR) / "keys" / "friends.json"


def _read() -> list[dict[str, Any]]:
    path = _path()
    try:
        changed_at = path.stat().st_mtime_ns
    except FileNotFoundError:
        return []
    kept = _kept.get(str(path))
    if kept is None or kept[0] != changed_at:
        kept = _kept[str(path)] = (changed_at, _load(path))
    return kept[1]


def _load(path: Path) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    return sorted(json.loads(path.read_text())["keys"], key=lambda row: row["version"])


def _add() -> list[dict[str, Any]]:
    with _held() as path:
        rows = _load(path)
        now = datetime.now(UTC)
        if not rows or _made_at(rows[-1]) < now - LASTS:  # of two processes the second finds it done
            version = rows[-1]["version"] + 1 if rows else 1
            made = {"version": version, "key": secrets.token_hex(KEY_BYTES), "made_at": now.isoformat()}
            rows = [*rows, made]
            _write(path, rows)
        return rows


def _write(path: Path, rows: list[dict[str, Any]]) -> None:
    fresh = path.with_name(f"friends.{secrets.token_hex(4)}")
    fresh.touch(mode=0o600)
    with fresh.open("w") as file:
        json.dump({"keys": rows}, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def _made_at(row: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(row["made_at"])


@contextmanager
def _held() -> Iterator[Path]:
    """Nobody else writes the file meanwhile, in this process or another."""
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _alone, (path.parent / "friends.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield path
