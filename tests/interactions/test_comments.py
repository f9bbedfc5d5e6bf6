from datetime import timedelta
from functools import partial
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from redbridge.accounts.models import Person
from redbridge.events.models import Announcement
from redbridge.follows import actions as follows
from redbridge.interactions import actions, queries
from redbridge.interactions.actions.comments import KEEP_DELETED
from redbridge.interactions.models import Comment, CommentLike
from redbridge.kit.errors import NotAllowed, NotFound, Refused, TooFast
from redbridge.media import actions as media
from redbridge.media.models import Picture
from redbridge.notes import actions as notes
from redbridge.notes.models import Note
from tests.interactions.stage import at_once, many_notes, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def note(dana: Person) -> Note:
    return publish(dana)


def count_of(note: Note) -> int:
    return queries.tallies([note.id])[note.id].comments


def texts(viewer: Person | None, note: Note) -> list[str]:
    return [row.text for row in queries.comments_of(viewer, note_id=note.id).comments]


def replies(viewer: Person | None, comment: Comment) -> list[str]:
    return [row.text for row in queries.replies_of(viewer, comment_ids=[comment.id]).get(comment.id, [])]


def picture_of(person: Person) -> Picture:
    file = BytesIO()
    Image.new("RGB", (600, 800), "teal").save(file, "JPEG")
    file.seek(0)
    return media.upload_picture(person, source=file)


def test_a_comment_carries_its_language_and_is_counted(note: Note, lin: Person) -> None:
    made = actions.comment(lin, note_id=note.id, text="  这家店的豆花真好吃，下次还要去。\r\n")
    assert (made.text, made.language) == ("这家店的豆花真好吃，下次还要去。", "zh-Hans")
    assert (count_of(note), texts(None, note)) == (1, [made.text])
    assert Announcement.objects.get(event="Commented").payload == {"comment_id": made.id}


@pytest.mark.parametrize("text", ["", " \n\t", "\x00\x01", "x" * 2001])
def test_bad_words_are_refused_beside_their_field(note: Note, lin: Person, text: str) -> None:
    with pytest.raises(Refused) as refused:
        actions.comment(lin, note_id=note.id, text=text)
    assert refused.value.field == "text"
    assert count_of(note) == 0


def test_two_thousand_characters_fit(note: Note, lin: Person) -> None:
    assert len(actions.comment(lin, note_id=note.id, text="字" * 2000).text) == 2000


def test_a_reply_to_a_reply_stands_below_the_same_comment(note: Note, lin: Person, mei: Person, dana: Person) -> None:
    top = actions.comment(lin, note_id=note.id, text="Where is this?")
    first = actions.comment(dana, note_id=note.id, text="In Ohio", reply_to=top.id)
    second = actions.comment(mei, note_id=note.id, text="How far?", reply_to=first.id)
    assert (first.parent_id, first.answers_id) == (top.id, None)
    assert (second.parent_id, second.answers_id) == (top.id, dana.id)
    assert texts(None, note) == ["Where is this?"]
    assert replies(None, top) == ["In Ohio", "How far?"]
    assert (count_of(note), Comment.objects.get(id=top.id).reply_count) == (3, 2)


def test_a_reply_belongs_to_the_note_of_its_comment(note: Note, lin: Person, dana: Person) -> None:
    elsewhere = actions.comment(lin, note_id=publish(dana, "Another").id, text="Hello")
    with pytest.raises(NotFound):
        actions.comment(lin, note_id=note.id, text="Hello", reply_to=elsewhere.id)


def test_sending_twice_makes_one_comment(file_database: None, note: Note, lin: Person) -> None:
    results = at_once(*[partial(actions.comment, lin, note_id=note.id, text="Lovely")] * 4)
    assert len({row.id for row in results}) == 1
    assert (count_of(note), Comment.objects.count()) == (1, 1)


def test_comments_at_once_are_all_counted(file_database: None, note: Note, lin: Person, mei: Person) -> None:
    top = actions.comment(lin, note_id=note.id, text="First")
    say = partial(actions.comment, note_id=note.id, reply_to=top.id)
    at_once(*(partial(say, person, text=f"{number}") for number in range(3) for person in (lin, mei)))
    assert (count_of(note), Comment.objects.get(id=top.id).reply_count) == (7, 6)


def test_the_same_words_later_are_another_comment(note: Note, lin: Person) -> None:
    first = actions.comment(lin, note_id=note.id, text="Lovely")
    Comment.objects.update(created_at=timezone.now() - timedelta(minutes=2))
    assert actions.comment(lin, note_id=note.id, text="Lovely").id != first.id


