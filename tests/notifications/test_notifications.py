from datetime import timedelta
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from redbridge.accounts import actions as accounts
from redbridge.accounts.models import Person
from redbridge.events import registry
from redbridge.events.models import Announcement
from redbridge.events.worker import run_waiting
from redbridge.follows import actions as follows
from redbridge.follows import queries as follows_queries
from redbridge.interactions import actions as interactions
from redbridge.interactions.models import Comment
from redbridge.kit.errors import NotFound
from redbridge.kit.ids import mint
from redbridge.notes import actions as notes
from redbridge.notes.models import Note
from redbridge.notifications import actions, queries
from redbridge.notifications.models import Bell, Group, Notification
from redbridge.notifications.queries import Notice, Unread
from redbridge.trust import actions as trust
from tests.interactions.stage import at_once, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def note(dana: Person) -> Note:
    made = publish(dana)
    run_waiting(twice=True)
    return made


def told(person: Person, group: str) -> list[Notice]:
    """The inbox after everything that waits has happened, each reaction twice."""
    run_waiting(twice=True)
    _check_bell(person)
    return queries.inbox(person, group=group).notices


def kinds(person: Person, group: str = "comments") -> list[str]:
    return [row.kind for row in told(person, group)]


def _check_bell(person: Person) -> None:
    unseen = Notification.objects.filter(person=person, seen_at__isnull=True)
    unseen = unseen.exclude(actor__in=follows_queries.hidden_people(person), count=1)
    bell = queries.bell(person)
    assert [bell.of(group) for group in Group.values] == [unseen.filter(group=group).count() for group in Group.values]


def read_all(person: Person, group: str) -> None:
    """Open a group and mark what is there as read."""
    actions.mark_seen(person, group=group)
    actions.mark_read(person, group=group)


def test_likes_of_a_note_fold_into_one_row(note: Note, dana: Person, lin: Person, mei: Person) -> None:
    interactions.like_note(lin, note_id=note.id)
    interactions.like_note(mei, note_id=note.id)
    interactions.like_note(dana, note_id=note.id)
    [row] = told(dana, "likes-saves")
    assert (row.kind, row.actor_id, row.count, row.note_id, row.is_unread) == ("like", mei.id, 2, note.id, True)
    assert queries.bell(dana) == Unread(likes=1)


def test_a_read_row_rings_again_for_the_next_like_only(note: Note, dana: Person, lin: Person, mei: Person) -> None:
    interactions.like_note(lin, note_id=note.id)
    told(dana, "likes-saves")
    read_all(dana, "likes-saves")
    assert queries.bell(dana).total == 0
    _replay("NoteLiked")
    assert not told(dana, "likes-saves")[0].is_unread
    interactions.like_note(mei, note_id=note.id)
    [row] = told(dana, "likes-saves")
    assert (row.is_unread, row.count, queries.bell(dana).likes) == (True, 2, 1)


def test_an_unlike_takes_the_name_back_without_ringing(note: Note, dana: Person, lin: Person, mei: Person) -> None:
    for person in (lin, mei):
        interactions.like_note(person, note_id=note.id)
    told(dana, "likes-saves")
    read_all(dana, "likes-saves")
    interactions.unlike_note(mei, note_id=note.id)
    [row] = told(dana, "likes-saves")
    assert (row.actor_id, row.count, row.is_unread) == (lin.id, 1, False)
    interactions.unlike_note(lin, note_id=note.id)
    assert told(dana, "likes-saves") == []
    assert queries.bell(dana).total == 0


def test_saves_are_told_by_number_and_never_by_name(note: Note, dana: Person, lin: Person, mei: Person) -> None:
    for person in (lin, mei, dana):
        interactions.save_note(person, note_id=note.id)
    [row] = told(dana, "likes-saves")
    assert (row.kind, row.actor_id, row.count) == ("save", None, 2)


