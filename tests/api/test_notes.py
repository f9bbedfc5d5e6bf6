"""Notes and drafts through the API: published in one call or step by step, changed, deleted, brought back."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from PIL import Image

from redbridge.accounts.models import Person
from redbridge.events.worker import run_waiting
from redbridge.notes import actions as notes
from redbridge.notes.models import Draft, Note
from tests.api.program import Program
from tests.interactions.stage import publish
from tests.web.walk.world import picture

TEXT = {"kind": "text", "card_text": "Tea at noon", "caption": "With #tea and @ken"}


def photo() -> BytesIO:
    file = BytesIO()
    Image.new("RGB", (600, 800), "teal").save(file, "JPEG")
    file.seek(0)
    file.name = "tea.jpg"
    return file


def test_a_photo_note_from_its_file_to_its_page(dana: Person, ken: Person) -> None:
    program = Program(dana)
    uploaded = program.upload("pictures", picture=photo(), alt="A cup of tea")
    assert uploaded.status_code == 201, uploaded.data
    assert uploaded.data["progress"] == "preview"
    assert uploaded.data["sizes"][0]["src"].startswith("http://")
    made = program.post("notes", {"title": "Tea", "caption": "Green #tea", "pictures": [uploaded.data["id"]]})
    assert made.status_code == 201, made.data
    note = made.data
    assert (note["kind"], note["title"], note["hashtags"]) == ("photo", "Tea", ["tea"])
    assert [each["alt"] for each in note["pictures"]] == ["A cup of tea"]
    assert note["cover"]["id"] == note["pictures"][0]["id"] == uploaded.data["id"]
    assert isinstance(note["id"], str)
    run_waiting()
    read = Program(ken).get(f"notes/{note['id']}").data
    assert [size["width"] for size in read["pictures"][0]["sizes"]] == [360, 480, 600]
    assert read["author"]["address"] == "dana"
    src = read["pictures"][0]["sizes"][0]["src"]
    assert program.client.get(src.removeprefix("http://localhost:8000")).status_code == 200


def test_a_large_picture_of_a_stranger_is_not_even_read(db: None) -> None:
    answer = Program().upload("pictures", picture=BytesIO(b"x" * 3_000_000))
    assert answer.status_code == 401


def test_a_file_that_is_no_picture_is_refused_with_a_sentence(dana: Person) -> None:
    file = BytesIO(b"<svg onload=alert(1)>")
    file.name = "a.jpg"
    answer = Program(dana).upload("pictures", picture=file)
    assert (answer.status_code, answer.data["field"]) == (422, "picture")


def test_what_is_missing_is_named(dana: Person) -> None:
    program = Program(dana)
    assert program.post("notes", {"title": "Nothing to see"}).data["field"] == "pictures"
    assert program.post("notes", {"kind": "text"}).data["field"] == "card_text"
    answer = program.post("notes", {**TEXT, "title": "x" * 101})
    assert (answer.status_code, answer.data["field"], answer.data["code"]) == (422, "title", "too_long")
    assert program.post("notes", {**TEXT, "visibility": "friends"}).status_code == 422


def test_the_picture_of_somebody_else_is_nobodys_to_publish(dana: Person, ken: Person) -> None:
    answer = Program(dana).post("notes", {"pictures": [str(picture(ken).id)]})
    assert (answer.status_code, answer.data["field"]) == (422, "pictures")


def test_a_note_is_changed_in_one_call(dana: Person) -> None:
    program = Program(dana)
    first, second = picture(dana), picture(dana)
    note = program.post("notes", {"title": "Before", "pictures": [str(first.id)]}).data
    changed = program.patch(f"notes/{note['id']}", {"title": "After", "pictures": [str(second.id), str(first.id)]})
    assert changed.status_code == 200, changed.data
    assert (changed.data["title"], changed.data["version"]) == ("After", 2)
    assert [each["id"] for each in changed.data["pictures"]] == [str(second.id), str(first.id)]
    assert changed.data["edited_at"]
    versions = program.get(f"notes/{note['id']}/versions").data["items"]
    assert [each["title"] for each in versions] == ["Before"]
    assert not Draft.objects.exists()


def test_a_change_that_is_refused_leaves_nothing_behind(dana: Person) -> None:
    program = Program(dana)
    note = publish(dana, "Tea")
    assert program.patch(f"notes/{note.id}", {"card_text": ""}).data["field"] == "card_text"
    assert not Draft.objects.exists()
    assert program.get(f"notes/{note.id}").data["version"] == 1


def test_a_change_waits_while_another_device_is_at_it(dana: Person) -> None:
    note = publish(dana, "Tea")
    draft = notes.edit_note(dana, note_id=note.id)
    answer = Program(dana).patch(f"notes/{note.id}", {"title": "Other"})
    assert (answer.status_code, answer.data["draft"]["id"]) == (409, str(draft.id))
    assert Draft.objects.count() == 1


def test_deleting_hides_at_once_and_can_be_undone(dana: Person) -> None:
    program, stranger = Program(dana), Program()
    note = publish(dana, "Tea")
    assert program.delete(f"notes/{note.id}").status_code == 204
    assert stranger.get(f"notes/{note.id}").status_code == 404
    assert program.get("me/deleted").data["items"][0]["id"] == str(note.id)
    assert program.post(f"notes/{note.id}/restore").data["id"] == str(note.id)
    assert stranger.get(f"notes/{note.id}").status_code == 200


def test_visibility_holds_at_once_in_every_list(dana: Person, ken: Person) -> None:
    program, other = Program(dana), Program(ken)
    note = program.post("notes", TEXT).data
    run_waiting()
    lists = ("feeds/explore", "people/dana/notes", "hashtags/tea/notes")
    for path in lists:
        assert [each["id"] for each in other.get(path).data["items"]] == [note["id"]], path
    program.put(f"notes/{note['id']}/visibility", {"visibility": "me"})
    for path in (*lists, f"notes/{note['id']}"):
        data = other.get(path).data
        assert data.get("items", []) == [], path
    assert program.get(f"notes/{note['id']}").data["visibility"] == "me"


def test_pins(dana: Person, ken: Person) -> None:
    program = Program(dana)
    note = publish(dana, "Tea")
    assert program.put(f"notes/{note.id}/pin").status_code == 204
    assert program.get("people/dana/pinned").data["items"][0]["id"] == str(note.id)
    assert Program(ken).delete(f"notes/{note.id}/pin").status_code == 404
    assert program.delete(f"notes/{note.id}/pin").status_code == 204
    assert program.get("people/dana/pinned").data["items"] == []


def test_a_draft_grows_and_goes_out_once(dana: Person) -> None:
    program = Program(dana)
    draft = program.post("drafts", {"title": "Begun"}).data
    first, second = picture(dana), picture(dana)
    arranged = program.put(f"drafts/{draft['id']}/pictures", {"pictures": [str(first.id), str(second.id)]})
    assert [each["id"] for each in arranged.data["pictures"]] == [str(first.id), str(second.id)]
    changed = program.patch(f"drafts/{draft['id']}", {"caption": "Words", "revision": draft["revision"]})
    assert (changed.data["title"], changed.data["caption"]) == ("Begun", "Words")
    sent = [program.post(f"drafts/{draft['id']}/publish") for _ in range(2)]
    assert {answer.data["id"] for answer in sent} == {draft["id"]}
    assert Note.objects.count() == 1
    assert program.get("drafts").data["items"] == []


def test_what_two_programs_write_in_one_place_is_kept_apart_and_settled(dana: Person) -> None:
    program = Program(dana)
    draft = program.post("drafts", {"title": "Begun"}).data
    path, known = f"drafts/{draft['id']}", draft["revision"]
    program.patch(path, {"title": "Mine", "revision": known})
    clash = program.patch(path, {"title": "Yours", "revision": known})
    assert (clash.status_code, clash.data["code"]) == (409, "draft_changed")
    newest = clash.data["draft"]
    assert (newest["title"], newest["apart"]) == ("Mine", {"API": {"title": "Yours"}})
    choices = [{"device": "API", "field": "title", "keep": "that"}]
    settled = program.post(f"{path}/settle", {"revision": newest["revision"], "choices": choices}).data
    assert (settled["title"], settled["apart"]) == ("Yours", {})


def test_a_plan_is_made_and_dropped(dana: Person) -> None:
    program = Program(dana)
    draft = program.post("drafts", TEXT).data
    at = (timezone.now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M:00Z")
    assert program.put(f"drafts/{draft['id']}/plan", {"at": at}).data["publish_at"] == at
    assert program.put(f"drafts/{draft['id']}/plan", {"at": "2020-01-01T00:00:00Z"}).data["code"] == "too_soon"
    assert program.delete(f"drafts/{draft['id']}/plan").data["publish_at"] is None


def test_notes_answer_and_quote_each_other(dana: Person, ken: Person) -> None:
    note = publish(dana, "Which tea?")
    program = Program(ken)
    draft = program.post(f"notes/{note.id}/answer").data
    assert draft["answers"] == str(note.id)
    program.patch(f"drafts/{draft['id']}", {"kind": "text", "card_text": "Green"})
    assert program.post(f"drafts/{draft['id']}/publish").data["answers"] == str(note.id)
    quoting = program.post("notes", {**TEXT, "quotes": str(note.id)}).data
    assert quoting["quotes"] == str(note.id)
    assert Program(dana).delete(f"notes/{quoting['id']}/quote").data["quotes"] is None


def test_ids_in_details_are_strings_both_ways(dana: Person) -> None:
    program = Program(dana)
    shown = picture(dana)
    steps = [{"title": "Boil", "text": "Water.", "minutes": 3, "picture": str(shown.id)}]
    details = {"materials": [{"name": "Tea", "amount": "2 g"}], "steps": steps}
    made = program.post("notes", {"kind": "tutorial", "title": "Tea", "pictures": [str(shown.id)], "details": details})
    assert made.status_code == 201, made.data
    assert made.data["details"]["steps"][0]["picture"] == str(shown.id)
    assert Note.objects.get().details["steps"][0]["picture"] == shown.id


@pytest.mark.parametrize("details", [{"steps": 7}, {"steps": [[[]]]}, {"steps": [{"picture": "no"}]}, {"x": "y" * 99}])
def test_odd_details_are_refused_or_left_out(dana: Person, details: dict[str, object]) -> None:
    answer = Program(dana).post("drafts", {"kind": "tutorial", "details": details})
    assert answer.status_code in {201, 422}, answer.data
    if answer.status_code == 201:
        assert "x" not in answer.data["details"]
