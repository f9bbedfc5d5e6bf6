"""The Follow feed: what it holds, in which order, and what it never shows."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from redbridge.accounts.models import Person
from redbridge.events.worker import run_waiting
from redbridge.feed import actions, pushing, queries
from redbridge.feed.models import HomeEntry, PulledAuthor
from redbridge.follows import actions as follows
from redbridge.follows.models import Follow, FollowTally
from redbridge.kit.ids import mint
from redbridge.notes import actions as notes
from redbridge.notes.models import Note, Visibility
from redbridge.trust import actions as trust
from tests.interactions.stage import many_notes, publish

pytestmark = pytest.mark.django_db


def shown(viewer: Person, *, limit: int = 24) -> list[int]:
    """The feed after everything that waits has happened, each reaction twice."""
    run_waiting(twice=True)
    return queries.home(viewer, limit=limit).note_ids


def ids(*found: Note) -> list[int]:
    return [note.id for note in found]


pulled_at_two = pytest.mark.usefixtures("heavy_at_two")


@pytest.fixture
def heavy_at_two(settings: Any) -> None:
    """Authors with more than two followers are pulled."""
    settings.FEED_PULLED_FROM = 2


def test_the_table_lies_in_the_order_of_its_key() -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [HomeEntry._meta.db_table])
            sql = cursor.fetchone()[0]
        assert sql.endswith("WITHOUT ROWID"), "an alteration copied the table: create it again as migration 0002 does"
        assert 'PRIMARY KEY ("viewer_id", "position", "note_id")' in sql
    else:
        with connection.cursor() as cursor:
            found = connection.introspection.get_primary_key_columns(cursor, HomeEntry._meta.db_table)
        assert found == ["viewer_id", "position", "note_id"]


def test_notes_of_people_one_follows_come_newest_first(dana: Person, lin: Person, mei: Person, ken: Person) -> None:
    for person in (lin, mei):
        follows.follow(dana, person_id=person.id)
    first, second, third = publish(lin, "one"), publish(mei, "two"), publish(lin, "three")
    publish(ken, "of somebody else")
    publish(dana, "of her own")
    assert shown(dana) == ids(third, second, first)


def test_nobody_followed_is_an_empty_feed(dana: Person, lin: Person) -> None:
    publish(lin)
    assert shown(dana) == []
    assert queries.home(dana).next is None


def test_following_brings_what_was_there_before(dana: Person, lin: Person) -> None:
    old = publish(lin, "before")
    follows.follow(dana, person_id=lin.id)
    assert shown(dana) == ids(old)


def test_following_brings_the_newest_of_many(dana: Person, lin: Person) -> None:
    many_notes(lin, pushing.FIRST_NOTES + 5)
    follows.follow(dana, person_id=lin.id)
    newest = list(Note.objects.order_by("-position").values_list("id", flat=True)[: pushing.FIRST_NOTES])
    assert shown(dana, limit=100) == newest


def test_after_unfollowing_nothing_is_left(dana: Person, lin: Person, mei: Person) -> None:
    for person in (lin, mei):
        follows.follow(dana, person_id=person.id)
    publish(lin)
    kept = publish(mei)
    assert len(shown(dana)) == 2
    follows.unfollow(dana, person_id=lin.id)
    assert queries.home(dana).note_ids == ids(kept), "at once, before any worker looked"
    assert shown(dana) == ids(kept)
    assert list(HomeEntry.objects.values_list("viewer", "note")) == [(dana.id, kept.id)]


def test_following_again_before_the_workers_looked(dana: Person, lin: Person) -> None:
    note = publish(lin)
    follows.follow(dana, person_id=lin.id)
    run_waiting()
    follows.unfollow(dana, person_id=lin.id)
    follows.follow(dana, person_id=lin.id)
    assert shown(dana) == ids(note)


@pytest.mark.parametrize("is_blocker", [True, False])
def test_a_block_empties_at_once(dana: Person, lin: Person, *, is_blocker: bool) -> None:
    follows.follow(dana, person_id=lin.id)
    publish(lin)
    assert len(shown(dana)) == 1
    blocker, blocked = (dana, lin) if is_blocker else (lin, dana)
    follows.block(blocker, person_id=blocked.id)
    assert queries.home(dana).note_ids == []
    assert shown(dana) == []
    assert not HomeEntry.objects.exists()


def test_who_is_muted_stays_out_until_unmuted(dana: Person, lin: Person) -> None:
    follows.follow(dana, person_id=lin.id)
    note = publish(lin)
    follows.mute(dana, person_id=lin.id)
    assert shown(dana) == []
    follows.unmute(dana, person_id=lin.id)
    assert shown(dana) == ids(note)


def test_visibility_holds_at_once_and_comes_back(dana: Person, lin: Person) -> None:
    follows.follow(dana, person_id=lin.id)
    note = publish(lin)
    assert shown(dana) == ids(note)
    for hidden in (Visibility.ONLY_ME, Visibility.UNLISTED):
        notes.change_visibility(lin, note_id=note.id, visibility=hidden)
        assert queries.home(dana).note_ids == []
        assert shown(dana) == []
        assert not HomeEntry.objects.exists()
    notes.change_visibility(lin, note_id=note.id, visibility=Visibility.FOLLOWERS)
    assert shown(dana) == ids(note)


def test_notes_for_mutuals_come_when_both_follow(dana: Person, lin: Person, ken: Person) -> None:
    for viewer in (dana, ken):
        follows.follow(viewer, person_id=lin.id)
    note = publish(lin, visibility=Visibility.MUTUALS)
    assert shown(dana) == []
    assert not HomeEntry.objects.exists()
    follows.follow(lin, person_id=dana.id)
    assert shown(dana) == ids(note)
    assert shown(ken) == []
    follows.unfollow(lin, person_id=dana.id)
    assert shown(dana) == []


def test_a_private_account_is_seen_once_it_lets_one_in(dana: Person, lin: Person) -> None:
    Person.objects.filter(id=lin.id).update(is_private=True)
    lin.refresh_from_db()
    note = publish(lin)
    follows.follow(dana, person_id=lin.id)
    assert shown(dana) == []
    follows.accept_request(lin, person_id=dana.id)
    assert shown(dana) == ids(note)
    follows.remove_follower(lin, person_id=dana.id)
    assert queries.home(dana).note_ids == []


def test_deleted_notes_go_and_come_back(dana: Person, lin: Person) -> None:
    follows.follow(dana, person_id=lin.id)
    note = publish(lin)
    assert shown(dana) == ids(note)
    notes.delete_note(lin, note_id=note.id)
    assert queries.home(dana).note_ids == []
    assert shown(dana) == []
    assert not HomeEntry.objects.exists()
    notes.restore_note(lin, note_id=note.id)
    assert shown(dana) == ids(note)


def test_what_moderation_hides_is_gone_at_once(dana: Person, lin: Person, ruth: Person) -> None:
    follows.follow(dana, person_id=lin.id)
    note = publish(lin)
    assert shown(dana) == ids(note)
    trust.hide(ruth, subject="note", subject_id=note.id, rule="spam", words="")
    assert queries.home(dana).note_ids == []


def test_pages_go_on_until_the_end_and_repeat_nothing(dana: Person, lin: Person, mei: Person) -> None:
    for person in (lin, mei):
        follows.follow(dana, person_id=person.id)
    run_waiting()
    made = [publish((lin, mei)[n % 2], f"note {n}") for n in range(15)]
    run_waiting()
    seen: list[int] = []
    after: str | None = None
    for _ in range(10):
        page = queries.home(dana, after=after, limit=4)
        seen += page.note_ids
        after = page.next
        if after is None:
            break
    assert seen == ids(*reversed(made))


def test_pages_are_filled_from_below_where_one_may_not_see(dana: Person, lin: Person, mei: Person) -> None:
    for person in (lin, mei):
        follows.follow(dana, person_id=person.id)
    below = publish(mei, "below")
    for number in range(30):
        publish(lin, f"note {number}")
    run_waiting()
    follows.mute(dana, person_id=lin.id)
    assert queries.home(dana, limit=4).note_ids == ids(below)


@pytest.mark.parametrize("cursor", ["", "x", "9" * 40, "-", "1:2", "١٢", "\x00"])
def test_a_cursor_that_is_none_is_the_first_page(dana: Person, lin: Person, cursor: str) -> None:
    follows.follow(dana, person_id=lin.id)
    note = publish(lin)
    run_waiting()
    assert queries.home(dana, after=cursor).note_ids == ids(note)


@pulled_at_two
def test_somebody_with_very_many_followers_is_looked_up(
    dana: Person, lin: Person, mei: Person, ken: Person, tomas: Person
) -> None:
    for viewer in (dana, ken, tomas):
        follows.follow(viewer, person_id=lin.id)
    follows.follow(dana, person_id=mei.id)
    far, near = publish(lin, "far"), publish(mei, "near")
    hidden = publish(lin, "only for me", visibility=Visibility.ONLY_ME)
    last = publish(lin, "last")
    assert shown(dana) == ids(last, near, far)
    assert hidden.id not in shown(ken)
    assert list(HomeEntry.objects.values_list("note", flat=True)) == ids(near)
    pages = queries.home(dana, limit=2)
    assert pages.note_ids == ids(last, near)
    assert queries.home(dana, after=pages.next, limit=2).note_ids == ids(far)


@pulled_at_two
def test_an_author_who_becomes_heavy_is_shown_once(dana: Person, lin: Person, ken: Person, tomas: Person) -> None:
    for viewer in (dana, ken):
        follows.follow(viewer, person_id=lin.id)
    pushed = publish(lin, "pushed")
    assert shown(dana) == ids(pushed)
    follows.follow(tomas, person_id=lin.id)
    pulled = publish(lin, "pulled")
    assert shown(dana) == shown(tomas) == ids(pulled, pushed)
    assert not HomeEntry.objects.filter(note=pulled).exists()
    follows.unfollow(dana, person_id=lin.id)
    assert shown(dana) == []


@pulled_at_two
def test_an_author_who_is_no_longer_heavy_is_pushed_again(
    dana: Person, lin: Person, ken: Person, tomas: Person
) -> None:
    for viewer in (dana, ken, tomas):
        follows.follow(viewer, person_id=lin.id)
    note = publish(lin)
    assert shown(dana) == ids(note)
    follows.unfollow(ken, person_id=lin.id)
    run_waiting()
    actions.push_authors_again()
    assert PulledAuthor.objects.exists(), "two are not yet few enough"
    follows.unfollow(tomas, person_id=lin.id)
    run_waiting()
    actions.push_authors_again()
    assert not PulledAuthor.objects.exists()
    assert shown(dana) == ids(note)
    assert list(HomeEntry.objects.values_list("viewer", "note")) == [(dana.id, note.id)]


def test_a_note_for_many_is_pushed_by_the_bulk_worker(dana: Person, lin: Person) -> None:
    follows.follow(dana, person_id=lin.id)
    run_waiting()
    FollowTally.objects.filter(person=lin).update(followers=pushing.NEAR + 1)
    note = publish(lin)
    run_waiting("interactive")
    assert queries.home(dana).note_ids == []
    run_waiting("bulk")
    assert queries.home(dana).note_ids == ids(note)


def test_many_followers_are_served_in_batches(dana: Person, lin: Person) -> None:
    people = Person.objects.bulk_create(Person(id=mint(), handle=f"fan{n}", name="Fan") for n in range(700))
    Follow.objects.bulk_create(Follow(follower=person, followed=lin) for person in people)
    note = publish(lin)
    batches: list[float] = []
    actions.push_note(note_id=note.id, told=batches.append)
    assert HomeEntry.objects.filter(note=note).count() == 700
    assert len(batches) > 1
    notes.change_visibility(lin, note_id=note.id, visibility=Visibility.ONLY_ME)
    actions.push_note(note_id=note.id)
    assert not HomeEntry.objects.exists()


def test_feeds_are_trimmed(dana: Person, lin: Person) -> None:
    follows.follow(dana, person_id=lin.id)
    run_waiting()
    newest = timezone.now() - timedelta(days=1)
    HomeEntry.objects.bulk_create(
        HomeEntry(viewer=dana, position=note.position, note=note)
        for note in many_notes(lin, pushing.KEPT + 20, newest=newest)
    )
    actions.tend_feeds()
    assert HomeEntry.objects.count() == pushing.KEPT
    oldest = HomeEntry.objects.order_by("position").values_list("position", flat=True)[0]
    assert Note.objects.filter(position__lt=oldest).count() == 20


def test_feeds_that_were_never_filled_are_filled(dana: Person, lin: Person, ken: Person) -> None:
    for viewer in (dana, ken):
        follows.follow(viewer, person_id=lin.id)
    note = publish(lin)
    run_waiting()
    HomeEntry.objects.filter(viewer=dana).delete()
    actions.tend_feeds()
    assert shown(dana) == shown(ken) == ids(note)


def test_erasing_somebody_takes_their_feed_along(dana: Person, lin: Person) -> None:
    follows.follow(dana, person_id=lin.id)
    publish(lin)
    assert shown(dana)
    dana.delete()
    assert not HomeEntry.objects.exists()


@pulled_at_two
def test_a_page_asks_twice_whatever_one_follows(dana: Person, lin: Person, mei: Person) -> None:
    follows.follow(dana, person_id=lin.id)
    publish(lin)
    run_waiting()
    queries.home(dana)
    with CaptureQueriesContext(connection) as few:
        queries.home(dana)
    people = Person.objects.bulk_create(Person(id=mint(), handle=f"quiet{n}", name="Quiet") for n in range(60))
    Follow.objects.bulk_create(Follow(follower=dana, followed=person) for person in people)
    for _ in range(10):
        publish(lin)
    run_waiting()
    with CaptureQueriesContext(connection) as many:
        queries.home(dana)
    assert len(few) == len(many) == 2
