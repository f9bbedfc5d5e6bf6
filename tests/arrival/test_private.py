"""What was not public stays so, and what nobody proved is met nowhere but on its author's profile."""

import json
from pathlib import Path

import pytest
from django.test import Client

from redbridge.accounts.models import Person
from redbridge.arrival import actions as arrival
from redbridge.arrival.models import ArrivedItem, OldHandle
from redbridge.events.worker import run_waiting
from redbridge.feed import queries as feed
from redbridge.follows import actions as follows
from redbridge.notes import actions as notes
from redbridge.notes import origins, queries
from redbridge.notes.models import Draft, Note, NoteMention
from redbridge.notifications.models import Notification
from tests.arrival import baggage
from tests.cast import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folder")]
SECRET = "only for my sister"


def mastodon(folder: Path) -> Path:
    """An archive with a public text, an unlisted one, one for followers and one for a single person."""
    public, base = "https://www.w3.org/ns/activitystreams#Public", "https://old.example/users/dana"

    def post(number: int, text: str, to: list[str], cc: list[str]) -> dict[str, object]:
        at = f"2022-05-0{number}T08:00:00Z"
        note = {
            "id": f"{base}/statuses/10{number}",
            "type": "Note",
            "published": at,
            "to": to,
            "cc": cc,
            "url": f"https://old.example/@dana/10{number}",
            "content": f"<p>{text}</p>",
            "attachment": [],
            "tag": [],
        }
        return {"id": f"{base}/statuses/10{number}/activity", "type": "Create", "published": at, "object": note}

    followers = f"{base}/followers"
    items = [
        post(1, "Good morning from the tea hill #tea @ken", [public], [followers]),
        post(2, "Quietly public", [followers], [public]),
        post(3, f"{SECRET} one", [followers], []),
        post(4, f"{SECRET} two", ["https://old.example/users/ken"], []),
    ]
    outbox = {"id": "outbox.json", "type": "OrderedCollection", "totalItems": len(items), "orderedItems": items}
    who = {"preferredUsername": "dana", "name": "Dana", "url": "https://old.example/@dana"}
    actor = {"id": base, "type": "Person", **who}
    place = folder / "archive"
    place.mkdir()
    (place / "outbox.json").write_text(json.dumps(outbox))
    (place / "actor.json").write_text(json.dumps(actor))
    return place


def test_posts_for_few_become_drafts_that_nobody_else_meets(
    dana: Person, ken: Person, client: Client, tmp_path: Path
) -> None:
    follows.follow(ken, person_id=dana.id)
    whole = baggage.brought(dana, mastodon(tmp_path))
    run_waiting()
    assert baggage.adds_up(whole)
    assert whole.imported == 3  # a message to one person is never read
    assert Draft.objects.filter(author=dana, visibility="me", is_brought=True).count() == 1
    assert Note.objects.count() == 2
    stranger, follower = Client(), signed_in(None, ken)
    own = Note.objects.get(visibility="everyone")
    pages = ["/", "/@dana", "/tags/tea", "/@dana/feed.atom", f"/n/{own.id}", "/following"]
    pages.append("/api/bridge/v1/people/dana/notes")
    for browser in (stranger, follower):
        for page in pages:
            assert SECRET not in browser.get(page, follow=True).content.decode()
    for draft in Draft.objects.all():
        assert follower.get(f"/n/{draft.id}").status_code == 404


def test_nobody_is_told_and_nothing_is_new(dana: Person, ken: Person, tmp_path: Path) -> None:
    follows.follow(ken, person_id=dana.id)
    run_waiting()
    Notification.objects.all().delete()
    baggage.brought(dana, mastodon(tmp_path))
    run_waiting()
    assert set(Notification.objects.values_list("person__handle", flat=True)) <= {"dana"}
    assert not NoteMention.objects.exists()
    assert feed.home(ken).note_ids == []
    assert feed.explore(None).note_ids == []
    assert queries.notes_under(None, hashtag="tea").note_ids == []
    assert [note.published_at.year for note in Note.objects.all()] == [2022, 2022]
    assert len(queries.notes_by(None, person=dana).note_ids) == 1  # the unlisted one has its link alone


def test_a_proved_handle_lets_its_notes_be_found_and_losing_it_hides_them(
    dana: Person, ken: Person, tmp_path: Path
) -> None:
    follows.follow(ken, person_id=dana.id)
    baggage.brought(dana, mastodon(tmp_path))
    run_waiting()
    note = Note.objects.get(visibility="everyone")
    assert origins.provenance([note.id])[note.id].url == ""
    handle = OldHandle.objects.get(person=dana, platform="mastodon")
    assert arrival.prove(old_handle_id=handle.id, method=OldHandle.Method.MODERATOR)
    run_waiting()
    told = origins.provenance([note.id])[note.id]
    assert (told.platform, told.url, told.is_proved) == ("mastodon", "https://old.example/@dana/101", True)
    assert queries.notes_under(None, hashtag="tea").note_ids == [note.id]
    assert feed.explore(None).note_ids == [note.id]
    assert feed.home(ken).note_ids == [note.id]
    newer = notes.publish_note(dana, kind="text", card_text="I am here now")
    run_waiting()
    assert feed.home(ken).note_ids == [newer.id, note.id]
    assert feed.explore(None).note_ids == [newer.id, note.id]
    arrival.drop_handle(dana, handle_id=handle.id)
    run_waiting()
    assert feed.explore(None).note_ids == [newer.id]
    assert feed.home(ken).note_ids == [newer.id]
    assert origins.provenance([note.id])[note.id].url == ""


def test_up_to_five_are_shown_anew_and_marked(dana: Person, client: Client, tmp_path: Path) -> None:
    baggage.brought(dana, mastodon(tmp_path))
    handle = OldHandle.objects.get(person=dana, platform="mastodon")
    arrival.prove(old_handle_id=handle.id, method=OldHandle.Method.MODERATOR)
    fresh = notes.publish_note(dana, kind="text", card_text="I am here now")
    run_waiting()
    note = Note.objects.get(visibility="everyone", is_brought=True)
    assert feed.explore(None).note_ids == [fresh.id, note.id]
    own = signed_in(None, dana)
    assert f"/n/{note.id}/again" in own.get(f"/n/{note.id}").content.decode()
    assert "5 more notes" in own.get(f"/n/{note.id}/again").content.decode()
    assert own.post(f"/n/{fresh.id}/again").status_code == 422  # it began here
    assert own.post(f"/n/{note.id}/again").status_code == 303
    run_waiting()
    assert feed.explore(None).note_ids == [note.id, fresh.id]
    page = client.get(f"/n/{note.id}").content.decode()
    assert "From my archive" in page
    assert "First posted on Mastodon" in page


def test_a_note_page_says_where_it_was(dana: Person, client: Client, tmp_path: Path) -> None:
    baggage.brought(dana, mastodon(tmp_path))
    note = Note.objects.get(visibility="everyone")
    page = client.get(f"/n/{note.id}").content.decode()
    assert "First posted on Mastodon" in page
    assert "not verified" in page
    handle = OldHandle.objects.get(person=dana, platform="mastodon")  # the place is no handle: nobody proved that one
    assert handle.handle not in page
    assert "The post there" not in page
    assert "from 2022" in client.get("/@dana").content.decode()
    assert ArrivedItem.objects.filter(note=note).exists()
