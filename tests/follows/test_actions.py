from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from redbridge.accounts import actions as accounts
from redbridge.accounts.models import Person
from redbridge.events.models import Announcement
from redbridge.follows import actions, queries
from redbridge.follows.models import Block, Follow, Mute
from redbridge.kit.errors import NotAllowed, NotFound, Refused

pytestmark = pytest.mark.django_db


def counts(person: Person) -> tuple[int, int, int]:
    tally = queries.tallies([person.id])[person.id]
    return tally.followers, tally.following, tally.requests


def events() -> list[str]:
    names = ["Followed", "FollowAsked", "FollowAccepted", "Unfollowed", "Blocked"]
    return list(Announcement.objects.filter(event__in=names).order_by("id").values_list("event", flat=True))


def make_private(person: Person) -> None:
    Person.objects.filter(id=person.id).update(is_private=True)


def test_following_and_unfollowing(dana: Person, mei: Person) -> None:
    for _ in range(2):
        assert actions.follow(dana, person_id=mei.id) == Follow.State.ACCEPTED
    assert (counts(mei), counts(dana)) == ((1, 0, 0), (0, 1, 0))
    for _ in range(2):
        actions.unfollow(dana, person_id=mei.id)
    assert (counts(mei), counts(dana)) == ((0, 0, 0), (0, 0, 0))
    assert events() == ["Followed", "Unfollowed"]


def test_a_private_account_is_asked(dana: Person, mei: Person) -> None:
    make_private(mei)
    for _ in range(2):
        assert actions.follow(dana, person_id=mei.id) == Follow.State.ASKED
    assert counts(mei) == (0, 0, 1)
    assert queries.follow_requests(mei).person_ids == [dana.id]
    assert queries.follows_any(dana, [mei.id]) == set()
    assert actions.accept_request(mei, person_id=dana.id)
    assert not actions.accept_request(mei, person_id=dana.id)
    assert (counts(mei), counts(dana)) == ((1, 0, 0), (0, 1, 0))
    assert events() == ["FollowAsked", "FollowAccepted"]


def test_declining_and_taking_back(dana: Person, ken: Person, mei: Person) -> None:
    make_private(mei)
    for person in (dana, ken):
        actions.follow(person, person_id=mei.id)
    for _ in range(2):
        actions.decline_request(mei, person_id=dana.id)
        actions.unfollow(ken, person_id=mei.id)
    assert counts(mei) == (0, 0, 0)
    assert not actions.accept_request(mei, person_id=ken.id)
    actions.follow(dana, person_id=mei.id)
    actions.accept_request(mei, person_id=dana.id)
    actions.decline_request(mei, person_id=dana.id)
    assert counts(mei) == (1, 0, 0), "somebody let in is removed, not declined"
    actions.remove_follower(mei, person_id=dana.id)
    assert counts(mei) == (0, 0, 0)


def test_an_account_that_opens_lets_everybody_in(dana: Person, ken: Person, mei: Person) -> None:
    make_private(mei)
    for person in (dana, ken):
        actions.follow(person, person_id=mei.id)
    assert actions.accept_all_requests(mei) == 2
    assert counts(mei) == (2, 0, 0)


def test_a_block_ends_everything_between_two(dana: Person, mei: Person) -> None:
    make_private(mei)
    actions.follow(dana, person_id=mei.id)
    actions.follow(mei, person_id=dana.id)
    for _ in range(2):
        actions.block(mei, person_id=dana.id)
    assert (counts(mei), counts(dana)) == ((0, 0, 0), (0, 0, 0))
    assert not Follow.objects.exists()
    assert events().count("Blocked") == 1
    for one, other in ((dana, mei), (mei, dana)):
        with pytest.raises(NotFound):
            actions.follow(one, person_id=other.id)
    for _ in range(2):
        actions.unblock(mei, person_id=dana.id)
    assert actions.follow(mei, person_id=dana.id) == Follow.State.ACCEPTED


def test_counts_are_put_right_after_somebody_is_erased(dana: Person, ken: Person, mei: Person) -> None:
    for person in (dana, ken):
        actions.follow(person, person_id=mei.id)
        actions.follow(mei, person_id=person.id)
    accounts.erase_person(person_id=ken.id)
    actions.recount_follows()
    assert counts(mei) == (1, 1, 0)


def test_recounting_what_is_right_keeps_nobody_from_writing(dana: Person, mei: Person, ken: Person) -> None:
    actions.follow(dana, person_id=mei.id)
    actions.follow(ken, person_id=mei.id)
    with CaptureQueriesContext(connection) as asked:
        actions.recount_follows()
    assert [query["sql"].split()[0] for query in asked] == ["SELECT"]


def test_only_ones_own_block_is_lifted(dana: Person, mei: Person) -> None:
    actions.block(mei, person_id=dana.id)
    actions.unblock(dana, person_id=mei.id)
    assert Block.objects.count() == 1


def test_muting(dana: Person, mei: Person) -> None:
    for _ in range(2):
        actions.mute(dana, person_id=mei.id)
    assert Mute.objects.count() == 1
    assert queries.hidden_people(dana) == {mei.id}
    assert queries.hidden_people(mei) == queries.blocked_people(dana) == frozenset()
    actions.unmute(dana, person_id=mei.id)
    assert queries.hidden_people(dana) == frozenset()


@pytest.mark.parametrize("action", [actions.follow, actions.block, actions.mute])
def test_what_nobody_can_do(action: Callable[..., object], dana: Person, mei: Person) -> None:
    with pytest.raises(Refused):
        action(dana, person_id=dana.id)
    with pytest.raises(NotFound):
        action(dana, person_id=1)
    Person.objects.filter(id=dana.id).update(standing="suspended")
    with pytest.raises(NotAllowed):
        action(dana, person_id=mei.id)


@pytest.mark.parametrize("change", [{"closed_at": "2025-01-20T00:00:00Z"}, {"standing": "hidden"}])
def test_nobody_follows_who_is_not_shown(change: dict[str, str], dana: Person, mei: Person) -> None:
    Person.objects.filter(id=mei.id).update(**change)
    with pytest.raises(NotFound):
        actions.follow(dana, person_id=mei.id)
