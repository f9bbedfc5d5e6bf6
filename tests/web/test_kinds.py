"""Itineraries and tutorials as pages and forms, without a browser."""

import json
import re
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from redbridge.accounts.models import Person
from redbridge.notes import actions as notes
from redbridge.notes.models import Draft, Note
from redbridge.web import skeleton
from redbridge.web.kinds import rows
from redbridge.web.kinds.sketch import Stop, draw
from tests.cast import signed_in
from tests.web.walk.markup import read
from tests.web.walk.world import picture

pytestmark = pytest.mark.django_db
STOP = "details.days.0.stops.0"


@pytest.fixture
def way(mei: Person) -> Note:
    shown = picture(mei, alt="A boat")
    first = [
        {"place": "Garden", "time": "09:30", "cost": 8000, "tip": "Turn left.", "near": [31.3, 120.6]},
        {"place": "Lake", "cost": 0, "picture": shown.id, "near": [31.4, 120.7]},
    ]
    second = [{"place": "Ferry", "cost": 450, "currency": "EUR"}]
    details = {"currency": "CNY", "days": [{"title": "Inside", "stops": first}, {"stops": second}]}
    return notes.publish_note(mei, kind="itinerary", title="Two days", picture_ids=[shown.id], details=details)


@pytest.fixture
def tea(mei: Person) -> Note:
    steps = [{"title": "Boil", "minutes": 5}, {"title": "Wait", "text": "Smell it.", "minutes": 60}, {"title": "Drink"}]
    details = {"makes": "one glass", "materials": [{"name": "Longjing", "amount": "3 g"}], "steps": steps}
    return notes.publish_note(mei, kind="tutorial", title="Tea", details=details)


