"""What somebody chose holds everywhere, and only what differs from the usual is kept."""

from datetime import UTC, datetime, timedelta

import pytest

from redbridge.accounts.models import Person
from redbridge.events.worker import run_waiting
from redbridge.interactions import actions as interactions
from redbridge.kit.errors import Refused
from redbridge.notifications import actions, queries
from redbridge.notifications.kinds import KINDS, TOPICS, Choice, sentence, topics
from redbridge.notifications.models import Choices, Kind, Mail, Topic
from redbridge.notifications.quiet import is_quiet, next_morning, zone_names, zone_of
from tests.interactions.stage import at_once, publish

USUAL = {topic: line.usual for topic, line in TOPICS.items()}


def choose(
    person: Person, *, start: int | None = None, end: int | None = None, zone: str = "", **topics: Choice
) -> None:
    chosen = {topic: topics.get(topic, usual) for topic, usual in USUAL.items()}
    actions.choose(person, topics=chosen, shows_details=False, time_zone=zone, quiet_from=start, quiet_to=end)


def test_every_kind_stands_in_the_table_and_has_its_words() -> None:
    assert set(KINDS) == set(Kind.values)
    assert {telling.topic for telling in KINDS.values()} == set(topics()) <= set(TOPICS)
    for kind in KINDS:
        for count in (1, 2, 12):
            said = sentence(kind, name="Lin {n} %s <b>", count=count)
            assert "{name}" not in said
            assert said.count("{n}") == said.count("Lin {n} %s <b>")
    assert sentence("like", name="Lin", count=13) == "Lin and 12 others liked your note"
    assert sentence("like", name="", count=2) == "Somebody and 1 other liked your note"
    assert sentence("save", name="", count=1) == "1 person keeps your note"


def test_only_what_is_not_as_usual_is_stored(dana: Person) -> None:
    choose(dana)
    assert Choices.objects.get().topics == {}
    choose(dana, likes=Choice(push=True, mail=Mail.DAILY))
    row = Choices.objects.get()
    assert row.topics == {"likes": {"push": True, "mail": "daily"}}
    assert (row.mails_daily, row.mails_weekly) == (True, True)
    assert queries.chosen(dana.id).of(Topic.LIKES) == Choice(push=True, mail="daily")
    assert queries.chosen(dana.id).of(Topic.SAVES) == TOPICS[Topic.SAVES].usual


def test_what_the_site_has_to_say_always_reaches_the_inbox(dana: Person) -> None:
    choose(dana, site=Choice(inbox=False, push=False, mail=Mail.NEVER))
    assert queries.chosen(dana.id).of(Topic.SITE) == Choice(inbox=True, push=False, mail=Mail.NEVER)


def test_a_folded_row_that_is_off_neither_comes_nor_rings(dana: Person, lin: Person, mei: Person) -> None:
    note = publish(dana)
    interactions.like_note(lin, note_id=note.id)
    run_waiting()
    actions.mark_seen(dana, group="likes-saves")
    choose(dana, likes=Choice(inbox=False))
    interactions.like_note(mei, note_id=note.id)
    other = publish(dana)
    interactions.like_note(mei, note_id=other.id)
    run_waiting()
    [row] = queries.inbox(dana, group="likes-saves").notices
    assert (row.note_id, row.count, queries.bell(dana).total) == (note.id, 2, 0)


@pytest.mark.parametrize(
    ("start", "end", "quiet", "loud"),
    [
        (22 * 60, 8 * 60, ["22:00", "23:59", "00:00", "07:59"], ["08:00", "12:00", "21:59"]),
        (9 * 60, 17 * 60, ["09:00", "16:59"], ["08:59", "17:00", "00:00"]),
        (600, 600, [], ["10:00", "09:59"]),
        (None, None, [], ["10:00"]),
    ],
)
def test_quiet_hours_are_of_the_clock_on_the_wall(
    start: int | None, end: int | None, quiet: list[str], loud: list[str]
) -> None:
    choices = Choices(quiet_from=start, quiet_to=end, time_zone="Asia/Shanghai")

    def found(clock: str) -> bool:
        hour, minute = map(int, clock.split(":"))
        return is_quiet(choices, datetime(2031, 3, 3, hour, minute, tzinfo=zone_of("Asia/Shanghai")).astimezone(UTC))

    assert [found(clock) for clock in quiet] == [True] * len(quiet)
    assert [found(clock) for clock in loud] == [False] * len(loud)


def test_a_pause_lasts_an_hour_or_until_the_morning(dana: Person) -> None:
    before = datetime.now(UTC)
    actions.pause(dana, until="hour")
    row = Choices.objects.get()
    assert row.paused_until is not None
    assert timedelta(minutes=59) < row.paused_until - before < timedelta(minutes=61)
    assert is_quiet(row, before + timedelta(minutes=30))
    assert not is_quiet(row, before + timedelta(minutes=62))
    actions.pause(dana, until="off")
    assert Choices.objects.get().paused_until is None
    with pytest.raises(Refused):
        actions.pause(dana, until="forever")
    late = datetime(2031, 3, 3, 23, 30, tzinfo=UTC)  # half past seven in the morning there
    assert next_morning(Choices(time_zone="Asia/Shanghai"), late).isoformat() == "2031-03-05T08:00:00+08:00"


@pytest.mark.parametrize(("start", "end"), [(1, None), (None, 1), (-1, 5), (5, 1440), (10**9, 5)])
def test_half_a_quiet_time_is_refused(dana: Person, start: int | None, end: int | None) -> None:
    with pytest.raises(Refused):
        choose(dana, start=start, end=end)


@pytest.mark.parametrize("zone", ["Nowhere/Else", "../etc/passwd", "utc\x00", "x" * 200, "America"])
def test_an_unknown_zone_is_refused_and_read_as_utc(dana: Person, zone: str) -> None:
    with pytest.raises(Refused):
        choose(dana, zone=zone)
    assert zone_of(zone).key == "UTC"
    assert "Europe/Lisbon" in zone_names()


def test_two_devices_that_choose_at_once_leave_a_whole_choice(file_database: None, dana: Person) -> None:
    at_once(
        *[lambda: choose(dana, likes=Choice(push=True, mail=Mail.DAILY))] * 3,
        *[lambda: choose(dana, likes=Choice(inbox=False))] * 3,
        *[lambda: actions.pause(dana, until="hour")] * 2,
    )
    row = Choices.objects.get()
    assert row.topics in ({"likes": {"push": True, "mail": "daily"}}, {"likes": {"inbox": False, "mail": "never"}})
    assert row.paused_until is not None
    assert row.mails_daily is (row.topics["likes"].get("mail") == "daily")
