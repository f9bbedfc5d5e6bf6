"""Keyed tokens: equal for equal handles or ids, and meaningless to whoever has no key."""

import hmac
import unicodedata


def fold(text: str) -> str:
    """A handle or an id as it is compared: no @ in front, no case."""
    return unicodedata.normalize("NFC", text).strip().removeprefix("@").casefold()


def token(key: bytes, platform: str, what: str, text: str) -> str:
    """The token of a handle or an item (`what` is "handle" or "item") of a platform."""
    return hmac.digest(key, f"{platform}\0{what}\0{fold(text)}".encode(errors="replace"), "sha256").hex()
