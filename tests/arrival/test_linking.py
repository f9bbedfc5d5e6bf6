"""The page of links: in its owner's order, verified ones first, and verified only while somebody links back."""

import gzip
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as site
from django.utils import timezone

from redbridge.accounts import actions as accounts
from redbridge.accounts.models import Person
from redbridge.arrival import actions, queries
from redbridge.arrival.models import PageLink
from redbridge.events.worker import run_waiting
from redbridge.kit.errors import Refused
from redbridge.outbound import client
from tests.outbound.stand_ins import Elsewhere, elsewhere

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


BACK = f'<a rel="nofollow ME" href="{site.SITE_URL}/@Dana/">me</a>'


@pytest.fixture
def place(settings: Any) -> Iterator[Elsewhere]:
    settings.FETCHES = settings.FETCH_LOOPBACK = True
    with elsewhere() as found:
        yield found


def linked(person: Person, address: str) -> PageLink:
    """A link as the owner arranged it, to a server of the test; looked at by the worker."""
    [row] = actions.arrange_links(person, links=[("A", "https://a.example")])
    PageLink.objects.filter(id=row.id).update(url=address)
    run_waiting()
    row.refresh_from_db()
    return row


def test_a_page_that_links_back_is_verified_for_as_long_as_it_does(dana: Person, place: Elsewhere) -> None:
    row = linked(dana, place.says("/", f"<html><body>{BACK}</body></html>"))
    assert row.verified_at == row.checked_at is not None
    assert [is_verified for *_rest, is_verified in shown(dana)] == [True]
    actions.check_links_again()  # a week has not passed
    assert len(place.asked) == 1
    place.says("/", "<p>Sold to somebody else</p>")
    PageLink.objects.update(checked_at=timezone.now() - timedelta(days=8))
    actions.check_links_again()
    row.refresh_from_db()
    assert (row.verified_at, len(place.asked)) == (None, 2)


def test_it_may_link_to_the_page_of_links_and_may_have_moved(dana: Person, place: Elsewhere) -> None:
    place.says("/new", f'<link rel=me href="{site.SITE_URL}/@dana/links">')
    assert linked(dana, place.moves("/old", "/new", 301)).verified_at


HOSTILE = {
    "somebody else": f'<a rel="me" href="{site.SITE_URL}/@lin">me</a>',
    "no rel": f'<a href="{site.SITE_URL}/@dana">me</a>',
    "another rel": f'<a rel="menu home" href="{site.SITE_URL}/@dana">me</a>',
    "another site": '<a rel="me" href="https://evil.example/@dana">me</a>',
    "another site that looks like ours": f'<a rel="me" href="{site.SITE_URL}.evil.example/@dana">me</a>',
    "ours behind a name": f'<a rel="me" href="{site.SITE_URL.replace("//", "//x@")}/@dana">me</a>',
    "in a comment": f"<!-- {BACK} -->",
    "in a script": f"<script>'{BACK}'</script>",
    "as words": BACK.replace("<", "&lt;"),
    "no end": "<a rel=me href=" + "<" * 5000,
    "nothing": "",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_link_back_verifies_nothing(name: str, dana: Person, place: Elsewhere) -> None:
    row = linked(dana, place.says("/", HOSTILE[name]))
    assert (row.verified_at, row.checked_at is not None) == (None, True)


def test_what_cannot_be_read_verifies_nothing(dana: Person, place: Elsewhere) -> None:
    """Neither what is no page, nor what is too large, packed to burst, gone, or leads into our own network."""
    bomb = gzip.compress(BACK.encode() + b" " * (client.MOST_BYTES + 1))
    for address in (
        place.says("/zip", BACK, "application/zip"),
        place.says("/large", BACK + " " * (client.MOST_BYTES + 1)),
        place.says("/bomb", bomb, Content_Encoding="gzip"),
        place.says("/odd", BACK, Content_Encoding="br"),
        place.address("/none"),
        place.moves("/inside", "https://10.0.0.1/"),
        place.moves("/round", "/round"),
        place.moves("/plain", "http://example.org/"),
        "http://127.0.0.1:9/",
    ):
        row = linked(dana, address)
        assert (row.verified_at, row.checked_at is not None) == (None, True), address
    place.pages["/wall"] = (403, {"Content-Type": "text/html"}, BACK.encode())
    assert linked(dana, place.address("/wall")).verified_at is None


def test_who_is_closed_is_not_looked_up(dana: Person, place: Elsewhere) -> None:
    address = place.says("/", BACK)
    Person.objects.filter(id=dana.id).update(closed_at=timezone.now())
    [row] = PageLink.objects.bulk_create([PageLink(person=dana, order=0, url=address)])
    actions.check_links_of(person_id=dana.id)
    row.refresh_from_db()
    assert (row.checked_at, place.asked) == (None, [])


def test_nothing_is_asked_elsewhere_while_the_operator_does_not_want_it(dana: Person) -> None:
    actions.arrange_links(dana, links=[("A", "https://a.example")])
    run_waiting(twice=True)
    actions.check_links_again()
    assert PageLink.objects.get().checked_at is None
