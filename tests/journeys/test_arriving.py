"""A newcomer's luggage: brought, looked into, chosen from, carried over, filled up and taken back."""

import json
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.films import film
from tests.journeys.conftest import Site, check_calm
from tests.waiting import wait_until

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
Photo = Callable[[str], Path]
FORMS = [(True, True), (False, True), (True, False)]  # phone, script


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory, photo: Photo) -> Path:
    """An Instagram export: two posts of 2022 and one of 2023, with their pictures."""
    path = tmp_path_factory.mktemp("exports") / "instagram.zip"
    rows = []
    with zipfile.ZipFile(path, "w") as archive:
        for number, (year, color) in enumerate(((2022, "teal"), (2022, "gold"), (2023, "navy"))):
            uri = f"media/posts/{year}/{number}_n_1799.jpg"
            archive.write(photo(color), uri)
            at = int(datetime(year, 5, 1 + number, 12, tzinfo=UTC).timestamp())
            title = f"Harbor in {color} #harbor"
            rows.append({"media": [{"uri": uri, "creation_timestamp": at, "title": title}]})
        archive.writestr("your_instagram_activity/media/posts_1.json", json.dumps(rows))
    return path


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A TikTok export as it comes: dates and captions, and no video."""
    path = tmp_path_factory.mktemp("exports") / "user_data_tiktok.json"
    rows = [
        {
            "Date": f"2024-03-0{number} 10:00:00",
            "Link": f"https://www.tiktokv.com/share/video/730000000000000000{number}/",
            "WhoCanView": "Everyone",
            "Title": f"Rain on day {number}",
        }
        for number in (1, 2)
    ]
    likes = [{"date": "2024-01-01 10:00:00", "link": "https://www.tiktokv.com/share/video/7200000000000000001/"}]
    content = {
        "Profile": {"Profile Info": {"ProfileMap": {"userName": "dana.brews", "displayName": "Dana"}}},
        "Post": {"Posts": {"VideoList": rows}},
        "Your Activity": {"Like List": {"ItemFavoriteList": likes}},
        "Direct Message": {"Direct Messages": {"ChatHistory": {"Chat History with x:": [{"Content": "hi"}]}}},
        "Moon Phases": {"Moons": [{"A": "1"}]},
    }
    path.write_text(json.dumps(content))
    return path


@pytest.fixture(scope="module")
def fillings(tmp_path_factory: pytest.TempPathFactory, photo: Photo) -> tuple[Path, Path]:
    """What the export lacks: a picture and a small video."""
    return photo("teal"), film(tmp_path_factory.mktemp("clips") / "rain.mp4")


def bring(page: Page, path: Path, *, script: bool) -> None:
    """Give a file, and look until it is read."""
    page.goto("/arrive")
    page.locator("#archive").set_input_files(str(path))
    if not script:
        page.get_by_role("button", name="Send it").click()
    expect(page.locator(".crossing")).to_be_visible()
    until(page, "Here is your luggage", script=script)


def until(page: Page, words: str, *, script: bool) -> None:
    """The page comes to say this: by itself with script, and without it when one looks again."""
    heading = page.locator("h1", has_text=words)
    if script:
        expect(heading).to_be_visible(timeout=60_000)
        return

    def is_there() -> bool:
        page.reload()
        return heading.count() > 0

    wait_until(is_there, 60)


@pytest.mark.parametrize(("phone", "script"), FORMS)
def test_bring_choose_a_year_come_home_and_take_it_back(site: Site, pictures: Path, phone: bool, script: bool) -> None:
    page = site.join(f"mover{int(phone)}{int(script)}", name="Mover", phone=phone, script=script)
    page.goto("/new")
    page.get_by_role("link", name="Bring your things").first.click()
    expect(page.get_by_text("Choose your account, all of the time, JSON")).to_be_hidden()
    page.locator(".source-tile", has_text="Instagram").click()
    expect(page.get_by_text("Choose your account, all of the time, JSON")).to_be_visible()
    bring(page, pictures, script=script)
    expect(page.locator(".bag-posts .bag-count")).to_have_text("3")
    expect(page.locator(".year", has_text="2022")).to_contain_text("2")
    expect(page.get_by_text("Harbor in teal").first).to_be_visible()
    page.locator(".year", has_text="2023").locator("input").uncheck()
    page.get_by_role("button", name="Save the choice").click()
    expect(page.locator(".year", has_text="2023")).to_contain_text("0 of 1")
    page.locator("#ready [name=audience][value=everyone]").check()
    page.locator("#ready").get_by_role("button", name="Bring it over").click()
    until(page, "You are home", script=script)
    expect(page.locator(".outcome")).to_contain_text("2")
    expect(page.get_by_text("Not chosen.")).to_be_visible()
    address = page.get_by_role("link", name="Take it back").get_attribute("href") or ""
    page.get_by_role("link", name="Look at your profile").click()
    expect(page.locator(".waterfall > li")).to_have_count(2)
    page.locator(".waterfall a", has_text="Harbor in teal").first.click()
    expect(page.get_by_text("on May 1, 2022. Date from the author").first).to_be_visible()
    page.goto(address)
    page.get_by_role("button", name="Take it back").click()
    until(page, "Taken back", script=script)
    page.get_by_role("link", name="My profile").click()
    expect(page.get_by_text("Your first note goes here.")).to_be_visible()


@pytest.mark.parametrize(("phone", "script"), FORMS)
def test_fill_a_slot(site: Site, words: Path, fillings: tuple[Path, Path], phone: bool, script: bool) -> None:
    page = site.join(f"filler{int(phone)}{int(script)}", name="Filler", phone=phone, script=script)
    bring(page, words, script=script)
    expect(page.get_by_text("In the file, and left unopened:")).to_be_visible()
    expect(page.get_by_text("1 part that we do not know")).to_be_visible()
    expect(page.locator("#bag-likes")).not_to_be_checked()
    page.locator("#ready").get_by_role("button", name="Bring it over").click()
    until(page, "You are home", script=script)
    page.get_by_role("link", name="Give them what they lack").click()
    expect(page.locator(".slot")).to_have_count(2)
    slot = page.locator(".slot").first
    slot.locator("input[type=file]").set_input_files(str(fillings[0]))
    slot.get_by_role("button", name="Fill it").click()
    expect(page.locator("h1")).to_contain_text("Rain on day")
    expect(page.get_by_text("Date from the author").first).to_be_visible()
    page.goto("/slots")
    if phone:
        page.get_by_role("button", name="Its words are enough").click()
    else:
        page.locator(".slot input[type=file]").set_input_files(str(fillings[1]))
        page.get_by_role("button", name="Fill it").click()
        page.wait_for_url("**/slots")
        wait_until(lambda: is_empty(page), 60)
        page.goto(f"/@filler{int(phone)}{int(script)}")
        page.locator(".waterfall a", has_text="Rain on day 2").first.click()
        expect(page.locator(".video-frame video").first).to_be_visible()
    expect(page.get_by_text("Date from the author").first).to_be_visible()
    page.goto("/slots")
    expect(page.get_by_text("Nothing waits here.")).to_be_visible()


def is_empty(page: Page) -> bool:
    """Whether nothing waits any more."""
    page.goto("/slots")
    return page.get_by_text("Nothing waits here.").count() > 0


def test_change_many_and_match_files_by_hand(site: Site, words: Path, photo: Photo) -> None:
    page = site.join("packer", name="Packer")
    bring(page, words, script=True)
    page.get_by_role("link", name="Look at every post").click()
    page.locator(".bulk summary").click()
    page.locator("#b-tags").fill("#rain")
    page.get_by_role("button", name="Change them").click()
    expect(page.get_by_text("2 posts are changed.")).to_be_visible()
    expect(page.get_by_text("#rain").first).to_be_visible()
    page.get_by_role("button", name="Take back the last change").click()
    expect(page.get_by_text("2 posts are as before.")).to_be_visible()
    page.get_by_role("link", name="Back", exact=True).click()
    page.get_by_role("link", name="Add pictures and videos").click()
    page.locator("#media").set_input_files(str(photo("gold")))
    page.locator("select[name=post]").select_option(index=1)
    page.get_by_role("button", name="Keep these matches").click()
    expect(page.get_by_text("1 file found its post")).to_be_visible()
    page.get_by_role("link", name="Back to choosing").click()
    page.locator("#ready").get_by_role("button", name="Bring it over").click()
    until(page, "You are home", script=True)
    page.get_by_role("link", name="Look at your profile").click()
    expect(page.locator(".waterfall > li")).to_have_count(1)


def test_an_upload_goes_on_after_a_reload(site: Site, tmp_path: Path) -> None:
    path = tmp_path / "long.zip"
    path.write_bytes(b"PK\x03\x04" + bytes(3_000_000))
    page = site.join("halter", name="Halter")
    page.goto("/arrive")
    page.route(
        "**/chunk?offset=*", lambda route: route.abort() if "offset=0" not in route.request.url else route.continue_()
    )
    page.locator("#archive").set_input_files(str(path))
    expect(page.get_by_text("No connection. It goes on by itself")).to_be_visible()
    page.unroute_all(behavior="ignoreErrors")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("/arrive")
    page.locator(".mine").click()
    expect(page.get_by_text("Choose the same file again, and it goes on where it stopped.")).to_be_visible()
    check_calm(site, page, "receiving")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if "chunk?offset" in request.url else None)
    page.locator("#archive").set_input_files(str(path))
    until(page, "This file cannot be read", script=True)
    expect(page.get_by_role("alert")).to_contain_text("The end of this archive is missing.")
    check_calm(site, page, "failed")
    page.get_by_role("link", name="Try another file").click()
    expect(page.locator("#archive")).to_be_visible()
    assert sent
    assert not any(url.endswith("offset=0") for url in sent)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_small_screens_lose_nothing(site: Site, words: Path, pictures: Path, scheme: str) -> None:
    page = site.join(f"axearr{scheme[0]}", name="Axe", phone=True, scheme=scheme)
    site.is_inspected = True
    found: list[str] = []

    def look(name: str) -> None:
        result = Axe().run(page)
        found.extend(f"{name}: {each['id']} {each['nodes'][0]['html'][:160]}" for each in result.response["violations"])
        page.set_viewport_size({"width": 320, "height": 640})
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{name}: scrolls sideways at 320 px")
        page.set_viewport_size({"width": 390, "height": 844})

    def visit(path: str) -> None:
        page.goto(path)
        look(path)

    for path in ("/arrive", "/slots"):
        visit(path)
    bring(page, words, script=True)
    base = page.get_by_role("link", name="Add pictures and videos").get_attribute("href") or ""
    base = base.removesuffix("/media")
    for path in (base, f"{base}/items", f"{base}/media"):
        visit(path)
    page.goto(base)
    page.locator("#ready").get_by_role("button", name="Bring it over").click()
    until(page, "You are home", script=True)
    for path in (base, "/slots", "/arrive", f"{base}/undo"):
        visit(path)
    page.goto(f"{base}/undo")
    page.get_by_role("button", name="Take it back").click()
    until(page, "Taken back", script=True)
    look("taken back")
    assert found == []
