"""Lists of notes as JSON: quick because they are kept, true because counts, marks and versions are not."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from redbridge.accounts.models import Person
from redbridge.api.shapes import Comments, Note, Notes, People
from redbridge.events.worker import run_waiting
from redbridge.follows import actions as follows
from redbridge.interactions import actions as interactions
from redbridge.notes import actions as notes
from tests.api.program import Program
from tests.interactions.stage import publish


@pytest.fixture
def many(dana: Person, ken: Person) -> list[int]:
    """Thirty notes of Dana's, whom Ken follows."""
    follows.follow(ken, person_id=dana.id)
    ids = [publish(dana, f"Tea {number}", caption="#tea").id for number in range(30)]
    run_waiting()
    return ids


LISTS = ("feeds/explore", "feeds/home", "people/dana/notes", "hashtags/tea/notes")


@pytest.mark.parametrize("path", LISTS)
def test_pages_follow_each_other_to_the_end(ken: Person, many: list[int], path: str) -> None:
    program, found, after = Program(ken), [], ""
    for _ in range(9):
        answer = program.get(f"{path}?limit=7&after={after}")
        found += [int(each["id"]) for each in answer.data["items"]]
        after = answer.data["after"]
        assert ("Link" in answer) == bool(after)
        if not after:
            break
        assert f"limit=7&after={after}" in answer["Link"]
    assert sorted(found) == many
    assert len(found) == len(set(found))


@pytest.mark.parametrize("path", LISTS)
def test_a_list_is_what_its_description_says(ken: Person, many: list[int], path: str) -> None:
    data = Program(ken).get(path).data
    shaped = Notes.model_validate(data)
    assert shaped.model_dump(mode="json").keys() == data.keys()
    assert shaped.items[0].model_dump().keys() == data["items"][0].keys()


def test_other_answers_are_what_their_description_says(ken: Person, many: list[int]) -> None:
    program = Program(ken)
    interactions.comment(ken, note_id=many[0], text="Which?")
    for path, shape in (
        (f"notes/{many[0]}", Note), (f"notes/{many[0]}/comments", Comments), ("people/dana/followers", People)
    ):  # fmt: skip
        data = program.get(path).data
        assert shape.model_validate(data).model_dump().keys() == data.keys(), path


@pytest.mark.parametrize(("path", "most"), [("feeds/explore", 7), ("feeds/home", 7), ("people/dana/notes", 8)])
def test_a_warm_list_asks_little_whatever_its_length(ken: Person, many: list[int], path: str, most: int) -> None:
    program = Program(ken)
    counts = []
    for limit in (5, 5, 30, 30):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert len(program.get(f"{path}?limit={limit}").data["items"]) == limit
        counts.append(len(asked))
    assert counts[1] == counts[3], [each["sql"][:90] for each in asked]
    assert counts[3] <= most, [each["sql"][:90] for each in asked]


def test_what_is_kept_is_never_stale(dana: Person, ken: Person, many: list[int]) -> None:
    program = Program(ken)

    def first() -> Any:
        return next(each for each in program.get("feeds/home").data["items"] if each["id"] == str(many[-1]))

    assert (first()["title"], first()["author"]["name"], first()["counts"]["likes"]) == ("Tea 29", "Dana", 0)
    interactions.like_note(ken, note_id=many[-1])
    assert (first()["counts"]["likes"], first()["liked"]) == (1, True)
    draft = notes.edit_note(dana, note_id=many[-1])
    notes.save_draft(dana, draft_id=draft.id, title="Coffee")
    notes.publish_draft(dana, draft_id=draft.id)
    assert first()["title"] == "Coffee"
    Program(dana).patch("me", {"name": "Dana Reyes"})
    assert first()["author"]["name"] == "Dana Reyes"
    follows.unfollow(ken, person_id=dana.id)
    assert program.get("feeds/home").data["items"] == []


def test_facts_are_kept_for_each_language(dana: Person) -> None:
    stops = [{"place": "Harbor"}, {"place": "Market"}]
    notes.publish_note(dana, kind="itinerary", title="A day", details={"days": [{"title": "", "stops": stops}]})
    run_waiting()
    program = Program()
    english = program.get("people/dana/notes", Accept_Language="en").data["items"][0]["facts"]
    assert program.get("people/dana/notes", Accept_Language="zh-Hans").data["items"][0]["title"] == "A day"
    assert program.get("people/dana/notes", Accept_Language="en").data["items"][0]["facts"] == english
    assert english
