"""The inbox as somebody meets it: days, what is unread, undo, and a number that stays true on an open page."""

import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.test import Client
from django.utils import timezone

from redbridge.accounts import queries as people
from redbridge.accounts.models import Person
from redbridge.events.worker import run_waiting
from redbridge.follows import actions as follows
from redbridge.interactions import actions as interactions
from redbridge.notes.models import Note
from redbridge.notifications import actions, queries
from redbridge.notifications.kinds import KINDS, Choice
from redbridge.notifications.models import Choices, Notification, PushSubscription, Topic
from redbridge.notifications.webpush import encode
from redbridge.trust import actions as trust
from tests.cast import signed_in
from tests.interactions.stage import publish
from tests.notifications.stand_ins import Browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def note(dana: Person) -> Note:
    made = publish(dana, "Tea on the ferry")
    run_waiting()
    return made


@pytest.fixture
def browser(dana: Person) -> Client:
    return signed_in(None, dana)


def page(browser: Client, path: str, status: int = 200) -> str:
    answer = browser.get(path)
    assert answer.status_code == status, answer.content.decode()[:500]
    return answer.content.decode()


def rows(text: str) -> list[str]:
    return re.findall(r'<li class="notice-row[^>]*>.*?</li>', text, re.DOTALL)


def plain(markup: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", markup).split())


def test_opening_a_group_quiets_the_bell_and_marks_stay_until_somebody_is_done(
    note: Note, browser: Client, dana: Person, lin: Person
) -> None:
    interactions.comment(lin, note_id=note.id, text="Which tea?")
    run_waiting()
    assert browser.get("/inbox/count").json() == {
        "total": 1,
        "groups": {"likes-saves": 0, "followers": 0, "comments": 1, "system": 0},
    }
    for _ in range(2):
        [row] = rows(page(browser, "/inbox/comments"))
        assert "notice-new" in row
        assert "Unread: 林小满 wrote under your note Which tea?" in plain(row)
    assert browser.get("/inbox/count").json()["total"] == 0
    answer = browser.post("/inbox/comments/read")
    assert answer.status_code == 303
    marked = page(browser, answer["Location"])
    assert "notice-new" not in marked
    assert "Mark all as read" not in marked
    at = re.search(r'name="at" value="(\d+)"', marked)
    assert at
    assert "Nothing unread." in page(browser, "/inbox/comments?unread=1")
    browser.post("/inbox/comments/unread", {"at": at[1]})
    assert "notice-new" in page(browser, "/inbox/comments?unread=1")


def test_a_row_leads_to_what_it_speaks_of_and_is_read(note: Note, dana: Person, lin: Person, browser: Client) -> None:
    comment = interactions.comment(lin, note_id=note.id, text="Which tea?")
    follows.follow(lin, person_id=dana.id)
    interactions.like_note(lin, note_id=note.id)
    run_waiting()
    led = {}
    for row in Notification.objects.filter(person=dana):
        led[row.kind] = browser.get(f"/inbox/open/{row.id}")["Location"]
    assert led == {"comment": f"/n/{note.id}#comment-{comment.id}", "follow": "/@lin", "like": f"/n/{note.id}"}
    assert not Notification.objects.filter(read_at__isnull=True).exists()
    own = Notification.objects.get(kind="like").id
    assert signed_in(None, lin).get(f"/inbox/open/{own}").status_code == 404
    assert Client().get(f"/inbox/open/{own}")["Location"].startswith("/sign-in")


def test_every_kind_has_somewhere_to_lead(dana: Person, browser: Client) -> None:
    for kind, telling in KINDS.items():
        told = Notification.objects.create(person=dana, group=telling.group, kind=kind, key=kind, at=timezone.now())
        answer = browser.get(f"/inbox/open/{told.id}")
        assert (answer.status_code, answer["Location"][:1]) == (303, "/")
        assert plain(rows(page(browser, f"/inbox/{telling.group}"))[0])


def test_rows_stand_under_the_days_of_where_somebody_is(dana: Person, lin: Person, browser: Client) -> None:
    now = timezone.now()
    for number, age in enumerate((0, 0, 1, 40)):
        Notification.objects.create(
            person=dana, group="followers", kind="follow", actor=lin, key=f"{number}", at=now - timedelta(days=age)
        )
    days = re.findall(r'class="day-mark"[^>]*>([^<]*)', page(browser, "/inbox/followers"))
    assert days[:2] == ["Today", "Yesterday"]
    assert len(days) == 3
    Choices.objects.create(person=dana, time_zone="Pacific/Kiritimati")
    Notification.objects.all().delete()
    here = now.replace(hour=0, minute=30)  # in the afternoon of the same day there, or already gone by
    Notification.objects.create(person=dana, group="followers", kind="follow", actor=lin, key="x", at=here)
    assert len(re.findall('class="day-mark"', page(browser, "/inbox/followers"))) == 1


def test_a_long_inbox_comes_in_pages_that_keep_the_filter(dana: Person, lin: Person, browser: Client) -> None:
    now = timezone.now()
    for number in range(40):
        Notification.objects.create(
            person=dana,
            group="followers",
            kind="follow",
            actor=lin,
            key=f"{number}",
            at=now - timedelta(minutes=number),
        )
    first = page(browser, "/inbox/followers?unread=1")
    assert (len(rows(first)), "Back to the newest" in first) == (30, False)
    more = re.search(r'href="(\?after=[^"]*)">Show more', first)
    assert more
    second = page(browser, f"/inbox/followers{more[1].replace('&amp;', '&')}")
    assert (len(rows(second)), "Back to the newest" in second, "Show more" in second) == (10, True, False)
    assert "unread=1" in more[1]


def test_a_decision_stands_beside_its_reason(note: Note, ken: Person, ruth: Person, browser: Client) -> None:
    trust.report(ken, subject="note", subject_id=note.id, reason="spam")
    trust.hide(ruth, subject="note", subject_id=note.id, rule="spam", words="Third copy")
    run_waiting()
    [row] = rows(page(browser, "/inbox/system"))
    assert "A moderator has hidden something of yours. You can still see it. The reason:" in plain(row)
    assert "Third copy" in row


def test_markup_in_names_and_words_stays_text(note: Note, lin: Person, browser: Client) -> None:
    Person.objects.filter(id=lin.id).update(name="<script>x</script>{n}")
    interactions.comment(lin, note_id=note.id, text="<img src=x onerror=y>")
    run_waiting()
    [row] = rows(page(browser, "/inbox/comments"))
    assert "<script>" not in row
    assert "<img src=x" not in row
    assert "{n}" in row


@pytest.mark.parametrize("query", ["undo=x", "undo=-1", f"undo={9**30}", "after=x", "after=1:2", "unread=2", "undo=1"])
def test_nonsense_in_the_address_is_a_page(browser: Client, query: str) -> None:
    page(browser, f"/inbox/comments?{query}")


def test_an_unknown_group_is_not_there(browser: Client) -> None:
    page(browser, "/inbox/nonsense", 404)
    assert browser.post("/inbox/nonsense/read").status_code == 404
    assert browser.post("/inbox/nonsense/unread", {"at": "1"}).status_code == 404


def test_who_is_signed_out_is_told_nothing() -> None:
    answer = Client().get("/inbox/count")
    assert (answer.status_code, answer.content) == (204, b"")


def form_of(text: str) -> dict[str, str]:
    """What the page of choices would send as it stands."""
    sent = dict(re.findall(r'<input type="checkbox"[^>]*name="([^"]*)" value="(1)" checked>', text))
    sent |= dict(re.findall(r'<input type="hidden" name="(inbox-[^"]*)" value="(1)">', text))
    for name, body in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', text, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', body)
        sent[name] = chosen[1] if chosen else ""
    return sent


