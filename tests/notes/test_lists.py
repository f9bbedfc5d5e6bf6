from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from redbridge.accounts.models import Person
from redbridge.follows import actions as follows
from redbridge.kit.errors import NotFound
from redbridge.notes import actions, queries
from redbridge.notes.models import Hashtag, Note, NoteHashtag, Visibility
from redbridge.notes.text import fold
from tests.notes.conftest import publish

pytestmark = pytest.mark.django_db
START = datetime(2025, 1, 14, tzinfo=UTC)


@pytest.fixture
def many(mei: Person) -> list[int]:
    """Thirty notes, a third of them for followers only; newest first."""
    ids: list[int] = []
    for number in range(30):
        circle = Visibility.FOLLOWERS if number % 3 == 0 else Visibility.EVERYONE
        note = Note(
            author=mei,
            kind="text",
            visibility=circle,
            position=(number + 1) << 22,
            published_at=START,
            title=str(number),
        )
        note.save()
        ids.insert(0, note.id)
    tag = Hashtag.objects.create(name="tea", shown="Tea", note_count=30)
    NoteHashtag.objects.bulk_create(
        NoteHashtag(hashtag=tag, note=note, position=note.position) for note in Note.objects.all()
    )
    return ids


def walk(turn: Any, limit: int) -> list[list[int]]:
    pages, after = [], ""
    while True:
        page = turn(after, limit)
        pages.append(page.note_ids)
        after = page.after
        if not after:
            return pages


def test_pages_join_to_the_whole_list(many: list[int], mei: Person, ken: Person) -> None:
    for viewer, expected in (
        (mei, many),
        (ken, [note_id for place, note_id in enumerate(many) if (29 - place) % 3]),
        (None, [note_id for place, note_id in enumerate(many) if (29 - place) % 3]),
    ):
        for limit in (1, 7, 24, 100):
            pages = walk(
                lambda after, most, who=viewer: queries.notes_by(who, person=mei, after=after, limit=most), limit
            )
            assert [note_id for page in pages for note_id in page] == expected
            assert all(len(page) == limit for page in pages[:-1])
            pages = walk(
                lambda after, most, who=viewer: queries.notes_under(who, hashtag="#TEA", after=after, limit=most), limit
            )
            assert [note_id for page in pages for note_id in page] == expected


def test_a_page_gives_up_instead_of_reading_everything(mei: Person, ken: Person) -> None:
    Note.objects.bulk_create(
        Note(author=mei, kind="text", visibility="followers", position=number, published_at=START)
        for number in range(1, 101)
    )
    last = publish(mei, at=START - timedelta(days=4000), title="the only public one")
    with CaptureQueriesContext(connection) as asked:
        page = queries.notes_by(ken, person=mei, limit=4)
    assert page.note_ids == []
    assert page.after
    assert len(asked) <= 2 * queries.MOST_ROUNDS + 1
    pages = walk(lambda after, most: queries.notes_by(ken, person=mei, after=after, limit=most), 4)
    assert [note_id for ids in pages for note_id in ids] == [last.id]


def test_a_strange_position_is_the_beginning(many: list[int], mei: Person) -> None:
    for odd in ("x", "-", "9" * 40, "1 or 1=1", "²", "٣"):
        assert queries.notes_by(None, person=mei, after=odd, limit=3).note_ids or odd == "٣"


def test_a_page_costs_the_same_with_more_notes(many: list[int], mei: Person, ken: Person) -> None:
    with CaptureQueriesContext(connection) as asked:
        queries.notes_by(mei, person=mei, limit=10)
    assert len(asked) == 2
    with CaptureQueriesContext(connection) as asked:
        queries.notes_under(None, hashtag="tea", limit=2)
    assert len(asked) == 3


def plan(asked: CaptureQueriesContext, place: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN QUERY PLAN " + asked.captured_queries[place]["sql"])
        return "\n".join(row[-1] for row in cursor.fetchall())


@pytest.mark.skipif("not __import__('django').conf.settings.ON_SQLITE", reason="reads SQLite's plans")
def test_lists_are_read_from_covering_indexes_in_order(many: list[int], mei: Person, ken: Person) -> None:
    after = str(15 << 22)
    with CaptureQueriesContext(connection) as by:
        queries.notes_by(None, person=mei, after=after, limit=5)
    with CaptureQueriesContext(connection) as under:
        queries.notes_under(None, hashtag="tea", after=after, limit=5)
    for found, index in ((plan(by, 0), "note_by_author"), (plan(under, 1), "note_hashtag_newest")):
        assert f"USING COVERING INDEX {index}" in found
        assert "TEMP B-TREE" not in found
    with CaptureQueriesContext(connection) as asked:
        queries.visible_notes(ken, ids=many)
    rule = plan(asked, 0)
    assert "SCAN" not in rule
    assert "follower_id=? AND followed_id=?" in rule
    assert "blocker_id=? AND blocked_id=?" in rule


def test_pinned_notes(mei: Person, ken: Person) -> None:
    shown = [publish(mei) for _ in range(2)]
    private = publish(mei, visibility="me")
    for note in (*shown, private):
        actions.pin_note(mei, note_id=note.id)
    assert queries.pinned_by(ken, person=mei) == [shown[1].id, shown[0].id]
    assert queries.pinned_by(mei, person=mei) == [private.id, shown[1].id, shown[0].id]


def test_hashtags_by_their_beginning(mei: Person) -> None:
    for number in range(3):
        publish(mei, caption="#慢旅行 " + "#慢生活" * (number > 0) + " #slow")
    assert [(tag.shown, tag.note_count) for tag in queries.hashtags_starting("慢")] == [("慢旅行", 3), ("慢生活", 2)]
    assert queries.hashtags_starting("") == []
    assert queries.hashtags_starting("%") == []
    assert queries.hashtag("ＳＬＯＷ").note_count == 3
    assert queries.hashtag("nothing").note_count == 0
    for odd in ("", "#", "x" * 61, "\x00"):
        with pytest.raises(NotFound):
            queries.hashtag(odd)
    assert fold("ＳＬＯＷ") == "slow"


def test_mentions_and_hashtags_of_notes(mei: Person, dana: Person, lin: Person) -> None:
    follows.block(lin, person_id=mei.id)
    note = publish(mei, caption="with @Dana and @lin and @nobody #Tea #茶")
    assert queries.mentioned_in([note.id]) == {note.id: {"dana": "dana"}}
    assert queries.hashtags_of([note.id]) == {note.id: ["tea", "茶"]}


def test_pictures_are_seen_with_what_shows_them(mei: Person, ken: Person, dana: Person) -> None:
    follows.follow(dana, person_id=mei.id)
    note = publish(mei, visibility="followers")
    [picture] = queries.pictures_of([note.id])[note.id]
    assert [queries.picture_is_visible(viewer, picture_id=picture.id) for viewer in (mei, dana, ken, None)] == [
        True,
        True,
        False,
        False,
    ]
    assert not queries.picture_is_visible(mei, picture_id=1)
