from typing import Any

import pytest

from redbridge.accounts.models import Person
from redbridge.kit.errors import Refused
from redbridge.notes import actions
from redbridge.notes.kinds.tutorial import SHAPE, duration, total_minutes
from tests.notes.conftest import publish, row

TEA = {
    "makes": "one glass",
    "materials": [{"name": "Longjing", "amount": "3 g"}, {"name": "Water"}],
    "steps": [{"title": "Boil", "minutes": 5}, {"text": "Wait.\n\nSmell it.", "minutes": 20}, {"title": "Drink"}],
}


def test_what_is_good_is_kept_as_it_is() -> None:
    assert SHAPE.tidied(TEA) == TEA
    assert SHAPE.facts(TEA) == ("25 min", "3 steps")
    assert SHAPE.words(TEA) == ["one glass", "Longjing", "Water", "Boil", "Wait.\n\nSmell it.", "Drink"]
    assert SHAPE.facts({"steps": [{"title": "Drink"}]}) == ("1 step",)
    assert SHAPE.facts({}) == ()


@pytest.mark.parametrize(
    ("details", "field", "says"),
    [
        ({"steps": [{}, {"minutes": "ten"}]}, "details.steps.1.minutes", "Step 2 · minutes: Write a number from 0"),
        ({"steps": [{"minutes": 10_081}]}, "details.steps.0.minutes", "to 10080"),
        ({"steps": [{"minutes": False}]}, "details.steps.0.minutes", "Write a number"),
        ({"steps": [{"text": "x" * 1001}]}, "details.steps.0.text", "too long by 1"),
        ({"steps": ["boil"]}, "details.steps.0", "cannot be read"),
        ({"steps": [{}] * 41}, "details.steps", "Up to 40"),
        ({"materials": [{}] * 61}, "details.materials", "Up to 60"),
        ({"materials": [{"amount": ["3"]}]}, "details.materials.0.amount", "Material 1 · amount"),
        ({"makes": {}}, "details.makes", "cannot be read"),
    ],
)
def test_the_wrong_is_refused_by_name_and_place(details: dict[str, Any], field: str, says: str) -> None:
    with pytest.raises(Refused) as found:
        SHAPE.tidied(details)
    assert found.value.field == field
    assert says in found.value.sentence


@pytest.mark.parametrize(
    ("minutes", "words"), [(0, "0 min"), (59, "59 min"), (60, "1 h"), (85, "1 h 25 min"), (1445, "1 d 5 min")]
)
def test_durations_are_exact(minutes: int, words: str) -> None:
    assert duration(minutes) == words
    assert total_minutes({"steps": [{"minutes": minutes}, {}, {"minutes": 1}]}) == minutes + 1


@pytest.mark.django_db
def test_a_tutorial_needs_a_title_and_a_step_that_says_something(mei: Person) -> None:
    draft = actions.save_draft(mei, kind="tutorial", details={"materials": [{}], "steps": [{}]})
    picture_id = row(mei)
    for said, field in (
        ({}, "title"),
        ({"title": "Tea"}, "details.steps.0.title"),
        ({"details": {"steps": [{}, {"minutes": 3}]}}, "details.steps.1.title"),
        ({"details": {"steps": [{"title": "A"}], "materials": [{"amount": "3 g"}]}}, "details.materials.0.name"),
    ):
        actions.save_draft(mei, draft_id=draft.id, **said)
        with pytest.raises(Refused) as found:
            actions.publish_draft(mei, draft_id=draft.id)
        assert found.value.field == field
    done = {
        "materials": [{}],
        "steps": [{}, {"title": "Pour", "picture": picture_id}, {"title": "Drink", "picture": 1}],
    }
    note = publish(mei, kind="tutorial", title="Tea", picture_ids=[picture_id], details=done)
    assert note.details == {"steps": [{"title": "Pour", "picture": picture_id}, {"title": "Drink"}]}


@pytest.mark.django_db
def test_trying_another_kind_loses_nothing(mei: Person) -> None:
    draft = actions.save_draft(mei, kind="tutorial", details=TEA)
    assert actions.save_draft(mei, draft_id=draft.id, kind="itinerary").details == {}
    assert actions.save_draft(mei, draft_id=draft.id, kind="tutorial").details == TEA
