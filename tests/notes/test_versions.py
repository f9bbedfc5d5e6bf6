"""What readers may look up of how a note read before: nothing that was never shown to people like them."""

from collections.abc import Callable
from typing import Any

import pytest

from redbridge.accounts.models import Person
from redbridge.follows import actions as follows
from redbridge.kit.errors import NotFound
from redbridge.notes import actions, versions
from redbridge.notes.models import Note
from tests.notes.conftest import publish, row

pytestmark = pytest.mark.django_db


def edit(person: Person, note: Note, *, pictures: list[int] | None = None, **said: Any) -> Note:
    draft = actions.edit_note(person, note_id=note.id)
    actions.save_draft(person, draft_id=draft.id, **said)
    for picture in pictures or []:
        actions.add_pictures_to_draft(person, draft_id=draft.id, picture_ids=[picture])
    return actions.publish_draft(person, draft_id=draft.id)


def captions(viewer: Person | None, note: Note) -> list[str]:
    return [version.caption for version in versions.versions_of(viewer, note_id=note.id)]


def test_readers_see_the_versions_that_were_theirs_to_read(mei: Person, dana: Person, ken: Person) -> None:
    follows.follow(dana, person_id=mei.id)
    note = publish(mei, caption="a secret", visibility="me")
    edit(mei, note, caption="for followers", visibility="followers")
    edit(mei, note, caption="for everyone", visibility="everyone")
    edit(mei, note, caption="the last")
    assert captions(mei, note) == ["for everyone", "for followers", "a secret"]
    assert captions(dana, note) == ["for everyone", "for followers"]
    assert captions(ken, note) == captions(None, note) == ["for everyone"]


def test_what_opened_before_it_was_edited_was_shown(mei: Person, ken: Person) -> None:
    note = publish(mei, caption="first", visibility="me")
    actions.change_visibility(mei, note_id=note.id, visibility="everyone")
    edit(mei, note, caption="second")
    assert captions(ken, note) == ["first"]


def test_what_only_mutuals_saw_stays_with_them(mei: Person, dana: Person) -> None:
    note = publish(mei, caption="first", visibility="mutuals")
    edit(mei, note, caption="second", visibility="everyone")
    follows.follow(dana, person_id=mei.id)
    assert captions(dana, note) == []
    follows.follow(mei, person_id=dana.id)
    assert captions(dana, note) == ["first"]


def _private(mei: Person, _note: Note) -> None:
    Person.objects.filter(id=mei.id).update(is_private=True)


def _hidden(_mei: Person, note: Note) -> None:
    actions.change_standing(note_id=note.id, state="hidden")


@pytest.mark.parametrize("closed", [_private, _hidden])
def test_versions_from_a_closed_time_stay_closed(
    mei: Person, ken: Person, ruth: Person, closed: Callable[[Person, Note], None]
) -> None:
    note = publish(mei, caption="first")
    closed(mei, note)
    mei.refresh_from_db()
    edit(mei, note, caption="second")
    Person.objects.filter(id=mei.id).update(is_private=False)
    actions.change_standing(note_id=note.id, state="visible")
    assert captions(ken, note) == []
    assert captions(ruth, note) == captions(mei, note) == ["first"]


def test_nobody_looks_up_a_note_that_they_may_not_see(mei: Person, ken: Person) -> None:
    note = publish(mei, caption="first")
    edit(mei, note, caption="second")
    actions.change_visibility(mei, note_id=note.id, visibility="followers")
    with pytest.raises(NotFound):
        versions.versions_of(ken, note_id=note.id)
    with pytest.raises(NotFound):
        versions.versions_of(None, note_id=note.id)


def test_the_author_can_take_a_version_out(mei: Person, ken: Person) -> None:
    first = row(mei)
    note = publish(mei, caption="my address", picture_ids=[first])
    draft = actions.edit_note(mei, note_id=note.id)
    actions.add_pictures_to_draft(mei, draft_id=draft.id, picture_ids=[row(mei)])
    actions.remove_picture_from_draft(mei, draft_id=draft.id, picture_id=first)
    actions.publish_draft(mei, draft_id=draft.id)
    [version] = versions.versions_of(ken, note_id=note.id)
    assert versions.former_picture_is_visible(ken, picture_id=first)
    assert list(versions.pictures_in([version])) == [first]
    with pytest.raises(NotFound):
        actions.hide_version(ken, note_id=note.id, version=version.version)
    actions.hide_version(mei, note_id=note.id, version=version.version)
    assert captions(ken, note) == []
    assert not versions.former_picture_is_visible(ken, picture_id=first)
    assert not versions.former_picture_is_visible(None, picture_id=first)
