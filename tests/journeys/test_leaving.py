"""Somebody takes everything along, reads it without a network, leaves, and comes back within the time of grace."""

import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESKTOP, PASSWORD, PHONE, Site, publish
from tests.waiting import wait_until

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
Photo = Callable[[str], Path]


@pytest.mark.parametrize("phone", [True, False])
def test_an_archive_is_packed_taken_and_read_offline(site: Site, photo: Photo, tmp_path: Path, phone: bool) -> None:
    handle = f"packer{int(phone)}"
    page = site.join(handle, name="Packer", phone=phone)
    publish(page, "My own kitchen", photo("teal"), photo("gold"), caption="Soup on the stove.\n\nAnd a window.")
    publish(page, "Only for me", photo("plum"), caption="A secret drawer", visibility="me")
    ask(page)
    link = page.get_by_role("link", name="Download")
    expect(link).to_be_visible(timeout=60_000)
    with page.expect_download() as download:
        link.click()
    file = tmp_path / "archive.zip"
    download.value.save_as(file)
    assert download.value.suggested_filename.startswith(f"redbridge-{handle}-")
    page.get_by_text("Check that it came whole").click()
    assert page.locator(".sum").inner_text() == hashlib.sha256(file.read_bytes()).hexdigest()
    with zipfile.ZipFile(file) as archive:
        archive.extractall(tmp_path / "open")
    manifest = json.loads((tmp_path / "open/redbridge.json").read_text())
    assert (manifest["counts"]["notes"], manifest["counts"]["pictures"]) == (2, 3)
    _read_offline(site, tmp_path / "open", phone=phone)


def _read_offline(site: Site, folder: Path, *, phone: bool) -> None:
    context = site.browser.new_context(offline=True, viewport=PHONE if phone else DESKTOP, java_script_enabled=True)
    site.contexts.append(context)
    site.is_inspected = True
    page = context.new_page()
    page.goto(f"file://{folder}/index.html")
    expect(page.get_by_role("heading", name="Packer")).to_be_visible()
    assert violations(page) == []
    page.locator(".months a").first.click()
    expect(page.get_by_text("Soup on the stove.")).to_be_visible()
    expect(page.get_by_text("A secret drawer")).to_be_visible()
    wait_until(lambda: page.evaluate("[...document.images].every((each) => each.complete && each.naturalWidth > 0)"))
    assert violations(page) == []
    page.get_by_role("link", name="People").click()
    expect(page.get_by_role("heading", level=1, name="People")).to_be_visible()
    assert violations(page) == []


def ask(page: Page) -> None:
    page.goto("/settings/archive")
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Pack it").click()


def violations(page: Page) -> list[str]:
    return [f"{each['id']}: {each['nodes'][0]['target']}" for each in Axe().run(page).response["violations"]]


def test_without_script_it_goes_the_same_way(site: Site, photo: Photo, tmp_path: Path) -> None:
    page = site.join("packer2", name="Packer", phone=True, script=False)
    ask(page)
    wait_until(lambda: _look_again(page), 60)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download").click()
    assert zipfile.is_zipfile(download.value.path())
    page.get_by_role("button", name="Delete it here").click()
    expect(page.get_by_text("deleted here")).to_be_visible()


def _look_again(page: Page) -> bool:
    page.goto("/settings/archive")
    return page.get_by_role("link", name="Download").count() > 0


@pytest.mark.parametrize("script", [True, False])
def test_leaving_saying_where_to_and_coming_back(site: Site, photo: Photo, script: bool) -> None:
    handle = f"mover{int(script)}"
    page = site.join(handle, name="Mover", script=script)
    page.goto("/settings/leave")
    page.locator("[name=address]").fill(f"@{handle}@elsewhere.example")
    page.locator("[name=said]").fill("The garden moved, too.")
    page.get_by_role("button", name="Say so").click()
    reader = site.visit(phone=True, script=script)
    reader.goto(f"/@{handle}")
    card = reader.get_by_role("region", name="Lives elsewhere now")
    expect(card).to_contain_text("The garden moved, too.")
    expect(card.get_by_role("link")).to_have_attribute("href", f"https://elsewhere.example/@{handle}")
    page.get_by_label("Let my name say for a year").check()
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name=f"Close @{handle}").click()
    expect(page.get_by_text("You are hidden from everybody now.")).to_be_visible()
    reader.goto(f"/@{handle}")
    expect(reader.get_by_text("This account is closed.")).to_be_visible()
    expect(reader.get_by_text("Mover", exact=True)).to_have_count(0)
    page.goto("/sign-in")
    page.locator("[name=login]").fill(handle)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.get_by_role("button", name="Come back").click()
    expect(page.get_by_text("Good to see you again.")).to_be_visible()
    reader.goto(f"/@{handle}")
    expect(reader.get_by_role("heading", level=1, name="Mover")).to_be_visible()
