from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from redbridge.accounts.models import Person
from redbridge.events.worker import run_waiting
from redbridge.feed import queries
from redbridge.follows import actions as follows
from redbridge.interactions import actions as interactions
from redbridge.kit.errors import NotFound
from redbridge.notes import actions as notes
from redbridge.notes.models import Kind, Note
from tests.interactions.stage import publish

pytestmark = pytest.mark.django_db


def clip(author: Person, *, hours: float = 0, **fields: str) -> Note:
    return publish(author, kind=Kind.VIDEO, at=timezone.now() - timedelta(hours=hours), **fields)


def watched(viewer: Person | None = None) -> list[int]:
    run_waiting(twice=True)
    return queries.watch(viewer).note_ids


def test_only_videos_for_everybody_are_watched_the_best_first(dana: Person, lin: Person) -> None:
    older, newer = clip(dana, hours=9), clip(lin)
    publish(dana, "No video", caption="#tea")
    clip(dana, visibility="followers")
    assert watched() == [newer.id, older.id]
    interactions.like_note(lin, note_id=older.id)
    assert watched() == [older.id, newer.id]
    assert set(queries.explore(None).note_ids) > {newer.id, older.id}


def test_a_video_is_under_its_topics_too_and_watch_is_no_topic(dana: Person) -> None:
    note = clip(dana, caption="#tea")
    assert watched() == [note.id] == queries.explore(None, topic="tea").note_ids
    with pytest.raises(NotFound):
        queries.explore(None, topic="watch")


def test_a_note_that_is_no_video_any_more_leaves(dana: Person) -> None:
    note = clip(dana)
    assert watched() == [note.id]
    notes.delete_note(dana, note_id=note.id)
    assert watched() == []


@pytest.mark.parametrize("how", ["mutes", "blocks", "is blocked"])
def test_people_apart_do_not_meet_while_watching(dana: Person, lin: Person, mei: Person, how: str) -> None:
    first, apart, last = clip(mei), clip(lin, hours=5), clip(mei, hours=9)
    if how == "mutes":
        follows.mute(dana, person_id=lin.id)
    elif how == "blocks":
        follows.block(dana, person_id=lin.id)
    else:
        follows.block(lin, person_id=dana.id)
    assert watched() == [first.id, apart.id, last.id]
    assert watched(dana) == [first.id, last.id]
    assert queries.neighbors(dana, note_id=first.id).next == last.id
    assert queries.neighbors(dana, note_id=last.id).previous == first.id


def test_pages_go_on_to_the_end(dana: Person, lin: Person) -> None:
    every = [clip(author, hours=hours).id for hours in range(0, 60, 10) for author in (dana, lin)]
    run_waiting()
    found: list[int] = []
    after: str | None = ""
    while after is not None:
        page = queries.watch(None, after=after, limit=5)
        found += page.note_ids
        after = page.next
    assert sorted(found) == sorted(every)


def test_neighbors_lead_through_all_and_on_to_the_next_page(dana: Person) -> None:
    clips = [clip(dana, hours=hours) for hours in (0, 5, 10)]
    run_waiting()
    around = [queries.neighbors(None, note_id=each.id) for each in clips]
    assert [found.next for found in around] == [clips[1].id, clips[2].id, None]
    assert [found.previous for found in around] == [None, clips[0].id, clips[1].id]
    assert queries.watch(None, after=around[0].after).note_ids == [clips[1].id, clips[2].id]


def test_the_list_begins_after_a_video_that_is_in_none(dana: Person) -> None:
    listed, closed = clip(dana), clip(dana, visibility="unlisted")
    run_waiting()
    assert queries.neighbors(None, note_id=closed.id) == queries.Neighbors(None, listed.id, "")


def test_it_costs_the_same_with_many_videos(dana: Person, lin: Person) -> None:
    def cost() -> int:
        run_waiting()
        with CaptureQueriesContext(connection) as asked:
            page = queries.watch(lin)
            queries.neighbors(lin, note_id=page.note_ids[0])
        return len(asked)

    clip(dana)
    few = cost()
    for hours in range(30):
        clip(dana, hours=hours)
    assert cost() <= few
