"""Notes that answer other notes."""

from typing import Any

import pytest

from redbridge.accounts.models import Person
from redbridge.events.worker import run_waiting
from redbridge.follows import actions as follows
from redbridge.kit.errors import NotFound, Refused
from redbridge.notes import actions, queries, ties
from redbridge.notes.models import Draft, Note
from redbridge.notifications.models import Notification
from tests.notes.conftest import publish, row

pytestmark = pytest.mark.django_db


def answer(person: Person, to: Note, **said: Any) -> Note:
    draft = actions.start_answer(person, note_id=to.id)
    actions.save_draft(person, draft_id=draft.id, **said)
    actions.add_pictures_to_draft(person, draft_id=draft.id, picture_ids=[row(person)])
    return actions.publish_draft(person, draft_id=draft.id)


def fresh(note: Note) -> Note:
    return Note.objects.select_related("author").get(id=note.id)


def told(person: Person) -> list[tuple[str, int | None]]:
    run_waiting()
    return list(Notification.objects.filter(person=person).order_by("id").values_list("kind", "note_id"))


def test_an_answer_stands_under_the_note_and_its_author_hears_of_it(mei: Person, dana: Person, ken: Person) -> None:
    note = publish(mei, title="What do you brew?")
    found = answer(dana, note, title="This")
    assert found.answers_id == note.id
    assert fresh(note).is_answered
    for viewer in (None, ken, mei):
        assert ties.answers_to(viewer, note=fresh(note)).note_ids == [found.id]
    assert told(mei) == [("answer", found.id)]
    assert told(dana) == []


def test_answering_twice_is_one_draft_until_it_is_out(mei: Person, dana: Person) -> None:
    note = publish(mei)
    first = actions.start_answer(dana, note_id=note.id)
    assert actions.start_answer(dana, note_id=note.id) == first
    answer(dana, note)
    assert actions.start_answer(dana, note_id=note.id) != first


def test_answers_are_for_those_who_may_see_them(mei: Person, dana: Person, ken: Person) -> None:
    note = publish(mei)
    answers = [answer(dana, note, visibility=choice).id for choice in ("followers", "unlisted", "me", "everyone")]
    assert ties.answers_to(ken, note=fresh(note)).note_ids == [answers[3]]
    follows.follow(ken, person_id=dana.id)
    assert ties.answers_to(ken, note=fresh(note)).note_ids == [answers[3], answers[0]]
    assert told(mei) == [("answer", answers[1]), ("answer", answers[3])], "of what she may see"
    follows.block(mei, person_id=dana.id)
    assert ties.answers_to(None, note=fresh(note)).note_ids == [], "nobody stands under a note of somebody apart"


def test_the_list_of_answers_goes_on(mei: Person, dana: Person) -> None:
    note = publish(mei)
    ids = [answer(dana, note).id for _ in range(5)]
    first = ties.answers_to(None, note=fresh(note), limit=3)
    assert first.note_ids == ids[:1:-1]
    rest = ties.answers_to(None, note=fresh(note), limit=3, after=first.after)
    assert (rest.note_ids, rest.after) == (ids[1::-1], "")


def test_only_what_one_sees_can_be_answered(mei: Person, ken: Person) -> None:
    hidden, open_note = publish(mei, visibility="me"), publish(mei)
    for odd in (hidden.id, 5, 2**70):
        with pytest.raises(Refused) as refused:
            actions.start_answer(ken, note_id=odd)
        assert refused.value.code == "gone"
    draft = actions.start_answer(ken, note_id=open_note.id)
    actions.add_pictures_to_draft(ken, draft_id=draft.id, picture_ids=[row(ken)])
    with pytest.raises(Refused):
        actions.save_draft(ken, draft_id=draft.id, answers_id=hidden.id)
    actions.change_visibility(mei, note_id=open_note.id, visibility="me")
    with pytest.raises(Refused, match="Take it out"):
        actions.publish_draft(ken, draft_id=draft.id)
    actions.save_draft(ken, draft_id=draft.id, answers_id=None)
    assert actions.publish_draft(ken, draft_id=draft.id).answers_id is None


def test_an_edit_keeps_the_tie_also_when_the_other_note_is_out_of_sight(mei: Person, dana: Person) -> None:
    note = publish(mei)
    found = answer(dana, note)
    actions.delete_note(mei, note_id=note.id)
    draft = actions.edit_note(dana, note_id=found.id)
    actions.save_draft(dana, draft_id=draft.id, title="Better")
    assert actions.publish_draft(dana, draft_id=draft.id).answers_id == note.id
    with pytest.raises(NotFound):
        queries.get_note(dana, note_id=note.id)


def test_a_note_cannot_answer_itself(mei: Person) -> None:
    note = publish(mei)
    draft = actions.edit_note(mei, note_id=note.id)
    Draft.objects.filter(id=draft.id).update(answers=note)
    with pytest.raises(Refused) as refused:
        actions.publish_draft(mei, draft_id=draft.id)
    assert refused.value.code == "itself"
