"""Being told: what, where and when, and by a push service of a program's own."""

import json
from collections.abc import Iterator

import pytest

from redbridge.accounts import actions as accounts
from redbridge.accounts.models import AccessToken, Person
from redbridge.events.worker import run_waiting
from redbridge.interactions import actions as interactions
from redbridge.notifications import actions
from redbridge.notifications.models import PushSubscription
from tests.api.program import Program
from tests.interactions.stage import publish
from tests.notifications.stand_ins import Browser, PushService, push_service


@pytest.fixture
def service() -> Iterator[PushService]:
    with push_service() as found:
        yield found


def test_topics_are_chosen_one_by_one(dana: Person) -> None:
    program = Program(dana)
    before = program.get("me/notifications").data
    assert before["topics"]["likes"] == {"inbox": True, "push": False, "mail": "weekly"}
    assert before["labels"]["likes"] == "Likes"
    assert (before["quiet"], before["paused_until"], before["devices"]) == (None, None, 0)
    change = {"topics": {"likes": {"push": True, "mail": "never"}}, "shows_details": True}
    after = program.patch("me/notifications", change).data
    assert after["topics"]["likes"] == {"inbox": True, "push": True, "mail": "never"}
    assert after["topics"]["saves"] == before["topics"]["saves"]
    assert after["shows_details"] is True
    assert program.patch("me/notifications", {"topics": {"weather": {"push": True}}}).data["field"] == "topics"


def test_quiet_hours_begin_and_end(dana: Person) -> None:
    program = Program(dana)
    hours = {"start": "22:30", "end": "07:00"}
    chosen = program.patch("me/notifications", {"quiet": hours, "time_zone": "America/New_York"}).data
    assert (chosen["quiet"], chosen["time_zone"]) == (hours, "America/New_York")
    assert program.patch("me/notifications", {"shows_details": True}).data["quiet"] == hours, "left out, so as it was"
    assert program.patch("me/notifications", {"quiet": {"start": "22:00"}}).status_code == 422
    assert program.patch("me/notifications", {"quiet": {"start": "25:00", "end": "07:00"}}).status_code == 422
    assert program.patch("me/notifications", {"time_zone": "Moon/Sea"}).data["field"] == "time_zone"
    assert program.patch("me/notifications", {"quiet": {}}).data["quiet"] is None


def test_a_pause_holds_and_ends(dana: Person) -> None:
    program = Program(dana)
    assert program.post("me/notifications/pause", {"until": "hour"}).data["paused_until"]
    assert program.post("me/notifications/pause", {"until": "off"}).data["paused_until"] is None
    assert program.post("me/notifications/pause", {"until": "spring"}).status_code == 422


def test_a_program_is_told_until_its_token_ends(dana: Person, lin: Person, service: PushService) -> None:
    program, browser = Program(dana), Browser()
    keys = {"key": browser.fields["public_key"], "secret": browser.fields["secret"]}
    assert program.put("me/push", {"endpoint": service.endpoint(), **keys}).status_code == 204
    assert program.get("me/notifications").data["devices"] == 1
    note = publish(dana, "Tea on the ferry")
    run_waiting()
    interactions.comment(lin, note_id=note.id, text="Which ferry?")
    run_waiting()
    told = json.loads(browser.read(service.taken.pop()[2]))
    assert told["body"].startswith(lin.name)
    accounts.end_token(dana, token_id=AccessToken.objects.get(sign_in__person=dana).id)
    interactions.comment(lin, note_id=note.id, text="And when?")
    run_waiting()
    assert not service.taken
    assert not PushSubscription.objects.exists()


def test_one_subscription_a_token_and_each_its_own(dana: Person, service: PushService) -> None:
    browser = Browser()
    keys = {"key": browser.fields["public_key"], "secret": browser.fields["secret"]}
    first, second = Program(dana), Program(dana)
    for program, name in ((first, "a"), (first, "b"), (second, "c")):
        assert program.put("me/push", {"endpoint": service.endpoint(name), **keys}).status_code == 204
    assert PushSubscription.objects.count() == 2
    assert first.delete("me/push").status_code == 204
    assert [row.endpoint for row in PushSubscription.objects.all()] == [service.endpoint("c")]
    AccessToken.objects.all().delete()
    actions.forget_dead_devices()
    assert not PushSubscription.objects.exists()
    assert Program(dana).put("me/push", {"endpoint": "ftp://x", **keys}).data["code"] == "endpoint"


def test_words_are_muted_and_let_in_again(dana: Person) -> None:
    program = Program(dana)
    assert program.post("me/muted-words", {"words": ["Rain", "夜雨"]}).status_code == 200
    assert set(program.get("me/muted-words").data["words"]) == {"Rain", "夜雨"}
    assert program.post("me/muted-words", {"words": ["a"]}).data["field"] == "words"
    assert program.delete("me/muted-words?word=rain").data["words"] == ["夜雨"]
