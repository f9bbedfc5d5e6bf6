"""Following, blocking, publishing and showing at the same moment, with several workers: the feed ends exact."""

import random
import threading
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import OperationalError, connection, connections

from redbridge.accounts.models import Person
from redbridge.events.worker import run_waiting
from redbridge.feed import actions, queries
from redbridge.feed.models import HomeEntry
from redbridge.follows import actions as follows
from redbridge.follows import queries as follow_queries
from redbridge.follows.models import Follow
from redbridge.kit import limits
from redbridge.kit.errors import NotFound, Refused
from redbridge.notes import actions as notes
from redbridge.notes import queries as notes_queries
from redbridge.notes.models import Note, Visibility
from tests.interactions.stage import publish

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("file_database")]
TIMES = 6


def react_until(done: threading.Event) -> None:
    while not done.is_set():
        try:
            run_waiting()
        except OperationalError as trouble:  # two that waited for each other: a worker tries again
            if "deadlock" not in str(trouble):
                raise


def at_once(*turns: Callable[[], object]) -> None:
    """All turns in threads of their own, while two more react to what they announce; then what is left."""
    start, done, troubles = threading.Barrier(len(turns) + 2), threading.Event(), []

    def run(turn: Callable[[], object]) -> None:
        try:
            start.wait()
            turn()
        except (NotFound, Refused):
            pass  # somebody else was first
        except BaseException as trouble:  # noqa: BLE001 - told to the test below
            troubles.append(trouble)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(turn,)) for turn in turns]
    workers = [threading.Thread(target=run, args=(lambda: react_until(done),)) for _ in range(2)]
    for thread in (*threads, *workers):
        thread.start()
    for thread in threads:
        thread.join()
    done.set()
    for thread in workers:
        thread.join()
    assert troubles == []
    run_waiting()


def wanted(viewer: Person) -> set[int]:
    """What the feed should hold, asked without it."""
    followed = Follow.objects.filter(follower=viewer, state="accepted").values_list("followed", flat=True)
    rows = Note.objects.filter(author__in=list(followed)).exclude(visibility=Visibility.UNLISTED)
    hidden = follow_queries.hidden_people(viewer)
    return set(notes_queries.visible_ids(viewer, ids=[note.id for note in rows if note.author_id not in hidden]))


def check(*viewers: Person) -> None:
    """Nothing is missing, nothing is too much, and no row is left of anybody whom one does not follow."""
    for viewer in viewers:
        assert set(queries.home(viewer, limit=100).note_ids) == wanted(viewer)
        stray = HomeEntry.objects.filter(viewer=viewer).exclude(
            note__author__in=Follow.objects.filter(follower=viewer, state="accepted").values("followed")
        )
        if connection.vendor == "sqlite":  # elsewhere one may be left over; it is hidden and trimmed
            assert not stray.exists()


def test_following_while_publishing(dana: Person, lin: Person, ken: Person) -> None:
    for number in range(TIMES):
        at_once(
            lambda: follows.follow(dana, person_id=lin.id),
            partial(publish, lin, f"note {number}"),
            partial(publish, lin, f"note {number} again"),
            lambda: follows.follow(ken, person_id=lin.id),
        )
        check(dana, ken)
        follows.unfollow(dana, person_id=lin.id)
    run_waiting()
    check(dana, ken)


def test_following_and_unfollowing_while_publishing(dana: Person, lin: Person) -> None:
    for number in range(TIMES):
        at_once(
            lambda: follows.follow(dana, person_id=lin.id),
            lambda: follows.unfollow(dana, person_id=lin.id),
            partial(publish, lin, f"note {number}"),
            lambda: follows.follow(dana, person_id=lin.id),
        )
        check(dana)


def test_blocking_while_following_and_publishing(dana: Person, lin: Person) -> None:
    for number in range(TIMES):
        follows.follow(dana, person_id=lin.id)
        at_once(
            lambda: follows.block(lin, person_id=dana.id),
            lambda: follows.follow(dana, person_id=lin.id),
            partial(publish, lin, f"note {number}"),
            lambda: follows.follow(lin, person_id=dana.id),
        )
        assert queries.home(dana).note_ids == []
        check(dana, lin)
        follows.unblock(lin, person_id=dana.id)


