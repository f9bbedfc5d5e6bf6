"""Digests come in somebody's morning, once, hold only what they have not looked at, and stop with one press."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from redbridge.accounts import actions as accounts
from redbridge.accounts import queries as people
from redbridge.accounts.models import Person
from redbridge.events.worker import run_waiting
from redbridge.follows import actions as follows
from redbridge.interactions import actions as interactions
from redbridge.kit import limits
from redbridge.mail.models import OutgoingMail
from redbridge.notes.models import Note
from redbridge.notifications import actions, queries
from redbridge.notifications.kinds import TOPICS, Choice
from redbridge.notifications.models import Choices, Digest, Mail, Notification, Topic
from redbridge.trust import actions as trust
from tests.cast import PASSWORD
from tests.interactions.stage import at_once, publish
from tests.notifications.stand_ins import Mailbox, mail_server

pytestmark = pytest.mark.django_db

MONDAY = datetime(2031, 3, 3, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _mails(settings: Any) -> None:
    settings.CAN_MAIL = True


@pytest.fixture
def box(settings: Any) -> Iterator[Mailbox]:
    with mail_server() as found:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", found.port
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        yield found


@pytest.fixture
def note(dana: Person) -> Note:
    made = publish(dana, "Tea on the ferry")
    run_waiting()
    return made


def reachable(person: Person, *, is_verified: bool = True) -> Person:
    address = f"{person.handle}@example.org"
    EmailAddress.objects.create(user=people.sign_in_of(person), email=address, verified=is_verified, primary=True)
    return person


def told_at(moment: datetime) -> None:
    """Everything that happened so far happened then."""
    run_waiting()
    Notification.objects.filter(at__gt=timezone.now() - DAY, at__lt=timezone.now() + DAY).update(at=moment)


def choose(person: Person, mail: Mail, *, zone: str = "") -> None:
    chosen = {topic: Choice(line.usual.inbox, line.usual.push, mail) for topic, line in TOPICS.items()}
    actions.choose(person, topics=chosen, shows_details=False, time_zone=zone, quiet_from=None, quiet_to=None)


def sent() -> list[str]:
    """To whom mail went since the last look."""
    found = list(OutgoingMail.objects.order_by("id").values_list("to", flat=True))
    OutgoingMail.objects.all().delete()
    return found


def comment(note: Note, who: Person, *, at: datetime, text: str = "Hello") -> None:
    interactions.comment(who, note_id=note.id, text=text)
    told_at(at)


def test_a_digest_is_a_mail_like_the_others_and_can_be_left(note: Note, lin: Person, box: Mailbox) -> None:
    dana = reachable(note.author)
    interactions.like_note(lin, note_id=note.id)
    comment(note, lin, at=MONDAY - DAY, text="A secret sentence")
    actions.send_digests(MONDAY)
    run_waiting()
    [mail] = box.mails
    assert (mail["To"], mail["Subject"]) == ("dana@example.org", "Your week at Redbridge: 2 new things")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    # As it is sent: whoever reads only this line of a mail does not decode it.
    link = re.search(rb"\r\nList-Unsubscribe: (?:\r\n )?<(http://localhost:8000/unsubscribe/\S+)>\r\n", box.raw[0])
    assert link
    bodies = {part.get_content_type(): part.get_content() for part in mail.walk() if not part.is_multipart()}
    assert set(bodies) == {"text/plain", "text/html"}
    for body in bodies.values():
        assert f"{lin.name} wrote under your note" in body
        assert f"{lin.name} liked your note" in body
        assert "Tea on the ferry" in body
        assert "http://localhost:8000/inbox/open/" in body
        assert link[1].decode() in body
        assert "secret" not in body
    row = OutgoingMail.objects.get()
    assert (row.text, row.html, row.headers) == ("", "", {})
    assert Digest.objects.get(person=dana).day == MONDAY.date()


def test_one_press_without_signing_in_stops_them(note: Note, lin: Person) -> None:
    dana = reachable(note.author)
    browser, path = Client(enforce_csrf_checks=True), f"/unsubscribe/{queries.stop_token(dana.id)}"
    page = browser.get(path)
    assert (page.status_code, b"Shall we stop" in page.content) == (200, True)
    assert not Choices.objects.exists()
    assert b"Shall we stop" in browser.post(path).content
    done = browser.post(path, {"List-Unsubscribe": "One-Click"})
    assert (done.status_code, b"Done" in done.content) == (200, True)
    row = Choices.objects.get(person=dana)
    assert (row.mails_daily, row.mails_weekly) == (False, False)
    comment(note, lin, at=MONDAY - DAY)
    actions.send_digests(MONDAY)
    assert sent() == []
    chosen = queries.chosen(dana.id)
    assert all(
        chosen.of(topic) == Choice(line.usual.inbox, line.usual.push, Mail.NEVER) for topic, line in TOPICS.items()
    )


@pytest.mark.parametrize("token", ["1", "1:x", "x", "1:" + "a" * 43, "%00", "é", "a" * 900])
def test_a_guessed_link_is_not_there(dana: Person, token: str) -> None:
    for answer in (
        Client().get(f"/unsubscribe/{token}"),
        Client().post(f"/unsubscribe/{token}", {"List-Unsubscribe": "One-Click"}),
    ):
        assert answer.status_code == 404
    assert not Choices.objects.exists()


def test_a_week_is_told_once_and_the_next_one_begins_where_it_ended(note: Note, lin: Person, mei: Person) -> None:
    reachable(note.author)
    comment(note, lin, at=MONDAY - 8 * DAY)
    actions.send_digests(MONDAY - DAY)
    assert sent() == []
    actions.send_digests(MONDAY)
    assert sent() == []
    comment(note, mei, at=MONDAY + DAY)
    actions.send_digests(MONDAY + timedelta(hours=1))
    assert sent() == []
    actions.send_digests(MONDAY + 7 * DAY)
    assert sent() == ["dana@example.org"]
    actions.send_digests(MONDAY + 7 * DAY + timedelta(minutes=15))
    actions.send_digests(MONDAY + 14 * DAY)
    assert sent() == []


def test_a_digest_that_came_late_leaves_nothing_out(note: Note, lin: Person) -> None:
    choose(reachable(note.author), Mail.DAILY)
    comment(note, lin, at=MONDAY - DAY)
    actions.send_digests(MONDAY)
    assert sent() == ["dana@example.org"]
    comment(note, lin, at=MONDAY + timedelta(hours=1), text="And?")
    actions.send_digests(MONDAY + DAY + timedelta(hours=6))
    assert sent() == ["dana@example.org"]


def test_what_somebody_looked_at_is_no_news(note: Note, lin: Person) -> None:
    dana = reachable(note.author)
    comment(note, lin, at=MONDAY - DAY)
    actions.mark_seen(dana, group="comments")
    actions.send_digests(MONDAY)
    assert sent() == []


def test_morning_is_where_somebody_is(note: Note, lin: Person) -> None:
    choose(reachable(note.author), Mail.DAILY, zone="Asia/Shanghai")
    comment(note, lin, at=datetime(2031, 3, 3, 20, 0, tzinfo=UTC))
    actions.send_digests(datetime(2031, 3, 3, 23, 59, tzinfo=UTC))  # a minute before eight
    assert sent() == []
    actions.send_digests(datetime(2031, 3, 4, 0, 1, tzinfo=UTC))
    row = OutgoingMail.objects.get()
    assert "03/04/2031 4 a.m." in row.text
    assert Digest.objects.get().day.isoformat() == "2031-03-04"


def test_it_is_written_in_the_language_of_the_person(note: Note, lin: Person) -> None:
    accounts.choose_language(reachable(note.author), language="zh-hans")
    comment(note, lin, at=MONDAY - DAY)
    actions.send_digests(MONDAY)
    row = OutgoingMail.objects.get()
    assert (row.language, 'lang="zh-hans"' in row.html) == ("zh-hans", True)


def test_topics_come_as_often_as_each_was_chosen(note: Note, lin: Person) -> None:
    dana = reachable(note.author)
    usual = {topic: line.usual for topic, line in TOPICS.items()}
    chosen = {**usual, Topic.COMMENTS: Choice(mail=Mail.DAILY), Topic.LIKES: Choice(mail=Mail.NEVER)}
    actions.choose(dana, topics=chosen, shows_details=False, time_zone="", quiet_from=None, quiet_to=None)
    interactions.like_note(lin, note_id=note.id)
    follows.follow(lin, person_id=dana.id)
    comment(note, lin, at=MONDAY - timedelta(hours=2))
    actions.send_digests(MONDAY)
    subjects = set(OutgoingMail.objects.values_list("subject", flat=True))
    assert subjects == {"1 new thing at Redbridge", "Your week at Redbridge: 1 new thing"}
    texts = "".join(OutgoingMail.objects.values_list("text", flat=True))
    assert ("liked your note" in texts, "follows you now" in texts, "wrote under" in texts) == (False, True, True)


def test_nobody_is_written_to_who_should_not_be(
    note: Note, dana: Person, lin: Person, mei: Person, ruth: Person
) -> None:
    """The unconfirmed, the muted alone, the suspended and the closed."""
    reachable(dana, is_verified=False)
    for person in (mei, lin):
        reachable(person)
        own = publish(person)
        run_waiting()
        comment(own, dana, at=MONDAY - DAY)
    comment(note, lin, at=MONDAY - DAY)
    trust.suspend_person(ruth, person_id=mei.id, rule="spam")
    accounts.close_account(lin, password=PASSWORD)
    actions.send_digests(MONDAY)
    assert sent() == []
    assert Digest.objects.count() == 3


def test_people_whom_one_mutes_are_no_news(note: Note, lin: Person) -> None:
    dana = reachable(note.author)
    comment(note, lin, at=MONDAY - DAY)
    follows.mute(dana, person_id=lin.id)
    run_waiting()
    actions.send_digests(MONDAY)
    assert sent() == []


def test_two_workers_send_one(file_database: None, note: Note, lin: Person) -> None:
    reachable(note.author)
    comment(note, lin, at=MONDAY - DAY)
    at_once(*[lambda: actions.send_digests(MONDAY)] * 4)
    assert sent() == ["dana@example.org"]


def test_a_site_that_sends_no_mail_makes_none(settings: Any, note: Note, lin: Person) -> None:
    settings.CAN_MAIL = False
    reachable(note.author)
    comment(note, lin, at=MONDAY - DAY)
    actions.send_digests(MONDAY)
    assert not Digest.objects.exists()


def test_many_things_are_twelve_and_a_number(note: Note, lin: Person) -> None:
    reachable(note.author)
    with limits.paused():
        for number in range(15):
            interactions.comment(lin, note_id=note.id, text=f"{number}")
    told_at(MONDAY - DAY)
    actions.send_digests(MONDAY)
    row = OutgoingMail.objects.get()
    assert row.subject == "Your week at Redbridge: 15 new things"
    assert (row.text.count("wrote under"), "And 3 more in your inbox" in row.text) == (12, True)


def test_a_name_with_markup_stays_text(note: Note, lin: Person) -> None:
    reachable(note.author)
    Person.objects.filter(id=lin.id).update(name="<b>Lin</b> {n}")
    comment(note, lin, at=MONDAY - DAY)
    actions.send_digests(MONDAY)
    row = OutgoingMail.objects.get()
    assert "&lt;b&gt;Lin&lt;/b&gt; {n} wrote" in row.html
    assert "<b>Lin</b> {n} wrote" in row.text
