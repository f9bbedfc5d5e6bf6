"""The page of links: in its owner's order, verified ones first, and verified only while somebody links back."""

import pytest

from redbridge.accounts import actions as accounts
from redbridge.accounts.models import Person
from redbridge.arrival import actions, queries
from redbridge.arrival.models import PageLink
from redbridge.events.worker import run_waiting
from redbridge.kit.errors import Refused

pytestmark = pytest.mark.django_db


def shown(person: Person) -> list[tuple[str, str, bool]]:
    return [(each.title, each.url, each.is_verified) for each in queries.page_links(person)]


def test_links_of_the_profile_stand_in_until_some_are_arranged(dana: Person) -> None:
    accounts.update_profile(dana, links=["https://www.example.org/me"])
    assert shown(dana) == [("example.org", "https://www.example.org/me", False)]
    actions.arrange_links(dana, links=[("Shop", "shop.example/a"), ("", ""), ("", "https://b.example")])
    assert shown(dana) == [("Shop", "https://shop.example/a", False), ("b.example", "https://b.example", False)]


def test_what_is_verified_comes_first_and_stays_so_when_moved(dana: Person) -> None:
    rows = actions.arrange_links(dana, links=[("A", "https://a.example"), ("B", "https://b.example")])
    PageLink.objects.filter(id=rows[1].id).update(verified_at="2026-01-01T00:00:00Z")
    assert [title for title, *_ in shown(dana)] == ["B", "A"]
    actions.arrange_links(dana, links=[("Bee", "https://b.example"), ("C", "https://c.example")])
    assert shown(dana) == [("Bee", "https://b.example", True), ("C", "https://c.example", False)]


def test_what_is_no_link_names_its_row(dana: Person) -> None:
    for wrong in ("javascript:alert(1)", "https://x y", "x" * 300):
        with pytest.raises(Refused) as refused:
            actions.arrange_links(dana, links=[("Fine", "https://a.example"), ("Not", wrong)])
        assert refused.value.field == "url-1"
    with pytest.raises(Refused):
        actions.arrange_links(dana, links=[("x" * 61, "https://a.example")])
    with pytest.raises(Refused):
        actions.arrange_links(dana, links=[("", f"https://{n}.example") for n in range(13)])
    assert not PageLink.objects.exists()


def test_nothing_is_asked_elsewhere_while_the_operator_does_not_want_it(dana: Person) -> None:
    actions.arrange_links(dana, links=[("A", "https://a.example")])
    run_waiting(twice=True)
    actions.check_links_again()
    assert PageLink.objects.get().checked_at is None
