"""Notes that quote other notes, as far as their authors let them."""

import pytest

from redbridge.accounts.models import Person
from redbridge.events.worker import run_waiting
from redbridge.follows import actions as follows
from redbridge.kit.errors import NotFound, Refused
from redbridge.notes import actions, ties
from redbridge.notes.models import Note
from redbridge.notifications.models import Notification
from tests.notes.conftest import publish, row

pytestmark = pytest.mark.django_db


def quote(person: Person, note: Note) -> Note:
    draft = actions.start_quote(person, note_id=note.id)
    actions.add_pictures_to_draft(person, draft_id=draft.id, picture_ids=[row(person)])
    return actions.publish_draft(person, draft_id=draft.id)


def kinds(person: Person) -> list[str]:
    run_waiting()
    return list(Notification.objects.filter(person=person).order_by("id").values_list("kind", flat=True))


def test_a_quote_names_the_note_and_its_author_hears_of_it(mei: Person, dana: Person) -> None:
    note = publish(mei)
    found = quote(dana, note)
    assert (found.quotes_id, found.is_quote) == (note.id, True)
    assert kinds(mei) == ["quote"]


@pytest.mark.parametrize(
    ("quoting", "stranger", "follower", "author"),
    [("everyone", True, True, True), ("followers", False, True, True), ("nobody", False, False, True)],
)
def test_the_author_says_who_may_quote(
    mei: Person, dana: Person, ken: Person, quoting: str, *, stranger: bool, follower: bool, author: bool
) -> None:
    note = publish(mei, quoting=quoting)
    follows.follow(dana, person_id=mei.id)
    for person, may in ((ken, stranger), (dana, follower), (mei, author)):
        assert ties.may_quote(person, note) is may
        if may:
            assert quote(person, note).quotes_id == note.id
        else:
            with pytest.raises(Refused, match="does not want it quoted"):
                actions.start_quote(person, note_id=note.id)
    assert not ties.may_quote(None, note)


def test_permission_is_asked_again_when_it_goes_out(mei: Person, ken: Person) -> None:
    note = publish(mei)
    draft = actions.start_quote(ken, note_id=note.id)
    actions.add_pictures_to_draft(ken, draft_id=draft.id, picture_ids=[row(ken)])
    edit = actions.edit_note(mei, note_id=note.id)
    actions.save_draft(mei, draft_id=edit.id, quoting="nobody")
    actions.publish_draft(mei, draft_id=edit.id)
    with pytest.raises(Refused) as refused:
        actions.publish_draft(ken, draft_id=draft.id)
    assert (refused.value.field, refused.value.code) == ("quotes", "not_quotable")


def test_no_other_door_leads_around_the_permission(mei: Person, ken: Person) -> None:
    note, private = publish(mei, quoting="nobody"), publish(mei, visibility="followers")
    for other in (note, private):
        for attempt in (
            lambda other=other: actions.publish_note(ken, picture_ids=[row(ken)], quotes_id=other.id),
            lambda other=other: actions.save_draft(ken, quotes_id=other.id),
        ):
            with pytest.raises(Refused):
                attempt()
    assert not Note.objects.filter(author=ken).exists()


def test_whoever_is_quoted_can_take_it_back(mei: Person, dana: Person, ken: Person) -> None:
    note = publish(mei)
    found = quote(dana, note)
    draft = actions.edit_note(dana, note_id=found.id)
    for other in (dana, ken):
        with pytest.raises(NotFound):
            actions.withdraw_quote(other, note_id=found.id)
    before = found.version
    actions.withdraw_quote(mei, note_id=found.id)
    found.refresh_from_db()
    assert (found.quotes_id, found.is_quote) == (None, True), "a sentence stands in its place"
    assert found.version > before
    assert actions.publish_draft(dana, draft_id=draft.id).quotes_id is None, "an edit does not bring it back"
    assert Note.objects.get(id=found.id).is_quote
    with pytest.raises(NotFound):
        actions.withdraw_quote(mei, note_id=found.id)


def test_the_quoting_author_can_take_it_out(mei: Person, dana: Person) -> None:
    found = quote(dana, publish(mei))
    draft = actions.edit_note(dana, note_id=found.id)
    actions.save_draft(dana, draft_id=draft.id, quotes_id=None)
    found = actions.publish_draft(dana, draft_id=draft.id)
    assert (found.quotes_id, found.is_quote) == (None, False)
