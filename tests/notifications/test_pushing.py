"""Devices are told what happened: once, in the person's language, and never when they would rather be left alone."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from redbridge.accounts import actions as accounts
from redbridge.accounts import queries as people
from redbridge.accounts.models import Person
from redbridge.events.worker import run_waiting
from redbridge.follows import actions as follows
from redbridge.interactions import actions as interactions
from redbridge.kit.errors import Refused
from redbridge.notes.models import Note
from redbridge.notifications import actions, endpoints, queries
from redbridge.notifications.kinds import TOPICS, Choice
from redbridge.notifications.models import Choices, PushSubscription, Topic
from redbridge.trust import actions as trust
from tests.interactions.stage import at_once, publish
from tests.notifications.stand_ins import Browser, PushService, push_service

pytestmark = pytest.mark.django_db


@pytest.fixture
def service() -> Iterator[PushService]:
    with push_service() as found:
        yield found


@pytest.fixture
def note(dana: Person) -> Note:
    made = publish(dana, "Tea on the ferry")
    run_waiting()
    return made


def device(person: Person) -> str:
    """A browser that is signed in as the person: the key of its session."""
    store = SessionStore()
    store.create()
    session = str(store.session_key)
    UserSession.objects.create(
        user=people.sign_in_of(person), session_key=session, ip="192.0.2.0", user_agent="A ferry"
    )
    return session


def notify(person: Person, service: PushService, name: str = "a", session: str = "") -> Browser:
    browser = Browser()
    session = session or device(person)
    actions.subscribe(person, session_key=session, endpoint=service.endpoint(name), **browser.fields)
    return browser


def read(service: PushService, browser: Browser) -> list[dict[str, Any]]:
    """What the browser was told since the last look."""
    run_waiting()
    found = [json.loads(browser.read(body)) for _path, _headers, body in service.taken]
    service.taken.clear()
    return found


def turn_away(service: PushService, status: int) -> None:
    """Everything is tried once more, and the service answers with this; the worker keeps it for later."""
    service.answers = [status]
    with pytest.raises(endpoints.Unreachable):
        run_waiting()
    assert len(service.taken) == 1
    service.taken.clear()


def choose(person: Person, *, details: bool = False, quiet: tuple[int, int] | None = None, **topics: Choice) -> None:
    chosen = {topic: topics.get(topic, line.usual) for topic, line in TOPICS.items()}
    start, end = quiet or (None, None)
    actions.choose(person, topics=chosen, shows_details=details, time_zone="UTC", quiet_from=start, quiet_to=end)


def test_a_device_learns_who_did_what_and_no_words(note: Note, dana: Person, lin: Person, service: PushService) -> None:
    browser = notify(dana, service)
    interactions.comment(lin, note_id=note.id, text="A secret sentence")
    run_waiting()
    [(path, headers, _body)] = service.taken
    assert path == "/push/a"
    assert (headers["ttl"], headers["content-encoding"], headers["urgency"]) == ("86400", "aes128gcm", "normal")
    assert len(headers["topic"]) <= 32
    assert headers["authorization"].startswith("vapid t=")
    [told] = read(service, browser)
    row = queries.inbox(dana, group="comments").notices[0]
    assert told["body"] == f"{lin.name} wrote under your note"
    assert (told["url"], told["unread"], told["lang"]) == (f"/inbox/open/{row.id}", 1, "en")
    assert PushSubscription.objects.get().used_at is not None


def test_who_chose_so_sees_the_words_too(note: Note, dana: Person, lin: Person, service: PushService) -> None:
    browser = notify(dana, service)
    choose(dana, details=True, likes=Choice())
    interactions.comment(lin, note_id=note.id, text="First line\nand " + "more " * 60)
    [told] = read(service, browser)
    said, _, words = told["body"].partition("\n")
    assert said == f"{lin.name} wrote under your note"
    assert words.startswith("First line and more")
    assert len(words) == 140
    interactions.like_note(lin, note_id=note.id)
    assert read(service, browser)[0]["body"].endswith("\nTea on the ferry")


def test_it_is_said_in_the_language_of_the_person(lin: Person, dana: Person, service: PushService) -> None:
    browser = notify(lin, service)
    follows.follow(dana, person_id=lin.id)
    assert read(service, browser)[0]["lang"] == "zh-hans"


def test_likes_are_told_when_chosen_and_once_until_somebody_looks(
    note: Note, lin: Person, mei: Person, ken: Person, service: PushService
) -> None:
    dana = note.author
    browser = notify(dana, service)
    interactions.like_note(lin, note_id=note.id)
    assert read(service, browser) == []
    actions.mark_seen(dana, group="likes-saves")
    choose(dana, likes=Choice())
    interactions.like_note(mei, note_id=note.id)
    assert [told["body"] for told in read(service, browser)] == [f"{mei.name} and 1 other liked your note"]
    interactions.like_note(ken, note_id=note.id)
    assert read(service, browser) == []
    assert queries.inbox(dana, group="likes-saves").notices[0].count == 3


def test_what_was_seen_meanwhile_is_not_pushed(note: Note, dana: Person, lin: Person, service: PushService) -> None:
    browser = notify(dana, service)
    interactions.comment(lin, note_id=note.id, text="Hello")
    row = queries.inbox(dana, group="comments").notices
    assert row == []
    turn_away(service, 503)
    actions.mark_seen(dana, group="comments")
    assert read(service, browser) == []


def test_a_service_that_is_busy_is_asked_again_later(
    note: Note, dana: Person, lin: Person, service: PushService
) -> None:
    browser = notify(dana, service)
    interactions.comment(lin, note_id=note.id, text="Hello")
    turn_away(service, 429)
    turn_away(service, 500)
    assert len(read(service, browser)) == 1


@pytest.mark.parametrize("status", [404, 410])
def test_a_device_that_is_gone_is_forgotten(
    note: Note, dana: Person, lin: Person, service: PushService, status: int
) -> None:
    notify(dana, service)
    service.answers = [status]
    interactions.comment(lin, note_id=note.id, text="Hello")
    run_waiting()
    assert not PushSubscription.objects.exists()


def test_a_message_that_cannot_be_taken_is_dropped(note: Note, dana: Person, lin: Person, service: PushService) -> None:
    notify(dana, service)
    service.answers = [413]
    interactions.comment(lin, note_id=note.id, text="Hello")
    run_waiting()
    assert PushSubscription.objects.get().used_at is None
    assert len(service.taken) == 1


def test_every_device_is_told_by_itself(note: Note, dana: Person, lin: Person, service: PushService) -> None:
    for name in ("a", "b", "c"):
        notify(dana, service, name)
    service.answers = [410]
    interactions.comment(lin, note_id=note.id, text="Hello")
    run_waiting()
    assert sorted(path for path, _headers, _body in service.taken) == ["/push/a", "/push/b", "/push/c"]
    assert PushSubscription.objects.count() == 2


@pytest.mark.parametrize("how", ["from afar", "all", "expired", "here"])
def test_a_device_that_is_signed_out_is_notified_no_longer(
    note: Note, dana: Person, lin: Person, service: PushService, how: str
) -> None:
    session = device(dana)
    notify(dana, service, session=session)
    if how == "from afar":
        accounts.end_session(dana, session_id=UserSession.objects.get(session_key=session).id)
    elif how == "all":
        accounts.end_other_sessions(dana, session_key=None)
    elif how == "expired":
        SessionStore(session).delete()
    else:
        SessionStore(session).delete()
        actions.forget_signed_out(dana.id)
    interactions.comment(lin, note_id=note.id, text="Hello")
    run_waiting()
    assert service.taken == []
    assert not PushSubscription.objects.exists()


def test_the_clock_forgets_devices_that_ended(dana: Person, lin: Person, service: PushService) -> None:
    session = device(dana)
    notify(dana, service, "a", session)
    notify(lin, service, "b")
    notify(lin, service, "c")
    PushSubscription.objects.filter(endpoint__endswith="c").update(expires_at=timezone.now() - timedelta(days=1))
    SessionStore(session).delete()
    actions.forget_dead_devices()
    assert [row.endpoint for row in PushSubscription.objects.all()] == [service.endpoint("b")]


def test_quiet_hours_hold_back_and_end_with_one_message(
    note: Note, dana: Person, lin: Person, service: PushService
) -> None:
    browser = notify(dana, service)
    interactions.comment(lin, note_id=note.id, text="Before")
    assert len(read(service, browser)) == 1
    now = timezone.now()
    minute = now.hour * 60 + now.minute
    choose(dana, quiet=((minute - 60) % 1440, (minute + 60) % 1440))
    for number in range(3):
        interactions.comment(lin, note_id=note.id, text=f"{number}")
    interactions.like_note(lin, note_id=note.id)  # which is not pushed anyway
    assert read(service, browser) == []
    actions.end_quiet()
    assert read(service, browser) == []
    choose(dana, quiet=((minute - 120) % 1440, (minute - 60) % 1440))
    actions.end_quiet()
    actions.end_quiet()
    [told] = read(service, browser)
    assert (told["body"], told["url"]) == ("3 new things while it was quiet", "/inbox")
    assert Choices.objects.get().held_since is None


def test_a_pause_holds_back_and_nothing_is_said_of_what_was_seen_meanwhile(
    note: Note, dana: Person, lin: Person, service: PushService
) -> None:
    browser = notify(dana, service)
    actions.pause(dana, until="hour")
    interactions.comment(lin, note_id=note.id, text="Hello")
    assert read(service, browser) == []
    actions.mark_seen(dana, group="comments")
    actions.pause(dana, until="off")
    actions.end_quiet()
    assert read(service, browser) == []


def test_the_end_of_quiet_is_told_once_by_two_workers(
    file_database: None, note: Note, dana: Person, lin: Person, service: PushService
) -> None:
    browser = notify(dana, service)
    actions.pause(dana, until="tomorrow")
    interactions.comment(lin, note_id=note.id, text="Hello")
    assert read(service, browser) == []
    actions.pause(dana, until="off")
    at_once(*[actions.end_quiet] * 4)
    assert len(read(service, browser)) == 1


def test_whom_one_mutes_or_what_is_off_is_not_pushed(
    note: Note, dana: Person, lin: Person, ken: Person, service: PushService
) -> None:
    browser = notify(dana, service)
    follows.mute(dana, person_id=ken.id)
    interactions.comment(ken, note_id=note.id, text="Hello")
    choose(dana, comments=Choice(inbox=False))
    interactions.comment(lin, note_id=note.id, text="Hello")
    assert read(service, browser) == []
    assert queries.inbox(dana, group="comments").notices == []
    assert queries.chosen(dana.id).of(Topic.COMMENTS) == Choice(inbox=False, push=False, mail="never")


def test_the_suspended_and_the_closed_are_not_pushed_to(
    note: Note, dana: Person, ruth: Person, service: PushService
) -> None:
    browser = notify(dana, service)
    trust.suspend_person(ruth, person_id=dana.id, rule="spam")
    assert read(service, browser) == []


def test_a_browser_belongs_to_whoever_signed_in_last(
    note: Note, dana: Person, lin: Person, service: PushService
) -> None:
    notify(dana, service)
    notify(lin, service)
    [row] = PushSubscription.objects.all()
    assert row.person_id == lin.id


def test_one_subscription_a_device_and_ten_devices_at_most(dana: Person, service: PushService) -> None:
    session = device(dana)
    for name in ("a", "b"):
        notify(dana, service, name, session)
    assert [row.endpoint for row in PushSubscription.objects.all()] == [service.endpoint("b")]
    for number in range(11):
        notify(dana, service, f"more-{number}")
    kept = set(PushSubscription.objects.values_list("endpoint", flat=True))
    assert kept == {service.endpoint(f"more-{number}") for number in range(1, 11)}


BAD = {
    "endpoint": ["https://10.0.0.1/x", "", "http://push.example.net/x", "https://push.example.net/\x00"],
    "public_key": ["", "AAAA", "=" * 40, "é" * 87, "B" * 87, "B" * 5000, "\x00"],
    "secret": ["", "AAAA", "B" * 22 + "B" * 30, "?" * 22, "\x00"],
}


@pytest.mark.parametrize(("field", "value"), [(field, value) for field, values in BAD.items() for value in values])
def test_what_no_browser_would_send_is_refused(dana: Person, service: PushService, field: str, value: str) -> None:
    fields: dict[str, Any] = {**Browser().fields, "endpoint": service.endpoint(), field: value}
    with pytest.raises(Refused):
        actions.subscribe(dana, session_key=device(dana), **fields)
    assert not PushSubscription.objects.exists()


@pytest.mark.parametrize("session", [None, "", "unknown", "\x00"])
def test_only_a_browser_that_is_signed_in_can_be_notified(
    dana: Person, service: PushService, session: str | None
) -> None:
    with pytest.raises(Refused):
        actions.subscribe(dana, session_key=session, endpoint=service.endpoint(), **Browser().fields)


def test_a_note_that_went_is_not_pushed(note: Note, dana: Person, lin: Person, service: PushService) -> None:
    browser = notify(dana, service)
    interactions.comment(lin, note_id=note.id, text="Hello")
    turn_away(service, 500)
    Note.objects.filter(id=note.id).update(deleted_at=timezone.now())
    actions.forget_note(note.id)
    assert read(service, browser) == []


def test_nobody_is_reached_where_nobody_listens(note: Note, dana: Person, lin: Person) -> None:
    with push_service() as closed:
        endpoint = closed.endpoint()
    with pytest.raises(endpoints.Unreachable):
        endpoints.post(endpoint, body=b"", headers={})