def test_a_flood_of_comments_is_slowed(note: Note, lin: Person) -> None:
    for number in range(10):
        actions.comment(lin, note_id=note.id, text=f"Number {number}")
    with pytest.raises(TooFast):
        actions.comment(lin, note_id=note.id, text="One more")


def test_who_may_not_see_the_note_can_neither_read_nor_write(note: Note, dana: Person, ken: Person) -> None:
    made = actions.comment(dana, note_id=note.id, text="Mine")
    notes.change_visibility(dana, note_id=note.id, visibility="me")
    for attempt in (
        partial(actions.comment, ken, note_id=note.id, text="Hello"),
        partial(queries.comments_of, ken, note_id=note.id),
        partial(queries.comments_of, None, note_id=note.id),
        partial(queries.get_comment, ken, comment_id=made.id),
        partial(actions.like_comment, ken, comment_id=made.id),
        partial(actions.delete_comment, ken, comment_id=made.id),
    ):
        with pytest.raises(NotFound):
            attempt()
    assert queries.replies_of(ken, comment_ids=[made.id]) == {}


def test_people_who_block_each_other_do_not_meet_below_notes_of_others(note: Note, lin: Person, ken: Person) -> None:
    top = actions.comment(lin, note_id=note.id, text="From Lin")
    other = actions.comment(ken, note_id=note.id, text="From Ken")
    actions.comment(ken, note_id=note.id, text="Ken to Lin", reply_to=top.id)
    follows.block(lin, person_id=ken.id)
    assert (texts(lin, note), texts(ken, note)) == (["From Lin"], ["From Ken"])
    assert replies(lin, top) == []
    for viewer, comment in ((ken, top), (lin, other)):
        with pytest.raises(NotFound):
            actions.comment(viewer, note_id=note.id, text="Still here", reply_to=comment.id)
        with pytest.raises(NotFound):
            actions.like_comment(viewer, comment_id=comment.id)


def test_a_muted_person_is_left_out_of_lists_only(note: Note, lin: Person, ken: Person) -> None:
    made = actions.comment(ken, note_id=note.id, text="From Ken")
    follows.mute(lin, person_id=ken.id)
    assert (texts(lin, note), texts(ken, note)) == ([], ["From Ken"])
    assert queries.get_comment(lin, comment_id=made.id).text == "From Ken"


def test_a_hidden_comment_is_for_its_author_and_moderators(
    note: Note, lin: Person, ken: Person, ruth: Person, omar: Person
) -> None:
    top = actions.comment(lin, note_id=note.id, text="Hidden")
    actions.comment(ken, note_id=note.id, text="A reply", reply_to=top.id)
    actions.change_standing_of_comment(comment_id=top.id, state="hidden")
    assert count_of(note) == 0
    assert [texts(viewer, note) for viewer in (lin, ruth, omar, ken, None)] == [["Hidden"]] * 3 + [[], []]
    assert replies(ken, top) == []
    with pytest.raises(NotFound):
        queries.get_comment(ken, comment_id=top.id)
    actions.change_standing_of_comment(comment_id=top.id, state="visible")
    assert (count_of(note), texts(None, note)) == (2, ["Hidden"])


def test_an_edit_is_a_new_version_within_a_quarter_of_an_hour(note: Note, lin: Person, dana: Person) -> None:
    made = actions.comment(lin, note_id=note.id, text="Lovley")
    edited = actions.edit_comment(lin, comment_id=made.id, text="Lovely")
    assert (edited.text, edited.version, edited.edited_at is not None) == ("Lovely", 2, True)
    assert actions.edit_comment(lin, comment_id=made.id, text="Lovely").version == 2
    with pytest.raises(NotAllowed):
        actions.edit_comment(dana, comment_id=made.id, text="Mine now")
    Comment.objects.update(created_at=timezone.now() - timedelta(minutes=16))
    with pytest.raises(Refused):
        actions.edit_comment(lin, comment_id=made.id, text="Too late")


def test_its_author_says_which_language_a_comment_is_in(note: Note, lin: Person) -> None:
    made = actions.comment(lin, note_id=note.id, text="Papaya salad")
    assert actions.edit_comment(lin, comment_id=made.id, text="Papaya salad", language="es").language == "es"
    assert actions.edit_comment(lin, comment_id=made.id, text="Papaya salad").language == "es"
    assert actions.edit_comment(lin, comment_id=made.id, text="La ensalada del mercado", language="").language == "es"
    assert actions.edit_comment(lin, comment_id=made.id, text="I love this salad").language == "en"
    with pytest.raises(Refused):
        actions.edit_comment(lin, comment_id=made.id, text="I love this salad", language="xx")


