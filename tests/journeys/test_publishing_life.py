"""A note's life around its publication: planned, written on two devices, answered, quoted, shared, looked up."""

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PASSWORD, Site, publish
from tests.waiting import wait_until

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
Photo = Callable[[str], Path]


def sign_in(site: Site, handle: str, **how: object) -> Page:
    """The same person on another device."""
    page = site.visit(**how)  # type: ignore[arg-type]
    page.goto("/sign-in")
    page.locator("[name=login]").fill(handle)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(lambda url: "/sign-in" not in url)
    return page


def check(site: Site, page: Page, *, script: bool = True) -> None:
    """Axe finds nothing, and nothing is cut off."""
    site.is_inspected = True
    if script:
        assert [found["id"] for found in Axe().run(page).response["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1")


def test_two_devices_write_one_draft_and_nothing_is_lost(site: Site, photo: Photo) -> None:
    phone = site.join("yun", phone=True)
    desk = sign_in(site, "yun")
    phone.goto("/new")
    phone.locator("#title").fill("Two hands")
    phone.locator("#files").set_input_files(str(photo("teal")))
    expect(phone.locator("[data-picture]")).to_have_count(1)
    expect(phone.locator("#room")).to_have_text("Add up to 17")
    desk.goto(phone.url)
    desk.locator("#caption").fill("Steep it at the desk.")
    expect(desk.locator("#saved")).to_have_text("Saved as a draft.")
    phone.evaluate("dispatchEvent(new Event('focus'))")
    expect(phone.locator("#caption")).to_have_value("Steep it at the desk.")
    phone.locator("#files").set_input_files(str(photo("plum")))
    expect(phone.locator("[data-picture]")).to_have_count(2)
    desk.evaluate("dispatchEvent(new Event('focus'))")
    expect(desk.locator("[data-picture]")).to_have_count(2)

    desk.context.set_offline(True)  # it comes back later than the phone has written
    desk.locator("#title").fill("Two hands, one pot")
    phone.locator("#title").fill("Four hands")
    other = sign_in(site, "yun")
    other.goto(phone.url)
    wait_until(lambda: _title(other) == "Four hands")
    desk.context.set_offline(False)
    desk.locator(".publish-bar .notice a").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Two versions")
    check(site, desk)
    desk.get_by_text("Keep both").click()
    desk.get_by_role("button", name="Use these").click()
    expect(desk.locator("#title")).to_have_value("Four hands / Two hands, one pot")


def _title(page: Page) -> str:
    page.reload()
    return page.locator("#title").input_value()


def test_two_devices_without_script(site: Site, photo: Photo) -> None:
    phone = site.join("hui", phone=True, script=False)
    desk = sign_in(site, "hui", script=False)
    phone.goto("/new")
    phone.locator("#title").fill("Two hands")
    phone.locator(".publish-bar").get_by_role("button", name="Keep as draft").click()
    desk.goto(phone.url)
    phone.locator("#caption").fill("From the phone.")
    phone.locator(".publish-bar").get_by_role("button", name="Keep as draft").click()
    desk.locator("#title").fill("Two hands, one pot")
    desk.locator(".publish-bar").get_by_role("button", name="Keep as draft").click()
    expect(desk.locator("#caption")).to_have_value("From the phone.")
    phone.locator("#title").fill("Four hands")
    phone.locator(".publish-bar").get_by_role("button", name="Publish", exact=True).click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Two versions")
    phone.get_by_text("Keep mine, from this device").click()
    phone.get_by_role("button", name="Use these").click()
    expect(phone.locator("#title")).to_have_value("Four hands")
    expect(phone.locator("#caption")).to_have_value("From the phone.")


@pytest.mark.parametrize("script", [True, False])
def test_plan_a_note_and_change_ones_mind(site: Site, photo: Photo, *, script: bool) -> None:
    author = site.join(f"ren{int(script)}", phone=True, script=script)
    author.goto("/new")
    author.locator("#title").fill("Tomorrow's tea")
    author.locator("#files").set_input_files(str(photo("teal")))
    author.locator("button[name=do][value=schedule]").click()
    author.wait_for_url("**/schedule")
    check(site, author, script=script)
    author.locator("#zone").select_option("Asia/Shanghai")
    author.get_by_role("button", name="Plan it").click()
    author.wait_for_url("**/scheduled")
    expect(author.locator(".planned-at")).to_contain_text("9")
    check(site, author, script=script)
    author.get_by_role("link", name="Change the time").click()
    author.locator("#time").fill("20:15")
    author.get_by_role("button", name="Plan it").click()
    expect(author.locator(".planned-at")).to_contain_text("8:15")
    author.get_by_role("button", name="Take back").click()
    expect(author.get_by_text("Nothing is planned.")).to_be_visible()
    author.goto("/drafts")
    author.get_by_role("link", name="Tomorrow's tea").click()
    author.locator("button[name=do][value=publish]").click()
    author.wait_for_url("**/n/*")


def test_answer_quote_share_and_look_up(site: Site, photo: Photo) -> None:
    author, friend = site.join("bao"), site.join("rosalba", phone=True)
    note = publish(author, "First pick of Longjing", photo("teal"), caption="Steep it once.")
    author.goto(f"{note}/edit")
    author.locator("#caption").fill("Steep it twice.")
    author.locator("button[name=do][value=publish]").click()
    author.wait_for_url("**/n/*")

    friend.goto(note)
    friend.get_by_role("button", name="More").first.click()
    friend.get_by_role("link", name="Answer with a note").click()
    expect(friend.get_by_text("You answer")).to_be_visible()
    friend.locator("#title").fill("I tried it")
    friend.locator("#files").set_input_files(str(photo("plum")))
    expect(friend.locator("[data-picture]")).to_have_count(1)
    friend.locator("button[name=do][value=publish]").click()
    friend.wait_for_url("**/n/*")
    expect(friend.locator(".tie-answers")).to_contain_text("First pick of Longjing")
    friend.goto(f"/new?quotes={note.rsplit('/', 1)[1]}")
    friend.locator("#title").fill("What Bao says")
    friend.locator("#files").set_input_files(str(photo("khaki")))
    expect(friend.locator("[data-picture]")).to_have_count(1)
    friend.locator("button[name=do][value=publish]").click()
    friend.wait_for_url("**/n/*")
    author.goto(friend.url)
    author.get_by_role("button", name="Take my note out of here").click()
    expect(author.locator(".tie-gone")).to_be_visible()

    reader = site.visit()
    reader.goto(note)
    expect(reader.locator(".tied")).to_contain_text("I tried it")
    reader.get_by_role("link", name="Share").click()
    expect(reader.locator(".share-sheet input")).to_have_value(note)
    check(site, reader)
    reader.keyboard.press("Escape")
    expect(reader.locator(".share-sheet")).to_be_hidden()
    reader.get_by_role("link", name="Edited on").click()
    expect(reader.locator("del")).to_contain_text(["Struck", "once"])
    check(site, reader)
    reader.goto(f"{note}/print")
    expect(reader.get_by_role("heading", level=1)).to_have_text("First pick of Longjing")
