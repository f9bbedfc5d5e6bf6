"""The site on a home screen: what was read stays readable without a network, and nothing private stays behind."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Site, publish
from tests.waiting import wait_until

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
Photo = Callable[[str], Path]
LOOKED_AFTER = "navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)"
KEPT = """async () => {
  const texts = [];
  for (const name of await caches.keys()) {
    for (const request of await (await caches.open(name)).keys()) {
      const answer = await caches.match(request, { ignoreVary: true });
      texts.push(new URL(request.url).pathname + " " + (await answer.text()));
    }
  }
  return texts;
}"""


def kept(page: Page, path: str) -> bool:
    return any(text.startswith(f"{path} ") for text in page.evaluate(KEPT))


def begin(page: Page) -> None:
    """A first visit, until the service worker looks after the pages."""
    page.goto("/norms")
    wait_until(lambda: page.evaluate(LOOKED_AFTER))
    wait_until(lambda: kept(page, "/offline"))


def read(page: Page, address: str) -> str:
    """Open a note and wait until it is kept; its path."""
    page.goto(address)
    path = "/" + address.rpartition("/n/")[1].strip("/") + "/" + address.rpartition("/n/")[2]
    wait_until(lambda: kept(page, path))
    return path


def test_a_note_that_was_read_opens_without_a_network(site: Site, photo: Photo) -> None:
    author = site.join("nell", name="Nell")
    seen = publish(author, "A kite over the pier", photo("salmon"), caption="It went higher than the gulls.")
    unseen = publish(author, "Never opened", photo("navy"))
    reader = site.visit(phone=True)
    begin(reader)
    read(reader, seen)
    wait_until(lambda: any(text.startswith("/media/") for text in reader.evaluate(KEPT)))
    reader.context.set_offline(True)
    reader.goto(seen)
    expect(reader.locator("h1")).to_have_text("A kite over the pier")
    expect(reader.locator("main")).to_contain_text("higher than the gulls")
    picture = reader.locator(".note-media img").first
    wait_until(lambda: picture.evaluate("(image) => image.complete && image.naturalWidth > 0"))
    reader.goto(unseen)
    expect(reader.locator("h1")).to_have_text("The bridge is out of reach.")
    expect(reader.locator("#kept")).to_contain_text("A kite over the pier")
    reader.locator("#kept a").first.click()
    expect(reader.locator("h1")).to_have_text("A kite over the pier")
    reader.goto(unseen)
    reader.context.set_offline(False)
    reader.get_by_role("link", name="Try again").click()
    expect(reader.locator("h1")).to_have_text("Never opened")


def test_nothing_private_is_kept_and_nothing_at_all_after_signing_out(site: Site, photo: Photo) -> None:
    reader = site.join("otto", name="Otto Ondine")
    begin(reader)
    private = publish(reader, "For my eyes", photo("olive"), visibility="me")
    reader.goto(private)
    reader.goto("/inbox/comments")
    reader.goto("/settings/account")
    open_note = publish(reader, "For everybody", photo("teal"))
    path = read(reader, open_note)
    texts = reader.evaluate(KEPT)
    texts = [text for text in texts if not text.startswith("/static/")]
    assert not [text[:60] for text in texts if "For my eyes" in text or "csrf" in text]
    assert not [text[:60] for text in texts if text.startswith(("/inbox", "/settings", "/@", "/ "))]
    reader.goto("/")
    reader.locator("form#act").evaluate("(form) => { form.action = '/sign-out'; form.requestSubmit(); }")
    expect(reader.get_by_role("link", name="Sign in").first).to_be_visible()
    wait_until(lambda: not kept(reader, path))
    assert {text.split(" ")[0] for text in reader.evaluate(KEPT) if not text.startswith("/static/")} == {"/offline"}
    reader.context.set_offline(True)
    reader.goto(open_note)
    expect(reader.locator("h1")).to_have_text("The bridge is out of reach.")


def test_a_note_that_is_gone_is_kept_no_longer(site: Site, photo: Photo) -> None:
    author = site.join("pru", name="Pru")
    address = publish(author, "Here today", photo("plum"))
    reader = site.visit()
    begin(reader)
    path = read(reader, address)
    author.goto(f"{address}/delete")
    author.locator("main form button[type=submit]").first.click()
    expect(author.locator("main")).to_contain_text("The note is gone.")
    reader.goto(address)
    wait_until(lambda: not kept(reader, path))
    reader.context.set_offline(True)
    reader.goto(address)
    expect(reader.locator("h1")).to_have_text("The bridge is out of reach.")
