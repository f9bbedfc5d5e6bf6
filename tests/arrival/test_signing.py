"""Signing in at the old place proves a handle, and only that one: nothing else comes of it, and nothing is kept."""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.core.cache import cache

from redbridge.accounts.models import Person, SignIn
from redbridge.arrival import actions, doorkeys, queries, signingin
from redbridge.arrival.actions import signing
from redbridge.arrival.models import OldHandle
from redbridge.arrival.signingin import Begun
from redbridge.events.worker import run_waiting
from redbridge.kit.errors import NotFound, Refused
from tests.arrival.acquaintances import proved
from tests.arrival.other_place import Answer, OtherPlace, other_place

pytestmark = pytest.mark.django_db
JSON = {"Content-Type": "application/json"}
ACCOUNT = "/api/v1/accounts/verify_credentials"


@pytest.fixture
def place(settings: Any) -> Iterator[OtherPlace]:
    settings.FETCH_LOOPBACK = True  # and reading pages elsewhere stays off: this is another switch
    settings.HANDLE_APPS = {"mastodon": ("", "")}
    cache.clear()
    with other_place() as found:
        yield found


def claim(person: Person, place: OtherPlace, platform: str = "mastodon") -> OldHandle:
    row = actions.claim_handle(person, platform=platform, handle="dana@place.example"[: None if "m" in platform else 4])
    OldHandle.objects.filter(id=row.id).update(profile_url=place.profile)
    row.refresh_from_db()
    return row


def finish(person: Person, begun: Begun | None, back: dict[str, str], **other: str) -> OldHandle:
    said = {"place": back["path"].rpartition("/")[2], "state": back["state"], "code": back.get("code", ""), **other}
    return actions.finish_sign_in(person, begun=begun, **said)


