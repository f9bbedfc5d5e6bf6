"""Who reads English meets Chinese: asks for one note and its thread, then always; what is private stays here."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Site, check_calm, publish
from tests.waiting import wait_until

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
Photo = Callable[[str], Path]
STAND_IN = """self.Translator = {
  availability: async ({ sourceLanguage }) => sourceLanguage === "zh" ? "available" : "unavailable",
  create: async () => ({ translate: async (text) => `On this device: ${text.length}` }),
};"""


def test_an_english_reader_reads_chinese(site: Site, photo: Photo) -> None:
    writer = site.join("yanyan", name="Yanyan")
    address = publish(writer, "今天在家喝茶", photo("teal"), caption="水要热一点，慢慢喝。")
    for words in ("我也喜欢喝茶", "明天再喝吧"):
        token = writer.locator("#act input").input_value()
        sent: dict[str, str | float | bool] = {"text": words, "csrfmiddlewaretoken": token}
        assert writer.context.request.post(f"{address}/comments", form=sent, headers={"Referer": address}).ok
    secret = publish(writer, "只给朋友看的话", photo("navy"), caption="今天有点累。", visibility="followers")

    reader = site.join("harold", name="Harold")
    reader.goto("/@yanyan")
    reader.locator("[formaction$='/follow']").first.click()
    reader.goto(address)
    reader.locator("#comments a[hx-get$='tr=all']").click()
    expect(reader.locator(".comment .words-machine")).to_have_count(2)
    expect(reader.locator("#comments")).to_contain_text("我也喜欢喝茶")
    reader.goto(address)
    reader.locator(".note-words > .ask-words a").click()
    label = reader.locator(".note-words > .words-label")
    expect(label).to_contain_text("Word by word, not a translation")
    check_calm(site, reader, "a note with its translation")
    label.locator("summary").click()
    label.get_by_role("button", name="Always translate 简体中文").click()
    expect(reader.locator(".note-title-translated")).to_be_visible()

    wait_until(lambda: bool(reader.goto("/follow")) and reader.locator(".post").count() == 2)
    expect(reader.locator(".post .card-said").first).to_contain_text("Word by word")
    check_calm(site, reader, "a feed in one's own language")
    plain = site.browser.new_context(
        storage_state=reader.context.storage_state(), java_script_enabled=False, base_url=site.url
    )
    site.contexts.append(plain)
    page = plain.new_page()
    page.goto(address)
    expect(page.locator(".comment .words-machine")).to_have_count(2)
    page.goto("/settings/reading")
    page.get_by_label("简体中文").select_option("ask")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_label("简体中文")).to_have_value("ask")

    reader.context.clear_cookies(name="reading")
    reader.add_init_script(STAND_IN)
    asked: list[str] = []
    reader.on("request", lambda request: asked.append(request.url) if "tr=" in request.url else None)
    reader.goto(secret)
    reader.locator(".note-words > .ask-words a").click()
    expect(reader.locator(".words-label-device")).to_have_text("By your browser, on this device")
    expect(reader.locator(".words-on-device").first).to_contain_text("On this device: 7")
    assert asked == [], "no word went to the server"