def test_choices_are_taken_as_they_stand_on_the_page(browser: Client, dana: Person, settings: Any) -> None:
    settings.CAN_MAIL = True
    EmailAddress.objects.create(user=people.sign_in_of(dana), email="d@example.org", verified=True, primary=True)
    text = page(browser, "/settings/notifications")
    sent = form_of(text)
    assert (sent["inbox-likes"], sent["mail-likes"], "push-likes" in sent) == ("1", "weekly", False)
    assert browser.post("/settings/notifications", sent).status_code == 303
    assert Choices.objects.get().topics == {}
    sent |= {"push-likes": "1", "mail-comments": "daily", "is_quiet": "1", "quiet_from": "22:30", "quiet_to": "07:05"}
    sent["time_zone"] = "Europe/Lisbon"
    del sent["inbox-saves"]
    assert browser.post("/settings/notifications", sent).status_code == 303
    row = Choices.objects.get()
    assert (row.quiet_from, row.quiet_to, row.time_zone) == (22 * 60 + 30, 7 * 60 + 5, "Europe/Lisbon")
    chosen = queries.chosen(dana.id)
    assert chosen.of(Topic.LIKES).push
    assert chosen.of(Topic.COMMENTS).mail == "daily"
    assert chosen.of(Topic.SAVES) == Choice(inbox=False, push=False, mail="never")
    again = page(browser, "/settings/notifications")
    assert 'value="22:30"' in again
    assert 'value="Europe/Lisbon" selected' in again
    wrong = browser.post("/settings/notifications", {**sent, "quiet_from": "25:00"})
    assert (wrong.status_code, b"Enter a valid time" in wrong.content) == (422, True)
    assert browser.post("/settings/notifications", {**sent, "quiet_from": ""}).status_code == 422