def test_showing_and_hiding_while_following(dana: Person, lin: Person, ken: Person) -> None:
    for viewer in (dana, ken):
        follows.follow(viewer, person_id=lin.id)
    note = publish(lin)
    run_waiting()

    def show(visibility: str) -> Callable[[], Any]:
        return lambda: notes.change_visibility(lin, note_id=note.id, visibility=visibility)

    for _ in range(TIMES):
        at_once(
            show(Visibility.ONLY_ME),
            show(Visibility.EVERYONE),
            show(Visibility.MUTUALS),
            lambda: follows.follow(lin, person_id=dana.id),
            lambda: follows.unfollow(ken, person_id=lin.id),
            lambda: follows.follow(ken, person_id=lin.id),
        )
        check(dana, ken)
        follows.unfollow(lin, person_id=dana.id)
        run_waiting()
        check(dana, ken)


def test_deleting_and_restoring_while_publishing(dana: Person, lin: Person) -> None:
    follows.follow(dana, person_id=lin.id)
    note = publish(lin)
    for number in range(TIMES):
        at_once(
            lambda: notes.delete_note(lin, note_id=note.id),
            lambda: notes.restore_note(lin, note_id=note.id),
            partial(publish, lin, f"note {number}"),
        )
        check(dana)


def test_becoming_heavy_and_light_while_publishing(
    dana: Person, lin: Person, ken: Person, tomas: Person, settings: Any
) -> None:
    settings.FEED_PULLED_FROM = 1
    follows.follow(dana, person_id=lin.id)
    for number in range(TIMES):
        at_once(
            lambda: follows.follow(ken, person_id=lin.id),
            lambda: follows.follow(tomas, person_id=lin.id),
            partial(publish, lin, f"note {number}"),
            actions.push_authors_again,
        )
        check(dana, ken, tomas)
        at_once(
            lambda: follows.unfollow(ken, person_id=lin.id),
            lambda: follows.unfollow(dana, person_id=lin.id),
            lambda: follows.unfollow(tomas, person_id=lin.id),
            partial(publish, lin, f"note {number} later"),
            actions.push_authors_again,
        )
        check(dana, ken, tomas)
        at_once(lambda: follows.follow(dana, person_id=lin.id), actions.push_authors_again)
        check(dana)


def test_many_people_do_many_things(dana: Person, lin: Person, mei: Person, ken: Person) -> None:
    people = [dana, lin, mei, ken]
    made = [publish(person) for person in people]
    dice = random.Random(7)

    def turn(actor: Person, seed: int) -> Callable[[], None]:
        def act() -> None:
            mine = random.Random(seed)
            others = [person for person in people if person.id != actor.id]
            own = [note for note in made if note.author_id == actor.id]
            with limits.paused():
                for _ in range(12):
                    other = mine.choice(others)
                    chosen = mine.randrange(8)
                    try:
                        _do(chosen, actor, other, mine, own)
                    except (NotFound, Refused):
                        continue

        return act

    for _ in range(3):
        at_once(*[turn(person, dice.randrange(10**6)) for person in people])
        check(*people)


def _do(chosen: int, actor: Person, other: Person, dice: random.Random, own: list[Note]) -> None:
    if chosen in {0, 1, 2}:
        follows.follow(actor, person_id=other.id)
    elif chosen == 3:
        follows.unfollow(actor, person_id=other.id)
    elif chosen == 4:
        follows.block(actor, person_id=other.id)
        follows.unblock(actor, person_id=other.id)
    elif chosen == 5:
        (follows.mute if dice.random() < 0.5 else follows.unmute)(actor, person_id=other.id)
    elif chosen == 6:
        publish(actor)
    else:
        shown = [Visibility.ONLY_ME, Visibility.EVERYONE, Visibility.FOLLOWERS, Visibility.MUTUALS]
        notes.change_visibility(actor, note_id=own[0].id, visibility=dice.choice(shown))
