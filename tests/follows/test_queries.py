import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from redbridge.accounts.models import Person
from redbridge.follows import actions, queries
from redbridge.follows.queries import FollowCounts, Relation
from redbridge.kit.errors import NotFound
from tests.cast import join_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> dict[str, Person]:
    return join_cast(["dana", "lin", "mei", "tomas", "bea", "ruth", "ken"])


def test_every_relation_in_one_query(people: dict[str, Person]) -> None:
    dana = people["dana"]
    actions.follow(dana, person_id=people["lin"].id)
    actions.follow(people["lin"], person_id=dana.id)
    Person.objects.filter(handle__in=["mei", "dana"]).update(is_private=True)
    actions.follow(dana, person_id=people["mei"].id)
    actions.follow(people["tomas"], person_id=dana.id)
    actions.block(dana, person_id=people["bea"].id)
    actions.block(people["ruth"], person_id=dana.id)
    actions.mute(dana, person_id=people["lin"].id)
    with CaptureQueriesContext(connection) as asked:
        found = queries.relations(dana, person_ids=[person.id for person in people.values()])
    assert len(asked) == 1
    assert {name: found[person.id] for name, person in people.items()} == {
        "dana": Relation(),
        "lin": Relation(follows=True, followed_by=True, mutes=True),
        "mei": Relation(asked=True),
        "tomas": Relation(asked_by=True),
        "bea": Relation(blocks=True),
        "ruth": Relation(blocked_by=True),
        "ken": Relation(),
    }
    assert found[people["lin"].id].is_mutual
    assert found[people["ruth"].id].is_apart
    assert queries.relation(None, person_id=dana.id) == Relation()
    assert queries.hidden_people(dana) == {people[name].id for name in ("lin", "bea", "ruth")}
    assert queries.blocked_people(dana) == {people[name].id for name in ("bea", "ruth")}
    assert queries.mutuals_any(dana, [people["lin"].id, people["mei"].id]) == {people["lin"].id}
    assert queries.follows_any(dana, [people["lin"].id, people["mei"].id]) == {people["lin"].id}
    assert [page.person_ids for page in (queries.blocked_by(dana), queries.muted_by(dana))] == [
        [people["bea"].id], [people["lin"].id],
    ]  # fmt: skip


def test_signed_out_nobody_is_hidden() -> None:
    with CaptureQueriesContext(connection) as asked:
        assert queries.hidden_people(None) == queries.blocked_people(None) == frozenset()
        assert queries.follows_any(None, [1]) == queries.mutuals_any(None, [1]) == set()
        assert queries.tallies([]) == {}
    assert len(asked) == 0
    assert queries.tallies([5]) == {5: FollowCounts()}


def test_lists_page_and_leave_out_who_is_not_there(people: dict[str, Person]) -> None:
    mei = people.pop("mei")
    for person in people.values():
        actions.follow(person, person_id=mei.id)
        actions.follow(mei, person_id=person.id)
    newest = [person.id for person in reversed(people.values())]
    for turn in (queries.followers_of, queries.following_of):
        found, after = [], ""
        while True:
            with CaptureQueriesContext(connection) as asked:
                page = turn(None, person=mei, after=after, limit=4)
            assert len(asked) == 1
            found += page.person_ids
            after = page.after
            if not after:
                break
        assert found == newest
    actions.block(people["dana"], person_id=people["ken"].id)
    Person.objects.filter(handle="bea").update(closed_at="2025-01-20T00:00:00Z")
    Person.objects.filter(handle="ruth").update(standing="hidden")
    shown = [people[name].id for name in ("tomas", "lin", "dana")]
    assert queries.followers_of(people["dana"], person=mei).person_ids == shown
    assert queries.following_of(people["ken"], person=mei).person_ids == [people["ken"].id, *shown[:2]]


def test_a_private_account_shows_its_lists_to_followers(people: dict[str, Person]) -> None:
    mei, dana, ken = people["mei"], people["dana"], people["ken"]
    actions.follow(dana, person_id=mei.id)
    Person.objects.filter(id=mei.id).update(is_private=True)
    mei.refresh_from_db()
    assert queries.followers_of(dana, person=mei).person_ids == [dana.id]
    assert queries.followers_of(mei, person=mei).person_ids == [dana.id]
    for stranger in (ken, None):
        for turn in (queries.followers_of, queries.following_of):
            with pytest.raises(NotFound):
                turn(stranger, person=mei)


def test_across_a_block_there_is_nobody(people: dict[str, Person]) -> None:
    mei, ken = people["mei"], people["ken"]
    assert queries.may_see_person(ken, person=mei)
    actions.block(mei, person_id=ken.id)
    for one, other in ((ken, mei), (mei, ken)):
        assert not queries.may_see_person(one, person=other)
        with pytest.raises(NotFound):
            queries.followers_of(one, person=other)
