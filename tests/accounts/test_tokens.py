"""Tokens of programs: shown once, held to their scopes, ended with the account; and what they sent is done once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connections
from django.utils import timezone

from redbridge.accounts import actions, queries
from redbridge.accounts.actions import StillRunning
from redbridge.accounts.models import AccessToken, Person, Receipt
from redbridge.kit.errors import NotFound, Refused
from tests.cast import PASSWORD


@pytest.fixture
def token(dana: Person) -> AccessToken:
    return actions.make_token(dana, name="Script", scopes=["read"])[0]


def test_a_secret_is_shown_once_and_stored_as_a_hash(dana: Person) -> None:
    token, secret = actions.make_token(dana, name="  My   script ", scopes=["write:notes", "read"], days=30)
    token.refresh_from_db()
    assert secret.startswith("rbt_")
    assert len(secret) > 40
    assert secret not in str(vars(token))
    assert (token.name, token.scopes, token.prefix) == ("My script", ["read", "write:notes"], secret[:8])
    found = queries.token_behind(secret)
    assert found is not None
    assert found.sign_in.person == dana
    assert queries.token_behind(secret[:-1]) is None
    assert [each.id for each in queries.tokens_of(dana)] == [token.id]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 61}, "name"),
        ({"scopes": []}, "scopes"),
        ({"scopes": ["read", "everything"]}, "scopes"),
        ({"scopes": ["moderate"]}, "scopes"),
        ({"days": 7}, "days"),
    ],
)
def test_what_makes_no_token_is_said(dana: Person, wrong: dict[str, object], field: str) -> None:
    with pytest.raises(Refused) as refused:
        actions.make_token(dana, **{"name": "Script", "scopes": ["read"], **wrong})  # type: ignore[arg-type]
    assert refused.value.field == field
    assert not AccessToken.objects.exists()


def test_only_moderators_give_moderation_to_a_program(ruth: Person) -> None:
    assert actions.make_token(ruth, name="Queue", scopes=["moderate"])[0].scopes == ["moderate"]


def test_a_token_ends_when_its_time_is_over_and_when_its_owner_ends_it(dana: Person, ken: Person) -> None:
    token, secret = actions.make_token(dana, name="Script", scopes=["read"])
    with pytest.raises(NotFound):
        actions.end_token(ken, token_id=token.id)
    AccessToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert queries.token_behind(secret) is None
    AccessToken.objects.update(expires_at=None)
    assert queries.token_behind(secret) is not None
    actions.end_token(dana, token_id=token.id)
    assert queries.token_behind(secret) is None


def test_tokens_end_with_the_account(dana: Person, ken: Person, mei: Person) -> None:
    secrets = {person: actions.make_token(person, name="S", scopes=["read"])[1] for person in (dana, ken, mei)}
    actions.close_account(dana, password=PASSWORD)
    actions.change_standing_of_person(person_id=ken.id, state="suspended")
    link = actions.make_reset_link(handle="mei").rpartition("/")[2]
    actions.reset_by_link(token=link, password="another quiet river")
    assert [queries.token_behind(secret) for secret in secrets.values()] == [None, None, None]
    assert not AccessToken.objects.exists()


def test_nobody_has_more_than_twenty(dana: Person) -> None:
    AccessToken.objects.bulk_create(
        AccessToken(sign_in=queries.sign_in_of(dana), token_hash=str(n), prefix="rbt_", name="S") for n in range(20)
    )
    with pytest.raises(Refused, match="20 tokens"):
        actions.make_token(dana, name="Script", scopes=["read"])


def test_the_last_day_is_written_once_a_day(dana: Person, token: AccessToken) -> None:
    actions.note_token(token)
    token.refresh_from_db()
    assert token.used_on == timezone.localdate()


def test_a_receipt_answers_the_same_again_and_nothing_else(token: AccessToken) -> None:
    assert actions.begin_receipt(token, key="k", request_hash="a") is None
    with pytest.raises(StillRunning) as running:
        actions.begin_receipt(token, key="k", request_hash="a")
    assert (running.value.code, running.value.retry_after) == ("in_progress", 1)
    actions.finish_receipt(token, key="k", status=201, body="{}")
    found = actions.begin_receipt(token, key="k", request_hash="a")
    assert found is not None
    assert (found.status, found.body) == (201, "{}")
    with pytest.raises(Refused, match="something else"):
        actions.begin_receipt(token, key="k", request_hash="b")


def test_what_came_to_nothing_may_be_sent_again(token: AccessToken) -> None:
    assert actions.begin_receipt(token, key="k", request_hash="a") is None
    actions.drop_receipt(token, key="k")
    assert actions.begin_receipt(token, key="k", request_hash="b") is None


def test_what_a_broken_process_left_is_not_done_twice(token: AccessToken) -> None:
    actions.begin_receipt(token, key="k", request_hash="a")
    Receipt.objects.update(at=timezone.now() - timedelta(minutes=11))
    with pytest.raises(StillRunning) as unknown:
        actions.begin_receipt(token, key="k", request_hash="a")
    assert unknown.value.code == "outcome_unknown"
    Receipt.objects.update(at=timezone.now() - timedelta(hours=25))
    assert actions.begin_receipt(token, key="k", request_hash="a") is None


@pytest.mark.parametrize("key", ["", "x" * 256, "a\nb", "schlüssel", "\x00"])
def test_odd_keys_are_refused(token: AccessToken, key: str) -> None:
    with pytest.raises(Refused):
        actions.begin_receipt(token, key=key, request_hash="a")


def test_the_clock_forgets_old_receipts_and_tokens(token: AccessToken) -> None:
    actions.begin_receipt(token, key="old", request_hash="a")
    Receipt.objects.update(at=timezone.now() - timedelta(hours=25))
    actions.begin_receipt(token, key="new", request_hash="a")
    actions.forget_receipts()
    assert list(Receipt.objects.values_list("key", flat=True)) == ["new"]
    AccessToken.objects.update(expires_at=timezone.now() - timedelta(days=31))
    actions.forget_tokens()
    assert not AccessToken.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("file_database")
def test_of_many_at_once_one_begins(dana: Person) -> None:
    together = Barrier(6)
    token = actions.make_token(dana, name="Script", scopes=["read"])[0]

    def send(_number: int) -> str:
        try:
            together.wait()
            return "begins" if actions.begin_receipt(token, key="k", request_hash="a") is None else "answered"
        except StillRunning:
            return "waits"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        found = sorted(pool.map(send, range(6)))
    assert found == ["begins", *["waits"] * 5]
