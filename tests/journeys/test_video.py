"""A video goes from a phone to everybody: sent in parts or by the plain form, captioned, watched."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.films import film
from tests.journeys.conftest import Site
from tests.waiting import wait_until

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
SECONDS = 4
CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:03.900\n{}\n"


@pytest.fixture(scope="module")
def rain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return film(tmp_path_factory.mktemp("films") / "rain.mp4", seconds=SECONDS)


@pytest.fixture(scope="module")
def captions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Files as an editor saves them."""
    folder = tmp_path_factory.mktemp("captions")
    files = {}
    for language, words in (("en", "The trees go on raining."), ("zh-Hans", "树还在下。")):
        files[language] = folder / f"{language}.vtt"
        files[language].write_text(CAPTIONS.format(words), encoding="utf-8")
    return files


def add_captions(page: Page, files: dict[str, Path]) -> None:
    for language, file in files.items():
        page.locator("#captions_language").select_option(language)
        page.locator("#captions_file").set_input_files(str(file))
        page.get_by_role("button", name="Add captions").click()
        expect(page.locator(f".track-list [lang={language}]")).to_be_visible()


def is_playing(page: Page) -> bool:
    """Whether some video moved on, not by a jump of ours."""
    at = page.evaluate("Math.max(0, ...[...document.querySelectorAll('video')].map((each) => each.currentTime))")
    return float(at) > 0.2


def found(page: Page, path: str, title: str) -> bool:
    page.goto(path)
    return page.get_by_role("heading", name=title).count() > 0


def leads_on(page: Page, address: str) -> bool:
    """Whether another video comes after this one by now."""
    page.goto(address)
    return page.locator("a[rel=next]").count() > 0


def test_from_a_phone_to_everybody(site: Site, rain: Path, captions: dict[str, Path]) -> None:
    author = site.join("filma", name="Filma", phone=True)
    author.goto("/new?kind=video")
    author.locator("#title").fill("Rain with two floors")
    author.locator("#video-file").set_input_files(str(rain))
    expect(author.locator(".video-preview")).to_be_visible(timeout=60_000)
    expect(author.locator("#title")).to_have_value("Rain with two floors")
    author.locator("#poster_at").fill("0:01.5")
    author.get_by_role("button", name="Use it").click()
    expect(author.locator("#poster_at")).to_have_value("0:01.5")
    add_captions(author, captions)
    author.locator("button[name=do][value=publish]").click()
    author.wait_for_url("**/n/*")
    expect(author.locator(".video-frame video")).to_be_visible()

    reader = site.visit(phone=True)
    reader.emulate_media(reduced_motion="no-preference")
    address = author.url.replace("/n/", "/watch/")
    reader.goto(address)
    wait_until(lambda: is_playing(reader), 30)
    assert reader.evaluate("document.querySelector('video').muted")
    expect(reader.locator("[data-captions]").first).to_have_text("The trees go on raining.")
    reader.keyboard.press(" ")
    wait_until(lambda: reader.evaluate("document.querySelector('video').paused"), 10)
    reader.keyboard.press("c")
    expect(reader.locator("[data-captions]").first).to_be_hidden()
    reader.goto("/@filma")
    expect(reader.locator(".card-kind", has_text=f"0:0{SECONDS}").first).to_be_visible()

    chinese = site.visit(language="zh-CN")
    chinese.emulate_media(reduced_motion="no-preference")
    chinese.goto(address)
    expect(chinese.locator("[data-captions] [lang=zh-Hans]")).to_have_text("树还在下。")
    expect(chinese.locator(".transcript-lines").first).to_contain_text("树还在下。")


def test_nothing_moves_by_itself_for_those_who_asked_for_that(site: Site, rain: Path) -> None:
    author = site.join("stilla", name="Stilla")
    publish_film(author, "Still water", rain)
    reader = site.visit(phone=True)  # with reduced motion
    reader.goto(author.url.replace("/n/", "/watch/"))
    play = reader.get_by_role("button", name="Play or pause: Still water")
    expect(play).to_be_visible()
    assert reader.evaluate("document.querySelector('video').paused")
    play.click()
    wait_until(lambda: is_playing(reader), 30)


def test_keys_walk_and_like(site: Site, rain: Path) -> None:
    author = site.join("walka", name="Walka")
    publish_film(author, "First of two", rain)
    publish_film(author, "Second of two", rain)
    reader = site.join("walker", name="Walker")
    address = author.url.replace("/n/", "/watch/")
    wait_until(lambda: leads_on(reader, address), 30)
    expect(reader.locator(".clip-row").nth(1)).to_be_attached()
    first = reader.url
    reader.keyboard.press("j")
    expect(reader).not_to_have_url(first)
    expect(reader.locator(".clip-row").nth(1)).to_be_in_viewport(ratio=0.6)
    reader.keyboard.press("l")
    expect(reader.locator(".clip-row").nth(1).locator(".clip-side .toggle").first).to_have_attribute(
        "aria-pressed", "true"
    )
    reader.keyboard.press("ArrowUp")
    expect(reader).to_have_url(re.compile(r"/watch"))
    expect(reader.locator(".clip-row").first).to_be_in_viewport(ratio=0.6)


def test_without_script(site: Site, rain: Path, captions: dict[str, Path]) -> None:
    publish_film(site.join("before", name="Before"), "There before", rain)
    author = site.join("plaina", name="Plaina", script=False, phone=True)
    author.goto("/new?kind=video")
    author.locator("#title").fill("By the plain form")
    author.locator("#video-file").set_input_files(str(rain))
    author.locator(".publish-bar").get_by_role("button", name="Keep as draft").click()
    draft = author.url.partition("#")[0]

    def is_ready() -> bool:
        author.goto(draft)
        return author.locator(".video-preview").count() > 0

    wait_until(is_ready, 60)
    add_captions(author, captions)
    author.locator(".track-list li", has_text="English").get_by_role("link").click()
    author.locator("#words-0").fill("The trees go on and on.")
    author.get_by_role("button", name="Save captions").last.click()
    author.locator(".publish-bar button[value=publish]").click()
    expect(author.locator("h1")).to_have_text("By the plain form")
    expect(author.locator(".video-frame video[controls]")).to_be_visible()
    reader = site.visit(script=False, phone=True)
    wait_until(lambda: leads_on(reader, author.url.replace("/n/", "/watch/")), 30)
    expect(reader.locator("video[controls]")).to_have_count(1)
    reader.get_by_role("link", name="Next video").click()
    assert "/watch/" in reader.url
    expect(reader.locator("video[controls]")).to_have_count(1)


def test_published_before_the_work_is_done(site: Site, rain: Path) -> None:
    author = site.join("hasta", name="Hasta", script=False)
    author.goto("/new?kind=video")
    author.locator("#title").fill("In a hurry")
    author.locator("#video-file").set_input_files(str(rain))
    author.locator(".publish-bar button[value=publish]").click()
    wait_until(lambda: found(author, "/@hasta", "In a hurry"), 60)


def publish_film(page: Page, title: str, film: Path) -> None:
    page.goto("/new?kind=video")
    page.locator("#title").fill(title)
    page.locator("#video-file").set_input_files(str(film))
    expect(page.locator(".video-preview")).to_be_visible(timeout=60_000)
    page.locator("button[name=do][value=publish]").click()
    page.wait_for_url("**/n/*")
