from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from redbridge.accounts import actions as accounts
from redbridge.accounts.events import PersonChanged
from redbridge.accounts.models import Person
from redbridge.events import announce
from redbridge.events.models import Announcement
from redbridge.events.worker import run_waiting
from redbridge.kit.errors import NotFound, Refused
from redbridge.media import actions as media
from redbridge.media import folders
from redbridge.media.models import Picture
from redbridge.notes import actions, queries
from redbridge.notes.models import Hashtag, Note
from tests.notes.conftest import publish, row, upload

pytestmark = pytest.mark.django_db


def state(note: Note) -> tuple[bool, int, int]:
    """Whether its picture is open, how many notes stand under its tag, and how many its author has."""
    author = Person.objects.get(id=note.author_id)
    is_open = Picture.objects.filter(id__in=[note.cover_id], is_open=True).exists()
    return is_open, queries.hashtag("tea").note_count, queries.note_count_of(author)


SHOWN, LINKED, CLOSED = (True, 1, 1), (True, 0, 0), (False, 0, 0)


def test_visibility_opens_and_closes_everything_with_it(mei: Person) -> None:
    note = publish(mei, caption="#tea")
    assert state(note) == SHOWN
    for visibility, expected in (
        ("followers", CLOSED), ("everyone", SHOWN), ("unlisted", LINKED), ("me", CLOSED), ("me", CLOSED),
        ("everyone", SHOWN), ("mutuals", CLOSED),
    ):  # fmt: skip
        actions.change_visibility(mei, note_id=note.id, visibility=visibility)
        assert state(note) == expected
    with pytest.raises(Refused):
        actions.change_visibility(mei, note_id=note.id, visibility="nobody")


def test_a_closed_picture_gets_another_address(mei: Person, django_capture_on_commit_callbacks: Any) -> None:
    note = publish(mei, picture_ids=[upload(mei)])
    before = Picture.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        actions.change_visibility(mei, note_id=note.id, visibility="me")
    after = Picture.objects.get()
    assert after.secret != before.secret
    assert not folders.folder(before.id, before.secret).exists()
    assert (folders.folder(after.id, after.secret) / "480.webp").exists()
    note.refresh_from_db()
    assert note.version > 1


def test_deleting_hides_at_once_and_can_be_undone(mei: Person, ken: Person) -> None:
    note = publish(mei, caption="#tea")
    actions.pin_note(mei, note_id=note.id)
    actions.delete_note(mei, note_id=note.id)
    actions.delete_note(mei, note_id=note.id)
    assert state(note) == CLOSED
    assert queries.notes_by(mei, person=mei).note_ids == queries.pinned_by(mei, person=mei) == []
    assert [row.id for row in queries.deleted_notes(mei)] == [note.id]
    with pytest.raises(NotFound):
        queries.get_note(mei, note_id=note.id)
    for stranger_may_not in (actions.restore_note, actions.delete_note):
        with pytest.raises(NotFound):
            stranger_may_not(ken, note_id=note.id)
    actions.restore_note(mei, note_id=note.id)
    assert state(note) == SHOWN
    events = list(Announcement.objects.filter(payload__note_id=note.id).order_by("id").values_list("event", flat=True))
    assert events == ["NotePublished", "NoteDeleted", "NoteChanged"]


def test_after_thirty_days_it_is_gone_for_good(mei: Person) -> None:
    note, kept = publish(mei), publish(mei)
    draft = actions.edit_note(mei, note_id=note.id)
    actions.add_pictures_to_draft(mei, draft_id=draft.id, picture_ids=[row(mei)])
    for each in (note, kept):
        actions.delete_note(mei, note_id=each.id)
    Note.objects.filter(id=note.id).update(deleted_at=timezone.now() - timedelta(days=31))
    with pytest.raises(NotFound):
        actions.restore_note(mei, note_id=note.id)
    actions.purge_deleted()
    assert [row.id for row in Note.objects.all()] == [kept.id]
    assert [row.id for row in Picture.objects.all()] == [kept.cover_id]


def test_three_notes_are_pinned_at_most(mei: Person, ken: Person) -> None:
    notes = [publish(mei) for _ in range(4)]
    for note in notes[:3]:
        actions.pin_note(mei, note_id=note.id)
    actions.pin_note(mei, note_id=notes[0].id)
    with pytest.raises(Refused, match="Unpin"):
        actions.pin_note(mei, note_id=notes[3].id)
    actions.unpin_note(mei, note_id=notes[0].id)
    actions.pin_note(mei, note_id=notes[3].id)
    with pytest.raises(NotFound):
        actions.pin_note(ken, note_id=notes[0].id)
    actions.unpin_note(ken, note_id=notes[3].id)
    assert len(queries.pinned_by(mei, person=mei)) == 3


def test_what_moderation_hides_is_closed(mei: Person) -> None:
    note = publish(mei, caption="#tea")
    actions.change_standing(note_id=note.id, state="hidden", rule="spam", rule_version="1", case=7)
    assert state(note) == CLOSED
    actions.change_visibility(mei, note_id=note.id, visibility="unlisted")
    actions.change_visibility(mei, note_id=note.id, visibility="everyone")
    assert state(note) == CLOSED, "its author cannot open it again"
    assert queries.note_for_moderation(note_id=note.id).standing_case == 7
    actions.change_standing(note_id=note.id, state="limited")
    assert state(note) == LINKED
    actions.change_standing(note_id=note.id, state="visible")
    assert state(note) == SHOWN


@pytest.mark.parametrize(
    "change", [{"is_private": True}, {"standing": "hidden"}, {"closed_at": "2025-01-20T00:00:00Z"}]
)
def test_notes_follow_their_author(mei: Person, change: dict[str, object]) -> None:
    note, hidden, link = publish(mei, caption="#tea"), publish(mei, caption="#tea"), publish(mei, visibility="unlisted")
    actions.change_standing(note_id=hidden.id, state="hidden")
    back = {"is_private": False, "standing": "visible", "closed_at": None}
    for fields, expected, link_is_open in ((change, CLOSED, False), (back, SHOWN, True)):
        Person.objects.update(**fields)
        announce(PersonChanged(mei.id))
        run_waiting(twice=True)
        assert state(note) == expected
        assert Picture.objects.get(id__in=[link.cover_id]).is_open == link_is_open
        assert not Picture.objects.get(id__in=[hidden.cover_id]).is_open


def test_a_changed_picture_draws_its_note_anew(mei: Person) -> None:
    note = publish(mei, picture_ids=[upload(mei)])
    run_waiting()
    note.refresh_from_db()
    ready = note.version
    picture = Picture.objects.get()
    assert picture.progress == "ready"
    media.describe_picture(mei, picture_id=picture.id, alt="A cup")
    run_waiting()
    note.refresh_from_db()
    assert note.version > ready


def test_counts_of_tags_are_put_right_after_somebody_is_erased(mei: Person, ken: Person) -> None:
    publish(mei, caption="#tea")
    publish(ken, caption="#tea #skates")
    accounts.erase_person(person_id=ken.id)
    actions.recount_hashtags()
    assert list(Hashtag.objects.values_list("name", "note_count")) == [("tea", 1)]
