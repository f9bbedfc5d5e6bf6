"""Two who knew each other elsewhere prove who they were, and find each other; one of them wants to be asked first."""

import json
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PASSWORD, Site
from tests.waiting import wait_until

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
FORMS = [(True, False), (False, True)]  # a phone without script, a desk with it


def judge(site: Site, handle: str) -> Page:
    """Somebody new who runs the place, and may therefore decide."""
    link = site.house.json("setup")["link"]
    page = site.visit()
    page.goto(link)
    page.locator("[name=handle]").fill(handle)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Open this place").click()
    expect(page.get_by_role("button", name="My menu")).to_be_visible()
    return page


def brings(site: Site, folder: Path, handle: str, *, was: str, followed: list[str]) -> None:
    """A TikTok export that names whom they followed, brought by the command."""
    people = [{"Date": "2024-01-01 10:00:00", "UserName": name} for name in followed]
    content = {
        "Profile": {"Profile Info": {"ProfileMap": {"userName": was, "displayName": handle.title()}}},
        "Your Activity": {"Following": {"Following": people}},
    }
    path = folder / f"{handle}.json"
    path.write_text(json.dumps(content))
    site.house.json("arrive", str(path), "--as", handle)


def prove(page: Page, moderator: Page, was: str) -> None:
    """What the export said is on the page already; a moderator looks and says yes."""
    page.goto("/settings/handles")
    mine = page.locator("article", has_text=f"@{was}")
    expect(mine.locator("code").first).to_contain_text("redbridge-")
    mine.get_by_role("button", name="Ask a moderator").click()
    expect(page.locator("article", has_text=f"@{was}")).to_contain_text("A moderator looks")
    moderator.goto("/moderation")
    moderator.get_by_role("link", name="Old handles and names").click()
    moderator.locator("li", has_text=f"@{was}").get_by_role("button", name="Yes, the code is there").click()
    page.goto("/settings/handles")
    expect(page.locator("article", has_text=f"@{was}")).to_contain_text("Proved on")


def allows(page: Page, *, looks: bool, found: bool, asks: bool) -> None:
    page.goto("/friends")
    for name, value in (("is_looking", looks), ("is_findable", found), ("asks_first", asks)):
        page.locator(f"[name={name}]").set_checked(value)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("It holds from now on.")).to_be_visible()


def comes(page: Page, words: str) -> None:
    """The page of friends says so, as soon as somebody looks again."""

    def is_there() -> bool:
        page.goto("/friends")
        return page.locator("main").get_by_text(words).count() > 0

    wait_until(is_there, 60)


@pytest.mark.parametrize(("phone", "script"), FORMS)
def test_two_find_each_other_and_one_is_asked_first(site: Site, tmp_path: Path, phone: bool, script: bool) -> None:
    mark = f"{int(phone)}{int(script)}"
    dana = site.join(f"danafr{mark}", name="Dana", phone=phone, script=script)
    lin = site.join(f"linfr{mark}", name="Xiaoman", phone=phone, script=script)
    brings(site, tmp_path, f"danafr{mark}", was=f"dana.tea{mark}", followed=[f"xiaoman{mark}", "nobody.else"])
    brings(site, tmp_path, f"linfr{mark}", was=f"xiaoman{mark}", followed=[f"dana.tea{mark}"])
    moderator = judge(site, f"judge{mark}")
    prove(dana, moderator, f"dana.tea{mark}")
    prove(lin, moderator, f"xiaoman{mark}")
    allows(dana, looks=True, found=True, asks=False)
    expect(dana.get_by_text("Nobody to show right now.")).to_be_visible()
    allows(lin, looks=True, found=True, asks=True)
    comes(lin, f"@dana.tea{mark}")
    expect(lin.get_by_text("They knew you")).to_be_visible()
    dana.goto("/friends")
    expect(dana.get_by_text("Nobody to show right now.")).to_be_visible()
    lin.get_by_role("button", name="Yes, it is me").click()
    comes(dana, f"@xiaoman{mark}")
    dana.get_by_label("Follow Xiaoman").check()
    dana.get_by_role("button", name="Follow the ticked ones").click()
    expect(dana.get_by_text("You follow 1 person now.")).to_be_visible()
    dana.get_by_role("button", name="Undo").click()
    expect(dana.get_by_label("Follow Xiaoman")).to_be_visible()
    dana.goto("/inbox/followers")
    dana.get_by_text("whom you knew elsewhere, is here").first.click()
    expect(dana.get_by_role("heading", name="They are here")).to_be_visible()
    dana.get_by_role("button", name="Erase all of it now").click()
    expect(dana.get_by_text("Nothing of your lists is left here.")).to_be_visible()
    expect(dana.get_by_label("Follow Xiaoman")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_small_screens_lose_nothing(site: Site, scheme: str) -> None:
    mark = scheme[0]
    page = site.join(f"axefr{mark}", name="Axe", phone=True, scheme=scheme)
    moderator = judge(site, f"axejudge{mark}")
    site.is_inspected = True
    found: list[str] = []

    def look(at: Page, path: str) -> None:
        at.goto(path)
        result = Axe().run(at)
        found.extend(f"{path}: {each['id']} {each['nodes'][0]['html'][:160]}" for each in result.response["violations"])
        at.set_viewport_size({"width": 320, "height": 640})
        if at.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{path}: scrolls sideways at 320 px")
        at.set_viewport_size({"width": 390, "height": 844})

    page.goto("/settings/handles")
    page.locator("[name=handle]").fill(f"axe.elsewhere.{mark}")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("button", name="Ask a moderator").click()
    look(page, "/settings/handles")
    look(page, "/friends")
    look(moderator, "/moderation/handles")
    moderator.locator("li", has_text=f"@axe.elsewhere.{mark}").get_by_role("button", name="Yes").click()
    look(page, "/settings/handles")
    page.get_by_role("button", name="Show on my profile").click()
    look(page, f"/@axefr{mark}")
    page.goto("/settings/handles")
    page.get_by_text("More with this handle").click()
    name = page.get_by_role("link", name="Claim the name").get_attribute("href") or ""
    look(page, name)
    assert found == []
