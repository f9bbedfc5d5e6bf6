"""The page on which people give tokens to programs."""

import re

import pytest
from django.test import Client

from redbridge.accounts import queries
from redbridge.accounts.models import AccessToken, Person
from tests.cast import PASSWORD, signed_in

PAGE = "/settings/tokens"


@pytest.fixture
def browser(dana: Person) -> Client:
    client = signed_in(Client(), dana)
    client.post("/prove", {"password": PASSWORD})
    return client


def test_the_password_is_asked_for_first(dana: Person) -> None:
    client = signed_in(Client(), dana)
    for answer in (client.get(PAGE), client.post(PAGE, {"name": "S", "scopes": "read", "days": "30"})):
        assert answer.status_code == 303
        assert answer["Location"].startswith("/prove")
    assert not AccessToken.objects.exists()


def test_a_token_is_shown_once_and_works(browser: Client, dana: Person) -> None:
    made = browser.post(PAGE, {"name": "My script", "scopes": ["read", "write:notes"], "days": "30"})
    secret = re.findall(r'<code class="secret"[^>]*>(rbt_[\w-]+)</code>', made.content.decode())[0]
    assert made["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    token = queries.token_behind(secret)
    assert token is not None
    assert token.scopes == ["read", "write:notes"]
    again = browser.get(PAGE).content.decode()
    assert "My script" in again
    assert secret not in again
    assert secret[:8] in again


def test_what_is_missing_is_said_beside_it(browser: Client) -> None:
    answer = browser.post(PAGE, {"name": "", "days": "7"})
    assert answer.status_code == 422
    assert answer.content.decode().count('class="error"') == 3


def test_only_those_who_moderate_are_offered_moderation(browser: Client, ruth: Person) -> None:
    other = signed_in(Client(), ruth)
    other.post("/prove", {"password": PASSWORD})
    pages = {name: client.get(PAGE).content.decode() for name, client in (("dana", browser), ("ruth", other))}
    assert ["moderate" in re.findall(r'value="([\w:]+)"', page) for page in pages.values()] == [False, True]


def test_a_token_ends_by_its_button(browser: Client, dana: Person, ken: Person) -> None:
    browser.post(PAGE, {"name": "S", "scopes": "read", "days": "0"})
    token = AccessToken.objects.get()
    assert signed_in(Client(), ken).post(f"{PAGE}/{token.id}/end").status_code == 404
    assert browser.post(f"{PAGE}/{token.id}/end")["Location"] == PAGE
    assert not AccessToken.objects.exists()
