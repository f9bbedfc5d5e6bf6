"""Every page for everybody: axe finds nothing, the keyboard reaches, large text and small screens lose nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Site, publish

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
Photo = Callable[[str], Path]
FOR_ALL = [
    "/",
    "/t/tea",
    "/watch",
    "/find?q=o",
    "/norms",
    "/privacy",
    "/terms",
    "/sign-in",
    "/sign-up",
    "/password/reset",
    "/nowhere",
]
FOR_ME = [
    "/new",
    "/new?kind=text",
    "/new?kind=video",
    "/drafts",
    "/inbox/likes-saves",
    "/inbox/system",
    "/requests",
    "/settings/profile",
    "/settings/preferences",
    "/settings/security",
    "/settings/devices",
    "/settings/blocked",
    "/settings/muted-words",
    "/settings/helping",
    "/settings/links",
    "/first-week",
    "/first-week/norms",
    "/first-week/taste",
    "/mentors",
    "/settings/account",
    "/settings/archive",
    "/settings/leave",
    "/welcome",
    "/welcome/2",
    "/welcome/3",
    "/welcome/4",
    "/scheduled",
]


@pytest.fixture(scope="module")
def places(site: Site, photo: Photo) -> list[str]:
    """Addresses of a note with comments, a profile and its tabs, a hashtag, a report form."""
    page = site.join("axel", name="Axel", scheme="light")
    address = publish(page, "Seen by everybody", photo("teal"), photo("gold"), caption="With a #harbor.\n\nAnd words.")
    page.goto(address)
    page.locator("#comment-text").fill("My own first comment")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#comment-list")).to_contain_text("first comment")
    path = address.removeprefix(site.url)
    tabs = [f"/@axel{tab}" for tab in ("", "/collections", "/about", "/followers", "/following")]
    handed_on = [f"{path}/{page}" for page in ("share", "print", "answers", "history")]
    return [path, *handed_on, f"{path}/comments", f"/report/note/{path.rsplit('/', 1)[1]}", "/tags/harbor", *tabs]


@pytest.mark.parametrize(
    ("scheme", "language", "phone"),
    [("light", "en-US", True), ("dark", "zh-CN", True), ("dark", "en-US", False), ("light", "zh-CN", False)],
)
def test_axe_finds_nothing(site: Site, places: list[str], scheme: str, language: str, phone: bool) -> None:
    visitor = site.visit(scheme=scheme, language=language, phone=phone)
    site.is_inspected = True
    problems = _problems(visitor, [*FOR_ALL, *places])
    handle = f"axe{scheme[0]}{language[0]}{int(phone)}"
    member = site.join(handle, name="Axe", scheme=scheme, language=language, phone=phone)
    problems += _problems(member, [*FOR_ME, *places, f"/@{handle}", f"/@{handle}/likes"])
    assert problems == []


def _problems(page: Page, paths: list[str]) -> list[str]:
    found = []
    for path in paths:
        page.goto(path)
        result = Axe().run(page)
        for violation in result.response["violations"]:
            nodes = [node["target"] for node in violation["nodes"]][:3]
            found.append(f"{path}: {violation['id']} {nodes}")
    return found


def test_no_page_breaks_its_own_policy_or_asks_anybody_else(site: Site, places: list[str]) -> None:
    page = site.join("policy", name="Policy")
    foreign: list[str] = []
    page.on("request", lambda request: foreign.append(request.url) if _is_foreign(site, request.url) else None)
    for path in [*FOR_ALL, *FOR_ME, *places]:
        page.goto(path)
    assert foreign == []


def _is_foreign(site: Site, url: str) -> bool:
    return not url.startswith((site.url, "data:", "blob:"))


@pytest.mark.parametrize("path", ["/", "/sign-up", "/norms"])
def test_nothing_is_lost_at_320_px_and_200_percent_text(site: Site, path: str) -> None:
    page = site.visit()
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(path)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1")


def test_the_keyboard_reaches_the_first_note(site: Site, places: list[str]) -> None:
    page = site.visit()
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the content")
    page.keyboard.press("Enter")
    page.keyboard.press("j")
    expect(page.locator(".card :focus")).to_be_visible()
