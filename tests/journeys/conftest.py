"""A real site, started once, and people in real browsers who know nothing of its database."""

import re
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect, sync_playwright

from tests.console.conftest import House
from tests.waiting import wait_until

PASSWORD = "a long quiet river"
QUICKEST = 1.5
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
JOINING = {"password": PASSWORD, "birth_month": "5", "birth_year": "1990", "accept": "1"}
PHONE = ViewportSize(width=390, height=844)
DESKTOP = ViewportSize(width=1440, height=900)
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ("--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync")
ROOT = Path(__file__).resolve().parents[2]

expect.set_options(timeout=20_000)


@dataclass
class Site:
    """Where the site is, and how to visit it."""

    house: House
    browser: Browser
    contexts: list[BrowserContext] = field(default_factory=list)
    visitors: int = 0
    complaints: list[str] = field(default_factory=list)
    ticket: str = ""  # of a form that was shown long enough ago
    is_inspected: bool = False  # axe writes a style sheet of its own into the page

    @property
    def url(self) -> str:
        return f"http://localhost:{self.house.port}"

    def _note(self, text: str) -> None:
        if "Content Security Policy" in text and not self.is_inspected:
            self.complaints.append(text)

    def visit(
        self, *, phone: bool = False, script: bool = True, language: str = "en-US", scheme: str = "light"
    ) -> Page:
        """A new visitor with an address of their own; every complaint of the page's own policy is a failure."""
        self.visitors += 1
        context = self.browser.new_context(
            base_url=self.url,
            viewport=PHONE if phone else DESKTOP,
            has_touch=phone,
            java_script_enabled=script,
            locale=language,
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce",
            extra_http_headers={"X-Forwarded-For": f"203.0.113.{self.visitors % 250}"},
        )
        self.contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("console", lambda message: self._note(message.text))
        return page

    def join(self, handle: str, *, name: str = "", **how: object) -> Page:
        """Somebody new, past the welcome, on Explore; the form is sent undrawn, as the walks of arrival draw it."""
        page = self.visit(**how)  # type: ignore[arg-type]
        browser = page.context.request
        form = dict(HIDDEN.findall(browser.get("/sign-up").text()))
        if not self.ticket:
            self.ticket, shown = form["ticket"], time.monotonic()
            wait_until(lambda: time.monotonic() > shown + QUICKEST)
        form |= {"handle": handle, "name": name or handle.title(), "ticket": self.ticket, **JOINING}
        assert browser.post("/sign-up", form=form).url.endswith("/sign-up/codes")
        assert browser.get("/welcome/skip").ok
        page.goto("/")
        return page


def sign_up(page: Page, handle: str, *, name: str) -> None:
    page.goto("/sign-up")
    shown = time.monotonic()
    page.locator("[name=handle]").fill(handle)
    page.locator("[name=name]").fill(name)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=birth_month]").select_option("5")
    page.locator("[name=birth_year]").fill("1990")
    page.locator("[name=accept]").check()
    wait_until(lambda: time.monotonic() > shown + QUICKEST)  # a form sent sooner is taken for a script's
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/sign-up/codes")


def publish(page: Page, title: str, *pictures: Path, caption: str = "", visibility: str = "everyone") -> str:
    """A photo note by the form; the address of its page."""
    page.goto("/new")
    page.locator("#title").fill(title)
    if caption:
        page.locator("#caption").fill(caption)
    page.locator(f"[name=visibility][value={visibility}]").check()
    if pictures:
        page.locator("#files").set_input_files([str(path) for path in pictures])
        expect(page.locator("#picture-list [data-picture]")).to_have_count(len(pictures))
    page.locator("button[name=do][value=publish]").click()
    page.wait_for_url("**/n/*")
    return page.url


def check_calm(site: Site, page: Page, name: str) -> None:
    """Axe finds nothing, and nothing is cut off at 320 px."""
    site.is_inspected = True
    found = [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in Axe().run(page).response["violations"]]
    assert found == [], name
    before = page.viewport_size
    assert before
    page.set_viewport_size({"width": 320, "height": 640})
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), name
    page.set_viewport_size(before)


def chromium() -> str:
    chosen = ROOT / ".venv" / "browser"
    if chosen.is_file() and Path(chosen.read_text().strip()).exists():
        return chosen.read_text().strip()
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        pytest.fail("No Chromium here: run `make test`, which installs one.")
    return found


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    house = House(tmp_path_factory.mktemp("journeys") / "data", TRUSTED_PROXIES="127.0.0.1,::1")
    house.up()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        yield Site(house, browser)
        browser.close()
    house.end()


@pytest.fixture(autouse=True)
def _leave(site: Site) -> Iterator[None]:
    """Whoever visited in a test leaves after it."""
    yield
    while site.contexts:
        site.contexts.pop().close()
    complaints, site.complaints, site.is_inspected = site.complaints, [], False
    assert complaints == []


@pytest.fixture(scope="session")
def photo(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """A picture file in a color, as a camera would make it."""
    folder = tmp_path_factory.mktemp("photos")

    def take(color: str) -> Path:
        path = folder / f"{color}.jpg"
        if not path.exists():
            Image.new("RGB", (1200, 1600), color).save(path, quality=90)
        return path

    return take
