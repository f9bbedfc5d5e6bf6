"""What the pages of arriving may ask of the database: the same for ten posts and for sixty."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from redbridge.accounts.models import Person
from redbridge.kit import limits
from tests.arrival import baggage
from tests.cast import signed_in
from tests.web.test_budgets import asked, nothing_asked_while_drawing

pytestmark = pytest.mark.django_db
BUDGETS = {"/arrive": 12, "{at}": 9, "{at}/items": 9, "{at}/media": 9, "{at}/undo": 9, "/slots": 10}


@pytest.mark.parametrize("path", BUDGETS)
def test_a_page_keeps_its_budget_whatever_was_brought(dana: Person, tmp_path: Path, path: str) -> None:
    browser = signed_in(Client(), dana)
    with limits.paused():
        small = _pages(dana, browser, tmp_path, path, 10)
        large = _pages(dana, browser, tmp_path, path, 60)
    assert len(small) <= BUDGETS[path], "\n".join(small)
    assert len(large) <= len(small), "\n".join(large)


def _pages(dana: Person, browser: Client, folder: Path, path: str, posts: int) -> list[str]:
    made = baggage.ready(dana, baggage.packed(folder, baggage.tiktok(posts=posts)))
    if path in {"/slots", "{at}/undo"}:
        made = baggage.brought(dana, baggage.packed(folder, baggage.tiktok(posts=posts)))
    return asked(browser, path.format(at=f"/arrive/{made.id}"))


@pytest.mark.parametrize("path", ["/arrive", "{at}", "{at}/items", "{at}/media", "/slots", "/operate/arrivals"])
def test_drawing_asks_nothing(dana: Person, omar: Person, tmp_path: Path, monkeypatch: Any, path: str) -> None:
    with limits.paused():
        made = baggage.ready(dana, baggage.packed(tmp_path, baggage.tiktok(posts=5)))
        baggage.brought(dana, baggage.packed(tmp_path, baggage.tiktok(posts=3)))
    browser = signed_in(Client(), omar if path.startswith("/operate") else dana)
    with nothing_asked_while_drawing(monkeypatch):
        for _ in range(2):
            assert browser.get(path.format(at=f"/arrive/{made.id}")).status_code == 200
