"""The named people of every test, made by the real `join`, and browsers that are signed in as them."""

from collections.abc import Iterable
from dataclasses import dataclass

import pytest
from django.test import Client

from redbridge.accounts import actions as accounts
from redbridge.accounts import queries
from redbridge.accounts.models import Person, SignIn

PASSWORD = "a long quiet river"


@dataclass(frozen=True)
class Role:
    """How one of the cast joins."""

    name: str
    region: str
    language: str = "en"
    reads: tuple[str, ...] = ("en",)
    birth_month: str = "1990-05"
    is_moderator: bool = False
    is_operator: bool = False


CAST = {
    "dana": Role("Dana", "US"),
    "lin": Role("林小满", "CN", "zh-hans", ("zh-Hans",), "1996-03"),
    "mei": Role("Mei Tang 唐梅", "CN", "zh-hans", ("zh-Hans", "en")),
    "tomas": Role("Tomás Ibarra", "MX", "en", ("es", "en")),
    "bea": Role("Bea", "GB"),
    "ruth": Role("Ruth Okafor", "GB", is_moderator=True),
    "omar": Role("Omar", "DE", is_operator=True),
    "ken": Role("Ken", "US"),
}


def join_cast(names: Iterable[str]) -> dict[str, Person]:
    """These people of the cast; whoever is there already is not made twice."""
    return {name: _member(name) for name in names}


def signed_in(client: Client | None, person: Person) -> Client:
    """A browser (a new one for None) that is signed in as the person."""
    browser = client or Client()
    browser.force_login(queries.sign_in_of(person))
    return browser


def _member(name: str) -> Person:
    if found := Person.objects.filter(handle=name, host="").first():
        return found
    role = CAST[name]
    sign_in = accounts.join(
        handle=name,
        password=PASSWORD,
        name=role.name,
        language=role.language,
        birth_month=role.birth_month,
        region=role.region,
        reads=role.reads,
        is_demo=False,
    )
    SignIn.objects.filter(pk=sign_in.pk).update(is_moderator=role.is_moderator, is_operator=role.is_operator)
    return Person.objects.get(sign_in=sign_in)


@pytest.fixture(autouse=True)
def _fresh_site() -> None:
    queries.forget_site()


@pytest.fixture
def dana(db: None) -> Person:
    return _member("dana")


@pytest.fixture
def lin(db: None) -> Person:
    return _member("lin")


@pytest.fixture
def mei(db: None) -> Person:
    return _member("mei")


@pytest.fixture
def tomas(db: None) -> Person:
    return _member("tomas")


@pytest.fixture
def bea(db: None) -> Person:
    return _member("bea")


@pytest.fixture
def ruth(db: None) -> Person:
    return _member("ruth")


@pytest.fixture
def omar(db: None) -> Person:
    return _member("omar")


@pytest.fixture
def ken(db: None) -> Person:
    return _member("ken")
