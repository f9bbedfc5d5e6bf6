"""Reading with a mouse and with a keyboard: the list, the focus and the words typed stay where they were."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Site, publish

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
Photo = Callable[[str], Path]
SMALLEST = "1px"  # browsers take the smallest file of the set


def test_closing_a_note_leaves_the_list_as_it_was(site: Site, photo: Photo) -> None:
    author = site.join("wren", name="Wren")
    publish(author, "A gate in the rain", photo("teal"))
    author.goto("/@wren")
    author.evaluate("window.untouched = true")
    card = author.locator("h3 a", has_text="A gate in the rain").first
    for key in ("Escape", "close"):
        card.click()
        expect(author.locator("#note-over h1")).to_be_focused()
        if key == "Escape":
            author.keyboard.press("Escape")
        else:
            author.locator("[data-close]").click()
        expect(author.locator("#note-over")).to_be_hidden()
        expect(author).to_have_url(site.url + "/@wren")
        expect(card).to_be_focused()
        assert author.evaluate("window.untouched")


def test_a_like_keeps_the_focus(site: Site, photo: Photo) -> None:
    author = site.join("ilse", name="Ilse")
    address = publish(author, "Two chairs", photo("peru"))
    reader = site.join("olek", name="Olek")
    reader.goto(address)
    like = reader.locator("#note-actions .toggle").first
    like.focus()
    for state in ("true", "false"):
        reader.keyboard.press("Enter")
        expect(like).to_have_attribute("aria-pressed", state)
        expect(like).to_be_focused()


def test_the_field_grows_while_somebody_writes(site: Site, photo: Photo) -> None:
    author = site.join("juno", name="Juno", phone=True)
    author.goto(publish(author, "Soup", photo("gold")))
    send = author.get_by_role("button", name="Send")
    expect(send).to_be_hidden()
    author.locator("#comment-text").focus()
    expect(send).to_be_visible()
    author.locator("#comment-text").fill("Warm.")
    author.locator("h1").first.click()
    expect(send).to_be_visible()
    send.click()
    expect(author.locator("#comment-list")).to_contain_text("Warm.")
    expect(author.locator("#comment-text")).to_have_value("")


def test_keys_are_listed_and_can_be_switched_off(site: Site) -> None:
    reader = site.join("arlo", name="Arlo")
    reader.keyboard.press("?")
    keys = reader.locator("#keys")
    expect(keys).to_be_visible()
    reader.keyboard.press("Escape")
    expect(keys).to_be_hidden()
    reader.keyboard.press("/")
    expect(reader.locator(".search input")).to_be_focused()
    reader.goto("/settings/preferences")
    reader.locator("[name=shortcuts]").uncheck()
    reader.locator("main form button[type=submit]").click()
    reader.wait_for_load_state()
    reader.goto("/")
    reader.keyboard.press("/")
    expect(reader.locator(".search input")).not_to_be_focused()


def test_saving_data_brings_the_smallest_pictures(site: Site, photo: Photo) -> None:
    author = site.join("sana", name="Sana")
    address = publish(author, "Blue door", photo("navy"))
    picture = author.locator(".carousel img").first
    author.goto(address)
    expect(picture).not_to_have_attribute("sizes", SMALLEST)
    author.goto("/settings/preferences")
    author.locator("[name=data_saver]").check()
    author.locator("main form button[type=submit]").click()
    author.wait_for_load_state()
    author.goto(address)
    expect(picture).to_have_attribute("sizes", SMALLEST)
    assert "/360." in picture.evaluate("img => img.decode().then(() => img.currentSrc)")
