"""The pages of arriving, by plain forms alone: bring a file, look, choose, bring it over, fill what lacks, undo."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from redbridge.accounts.models import Person
from redbridge.arrival import actions
from redbridge.arrival.models import Arrival, ArrivedItem
from redbridge.events.worker import run_waiting
from redbridge.kit import limits
from redbridge.notes.models import Draft, Note
from tests.arrival import baggage
from tests.cast import signed_in
from tests.web.walk.markup import read

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _unhurried() -> Iterator[None]:
    with limits.paused():
        yield


@pytest.fixture
def browser(dana: Person) -> Client:
    return signed_in(Client(), dana)


def send(browser: Client, path: Path) -> str:
    """Bring a file by the plain form; the address of its page, read and ready."""
    answer = browser.post("/arrive/new", {"archive": SimpleUploadedFile(path.name, path.read_bytes())})
    assert answer.status_code == 303, answer.content.decode()
    run_waiting()
    return str(answer["Location"])


def page(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert read(text).faults() == []
    return text


def ticked(text: str, name: str) -> list[str]:
    """Values of the boxes of a name that are on."""
    boxes = re.findall(rf'<input type="(?:checkbox|radio)"[^>]*name="{name}"[^>]*>', text)
    return [re.search(r'value="([^"]*)"', box)[1] for box in boxes if " checked" in box]  # type: ignore[index]  # all have one


def hidden(text: str, name: str) -> list[str]:
    return re.findall(rf'<input type="hidden" name="{name}" value="([^"]*)">', text)


def form(text: str) -> dict[str, list[str]]:
    """The form of choosing as it stands on the page."""
    names = ("consent", "facet", "audience")
    return {name: ticked(text, name) for name in names} | {"was": hidden(text, "was"), "sent": ["1"]}


def test_the_start_says_before_anything_is_sent_what_a_file_holds_and_lacks(browser: Client) -> None:
    text = page(browser, "/arrive")
    for said in ("JSON, not TXT", "4 days", "links expire", "often empty", "Left unopened", "Private messages"):
        assert said in text
    assert ticked(page(browser, "/arrive?from=mastodon"), "from") == ["mastodon"]


def test_a_closed_door_is_shown_and_keeps_its_files_out(browser: Client, omar: Person, tmp_path: Path) -> None:
    actions.set_source_open(omar, source="tiktok", is_open=False)
    text = page(browser, "/arrive")
    assert "Closed at the moment" in text
    assert ticked(text, "from") == ["instagram"]
    address = send(browser, baggage.packed(tmp_path, baggage.tiktok(posts=2)))
    assert "not taken here at the moment" in page(browser, address)


def test_bring_look_choose_a_year_and_come_home(browser: Client, dana: Person, tmp_path: Path) -> None:
    address = send(browser, baggage.instagram(tmp_path, [1, 2, 10_000]))
    text = page(browser, address)
    assert "Here is your luggage" in text
    assert "Cup 1" in text
    sent = form(text)
    assert sent["facet"] == sent["was"] == ["year-2023", "year-2024", "tag-tea"]
    sent["facet"].remove("year-2024")
    assert browser.post(f"{address}/choose", {**sent, "do": "save"}).status_code == 303
    text = page(browser, address)
    assert ticked(text, "facet") == ["year-2023", "tag-tea"]
    assert "0 of 1" in text
    assert not Note.objects.exists()
    assert browser.post(f"{address}/choose", {**form(text), "do": "start"}).status_code == 303
    run_waiting()
    text = page(browser, address)
    assert "You are home" in text
    assert "Not chosen" in text
    assert Note.objects.filter(author=dana).count() == 2
    again = page(browser, send(browser, baggage.instagram(tmp_path, [1, 2, 10_000], name="again.zip")))
    assert "2 are here already" in again


def test_kinds_that_are_sensitive_stay_off_until_ticked(browser: Client, tmp_path: Path) -> None:
    address = send(browser, baggage.packed(tmp_path, baggage.tiktok(posts=1, following=["lin.drinks"], liked=3)))
    text = page(browser, address)
    assert set(ticked(text, "consent")) == {"posts", "profile", "following"}
    assert "Off unless you want it" in text
    sent = form(text)
    sent["consent"] = ["posts", "likes"]
    browser.post(f"{address}/choose", {**sent, "do": "save"})
    assert set(ticked(page(browser, address), "consent")) == {"posts", "likes"}


def test_all_and_none_begin_anew(browser: Client, tmp_path: Path) -> None:
    address = send(browser, baggage.packed(tmp_path, baggage.tiktok(posts=5, private=[0])))
    text = page(browser, address)
    browser.post(f"{address}/choose", {**form(text), "do": "none"})
    text = page(browser, address)
    assert ticked(text, "facet") == []
    sent = form(text)
    sent["facet"] = ["visibility-me"]
    browser.post(f"{address}/choose", {**sent, "do": "save"})
    assert "visibility-me" in ticked(page(browser, address), "facet")
    assert Arrival.objects.get().report["summary"]["chosen"] == 1


def test_posts_are_changed_one_by_one_many_at_once_and_back_again(browser: Client, tmp_path: Path) -> None:
    address = send(browser, baggage.packed(tmp_path, baggage.tiktok(posts=3)))
    items = f"{address}/items"
    text = page(browser, items)
    shown = hidden(text, "shown")
    assert len(shown) == 3
    first = shown[0]
    own = {f"was-title-{first}": "Day 2 #tea", f"title-{first}": "The last day"}
    answer = browser.post(items, {"shown": shown, "pick": shown[:2], **own, "do": "save"}, follow=True)
    assert "1 post is changed" in answer.content.decode()
    text = page(browser, items)
    assert ticked(text, "pick") == shown[:2]
    assert "The last day" in text
    many = {"shown": shown, "pick": shown[:2], "scope": "all", "tags": "#river, boats", "audience": "followers"}
    answer = browser.post(items, {**many, "do": "change"}, follow=True)
    assert "3 posts are changed" in answer.content.decode()
    assert page(browser, items).count("#river") >= 3
    answer = browser.post(items, {"do": "undo"}, follow=True)
    assert "3 posts are as before" in answer.content.decode()
    text = page(browser, items)
    assert "#river" not in text
    assert "The last day" in text
    nothing = browser.post(items, {"shown": shown, "do": "change"})
    assert nothing.status_code == 422
    assert "Say what to change first" in nothing.content.decode()


def test_posts_without_their_files_wait_and_are_filled(browser: Client, dana: Person, tmp_path: Path) -> None:
    address = send(browser, baggage.packed(tmp_path, baggage.tiktok(posts=3, private=[0])))
    browser.post(f"{address}/choose", {**form(page(browser, address)), "do": "start"})
    run_waiting()
    assert "3 posts wait" in page(browser, address)
    assert not Note.objects.exists()
    text = page(browser, "/slots")
    assert "stays a draft of yours" in text
    ids = list(ArrivedItem.objects.filter(state="slot").order_by("id").values_list("id", flat=True))
    empty = browser.post(f"/slots/{ids[1]}", {"do": "fill"})
    assert empty.status_code == 422
    assert "Choose its picture" in empty.content.decode()
    cup = SimpleUploadedFile("cup.jpg", baggage.picture(4), "image/jpeg")
    assert browser.post(f"/slots/{ids[1]}", {"do": "fill", "media": cup}).status_code == 303
    assert browser.post(f"/slots/{ids[2]}", {"do": "card"}).status_code == 303
    assert Note.objects.filter(author=dana).count() == 2
    secret = SimpleUploadedFile("mine.jpg", baggage.picture(5), "image/jpeg")
    answer = browser.post(f"/slots/{ids[0]}", {"do": "fill", "media": secret})
    assert answer["Location"] == f"/drafts/{Draft.objects.get().id}"
    assert "Nothing waits here" in page(browser, "/slots")


def test_undo_asks_first_and_takes_all_of_it_back(browser: Client, dana: Person, tmp_path: Path) -> None:
    address = send(browser, baggage.instagram(tmp_path, [1, 2]))
    browser.post(f"{address}/choose", {**form(page(browser, address)), "do": "start"})
    run_waiting()
    assert Note.objects.filter(author=dana).count() == 2
    assert "Take it back?" in page(browser, f"{address}/undo")
    browser.post(f"{address}/undo")
    run_waiting()
    assert "Taken back" in page(browser, address)
    assert not Note.objects.filter(author=dana, deleted_at__isnull=True).exists()


def test_an_upload_comes_in_parts_and_goes_on_where_it_stopped(browser: Client, tmp_path: Path) -> None:
    whole = baggage.packed(tmp_path, baggage.tiktok(posts=4)).read_bytes()
    said = {"name": "user_data_tiktok.json", "size": str(len(whole))}
    begun = browser.post("/arrive/new", said, headers={"Accept": "application/json"}).json()
    binary = "application/octet-stream"
    assert browser.post(f"{begun['chunk']}?offset=0", whole[:100], binary).json()["received"] == 100
    lost = browser.post(f"{begun['chunk']}?offset=0", whole[:100], binary)
    assert (lost.status_code, lost.json()["received"]) == (409, 100)
    assert "it goes on where it stopped" in page(browser, begun["page"])
    again = browser.post("/arrive/new", said, headers={"Accept": "application/json"}).json()
    assert (again["received"], again["chunk"]) == (100, begun["chunk"])
    browser.post(f"{begun['chunk']}?offset=100", whole[100:], binary)
    run_waiting()
    assert "Here is your luggage" in page(browser, begun["page"])


def test_what_cannot_be_read_is_said_in_a_sentence(browser: Client, tmp_path: Path) -> None:
    broken = tmp_path / "export.zip"
    broken.write_bytes(b"PK\x03\x04 and then nothing")
    text = page(browser, send(browser, broken))
    assert "This file cannot be read" in text
    assert re.search("archive (is damaged|is missing)|end of this archive", text)
    nothing = browser.post("/arrive/new")
    assert nothing.status_code == 422
    assert "Choose the file first" in nothing.content.decode()


def test_a_part_of_the_page_is_the_same_page(browser: Client, tmp_path: Path) -> None:
    address = send(browser, baggage.packed(tmp_path, baggage.tiktok(posts=1)))
    part = browser.get(address, headers={"HX-Request": "true", "HX-Target": "state"}).content.decode()
    assert part.lstrip().startswith('<div id="state"')
    assert "<html" not in part


def test_whoever_drops_an_upload_leaves_nothing(browser: Client, tmp_path: Path) -> None:
    address = send(browser, baggage.packed(tmp_path, baggage.tiktok(posts=1)))
    assert browser.post(f"{address}/drop").status_code == 303
    assert browser.get(address).status_code == 404
    assert not Arrival.objects.exists()


def test_pause_and_go_on(browser: Client, tmp_path: Path) -> None:
    address = send(browser, baggage.packed(tmp_path, baggage.tiktok(posts=2)))
    browser.post(f"{address}/choose", {**form(page(browser, address)), "do": "start"})
    browser.post(f"{address}/pause")
    assert "What came already stays" in page(browser, address)
    run_waiting()
    assert "What came already stays" in page(browser, address)
    browser.post(f"{address}/resume")
    run_waiting()
    assert Arrival.objects.get().state == "done"


def test_the_list_of_what_was_brought_says_each_state(browser: Client, tmp_path: Path) -> None:
    send(browser, baggage.packed(tmp_path, baggage.tiktok(posts=1)))
    browser.post("/arrive/new", {"name": "b.zip", "size": "100"}, headers={"Accept": "application/json"})
    text = page(browser, "/arrive")
    for state in ("Ready for you to choose", "Coming up"):
        assert state in text
    assert json.dumps("user_data_tiktok.json")[1:-1] in text


def test_files_beside_an_export_find_their_posts_or_are_matched_by_hand(
    browser: Client, dana: Person, tmp_path: Path
) -> None:
    address = send(browser, baggage.packed(tmp_path, baggage.tiktok(posts=3)))
    media = f"{address}/media"
    assert "No files yet" in page(browser, media)
    assert browser.post(media).status_code == 422
    by_id = SimpleUploadedFile("7300000000000000001.mp4", b"a film", "video/mp4")
    other = SimpleUploadedFile("IMG_0001.jpg", baggage.picture(2), "image/jpeg")
    assert browser.post(media, {"media": [by_id, other]}).status_code == 303
    answer = browser.post(
        media,
        {"media": SimpleUploadedFile("IMG_0002.jpg", baggage.picture(3), "image/jpeg")},
        headers={"Accept": "application/json"},
    )
    assert answer.json()["sentence"] == "Here. We look for its post."
    run_waiting()
    text = page(browser, media)
    assert "by its id" in text
    assert "2 files have no post yet" in text
    files, posts = hidden(text, "file"), re.findall(r'<option value="(\d+)">', text)
    browser.post(media, {"do": "match", "file": files, "post": [posts[0], ""]})
    text = page(browser, media)
    assert "by you" in text
    assert "1 file has no post yet" in text
    taken_off = re.findall(r'name="loose" value="([^"]+)"', text)
    browser.post(media, {"loose": taken_off[0]})
    assert "2 files have no post yet" in page(browser, media)
    browser.post(media, {"do": "match", "file": files, "post": [posts[0], ""]})
    browser.post(f"{address}/choose", {**form(page(browser, address)), "do": "start"})
    run_waiting()
    assert Note.objects.filter(author=dana).count() >= 1
    assert browser.get(media)["Location"] == address
