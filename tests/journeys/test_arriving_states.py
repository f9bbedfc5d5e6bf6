"""What one sees while luggage is under way: nothing is hurried, and each page says what happens and how to go on."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Page, expect

from tests.arrival.baggage import instagram
from tests.journeys.conftest import Site, check_calm, sign_up
from tests.journeys.test_arriving import until
from tests.journeys.test_friends import judge

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An export that is read and brought in a moment."""
    return instagram(tmp_path_factory.mktemp("few"), range(3))


@contextmanager
def standstill(site: Site) -> Iterator[None]:
    """The workers of the site hold their breath, as they seem to on a busy day."""
    assert site.house.process
    family = psutil.Process(site.house.process.pid).children(recursive=True)
    workers = [each for each in family if "worker" in each.cmdline()]
    assert workers
    for each in workers:
        each.suspend()
    try:
        yield
    finally:
        for each in workers:
            each.resume()


def test_each_step_can_be_looked_at_paused_and_gone_on_with(site: Site, few: Path) -> None:
    page = site.join("stepper", name="Stepper", phone=True, scheme="dark")
    with standstill(site):
        page.goto("/arrive")
        page.locator("#archive").set_input_files(str(few))
        expect(page.locator("h1", has_text="It is all here")).to_be_visible()
        expect(page.get_by_text("You are next.")).to_be_visible()
        check_calm(site, page, "scanning")
    until(page, "Here is your luggage", script=True)
    with standstill(site):
        page.locator("#ready").get_by_role("button", name="Bring it over").click()
        expect(page.locator("h1", has_text="Coming home")).to_be_visible()
        check_calm(site, page, "importing")
        page.get_by_role("button", name="Pause").click()
        expect(page.locator("h1", has_text="Paused")).to_be_visible()
        check_calm(site, page, "paused")
        page.get_by_role("button", name="Go on").click()
        expect(page.locator("h1", has_text="Coming home")).to_be_visible()
    until(page, "You are home", script=True)
    expect(page.locator(".outcome")).to_contain_text("3")


def test_without_script_the_same_steps_lead_home(site: Site, few: Path) -> None:
    page = site.join("plainstep", name="Stepper", script=False)
    page.goto("/arrive")
    page.locator("#archive").set_input_files(str(few))
    page.get_by_role("button", name="Send it").click()
    until(page, "Here is your luggage", script=False)
    with standstill(site):
        page.locator("#ready").get_by_role("button", name="Bring it over").click()
        page.get_by_role("button", name="Pause").click()
        expect(page.locator("h1", has_text="Paused")).to_be_visible()
        page.get_by_role("button", name="Go on").click()
        page.get_by_role("link", name="Look again").click()
        expect(page.locator("h1", has_text="Coming home")).to_be_visible()
    until(page, "You are home", script=False)


def test_a_closed_door_keeps_a_place_and_a_file(site: Site, few: Path) -> None:
    operator = judge(site, "doorkeeper")
    change_door(operator, "invite")
    try:
        page = site.visit(phone=True)
        page.goto("/sign-up")
        page.locator("main a[href='/waiting']").first.click()
        check_calm(site, page, "waiting-closed")
        page.get_by_role("button", name="Put me on the list").click()
        expect(page.locator("h1", has_text="You are on the list")).to_be_visible()
        page.locator("#archive").set_input_files(str(few))
        expect(page.get_by_text("Kept for you")).to_be_visible()
        check_calm(site, page, "waiting-kept")
        operator.goto("/operate/arrivals")
        expect(operator.locator("#waiting tbody tr")).to_have_count(1)
        check_calm(site, operator, "operate-arrivals")
    finally:
        change_door(operator, "open")
    sign_up(page, "patience", name="Patience")
    page.goto("/arrive")
    page.locator(".mine", has_text=few.name).click()
    until(page, "Here is your luggage", script=True)


def change_door(operator: Page, how: str) -> None:
    operator.goto("/operate/settings")
    operator.locator(f"[name=sign_up][value={how}]").check()
    operator.locator("main form").filter(has=operator.locator("[name=sign_up]")).locator("[type=submit]").first.click()
    expect(operator.get_by_role("status").or_(operator.locator(".toast, .flash")).first).to_be_attached()