def test_likes_of_a_comment_fold_for_its_author(note: Note, dana: Person, lin: Person, mei: Person) -> None:
    comment = interactions.comment(lin, note_id=note.id, text="Lovely")
    for person in (dana, mei, lin):
        interactions.like_comment(person, comment_id=comment.id)
    [row] = told(lin, "likes-saves")
    assert (row.kind, row.actor_id, row.count, row.comment_id) == ("comment_like", mei.id, 2, comment.id)
    for person in (dana, mei, lin):
        interactions.unlike_comment(person, comment_id=comment.id)
    assert told(lin, "likes-saves") == []


def test_a_follow_is_told_once_however_often_it_comes(dana: Person, lin: Person) -> None:
    for _ in range(3):
        follows.follow(lin, person_id=dana.id)
        run_waiting(twice=True)
        follows.unfollow(lin, person_id=dana.id)
    [row] = told(dana, "followers")
    assert (row.kind, row.actor_id, queries.bell(dana)) == ("follow", lin.id, Unread(followers=1))


def test_a_private_account_is_asked_and_the_answer_is_told(dana: Person, lin: Person) -> None:
    accounts.update_profile(dana, is_private=True)
    follows.follow(lin, person_id=dana.id)
    assert [row.kind for row in told(dana, "followers")] == ["follow_asked"]
    follows.accept_request(dana, person_id=lin.id)
    assert [row.kind for row in told(dana, "followers")] == ["follow"]
    assert [(row.kind, row.actor_id) for row in told(lin, "followers")] == [("follow_accepted", dana.id)]


def test_a_comment_reaches_each_person_once(note: Note, dana: Person, lin: Person, mei: Person) -> None:
    top = interactions.comment(lin, note_id=note.id, text="Where? @dana @lin @mei @nobody")
    assert (kinds(dana), kinds(lin), kinds(mei)) == (["comment"], [], ["mention"])
    reply = interactions.comment(dana, note_id=note.id, text="In Ohio @lin", reply_to=top.id)
    assert (kinds(dana), kinds(lin), kinds(mei)) == (["comment"], ["reply"], ["mention"])
    interactions.comment(mei, note_id=note.id, text="How far?", reply_to=reply.id)
    assert (kinds(dana), kinds(lin)) == (["reply", "comment"], ["reply"])
    row = told(dana, "comments")[0]
    assert (row.actor_id, row.note_id, row.comment_id is not None) == (mei.id, note.id, True)


def test_a_mention_does_not_reach_who_may_not_see_the_note(dana: Person, lin: Person, mei: Person) -> None:
    closed = publish(dana, visibility="followers", caption="For @lin and @mei")
    follows.follow(mei, person_id=dana.id)
    interactions.comment(mei, note_id=closed.id, text="Hello @lin")
    assert (kinds(lin), kinds(mei)) == ([], ["note_mention"])
    notes.change_visibility(dana, note_id=closed.id, visibility="everyone")
    assert kinds(lin) == ["note_mention"]


@pytest.mark.parametrize("end", [follows.mute, follows.block])
def test_who_one_does_not_want_to_meet_is_not_heard_of(note: Note, dana: Person, ken: Person, end: object) -> None:
    end(dana, person_id=ken.id)  # type: ignore[operator]
    for act in (
        partial(follows.follow, ken, person_id=dana.id),
        partial(interactions.like_note, ken, note_id=note.id),
        partial(interactions.save_note, ken, note_id=note.id),
        partial(interactions.comment, ken, note_id=note.id, text="Hello"),
        partial(publish, ken, caption="@dana"),
    ):
        try:
            act()
        except NotFound:
            assert end is follows.block
    run_waiting(twice=True)
    assert not Notification.objects.filter(person=dana).exists()


def test_a_block_takes_back_what_was_told(note: Note, dana: Person, lin: Person, ken: Person) -> None:
    for person in (lin, ken):
        interactions.like_note(person, note_id=note.id)
    interactions.comment(ken, note_id=note.id, text="Hello")
    follows.follow(ken, person_id=dana.id)
    assert queries.bell(dana).total == 0
    assert [len(told(dana, group)) for group in Group.values] == [1, 1, 1, 0]
    follows.block(dana, person_id=ken.id)
    [row] = told(dana, "likes-saves")
    assert (row.actor_id, row.count) == (lin.id, 1)
    assert queries.bell(dana) == Unread(likes=1)


