"""An itinerary written on a phone, a tutorial written without script, and both of them used."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Site

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
Photo = Callable[[str], Path]
SMALL = 320


def stop(page: Page, number: int, name: str) -> str:
    return f"[name='details.days.0.stops.{number}.{name}']"


def write_way(page: Page, photo: Path) -> str:
    """Three stops, the last moved to the front, one with a picture; by script, so that the form is sent once."""
    page.goto("/new?kind=itinerary")
    page.locator("#files").set_input_files(str(photo))
    expect(page.locator("#picture-list [data-picture]")).to_have_count(1)
    page.locator("#title").fill("A slow day by the canal")
    page.locator("[name='details.currency']").select_option("EUR")
    page.locator("[name='details.days.0.title']").fill("Inside the moat")
    for number, place in enumerate(("Garden", "Noodles", "Bridge")):
        if number:
            page.get_by_role("button", name="Add a stop").click()
        page.locator(stop(page, number, "place")).fill(place)
    expect(page.locator("[data-path='days.0.stops.0'] .row-said")).to_have_text("Garden")
    expect(page.locator("[data-path='days.0.stops.0'] details")).not_to_have_attribute("open", "")
    page.locator(stop(page, 2, "time")).fill("08:30")
    page.locator(stop(page, 2, "cost")).fill("12,50")
    page.locator("[data-path='days.0.stops.2'] .pick-one").nth(1).click()
    page.locator("[value='earlier-days.0.stops.2']").click()
    page.locator("[value='earlier-days.0.stops.1']").click()
    expect(page.locator(stop(page, 0, "place"))).to_have_value("Bridge")
    expect(page.locator(f"{stop(page, 0, 'picture')}:checked")).not_to_have_value("")
    page.locator("button[name=do][value=publish]").click()
    page.wait_for_url(re.compile(r"/n/\d+$"))
    return page.url


def test_a_way_is_written_on_a_phone_read_at_a_desk_and_made_ones_own(site: Site, photo: Photo) -> None:
    author = site.join("shen", name="沈骏", phone=True)
    address = write_way(author, photo("teal"))
    reader = site.join("copier", name="Copier")
    reader.goto(address)
    expect(reader.locator(".stop h3")).to_have_text(["Bridge", "Garden", "Noodles"])
    expect(reader.get_by_role("img", name="Sketch of the way: stops 1 to 3, from Bridge to Noodles")).to_be_visible()
    expect(reader.locator(".facts")).to_contain_text("€12.50")
    expect(reader.locator(".stop-picture img")).to_have_count(1)
    reader.get_by_role("link", name="Keep for later").click()
    reader.get_by_role("button", name="Save").click()
    reader.goto(address)
    reader.get_by_role("link", name="Make it my own").click()
    reader.get_by_role("button", name="Start my copy").click()
    expect(reader.locator("#caption")).to_have_value("After “A slow day by the canal” by @shen")
    expect(reader.locator("[name=visibility][value=me]")).to_be_checked()
    expect(reader.locator(stop(reader, 0, "cost"))).to_have_value("12.50")
    expect(reader.locator("#picture-list [data-picture]")).to_have_count(0)


def test_what_is_written_is_kept_by_itself(site: Site) -> None:
    author = site.join("keeper", name="Keeper", phone=True)
    author.goto("/new?kind=itinerary")
    author.locator(stop(author, 0, "place")).fill("Jetty")
    author.get_by_role("button", name="Add a day").click()
    author.locator("[name='details.days.1.stops.0.place']").fill("Lake")
    expect(author.locator("#saved")).to_have_text("Saved as a draft.")
    author.goto(author.url)
    expect(author.locator("[name='details.days.1.stops.0.place']")).to_have_value("Lake")
    author.locator("[data-path='days.1.stops.0'] summary").click()
    author.locator("[name='details.days.1.stops.0.cost']").fill("a lot")
    expect(author.locator("#saved")).to_contain_text("Day 2 · stop 1 · cost")
    expect(author.locator("[name='details.days.1.stops.0.cost']")).to_have_attribute("aria-invalid", "true")


def write_tea(page: Page) -> str:
    """A tutorial of two steps; without script every added row is sent, and nothing is lost."""
    page.goto("/new?kind=tutorial")
    page.locator("#title").fill("Tea without a thermometer")
    page.locator("[name='details.materials.0.name']").fill("Longjing")
    page.locator("[name='details.materials.0.amount']").fill("3 g")
    page.locator("[name='details.steps.0.title']").fill("Boil the water")
    page.locator("[name='details.steps.0.minutes']").fill("5")
    page.get_by_role("button", name="Add a step").click()
    page.locator("[name='details.steps.1.title']").fill("Let it wait")
    page.locator("[name='details.steps.1.minutes']").fill("2")
    expect(page.locator("[name='details.steps.0.title']")).to_have_value("Boil the water")
    page.locator("button[name=do][value=publish]").click()
    page.wait_for_url(re.compile(r"/n/\d+$"))
    return page.url


def test_a_tutorial_is_written_and_followed_without_script(site: Site) -> None:
    page = site.join("teapot", name="Tea Pot", script=False)
    address = write_tea(page)
    expect(page.locator(".facts")).to_contain_text("7 min")
    page.get_by_role("link", name="Start, one step at a time").click()
    expect(page.get_by_role("heading", name="Boil the water")).to_be_visible()
    expect(page.get_by_role("heading", name="Let it wait")).to_be_visible()
    page.get_by_role("link", name="Begin").click()
    expect(page).to_have_url(f"{address}/steps/1")
    expect(page.get_by_role("heading", name="Let it wait")).to_be_hidden()
    page.get_by_role("link", name="Next").locator("visible=true").click()
    expect(page.get_by_role("heading", name="Let it wait")).to_be_visible()
    page.get_by_role("link", name="Done").click()
    expect(page.locator("h1")).to_have_text("Tea without a thermometer")


def test_a_timer_runs_across_steps_and_rings(site: Site) -> None:
    author = site.join("kettle", name="Kettle")
    address = write_tea(author)
    cook = site.visit(phone=True)
    cook.clock.install()
    cook.goto(f"{address}/steps")
    expect(cook.get_by_role("heading", name="What you need")).to_be_visible()
    expect(cook.get_by_role("heading", name="Boil the water")).to_be_hidden()
    cook.get_by_role("link", name="Begin").click()
    timer = cook.locator("#step-1 .timer")
    expect(timer.locator("output")).to_have_text("5:00")
    timer.get_by_role("button", name="Start").click()
    cook.clock.run_for(61_000)
    expect(timer.locator("output")).to_have_text(re.compile("3:5[89]"))
    cook.locator("#step-1").get_by_role("link", name="Next").click()
    expect(cook).to_have_url(f"{address}/steps/2")
    expect(cook.get_by_role("navigation", name="Running timers")).to_contain_text("1 · 3:5")
    cook.clock.run_for(240_000)
    expect(cook.locator("[data-said]")).to_have_text("Time is up: Boil the water")
    cook.get_by_role("link", name="1 · Time is up").click()
    expect(timer).to_have_class(re.compile("timer-done"))
    timer.get_by_role("button", name="Reset").click()
    expect(timer.locator("output")).to_have_text("5:00")
    cook.go_back()
    expect(cook.get_by_role("heading", name="Let it wait")).to_be_visible()


@pytest.mark.parametrize(("scheme", "phone"), [("light", True), ("dark", False)])
def test_axe_finds_nothing_and_small_screens_lose_nothing(site: Site, photo: Photo, scheme: str, phone: bool) -> None:
    page = site.join(f"guide{scheme[0]}{int(phone)}", name="Guide", scheme=scheme, phone=phone)
    way, tea = write_way(page, photo("plum")), write_tea(page)
    site.is_inspected = True
    found = []
    for path in (way, f"{way}/copy", tea, f"{tea}/steps", f"{tea}/steps/2", f"{way}/edit", f"{tea}/edit"):
        page.goto(path)
        page.locator("details.row-fold").evaluate_all("folds => folds.forEach((fold) => { fold.open = true; })")
        result = Axe().run(page)
        violations = result.response["violations"]
        found += [f"{path}: {each['id']} {[node['target'] for node in each['nodes']][:3]}" for each in violations]
        if phone:
            page.set_viewport_size({"width": SMALL, "height": 640})
            wide = page.evaluate("document.documentElement.scrollWidth")
            found += [f"{path}: {wide} px wide"] if wide > SMALL else []
            page.set_viewport_size({"width": 390, "height": 844})
    assert found == []
