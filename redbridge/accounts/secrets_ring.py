"""Secrets of second steps are encrypted at rest by a ring of keys outside the database.

`DATA/keys/secrets.txt` holds one `id:key` a line, the newest first. The first line encrypts, every line decrypts.
"""

import os
import secrets
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.db import transaction

_Ring = dict[str, Fernet]


class KeyMissing(Exception):  # noqa: N818 - a sentence for the operator
    """A stored secret names a key that the ring does not have any more."""


def encrypt(text: str) -> str:
    """`id:token`, by the newest key."""
    name, key = next(iter(_ring().items()))
    return f"{name}:{key.encrypt(text.encode()).decode()}"


def decrypt(stored: str) -> str:
    """Counterpart of `encrypt`; KeyMissing when its key is gone or does not fit."""
    name, _, token = stored.partition(":")
    key = _ring().get(name)
    if key is None:
        raise KeyMissing(f"keys/secrets.txt has no key {name!r}: put it back from a backup.")
    try:
        return key.decrypt(token.encode()).decode()
    except InvalidToken:
        raise KeyMissing(f"The key {name!r} in keys/secrets.txt is not the one that encrypted this.") from None


def add_key() -> str:
    """Put a fresh key on top of the ring and return its id."""
    _ring()
    path = _path()
    lines = path.read_text().split()
    name = f"v{1 + max(int(line.partition(':')[0].removeprefix('v')) for line in lines)}"
    fresh = path.with_name(f"secrets.{secrets.token_hex(4)}")
    fresh.touch(mode=0o600)
    fresh.write_text("\n".join([f"{name}:{Fernet.generate_key().decode()}", *lines]) + "\n")
    fresh.replace(path)
    return name


def rotate_secrets() -> int:
    """Encrypt every stored secret anew with the newest key; returns how many rows that were.

    Afterwards the older lines of the ring may be deleted.
    """
    from allauth.mfa.models import Authenticator  # noqa: PLC0415 - the adapter needs this module before models load

    newest = next(iter(_ring()))
    count = 0
    for row_id in list(Authenticator.objects.exclude(type="webauthn").values_list("id", flat=True)):
        with transaction.atomic():
            row = Authenticator.objects.select_for_update().filter(id=row_id).first()
            if row is not None and _renew(row.data, newest):
                row.save(update_fields=["data"])
                count += 1
    return count


def _renew(data: dict[str, object], newest: str) -> bool:
    before = dict(data)
    again: Callable[[str], str] = lambda text: text if text.startswith(f"{newest}:") else encrypt(decrypt(text))  # noqa: E731
    for name in ("secret", "seed"):
        if isinstance(value := data.get(name), str):
            data[name] = again(value)
    if isinstance(codes := data.get("migrated_codes"), list):
        data["migrated_codes"] = [again(str(code)) for code in codes]
    return data != before


def _path() -> Path:
    return Path(settings.DATA_DIR) / "keys" / "secrets.txt"


def _ring() -> _Ring:
    path = _path()
    if not path.exists():
        _make_first(path)
    stamp = path.stat()
    return _read(str(path), stamp.st_mtime_ns, stamp.st_ino)


@lru_cache(maxsize=4)
def _read(path: str, _changed_at: int, _inode: int) -> _Ring:
    pairs = [line.partition(":") for line in Path(path).read_text().split()]
    return {name: Fernet(key.encode()) for name, _, key in pairs}


def _make_first(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_name(f"secrets.{secrets.token_hex(4)}")
    fresh.touch(mode=0o600)
    fresh.write_text(f"v1:{Fernet.generate_key().decode()}\n")
    try:
        os.link(fresh, path)  # of two processes that start at once exactly one wins
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
