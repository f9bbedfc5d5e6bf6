"""The token itself, your other ones, and what you chose for your own eyes."""

from datetime import date, datetime
from typing import Literal

from django.http import HttpRequest
from ninja import Schema

from redbridge.accounts import actions, queries
from redbridge.api.door import Access
from redbridge.api.saying import Json
from redbridge.api.shapes import Id, PathId
from redbridge.api.words import Word, person

word = Word("account")
PREFERENCES = ("language", "theme", "data_saver", "autoplay", "likes_are_public", "shortcuts")


class Token(Schema):
    """A token as you may see it again: never its secret."""

    id: Id
    name: str
    prefix: str
    scopes: list[str]
    created_at: datetime
    expires_at: datetime | None
    used_on: date | None
    is_current: bool


class Tokens(Schema):
    """Your tokens, newest first."""

    items: list[Token]


class Preferences(Schema):
    """What you chose for your own eyes."""

    language: str
    theme: Literal["system", "light", "dark"]
    data_saver: bool
    autoplay: bool
    likes_are_public: bool
    shortcuts: bool


class PreferencesChange(Schema):
    """What is left out stays as it is."""

    language: str | None = None
    theme: Literal["system", "light", "dark"] | None = None
    data_saver: bool | None = None
    autoplay: bool | None = None
    likes_are_public: bool | None = None
    shortcuts: bool | None = None


class Device(Schema):
    """A browser that is signed in; its address is shortened."""

    id: Id
    browser: str
    system: str
    address: str
    signed_in_at: datetime
    seen_at: datetime


class Devices(Schema):
    """Where you are signed in."""

    items: list[Device]


@word.reads("token", Token)
def get_token(request: HttpRequest) -> Json:
    """The token that this request was sent with."""
    access: Access = request.access  # type: ignore[attr-defined]
    found = next(each for each in queries.tokens_of(access.person) if each.id == access.token.id)
    return _json(request, found)


@word.writes("DELETE", "token", scope="read")
def end_current_token(request: HttpRequest) -> None:
    """End the token that this request was sent with."""
    access: Access = request.access  # type: ignore[attr-defined]
    actions.end_token(access.person, token_id=access.token.id)


@word.reads("tokens", Tokens, scope="read:private")
def get_tokens(request: HttpRequest) -> Json:
    """All your tokens. New ones are made on the settings page only."""
    return {"items": [_json(request, each) for each in queries.tokens_of(person(request))]}


@word.writes("DELETE", "tokens/{int:token_id}", scope="write:profile")
def end_token(request: HttpRequest, token_id: PathId) -> None:
    """End one of your tokens."""
    actions.end_token(person(request), token_id=token_id)


@word.reads("me/preferences", Preferences, scope="read:private")
def get_preferences(request: HttpRequest) -> Json:
    """What you chose for your own eyes."""
    chosen = queries.preferences_of(person(request))
    return {name: getattr(chosen, name) for name in PREFERENCES}


@word.writes("PATCH", "me/preferences", Preferences, scope="write:profile")
def change_preferences(request: HttpRequest, change: PreferencesChange) -> Json:
    """Choose anew."""
    actions.set_preferences(person(request), **change.dict(exclude_none=True))
    return get_preferences(request)


@word.reads("me/devices", Devices, scope="read:private")
def get_devices(request: HttpRequest) -> Json:
    """Where you are signed in."""
    names = ("browser", "system", "address", "signed_in_at", "seen_at")
    found = queries.devices_of(person(request))
    return {"items": [{"id": str(each.id), **{name: getattr(each, name) for name in names}} for each in found]}


@word.writes("DELETE", "me/devices/{int:device_id}", scope="write:profile")
def end_device(request: HttpRequest, device_id: PathId) -> None:
    """Sign one device out."""
    actions.end_session(person(request), session_id=device_id)


@word.writes("DELETE", "me/devices", scope="write:profile")
def end_devices(request: HttpRequest) -> None:
    """Sign every device out."""
    actions.end_other_sessions(person(request), session_key=None)


def _json(request: HttpRequest, row: object) -> Json:
    access: Access = request.access  # type: ignore[attr-defined]
    names = ("name", "prefix", "scopes", "created_at", "expires_at", "used_on")
    found = {name: getattr(row, name) for name in names}
    number = getattr(row, "id", 0)
    return {"id": str(number), **found, "is_current": number == access.token.id}
