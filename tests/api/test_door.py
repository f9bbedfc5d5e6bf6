"""What every request meets: tokens and their scopes, limits, problems, and what is sent twice."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, override_settings
from django.utils import timezone

from redbridge.accounts import actions as accounts
from redbridge.accounts.models import AccessToken, Person
from redbridge.kit import limits
from redbridge.notes.models import Note
from tests.api.program import PREFIX, Program
from tests.cast import PASSWORD, signed_in
from tests.interactions.stage import publish

TEXT = {"kind": "text", "card_text": "Tea at noon"}


def test_a_stranger_reads_what_is_open_and_is_told_what_it_takes(dana: Person) -> None:
    publish(dana, "Tea")
    stranger = Program()
    assert stranger.get("people/dana/notes").data["items"][0]["title"] == "Tea"
    answer = stranger.get("me")
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer realm=")
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.data["detail"] == "This needs a token."


@pytest.mark.parametrize(
    "header", ["Bearer rbt_no", "Bearer", "Basic ZGFuYTpyaXZlcg==", "Bearer " + "a" * 9000, "rbt_"]
)
def test_a_token_that_is_not_good_opens_nothing_not_even_what_is_open(dana: Person, header: str) -> None:
    answer = Program(Authorization=header).get("people/dana")
    assert answer.status_code == 401
    assert 'error="invalid_token"' in answer["WWW-Authenticate"]


def test_a_session_opens_nothing(dana: Person) -> None:
    browser = signed_in(Client(), dana)
    assert browser.get(f"{PREFIX}me").status_code == 401
    sent = browser.post(f"{PREFIX}notes", json.dumps(TEXT), "application/json")
    assert (sent.status_code, Note.objects.count()) == (401, 0)
    note = publish(dana, "Mine", visibility="me")
    assert browser.get(f"{PREFIX}notes/{note.id}").status_code == 404


def test_a_scope_that_is_missing_is_named(dana: Person) -> None:
    answer = Program(dana, ["read"]).post("notes", TEXT)
    assert answer.status_code == 403
    assert answer.data["scope"] == "write:notes"
    assert 'error="insufficient_scope", scope="write:notes"' in answer["WWW-Authenticate"]
    assert "write:notes" in answer.data["detail"]
    assert Program(dana, ["write:notes"]).get("people/dana").status_code == 403, "reading needs its scope, too"


def test_a_token_ends_with_the_account_and_with_its_time(dana: Person) -> None:
    program = Program(dana)
    assert program.get("me").status_code == 200
    assert AccessToken.objects.get().used_on == timezone.localdate()
    AccessToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert program.get("me").status_code == 401
    again = Program(dana)
    accounts.close_account(dana, password=PASSWORD)
    assert again.get("me").status_code == 401


def test_a_program_can_end_its_own_token(dana: Person) -> None:
    program = Program(dana)
    assert program.get("token").data["is_current"] is True
    assert program.delete("token").status_code == 204
    assert program.get("token").status_code == 401


@override_settings(API_PACE=20)
def test_every_answer_says_how_much_is_left(dana: Person) -> None:
    program = Program(dana)
    first = program.get("me")
    assert first["RateLimit-Policy"] == '"minute";q=20;w=60'
    assert first["RateLimit"].startswith('"minute";r=19;t=')
    with limits.paused():
        assert program.get("me").status_code == 200
    found = [program.get("me") for _ in range(25)]
    over = [answer for answer in found if answer.status_code == 429]
    assert over
    assert 0 < int(over[0]["Retry-After"]) <= 60
    assert over[0]["RateLimit"].startswith('"minute";r=0;')
    assert over[0].data["code"] == "too_fast"
    assert Program().get("site").status_code == 200, "each is counted for itself"


@override_settings(API_PACE=10)
def test_guessing_tokens_is_counted_for_the_address(db: None) -> None:
    found = {Program(Authorization="Bearer rbt_no").get("me").status_code for _ in range(12)}
    assert found == {401, 429}


def test_sentences_come_in_the_language_that_was_asked_for(dana: Person) -> None:
    program = Program(dana)
    answers = {code: program.get("notes/1", Accept_Language=code) for code in ("en", "zh-Hans")}
    assert {answer.status_code for answer in answers.values()} == {404}
    assert answers["zh-Hans"]["Content-Language"] == "zh-hans"
    assert answers["zh-Hans"].data["detail"] != answers["en"].data["detail"]


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b'{"card_text": "\\ud800"}', "application/json", 400),
        (b'{"card_text": "a\\u0000b"}', "application/json", 400),
        (b'{"card_style": NaN}', "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b'{"card_style": ' + b"9" * 5_000 + b"}", "application/json", 400),
        (b'{"card_style": ' + b"9" * 50 + b"}", "application/json", 422),
        (b"[]", "application/json", 422),
        (b"null", "application/json", 422),
        (b'{"kind": "poem"}', "application/json", 422),
        (b'{"pictures": [17]}', "application/json", 422),
        (b'{"pictures": ["' + b"9" * 20 + b'"]}', "application/json", 422),
        (b'{"title": "' + b"a" * 2_200_000 + b'"}', "application/json", 413),
    ],
)
def test_bodies_that_are_none_say_so_and_show_nothing_of_ours(
    dana: Person, content: bytes, kind: str, status: int
) -> None:
    program = Program(dana)
    answer = program.client.generic("POST", f"{PREFIX}notes", content, kind, headers=program.headers)
    assert answer.status_code == status, answer.content[:300]
    assert answer["Content-Type"] == "application/problem+json"
    text = answer.content.decode()
    assert not any(word in text for word in ("Traceback", "File ", "pydantic", "ninja", "aaaa"))
    assert not Note.objects.exists()


def test_wrong_types_in_the_address_are_named(dana: Person) -> None:
    program = Program(dana)
    answer = program.get("feeds/explore?limit=many")
    assert (answer.status_code, answer.data["field"], answer.data["code"]) == (422, "limit", "types")
    assert program.get("feeds/explore?limit=101").status_code == 422
    assert program.get("feeds/explore?after=zzz").data["code"] == "cursor"
    assert program.get("feeds/explore?nonsense=1").status_code == 200
    assert program.get("people?starts=a%00b").status_code == 400
    assert program.get("notes/" + "9" * 5000).status_code == 404
    assert program.get("notes/" + "9" * 30).status_code == 404


def test_methods_and_addresses_that_are_none(dana: Person) -> None:
    program = Program(dana)
    answer = program.put("me")
    assert (answer.status_code, set(answer["Allow"].split(", "))) == (405, {"GET", "PATCH"})
    assert answer.data["code"] == "method_not_allowed"
    nowhere = program.get("nothing/here")
    assert (nowhere.status_code, nowhere["Content-Type"]) == (404, "application/problem+json")
    assert program.client.head(f"{PREFIX}site").status_code == 200


def test_nothing_of_a_person_is_kept_by_caches(dana: Person) -> None:
    answer = Program(dana).get("me")
    assert answer["Cache-Control"] == "private, no-store"
    assert "Authorization" in answer["Vary"]
    assert Program().get("site")["Cache-Control"] == "no-cache"


def test_what_is_sent_twice_under_one_key_is_done_once(dana: Person) -> None:
    program = Program(dana)
    first = program.post("notes", TEXT, Idempotency_Key="one")
    second = program.post("notes", TEXT, Idempotency_Key="one")
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.content == second.content
    assert "Idempotency-Replayed" not in first
    assert second["Idempotency-Replayed"] == "true"
    assert Note.objects.count() == 1
    other = program.post("notes", {**TEXT, "title": "Other"}, Idempotency_Key="one")
    assert (other.status_code, other.data["code"]) == (422, "idempotency_key_reused")
    assert program.post("notes", TEXT, Idempotency_Key="two").status_code == 201
    assert Note.objects.count() == 2


def test_what_was_refused_may_be_mended_under_the_same_key(dana: Person) -> None:
    program = Program(dana)
    assert program.post("notes", {"kind": "text"}, Idempotency_Key="one").status_code == 422
    assert program.post("notes", TEXT, Idempotency_Key="one").status_code == 201
    assert program.post("notes", TEXT, Idempotency_Key="x" * 256).data["code"] == "idempotency_key"


def test_keys_of_two_people_never_meet(dana: Person, ken: Person) -> None:
    first = Program(dana).post("notes", TEXT, Idempotency_Key="one")
    second = Program(ken).post("notes", TEXT, Idempotency_Key="one")
    assert first.data["id"] != second.data["id"]


def test_something_that_breaks_is_told_without_our_insides(
    dana: Person, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    def breaks(*_rest: Any, **_named: Any) -> None:
        raise RuntimeError("rbt_secret in /srv/redbridge")

    monkeypatch.setattr("redbridge.api.site.queries.sign_up_policy", breaks)
    answer = Program(dana).get("site")
    assert answer.status_code == 500
    assert "rbt_secret" not in answer.content.decode()
    assert "broke" in caplog.text