def test_a_mute_is_respected_when_reading(note: Note, dana: Person, lin: Person, ken: Person) -> None:
    for person in (lin, ken):
        interactions.like_note(person, note_id=note.id)
    interactions.comment(ken, note_id=note.id, text="Hello")
    assert kinds(dana) == ["comment"]
    follows.mute(dana, person_id=ken.id)
    assert kinds(dana) == []
    [row] = told(dana, "likes-saves")
    assert (row.actor_id, row.count) == (lin.id, 1)
    assert queries.bell(dana) == Unread(likes=1)
    follows.unmute(dana, person_id=ken.id)
    assert kinds(dana) == ["comment"]
    [row] = told(dana, "likes-saves")
    assert (row.actor_id, row.count, queries.bell(dana)) == (ken.id, 2, Unread(likes=1, comments=1))


def test_what_is_deleted_is_not_told_any_more(note: Note, dana: Person, lin: Person) -> None:
    comment = interactions.comment(lin, note_id=note.id, text="Hello")
    interactions.like_note(lin, note_id=note.id)
    assert kinds(dana) == ["comment"]
    interactions.delete_comment(lin, comment_id=comment.id)
    assert kinds(dana) == []
    notes.delete_note(dana, note_id=note.id)
    assert told(dana, "likes-saves") == []
    assert queries.bell(dana).total == 0


def test_a_comment_deleted_before_it_was_told_is_never_told(note: Note, dana: Person, lin: Person) -> None:
    comment = interactions.comment(lin, note_id=note.id, text="Hello")
    interactions.delete_comment(lin, comment_id=comment.id)
    assert kinds(dana) == []


def test_owners_and_reporters_are_told_of_decisions(note: Note, dana: Person, ken: Person, ruth: Person) -> None:
    trust.report(ken, subject="note", subject_id=note.id, reason="spam")
    hidden = trust.hide(ruth, subject="note", subject_id=note.id, rule="spam", words="Third copy")
    restored = trust.restore(ruth, subject="note", subject_id=note.id)
    suspended = trust.suspend_person(ruth, person_id=dana.id, rule="fraud")
    assert {(row.kind, row.decision_id, row.actor_id) for row in told(dana, "system")} == {
        ("hidden", hidden.id, None),
        ("restored", restored.id, None),
        ("suspended", suspended.id, None),
    }
    assert [(row.kind, row.decision_id) for row in told(ken, "system")] == [("report_acted", hidden.id)]
    assert told(ruth, "system") == []


def test_dismissed_reports_are_told_to_reporters_alone(note: Note, dana: Person, ken: Person, ruth: Person) -> None:
    trust.report(ken, subject="note", subject_id=note.id, reason="spam")
    trust.dismiss_reports(ruth, subject="note", subject_id=note.id)
    assert (told(dana, "system"), kinds(ken, "system")) == ([], ["report_dismissed"])


def test_reading_zeroes_one_group(note: Note, dana: Person, lin: Person) -> None:
    interactions.like_note(lin, note_id=note.id)
    interactions.comment(lin, note_id=note.id, text="Hello")
    follows.follow(lin, person_id=dana.id)
    run_waiting(twice=True)
    assert queries.bell(dana) == Unread(likes=1, followers=1, comments=1)
    actions.mark_seen(dana, group="comments")
    assert (queries.bell(dana), told(dana, "comments")[0].is_unread) == (Unread(likes=1, followers=1), True)
    actions.mark_read(dana, group="comments")
    assert not told(dana, "comments")[0].is_unread
    assert queries.bell(None) == Unread()
    Notification.objects.filter(group=Group.LIKES).delete()
    actions.mark_seen(dana, group="likes-saves")
    assert queries.bell(dana) == Unread(followers=1)
    for group in ("", "nonsense"):
        with pytest.raises(NotFound):
            actions.mark_seen(dana, group=group)
        with pytest.raises(NotFound):
            actions.mark_read(dana, group=group)
        with pytest.raises(NotFound):
            queries.inbox(dana, group=group)


