"""The operator's part of the API, and that neither others nor a lost token get far with it."""

import pytest

from redbridge.accounts import actions as accounts
from redbridge.accounts.models import Person
from redbridge.accounts.queries import site
from redbridge.accounts.scopes import SCOPES
from redbridge.events.models import Delivery
from redbridge.kit.errors import Refused
from tests.api.program import ALL, Program


def test_only_operators_get_a_token_for_it(dana: Person, ruth: Person, omar: Person) -> None:
    for person in (dana, ruth):
        with pytest.raises(Refused):
            accounts.make_token(person, name="Mine", scopes=["operate"])
    assert Program(omar, ALL).get("operate/site").data["scope"] == "operate"
    assert Program(omar, SCOPES).get("operate/site").status_code == 200


def test_a_token_outlives_no_task(omar: Person) -> None:
    program = Program(omar, SCOPES)
    accounts.make_operator(handle="omar", is_operator=False)
    for method, path in (("GET", "operate/site"), ("GET", "operate/work"), ("POST", "operate/work/run-again")):
        assert program.send(method, path).status_code == 403
    assert program.post("operate/invitations", {}).status_code == 403
    assert program.patch("operate/site", {"name": "Mine"}).status_code == 403
    assert site().name != "Mine"


def test_the_site_is_changed_field_by_field(omar: Person) -> None:
    program = Program(omar, SCOPES)
    before = program.get("operate/site").data
    after = program.patch("operate/site", {"contact": "omar@river.example", "sign_up": "invite"}).data
    assert (after["contact"], after["sign_up"]) == ("omar@river.example", "invite")
    assert (after["name"], after["languages"]) == (before["name"], before["languages"])
    assert after["texts"].keys() == {"terms", "privacy"}
    assert program.patch("operate/site", {"sign_up": "perhaps"}).data["field"] == "sign_up"
    program.patch("operate/site", {"trusted_proxies": ["0.0.0.0/0"]})
    assert not site().trusted_proxies, "whom to believe about addresses is not a token's to say"


def test_an_invitation_lets_one_person_in(omar: Person) -> None:
    made = Program(omar, SCOPES).post("operate/invitations", {"days": 3})
    assert made.status_code == 201
    token = made.data["link"].rpartition("=")[2]
    joined = accounts.join(handle="newcomer", password="a long quiet river", language="en", region="", invitation=token)
    assert joined.username == "newcomer"
    assert Program(omar, SCOPES).post("operate/invitations", {"days": 300}).status_code == 422


def test_what_died_is_seen_and_tried_again(omar: Person) -> None:
    program = Program(omar, SCOPES)
    accounts.update_profile(omar, bio="Runs this")
    row = Delivery.objects.first()
    assert row is not None
    Delivery.objects.filter(id=row.id).update(state=Delivery.State.DEAD, error="Broken")
    found = program.get("operate/work").data
    assert [each["error"] for each in found["dead"]] == ["Broken"]
    assert {each["queue"] for each in found["queues"]}
    assert program.post("operate/work/run-again").data == {"count": 1}
    assert program.get("operate/work").data["dead"] == []


def test_a_test_mail_says_where_it_goes_or_why_not(omar: Person) -> None:
    assert Program(omar, SCOPES).post("operate/mail-test").data["code"] == "mail"
