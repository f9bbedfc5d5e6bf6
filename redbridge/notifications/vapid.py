"""The key by which push services know this site. Browsers are tied to it, so it lasts as long as the site.

`DATA/keys/push.txt` holds it; the first use writes it, and a backup holds it as it holds all keys.
"""

import os
import secrets
from email.utils import parseaddr
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings

from redbridge.notifications.webpush import CURVE, NUMBER_BYTES, decode, encode, point_of


def signing_key() -> ec.EllipticCurvePrivateKey:
    """The private key of this site."""
    path = Path(settings.DATA_DIR) / "keys" / "push.txt"
    if not path.exists():
        _make(path)
    return _read(str(path), path.stat().st_mtime_ns)


def public_key() -> str:
    """Its public half, as a browser asks for it."""
    return encode(point_of(signing_key()))


def contact() -> str:
    """Whom a push service may ask about us."""
    return settings.SITE_URL if settings.SECURE else f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}"


@lru_cache(maxsize=2)
def _read(path: str, _changed_at: int) -> ec.EllipticCurvePrivateKey:
    number = int.from_bytes(decode(Path(path).read_text().strip()), "big")
    return ec.derive_private_key(number, CURVE)


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_name(f"push.{secrets.token_hex(4)}")
    fresh.touch(mode=0o600)
    number = ec.generate_private_key(CURVE).private_numbers().private_value
    fresh.write_text(encode(number.to_bytes(NUMBER_BYTES, "big")) + "\n")
    try:
        os.link(fresh, path)  # of two processes that start at once exactly one wins
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