def test_a_bell_is_exact_while_many_things_happen_at_once(
    file_database: None, note: Note, dana: Person, lin: Person, mei: Person
) -> None:
    comments = [interactions.comment(lin, note_id=note.id, text=f"{number}") for number in range(6)]
    interactions.like_note(mei, note_id=note.id)
    follows.follow(mei, person_id=dana.id)
    calls = [partial(actions.tell_about_comment, comment.id) for comment in comments] * 2
    calls += [partial(actions.fold_likes, note.id, is_news=True)] * 2
    calls += [partial(actions.tell_about_follow, follower_id=mei.id, followed_id=dana.id)] * 2
    calls += [partial(actions.mark_seen, dana, group="comments")]
    assert at_once(*calls) == [None] * len(calls)
    _check_bell(dana)
    assert Notification.objects.filter(person=dana).count() == 8
    assert Bell.objects.filter(person=dana).count() == 1


def test_an_inbox_comes_in_pages_in_two_queries(
    note: Note, dana: Person, lin: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    at = timezone.now()
    Notification.objects.bulk_create(
        Notification(
            person=dana,
            group=Group.COMMENTS,
            kind="comment",
            actor=lin,
            key=f"comment:{number}",
            at=at,
            comment_id=number,
        )
        for number in range(7)
    )
    with django_assert_num_queries(2):
        first = queries.inbox(dana, group="comments", limit=4)
    second = queries.inbox(dana, group="comments", after=first.next, limit=4)
    assert [row.comment_id for row in (*first.notices, *second.notices)] == [6, 5, 4, 3, 2, 1, 0]
    assert second.next is None
    for broken in ("x", "1:2:3", "-1:2", "9" * 50):
        assert len(queries.inbox(dana, group="comments", after=broken).notices) == 7
    assert queries.inbox(dana, group="comments", after=f"{'9' * 16}:{'9' * 19}", limit=1).notices
    with django_assert_num_queries(1):
        queries.bell(dana)


def test_an_inbox_is_read_from_its_index(dana: Person) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("reads SQLite's plan")
    with CaptureQueriesContext(connection) as log:
        queries.inbox(dana, group="comments", after="1:1")
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN QUERY PLAN " + log[-1]["sql"])
        plan = " / ".join(str(row[-1]) for row in cursor.fetchall())
    assert "notification_newest (person_id=? AND group=? AND at<" in plan
    assert "TEMP B-TREE" not in plan


def test_old_notifications_are_forgotten_and_the_bell_stays_true(dana: Person) -> None:
    now = timezone.now()
    ages = {"read": (91, 91), "fresh": (91, 89), "unread": (200, None), "ancient": (366, None)}
    for key, (days, read) in ages.items():
        Notification.objects.create(
            id=mint(),
            person=dana,
            group=Group.SYSTEM,
            kind="restored",
            key=key,
            at=now - timedelta(days=days),
            seen_at=None if read is None else now - timedelta(days=read),
        )
    Bell.objects.create(person=dana, system=2)
    actions.purge_notifications()
    assert set(Notification.objects.values_list("key", flat=True)) == {"fresh", "unread"}
    assert queries.bell(dana) == Unread(system=1)


def test_an_unlike_does_not_bring_back_what_was_forgotten(note: Note, dana: Person, lin: Person, mei: Person) -> None:
    for person in (lin, mei):
        interactions.like_note(person, note_id=note.id)
    told(dana, "likes-saves")
    Notification.objects.all().delete()
    actions.purge_notifications()
    interactions.unlike_note(mei, note_id=note.id)
    run_waiting(twice=True)
    assert not Notification.objects.exists()


def test_no_words_are_stored(note: Note, dana: Person, lin: Person) -> None:
    interactions.comment(lin, note_id=note.id, text="A secret sentence")
    run_waiting(twice=True)
    assert Comment.objects.filter(text="A secret sentence").exists()
    assert all("secret" not in str(value) for row in Notification.objects.values() for value in row.values())


def _replay(name: str) -> None:
    """Deliver everything announced under this name once more, as after a crash."""
    for row in Announcement.objects.filter(event=name):
        event = registry.rebuild(row.event, row.payload)
        for reaction in registry.reactions_to(type(event)):
            reaction.function(event)
