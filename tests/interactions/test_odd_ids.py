from collections.abc import Callable
from functools import partial

import pytest

from redbridge.accounts.models import Person
from redbridge.interactions import actions, queries
from redbridge.kit.errors import NotFound
from redbridge.trust import actions as trust
from redbridge.trust import queries as cases
from tests.interactions.stage import publish

pytestmark = pytest.mark.django_db

ODD = [0, -1, 2**63 - 1, 2**63, -(2**63) - 1, 10**30]


@pytest.mark.parametrize("odd", ODD)
def test_an_id_that_cannot_be_is_not_found(dana: Person, lin: Person, ruth: Person, odd: int) -> None:
    note = publish(dana)
    attempts: list[Callable[[], object]] = [
        partial(actions.like_note, lin, note_id=odd),
        partial(actions.save_note, lin, note_id=odd),
        partial(actions.save_note, lin, note_id=note.id, collection_id=odd),
        partial(actions.comment, lin, note_id=odd, text="Hello"),
        partial(actions.comment, lin, note_id=note.id, text="Hello", reply_to=odd),
        partial(actions.comment, lin, note_id=note.id, text="Hello", picture_id=odd),
        partial(actions.like_comment, lin, comment_id=odd),
        partial(actions.edit_comment, lin, comment_id=odd, text="Hello"),
        partial(actions.delete_comment, lin, comment_id=odd),
        partial(actions.rename_collection, lin, collection_id=odd, name="Tea"),
        partial(actions.delete_collection, lin, collection_id=odd),
        partial(queries.get_comment, lin, comment_id=odd),
        partial(queries.comments_of, None, note_id=odd),
        partial(queries.get_collection, lin, collection_id=odd),
        *(
            partial(trust.report, lin, subject=s, subject_id=odd, reason="spam")
            for s in ("note", "comment", "person", "picture")
        ),
        *(
            partial(trust.hide, ruth, subject=s, subject_id=odd, rule="spam")
            for s in ("note", "comment", "person", "picture")
        ),
        partial(trust.dismiss_reports, ruth, subject="note", subject_id=odd),
        partial(trust.suspend_person, ruth, person_id=odd, rule="spam"),
        partial(cases.get_decision, lin, decision_id=odd),
        partial(cases.thing, ruth, subject="person", subject_id=odd),
    ]
    for attempt in attempts:
        with pytest.raises(NotFound):
            attempt()


@pytest.mark.parametrize("odd", ODD)
def test_lists_pass_over_ids_that_cannot_be(dana: Person, lin: Person, ruth: Person, odd: int) -> None:
    note = publish(dana)
    actions.unlike_note(lin, note_id=odd)
    actions.unlike_comment(lin, comment_id=odd)
    actions.unsave_note(lin, note_id=odd)
    assert queries.tallies([odd, note.id])[odd] == queries.Counts()
    assert queries.marks(lin, note_ids=[odd, note.id]).liked == set()
    assert queries.comment_marks(lin, comment_ids=[odd]) == set()
    assert queries.replies_of(lin, comment_ids=[odd]) == {}
    assert queries.replies_of(lin, comment_ids=[odd], after=odd) == {}
    assert queries.saved_notes(lin, after=odd).note_ids == []
    assert not queries.picture_is_visible(None, picture_id=odd)
    assert cases.decisions_about(lin, subject="note", subject_id=odd) == []
    assert cases.reports_on(ruth, subject="note", subject_id=odd) == []
    assert cases.open_reports(ruth, after=odd).entries == []
    assert cases.latest_decisions(ruth, after=odd) == []
