"""A newcomer's first week: small steps, all skippable, with and without script, on a phone and at a desk."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Site, publish
from tests.waiting import wait_until

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
Photo = Callable[[str], Path]


@pytest.mark.parametrize(("phone", "script"), [(True, True), (False, True), (True, False)])
def test_a_first_week_from_the_card_to_the_last_step(site: Site, photo: Photo, phone: bool, script: bool) -> None:
    name = f"week{int(phone)}{int(script)}"
    page = site.join(name, name="Wren", phone=phone, script=script)
    card = page.get_by_role("region", name="Your first week")
    expect(card).to_be_visible()
    card.get_by_role("link").click()
    expect(page.get_by_role("heading", name="Your first week", level=1)).to_be_visible()
    _says(page, "0 of 7")
    page.get_by_role("link", name="Pay your cat tax").click()
    expect(page.locator("#caption")).to_have_value("Hello, I am new here. I pay my cat tax. #cattax #newhere")
    page.locator("#title").fill("My cat")
    page.locator("#files").set_input_files([str(photo("peru"))])
    if script:
        expect(page.locator("#picture-list [data-picture]")).to_have_count(1)
    page.locator("button[name=do][value=publish]").click()
    page.wait_for_url("**/n/*")
    page.goto("/first-week")
    _says(page, "2 of 7")  # a note, and a hello under the welcome topic
    page.get_by_role("link", name="Read the cards").click()
    for number in range(1, 8):
        expect(page.get_by_text(f"{number} of 8", exact=True)).to_be_visible()
        page.get_by_role("link", name="Next card").click()
    page.get_by_role("button", name="Good, I have read them").click()
    _says(page, "3 of 7")
    page.locator("#friends").get_by_role("button", name="Skip").click()
    expect(page.locator("#friends")).to_contain_text("Skipped")
    page.locator("#friends").get_by_role("button", name="Take it up again").click()
    expect(page.locator("#friends")).not_to_contain_text("Skipped")
    page.get_by_role("button", name="Skip all of it").click()
    expect(page.locator("#waterfall")).to_be_visible()
    expect(page.get_by_role("region", name="Your first week")).to_have_count(0)


def _says(page: Page, words: str) -> None:
    expect(page.locator(".week-meter")).to_contain_text(words)


def test_what_one_loves_and_does_not_want_to_meet(site: Site, photo: Photo) -> None:
    author = site.join("tasteauthor", name="Ines")
    publish(author, "A loud spoiler", photo("peru"), caption="Everybody knows the end #tea")
    publish(author, "A quiet cup", photo("olive"), caption="Steep it twice #tea")
    reader = site.join("tastereader", name="Otis", phone=True, script=False)
    reader.goto("/first-week/taste")
    reader.get_by_label("Tea", exact=True).check(force=True)
    reader.get_by_label("Words you do not want to meet").fill("spoiler")
    reader.get_by_role("button", name="Use what is ticked").click()
    wait_until(lambda: _shows(reader, "/t/tea", "A quiet cup"), 30)
    assert not _shows(reader, "/t/tea", "A loud spoiler")
    reader.goto("/settings/muted-words")
    reader.get_by_role("button", name="Unmute").click()
    expect(reader.get_by_text("You meet this again")).to_be_visible()
    assert _shows(reader, "/t/tea", "A loud spoiler")
    reader.goto("/settings/muted-words")
    expect(reader.get_by_text("No words.")).to_be_visible()


def _shows(page: Page, path: str, words: str) -> bool:
    page.goto(path)
    return page.get_by_text(words).count() > 0


@pytest.mark.parametrize("script", [True, False])
def test_a_mentor_says_yes(site: Site, script: bool) -> None:
    mentor = site.join(f"mentor{int(script)}", name="Mila", script=script)
    mentor.goto("/settings/helping")
    mentor.get_by_label("I help newcomers").check()
    mentor.get_by_label("I keep newcomers company as a mentor").check()
    mentor.get_by_role("button", name="Save").click()
    newcomer = site.join(f"mentored{int(script)}", name="Nils", phone=True, script=script)
    newcomer.goto("/mentors")
    newcomer.get_by_label("What would you like to know?").fill("Where the markets are")
    newcomer.get_by_role("button", name="Ask").click()
    expect(newcomer.get_by_text("You asked for company")).to_be_visible()
    mentor.goto("/mentors")
    row = mentor.locator("li.panel", has_text="Nils").first
    expect(row).to_contain_text("Where the markets are")
    row.get_by_role("button", name="Say yes").click()
    newcomer.goto("/mentors")
    expect(newcomer.get_by_text("Your mentor")).to_be_visible()
    newcomer.get_by_role("button", name="End it").click()
    expect(newcomer.get_by_role("heading", name="Ask for a mentor")).to_be_visible()


def test_the_old_audience_is_a_minute_away(site: Site, photo: Photo) -> None:
    author = site.join("oldaudience", name="Paz", phone=True)
    address = publish(author, "Steamed buns", photo("tan"), caption="At six in the morning #breakfast")
    author.goto("/settings/links")
    author.locator("#title-1").fill("My shop")
    author.locator("#url-1").fill("https://shop.example")
    author.get_by_role("button", name="Save").click()
    visitor = site.visit(phone=True, script=False)
    visitor.goto("/@oldaudience/links")
    expect(visitor.get_by_role("link", name="My shop")).to_have_attribute("rel", "me nofollow noopener")
    expect(visitor.get_by_role("link", name="Steamed buns")).to_be_visible()
    author.goto(f"{address}/pack")
    expect(author.get_by_label("Caption").first).to_contain_text("At six in the morning")
    with author.expect_download() as started:
        author.get_by_role("link", name="Everything as one file").click()
    assert started.value.suggested_filename.endswith(".zip")
