"""The waiting list: while joining is closed, people leave word and their upload, and find it again once they are in."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from redbridge.accounts import actions as accounts
from redbridge.accounts import queries
from redbridge.accounts.models import Person
from redbridge.arrival.models import Arrival, WaitingNewcomer
from redbridge.events.worker import run_waiting
from redbridge.kit import limits
from tests.arrival import baggage
from tests.cast import signed_in
from tests.web.accountforms import joining
from tests.web.walk.markup import read

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _unhurried() -> Iterator[None]:
    with limits.paused():
        yield


@pytest.fixture
def closed(omar: Person) -> Person:
    """The one who closed the door."""
    accounts.change_site(omar, sign_up="invite")
    queries.forget_site()
    return omar


def page(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert read(text).faults() == []
    return text


def test_an_open_door_needs_no_list(client: Client) -> None:
    assert "The door is open" in page(client, "/waiting")
    client.post("/waiting")
    assert not WaitingNewcomer.objects.exists()


def test_wait_bring_join_and_find_it(client: Client, closed: Person, tmp_path: Path) -> None:
    assert 'href="/waiting"' in page(client, "/sign-up")
    assert "Put me on the list" in page(client, "/waiting")
    assert client.post("/waiting").status_code == 303
    alone = page(client, "/waiting")
    assert "You are on the list" in alone
    assert "0 people came before you." in alone
    Client().post("/waiting")
    assert "0 people came before you." in page(client, "/waiting")
    path = baggage.packed(tmp_path, baggage.tiktok(posts=2, liked=30_000))
    assert path.stat().st_size > settings.DATA_UPLOAD_MAX_MEMORY_SIZE  # more than strangers may send
    file = SimpleUploadedFile(path.name, path.read_bytes())
    assert client.post("/waiting/upload", {"archive": file}).status_code == 303
    run_waiting()
    assert "Waiting in line" in page(client, "/waiting")
    assert Arrival.objects.get().state == "uploaded"

    link = accounts.make_invitation(closed)
    token = re.search(r"invitation=([^&]+)", link)
    assert token is not None
    answer = client.post("/sign-up", joining(handle="nora", invitation=token[1]))
    assert answer.status_code == 303, answer.content.decode()
    run_waiting()
    made = Arrival.objects.get()
    assert (made.state, made.person.handle if made.person else "") == ("previewed", "nora")
    assert client.cookies["waiting"].value == ""
    assert "Here is your luggage" in page(client, f"/arrive/{made.id}")


def test_parts_of_somebody_who_waits(client: Client, closed: Person) -> None:
    assert client.post("/waiting/upload").status_code == 303  # nobody yet
    client.post("/waiting")
    said: Any = {"name": "export.zip", "size": "100"}
    begun = client.post("/waiting/upload", said, headers={"Accept": "application/json"}).json()
    part = client.post(f"{begun['chunk']}?offset=0", b"a" * 60, "application/octet-stream").json()
    assert part == {"received": 60, "size": 100}
    assert "60" in page(client, "/waiting")
    other = Client()
    other.post("/waiting")
    assert other.post(f"{begun['chunk']}?offset=60", b"a" * 40, "application/octet-stream").status_code == 404
    again = client.post("/waiting/upload", said, headers={"Accept": "application/json"}).json()
    assert again["received"] == 60


def test_whoever_leaves_the_list_leaves_nothing(client: Client, closed: Person) -> None:
    client.post("/waiting")
    client.post("/waiting/upload", {"archive": SimpleUploadedFile("a.zip", b"PK")})
    client.post("/waiting", {"do": "leave"})
    assert not WaitingNewcomer.objects.exists()
    assert not Arrival.objects.exists()


def test_a_script_fills_what_nobody_sees_and_gets_no_place(client: Client, closed: Person) -> None:
    client.post("/waiting", {"website": "https://spam.example"})
    assert not WaitingNewcomer.objects.exists()


def test_a_guessed_place_is_nobodys(client: Client, closed: Person) -> None:
    client.cookies["waiting"] = "guessed:forged"
    assert "Put me on the list" in page(client, "/waiting")


def test_the_operator_sees_numbers_and_nobodys_name(
    client: Client, dana: Person, closed: Person, tmp_path: Path
) -> None:
    with limits.paused():
        client.post("/waiting")
        browser = signed_in(Client(), dana)
        path = baggage.packed(tmp_path, baggage.tiktok(posts=2), name="dana-private-name.json")
        browser.post("/arrive/new", {"archive": SimpleUploadedFile(path.name, path.read_bytes())})
        browser.post("/arrive/new", {"archive": SimpleUploadedFile("odd.zip", b"PK\x03\x04")})
        run_waiting()
    text = page(signed_in(Client(), closed), "/operate/arrivals")
    for said in ("TikTok", "2 uploads in 24 hours", "As a table", "How often", "Waiting list"):
        assert said in text
    assert "dana" not in text.replace("@dana", "")
    assert "odd.zip" not in text
    assert signed_in(Client(), dana).get("/operate/arrivals").status_code == 404


def test_the_operator_closes_and_opens_a_door(closed: Person) -> None:
    browser = signed_in(Client(), closed)
    browser.post("/operate/arrivals/door", {"source": "instagram", "open": "0"})
    assert 'Instagram</strong> <span class="badge badge-lamp"' in page(browser, "/operate/arrivals")
    assert "Closed at the moment" in page(browser, "/arrive")
    browser.post("/operate/arrivals/door", {"source": "instagram", "open": "1"})
    assert "Closed at the moment" not in page(browser, "/arrive")


def test_strangers_without_a_place_send_no_files(closed: Person) -> None:
    stranger, token = Client(enforce_csrf_checks=True), "a" * 32
    stranger.cookies["csrftoken"] = token

    def status(path: str) -> int:
        large = SimpleUploadedFile("a.zip", bytes(settings.DATA_UPLOAD_MAX_MEMORY_SIZE))
        return stranger.post(path, {"csrfmiddlewaretoken": token, "archive": large}).status_code

    assert status("/waiting/upload") == 413
    stranger.post("/waiting", {"csrfmiddlewaretoken": token})
    assert status("/waiting/upload") == 303
    assert status("/arrive/new") == 413  # the place opens one address alone
