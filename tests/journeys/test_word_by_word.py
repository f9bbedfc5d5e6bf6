"""Who learns Chinese reads a note word by word, saves a word and reviews it, by keyboard and without script."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Site, check_calm, publish

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
Photo = Callable[[str], Path]
CAPTION = "这家咖啡馆很安静，老板是退休老师。真的绝绝子！下雨天我常常来这里看书。"


def test_a_note_is_read_word_by_word(site: Site, photo: Photo) -> None:
    writer = site.join("xiaoyu", name="Xiaoyu")
    address = publish(writer, "安静的咖啡馆", photo("olive"), caption=CAPTION)
    reader = site.join("quill", name="Quill")
    reader.goto(address)
    reader.get_by_role("link", name="Read word by word").click()
    words, gloss = reader.locator(".read-caption .word"), reader.locator("#gloss")
    words.nth(0).focus()
    for _ in range(2):
        reader.keyboard.press("ArrowRight")
    expect(words.nth(2)).to_be_focused()
    reader.keyboard.press("Enter")
    expect(gloss).to_contain_text("coffee shop")
    check_calm(site, reader, "a word over its text")
    gloss.get_by_role("button", name="Save").click()
    expect(words.nth(2)).to_have_class("word word-saved")
    reader.keyboard.press("Escape")
    expect(words.nth(2)).to_be_focused()

    plain = reader.context.browser.new_context(  # type: ignore[union-attr]  # it is a browser's
        storage_state=reader.context.storage_state(), java_script_enabled=False, base_url=site.url
    )
    site.contexts.append(plain)
    page = plain.new_page()
    page.goto(reader.url)
    page.locator(".read-caption .word", has_text="老师").click()
    expect(page.locator(".word-page")).to_contain_text("teacher")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".word-page")).to_contain_text("Saved")

    reader.goto("/words/review")
    expect(reader.locator("#asked")).to_have_text("咖啡馆")
    reader.keyboard.press(" ")
    expect(reader.locator("#answer")).to_contain_text("kā")
    check_calm(site, reader, "a word to remember")
    reader.keyboard.press("3")
    expect(reader.locator("#asked")).to_have_text("老师")

    page.goto("/words/review")
    page.get_by_role("button", name="Show the answer").click()
    page.get_by_role("button", name="Easy").click()
    expect(page.locator("main h1")).to_have_text("Done for today")
    page.goto("/words")
    expect(page.locator(".word-row")).to_have_count(2)
