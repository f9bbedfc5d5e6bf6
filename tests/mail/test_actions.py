"""Mail is queued with the transaction, sent once by the reaction, and forgotten."""

from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.db import transaction
from django.utils import timezone

from redbridge.mail import actions, reactions
from redbridge.mail.events import MailQueued
from redbridge.mail.models import OutgoingMail

CODE = {"code": "12345678", "minutes": 30}


@pytest.fixture(autouse=True)
def _server(settings: object, db: None) -> None:
    settings.CAN_MAIL = True  # type: ignore[attr-defined]


def _send(language: str = "en") -> OutgoingMail:
    found = actions.send_mail("dana@example.org", template="code", language=language, context=CODE)
    assert found is not None
    return found


def test_a_mail_has_a_subject_and_both_bodies() -> None:
    row = _send()
    assert row.subject == "Your code: 12345678"
    assert "12345678" in row.text
    assert "<strong>12345678</strong>" in row.html
    assert 'lang="en"' in row.html


def test_an_unknown_language_becomes_the_usual_one() -> None:
    assert _send("xx").language == "en"


def test_the_worker_sends_once_and_forgets_the_words() -> None:
    row = _send()
    reactions.send_mail_when_queued(MailQueued(row.id))
    reactions.send_mail_when_queued(MailQueued(row.id))
    assert [message.to for message in outbox.outbox] == [["dana@example.org"]]
    assert "12345678" in outbox.outbox[0].body
    row.refresh_from_db()
    assert row.sent_at is not None
    assert (row.text, row.html) == ("", "")


def test_a_mail_of_a_transaction_that_rolls_back_is_none() -> None:
    with transaction.atomic():
        _send()
        transaction.set_rollback(True)
    assert not OutgoingMail.objects.exists()


def test_without_a_server_nothing_is_written(settings: object) -> None:
    settings.CAN_MAIL = False  # type: ignore[attr-defined]
    assert actions.send_mail("dana@example.org", template="code", language="en", context=CODE) is None
    assert not OutgoingMail.objects.exists()


def test_markup_in_a_name_stays_text() -> None:
    context = {"address": "https://x.example/", "handle": "dana", "site_name": "<b>Tea & Co</b>"}
    row = actions.send_mail("dana@example.org", template="reset", language="en", context=context)
    assert row is not None
    assert "&lt;b&gt;Tea &amp; Co&lt;/b&gt;" in row.html
    assert "<b>Tea & Co</b>" in row.text


def test_old_mail_is_forgotten() -> None:
    old, fresh = _send(), _send()
    OutgoingMail.objects.filter(id=old.id).update(created_at=timezone.now() - timedelta(days=31))
    actions.forget_old_mail()
    assert list(OutgoingMail.objects.values_list("id", flat=True)) == [fresh.id]
