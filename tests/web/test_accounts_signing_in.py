"""Signing in and out, second steps, ways back in, and devices that are signed out from afar."""

import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.usersessions.models import UserSession
from django.conf import settings as django_settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client

from redbridge.accounts import actions, queries
from redbridge.accounts.models import Person, SignIn
from redbridge.mail.models import OutgoingMail
from tests.cast import PASSWORD
from tests.web.accountforms import sign_in

NEW = "a very different stream"
ADDRESS = "203.0.113.77"


def code_of(secret: str, steps: int = 0) -> str:
    """What an authenticator app shows now, or some half minutes later."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps)))


def switch_app_on(client: Client) -> str:
    """Set up the second step as somebody would; returns the key of the app."""
    client.post("/prove", {"password": PASSWORD})
    secret = client.get("/settings/security/app").context["form"].secret
    page = client.post("/settings/security/app", {"code": code_of(secret)})
    assert page["Location"] == "/settings/security/codes"
    return str(secret)


def test_handle_and_password_sign_in_and_lead_back(client: Client, dana: Person) -> None:
    page = sign_in(client, "Dana", next="/t/tea")
    assert (page.status_code, page["Location"]) == (302, "/t/tea")
    assert client.get("/settings/profile").status_code == 200
    assert client.post("/sign-out").status_code == 302
    assert client.get("/settings/profile").status_code == 302


def test_signing_out_takes_a_post(client: Client, dana: Person) -> None:
    sign_in(client, "dana")
    assert client.get("/sign-out").status_code == 405
    assert client.get("/settings/profile").status_code == 200


def test_a_session_is_never_the_one_from_before(client: Client, dana: Person) -> None:
    client.get("/sign-up?next=/")
    session = client.session
    session["seen"] = 1
    session.save()
    before = session.session_key
    sign_in(client, "dana")
    assert client.session.session_key != before


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_nobody_is_led_to_another_site(client: Client, dana: Person, target: str) -> None:
    assert sign_in(client, "dana", next=target)["Location"] == "/"


def test_a_wrong_handle_and_a_wrong_password_look_the_same(client: Client, dana: Person) -> None:
    first, second = sign_in(client, "dana", "not the river"), sign_in(client, "nobody", "not the river")
    assert first.status_code == second.status_code == 422
    sentence = "That is not the right handle, address or password."
    assert [sentence in page.content.decode() for page in (first, second)] == [True, True]
    third = sign_in(client, "dana@example.org", "not the river")
    assert sentence in third.content.decode()


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("", ""),
        ("dana", ""),
        ("x" * 100_000, "x"),
        ("da\x00na", "x"),
        ("<b>", "<b>"),
        ("\u00ed\u00b3\u00bf", "x"),
        ("dana", "x" * 100_000),
        ("' OR 1=1 --", "x"),
    ],
)
def test_odd_input_is_refused(client: Client, dana: Person, login: str, password: str) -> None:
    page = sign_in(client, login, password)
    assert page.status_code == 422
    assert b'class="error"' in page.content or b"notice-brick" in page.content


def test_guessing_is_slowed_down_for_one_account_only(client: Client, dana: Person, lin: Person) -> None:
    for _ in range(5):
        sign_in(client, "dana", "not the river")
    page = sign_in(client, "dana")
    assert page.status_code == 422
    assert "a lot of tries" in page.content.decode()
    assert sign_in(Client(REMOTE_ADDR="198.51.100.9"), "lin").status_code == 302


def test_limits_count_whole_addresses(client: Client, dana: Person) -> None:
    for number in range(11):
        sign_in(client, f"nobody{number}", "x", REMOTE_ADDR=ADDRESS)
    blocked = Client(REMOTE_ADDR=ADDRESS)
    for number in range(11):
        sign_in(blocked, f"nobody{number}", "x")
    assert "a lot of tries" in sign_in(blocked, "dana").content.decode()
    assert sign_in(Client(REMOTE_ADDR="203.0.113.78"), "dana").status_code == 302


def test_addresses_are_stored_shortened(dana: Person) -> None:
    sign_in(Client(REMOTE_ADDR=ADDRESS), "dana")
    sign_in(Client(REMOTE_ADDR="2001:db8:1:2:3::4"), "dana")
    assert set(UserSession.objects.values_list("ip", flat=True)) == {"203.0.113.0", "2001:db8:1::"}
    stored = [str(session.get_decoded()) for session in Session.objects.all()]
    assert not any(ADDRESS in text for text in stored)


def test_an_ended_account_cannot_sign_in(client: Client, dana: Person) -> None:
    actions.change_standing_of_person(person_id=dana.id, state="terminated")
    assert sign_in(client, "dana")["Location"] == "/sign-in/ended"
    assert client.get("/settings/profile").status_code == 302


@pytest.mark.usefixtures("dana", "lin")
class TestSecondStep:
    """An authenticator app beside the password."""

    def test_the_app_is_asked_for_and_a_code_works_once(self, client: Client) -> None:
        sign_in(client, "dana")
        secret = switch_app_on(client)
        other = Client()
        assert sign_in(other, "dana")["Location"].startswith("/sign-in/second-step")
        assert other.get("/settings/profile").status_code == 302
        assert other.get("/sign-in/second-step").status_code == 200
        assert other.post("/sign-in/second-step", {"code": "000000"}).status_code == 422
        code = code_of(secret, 1)
        assert other.post("/sign-in/second-step", {"code": code}).status_code == 302
        assert other.get("/settings/profile").status_code == 200
        third = Client()
        sign_in(third, "dana")
        assert third.post("/sign-in/second-step", {"code": code}).status_code == 422

    def test_a_recovery_code_stands_in_for_the_app_once(self, client: Client) -> None:
        sign_in(client, "dana")
        switch_app_on(client)
        codes = client.post("/settings/security/codes").context["codes"]
        assert len(codes) == 10
        for status in (302, 422):
            other = Client()
            sign_in(other, "dana")
            assert other.post("/sign-in/second-step", {"code": codes[0]}).status_code == status

    def test_codes_are_shown_once(self, client: Client) -> None:
        sign_in(client, "dana")
        client.post("/prove", {"password": PASSWORD})
        first = client.post("/settings/security/codes")
        assert "no-store" in first["Cache-Control"]
        codes = first.context["codes"]
        later = client.get("/settings/security/codes").content.decode()
        assert not any(code in later for code in codes)
        fresh = client.post("/settings/security/codes").context["codes"]
        assert len(fresh) == 10
        assert not set(fresh) & set(codes)

    def test_secrets_are_encrypted_where_they_lie(self, client: Client) -> None:
        sign_in(client, "dana")
        secret = switch_app_on(client)
        stored = {row.type: row.data for row in Authenticator.objects.filter(user__username="dana")}
        assert stored["totp"]["secret"].startswith("v1:")
        assert secret not in str(stored)
        assert stored["recovery_codes"]["seed"].startswith("v1:")
        assert (django_settings.DATA_DIR / "keys" / "secrets.txt").stat().st_mode & 0o077 == 0

    def test_switching_off_asks_and_switches(self, client: Client) -> None:
        sign_in(client, "dana")
        switch_app_on(client)
        assert client.get("/settings/security/app/off").status_code == 200
        assert client.post("/settings/security/app/off").status_code == 302
        assert not queries.protection_of(SignIn.objects.get(username="dana")).has_second_step

    @pytest.mark.parametrize("code", ["", "x" * 5000, "12\x0034", "<b>", "１２３４５６"])
    def test_odd_codes_are_refused(self, client: Client, code: str) -> None:
        sign_in(client, "dana")
        switch_app_on(client)
        other = Client()
        sign_in(other, "dana")
        assert other.post("/sign-in/second-step", {"code": code}).status_code == 422

    def test_a_suspended_form_is_not_kept_with_its_address(self, client: Client) -> None:
        sign_in(client, "dana")
        page = client.post("/settings/security/app", {"code": "123456"}, REMOTE_ADDR=ADDRESS)
        assert (page.status_code, page["Location"]) == (303, "/prove?next=%2Fsettings%2Fsecurity%2Fapp")
        assert ADDRESS not in str([session.get_decoded() for session in Session.objects.all()])

    @pytest.mark.parametrize("credential", ["", "{}", "[]", "null", "not json", '{"id": "x"}', "x" * 10_000])
    @pytest.mark.parametrize("path", ["/sign-in/passkey", "/prove/passkey", "/settings/security/passkeys/add"])
    def test_odd_passkeys_are_refused(self, client: Client, path: str, credential: str) -> None:
        if path != "/sign-in/passkey":
            sign_in(client, "dana")
            client.post("/prove", {"password": PASSWORD})
        page = client.post(path, {"credential": credential, "name": "key"})
        assert page.status_code in {302, 422}
        assert not Authenticator.objects.filter(type="webauthn").exists()

    def test_options_for_a_passkey_are_there(self, client: Client) -> None:
        found = client.get("/sign-in/passkey", headers={"Accept": "application/json"}).json()
        assert found["request_options"]["publicKey"]["challenge"]
        sign_in(client, "dana")
        client.post("/prove", {"password": PASSWORD})
        page = client.get("/settings/security/passkeys/add").content.decode()
        assert 'data-options="{&quot;publicKey&quot;' in page

    def test_passkeys_of_others_are_not_there(self, client: Client) -> None:
        row = Authenticator.objects.create(
            user=SignIn.objects.get(username="lin"), type="webauthn", data={"name": "Lin's", "credential": {}}
        )
        sign_in(client, "dana")
        client.post("/prove", {"password": PASSWORD})
        for page in ("remove", "name"):
            assert client.post(f"/settings/security/passkeys/{row.pk}/{page}").status_code == 404
        assert Authenticator.objects.filter(pk=row.pk).exists()


@pytest.mark.usefixtures("dana", "lin")
class TestDevices:
    """The list of signed-in browsers."""

    AGENT = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1"

    def test_the_list_names_browsers_and_marks_this_one(self, client: Client) -> None:
        sign_in(client, "dana")
        sign_in(Client(HTTP_USER_AGENT=self.AGENT), "dana")
        devices = client.get("/settings/devices").context["devices"]
        assert [(device.browser, device.system, device.is_current) for device in devices] == [
            ("", "", True),
            ("Safari", "iPhone", False),
        ]

    def test_a_device_is_signed_out_from_afar(self, client: Client) -> None:
        phone, foreign = Client(HTTP_USER_AGENT=self.AGENT), Client()
        for browser, handle in ((client, "dana"), (phone, "dana"), (foreign, "lin")):
            sign_in(browser, handle)
        phone_id = UserSession.objects.get(user_agent=self.AGENT).pk
        assert foreign.post(f"/settings/devices/{phone_id}/end").status_code == 404
        assert phone.get("/settings/profile").status_code == 200
        assert client.post(f"/settings/devices/{phone_id}/end").status_code == 303
        assert phone.get("/settings/profile").status_code == 302
        assert client.get("/settings/profile").status_code == 200

    def test_all_others_are_signed_out(self, client: Client) -> None:
        others = [Client(), Client()]
        for browser in (client, *others):
            sign_in(browser, "dana")
        client.post("/settings/devices/others")
        assert [browser.get("/settings/profile").status_code for browser in (client, *others)] == [200, 302, 302]
        assert len(client.get("/settings/devices").context["devices"]) == 1

    def test_a_new_password_signs_all_others_out(self, client: Client) -> None:
        other = Client()
        sign_in(client, "dana")
        sign_in(other, "dana")
        page = client.post("/settings/security/password", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
        assert page["Location"] == "/settings/security"
        assert other.get("/settings/profile").status_code == 302
        assert client.get("/settings/profile").status_code == 200
        assert [device.is_current for device in client.get("/settings/devices").context["devices"]] == [True]
        assert sign_in(Client(), "dana").status_code == 422
        assert sign_in(Client(), "dana", NEW).status_code == 302

    @pytest.mark.parametrize(
        ("old", "new", "sentence"),
        [
            ("wrong", NEW, "That is not your password."),
            (PASSWORD, "short", "at least 10 characters"),
            (PASSWORD, "x" * 5000, "at most 200"),
            (PASSWORD, "1234567890", "Digits alone"),
        ],
    )
    def test_a_new_password_follows_the_rules(self, client: Client, old: str, new: str, sentence: str) -> None:
        sign_in(client, "dana")
        page = client.post("/settings/security/password", {"oldpassword": old, "password1": new, "password2": new})
        assert page.status_code == 422
        assert sentence in page.content.decode()


@pytest.mark.usefixtures("dana", "lin")
class TestWaysBack:
    """Without a mail server, and with one."""

    def _codes(self) -> list[str]:
        found = SignIn.objects.get(username="dana")
        actions.make_recovery_codes(found)
        return actions.show_recovery_codes(found)

    def test_a_recovery_code_opens_the_account_once(self, client: Client) -> None:
        codes = self._codes()
        elsewhere = Client()
        sign_in(elsewhere, "dana")
        page = client.post("/password/recover", {"handle": "@Dana", "code": codes[0]})
        assert page.status_code == 303
        assert client.post(page["Location"], {"password": "short"}).status_code == 422
        assert client.post(page["Location"], {"password": NEW})["Location"] == "/sign-in"
        assert client.get(page["Location"]).status_code == 404
        assert elsewhere.get("/settings/profile").status_code == 302
        assert sign_in(client, "dana", NEW).status_code == 302
        assert Client().post("/password/recover", {"handle": "dana", "code": codes[0]}).status_code == 422

    def test_wrong_handle_wrong_code_and_second_step_look_the_same(self, client: Client) -> None:
        sign_in(client, "dana")
        switch_app_on(client)
        codes = client.post("/settings/security/codes").context["codes"]
        pages = [
            Client().post("/password/recover", {"handle": handle, "code": code})
            for handle, code in (("dana", codes[0]), ("lin", codes[0]), ("nobody", codes[0]))
        ]
        assert [page.status_code for page in pages] == [422, 422, 422]
        assert all("do not match" in page.content.decode() for page in pages)

    def test_codes_cannot_be_guessed_without_end(self, client: Client) -> None:
        codes = self._codes()
        for number in range(5):
            client.post("/password/recover", {"handle": "dana", "code": f"{number:08}"})
        assert client.post("/password/recover", {"handle": "dana", "code": codes[0]}).status_code == 429

    def test_the_operator_hands_a_link_over(self, client: Client) -> None:
        link = actions.make_reset_link(handle="@dana")
        path = link.removeprefix(django_settings.SITE_URL)
        assert client.get(path).status_code == 200
        assert client.post(path, {"password": NEW}).status_code == 303
        assert sign_in(client, "dana", NEW).status_code == 302

    @pytest.mark.parametrize("token", ["x", "x" * 500, "..%2f..", "%00", "<b>"])
    def test_a_link_that_is_none_is_not_there(self, client: Client, token: str) -> None:
        assert client.get(f"/password/link/{token}").status_code == 404

    def test_without_mail_the_mail_page_leads_to_the_codes(self, client: Client) -> None:
        assert client.get("/password/reset")["Location"] == "/password/recover"

    def test_with_mail_known_and_unknown_addresses_look_the_same(self, client: Client, settings: Any) -> None:
        settings.CAN_MAIL = True
        found = SignIn.objects.get(username="dana")
        actions.ask_email_code(found, email="dana@example.org", language="en")
        actions.confirm_email(found, code=OutgoingMail.objects.get().subject.rpartition(" ")[2])
        OutgoingMail.objects.all().delete()
        pages = [client.post("/password/reset", {"email": f"{name}@example.org"}) for name in ("dana", "nobody")]
        assert [(page.status_code, page["Location"]) for page in pages] == [(302, "/password/reset/sent")] * 2
        mail = OutgoingMail.objects.get()
        path = next(line for line in mail.text.splitlines() if "/password/reset/" in line).split("testserver")[1]
        form = client.get(path, follow=True)
        assert form.status_code == 200
        where = form.redirect_chain[-1][0]
        assert client.post(where, {"password1": "short", "password2": "short"}).status_code == 422
        assert client.post(where, {"password1": NEW, "password2": NEW}).status_code == 302
        assert sign_in(Client(), "dana@example.org", NEW).status_code == 302
        assert client.get(path).status_code in {200, 302}
        assert sign_in(Client(), "dana", PASSWORD).status_code == 422


@pytest.fixture(autouse=True)
def _no_counts(db: None) -> None:
    cache.clear()
