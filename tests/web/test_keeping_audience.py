"""Pages for the old audience: links, codes, and a pack of everything to post elsewhere."""

import io
import zipfile

import pytest
from django.test import Client, override_settings
from PIL import Image

from redbridge.accounts import actions as accounts
from redbridge.accounts.models import Person
from redbridge.arrival import actions as arrival
from redbridge.arrival.models import PageLink
from redbridge.notes import actions as notes
from tests.cast import signed_in
from tests.interactions.stage import publish
from tests.web.clips import ready_video, say
from tests.web.walk.world import picture

pytestmark = pytest.mark.django_db


def test_the_page_of_links_is_small_open_and_without_script(dana: Person) -> None:
    accounts.update_profile(dana, bio="Cats & tea")
    arrival.arrange_links(dana, links=[("My <b>shop</b>", "https://shop.example"), ("Video", "https://v.example")])
    PageLink.objects.filter(url="https://v.example").update(verified_at="2026-01-01T00:00:00Z")
    note = publish(dana, "A quiet cup")
    hidden = publish(dana, "For friends", visibility="followers")
    answer = Client().get("/@dana/links")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "<script" not in text
    assert len(answer.content) < 8_000
    assert text.index("https://v.example") < text.index("https://shop.example")
    assert 'rel="me nofollow noopener"' in text
    assert "My &lt;b&gt;shop" in text
    assert f"/n/{note.id}" in text
    assert f"/n/{hidden.id}" not in text
    assert 'property="og:title"' in text
    assert "noindex" not in text


def test_a_private_account_shows_no_notes_and_is_not_listed(dana: Person) -> None:
    note = publish(dana)
    accounts.update_profile(dana, is_private=True)
    text = Client().get("/@dana/links").content.decode()
    assert "noindex" in text
    assert f"/n/{note.id}" not in text


def test_links_are_arranged_without_script(dana: Person) -> None:
    browser = signed_in(None, dana)
    sent = {"title": ["One", "Two", ""], "url": ["https://1.example", "https://2.example", ""]}
    assert browser.post("/settings/links", sent).status_code == 303
    assert browser.post("/settings/links", {**sent, "up": "1"}).status_code == 303
    assert list(PageLink.objects.order_by("order").values_list("title", flat=True)) == ["Two", "One"]
    wrong = browser.post("/settings/links", {"title": "T", "url": "javascript:alert(1)"})
    assert wrong.status_code == 422
    assert "javascript:alert(1)" in wrong.content.decode()
    assert PageLink.objects.count() == 2


def test_codes_are_pictures_that_can_be_scanned(dana: Person) -> None:
    note = publish(dana)
    for path in ("/@dana/links.png", f"/n/{note.id}/code.png"):
        answer = signed_in(None, dana).get(path)
        image = Image.open(io.BytesIO(answer.content))
        assert (answer["Content-Type"], image.format, image.mode) == ("image/png", "PNG", "1")
        assert image.width == image.height >= 300
        assert image.getpixel((0, 0)) == 255


@override_settings(SITE_URL="https://redbridge.example")
def test_a_pack_holds_everything_to_post_elsewhere(dana: Person, lin: Person) -> None:
    shown = [picture(dana, alt="A cat on a wall"), picture(dana)]
    note = notes.publish_note(
        dana, title="Steamed", caption="Dumplings " * 60 + "#breakfast", picture_ids=[each.id for each in shown]
    )
    answer = signed_in(None, dana).get(f"/n/{note.id}/pack.zip")
    assert answer.status_code == 200
    assert f"note-{note.id}.zip" in answer["Content-Disposition"]
    box = zipfile.ZipFile(io.BytesIO(b"".join(answer) if answer.streaming else answer.content))
    names = set(box.namelist())
    assert {"pictures/01.jpg", "pictures/02.jpg", "alt/01.txt", "link.png", "link.svg", "README.txt"} <= names
    assert "alt/02.txt" not in names
    assert len(box.read("captions/x.txt").decode()) <= 280 + 50
    assert box.read("captions/x.txt").decode().endswith(f"https://redbridge.example/n/{note.id}")
    assert box.read("captions/instagram.txt").decode().startswith("Steamed\n\nDumplings")
    assert box.read("alt/01.txt").decode() == "A cat on a wall"
    assert not Image.open(io.BytesIO(box.read("pictures/01.jpg"))).getexif()
    page = signed_in(None, dana).get(f"/n/{note.id}/pack").content.decode()
    assert page.count("data-copy") >= 7
    for path in (f"/n/{note.id}/pack", f"/n/{note.id}/pack.zip", f"/n/{note.id}/code.png"):
        assert signed_in(None, lin).get(path).status_code == 404
        assert Client().get(path).status_code == 302


def test_a_pack_of_a_video_holds_its_captions(dana: Person) -> None:
    video = ready_video(dana)
    say(dana, video, "en", "Listen", "to the rain")
    note = publish(dana, "Rain", kind="video", video_id=video.id)
    answer = signed_in(None, dana).get(f"/n/{note.id}/pack.zip")
    box = zipfile.ZipFile(io.BytesIO(b"".join(answer) if answer.streaming else answer.content))
    assert "Listen" in box.read("captions/video-en.vtt").decode()
    assert "captions/youtube-shorts-title.txt" not in box.namelist() or box.read("captions/youtube-shorts-title.txt")


def test_the_sheet_offers_the_pack_to_the_author_alone(dana: Person, lin: Person) -> None:
    note = publish(dana)
    assert f"/n/{note.id}/pack" in signed_in(None, dana).get(f"/n/{note.id}/share").content.decode()
    assert f"/n/{note.id}/pack" not in signed_in(None, lin).get(f"/n/{note.id}/share").content.decode()