def refusal(call: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        call()
    assert refused.value.sentence
    return refused.value.code


def test_signing_in_proves_the_handle_and_leaves_nothing_behind(dana: Person, place: OtherPlace) -> None:
    row, people, sign_ins = claim(dana, place), Person.objects.count(), SignIn.objects.count()
    begun = actions.begin_sign_in(dana, handle_id=row.id)
    row = finish(dana, begun, place.visit(begun.address))
    run_waiting(twice=True)
    row.refresh_from_db()
    assert (row.state, row.method, row.problem) == ("proved", "platform", "")
    assert queries.is_proved([dana.id], "mastodon") == {dana.id}
    assert place.tokens == place.revoked != set()
    assert (Person.objects.count(), SignIn.objects.count()) == (people, sign_ins)
    kept = json.dumps(list(OldHandle.objects.values()), default=str)
    assert row.account_key == signingin.keyed("mastodon", f"127.0.0.1:{place.port}", "109")[0]
    for secret in (*place.tokens, begun.verifier, begun.state, place.number + '"', "private.example"):
        assert secret not in kept


def test_the_site_registers_once_with_a_server(dana: Person, lin: Person, place: OtherPlace) -> None:
    for person in (dana, lin):
        actions.begin_sign_in(person, handle_id=claim(person, place).id)
    assert place.asked == ["/api/v1/apps"]


def test_places_with_keys_of_the_operator(dana: Person, place: OtherPlace, settings: Any, monkeypatch: Any) -> None:
    settings.HANDLE_APPS = {"tiktok": ("key", "secret")}
    base = place.profile.rpartition("/")[0]
    door = replace(
        signingin.DOORS["tiktok"],
        authorize=f"{base}/v2/auth/authorize/",
        token=f"{base}/oauth/token",
        account=f"{base}/v2/user/info/?fields=open_id,username",
        revoke=f"{base}/oauth/revoke",
    )
    monkeypatch.setitem(signingin.DOORS, "tiktok", door)
    place.is_hex, place.id_name = True, "client_key"
    place.apps["key"] = "secret", f"{settings.SITE_URL}/handles/signed-in/tiktok"
    row = claim(dana, place, "tiktok")
    begun = actions.begin_sign_in(dana, handle_id=row.id)
    assert finish(dana, begun, place.visit(begun.address)).id == row.id
    assert place.tokens == place.revoked != set()
    assert queries.is_proved([dana.id], "tiktok") == {dana.id}


def test_only_who_began_comes_back_once_and_soon(dana: Person, lin: Person, place: OtherPlace) -> None:
    row = claim(dana, place)
    begun = actions.begin_sign_in(dana, handle_id=row.id)
    back = place.visit(begun.address)
    asked = len(place.asked)
    assert refusal(lambda: finish(dana, begun, back, state="another")) == "state"
    assert refusal(lambda: finish(dana, begun, back, state="ü")) == "state"
    assert refusal(lambda: finish(dana, begun, back, place="evil.example")) == "state"
    assert refusal(lambda: finish(dana, None, back)) == "old"
    assert refusal(lambda: finish(dana, replace(begun, at=time.time() - 601), back)) == "old"
    assert refusal(lambda: finish(dana, begun, back, code="x" * 5000)) == "denied"
    with pytest.raises(NotFound):
        finish(lin, begun, back)
    assert len(place.asked) == asked  # none of these was worth a question
    finish(dana, begun, back)
    assert refusal(lambda: finish(dana, begun, back)) == "proved"
    OldHandle.objects.filter(id=row.id).update(state="claimed")
    assert refusal(lambda: finish(dana, begun, back)) == "status"  # the place takes a code once


def test_who_says_no_there_has_changed_nothing(dana: Person, place: OtherPlace) -> None:
    row = claim(dana, place)
    begun = actions.begin_sign_in(dana, handle_id=row.id)
    assert refusal(lambda: finish(dana, begun, place.visit(begun.address, is_allowed=False))) == "denied"
    row.refresh_from_db()
    assert (row.state, row.problem) == ("claimed", "")


def test_a_code_of_somebody_else_is_worth_nothing(dana: Person, lin: Person, place: OtherPlace) -> None:
    mine, theirs = (actions.begin_sign_in(each, handle_id=claim(each, place).id) for each in (dana, lin))
    stolen = place.visit(theirs.address)["code"]
    assert refusal(lambda: finish(dana, mine, place.visit(mine.address), code=stolen)) == "status"


def test_another_handle_than_the_one_claimed_proves_nothing(dana: Person, place: OtherPlace) -> None:
    row = claim(dana, place)
    begun = actions.begin_sign_in(dana, handle_id=row.id)
    place.name = "dana2"
    with pytest.raises(Refused, match="@dana2"):
        finish(dana, begun, place.visit(begun.address))
    row.refresh_from_db()
    assert (row.state, row.account_key) == ("claimed", "")
    assert place.tokens == place.revoked


ODD: dict[str, tuple[str, Answer, str]] = {
    "moves away with our secret": ("/oauth/token", (302, {"Location": "http://10.0.0.1/"}, b""), "redirects"),
    "moves to a place of ours": (ACCOUNT, (307, {"Location": "http://127.0.0.1:9/"}, b""), "redirects"),
    "is a page": (ACCOUNT, (200, {"Content-Type": "text/html"}, b"<p>Hello"), "type"),
    "has no end": (ACCOUNT, (200, JSON, b'{"username": "' + b"d" * 300_000 + b'"}'), "large"),
    "is deep": (ACCOUNT, (200, JSON, b'{"a":' * 40_000), "broken"),
    "is a list": (ACCOUNT, (200, JSON, b"[1]"), "broken"),
    "names nobody": (ACCOUNT, (200, JSON, b'{"username": null, "id": "1"}'), "broken"),
    "names too much": (ACCOUNT, (200, JSON, b'{"username": "' + b"d" * 400 + b'", "id": 1}'), "broken"),
    "has no token": ("/oauth/token", (200, JSON, b'{"access_token": {"a": 1}}'), "broken"),
    "has a token with a line": ("/oauth/token", (200, JSON, b'{"access_token": "a\\r\\nHost: b"}'), "broken"),
    "fails": ("/oauth/token", (500, JSON, b"{}"), "status"),
    "is gone": (ACCOUNT, (404, JSON, b"{}"), "gone"),
}


@pytest.mark.parametrize("name", ODD)
def test_what_such_a_place_answers_is_not_trusted(name: str, dana: Person, place: OtherPlace) -> None:
    path, answer, code = ODD[name]
    row = claim(dana, place)
    begun = actions.begin_sign_in(dana, handle_id=row.id)
    place.odd[path] = answer
    assert refusal(lambda: finish(dana, begun, place.visit(begun.address))) == code
    row.refresh_from_db()
    assert row.state == "claimed"


def test_a_slow_place_is_given_up(dana: Person, place: OtherPlace, monkeypatch: Any) -> None:
    monkeypatch.setattr(signingin, "SECONDS", 0.0)
    assert refusal(lambda: actions.begin_sign_in(dana, handle_id=claim(dana, place).id)) == "slow"


def test_only_places_of_the_open_network_are_asked(dana: Person, place: OtherPlace, settings: Any) -> None:
    row = claim(dana, place)
    settings.FETCH_LOOPBACK = False
    for address in (place.profile, "https://10.0.0.1/@dana", "https://localhost/@dana", "https://[::1]/@dana"):
        OldHandle.objects.filter(id=row.id).update(profile_url=address)
        with pytest.raises(Refused):
            actions.begin_sign_in(dana, handle_id=row.id)
    assert place.asked == []


def test_a_few_wait_and_the_others_are_told(dana: Person, place: OtherPlace) -> None:
    row = claim(dana, place)
    with signing._Patience(), signing._Patience():
        assert refusal(lambda: actions.begin_sign_in(dana, handle_id=row.id)) == "busy"
    assert actions.begin_sign_in(dana, handle_id=row.id).handle_id == row.id


def test_nothing_is_offered_where_nothing_is_set_up(dana: Person, place: OtherPlace, settings: Any) -> None:
    row = claim(dana, place)
    assert queries.own_handle(dana, handle_id=row.id).can_sign_in
    settings.HANDLE_APPS = {"tiktok": ("key", "secret")}
    assert not queries.own_handle(dana, handle_id=row.id).can_sign_in
    assert refusal(lambda: actions.begin_sign_in(dana, handle_id=row.id)) == "off"


def test_a_second_account_under_the_same_name_goes_to_a_moderator(
    dana: Person, lin: Person, ruth: Person, place: OtherPlace
) -> None:
    first, second = claim(dana, place), claim(lin, place)
    begun = actions.begin_sign_in(dana, handle_id=first.id)
    finish(dana, begun, place.visit(begun.address))
    begun = actions.begin_sign_in(lin, handle_id=second.id)
    place.number = "110"
    assert refusal(lambda: finish(lin, begun, place.visit(begun.address))) == "taken"
    [asked], _next = queries.asked_handles(ruth)
    assert (asked.owner_id, asked.is_same_account) == (dana.id, False)


def test_what_a_moderator_took_back_is_not_signed_in_for(dana: Person, ruth: Person, place: OtherPlace) -> None:
    row = proved(dana, "dana@place.example", "mastodon")
    OldHandle.objects.filter(id=row.id).update(profile_url=place.profile)
    actions.revoke_handle(ruth, handle_id=row.id, reason="sold")
    assert refusal(lambda: actions.begin_sign_in(dana, handle_id=row.id)) == "revoked"


def test_the_switch_of_the_operator_names_places_and_keys() -> None:
    assert doorkeys.parse("") == {}
    assert doorkeys.parse("tiktok=k:s:t mastodon") == {"tiktok": ("k", "s:t"), "mastodon": ("", "")}
    for wrong in ("tiktok", "tiktok=", "tiktok=k", "instagram=:s", "mastodon=k:s", "facebook=k:s"):
        with pytest.raises(ValueError, match=wrong.partition("=")[0]):
            doorkeys.parse(wrong)
