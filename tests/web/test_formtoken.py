"""The token of forms: another one with every page, and any of them is taken with its cookie alone."""

import re

import pytest
from django.test import Client

from redbridge.accounts.models import Person
from redbridge.accounts.sessions import SessionStore
from tests.cast import signed_in

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


def _tokens(browser: Client) -> list[str]:
    return TOKEN.findall(browser.get("/follow").content.decode())


def test_every_page_carries_another_token_and_both_are_taken(dana: Person) -> None:
    browser = signed_in(Client(enforce_csrf_checks=True), dana)
    first, second = _tokens(browser)[0], _tokens(browser)[0]
    assert first != second
    assert len(first) == len(second) == 64
    for token in (first, second):
        assert browser.post("/sign-out", {"csrfmiddlewaretoken": token[:-1] + "!"}).status_code == 403
        answer = browser.post("/theme", {"csrfmiddlewaretoken": token, "theme": "dark"})
        assert answer.status_code != 403
    stranger = signed_in(Client(enforce_csrf_checks=True), dana)
    _tokens(stranger)
    assert stranger.post("/theme", {"csrfmiddlewaretoken": first, "theme": "dark"}).status_code == 403


def test_a_session_that_was_changed_by_hand_is_empty() -> None:
    store = SessionStore()
    good = store.encode({"a": ["b"]})
    found = store.decode(good)
    found["a"].append("c")
    assert store.decode(good) == {"a": ["b"]}
    for bad in (good[:-1] + ("A" if good[-1] != "A" else "B"), "", "a:b:c", good + "\x00"):
        assert store.decode(bad) == {}
