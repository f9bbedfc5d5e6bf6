"""People choose what to be told, are told on their devices, and read it in the inbox."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from redbridge.notifications.webpush import encode, point_of
from tests.journeys.conftest import Site, publish
from tests.notifications.stand_ins import Browser, PushService, push_service
from tests.waiting import wait_until

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
Photo = Callable[[str], Path]

# Chromium's own push service is on the open network: in its place stands one of ours, with keys of ours.
SUBSCRIBED = """
PushManager.prototype.subscribe = async (options) => {
  if (!options.userVisibleOnly || options.applicationServerKey.length !== 65) throw new Error("refused");
  const buffer = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0)).buffer;
  const keys = { p256dh: buffer("KEY"), auth: buffer("SECRET") };
  return { endpoint: "ENDPOINT", expirationTime: null, getKey: (name) => keys[name] };
};
"""


def standard(text: str) -> str:
    text = text.replace("-", "+").replace("_", "/")
    return text + "=" * (-len(text) % 4)


def stand_in(page: Page, service: PushService, browser: Browser) -> None:
    words = SUBSCRIBED.replace("ENDPOINT", service.endpoint())
    words = words.replace("KEY", standard(encode(point_of(browser.key))))
    page.context.add_init_script(words.replace("SECRET", standard(encode(browser.secret))))


def comment(page: Page, address: str, words: str) -> None:
    page.goto(address)
    page.locator("#comment-text").fill(words)
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#comment-list")).to_contain_text(words)


def deliver(page: Page, site: Site, payload: bytes) -> None:
    """Hand a message to the site's own service worker, as the browser does with one from its push service."""
    devtools = page.context.new_cdp_session(page)
    found: list[str] = []
    devtools.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: found.extend(each["registrationId"] for each in event["registrations"]),
    )
    devtools.send("ServiceWorker.enable")
    wait_until(lambda: page.evaluate("true") and found)  # asking lets events in
    message = {"origin": site.url, "registrationId": found[-1], "data": payload.decode()}
    devtools.send("ServiceWorker.deliverPushMessage", message)


SHOWN = """navigator.serviceWorker.ready.then((each) => each.getNotifications())
  .then((all) => all.map((one) => `${one.title}|${one.body}|${one.data.url}`))"""


def test_a_device_is_asked_only_after_a_press_and_told_what_happened(site: Site, photo: Photo) -> None:
    author = site.join("pilar", name="Pilar")
    address = publish(author, "Tea by the river", photo("olive"))
    with push_service() as service:
        browser = Browser()
        stand_in(author, service, browser)
        author.goto("/settings/notifications")
        assert author.evaluate("Notification.permission") != "granted"
        author.context.grant_permissions(["notifications"], origin=site.url)
        author.get_by_role("button", name="Notify me here").click()
        expect(author.get_by_role("button", name="Turn off here")).to_be_visible()
        comment(site.join("quentin", name="Quentin"), address, "Which tea is it?")
        wait_until(lambda: service.taken, 30)
        told = browser.read(service.taken[0][2])
        assert json.loads(told)["body"] == "Quentin wrote under your note"
        deliver(author, site, told)
        wait_until(lambda: author.evaluate(SHOWN))
        [shown] = author.evaluate(SHOWN)
        assert shown.startswith("Redbridge|Quentin wrote under your note|/inbox/open/")
        author.goto(shown.rpartition("|")[2])
        assert "#comment-" in author.url
        author.goto("/settings/notifications")
        author.get_by_role("button", name="Turn off here").click()
        expect(author.get_by_role("button", name="Notify me here")).to_be_visible()


def test_a_refusal_is_taken_for_an_answer(site: Site) -> None:
    page = site.join("rosa", name="Rosa")
    page.context.add_init_script("Notification.requestPermission = async () => 'denied';")
    page.goto("/settings/notifications")
    page.get_by_role("button", name="Notify me here").click()
    expect(page.get_by_text("Your browser blocks notifications")).to_be_visible()
    expect(page.get_by_role("button", name="Notify me here")).to_be_hidden()


@pytest.mark.parametrize("phone", [True, False])
def test_the_bell_rings_on_an_open_page_and_reading_can_be_undone(site: Site, photo: Photo, phone: bool) -> None:
    author = site.join(f"sami{int(phone)}", name="Sami", phone=phone)
    address = publish(author, "Cats of the harbor", photo("gold"))
    author.clock.install()
    author.goto("/settings/profile")
    comment(site.join(f"thea{int(phone)}", name="Thea"), address, "The gray one is mine.")
    author.wait_for_load_state()

    def rings() -> bool:
        author.clock.fast_forward("01:01")
        return author.title().startswith("(1) ")

    wait_until(rings, 30)
    expect(author.locator('a[href="/inbox"] .count:visible').first).to_have_text("1")
    author.goto("/inbox")
    row = author.locator(".notice-row")
    expect(row).to_contain_text("Thea wrote under your note")
    expect(row.locator("img").last).to_be_visible()
    assert not author.title().startswith("(")
    author.get_by_role("button", name="Mark all as read").click()
    expect(author.locator(".notice-new")).to_have_count(0)
    author.get_by_role("button", name="Undo").click()
    expect(author.locator(".notice-new")).to_have_count(1)
    author.get_by_role("link", name="Thea wrote under your note").click()
    author.wait_for_url("**/n/*#comment-*")
    author.goto("/inbox/comments?unread=1")
    expect(author.get_by_role("heading", name="Nothing unread.")).to_be_visible()


@pytest.mark.parametrize("script", [True, False])
def test_choices_are_made_by_a_plain_form(site: Site, script: bool) -> None:
    page = site.join(f"uma{int(script)}", name="Uma", phone=True, script=script)
    page.goto("/settings/notifications")
    likes = page.get_by_role("group", name="Likes")
    likes.get_by_label("Device").check(force=True)
    page.get_by_role("group", name="Saves").get_by_label("Inbox").uncheck(force=True)
    page.get_by_label("Quiet hours").check()
    page.locator("#quiet-from").fill("23:15")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(likes.get_by_label("Device")).to_be_checked()
    expect(page.get_by_role("group", name="Saves").get_by_label("Inbox")).not_to_be_checked()
    expect(page.locator("#quiet-from")).to_have_value("23:15")
    page.get_by_role("button", name="until tomorrow").click()
    expect(page.get_by_role("button", name="Go on now")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth") if script else True


@pytest.mark.parametrize(("scheme", "phone"), [("light", True), ("dark", False)])
def test_axe_finds_nothing_where_one_is_told(site: Site, photo: Photo, scheme: str, phone: bool) -> None:
    handle = f"vera{scheme[0]}{int(phone)}"
    author = site.join(handle, name="Vera", phone=phone, scheme=scheme)
    address = publish(author, "Windows", photo("teal"))
    comment(site.join(f"{handle}w", name="Walt"), address, "Lovely light")
    site.is_inspected = True
    wait_until(lambda: author.goto("/inbox/comments") and author.locator(".notice-row").count(), 30)
    problems = []
    for path in ("/inbox/comments", "/inbox/comments?undo=1", "/inbox/comments?unread=1", "/settings/notifications"):
        author.goto(path)
        problems += [f"{path}: {each['id']}" for each in Axe().run(author).response["violations"]]
    assert problems == []
