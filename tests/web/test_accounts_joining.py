"""Joining in the browser: the form, its traps, the age check, and what is offered right after."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from redbridge.accounts import actions, queries
from redbridge.accounts.actions.invitations import make_invitation
from redbridge.accounts.models import Person, SignIn
from redbridge.mail.models import OutgoingMail
from tests.web.accountforms import joining, ticket


@pytest.fixture(autouse=True)
def _database(db: None) -> None:
    """Every test here writes."""


def test_somebody_joins_and_is_led_on(client: Client) -> None:
    page = client.post("/sign-up", joining(next="/t/tea"))
    assert (page.status_code, page["Location"]) == (303, "/sign-up/codes")
    assert client.get("/settings/profile").status_code == 200
    page = client.post("/sign-up/codes")
    codes = page.context["codes"]
    assert len(codes) == 10
    assert client.get("/sign-up/codes")["Location"] == "/welcome"
    for step in (1, 2, 3):
        assert client.post(f"/welcome/{step}", {"skip": "1"})["Location"] == f"/welcome/{step + 1}"
    assert client.post("/welcome/4", {"skip": "1"})["Location"] == "/t/tea"


def test_a_taken_handle_keeps_what_was_typed(client: Client, dana: Person) -> None:
    page = client.post("/sign-up", joining(handle="Dana", name="Dana Ohio"))
    assert page.status_code == 422
    text = page.content.decode()
    assert "@dana-ohio is free" in text
    assert 'value="Dana Ohio"' in text
    assert joining()["password"] not in text


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("handle", "", "Please fill this in."),
        ("handle", "x" * 5000, "at most 100"),
        ("handle", "../../etc", "made of the letters"),
        ("handle", "<script>alert(1)</script>", "made of the letters"),
        ("handle", "ann\x00", "Null characters"),
        ("handle", b"\xff\xfe\xfa".decode("latin-1"), "made of the letters"),
        ("name", "x" * 5000, "at most 200"),
        ("name", "Ann\u202egpj", "cannot be seen"),
        ("name", "A" + "\u0301" * 30, "cannot be seen"),
        ("password", "", "Please fill this in."),
        ("password", "river", "at least 10 characters"),
        ("password", "x" * 5000, "at most 200"),
        ("password", "a long\x00quiet river", "Null characters"),
        ("birth_month", "", "Choose the month"),
        ("birth_month", "13", "Choose the month"),
        ("birth_month", "May", "Choose the month"),
        ("birth_year", "ninety", "Choose the month"),
        ("birth_year", "12", "Choose the month"),
        ("birth_year", "9" * 400, "Choose the month"),
        ("region", "XX", "Select a valid choice"),
        ("accept", "", "Please agree"),
        ("website", "https://spam.example", "faster than people"),
        ("ticket", "", "faster than people"),
        ("ticket", "form:AAAA:forged", "faster than people"),
    ],
)
def test_a_wrong_field_is_told_beside_it(client: Client, field: str, value: str, sentence: str) -> None:
    page = client.post("/sign-up", joining(**{field: value}))
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert not SignIn.objects.exists()


@pytest.mark.parametrize("age", [0, 13 * 3600])
def test_a_form_sent_at_once_or_half_a_day_later_is_sent_again(client: Client, age: int) -> None:
    assert client.post("/sign-up", joining(ticket=ticket(age))).status_code == 422
    assert client.post("/sign-up", joining()).status_code == 303


def test_markup_that_was_typed_comes_back_as_text(client: Client) -> None:
    page = client.post("/sign-up", joining(name='"><img src=x onerror=alert(1)>', handle=""))
    assert b"<img src=x" not in page.content
    assert b"&lt;img src=x" in page.content


def test_the_young_are_turned_away_kindly_and_another_year_does_not_help(client: Client) -> None:
    year = timezone.localdate().year - 9
    page = client.post("/sign-up", joining(birth_year=str(year)))
    assert page.status_code == 403
    assert "cannot have an account here yet" in page.content.decode()
    assert str(year) not in page.content.decode()
    assert client.post("/sign-up", joining()).status_code == 403
    assert client.get("/sign-up").status_code == 403
    cookie = client.cookies["later"]
    assert cookie["httponly"]
    assert str(year) not in cookie.value
    assert not SignIn.objects.exists()
    assert Client().post("/sign-up", joining()).status_code == 303


def test_a_forged_cookie_turns_nobody_away(client: Client) -> None:
    client.cookies["later"] = "1:AAAA:forged"
    assert client.post("/sign-up", joining()).status_code == 303


def test_the_form_asks_neutrally(client: Client) -> None:
    text = client.get("/sign-up").content.decode()
    assert 'name="birth_year"' in text
    assert '<option value="" selected>' in text
    assert "13" not in text.split('name="birth_year"')[1].split("</fieldset>")[0]


def test_a_closed_place_says_so(client: Client) -> None:
    actions.change_site(None, sign_up="closed")
    assert b"takes nobody new" in client.get("/sign-up").content
    page = client.post("/sign-up", joining())
    assert b"takes nobody new" in page.content
    assert not SignIn.objects.exists()


def test_an_invitation_opens_the_form_once(client: Client) -> None:
    actions.change_site(None, sign_up="invite")
    assert b"need an invitation" in client.get("/sign-up").content
    token = make_invitation(None).rpartition("=")[2]
    assert b'name="handle"' in client.get(f"/sign-up?invitation={token}").content
    assert client.post("/sign-up", joining(invitation=token)).status_code == 303
    assert b"need an invitation" in Client().get(f"/sign-up?invitation={token}").content


def test_one_address_is_slowed_down(client: Client) -> None:
    for number in range(20):
        Client().post("/sign-up", joining(handle=f"many{number}"))
    page = client.post("/sign-up", joining(handle="many-more"))
    assert page.status_code == 429
    assert int(page["Retry-After"]) > 0


def test_without_a_token_of_ours_the_form_is_not_taken() -> None:
    page = Client(enforce_csrf_checks=True).post("/sign-up", joining())
    assert page.status_code == 403
    assert "open for too long" in page.content.decode()
    assert not SignIn.objects.exists()


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"]
)
def test_nobody_is_led_to_another_site(client: Client, target: str) -> None:
    client.post("/sign-up", joining(next=target))
    assert client.get("/welcome/skip")["Location"] == "/"


def test_the_signed_in_do_not_join_again(client: Client) -> None:
    client.post("/sign-up", joining())
    assert client.get("/sign-up")["Location"] == "/"


class TestWithMail:
    """On a site that has a mail server."""

    @pytest.fixture(autouse=True)
    def _server(self, settings: Any) -> None:
        settings.CAN_MAIL = True

    def test_an_address_counts_once_its_code_is_typed(self, client: Client) -> None:
        page = client.post("/sign-up", joining(email="Nora@Example.org"))
        assert page["Location"] == "/sign-up/mail"
        sign_in = SignIn.objects.get(username="nora")
        assert queries.email_of(sign_in) == ""
        code = OutgoingMail.objects.get(to="nora@example.org").subject.rpartition(" ")[2]
        wrong = client.post("/sign-up/mail", {"code": "0000"})
        assert wrong.status_code == 422
        page = client.post("/sign-up/mail", {"code": f" {code[:4]} {code[4:]} "})
        assert page["Location"] == "/sign-up/codes"
        assert queries.email_of(sign_in) == "nora@example.org"

    def test_a_known_address_is_not_told_apart(self, client: Client) -> None:
        client.post("/sign-up", joining(email="nora@example.org"))
        code = OutgoingMail.objects.get().subject.rpartition(" ")[2]
        client.post("/sign-up/mail", {"code": code})
        other, fresh = Client(), Client()
        known = other.post("/sign-up", joining(handle="otto", email="nora@example.org"))
        unknown = fresh.post("/sign-up", joining(handle="paul", email="paul@example.org"))
        assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
        assert other.get("/sign-up/mail").status_code == fresh.get("/sign-up/mail").status_code == 200
        told = OutgoingMail.objects.filter(to="nora@example.org").latest("id")
        assert told.subject == "You have an account already"
        assert other.post("/sign-up/mail", {"code": code}).status_code == 422
        assert queries.email_of(SignIn.objects.get(username="otto")) == ""

    def test_codes_cannot_be_tried_without_end(self, client: Client) -> None:
        client.post("/sign-up", joining(email="nora@example.org"))
        statuses = [client.post("/sign-up/mail", {"code": f"{number:08}"}).status_code for number in range(6)]
        assert statuses == [422, 422, 422, 422, 422, 429]
        code = OutgoingMail.objects.get().subject.rpartition(" ")[2]
        assert client.post("/sign-up/mail", {"code": code}).status_code == 429

    @pytest.mark.parametrize("email", ["nora", "nora@", "a@b.example\nBcc: x@y.example", "x" * 300 + "@y.example"])
    def test_what_is_no_address_is_refused(self, client: Client, email: str) -> None:
        page = client.post("/sign-up", joining(email=email))
        assert page.status_code == 422
        assert not SignIn.objects.exists()
