"""Wishes that cross each other: whatever comes first, nobody is shown to whom they do not want to be."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from redbridge.accounts.models import Person
from redbridge.arrival import actions, friendkeys, queries
from redbridge.arrival.models import FriendKey, Match, NameClaim, OldHandle, Vouch
from redbridge.follows import actions as ties
from redbridge.follows import queries as follows
from redbridge.kit.errors import Problem
from redbridge.notifications.models import Notification
from tests.arrival.acquaintances import brings, grown, opens, proved

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("file_database")]


def at_once(*turns: Callable[[], object]) -> list[object]:
    start, troubles, answers = threading.Barrier(len(turns)), [], []

    def run(turn: Callable[[], object]) -> None:
        try:
            start.wait()
            answers.append(turn())
        except Problem as problem:
            answers.append(problem)
        except BaseException as trouble:  # noqa: BLE001 - told to the test below
            troubles.append(trouble)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(turn,)) for turn in turns]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []
    return answers


@pytest.fixture
def both(dana: Person, lin: Person) -> None:
    proved(dana, "dana.tea")
    proved(lin, "xiaoman")
    brings(dana, ["xiaoman"])
    brings(lin, ["dana.tea"])


def told_of_friends() -> int:
    return Notification.objects.filter(kind__startswith="friend").count()


def closes(person: Person) -> Callable[[], object]:
    return lambda: actions.choose_finding(person, is_findable=False, asks_first=False, is_looking=False)


@pytest.mark.parametrize("turn", range(3))
def test_a_look_and_a_change_of_mind(dana: Person, lin: Person, both: None, turn: int) -> None:
    actions.choose_finding(dana, is_findable=False, asks_first=False, is_looking=True)
    actions.choose_finding(lin, is_findable=True, asks_first=False, is_looking=False)
    at_once(
        lambda: actions.find_friends(person_id=dana.id),
        closes(lin),
        lambda: actions.look_again(person_id=lin.id),
    )
    assert queries.friends(dana) == []
    assert not Match.objects.exists()
    assert told_of_friends() == 0


@pytest.mark.parametrize("turn", range(3))
def test_a_look_and_a_block(dana: Person, lin: Person, both: None, turn: int) -> None:
    for person in (dana, lin):
        actions.choose_finding(person, is_findable=True, asks_first=False, is_looking=True)
    at_once(
        lambda: actions.find_friends(person_id=dana.id),
        lambda: actions.find_friends(person_id=lin.id),
        lambda: ties.block(lin, person_id=dana.id),
    )
    assert queries.friends(dana) == queries.friends(lin) == []


@pytest.mark.parametrize("turn", range(3))
def test_a_block_list_and_an_arrival_at_once(dana: Person, lin: Person, turn: int) -> None:
    proved(dana, "dana.tea")
    opens(dana)
    opens(lin)
    brings(dana, ["xiaoman"])
    row = actions.claim_handle(lin, platform="tiktok", handle="xiaoman")

    def arrives() -> None:
        actions.prove(old_handle_id=row.id, method="fetch")
        actions.look_again(person_id=lin.id)

    at_once(arrives, lambda: brings(dana, ["xiaoman"], "blocked"))
    actions.look_again(person_id=lin.id)
    assert follows.relation(dana, person_id=lin.id).blocks
    assert queries.friends(dana) == queries.friends(lin) == []
    assert told_of_friends() == 0


def test_two_find_each_other_in_the_same_moment_and_are_told_once(dana: Person, lin: Person, both: None) -> None:
    for person in (dana, lin):
        actions.choose_finding(person, is_findable=True, asks_first=False, is_looking=True)
    at_once(*[lambda each=each: actions.look_again(person_id=each.id) for each in (dana, lin) * 3])
    assert Match.objects.count() == 2
    assert told_of_friends() == 2


def test_erasing_while_a_list_arrives_leaves_no_half(dana: Person, lin: Person, both: None) -> None:
    at_once(
        lambda: actions.erase_friend_keys(dana),
        lambda: brings(dana, [f"name{number}" for number in range(3000)]),
    )
    actions.erase_friend_keys(dana)
    assert not FriendKey.objects.filter(person=dana).exists()


def test_of_two_who_prove_one_handle_one_has_it(dana: Person, lin: Person) -> None:
    rows = [actions.claim_handle(person, platform="tiktok", handle="tea") for person in (dana, lin)]
    at_once(*[lambda row=row: actions.prove(old_handle_id=row.id, method="fetch") for row in rows])
    assert sorted(OldHandle.objects.values_list("state", flat=True)) == ["asked", "proved"]


def test_three_words_in_one_moment_are_three(dana: Person, lin: Person, mei: Person, tomas: Person) -> None:
    row = actions.claim_handle(dana, platform="tiktok", handle="tea")
    OldHandle.objects.filter(id=row.id).update(problem="gone")
    grown(lin, mei, tomas)
    for person in (lin, mei, tomas):
        proved(person, f"old.{person.handle}")
    at_once(*[lambda each=each: actions.vouch(each, handle_id=row.id) for each in (lin, mei, tomas)])
    row.refresh_from_db()
    assert (row.state, Vouch.objects.count()) == ("vouched", 3)
    at_once(*[lambda each=each: actions.revoke_vouch(each, handle_id=row.id) for each in (lin, mei)])
    row.refresh_from_db()
    assert row.state == "claimed"


def test_the_fourth_word_of_a_month_finds_no_gap(dana: Person, lin: Person) -> None:
    grown(lin)
    proved(lin, "old.lin")
    rows = [actions.claim_handle(dana, platform="tiktok", handle=f"tea{number}") for number in range(6)]
    OldHandle.objects.filter(person=dana).update(problem="gone")
    at_once(*[lambda row=row: actions.vouch(lin, handle_id=row.id) for row in rows])
    assert Vouch.objects.count() == 3


def test_one_claim_to_a_name_and_one_owner(dana: Person, lin: Person, ken: Person, ruth: Person, omar: Person) -> None:
    claims = []
    for person in (dana, lin):
        row = proved(person, f"ken.{person.handle}")
        at_once(*[lambda row=row, each=person: actions.claim_name(each, handle_id=row.id, name="ken")] * 2)
        claims.append(NameClaim.objects.get(person=person))
    answers = at_once(
        lambda: actions.decide_name(ruth, claim_id=claims[0].id, is_given=True),
        lambda: actions.decide_name(omar, claim_id=claims[1].id, is_given=True),
    )
    assert sum(isinstance(answer, Problem) for answer in answers) == 1
    assert Person.objects.filter(handle="ken").count() == 1
    assert Person.objects.get(handle="ken").id in {dana.id, lin.id}


def test_the_first_key_is_made_once(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    found = at_once(*[friendkeys.current] * 8)
    assert len(set(found)) == 1
