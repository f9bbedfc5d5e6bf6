"""Who is found, who is not, and what the site's row says."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from redbridge.accounts import actions, addresses, browsers, queries
from redbridge.accounts.models import Person
from redbridge.kit.errors import NotAllowed, NotFound, Refused
from tests.cast import PASSWORD


@pytest.mark.parametrize("text", ["da", "@DA", "Dana", "DANA"])
def test_people_are_found_by_the_start_of_handle_and_name(dana: Person, ken: Person, text: str) -> None:
    assert queries.people_starting(ken, text=text) == [dana]


def test_names_of_other_scripts_are_found(lin: Person) -> None:
    assert queries.people_starting(None, text="林") == [lin]


@pytest.mark.parametrize("text", ["", "@", " ", "zz", "%", "_", "x" * 500, "\U0010ffff"])
def test_nobody_is_found_by_nothing(dana: Person, text: str) -> None:
    assert queries.people_starting(None, text=text) == []


def test_finding_people_reads_an_index(db: None) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("how SQLite plans it")
    with CaptureQueriesContext(
        connection,
    ) as captured:
        queries.people_starting(None, text="da")
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {captured.captured_queries[0]['sql']}")
        plan = " ".join(str(row) for row in cursor.fetchall())
    assert "SCAN" not in plan, plan


@pytest.mark.parametrize("state", ["hidden", "suspended", "terminated"])
def test_people_whom_moderation_hid_are_not_there(dana: Person, ken: Person, state: str) -> None:
    actions.change_standing_of_person(person_id=dana.id, state=state)
    with pytest.raises(NotFound):
        queries.person_by_address(ken, address="dana")
    assert queries.people_by_id([dana.id, ken.id]) == {ken.id: ken}
    assert queries.people_starting(ken, text="dana") == []


def test_one_finds_oneself(dana: Person) -> None:
    actions.change_standing_of_person(person_id=dana.id, state="hidden")
    assert queries.person_by_address(dana, address="@Dana") == dana


def test_somebody_who_left_is_nobody(dana: Person, ken: Person) -> None:
    actions.close_account(dana, password=PASSWORD)
    with pytest.raises(NotFound):
        queries.person_by_address(ken, address="dana")
    assert queries.person_of(queries.sign_in_of(dana)) is None
    actions.reopen_account(queries.sign_in_of(dana))
    assert queries.person_by_address(ken, address="dana") == dana


def test_people_by_id_is_one_query(dana: Person, ken: Person, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        assert set(queries.people_by_id([dana.id, ken.id, 1])) == {dana.id, ken.id}


def test_the_site_is_read_once_and_again_after_a_change(db: None, django_assert_num_queries: Any) -> None:
    assert queries.site().name == "Redbridge"
    with django_assert_num_queries(0):
        queries.site()
    actions.change_site(None, name="Tea House")
    assert queries.site().name == "Tea House"


def test_only_operators_change_the_site(dana: Person, omar: Person) -> None:
    with pytest.raises(NotAllowed):
        actions.change_site(dana, name="Mine")
    with pytest.raises(NotAllowed):
        actions.make_moderator(dana, handle="dana")
    assert actions.change_site(omar, name="Ours").name == "Ours"
    actions.make_moderator(omar, handle="@dana")
    assert queries.sign_in_of(dana).is_moderator


@pytest.mark.parametrize(
    "wanted", [{"sign_up": "maybe"}, {"region": "ZZ"}, {"languages": []}, {"languages": ["xx"]}, {"name": "\u202e"}]
)
def test_the_site_takes_only_what_there_is(db: None, wanted: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        actions.change_site(None, **wanted)


@pytest.mark.parametrize(
    ("whole", "short", "counted"),
    [
        ("203.0.113.77", "203.0.113.0", "203.0.113.77"),
        ("2001:db8:1:2:3::4", "2001:db8:1::", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.77", "203.0.113.0", "203.0.113.77"),
        ("nonsense", "0.0.0.0", "unknown"),  # noqa: S104 - no address to bind
        ("", "0.0.0.0", "unknown"),  # noqa: S104 - the same
    ],
)
def test_addresses_are_shortened_to_store_and_whole_to_count(whole: str, short: str, counted: str) -> None:
    assert (addresses.shortened(whole), addresses.counted(whole)) == (short, counted)


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", ("Firefox", "Linux")),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140 Safari/537.36 Edg/140", ("Edge", "Windows")),
        ("Mozilla/5.0 (Linux; Android 16) Chrome/140 Mobile Safari/537.36", ("Chrome", "Android")),
        ("curl/8", ("", "")),
        ("", ("", "")),
    ],
)
def test_browsers_have_names(agent: str, name: tuple[str, str]) -> None:
    assert browsers.name(agent) == name
