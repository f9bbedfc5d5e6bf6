from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from redbridge.accounts import actions as accounts
from redbridge.accounts.models import Person
from redbridge.events.worker import run_waiting
from redbridge.feed import actions, queries
from redbridge.feed.models import ExploreEntry
from redbridge.feed.ranking import score, spread
from redbridge.follows import actions as follows
from redbridge.interactions import actions as interactions
from redbridge.kit.errors import NotFound
from redbridge.notes import actions as notes
from redbridge.notes.models import Note
from redbridge.trust import actions as trust
from tests.interactions.stage import many_notes, publish

pytestmark = pytest.mark.django_db


def shown(viewer: Person | None = None, topic: str = "") -> list[int]:
    """Explore after everything that waits has happened, each reaction twice."""
    run_waiting(twice=True)
    return queries.explore(viewer, topic=topic).note_ids


def score_of(note: Note) -> float:
    run_waiting(twice=True)
    return ExploreEntry.objects.get(note=note, topic="").score


def test_the_formula() -> None:
    now = timezone.now()
    plain = score(now, likes=0, saves=0, commenters=0)
    assert score(now + timedelta(seconds=45_000), likes=0, saves=0, commenters=0) == pytest.approx(plain + 1)
    assert score(now, likes=1, saves=0, commenters=0) == pytest.approx(plain + 1)
    assert score(now, likes=3, saves=1, commenters=1) == pytest.approx(plain + 3)


def test_an_author_has_two_places_on_a_page_while_there_are_others() -> None:
    entries = [(1, "a"), (2, "a"), (3, "a"), (4, "b"), (5, "a"), (6, "c")]
    assert spread(entries, limit=4) == [1, 2, 4, 6]
    assert spread(entries, limit=6) == [1, 2, 4, 6, 3, 5]
    assert spread(entries[:3], limit=4) == [1, 2, 3]
    assert spread([], limit=4) == []


def test_notes_come_newest_first_until_somebody_likes_one(dana: Person, lin: Person) -> None:
    old = publish(dana, at=timezone.now() - timedelta(hours=10))
    new = publish(lin)
    assert shown() == [new.id, old.id]
    interactions.like_note(lin, note_id=old.id)
    assert shown() == [old.id, new.id]
    interactions.unlike_note(lin, note_id=old.id)
    assert shown() == [new.id, old.id]


def test_appreciation_counts_people_not_words(dana: Person, lin: Person, mei: Person) -> None:
    note = publish(dana)
    plain = score_of(note)
    comments = [interactions.comment(lin, note_id=note.id, text=f"{number}") for number in range(3)]
    interactions.comment(dana, note_id=note.id, text="My own")
    assert score_of(note) == pytest.approx(score(note.published_at, likes=0, saves=0, commenters=1), abs=1e-5)
    interactions.save_note(mei, note_id=note.id)
    assert score_of(note) == pytest.approx(score(note.published_at, likes=0, saves=1, commenters=1), abs=1e-5)
    interactions.unsave_note(mei, note_id=note.id)
    for comment in comments:
        interactions.delete_comment(lin, comment_id=comment.id)
    assert score_of(note) == plain


def test_a_hidden_comment_no_longer_counts(dana: Person, lin: Person, ruth: Person) -> None:
    note = publish(dana)
    plain = score_of(note)
    comment = interactions.comment(lin, note_id=note.id, text="Unkind")
    assert score_of(note) > plain
    trust.hide(ruth, subject="comment", subject_id=comment.id, rule="respect")
    assert score_of(note) == plain
    trust.restore(ruth, subject="comment", subject_id=comment.id)
    assert score_of(note) > plain


def test_hashtags_lead_to_topics_in_several_languages(dana: Person) -> None:
    tea, cats, both = (publish(dana, caption=text) for text in ("#GreenTea", "今天 #猫咪", "#té #gato #té"))
    publish(dana, caption="#nothing")
    assert set(shown(topic="tea")) == {tea.id, both.id}
    assert set(shown(topic="cats")) == {cats.id, both.id}
    assert len(shown()) == 4
    with pytest.raises(NotFound):
        queries.explore(None, topic="nonsense")


@pytest.mark.parametrize("visibility", ["unlisted", "followers", "mutuals", "me"])
def test_only_what_is_for_everyone_is_there(dana: Person, visibility: str) -> None:
    closed = publish(dana, visibility=visibility, caption="#tea")
    assert shown() == [] == shown(topic="tea")
    notes.change_visibility(dana, note_id=closed.id, visibility="everyone")
    assert shown() == [closed.id] == shown(topic="tea")
    notes.change_visibility(dana, note_id=closed.id, visibility=visibility)
    assert shown() == [] == shown(topic="tea")


def test_a_deleted_note_leaves_and_a_restored_one_returns(dana: Person) -> None:
    note = publish(dana)
    assert shown() == [note.id]
    notes.delete_note(dana, note_id=note.id)
    assert shown() == []
    notes.restore_note(dana, note_id=note.id)
    assert shown() == [note.id]


