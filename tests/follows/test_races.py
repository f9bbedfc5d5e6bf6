"""Two people, or one with two fingers, at the same moment."""

import threading
from collections.abc import Callable

import pytest
from django.db import connections

from redbridge.accounts.models import Person
from redbridge.follows import actions, queries
from redbridge.follows.models import Follow
from redbridge.kit.errors import NotFound

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("file_database")]


def at_once(*turns: Callable[[], object]) -> None:
    start, troubles = threading.Barrier(len(turns)), []

    def run(turn: Callable[[], object]) -> None:
        try:
            start.wait()
            turn()
        except NotFound:
            pass  # the block was first
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


def true_counts(person: Person) -> tuple[int, int, int]:
    accepted = Follow.objects.filter(state="accepted")
    asked = Follow.objects.filter(state="asked", followed=person)
    return accepted.filter(followed=person).count(), accepted.filter(follower=person).count(), asked.count()


def check_counts(*people: Person) -> None:
    for person in people:
        tally = queries.tallies([person.id])[person.id]
        assert (tally.followers, tally.following, tally.requests) == true_counts(person)


def test_following_with_many_fingers(dana: Person, mei: Person) -> None:
    at_once(*[lambda: actions.follow(dana, person_id=mei.id)] * 5)
    check_counts(dana, mei)
    assert Follow.objects.count() == 1


def test_two_follow_each_other(dana: Person, mei: Person) -> None:
    for _ in range(3):
        at_once(
            lambda: actions.follow(dana, person_id=mei.id),
            lambda: actions.follow(mei, person_id=dana.id),
            lambda: actions.unfollow(dana, person_id=mei.id),
        )
        check_counts(dana, mei)


def test_accepting_while_blocking(dana: Person, mei: Person) -> None:
    for _ in range(4):
        Person.objects.filter(id=mei.id).update(is_private=True)
        actions.follow(dana, person_id=mei.id)
        at_once(
            lambda: actions.accept_request(mei, person_id=dana.id),
            lambda: actions.block(mei, person_id=dana.id),
            lambda: actions.follow(dana, person_id=mei.id),
        )
        assert not Follow.objects.exists(), "after a block nobody follows"
        check_counts(dana, mei)
        actions.unblock(mei, person_id=dana.id)


def test_many_follow_one(mei: Person, dana: Person, lin: Person, ken: Person, tomas: Person) -> None:
    fans = [dana, lin, ken, tomas]
    at_once(*[lambda fan=fan: actions.follow(fan, person_id=mei.id) for fan in fans])
    check_counts(mei, *fans)
    assert queries.tallies([mei.id])[mei.id].followers == 4
