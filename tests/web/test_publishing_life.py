"""Planning, two devices, answers, quotes, sharing, printing and looking up, by plain forms."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from redbridge.accounts.models import Person
from redbridge.follows import actions as follows
from redbridge.notes import actions
from redbridge.notes.models import Draft, Note
from tests.cast import signed_in
from tests.media.sources import jpeg
from tests.notes.conftest import publish, row, upload

pytestmark = pytest.mark.django_db


def page(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


def draft_of(person: Person, **said: Any) -> Draft:
    draft = actions.save_draft(person, **{"title": "A cup", **said})
    actions.add_pictures_to_draft(person, draft_id=draft.id, picture_ids=[row(person)])
    return draft


def plan(client: Client, draft: Draft, zone: str = "Asia/Shanghai", **sent: str) -> int:
    day = (timezone.now() + timedelta(days=3)).strftime("%Y-%m-%d")
    sent = {"day": day, "time": "08:30", "zone": zone} | sent
    return client.post(f"/drafts/{draft.id}/schedule", sent).status_code


def test_planning_by_form(mei: Person) -> None:
    client, draft = signed_in(None, mei), draft_of(mei)
    answer = client.post(f"/drafts/{draft.id}", {"do": "schedule", "title": "A cup", "revision": "1"})
    assert (answer.status_code, answer["Location"]) == (303, f"/drafts/{draft.id}/schedule")
    assert 'name="zone"' in page(client, f"/drafts/{draft.id}/schedule")
    assert plan(client, draft) == 303
    assert "08:30" in page(client, "/scheduled") or "8:30" in page(client, "/scheduled")
    assert "Asia/Shanghai" in page(client, f"/drafts/{draft.id}")
    draft.refresh_from_db()
    assert draft.publish_at is not None
    assert (draft.publish_at.hour, draft.publish_at.minute) == (0, 30)
    assert "Asia/Shanghai" in page(client, f"/drafts/{draft_of(mei).id}/schedule"), "the same clock the next time"
    assert client.post(f"/drafts/{draft.id}/unschedule").status_code == 303
    assert "Nothing is planned" in page(client, "/scheduled")
    assert plan(client, draft) == 303
    assert client.post(f"/drafts/{draft.id}/publish")["Location"] == f"/n/{draft.id}"


@pytest.mark.parametrize(
    "sent", [{"day": ""}, {"time": "99:99"}, {"zone": "Mars"}, {"day": "1999-01-01"}, {"day": "2999-01-01"}]
)
def test_a_plan_that_cannot_be_is_refused_with_a_sentence(mei: Person, sent: dict[str, str]) -> None:
    client, draft = signed_in(None, mei), draft_of(mei)
    assert plan(client, draft, **sent) == 422
    assert Draft.objects.get(id=draft.id).publish_at is None


def test_a_missed_plan_says_why(mei: Person) -> None:
    draft = draft_of(mei, place="39.9042,116.4074")
    Draft.objects.filter(id=draft.id).update(publish_at=timezone.now())
    actions.publish_due()
    client = signed_in(None, mei)
    assert "Exact positions are not shown here" in page(client, f"/drafts/{draft.id}")
    assert "Did not go out on" in page(client, "/scheduled")


def test_two_devices_by_plain_forms(mei: Person) -> None:
    draft = draft_of(mei, caption="Steep it.")
    phone, desk = signed_in(None, mei), signed_in(None, mei)
    device = re.search(r'name="device" value="(\w+)"', page(desk, f"/drafts/{draft.id}"))
    assert device
    phone.post(f"/drafts/{draft.id}", {"revision": "1", "device": "a", "caption": "Twice.", "title": "A cup"})
    sent = {"revision": "1", "device": device[1], "caption": "Once.", "title": "A bowl", "do": "publish"}
    answer = desk.post(f"/drafts/{draft.id}", sent)
    assert answer["Location"] == f"/drafts/{draft.id}/merge?mine={device[1]}"
    shown = page(desk, answer["Location"])
    assert "<mark>Twice" in shown
    assert "<mark>Once" in shown
    assert "Look at both" in page(desk, f"/drafts/{draft.id}")
    now = Draft.objects.get(id=draft.id)
    assert (now.title, now.caption) == ("A bowl", "Twice.")
    chosen = {"revision": str(now.revision), f"keep-{device[1]}-caption": "both"}
    assert desk.post(answer["Location"], {**chosen, "revision": "1"}).status_code == 409
    assert desk.post(answer["Location"], chosen).status_code == 303
    assert Draft.objects.get(id=draft.id).caption == "Twice.\n\nOnce."


def test_the_script_hears_of_the_other_device(mei: Person) -> None:
    draft = draft_of(mei, caption="Steep it.")
    client = signed_in(None, mei)
    first = client.get(f"/drafts/{draft.id}/state").json()
    actions.save_draft(mei, draft_id=draft.id, title="A bowl")
    assert client.get(f"/drafts/{draft.id}/state").json()["revision"] == first["revision"] + 1
    sent = {"draft": str(draft.id), "revision": "1", "title": "A cup", "caption": "Steep it twice."}
    said = client.post("/drafts/autosave", sent).json()
    assert (said["merged"], said["fields"]["title"], said["fields"]["caption"]) == (True, "A bowl", "Steep it twice.")
    answer = client.post("/drafts/autosave", sent | {"title": "A pot"})
    assert (answer.status_code, answer.json()["look"]) == (409, f"/drafts/{draft.id}/merge")
    picture = upload(mei)
    actions.add_pictures_to_draft(mei, draft_id=draft.id, picture_ids=[picture])
    assert client.get(f"/drafts/{draft.id}/state").json()["pictures"] != first["pictures"]


def test_typed_text_survives_a_failed_upload_and_the_room_counts_down(mei: Person) -> None:
    client = signed_in(None, mei)
    broken = SimpleUploadedFile("broken.jpg", b"no picture at all", "image/jpeg")
    answer = client.post("/new", {"title": "A cup", "caption": "Steep it twice.", "pictures": broken, "do": "publish"})
    assert answer.status_code == 422
    assert "Steep it twice." in answer.content.decode()
    draft = Draft.objects.get()
    assert draft.caption == "Steep it twice."
    good = jpeg()
    good.name = "good.jpg"
    added = client.post(f"/drafts/{draft.id}/pictures", {"picture": good}).content.decode()
    assert "Add up to 17" in added
    assert "data-room" not in page(client, f"/drafts/{draft.id}")


def test_answering_by_form(mei: Person, dana: Person) -> None:
    note = publish(mei, title="What do you brew?")
    client = signed_in(None, dana)
    assert f"/new?answers={note.id}" in page(client, f"/n/{note.id}")
    assert "What do you brew?" in page(client, f"/new?answers={note.id}")
    picture = jpeg()
    picture.name = "cup.jpg"
    sent = {"title": "This one", "answers": str(note.id), "pictures": picture, "do": "publish"}
    answer = client.post("/new", sent)
    found = Note.objects.get(author=dana)
    assert (answer["Location"], found.answers_id) == (f"/n/{found.id}", note.id)
    assert "What do you brew?" in page(Client(), f"/n/{found.id}")
    assert "This one" in page(Client(), f"/n/{note.id}")
    assert "This one" in page(Client(), f"/n/{note.id}/answers")
    actions.change_visibility(mei, note_id=note.id, visibility="me")
    assert "What do you brew?" not in page(Client(), f"/n/{found.id}")
    actions.change_visibility(dana, note_id=found.id, visibility="followers")
    assert "This one" not in page(signed_in(None, mei), f"/n/{note.id}")


def test_letting_go_of_what_is_answered(mei: Person, dana: Person) -> None:
    note = publish(mei, title="What do you brew?")
    draft = actions.start_answer(dana, note_id=note.id)
    client = signed_in(None, dana)
    assert "You answer" in page(client, f"/drafts/{draft.id}")
    client.post(f"/drafts/{draft.id}", {"do": "untie-answers", "revision": "1"})
    assert "You answer" not in page(client, f"/drafts/{draft.id}")


def test_a_quote_shows_its_note_only_to_those_who_may_see_it(mei: Person, dana: Person, ken: Person) -> None:
    note = publish(mei, title="The quoted words")
    draft = actions.start_quote(dana, note_id=note.id)
    actions.add_pictures_to_draft(dana, draft_id=draft.id, picture_ids=[row(dana)])
    found = actions.publish_draft(dana, draft_id=draft.id)
    follows.follow(dana, person_id=mei.id)
    readers = {name: signed_in(None, each) for name, each in (("mei", mei), ("dana", dana), ("ken", ken))}
    readers["out"] = Client()

    def seen_by() -> set[str]:
        return {name for name, each in readers.items() if "The quoted words" in page(each, f"/n/{found.id}")}

    assert seen_by() == {"mei", "dana", "ken", "out"}
    actions.change_visibility(mei, note_id=note.id, visibility="followers")
    assert seen_by() == {"mei", "dana"}
    assert "The note quoted here is not shown to you" in page(readers["ken"], f"/n/{found.id}")
    assert "Take my note out" not in page(readers["dana"], f"/n/{found.id}")
    assert "Take my note out" in page(readers["mei"], f"/n/{found.id}")
    assert readers["ken"].post(f"/n/{found.id}/withdraw").status_code == 404
    assert readers["mei"].post(f"/n/{found.id}/withdraw").status_code == 303
    assert seen_by() == set()
    assert "not shown to you, or not any more" in page(readers["dana"], f"/n/{found.id}")


def test_who_may_not_quote_is_not_invited_to(mei: Person, ken: Person) -> None:
    note = publish(mei, quoting="nobody")
    assert "/new?quotes=" not in page(signed_in(None, ken), f"/n/{note.id}")
    assert "/new?quotes=" in page(signed_in(None, mei), f"/n/{note.id}")
    picture = jpeg()
    picture.name = "cup.jpg"
    answer = signed_in(None, ken).post("/new", {"quotes": str(note.id), "pictures": picture, "do": "publish"})
    assert answer.status_code == 422
    assert not Note.objects.filter(author=ken).exists()


def test_sharing_and_printing(mei: Person, ken: Person) -> None:
    note = publish(mei, title="A cup", caption="Steep it.", visibility="followers")
    client = signed_in(None, mei)
    shared = page(client, f"/n/{note.id}/share")
    assert f"/n/{note.id}" in shared
    assert "<svg" in shared
    assert "Only people who may see the note" in shared
    part = client.get(f"/n/{note.id}/share", HTTP_HX_REQUEST="true").content.decode()
    assert "<html" not in part
    printed = page(client, f"/n/{note.id}/print")
    assert "Steep it." in printed
    assert "topbar" not in printed
    for path in ("share", "print", "history", "answers"):
        assert signed_in(None, ken).get(f"/n/{note.id}/{path}").status_code == 404
        assert Client().get(f"/n/{note.id}/{path}").status_code == 404


def test_looking_up_what_a_note_said_before(mei: Person) -> None:
    first = upload(mei)
    note = publish(mei, title="A cup", caption="Steep it once.", picture_ids=[first])
    draft = actions.edit_note(mei, note_id=note.id)
    actions.save_draft(mei, draft_id=draft.id, caption="Steep it twice.")
    actions.add_pictures_to_draft(mei, draft_id=draft.id, picture_ids=[upload(mei)])
    actions.remove_picture_from_draft(mei, draft_id=draft.id, picture_id=first)
    actions.publish_draft(mei, draft_id=draft.id)
    assert f"/n/{note.id}/history" in page(Client(), f"/n/{note.id}")
    shown = page(Client(), f"/n/{note.id}/history")
    assert "<del>once</del><ins>twice</ins>" in shown
    [went] = re.findall(r'version-went"><img src="([^"]+)"', shown)
    assert Client().get(went).status_code == 200
    assert "Keep this version to myself" not in shown
    hide = re.search(r'action="(/n/\d+/history/\d+/hide)"', page(signed_in(None, mei), f"/n/{note.id}/history"))
    assert hide
    assert signed_in(None, mei).post(hide[1]).status_code == 303
    assert "once" not in page(Client(), f"/n/{note.id}/history")
    assert Client().get(went).status_code == 404


def test_choosing_anew_who_sees_it(mei: Person, ken: Person) -> None:
    note = publish(mei)
    client = signed_in(None, mei)
    assert "Who can see it?" in page(client, f"/n/{note.id}/visibility")
    assert signed_in(None, ken).get(f"/n/{note.id}/visibility").status_code == 404
    assert client.post(f"/n/{note.id}/visibility", {"visibility": "me"}).status_code == 303
    assert Client().get(f"/n/{note.id}").status_code == 404
