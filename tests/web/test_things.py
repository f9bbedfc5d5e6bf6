"""The page of a thing, how a review is written with and without script, and what nobody should read there."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from redbridge.accounts.models import Person
from redbridge.notes import actions, things
from redbridge.notes.models import Draft, Note, Thing
from tests.cast import signed_in
from tests.web.test_budgets import asked, nothing_asked_while_drawing

pytestmark = pytest.mark.django_db
SAID = {
    "kind": "review",
    "details": "1",
    "do": "publish",
    "title": "Six weeks under a mask",
    "details.brand": "Anessa",
    "details.name": "Mild Milk 60 ml",
    "details.barcode": "4 006381 333931",
    "details.link": "https://shop.example.org/milk?utm_campaign=x",
    "details.rating": "9",
    "details.pros": "- No white ring\n\n• Comes off with one wash",
    "details.cons": "Stings if you cry",
    "details.price": "128,50",
    "details.currency": "CNY",
    "details.bought": "Corner pharmacy",
}


def review(person: Person, rating: int, **said: Any) -> Note:
    details = {"barcode": "4006381333931", "brand": "Anessa", "name": "Mild Milk", "rating": rating, **said}
    return actions.publish_note(person, kind="review", title=f"By {person.handle}", details=details)


def page_of(thing: Thing, browser: Client | None = None, **query: str) -> str:
    answer = (browser or Client()).get(f"/things/{thing.id}", query, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_review_by_the_plain_form(dana: Person) -> None:
    browser = signed_in(None, dana)
    answer = browser.post("/new", SAID)
    assert answer.status_code == 303
    note = Note.objects.get()
    assert note.details == {
        "brand": "Anessa",
        "name": "Mild Milk 60 ml",
        "barcode": "4006381333931",
        "link": "https://shop.example.org/milk",
        "rating": 9,
        "pros": ["No white ring", "Comes off with one wash"],
        "cons": ["Stings if you cry"],
        "price": 12850,
        "currency": "CNY",
        "bought": "Corner pharmacy",
    }
    page = Client().get(answer["Location"]).content.decode()
    for words in ("4.5 of 5 stars", "No white ring", "Stings if you cry", "CN¥128.50", "Corner pharmacy"):
        assert words in page
    assert f"/things/{Thing.objects.get().id}-anessa-mild-milk-60-ml" in page
    told = json.loads(re.findall(r"<script type=\"application/ld\+json\">(.*?)</script>", page)[0])
    assert told["@type"] == "Review"
    assert told["reviewRating"]["ratingValue"] == 4.5
    assert told["itemReviewed"]["gtin"] == "4006381333931"


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("details.barcode", "4006381333930", "One of the digits is wrong"),
        ("details.link", "javascript:alert(1)", "Write an address like"),
        ("details.rating", "", "Choose how many stars"),
        ("details.rating", "eleven", "Write a number from 1 to 10"),
        ("details.price", "a lot", "Write an amount like 12.50"),
        ("details.currency", "XXX", "Write the currency in three letters"),
        ("details.pros", "a" * 81, "too long by 1"),
        ("details.cons", "\n".join("abcdefghijk"), "Up to 10 fit"),
        ("details.bought", "a" * 100, "too long by 20"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_kept(dana: Person, field: str, value: str, sentence: str) -> None:
    answer = signed_in(None, dana).post("/new", SAID | {field: value})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert re.search(rf'id="{field}\.said">.*?{sentence}', page, re.DOTALL)
    assert "Comes off with one wash" in page or field == "details.pros"
    assert not Note.objects.exists()


def test_a_draft_may_be_half_done(dana: Person) -> None:
    browser = signed_in(None, dana)
    said = SAID | {"do": "save", "details.barcode": "400", "details.rating": "", "details.price": ""}
    answer = browser.post("/new", said)
    assert answer.status_code == 303
    draft = Draft.objects.get()
    assert draft.details["barcode"] == "400"
    page = browser.get(answer["Location"]).content.decode()
    assert 'value="400"' in page
    assert "No white ring\nComes off with one wash</textarea>" in page


def test_the_page_says_what_all_say_together(dana: Person, lin: Person, mei: Person) -> None:
    review(dana, 10, pros=["Light"], price=1800, currency="USD")
    review(lin, 9, pros=["light"], price=12800, currency="CNY")
    review(mei, 4, cons=["Stings"], price=9900, currency="CNY")
    thing = Thing.objects.get()
    page = page_of(thing)
    for words in ("3.8 of 5 stars", "3 reviews", "5 stars: 2 of 3", "2 stars: 1 of 3", "× 2", "US$18", "CN¥99"):
        assert words in page
    titles = ("By mei", "By lin", "By dana")
    assert [page.index(title) for title in titles] == sorted(page.index(title) for title in titles)
    lowest = page_of(thing, order="lowest")
    assert lowest.index("By mei") < lowest.index("By lin") < lowest.index("By dana")
    assert json.loads(re.findall(r"ld\+json\">(.*?)</script>", page)[0])["aggregateRating"]["reviewCount"] == 3


def test_its_address_leads_to_its_name(dana: Person) -> None:
    review(dana, 8, name="Mild <b>Milk</b>")
    thing = Thing.objects.get()
    answer = Client().get(f"/things/{thing.id}-another-name", {"order": "lowest"})
    assert (answer.status_code, answer["Location"]) == (301, f"/things/{thing.id}-anessa-mild-bmilkb?order=lowest")
    assert "Mild &lt;b&gt;Milk" in page_of(thing)
    assert Client().get("/things/1-nothing").status_code == 404


def test_the_next_review_begins_with_what_is_known(dana: Person, lin: Person) -> None:
    review(dana, 8)
    too = re.findall(r'href="(/new\?kind=review[^"]*)"', page_of(Thing.objects.get()))[0].replace("&amp;", "&")
    page = signed_in(None, lin).get(too).content.decode()
    assert 'value="4006381333931"' in page
    assert 'value="Mild Milk"' in page
    assert not Draft.objects.exists()


def test_nothing_private_is_on_it(dana: Person, lin: Person, ken: Person) -> None:
    review(dana, 8)
    thing = Thing.objects.get()
    secret = {
        "brand": "Anessa",
        "name": "Mild Milk",
        "rating": 2,
        "cons": ["Zq secret"],
        "price": 7777,
        "currency": "EUR",
    }
    for visibility in ("unlisted", "followers", "mutuals", "me"):
        actions.publish_note(lin, kind="review", title="Zq title", details=secret, visibility=visibility)
    for browser in (Client(), signed_in(None, ken), signed_in(None, lin)):
        page = page_of(thing, browser)
        assert "Zq" not in page
        assert "77.77" not in page
        assert "1 review" in page


def test_more_of_a_list_keeps_its_order(dana: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("redbridge.web.things.PAGE", 1)
    made = {rating: review(dana, rating).id for rating in (4, 9, 6)}
    found, place = [], f"/things/{Thing.objects.get().id}?order=highest"
    while place:
        part = Client().get(place, headers={"X-Part": "more"}).content.decode()
        found += re.findall(r'<a href="/n/(\d+)"', part)
        place = (re.findall(r'hx-get="([^"]*after[^"]*)"', part) or [""])[0].replace("&amp;", "&")
    assert found == [str(made[rating]) for rating in (9, 6, 4)]


@pytest.mark.parametrize("is_signed_in", [False, True])
def test_it_asks_the_same_however_many_reviews_there_are(
    dana: Person, lin: Person, ken: Person, is_signed_in: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for person in (dana, lin):
        review(person, 8, pros=["Light"], price=100, currency="EUR")
    path = things.path_of(Thing.objects.get())
    browser = signed_in(None, ken) if is_signed_in else Client()
    small = asked(browser, path)
    for person in (dana, lin, dana):
        review(person, 4, cons=[f"Point {person.id}"], price=900, currency="EUR")
    assert len(asked(browser, path)) <= len(small) <= (22 if is_signed_in else 13)
    with nothing_asked_while_drawing(monkeypatch):
        browser.get(path)
