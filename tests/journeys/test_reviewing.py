"""Reviews: written on a phone, read on a desktop, without script, and met on the page of their thing."""

import io

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from tests.journeys.conftest import Site

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
SMALL = 320
BARCODE = "9520001001055"
DETECTOR = f"""
window.BarcodeDetector = class {{
  static getSupportedFormats() {{ return Promise.resolve(["ean_13"]); }}
  detect() {{ return Promise.resolve([{{ rawValue: "{BARCODE}" }}]); }}
}};
"""


def write(page: Page, title: str, *, rating: int, named: bool = True) -> str:
    """A review by the form; the address of its page."""
    if named:
        page.goto("/new?kind=review")
        page.get_by_label("Brand or shop").fill("River")
        page.get_by_label("Name", exact=True).fill("Pot for two")
    page.locator(f"[name='details.rating'][value='{rating}']").check(force=True)
    page.get_by_label("For it").fill("Pours well\nKeeps warm")
    page.get_by_label("Against it").fill("The lid rattles")
    page.get_by_label("Price paid").fill("24.90")
    page.get_by_label("Currency").select_option("EUR")
    page.get_by_label("Title").fill(title)
    page.locator("button[name=do][value=publish]").click()
    page.wait_for_url("**/n/*")
    return page.url


def test_written_on_a_phone_and_read_on_a_desktop(site: Site) -> None:
    author = site.join("potter", name="Potter", phone=True)
    author.goto("/new?kind=review")
    stars = author.locator("[name='details.rating'][value='9']")
    stars.locator("xpath=..").tap()
    expect(stars).to_be_checked()
    author.keyboard.press("ArrowLeft")
    expect(author.locator("[name='details.rating'][value='8']")).to_be_checked()
    address = write(author, "Tea for two", rating=9)
    reader = site.visit()
    reader.goto(address)
    expect(reader.get_by_role("img", name="4.5 of 5 stars")).to_be_visible()
    expect(reader.locator(".review")).to_contain_text("Keeps warm")
    expect(reader.locator(".facts")).to_contain_text("€24.90")
    reader.get_by_role("link", name="What everybody says").click()
    expect(reader.locator("h1")).to_have_text("River Pot for two")
    expect(reader.locator("main")).to_contain_text("1 review")


def test_the_next_one_reviews_it_too_without_script(site: Site) -> None:
    first = write(site.join("clay", name="Clay"), "It holds tea", rating=10)
    other = site.join("glaze", name="Glaze", script=False)
    other.goto(first)
    other.get_by_role("link", name="What everybody says").click()
    other.get_by_role("link", name="Review this too").click()
    expect(other.get_by_label("Name", exact=True)).to_have_value("Pot for two")
    address = write(other, "It drips", rating=4, named=False)
    other.get_by_role("link", name="What everybody says").click()
    expect(other.locator("#waterfall")).to_contain_text("It drips")
    other.get_by_role("link", name="Highest").click()
    expect(other.locator("#waterfall .card").first).not_to_contain_text("It drips")
    other.goto(f"{address}/edit")
    other.get_by_label("Barcode").fill("1234")
    other.locator("button[name=do][value=publish]").click()
    expect(other.locator("[id='details.barcode.said']")).to_contain_text("One of the digits is wrong")
    expect(other.get_by_label("Against it")).to_have_value("The lid rattles")


def test_a_barcode_is_read_from_a_photo_where_the_browser_can(site: Site) -> None:
    page = site.join("scanner", name="Scanner", phone=True)
    page.goto("/new?kind=review")
    expect(page.get_by_text("Photograph it")).to_be_hidden()
    page.add_init_script(DETECTOR)
    page.reload()
    expect(page.get_by_text("Photograph it")).to_be_visible()
    file = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(file, "PNG")
    picture = FilePayload(name="pack.png", mimeType="image/png", buffer=file.getvalue())
    page.locator("[data-scan] input").set_input_files(picture)
    expect(page.get_by_label("Barcode")).to_have_value(BARCODE)


@pytest.mark.parametrize(("scheme", "phone"), [("light", True), ("dark", False)])
def test_axe_finds_nothing_and_small_screens_lose_nothing(site: Site, scheme: str, phone: bool) -> None:
    page = site.join(f"pot{scheme[0]}{int(phone)}", name="Pot", scheme=scheme, phone=phone)
    review = write(page, "Seen by all", rating=7)
    thing = page.get_by_role("link", name="What everybody says").get_attribute("href")
    site.is_inspected = True
    found = []
    for path in (review, thing or "", f"{review}/edit", "/offline"):
        page.goto(path)
        violations = Axe().run(page).response["violations"]
        found += [f"{path}: {each['id']} {[node['target'] for node in each['nodes']][:3]}" for each in violations]
        page.set_viewport_size({"width": SMALL, "height": 640})
        wide = page.evaluate("document.documentElement.scrollWidth")
        found += [f"{path}: {wide} px wide"] if wide > SMALL else []
        page.set_viewport_size({"width": 390 if phone else 1440, "height": 844})
    assert found == []
