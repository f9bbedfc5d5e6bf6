"""The first week: steps see by themselves that they were taken, may be skipped, and are written down once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from redbridge.accounts import actions as accounts
from redbridge.accounts.models import Person
from redbridge.arrival import actions, queries
from redbridge.arrival.models import Arrival, Finding, FirstStep
from redbridge.events.worker import run_waiting
from redbridge.follows import actions as follows
from redbridge.interactions import actions as interactions
from redbridge.kit.errors import Refused
from redbridge.notes import actions as notes
from tests.cast import join_cast
from tests.interactions.stage import publish

pytestmark = pytest.mark.django_db


def state(person: Person, step: str) -> str:
    return next(each.state for each in queries.first_week(person).steps if each.name == step)


def written(person: Person) -> set[str]:
    run_waiting(twice=True)
    return set(FirstStep.objects.filter(person=person, is_skipped=False).values_list("step", flat=True))


def test_nothing_is_taken_at_first(dana: Person) -> None:
    week = queries.first_week(dana)
    assert [step.state for step in week.steps] == ["open"] * 7
    assert (week.done, week.next, week.is_put_away) == (0, "note", False)
    assert written(dana) == set()


def test_a_first_note_and_a_question_count_by_themselves(dana: Person, lin: Person) -> None:
    publish(dana, caption="Hello #newhere")
    assert (state(dana, "note"), state(dana, "ask"), state(dana, "bridge")) == ("done", "done", "open")
    hello = publish(lin, "大家好", caption="#新人报到")
    tomas = join_cast(["tomas"])["tomas"]
    interactions.comment(tomas, note_id=hello.id, text="¿Qué comemos hoy?")
    assert (state(tomas, "note"), state(tomas, "ask")) == ("open", "done")
    assert written(dana) == {"note", "ask"}
    assert written(tomas) == {"ask"}


def test_a_comment_across_the_language_counts_and_one_at_home_does_not(dana: Person, lin: Person, bea: Person) -> None:
    english, chinese = publish(bea, "Tea", language="en"), publish(lin, "茶", language="zh-Hans")
    own = publish(dana, "茶", language="zh-Hans")
    for note in (english, own):
        interactions.comment(dana, note_id=note.id, text="Lovely")
    assert state(dana, "bridge") == "open"
    interactions.comment(dana, note_id=chinese.id, text="Lovely")
    assert state(dana, "bridge") == "done"


def test_following_five_people_and_bringing_something_count(db: None) -> None:
    dana, *others = join_cast(["dana", "lin", "mei", "tomas", "bea", "ken"]).values()
    for person in others[:4]:
        follows.follow(dana, person_id=person.id)
    assert state(dana, "people") == "open"
    follows.follow(dana, person_id=others[4].id)
    assert state(dana, "people") == "done"
    Arrival.objects.create(person=dana, name="x", size=1, updated_at=timezone.now())
    assert state(dana, "bring") == "open"
    Arrival.objects.update(state=Arrival.State.UPLOADED)
    Finding.objects.create(person=dana, is_looking=True, changed_at=timezone.now())
    assert (state(dana, "bring"), state(dana, "friends")) == ("done", "done")
    assert written(dana) == {"people", "bring", "friends"}


def test_steps_are_skipped_one_by_one_or_all_and_count_when_taken_after_all(dana: Person) -> None:
    actions.skip_step(dana, step="note")
    assert (state(dana, "note"), queries.first_week(dana).next) == ("skipped", "ask")
    actions.open_step(dana, step="note")
    assert state(dana, "note") == "open"
    actions.skip_first_week(dana)
    week = queries.first_week(dana)
    assert ({step.state for step in week.steps}, week.next, week.is_put_away) == ({"skipped"}, "", True)
    publish(dana)
    actions.read_norms(dana)
    assert written(dana) == {"note", "norms"}
    assert (state(dana, "note"), state(dana, "norms")) == ("done", "done")
    with pytest.raises(Refused):
        actions.skip_step(dana, step="nonsense")


def test_a_step_that_was_taken_stays_taken(dana: Person) -> None:
    note = publish(dana)
    assert written(dana) == {"note"}
    notes.delete_note(dana, note_id=note.id)
    assert state(dana, "note") == "done"


def test_nothing_is_written_of_those_who_are_at_home(dana: Person) -> None:
    Person.objects.filter(id=dana.id).update(created_at=timezone.now() - timedelta(days=40))
    dana.refresh_from_db()
    publish(dana)
    assert written(dana) == set()
    assert not queries.is_new(dana)


def test_people_to_meet_are_of_both_sides(db: None) -> None:
    people = join_cast(["dana", "lin", "mei", "tomas", "bea", "ken"])
    for handle, language in (("lin", "zh-Hans"), ("mei", "zh-Hans"), ("tomas", "es"), ("bea", "en"), ("ken", "en")):
        accounts.update_profile(people[handle], writes=[language])
        publish(people[handle])
    run_waiting(twice=True)
    near, far = queries.people_to_meet(people["dana"])
    assert set(near) == {people["bea"].id, people["ken"].id}
    assert len(far) == 3
    assert not set(far) & set(near)