def test_without_an_address_mail_stays_as_it_was(browser: Client, dana: Person) -> None:
    text = page(browser, "/settings/notifications")
    assert "mail-likes" not in text
    assert "This site sends no mail." in text
    actions.choose(
        dana,
        topics={Topic.LIKES: Choice(mail="daily")},
        shows_details=False,
        time_zone="",
        quiet_from=None,
        quiet_to=None,
    )
    assert browser.post("/settings/notifications", form_of(text)).status_code == 303
    assert queries.chosen(dana.id).of(Topic.LIKES).mail == "daily"


def test_a_pause_is_shown_and_ends(browser: Client) -> None:
    assert browser.post("/settings/notifications/pause", {"until": "tomorrow"}).status_code == 303
    assert "Paused until" in page(browser, "/settings/notifications")
    browser.post("/settings/notifications/pause", {"until": "off"})
    assert "Leave me alone" in page(browser, "/settings/notifications")


def test_a_browser_is_notified_until_it_says_no_or_signs_out(browser: Client, dana: Person) -> None:
    key = str(browser.session.session_key)
    UserSession.objects.create(user=people.sign_in_of(dana), session_key=key, ip="192.0.2.0", user_agent="A ferry")
    fields = Browser().fields
    sent = {"endpoint": "http://127.0.0.1:9/push/x", "key": fields["public_key"], "secret": fields["secret"]}
    assert "data-push-on" in page(browser, "/settings/notifications")
    assert browser.post("/settings/notifications/push", {**sent, "expires": "1999999999000"}).status_code == 303
    row = PushSubscription.objects.get()
    assert row.expires_at is not None
    assert row.expires_at.year == 2033
    assert "Turn off here" in page(browser, "/settings/notifications")
    browser.post("/settings/notifications/push/off")
    assert not PushSubscription.objects.exists()
    for expires in ("", "x", "9" * 30, "-1"):
        assert browser.post("/settings/notifications/push", {**sent, "expires": expires}).status_code == 303
    assert browser.post("/settings/notifications/push", {**sent, "key": encode(b"x" * 65)}).status_code == 422
    browser.post("/sign-out")
    assert not PushSubscription.objects.exists()
