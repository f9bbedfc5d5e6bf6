"""Pages of other sites may ask the API and the public feeds, without anybody's cookies."""

import pytest
from django.test import Client

from redbridge.accounts.models import Person
from tests.api.program import PREFIX, Program
from tests.interactions.stage import publish

ELSEWHERE = {"Origin": "https://elsewhere.example"}
ANYBODY = "Access-Control-Allow-Origin"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["notes", "me", "nothing/here", "videos/1/chunks/0"])
def test_a_browser_that_asks_before_is_let_send(path: str) -> None:
    asked = {"Access-Control-Request-Method": "PATCH", "Access-Control-Request-Headers": "authorization"}
    answer = Client().options(f"{PREFIX}{path}", headers={**ELSEWHERE, **asked})
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer[ANYBODY] == "*"
    assert {"Authorization", "Content-Type", "Idempotency-Key"} <= set(
        answer["Access-Control-Allow-Headers"].split(", ")
    )
    assert {"GET", "POST", "PUT", "PATCH", "DELETE"} <= set(answer["Access-Control-Allow-Methods"].split(", "))
    assert "Access-Control-Allow-Credentials" not in answer


@pytest.mark.django_db
def test_asking_before_costs_nothing_of_the_minute() -> None:
    for _turn in range(650):
        assert Client().options(f"{PREFIX}site").status_code == 204
    assert Client().get(f"{PREFIX}site").status_code == 200


def test_answers_and_problems_can_be_read_elsewhere(dana: Person) -> None:
    program = Program(dana)
    for answer in (program.get("me"), program.get("nothing"), Program().get("me"), program.post("notes", {})):
        assert answer[ANYBODY] == "*"
        assert "RateLimit" in answer["Access-Control-Expose-Headers"]
        assert "Access-Control-Allow-Credentials" not in answer
    assert Client().get(f"{PREFIX}openapi.json")[ANYBODY] == "*"


def test_cookies_open_nothing(dana: Person, client: Client) -> None:
    client.force_login(dana.sign_in)
    answer = client.get(f"{PREFIX}me", headers=ELSEWHERE)
    assert answer.status_code == 401


def test_public_feeds_can_be_read_elsewhere(dana: Person) -> None:
    note = publish(dana, "Tea #tea")
    paths = ["/@dana/feed.atom", "/@dana/feed.json", "/tags/tea/feed.atom", "/tags/tea/feed.json"]
    paths += [f"/oembed?url=http://testserver/n/{note.id}", "/oembed?url=nonsense", "/@nobody/feed.json"]
    for path in paths:
        answer = Client().get(path, headers=ELSEWHERE)
        assert answer[ANYBODY] == "*", path
        assert "Access-Control-Allow-Credentials" not in answer
        asked = Client().options(path, headers={**ELSEWHERE, "Access-Control-Request-Method": "GET"})
        assert (asked.status_code, asked[ANYBODY]) == (204, "*"), path
        assert asked["Access-Control-Allow-Methods"] == "GET, HEAD"


def test_pages_cannot_be_read_elsewhere(dana: Person) -> None:
    note = publish(dana, "Tea")
    for path in ("/", f"/n/{note.id}", "/@dana", "/sign-in", "/api/docs"):
        assert ANYBODY not in Client().get(path, headers=ELSEWHERE), path
