"""Seen, read and undone: exact while new things arrive."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from redbridge.accounts.models import Person
from redbridge.events.worker import run_waiting
from redbridge.follows import actions as follows
from redbridge.interactions import actions as interactions
from redbridge.kit.errors import NotFound
from redbridge.notes.models import Note
from redbridge.notifications import actions, queries
from redbridge.notifications.models import Notification
from redbridge.notifications.queries import Unread
from tests.interactions.stage import at_once, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def note(dana: Person) -> Note:
    made = publish(dana)
    run_waiting()
    return made


def comments(note: Note, who: Person, count: int, start: int = 0) -> None:
    for number in range(start, start + count):
        interactions.comment(who, note_id=note.id, text=f"{number}")
    run_waiting()


def unread(person: Person) -> list[bool]:
    return [row.is_unread for row in queries.inbox(person, group="comments").notices]


def test_what_came_after_the_page_stays_unread(note: Note, dana: Person, lin: Person) -> None:
    comments(note, lin, 2)
    actions.mark_seen(dana, group="comments")
    comments(note, lin, 1, start=2)
    actions.mark_read(dana, group="comments")
    assert unread(dana) == [True, False, False]
    assert queries.bell(dana) == Unread(comments=1)
    assert [row.is_unread for row in queries.inbox(dana, group="comments", only_unread=True).notices] == [True]


def test_undo_brings_back_what_was_marked_and_nothing_else(note: Note, dana: Person, lin: Person) -> None:
    comments(note, lin, 3)
    actions.mark_seen(dana, group="comments")
    first = queries.inbox(dana, group="comments").notices[2]
    actions.read_one(dana, notification_id=first.id)
    at = actions.mark_read(dana, group="comments")
    assert unread(dana) == [False, False, False]
    actions.mark_unread(dana, group="comments", at=at)
    assert unread(dana) == [True, True, False]
    assert queries.bell(dana).total == 0


def test_following_a_row_reads_it_alone_and_only_its_owner_may(note: Note, dana: Person, lin: Person) -> None:
    comments(note, lin, 2)
    newest = queries.inbox(dana, group="comments").notices[0]
    for stranger in (lin,):
        with pytest.raises(NotFound):
            actions.read_one(stranger, notification_id=newest.id)
    for missing in (0, -1, 2**63, 10**30):
        with pytest.raises(NotFound):
            actions.read_one(dana, notification_id=missing)
    assert actions.read_one(dana, notification_id=newest.id).id == newest.id
    assert unread(dana) == [False, True]
    assert queries.bell(dana) == Unread(comments=1)


def test_a_mute_corrects_the_number_that_rings_already(note: Note, dana: Person, lin: Person, ken: Person) -> None:
    comments(note, ken, 2)
    comments(note, lin, 1, start=2)
    follows.follow(ken, person_id=dana.id)
    for person in (lin, ken):
        interactions.like_note(person, note_id=note.id)
    run_waiting()
    assert queries.bell(dana) == Unread(likes=1, followers=1, comments=3)
    follows.mute(dana, person_id=ken.id)
    run_waiting(twice=True)
    assert queries.bell(dana) == Unread(likes=1, comments=1)
    row = Notification.objects.get(kind="like")
    assert (row.actor_id, row.count) == (lin.id, 1)
    follows.unmute(dana, person_id=ken.id)
    run_waiting(twice=True)
    assert queries.bell(dana) == Unread(likes=1, followers=1, comments=3)


def test_likes_and_readers_at_once_leave_a_true_number(
    file_database: None, note: Note, lin: Person, mei: Person, ken: Person
) -> None:
    dana = note.author
    for person in (lin, mei, ken):
        interactions.like_note(person, note_id=note.id)
    calls: list[Callable[[], Any]] = [partial(actions.fold_likes, note.id, is_news=True)] * 4
    calls += [partial(actions.mark_seen, dana, group="likes-saves")] * 3
    calls += [partial(actions.mark_read, dana, group="likes-saves")] * 3
    at_once(*calls)
    [row] = Notification.objects.filter(person=dana)
    assert (row.kind, row.count) == ("like", 3)
    assert queries.bell(dana).likes == (1 if row.seen_at is None else 0)
    assert row.read_at is None or row.seen_at is not None
    interactions.unlike_note(ken, note_id=note.id)
    run_waiting()
    assert Notification.objects.get(person=dana).count == 2
