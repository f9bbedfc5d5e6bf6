"""Somebody writes a note with real pictures, and others find and read it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Site, publish
from tests.waiting import wait_until

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
Photo = Callable[[str], Path]


@pytest.mark.parametrize("phone", [True, False])
def test_publish_with_pictures_and_be_found(site: Site, photo: Photo, phone: bool) -> None:
    author = site.join(f"mei{int(phone)}", name="Mei Tang", phone=phone)
    author.goto("/new")
    author.locator("#files").set_input_files([str(photo("teal")), str(photo("salmon"))])
    pictures = author.locator("#picture-list [data-picture]")
    expect(pictures).to_have_count(2)
    author.locator("#title").fill(f"First pick of Longjing {int(phone)}")
    author.locator("#caption").fill("Picked before the rain. #tea #茶")
    pictures.first.locator("textarea").fill("Green tea leaves in a bamboo basket")
    author.get_by_role("button", name="Move picture 1 later").click()
    expect(pictures.nth(1).locator("textarea")).to_have_value("Green tea leaves in a bamboo basket")
    author.locator("button[name=do][value=publish]").click()
    author.wait_for_url("**/n/*")
    expect(author.locator("h1")).to_have_text(f"First pick of Longjing {int(phone)}")
    reader = site.visit(phone=phone)
    wait_until(lambda: _finds(reader, f"First pick of Longjing {int(phone)}"), 30)
    reader.get_by_role("link", name=f"First pick of Longjing {int(phone)}").first.click()
    expect(reader.get_by_role("heading", level=1, name=f"First pick of Longjing {int(phone)}")).to_be_visible()
    expect(reader.get_by_alt_text("Green tea leaves in a bamboo basket")).to_have_count(1)


def _finds(page: object, title: str) -> bool:
    page.goto("/")  # type: ignore[attr-defined]
    return page.get_by_role("link", name=title).count() > 0  # type: ignore[attr-defined, no-any-return]


def test_publish_without_script(site: Site, photo: Photo) -> None:
    author = site.join("jun", name="沈骏", script=False)
    author.goto("/new")
    author.locator("#files").set_input_files([str(photo("plum")), str(photo("khaki"))])
    author.locator("#title").fill("Slow train, two yuan")
    author.locator(".publish-bar").get_by_role("button", name="Keep as draft").click()
    expect(author.locator("#picture-list [data-picture]")).to_have_count(2)
    author.locator("#caption").fill("Wind included.")
    author.locator("#picture-list textarea").first.fill("A plum colored evening")
    author.get_by_role("button", name="Move picture 1 later").click()
    expect(author.locator("#caption")).to_have_value("Wind included.")
    author.locator("button[name=do][value=publish]").click()
    expect(author.locator("h1")).to_have_text("Slow train, two yuan")
    expect(author.get_by_text("Wind included.")).to_be_visible()


def test_a_draft_goes_on_at_another_device(site: Site) -> None:
    phone = site.join("bea", name="Bea", phone=True)
    phone.goto("/new")
    phone.locator("#title").fill("Half a thought")
    expect(phone.locator("#saved")).to_have_text("Saved as a draft.")
    laptop = site.visit()
    cookies: Any = phone.context.cookies()  # the same cookies under another type
    laptop.context.add_cookies(cookies)
    laptop.goto("/drafts")
    laptop.get_by_text("Half a thought").click()
    expect(laptop.locator("#title")).to_have_value("Half a thought")


def test_words_become_a_card(site: Site) -> None:
    page = site.join("priya", name="Priya Nair")
    page.goto("/new?kind=text")
    page.locator("#card-text").fill("Ask a local: which exit has the good dumplings?")
    page.locator("button[name=do][value=publish]").click()
    page.wait_for_url("**/n/*")
    expect(page.locator(".note-media img").first).to_be_visible()


def test_a_file_that_is_no_picture_is_refused_and_nothing_is_lost(site: Site, tmp_path: Path) -> None:
    page = site.join("omar", name="Omar")
    fake = tmp_path / "cat.jpg"
    fake.write_text("<html><script>alert(1)</script></html>")
    page.goto("/new")
    page.locator("#title").fill("Not a cat")
    page.locator("#files").set_input_files(str(fake))
    expect(page.locator("#toasts")).to_contain_text("not a picture")
    expect(page.locator("#title")).to_have_value("Not a cat")


def test_only_followers_see_what_is_for_followers(site: Site, photo: Photo) -> None:
    author = site.join("ana", name="Ana Rueda")
    address = publish(author, "For my people", photo("navy"), visibility="followers")
    ken = site.join("ken", name="Ken")
    assert ken.goto(address).status == 404  # type: ignore[union-attr]
    ken.goto("/@ana")
    ken.get_by_role("button", name="Follow").first.click()
    expect(ken.get_by_role("button", name="Following").first).to_be_visible()
    assert ken.goto(address).status == 200  # type: ignore[union-attr]
