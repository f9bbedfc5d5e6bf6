"""Feeds and oEmbed tell what a stranger may see, completely and in the languages in which it was written."""

import re
from datetime import datetime
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest
from django.conf import settings
from django.test import Client

from redbridge.accounts import actions as accounts
from redbridge.accounts.models import Person
from redbridge.follows import actions as follows
from redbridge.media import actions as media
from redbridge.notes import actions
from redbridge.notes.models import Note
from tests.cast import signed_in
from tests.notes.conftest import publish
from tests.web.test_budgets import asked

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
KINDS = ("atom", "json")


def note_of(person: Person, title: str, **said: Any) -> Note:
    return publish(person, title=title, **said)


def atom(place: str) -> ET.Element:
    answer = Client().get(place)
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(answer.content)  # noqa: S314 - our own


def texts(root: ET.Element, name: str) -> list[str]:
    return [each.text or "" for each in root.iter(f"{ATOM}{name}")]


def test_a_profile_as_atom(dana: Person) -> None:
    note = note_of(dana, "Rain & <tea>", caption="Ask #tea or @dana.\n\nSlowly.", language="en")
    picture = note.pictures.get().picture
    media.describe_picture(dana, picture_id=picture.id, alt='A "cup"', language="en")
    note_of(dana, "茶", caption="慢慢来", language="zh-Hans")
    root = atom("/@dana/feed.atom")
    assert root.findtext(f"{ATOM}id") == f"{settings.SITE_URL}/@dana"
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links == {"alternate": f"{settings.SITE_URL}/@dana", "self": f"{settings.SITE_URL}/@dana/feed.atom"}
    newest, first = root.findall(f"{ATOM}entry")
    assert (newest.findtext(f"{ATOM}title"), newest.get(LANG)) == ("茶", "zh-Hans")
    assert first.findtext(f"{ATOM}title") == "Rain & <tea>"
    assert first.findtext(f"{ATOM}id") == f"{settings.SITE_URL}/n/{note.id}"
    assert datetime.fromisoformat(first.findtext(f"{ATOM}updated") or "") == note.published_at
    content = first.findtext(f"{ATOM}content") or ""
    assert 'alt="A &quot;cup&quot;" lang="en"' in content
    assert f'href="{settings.SITE_URL}/tags/tea"' in content
    assert not re.search(r'(href|src)="(?!https?://)', content)
    assert [each.get("term") for each in first.findall(f"{ATOM}category")] == ["tea"]


def test_a_profile_as_json(dana: Person) -> None:
    note = note_of(dana, "Rain", caption="Slowly. #tea", language="en")
    answer = Client().get("/@dana/feed.json")
    found = answer.json()
    assert answer["Content-Type"] == "application/feed+json"
    assert found["version"] == "https://jsonfeed.org/version/1.1"
    assert found["feed_url"] == f"{settings.SITE_URL}/@dana/feed.json"
    assert found["authors"][0]["url"] == f"{settings.SITE_URL}/@dana"
    (item,) = found["items"]
    assert item["id"] == item["url"] == f"{settings.SITE_URL}/n/{note.id}"
    assert (item["title"], item["language"], item["tags"]) == ("Rain", "en", ["tea"])
    assert item["image"].startswith(f"{settings.SITE_URL}/media/")
    assert datetime.fromisoformat(item["date_published"]) == note.published_at
    assert "Slowly." in item["content_html"]


def test_a_hashtag_as_both(dana: Person, lin: Person) -> None:
    for person in (dana, lin):
        note_of(person, f"By {person.handle}", caption="#Té")
    place = f"/tags/{quote('té')}/feed"
    assert texts(atom(f"{place}.atom"), "title")[1:] == ["By lin", "By dana"]
    assert [item["title"] for item in Client().get(f"{place}.json").json()["items"]] == ["By lin", "By dana"]
    assert Client().get("/tags/nobody-uses-it/feed.json").json()["items"] == []


@pytest.mark.parametrize("kind", KINDS)
def test_only_what_a_stranger_may_see(dana: Person, lin: Person, kind: str) -> None:
    follows.follow(lin, person_id=dana.id)
    note_of(dana, "Open", caption="#tea")
    for visibility in ("unlisted", "followers", "mutuals", "me"):
        note_of(dana, "Secret", caption="#tea", visibility=visibility)
    gone = note_of(dana, "Secret", caption="#tea")
    actions.delete_note(dana, note_id=gone.id)
    for browser in (Client(), signed_in(None, lin), signed_in(None, dana)):
        for place in ("/@dana/feed", "/tags/tea/feed"):
            text = browser.get(f"{place}.{kind}").content.decode()
            assert "Open" in text
            assert "Secret" not in text