def test_what_moderators_hide_leaves_and_returns_with_its_likes(dana: Person, lin: Person, ruth: Person) -> None:
    note = publish(dana, caption="#tea")
    interactions.like_note(lin, note_id=note.id)
    before = score_of(note)
    trust.hide(ruth, subject="note", subject_id=note.id, rule="spam")
    assert shown() == [] == shown(topic="tea")
    trust.restore(ruth, subject="note", subject_id=note.id)
    assert shown(topic="tea") == [note.id]
    assert score_of(note) == before


def test_an_author_who_goes_private_or_is_suspended_vanishes_and_returns(dana: Person, ruth: Person) -> None:
    tea, other = publish(dana, caption="#tea"), publish(dana)
    assert len(shown()) == 2
    dana = accounts.update_profile(dana, is_private=True)
    assert shown() == [] == shown(topic="tea")
    accounts.update_profile(dana, is_private=False)
    assert (set(shown()), shown(topic="tea")) == ({tea.id, other.id}, [tea.id])
    trust.suspend_person(ruth, person_id=dana.id, rule="spam")
    assert shown() == []
    trust.restore(ruth, subject="person", subject_id=dana.id)
    assert set(shown()) == {tea.id, other.id}


def test_blocked_and_muted_people_are_left_out_for_the_viewer_alone(dana: Person, lin: Person, ken: Person) -> None:
    hers, his = publish(lin), publish(ken)
    follows.block(lin, person_id=ken.id)
    follows.mute(dana, person_id=lin.id)
    assert (shown(lin), shown(ken), shown(dana)) == ([hers.id], [his.id], [his.id])
    assert shown(None) == [his.id, hers.id]


def test_pages_repeat_and_lose_nothing(dana: Person, lin: Person, mei: Person) -> None:
    found = [note.id for person in (dana, lin, mei) for note in many_notes(person, 2)]
    actions.rebuild_explore()
    assert _walk(None, limit=2) == _walk(None, limit=6)
    assert sorted(_walk(None, limit=4)) == sorted(found)


def test_one_author_alone_fills_every_page(dana: Person) -> None:
    found = [note.id for note in many_notes(dana, 11)]
    actions.rebuild_explore()
    assert _walk(None, limit=4) == found


def test_a_page_of_hidden_people_is_passed_over(dana: Person, lin: Person, ken: Person) -> None:
    many_notes(ken, 30)
    old = many_notes(dana, 1, newest=timezone.now() - timedelta(days=9))[0]
    actions.rebuild_explore()
    follows.mute(lin, person_id=ken.id)
    assert queries.explore(lin, limit=6).note_ids == [old.id]
    assert _walk(lin, limit=2) == [old.id]


@pytest.mark.parametrize(
    "cursor", ["", "x", "1:2:3", "nan:4", "inf:1", "1e9:1", "1.0:", ":1", "1.0:-1", "9" * 99, "１:２"]
)
def test_a_cursor_that_cannot_be_read_is_the_first_page(dana: Person, cursor: str) -> None:
    note = publish(dana)
    run_waiting(twice=True)
    assert queries.explore(None, after=cursor).note_ids == [note.id]


def test_a_cursor_beyond_the_end_is_an_empty_page(dana: Person) -> None:
    publish(dana)
    run_waiting(twice=True)
    assert queries.explore(None, after="-5:1") == queries.Page([], None)
    assert queries.explore(None, after=f"0:{'9' * 19}") == queries.Page([], None)


def test_a_page_is_read_from_the_covering_index_alone(dana: Person, lin: Person) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("reads SQLite's plan")
    many_notes(dana, 60)
    actions.rebuild_explore()
    for after in (None, queries.explore(None).next):
        with CaptureQueriesContext(connection) as log:
            queries.explore(lin, after=after)
        [sql] = [query["sql"] for query in log if "feed_exploreentry" in query["sql"]]
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN QUERY PLAN " + sql)
            plan = " / ".join(str(row[-1]) for row in cursor.fetchall())
        assert "USING COVERING INDEX explore_order (topic=?" in plan
        assert "TEMP B-TREE" not in plan


def test_a_page_costs_one_query_signed_out_and_two_signed_in(
    dana: Person, lin: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    many_notes(dana, 200)
    actions.rebuild_explore()
    with django_assert_num_queries(1):
        queries.explore(None)
    with django_assert_num_queries(2):
        queries.explore(lin)


def test_a_world_seeded_in_bulk_is_placed_in_batches(dana: Person, lin: Person) -> None:
    found = many_notes(dana, 510)
    private = publish(lin, visibility="me")
    placed: list[int] = []
    actions.rebuild_explore(placed.append)
    actions.rebuild_explore()
    assert (sum(placed), len(placed)) == (511, 2)
    assert ExploreEntry.objects.count() == 510
    assert not ExploreEntry.objects.filter(note=private).exists()
    assert queries.explore(None, limit=3).note_ids == [note.id for note in found[:3]]


def _walk(viewer: Person | None, *, limit: int) -> list[int]:
    """Every page to the end; no note may come twice."""
    seen: list[int] = []
    after: str | None = None
    for _ in range(40):
        page = queries.explore(viewer, after=after, limit=limit)
        seen += page.note_ids
        after = page.next
        if after is None:
            assert len(set(seen)) == len(seen)
            return seen
    raise AssertionError("Explore has no end")
