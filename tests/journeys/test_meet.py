"""People follow, like, keep, comment, report; a moderator decides."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PASSWORD, Site, publish
from tests.waiting import wait_until

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
Photo = Callable[[str], Path]


@pytest.mark.parametrize("phone", [True, False])
def test_follow_like_keep_and_comment(site: Site, photo: Photo, phone: bool) -> None:
    author = site.join(f"lin{int(phone)}", name="林小满", phone=phone)
    address = publish(author, "七家安静的小咖啡馆", photo("olive"))
    reader = site.join(f"dana{int(phone)}", name="Dana Whitlock", phone=phone)
    reader.goto(address)
    reader.get_by_role("button", name="Follow").first.click()
    expect(reader.get_by_role("button", name="Following").first).to_be_visible()
    like = reader.locator("#note-actions .toggle").first
    like.click()
    expect(like).to_have_attribute("aria-pressed", "true")
    reader.locator("#note-actions").get_by_role("button", name="Save").click()
    expect(reader.locator("#note-actions").get_by_role("button", name="Save")).to_have_attribute("aria-pressed", "true")
    reader.locator("#comment-text").fill("The second floor one is mine now too.")
    reader.get_by_role("button", name="Send").click()
    expect(reader.locator("#comment-list")).to_contain_text("mine now too")
    author.goto(address)
    author.locator("#comment-list").get_by_text("Reply").first.click()
    author.locator("#comment-text").fill("名字是秘密")
    author.get_by_role("button", name="Send").click()
    expect(author.locator(".comment .comment")).to_contain_text("名字是秘密")
    author.reload()
    expect(author.locator(".replies .comment")).to_contain_text("名字是秘密")
    wait_until(lambda: _is_told(author, "wrote under your note"), 30)


def _is_told(page: object, words: str) -> bool:
    page.goto("/inbox/comments")  # type: ignore[attr-defined]
    return page.get_by_text(words).count() > 0  # type: ignore[attr-defined, no-any-return]


def test_like_and_comment_without_script(site: Site, photo: Photo) -> None:
    author = site.join("yuki", name="Yuki")
    address = publish(author, "Rain on the tram", photo("slategray"))
    reader = site.join("samir", name="Samir", script=False)
    reader.goto(address)
    reader.locator("#note-actions .toggle").first.click()
    expect(reader.locator("#note-actions .toggle").first).to_have_attribute("aria-pressed", "true")
    reader.locator("#comment-text").fill("Which line is it?")
    reader.get_by_role("button", name="Send").click()
    expect(reader.locator("#comment-list")).to_contain_text("Which line is it?")


def test_a_note_opens_over_the_list_and_back_returns_to_the_place(site: Site, photo: Photo) -> None:
    author = site.join("noor", name="Noor")
    publish(author, "Opened over the list", photo("tan"))
    reader = site.visit()
    wait_until(lambda: reader.goto("/") and reader.get_by_role("link", name="Opened over the list").count() > 0, 30)
    reader.get_by_role("link", name="Opened over the list").first.click()
    expect(reader.locator("#note-over")).to_be_visible()
    assert "/n/" in reader.url
    reader.keyboard.press("Escape")
    expect(reader.locator("#note-over")).to_be_hidden()
    expect(reader).to_have_url(f"{site.url}/")


def test_report_hide_and_restore(site: Site, photo: Photo) -> None:
    author = site.join("tomas", name="Tomás Ibarra")
    address = publish(author, "Something to report", photo("maroon"))
    reader = site.join("carla", name="Carla")
    reader.goto(address)
    reader.get_by_role("button", name="More").first.click()
    reader.get_by_role("link", name="Report this note").click()
    reader.locator("[name=reason]").first.check()
    reader.get_by_label("Anything a moderator should know").fill("See the second line.")
    reader.get_by_role("button", name="Send report").click()
    expect(reader.get_by_role("heading", name="Thank you")).to_be_visible()
    link = site.house.json("setup")["link"]
    ruth = site.visit()
    ruth.goto(link)
    ruth.locator("[name=handle]").fill("ruth")
    ruth.locator("[name=password]").fill(PASSWORD)
    ruth.get_by_role("button", name="Open this place").click()
    expect(ruth.get_by_role("button", name="My menu")).to_be_visible()
    ruth.goto("/moderation")
    ruth.get_by_role("link", name="Tomás Ibarra").first.click()
    ruth.get_by_label("Words to the owner").fill("Please blur the plate.")
    ruth.get_by_role("button", name="Hide").click()
    assert reader.goto(address).status == 404  # type: ignore[union-attr]
    author.goto(address)
    expect(author.get_by_text("A moderator has hidden this note")).to_be_visible()
    note_id = address.rsplit("/", 1)[1]
    ruth.goto(f"/moderation/note/{note_id}")
    ruth.get_by_role("button", name="Restore").click()
    assert reader.goto(address).status == 200  # type: ignore[union-attr]


def test_block_ends_the_meeting(site: Site, photo: Photo) -> None:
    author = site.join("wei", name="Wei")
    address = publish(author, "Before the block", photo("indigo"))
    other = site.join("troll", name="Troll")
    assert other.goto(address).status == 200  # type: ignore[union-attr]
    author.goto("/@troll/block")
    author.get_by_role("button", name="Block", exact=True).click()
    assert other.goto(address).status == 404  # type: ignore[union-attr]