def text(browser: Client, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200, answer.status_code
    return unescape(re.sub(r"\s+", " ", answer.content.decode()))


def told(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def test_an_itinerary_shows_its_days_its_costs_and_its_way(way: Note) -> None:
    page = text(Client(), f"/n/{way.id}")
    assert "CN¥80 + €4.50" in re.sub("</?bdi>", "", page)
    assert '<time datetime="09:30">' in page
    assert "Free" in page
    assert 'aria-label="Sketch of the way: stops 1 to 3, from Garden to Ferry"' in page
    assert 'href="#picture-1"' in page
    card = re.sub(r"<[^>]+>", " ", text(Client(), "/@mei"))
    assert re.search(r"2 days\s+3 stops", card)
    data = told(page)
    assert data["@type"] == "TouristTrip"
    assert [len(day["itinerary"]["itemListElement"]) for day in data["subTrip"]] == [2, 1]


def test_a_tutorial_shows_what_it_takes(tea: Note) -> None:
    page = text(Client(), f"/n/{tea.id}")
    assert "1 h 5 min" in page
    assert "3 g" in page
    data = told(page)
    assert (data["@type"], data["totalTime"], data["yield"]) == ("HowTo", "PT65M", "one glass")
    assert [step["position"] for step in data["step"]] == [1, 2, 3]
    assert data["supply"] == [{"@type": "HowToSupply", "name": "Longjing", "requiredQuantity": "3 g"}]
    assert data["step"][0]["url"].endswith(f"/n/{tea.id}/steps/1")


def test_steps_fill_the_screen_one_by_one(tea: Note) -> None:
    path = f"/n/{tea.id}/steps"
    shown = {each["data-step"]: "hidden" in each for each in read(text(Client(), f"{path}/2")).all("section")}
    assert shown == {"0": True, "1": True, "2": False, "3": True}
    page = text(Client(), f"{path}/2")
    assert f'href="{path}/1"' in page
    assert f'href="{path}/3"' in page
    every = text(Client(), path)
    assert not any("hidden" in each for each in read(every).all("section"))
    for wrong in (f"{path}/0", f"{path}/4", f"{path}/99999999999999999999"):
        assert Client().get(wrong).status_code == 404


def test_only_tutorials_have_steps_and_only_itineraries_are_copied(way: Note, tea: Note, ken: Person) -> None:
    browser = signed_in(None, ken)
    assert browser.get(f"/n/{way.id}/steps").status_code == 404
    assert browser.get(f"/n/{tea.id}/copy").status_code == 404
    assert Client().get(f"/n/{way.id}/copy")["Location"].startswith("/sign-in?")
    assert browser.get(f"/n/{way.id}/copy").status_code == 200
    assert not Draft.objects.exists()
    answer = browser.post(f"/n/{way.id}/copy")
    draft = Draft.objects.get()
    assert answer["Location"] == f"/drafts/{draft.id}"
    page = text(browser, answer["Location"])
    assert 'value="Garden"' in page
    assert 'value="4.5' in page
    assert f'name="details.source" value="{way.id}"' in page
    browser.post(answer["Location"], {"do": "publish", "title": "Mine", "visibility": "everyone"})
    assert "Made from another itinerary" in text(Client(), f"/n/{draft.id}")


def test_a_way_is_written_without_script(mei: Person) -> None:
    browser = signed_in(None, mei)
    sent = {"kind": "itinerary", "details": "1", "details.currency": "EUR", f"{STOP}.place": "Jetty"}
    sent |= {f"{STOP}.cost": "12,50", f"{STOP}.time": "8:05", f"{STOP}.near": "41.512, -81.7"}
    path = browser.post("/new", {**sent, "do": "add-days.0.stops"})["Location"]
    assert path.endswith("#details.days.0.stops")
    draft = Draft.objects.get()
    jetty = {"place": "Jetty", "cost": 1250, "currency": "EUR", "time": "08:05", "near": [41.51, -81.7]}
    assert draft.details == {"currency": "EUR", "days": [{"stops": [jetty, {}]}]}
    page = text(browser, path)
    assert 'name="details.days.0.stops.1.place"' in page
    assert 'value="12.50"' in page
    second = {"details.days.0.stops.1.place": "Pie"}
    browser.post(path, {**sent, **second, "revision": draft.revision, "do": "earlier-days.0.stops.1"})
    draft.refresh_from_db()
    assert [stop["place"] for stop in draft.details["days"][0]["stops"]] == ["Pie", "Jetty"]
    page = browser.get(path).content.decode()
    assert page.index('value="Pie"') < page.index('value="Jetty"')


def test_a_wrong_field_says_so_at_its_place_and_nothing_is_lost(mei: Person) -> None:
    browser = signed_in(None, mei)
    sent = {"kind": "itinerary", "details": "1", "details.currency": "EUR", "title": "T", f"{STOP}.place": "Jetty"}
    answer = browser.post("/new", {**sent, "details.days.0.stops.1.cost": "a lot", "do": "save"})
    page = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert page.count("Day 1 · stop 2 · cost: Write an amount like 12.50.") == 2, "beside the field, and above the form"
    assert 'id="details.days.0.stops.1.cost.said"' in page
    assert 'value="a lot"' in page
    assert 'value="Jetty"' in page
    draft = notes.save_draft(mei, kind="tutorial", title="T", details={"steps": [{"title": "A"}, {"minutes": 3}]})
    again = browser.post(f"/drafts/{draft.id}", {"do": "publish"})
    assert "Step 2: Say what to do." in unescape(again.content.decode())


def test_autosave_carries_the_details(mei: Person) -> None:
    browser = signed_in(None, mei)
    sent = {"kind": "tutorial", "details": "1", "details.steps.0.title": "Boil", "details.steps.0.minutes": "5"}
    draft = json.loads(browser.post("/drafts/autosave", sent).content)
    assert Draft.objects.get().details == {"steps": [{"title": "Boil", "minutes": 5}]}
    sent |= {"draft": draft["draft"], "revision": draft["revision"], "details.steps.0.minutes": "soon"}
    answer = browser.post("/drafts/autosave", sent)
    assert (answer.status_code, json.loads(answer.content)["field"]) == (422, "details.steps.0.minutes")


def test_a_form_of_the_largest_itinerary_fits(mei: Person) -> None:
    browser = signed_in(None, mei)
    sent = {"kind": "itinerary", "details": "1", "details.currency": "EUR", "title": "T", "do": "save"}
    for number in range(120):
        at = f"details.days.{number // 4}.stops.{number % 4}"
        words = {"place": "P", "time": "", "cost": "1", "currency": "", "tip": "t", "picture": "", "near": ""}
        sent |= {f"{at}.{name}": value for name, value in words.items()}
    assert browser.post("/new", sent).status_code == 303
    assert len(Draft.objects.get().details["days"]) == 30


def test_the_steps_ask_little(tea: Note) -> None:
    browser = Client()
    browser.get(f"/n/{tea.id}/steps/1")
    skeleton.clear()
    with CaptureQueriesContext(connection) as found:
        browser.get(f"/n/{tea.id}/steps/1")
    assert len(found) <= 7, [query["sql"] for query in found.captured_queries]


@pytest.mark.parametrize(
    ("sent", "details"),
    [
        ({"details.a": "1", "details.b.10.c": "3", "details.b.2.c": "2"}, {"a": "1", "b": [{"c": "2"}, {"c": "3"}]}),
        ({"details": "1", "other.a": "1", "details.": "x", "details.a b": "x"}, {}),
        ({"details.a": "1", "details.a.0": "2"}, {"a": "1"}),
        ({"details.a.0": "2", "details.a": "1"}, {"a": ["2"]}),
        ({"details.a.9999": "1"}, {}),
        ({"details." + ".".join("abcdefgh"): "1"}, {}),
    ],
)
def test_fields_become_details(sent: dict[str, str], details: dict[str, Any]) -> None:
    assert rows.read(sent) == details


@pytest.mark.parametrize(
    ("button", "target", "names"),
    [
        ("add", "a", "123-"),
        ("drop", "a.0", "23"),
        ("earlier", "a.0", "123"),
        ("earlier", "a.2", "132"),
        ("later", "a.0", "213"),
        ("later", "a.2", "123"),
        ("drop", "a.7", "123"),
        ("drop", "a.-1", "123"),
        ("drop", "b.0", "123"),
        ("add", "a.0.1.2.3.4.5.6", "123"),
        ("later", "", "123"),
    ],
)
def test_buttons_change_rows(button: str, target: str, names: str) -> None:
    found = rows.press({"a": [{"n": n} for n in "123"]}, button, target, blank=lambda _name: {"n": "-"})
    assert "".join(row["n"] for row in found["a"]) == names


def test_a_sketch_is_the_same_each_time_and_keeps_its_dots_apart() -> None:
    here = [Stop(f"Place {n}", n // 10, (31.3, 120.6) if n % 2 else (31.31, 120.6)) for n in range(12)]
    drawn = draw(here)
    assert drawn == draw(here)
    assert drawn is not None
    assert drawn.bar
    spots = [(float(dot.x), float(dot.y)) for dot in drawn.dots]
    assert min(abs(a - c) + abs(b - d) for n, (a, b) in enumerate(spots) for c, d in spots[:n]) > 8
    plain = draw([Stop("成都武侯区玉林街", 0, None), Stop("A", 0, None)])
    assert plain is not None
    assert (plain.bar, [dot.label for dot in plain.dots]) == (None, ["成都武侯区玉…", "A"])
    mirrored = draw([Stop("A", 0, None), Stop("B", 0, None)], is_mirrored=True)
    assert mirrored is not None
    assert float(mirrored.dots[0].x) > float(mirrored.dots[1].x)
    assert draw([]) is None
    assert draw([Stop("A", 0, (0, 179.9)), Stop("B", 0, None), Stop("C", 0, (0, -179.9))]) is not None
