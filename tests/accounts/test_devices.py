"""Devices: seen at most once an hour, and forgotten with their sessions."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from redbridge.accounts import actions
from redbridge.accounts.models import HandleHold, Invitation, Person
from tests.cast import PASSWORD

LONG_AGO = timezone.now() - timedelta(days=200)


def _signed_in() -> Client:
    browser = Client()
    assert browser.post("/sign-in", {"login": "dana", "password": PASSWORD}).status_code == 302
    return browser


def test_a_device_in_use_is_noted_once_an_hour(dana: Person) -> None:
    browser = _signed_in()
    for expected in (True, False):
        UserSession.objects.update(last_seen_at=LONG_AGO)
        assert browser.get("/settings/account").status_code == 200
        assert (UserSession.objects.get().last_seen_at > LONG_AGO) is expected


def test_what_is_over_is_forgotten(dana: Person) -> None:
    _signed_in()
    _signed_in()
    gone = UserSession.objects.order_by("id")[0]
    Session.objects.filter(session_key=gone.session_key).update(expire_date=LONG_AGO)
    actions.make_invitation(None)
    actions.make_reset_link(handle="dana")
    Invitation.objects.filter(purpose="join").update(expires_at=LONG_AGO)
    HandleHold.objects.create(handle="old", reason="left", until=LONG_AGO)
    HandleHold.objects.create(handle="kept", reason="left")
    actions.forget_expired()
    assert UserSession.objects.count() == Session.objects.count() == 1
    assert not UserSession.objects.filter(pk=gone.pk).exists()
    assert list(Invitation.objects.values_list("purpose", flat=True)) == ["reset"]
    assert list(HandleHold.objects.values_list("handle", flat=True)) == ["kept"]