def test_a_comment_too_short_to_tell_is_in_its_authors_language(note: Note, lin: Person) -> None:
    lin.writes = ["es"]
    assert actions.comment(lin, note_id=note.id, text="xoxo").language == "es"


def test_its_author_and_the_notes_author_can_delete_a_comment(
    note: Note, dana: Person, lin: Person, ken: Person
) -> None:
    own, other = (actions.comment(lin, note_id=note.id, text=text) for text in ("One", "Two"))
    with pytest.raises(NotAllowed):
        actions.delete_comment(ken, comment_id=own.id)
    actions.delete_comment(lin, comment_id=own.id)
    actions.delete_comment(lin, comment_id=own.id)
    actions.delete_comment(dana, comment_id=other.id)
    assert (count_of(note), texts(dana, note)) == (0, [])
    assert Announcement.objects.filter(event="CommentDeleted").count() == 2
    assert set(Comment.objects.values_list("text", flat=True)) == {""}


def test_a_deleted_comment_keeps_its_place_while_it_has_replies(note: Note, lin: Person, mei: Person) -> None:
    top = actions.comment(lin, note_id=note.id, text="Where is this?")
    reply = actions.comment(mei, note_id=note.id, text="In Ohio", reply_to=top.id)
    actions.delete_comment(lin, comment_id=top.id)
    [left] = queries.comments_of(None, note_id=note.id).comments
    assert (left.text, left.deleted_at is not None, count_of(note)) == ("", True, 1)
    assert replies(None, top) == ["In Ohio"]
    with pytest.raises(NotFound):
        actions.comment(mei, note_id=note.id, text="Hello?", reply_to=top.id)
    actions.delete_comment(mei, comment_id=reply.id)
    assert (texts(None, note), count_of(note)) == ([], 0)


def test_deleted_comments_are_forgotten_after_a_month(note: Note, lin: Person) -> None:
    kept, gone = (actions.comment(lin, note_id=note.id, text=text) for text in ("Kept", "Gone"))
    actions.delete_comment(lin, comment_id=gone.id)
    actions.purge_deleted_comments()
    assert Comment.objects.count() == 2
    Comment.objects.filter(id=gone.id).update(deleted_at=timezone.now() - KEEP_DELETED - timedelta(hours=1))
    actions.purge_deleted_comments()
    assert Comment.objects.get().id == kept.id


