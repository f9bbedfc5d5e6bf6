"""Every page of the account packages opens, signed out and signed in, in both languages."""

import pytest
from django.test import Client

from redbridge.accounts.models import Person
from tests.cast import signed_in

OPEN = ["/sign-up", "/sign-in", "/password/recover", "/privacy", "/terms", "/sign-in/ended"]
OWN = [
    "/settings/profile",
    "/settings/preferences",
    "/settings/security",
    "/settings/security/password",
    "/settings/devices",
    "/settings/blocked",
    "/settings/handles",
    "/friends",
    "/settings/account",
    "/sign-up/codes",
    "/welcome",
    "/welcome/1",
    "/welcome/2",
    "/welcome/3",
    "/welcome/4",
]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("path", OPEN)
def test_open_pages_open(client: Client, path: str, language: str) -> None:
    page = client.get(f"{path}?hl={language}")
    assert page.status_code == 200
    assert b"<h1" in page.content


@pytest.mark.parametrize("path", OWN)
def test_own_pages_open_for_the_signed_in(dana: Person, path: str) -> None:
    page = signed_in(None, dana).get(path)
    assert page.status_code == 200
    assert b"<h1" in page.content


@pytest.mark.parametrize("path", OWN)
def test_own_pages_lead_strangers_to_sign_in(client: Client, path: str, db: None) -> None:
    page = client.get(path)
    assert page.status_code == 302
    assert page["Location"].startswith("/sign-in?next=")


@pytest.mark.parametrize(
    "path", ["/settings/security/app", "/settings/security/codes", "/settings/security/passkeys/add"]
)
def test_pages_that_guard_an_account_ask_once_more(dana: Person, path: str) -> None:
    page = signed_in(None, dana).get(path)
    assert page.status_code == 303
    assert page["Location"].startswith("/prove?next=")
