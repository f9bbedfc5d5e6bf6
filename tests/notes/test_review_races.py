"""Tallies of a thing stay exact when many write at the same moment."""

import pytest

from redbridge.accounts.models import Person
from redbridge.notes import actions, things
from redbridge.notes.models import Note, NoteReview, Thing
from tests.notes.test_races import at_once
from tests.notes.test_reviews import check_truth, review

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("file_database")]


def test_a_new_thing_named_by_several_at_once_is_one(dana: Person, lin: Person, mei: Person, tomas: Person) -> None:
    at_once(*[lambda person=person: review(person, 8, pros=["Bright"]) for person in (dana, lin, mei, tomas)])
    found = things.summary_of(Thing.objects.get())
    assert (found.count, found.average, found.pros[0].count) == (4, 8.0, 4)


def test_publishing_hiding_and_changing_at_once_keep_tallies_exact(dana: Person, lin: Person, mei: Person) -> None:
    notes = [review(person, 2, price=100, currency="EUR") for person in (dana, lin, mei)]
    other = {"brand": "Pilot", "name": "G2", "rating": 7}

    def move(person: Person, note: Note) -> None:
        draft = actions.edit_note(person, note_id=note.id)
        actions.save_draft(person, draft_id=draft.id, details=other)
        actions.publish_draft(person, draft_id=draft.id)

    at_once(
        lambda: review(dana, 10, pros=["Bright"]),
        lambda: actions.change_visibility(dana, note_id=notes[0].id, visibility="me"),
        lambda: actions.delete_note(lin, note_id=notes[1].id),
        lambda: move(mei, notes[2]),
        lambda: review(lin, 6),
        actions.recount_things,
    )
    listed = set(Note.objects.filter(is_listed=True).values_list("id", flat=True))
    assert set(NoteReview.objects.values_list("note_id", flat=True)) == listed
    pen = Thing.objects.get(brand="Stabilo")
    assert (pen.review_count, pen.rating_sum) == (2, 16)
    check_truth()
