"""A prepared query answers what the query itself answers, whatever it was compiled with."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from redbridge.accounts.models import Person, SignIn
from redbridge.kit.prepared import Prepared

pytestmark = pytest.mark.django_db

BY_ID: Prepared[Person] = Prepared(lambda ids: Person.objects.filter(id__in=ids).order_by("-id"))


@pytest.fixture
def crowd(db: None) -> list[Person]:
    people = [Person(handle=f"p{number}", name=f"Person {number}", reads=["en", "zh"]) for number in range(300)]
    return Person.objects.bulk_create(people)


@pytest.mark.parametrize("count", [1, 2, 3, 5, 17, 256])
def test_lists_of_any_length(crowd: list[Person], count: int) -> None:
    ids = [person.id for person in crowd[:count]]
    assert BY_ID.instances(ids=ids) == list(Person.objects.filter(id__in=ids).order_by("-id"))


def test_a_very_long_list_takes_more_runs(crowd: list[Person]) -> None:
    with CaptureQueriesContext(connection) as asked:
        found = BY_ID.instances(ids=[person.id for person in crowd])
    assert len(asked) == 2
    assert {person.id for person in found} == {person.id for person in crowd}


def test_an_empty_list_asks_nothing(db: None) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert BY_ID.instances(ids=[]) == []
    assert not asked


def test_columns_come_back_as_the_model_says(crowd: list[Person]) -> None:
    again = BY_ID.first(ids=[crowd[0].id])
    assert again is not None
    stored = Person.objects.get(id=crowd[0].id)
    assert again.reads == ["en", "zh"]
    assert again.created_at == stored.created_at
    assert again.created_at.tzinfo is UTC
    assert again.is_private is False
    again.name = "Changed"
    again.save()  # an instance like any other
    assert Person.objects.get(id=crowd[0].id).name == "Changed"


def test_values_and_arguments_of_every_kind(crowd: list[Person]) -> None:
    query: Prepared[Person] = Prepared(
        lambda handle, version, ids: Person.objects.filter(handle=handle, version__lte=version, id__in=ids).values_list(
            "handle", "created_at"
        )
    )
    ids = [person.id for person in crowd[:4]]
    ((handle, at),) = query.rows(handle="p2", version=5, ids=ids)
    assert (handle, type(at)) == ("p2", datetime)
    assert query.rows(handle="p2", version=0, ids=ids) == []
    assert query.rows(handle="nobody", version=5, ids=ids) == []


def test_related_rows_come_along(dana: Person) -> None:
    query: Prepared[SignIn] = Prepared(lambda key: SignIn.objects.filter(person=key).select_related("person"))
    found = query.first(key=dana.id)
    assert found is not None
    with CaptureQueriesContext(connection) as asked:
        assert found.person == dana
    assert not asked


def test_an_argument_may_stand_in_several_places(crowd: list[Person]) -> None:
    query: Prepared[Person] = Prepared(
        lambda key: Person.objects.filter(id__gte=key).exclude(id__gt=key).values_list("id")
    )
    assert [tuple(row) for row in query.rows(key=crowd[7].id)] == [(crowd[7].id,)]


def test_it_is_compiled_once(crowd: list[Person]) -> None:
    built = []

    def build(ids: list[int]) -> object:
        built.append(len(ids))
        return Person.objects.filter(id__in=ids)

    query: Prepared[Person] = Prepared(build)  # type: ignore[arg-type]
    for person in crowd[:5]:
        query.instances(ids=[person.id])
    assert built == [1]
