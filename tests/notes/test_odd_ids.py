"""Ids come from addresses and forms, where anybody writes any number."""

import pytest

from redbridge.accounts.models import Person
from redbridge.follows import actions as follows
from redbridge.follows import queries as ties
from redbridge.kit.errors import Problem
from redbridge.media import actions as media
from redbridge.media import queries as pictures
from redbridge.notes import actions, queries, versions
from tests.notes.conftest import publish

pytestmark = pytest.mark.django_db
ODD = [0, -1, 2**63 - 1, 2**63, 10**30, -(10**30)]


@pytest.mark.parametrize("odd", ODD)
def test_a_number_that_is_nobodys_is_not_found(mei: Person, odd: int) -> None:
    draft = actions.save_draft(mei, caption="x")
    for attempt in (
        lambda: queries.get_note(None, note_id=odd),
        lambda: queries.get_note(mei, note_id=odd),
        lambda: queries.own_note(mei, note_id=odd),
        lambda: queries.get_draft(mei, draft_id=odd),
        lambda: versions.versions_of(mei, note_id=odd),
        lambda: actions.publish_draft(mei, draft_id=odd),
        lambda: actions.save_draft(mei, draft_id=odd, caption="y"),
        lambda: actions.edit_note(mei, note_id=odd),
        lambda: actions.delete_note(mei, note_id=odd),
        lambda: actions.restore_note(mei, note_id=odd),
        lambda: actions.change_visibility(mei, note_id=odd, visibility="me"),
        lambda: actions.pin_note(mei, note_id=odd),
        lambda: actions.change_standing(note_id=odd, state="hidden"),
        lambda: actions.publish_note(mei, picture_ids=[odd]),
        lambda: actions.add_pictures_to_draft(mei, draft_id=draft.id, picture_ids=[odd]),
        lambda: actions.reorder_draft_pictures(mei, draft_id=draft.id, picture_ids=[odd]),
        lambda: pictures.own_picture(mei, picture_id=odd),
        lambda: pictures.find_picture(picture_id=odd, secret="0" * 32),
        lambda: media.set_portrait(mei, picture_id=odd),
        lambda: follows.follow(mei, person_id=odd),
        lambda: follows.block(mei, person_id=odd),
        lambda: follows.mute(mei, person_id=odd),
        lambda: follows.unfollow(mei, person_id=odd),
    ):
        with pytest.raises(Problem):
            attempt()
    actions.unpin_note(mei, note_id=odd)
    actions.delete_draft(mei, draft_id=odd)
    actions.remove_picture_from_draft(mei, draft_id=draft.id, picture_id=odd)
    follows.unblock(mei, person_id=odd)
    follows.unmute(mei, person_id=odd)
    assert queries.visible_notes(mei, ids=[odd]) == queries.listable_notes(mei, ids=[odd]) == {}
    for found in (queries.open_versions([odd]), queries.pictures_of([odd]), queries.mentioned_in([odd])):
        assert not found
    assert pictures.pictures_by_id([odd]) == {}
    assert not queries.picture_is_visible(mei, picture_id=odd)
    assert ties.relation(mei, person_id=odd) == ties.Relation()


@pytest.mark.parametrize("after", [str(2**63 - 1), str(2**63), "9" * 19, "-" + "9" * 18])
def test_any_position_is_a_position(mei: Person, after: str) -> None:
    note = publish(mei, caption="#tea")
    for page in (
        queries.notes_by(None, person=mei, after=after),
        queries.notes_under(None, hashtag="tea", after=after),
    ):
        assert page.note_ids in ([], [note.id])
    assert ties.followers_of(None, person=mei, after=after).person_ids == []
