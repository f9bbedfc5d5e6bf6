"""The pages speak the languages that the operator offers, and no other."""

import pytest
from django.test import Client

from redbridge.accounts import actions as accounts

pytestmark = pytest.mark.django_db


def test_all_languages_are_offered_at_first(client: Client) -> None:
    page = client.get("/norms", {"hl": "zh-hans"})
    assert page.headers["Content-Language"] == "zh-hans"
    assert 'hreflang="zh-Hans"' in page.content.decode()


def test_a_language_that_is_not_offered_is_not_spoken(client: Client) -> None:
    accounts.change_site(None, languages=["en"])
    page = client.get("/norms", {"hl": "zh-hans"}, headers={"Accept-Language": "zh-CN"})
    assert page.headers["Content-Language"] == "en"
    assert 'hreflang="zh-Hans"' not in page.content.decode()


def test_a_kept_page_holds_nothing_of_whoever_came_first(client: Client) -> None:
    client.get("/", {"seen": "by-the-first"})
    assert "by-the-first" not in client.get("/").content.decode()