def test_comments_by_id_are_those_one_may_read(
    note: Note, dana: Person, lin: Person, ken: Person, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    top = actions.comment(lin, note_id=note.id, text="Where?")
    reply = actions.comment(dana, note_id=note.id, text="In Ohio", reply_to=top.id)
    gone = actions.comment(lin, note_id=note.id, text="Gone")
    actions.delete_comment(lin, comment_id=gone.id)
    ids = [top.id, reply.id, gone.id, 7, 2**70]
    with django_assert_max_num_queries(5):
        assert set(queries.comments_by_id(ken, ids=ids)) == {top.id, reply.id}
    actions.change_standing_of_comment(comment_id=top.id, state="hidden")
    assert queries.comments_by_id(ken, ids=ids) == {}
    assert set(queries.comments_by_id(lin, ids=ids)) == {top.id, reply.id}
    actions.change_standing_of_comment(comment_id=top.id, state="visible")
    notes.change_visibility(dana, note_id=note.id, visibility="me")
    assert queries.comments_by_id(ken, ids=ids) == {}


def test_a_picture_of_a_comment_is_seen_by_who_reads_the_comment(
    note: Note, dana: Person, lin: Person, ken: Person
) -> None:
    picture = picture_of(lin)
    made = actions.comment(lin, note_id=note.id, text="", picture_id=picture.id)
    assert (made.picture_id, Picture.objects.get(id=picture.id).is_attached) == (picture.id, True)
    assert queries.picture_is_visible(None, picture_id=picture.id)
    notes.change_visibility(dana, note_id=note.id, visibility="followers")
    assert [queries.picture_is_visible(viewer, picture_id=picture.id) for viewer in (None, ken, dana)] == [
        False,
        False,
        True,
    ]
    actions.delete_comment(lin, comment_id=made.id)
    assert not Picture.objects.filter(id=picture.id).exists()


def test_a_picture_is_ones_own_and_used_once(note: Note, lin: Person, ken: Person) -> None:
    picture = picture_of(lin)
    with pytest.raises(NotFound):
        actions.comment(ken, note_id=note.id, text="Mine?", picture_id=picture.id)
    actions.comment(lin, note_id=note.id, text="Look", picture_id=picture.id)
    with pytest.raises(Refused):
        actions.comment(lin, note_id=note.id, text="Again", picture_id=picture.id)
    assert count_of(note) == 1


def test_likes_of_comments_at_once_are_all_counted(file_database: None, note: Note, lin: Person, mei: Person) -> None:
    made = actions.comment(lin, note_id=note.id, text="Lovely")
    like, unlike = (partial(act, comment_id=made.id) for act in (actions.like_comment, actions.unlike_comment))
    assert at_once(*(partial(like, person) for person in (lin, mei) * 3)) == [None] * 6
    assert Comment.objects.get().likes == 2 == CommentLike.objects.count()
    assert queries.comment_marks(mei, comment_ids=[made.id]) == {made.id}
    at_once(*(partial(unlike, person) for person in (lin, mei) * 3))
    assert (Comment.objects.get().likes, queries.comment_marks(mei, comment_ids=[made.id])) == (0, set())


def test_the_most_liked_come_first_then_the_newest_page_by_page(note: Note, lin: Person) -> None:
    rows = _many_comments(note, lin, 9)
    Comment.objects.filter(id=rows[2].id).update(likes=5)
    Comment.objects.filter(id__in=[rows[4].id, rows[6].id]).update(likes=2)
    expected = [rows[number].id for number in (2, 6, 4, 8, 7, 5, 3, 1, 0)]
    found, after = [], ""
    for _ in range(3):
        page = queries.comments_of(None, note_id=note.id, after=after, limit=3)
        found += [row.id for row in page.comments]
        after = page.after
    assert (found, after) == (expected, "")
    for broken in ("x", "1:", "1:2:3", "-1:5", "9" * 40, "5:99999999999999999999"):
        assert [row.id for row in queries.comments_of(None, note_id=note.id, after=broken).comments] == expected


def test_fifty_comments_cost_as_many_queries_as_two(dana: Person, lin: Person) -> None:
    few, many = many_notes(dana, 2)
    queries.comments_of(lin, note_id=few.id)  # whether she moderates is looked up once
    costs = []
    for note, count in ((few, 2), (many, 50)):
        tops = _many_comments(note, lin, count)
        for top in tops:
            _many_comments(note, dana, 4, parent=top)
        with CaptureQueriesContext(connection) as log:
            page = queries.comments_of(lin, note_id=note.id, limit=50)
            below = queries.replies_of(lin, comment_ids=[row.id for row in page.comments], limit_each=3)
        assert [len(below[top.id]) for top in tops] == [3] * count
        costs.append(len(log))
    assert costs[0] == costs[1] <= 7


def test_a_conversation_is_read_from_its_indexes(note: Note, lin: Person) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("reads SQLite's plan")
    rows = _many_comments(note, lin, 3)
    with CaptureQueriesContext(connection) as log:
        queries.comments_of(None, note_id=note.id)
        queries.replies_of(None, comment_ids=[row.id for row in rows])
    plans = [_plan(query["sql"]) for query in log if "interactions_comment" in query["sql"]]
    assert "comment_best_first" in plans[0]
    assert "TEMP B-TREE" not in plans[0]
    assert any("comment_replies" in plan for plan in plans[1:])


def _plan(sql: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN QUERY PLAN " + sql)
        return " / ".join(str(row[-1]) for row in cursor.fetchall())


def test_mentions_of_a_page_are_found_in_one_query(
    note: Note, lin: Person, mei: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    rows = [actions.comment(lin, note_id=note.id, text=text) for text in ("@mei look", "@nobody and @MEI", "none")]
    with django_assert_num_queries(1):
        assert queries.mentioned_in_comments(rows) == {"mei": "mei"}


def _many_comments(note: Note, author: Person, count: int, parent: Comment | None = None) -> list[Comment]:
    rows = Comment.objects.bulk_create(
        Comment(note=note, author=author, parent=parent, text=f"{number}", created_at=timezone.now())
        for number in range(count)
    )
    if parent:
        Comment.objects.filter(id=parent.id).update(reply_count=count)
    return rows