@pytest.mark.parametrize("kind", KINDS)
def test_a_private_account_has_no_feed(dana: Person, lin: Person, kind: str) -> None:
    note_of(dana, "Open")
    follows.follow(lin, person_id=dana.id)
    accounts.update_profile(dana, is_private=True)
    for browser in (Client(), signed_in(None, lin), signed_in(None, dana)):
        assert browser.get(f"/@dana/feed.{kind}").status_code == 404
    assert "feed.atom" not in Client().get("/@dana").content.decode()
    assert Client().get(f"/@nobody/feed.{kind}").status_code == 404


@pytest.mark.parametrize("kind", KINDS)
def test_what_did_not_change_is_not_sent_again(dana: Person, kind: str) -> None:
    note = note_of(dana, "First")
    place = f"/@dana/feed.{kind}"
    etag = Client().get(place)["ETag"]
    again = Client().get(place, headers={"If-None-Match": etag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
    draft = actions.edit_note(dana, note_id=note.id)
    actions.save_draft(dana, draft_id=draft.id, title="Second")
    actions.publish_draft(dana, draft_id=draft.id)
    changed = Client().get(place, headers={"If-None-Match": etag})
    assert changed.status_code == 200
    assert "Second" in changed.content.decode()


def test_pages_name_their_feeds_and_what_they_are(dana: Person) -> None:
    note = note_of(dana, "Rain", caption="Slowly. #tea")
    profile, tag, page = (Client().get(place).content.decode() for place in ("/@dana", "/tags/tea", f"/n/{note.id}"))
    for text, place in ((profile, "/@dana"), (tag, "/tags/tea")):
        assert 'type="application/atom+xml" title="' in text
        assert f'href="{place}/feed.atom"' in text
        assert f'href="{place}/feed.json"' in text
        assert 'property="og:title"' in text
    assert 'property="og:description" content="Slowly. #tea"' in page
    assert f'property="article:author" content="{settings.SITE_URL}/@dana"' in page
    assert 'name="twitter:card" content="summary_large_image"' in page
    found = re.findall(r'type="application/json\+oembed"[^>]*href="([^"]*)"', page)[0].replace("&amp;", "&")
    answer = Client().get(found.removeprefix(settings.SITE_URL))
    assert answer.json()["title"] == "Rain"


def test_oembed_of_a_photo_note(dana: Person) -> None:
    note = note_of(dana, "Rain")
    url = f"{settings.SITE_URL}/n/{note.id}"
    found = Client().get("/oembed", {"url": url, "maxwidth": "600"}).json()
    assert (found["version"], found["type"], found["author_url"]) == ("1.0", "photo", f"{settings.SITE_URL}/@dana")
    assert found["width"] <= 600
    assert found["url"].startswith(f"{settings.SITE_URL}/media/")
    tiny = Client().get("/oembed", {"url": url, "maxwidth": "10"}).json()
    assert tiny["type"] == "link"
    assert "thumbnail_url" not in tiny


@pytest.mark.parametrize("visibility", ["unlisted", "followers", "mutuals", "me"])
def test_oembed_tells_nothing_of_what_is_not_public(dana: Person, visibility: str) -> None:
    note = note_of(dana, "Secret", visibility=visibility)
    for browser in (Client(), signed_in(None, dana)):
        answer = browser.get("/oembed", {"url": f"{settings.SITE_URL}/n/{note.id}"})
        assert answer.status_code == 404
        assert "Secret" not in answer.content.decode()


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({}, 422),
        ({"url": "https://example.com/n/1"}, 422),
        ({"url": "http://[::1"}, 422),
        ({"url": "SITE/@dana"}, 422),
        ({"url": "SITE/n/99999999999999999999999"}, 422),
        ({"url": "SITE/n/9999999999999999999"}, 404),
        ({"url": "javascript:alert(1)//SITE/n/1"}, 422),
        ({"url": "SITE/n/1\x00"}, 422),
        ({"url": "SITE/n/1", "format": "xml"}, 501),
    ],
)
def test_oembed_of_nothing_of_ours(db: None, asked: dict[str, str], status: int) -> None:
    said = {name: value.replace("SITE", settings.SITE_URL) for name, value in asked.items()}
    assert Client().get("/oembed", said).status_code == status


@pytest.mark.parametrize("place", ["/@dana/feed.atom", "/tags/tea/feed.json"])
def test_a_feed_asks_the_same_for_one_note_and_for_many(dana: Person, place: str) -> None:
    note_of(dana, "First", caption="#tea")
    small = asked(Client(), place)
    for number in range(6):
        note_of(dana, f"Note {number}", caption="#tea")
    assert len(asked(Client(), place)) <= len(small) <= 12
