"""Signing in at an old place only to see as whom: OAuth 2 with a code, a state and PKCE, and a token thrown away.

Nobody gets an account here or is signed in by it. `HANDLE_APPS` says at which places.
"""

import base64
import hashlib
import secrets
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from django.conf import settings
from django.core.cache import cache
from django.utils.crypto import salted_hmac

from redbridge.arrival.handles import LONGEST
from redbridge.arrival.reading.tokens import fold
from redbridge.outbound.client import SECONDS, Failed, call

LONGEST_CODE = 2000
LONGEST_TOKEN = 4000
APP_LASTS = 12 * 3600  # places forget what registered and was never used after a day
RETURN = "/handles/signed-in/"


@dataclass(frozen=True, slots=True)
class Door:
    """Where people sign in at a place; addresses without a host are on the server that the handle names.

    `said` finds handle and number of the account in an answer. `is_hex`: how the place wants a challenge written.
    """

    authorize: str
    token: str
    account: str
    revoke: str
    scope: str
    said: Callable[[dict[str, Any]], tuple[object, object]]
    id_name: str = "client_id"
    is_hex: bool = False
    register: str = ""


def _of_tiktok(answer: dict[str, Any]) -> tuple[object, object]:
    user = answer["data"]["user"]
    return user["username"], user["open_id"]


DOORS = {
    "tiktok": Door(
        "https://www.tiktok.com/v2/auth/authorize/",
        "https://open.tiktokapis.com/v2/oauth/token/",
        "https://open.tiktokapis.com/v2/user/info/?fields=open_id,username",
        "https://open.tiktokapis.com/v2/oauth/revoke/",
        "user.info.basic,user.info.profile",
        _of_tiktok,
        id_name="client_key",
        is_hex=True,
    ),
    "instagram": Door(
        "https://www.instagram.com/oauth/authorize",
        "https://api.instagram.com/oauth/access_token",
        "https://graph.instagram.com/me?fields=user_id,username",
        "",
        "instagram_business_basic",
        lambda answer: (answer["username"], answer["user_id"]),
    ),
    "mastodon": Door(
        "/oauth/authorize",
        "/oauth/token",
        "/api/v1/accounts/verify_credentials",
        "/oauth/revoke",
        "read:accounts",
        lambda answer: (answer["username"], answer["id"]),
        register="/api/v1/apps",
    ),
}


@dataclass(frozen=True, slots=True)
class Begun:
    """What the browser of the person keeps until they come back: where they go, and what shows that it was them."""

    handle_id: int
    place: str
    address: str
    state: str
    verifier: str
    at: float


@dataclass(frozen=True, slots=True)
class Account:
    """As whom somebody signed in elsewhere; `number` is what the place calls the account whatever its name."""

    handle: str
    number: str


def is_open(platform: str, profile_url: str) -> bool:
    """Whether somebody can sign in at the place of a profile."""
    return platform in DOORS and platform in settings.HANDLE_APPS and bool(profile_url)


def begin(*, handle_id: int, platform: str, profile_url: str) -> Begun:
    """Where to send somebody; Failed where the place does not know this site and will not."""
    door, place = DOORS[platform], _place(platform, profile_url)
    client_id, _secret = _app(platform, profile_url, until=time.monotonic() + SECONDS)
    state, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(48)
    digest = hashlib.sha256(verifier.encode()).digest()
    asked = {
        door.id_name: client_id,
        "response_type": "code",
        "scope": door.scope,
        "redirect_uri": _return_to(place),
        "state": state,
        "code_challenge": digest.hex() if door.is_hex else base64.urlsafe_b64encode(digest).decode().rstrip("="),
        "code_challenge_method": "S256",
    }
    address = f"{_at(door.authorize, profile_url)}?{urlencode(asked)}"
    return Begun(handle_id, place, address, state, verifier, time.time())


def finish(begun: Begun, *, platform: str, profile_url: str, code: str) -> Account:
    """As whom the person signed in; the token is used for this one question and given back. Failed if nobody says."""
    door, until = DOORS[platform], time.monotonic() + SECONDS
    client_id, secret = _app(platform, profile_url, until=until)
    app = {door.id_name: client_id, "client_secret": secret}
    fields = {
        **app,
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": _return_to(begun.place),
        "code_verifier": begun.verifier,
    }
    answer = _ask(door.token, profile_url, until, fields=fields)
    token = _token(answer)
    try:
        said = _ask(door.account, profile_url, until, bearer=token)
    finally:
        if door.revoke:
            with suppress(Failed):
                _ask(door.revoke, profile_url, until, fields={**app, "token": token})
    try:
        handle, number = (str(each) if isinstance(each, str | int) else "" for each in door.said(said))
    except (KeyError, TypeError):
        raise Failed("broken") from None
    if not 0 < len(handle) <= LONGEST or not 0 < len(number) <= LONGEST:
        raise Failed("broken")
    return Account(handle, number)


def is_same(account: Account, *, platform: str, key: str) -> bool:
    """Whether the account has this handle; where it was asked, nobody is anything but at home."""
    return fold(account.handle) == (key.partition("@")[0] if DOORS[platform].register else key)


def keyed(platform: str, place: str, number: str) -> list[str]:
    """The number of an account as it may be kept, with the newest key first and the older ones after it."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    said = f"{platform}/{place}/{number}"
    return [salted_hmac("redbridge.arrival.account", said, key, algorithm="sha256").hexdigest() for key in keys]


def _place(platform: str, profile_url: str) -> str:
    """Each server has an address of its own to come back to, so that no server can pass for another one."""
    return urlsplit(profile_url).netloc.lower() if DOORS[platform].register else platform


def _return_to(place: str) -> str:
    return f"{settings.SITE_URL}{RETURN}{quote(place, safe=':')}"


def _app(platform: str, profile_url: str, *, until: float) -> tuple[str, str]:
    """What the place calls this site; servers that anybody may run are asked to register it, once in a while."""
    door = DOORS[platform]
    if not door.register:
        client_id, secret = settings.HANDLE_APPS[platform]
        return client_id, secret
    place = _place(platform, profile_url)
    kept = f"handle-app:{hashlib.sha256(place.encode()).hexdigest()}"
    known = cache.get(kept)
    if known is None:
        fields = {
            "client_name": "Redbridge",
            "redirect_uris": _return_to(place),
            "scopes": door.scope,
            "website": settings.SITE_URL,
        }
        said = _ask(door.register, profile_url, until, fields=fields)
        known = said.get("client_id"), said.get("client_secret")
        if not all(isinstance(each, str) and 0 < len(each) <= LONGEST_TOKEN for each in known):
            raise Failed("broken")
        cache.set(kept, known, APP_LASTS)
    return known[0], known[1]


def _token(answer: dict[str, Any]) -> str:
    token = answer.get("access_token")
    if not isinstance(token, str) or not 0 < len(token) <= LONGEST_TOKEN or not token.isascii():
        raise Failed("broken")
    return token


def _ask(
    path: str, profile_url: str, until: float, *, fields: Mapping[str, str] | None = None, bearer: str = ""
) -> dict[str, Any]:
    address = _at(path, profile_url)
    host = (urlsplit(address).hostname or "").rstrip(".")
    return call(address, allow=lambda each: each == host, until=until, fields=fields, bearer=bearer)


def _at(path: str, profile_url: str) -> str:
    parts = urlsplit(profile_url)
    return f"{parts.scheme}://{parts.netloc}{path}" if path.startswith("/") else path
