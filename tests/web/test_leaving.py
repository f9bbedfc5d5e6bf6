"""Pages of leaving: asking, looking on, taking the file, saying where one lives now."""

import zipfile
from io import BytesIO
from typing import Any

import pytest
from django.test import Client

from redbridge.accounts.models import Person
from redbridge.privacy import actions, folders, queries
from redbridge.privacy.models import Departure
from redbridge.web import ranges
from tests.cast import PASSWORD, signed_in

PAGE = "/settings/archive"
pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(dana: Person) -> Client:
    return signed_in(None, dana)


@pytest.fixture
def ready(dana: Person) -> Departure:
    row = actions.ask_archive(dana, parts=("notes", "data"))
    actions.make_archive(departure_id=row.id)
    return Departure.objects.get(id=row.id)


def address(row: Departure) -> str:
    return f"{PAGE}/{row.id}-{row.secret}.zip"


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


class TestArchive:
    """One page from asking to the file."""

    def test_asking_takes_the_password_and_shows_how_far_it_is(self, browser: Client, dana: Person) -> None:
        wrong = browser.post(PAGE, {"parts": ["notes"], "password": "no"})
        assert (wrong.status_code, b"not your password" in wrong.content) == (422, True)
        assert browser.post(PAGE, {"parts": ["notes"], "password": PASSWORD}).status_code == 303
        row = Departure.objects.get(person=dana)
        Departure.objects.filter(id=row.id).update(state="working", doing="media", percent=40)
        page = browser.get(PAGE).content.decode()
        assert "Packing pictures and videos" in page
        assert 'value="40"' in page
        assert 'http-equiv="refresh"' in page
        part = browser.get(PAGE, headers={"X-Part": "archives"})
        assert part.content.startswith(b'<div id="archives"')
        assert "HX-Refresh" not in part.headers
        actions.make_archive(departure_id=row.id)
        assert browser.get(PAGE, headers={"X-Part": "archives"}).headers["HX-Refresh"] == "true"

    def test_the_file_comes_under_a_name_and_for_its_owner_alone(
        self, browser: Client, lin: Person, ready: Departure
    ) -> None:
        answer = browser.get(address(ready))
        assert answer.headers["Content-Type"] == "application/zip"
        assert answer.headers["Content-Disposition"].startswith('attachment; filename="redbridge-dana-')
        assert "private" in answer.headers["Cache-Control"]
        assert "redbridge.json" in zipfile.ZipFile(BytesIO(body(answer))).namelist()
        assert signed_in(None, lin).get(address(ready)).status_code == 404
        assert Client().get(address(ready)).status_code == 302
        guessed = f"{PAGE}/{ready.id}-{'0' * 32}.zip"
        assert browser.get(guessed).status_code == 404

    def test_a_download_goes_on_where_it_broke_off(self, browser: Client, ready: Departure) -> None:
        file = folders.file(ready.id)
        raw = bytes(range(256)) * (ranges.MOST // 128)
        file.write_bytes(raw)
        first = browser.get(address(ready))
        assert int(first.headers["Content-Length"]) == len(raw)
        assert body(first) == raw
        rest = browser.get(address(ready), headers={"Range": "bytes=1000-", "If-Range": first.headers["ETag"]})
        assert (rest.status_code, rest.headers["Content-Range"]) == (206, f"bytes 1000-{len(raw) - 1}/{len(raw)}")
        assert int(rest.headers["Content-Length"]) == len(raw) - 1000
        assert body(rest) == raw[1000:]
        part = browser.get(address(ready), headers={"Range": "bytes=10-19"})
        assert body(part) == raw[10:20]
        beyond = browser.get(address(ready), headers={"Range": f"bytes={len(raw)}-"})
        assert beyond.status_code == 416

    def test_a_suspended_person_asks_and_takes(self, browser: Client, dana: Person) -> None:
        Person.objects.filter(id=dana.id).update(standing="suspended")
        assert browser.post(PAGE, {"parts": ["notes"], "password": PASSWORD}).status_code == 303
        row = Departure.objects.get(person=dana)
        actions.make_archive(departure_id=row.id)
        assert browser.get(address(Departure.objects.get(id=row.id))).status_code == 200
        closed = browser.post("/settings/leave", {"step": "close", "password": PASSWORD})
        assert closed.status_code == 303

    def test_one_throws_it_away(self, browser: Client, lin: Person, ready: Departure) -> None:
        assert signed_in(None, lin).post(f"{PAGE}/{ready.id}/drop").status_code == 404
        assert browser.post(f"{PAGE}/{ready.id}/drop").status_code == 303
        assert browser.get(address(ready)).status_code == 404
        assert b"deleted here" in browser.get(PAGE).content

    @pytest.mark.usefixtures("ready")
    def test_two_a_day(self, browser: Client, dana: Person) -> None:
        row = actions.ask_archive(dana, parts=("notes",))
        actions.make_archive(departure_id=row.id)
        assert queries.archives_left(dana) == 0
        assert b"That makes two today" in browser.get(PAGE).content
        assert browser.post(PAGE, {"parts": ["notes"], "password": PASSWORD}).status_code == 429


class TestNewHome:
    """Where somebody lives now."""

    @pytest.mark.parametrize(
        ("typed", "shown"),
        [
            ("https://example.org/dana", "https://example.org/dana"),
            ("example.org/@dana", "https://example.org/@dana"),
            ("@dana@Example.org", "https://example.org/@dana"),
            ("dana@example.org", "https://example.org/@dana"),
        ],
    )
    def test_the_profile_says_so(self, browser: Client, typed: str, shown: str) -> None:
        sent = {"step": "home", "address": typed, "said": "Come over & see"}
        assert browser.post("/settings/leave", sent).status_code == 303
        page = Client().get("/@dana").content.decode()
        assert f'href="{shown}" rel="me' in page
        assert "Come over &amp; see" in page
        assert browser.post("/settings/leave", {"step": "stay"}).status_code == 303
        assert "lives elsewhere" not in Client().get("/@dana").content.decode()

    @pytest.mark.parametrize(
        "typed",
        ["javascript:alert(1)", "nowhere", "https://a b", "http://localhost:8000/@lin", "x" * 600, "", "a\u202eb.org"],
    )
    def test_what_leads_nowhere_is_refused_with_a_sentence(self, browser: Client, typed: str) -> None:
        answer = browser.post("/settings/leave", {"step": "home", "address": typed})
        assert answer.status_code == 422
        assert b'class="error"' in answer.content

    def test_a_closed_account_answers_with_it_and_nothing_else(self, browser: Client) -> None:
        browser.post("/settings/leave", {"step": "home", "address": "@dana@example.org", "said": "words"})
        browser.post("/settings/leave", {"step": "close", "password": PASSWORD, "signpost": "1"})
        answer = Client().get("/@dana")
        assert answer.status_code == 200
        page = answer.content.decode()
        assert 'href="https://example.org/@dana"' in page
        assert "words" not in page
        assert 'content="noindex"' in page
        assert Client().get("/@dana/about").status_code == 404

    def test_without_the_wish_nothing_is_said(self, browser: Client) -> None:
        browser.post("/settings/leave", {"step": "home", "address": "@dana@example.org"})
        browser.post("/settings/leave", {"step": "close", "password": PASSWORD})
        assert Client().get("/@dana").status_code == 404
