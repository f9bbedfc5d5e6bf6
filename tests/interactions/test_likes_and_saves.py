from functools import partial

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from redbridge.accounts import actions as accounts
from redbridge.accounts.models import Person, Preferences
from redbridge.events.models import Announcement
from redbridge.follows import actions as follows
from redbridge.interactions import actions, queries
from redbridge.interactions.models import Collection, Comment, NoteLike, Save, Tally
from redbridge.kit.errors import NotAllowed, NotFound, Refused, TooFast
from redbridge.notes import actions as notes
from tests.interactions.stage import at_once, many_notes, publish

pytestmark = pytest.mark.django_db


def counts(note_id: int) -> tuple[int, int, int]:
    found = queries.tallies([note_id])[note_id]
    return found.likes, found.saves, found.comments


def announced(event: str) -> int:
    return Announcement.objects.filter(event=event).count()


def test_a_note_nobody_touched_counts_nothing(dana: Person) -> None:
    assert counts(publish(dana).id) == (0, 0, 0)


def test_liking_twice_is_liking_once(dana: Person, lin: Person) -> None:
    note = publish(dana)
    actions.like_note(lin, note_id=note.id)
    actions.like_note(lin, note_id=note.id)
    assert counts(note.id) == (1, 0, 0)
    assert announced("NoteLiked") == 1
    assert queries.marks(lin, note_ids=[note.id]).liked == {note.id}
    actions.unlike_note(lin, note_id=note.id)
    actions.unlike_note(lin, note_id=note.id)
    assert counts(note.id) == (0, 0, 0)
    assert announced("NoteUnliked") == 1


def test_likes_at_once_are_all_counted(file_database: None, dana: Person, lin: Person, mei: Person) -> None:
    note = publish(dana)
    people = [dana, lin, mei]
    results = at_once(*(partial(actions.like_note, person, note_id=note.id) for person in people * 3))
    assert results == [None] * 9
    assert counts(note.id) == (3, 0, 0) == (NoteLike.objects.filter(note=note).count(), 0, 0)
    results = at_once(*(partial(actions.unlike_note, person, note_id=note.id) for person in people * 3))
    assert results == [None] * 9
    assert counts(note.id) == (0, 0, 0)
    assert (announced("NoteLiked"), announced("NoteUnliked")) == (3, 3)


def test_saves_at_once_make_one_collection_and_one_save(file_database: None, dana: Person, lin: Person) -> None:
    note = publish(dana)
    results = at_once(*[partial(actions.save_note, lin, note_id=note.id)] * 4)
    assert len({row.id for row in results}) == 1
    assert (Collection.objects.get().save_count, counts(note.id)) == (1, (0, 1, 0))


@pytest.mark.parametrize("visibility", ["followers", "mutuals", "me"])
def test_what_one_may_not_see_one_can_neither_like_nor_save(dana: Person, ken: Person, visibility: str) -> None:
    note = publish(dana, visibility=visibility)
    for act in (actions.like_note, actions.save_note):
        with pytest.raises(NotFound):
            act(ken, note_id=note.id)
    assert counts(note.id) == (0, 0, 0)


def test_a_block_ends_liking_in_both_directions(dana: Person, ken: Person) -> None:
    hers, his = publish(dana), publish(ken)
    follows.block(dana, person_id=ken.id)
    for actor, note in ((ken, hers), (dana, his)):
        with pytest.raises(NotFound):
            actions.like_note(actor, note_id=note.id)


def test_a_like_can_be_taken_back_from_a_note_that_closed(dana: Person, lin: Person) -> None:
    note = publish(dana)
    actions.like_note(lin, note_id=note.id)
    actions.save_note(lin, note_id=note.id)
    notes.change_visibility(dana, note_id=note.id, visibility="me")
    actions.unlike_note(lin, note_id=note.id)
    actions.unsave_note(lin, note_id=note.id)
    assert counts(note.id) == (0, 0, 0)


def test_somebody_suspended_cannot_like(dana: Person, ken: Person) -> None:
    note = publish(dana)
    suspended = accounts.change_standing_of_person(person_id=ken.id, state="suspended")
    with pytest.raises(NotAllowed):
        actions.like_note(suspended, note_id=note.id)


def test_a_flood_of_likes_is_slowed(dana: Person, ken: Person) -> None:
    note = many_notes(dana, 1)[0]
    for _ in range(60):
        actions.like_note(ken, note_id=note.id)
    with pytest.raises(TooFast):
        actions.like_note(ken, note_id=note.id)


def test_marks_are_one_query_whatever_their_number(
    dana: Person, lin: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    found = many_notes(dana, 12)
    for note in found[:5]:
        actions.like_note(lin, note_id=note.id)
    actions.save_note(lin, note_id=found[6].id)
    ids = [note.id for note in found]
    with django_assert_num_queries(1):
        marks = queries.marks(lin, note_ids=ids)
    assert (marks.liked, marks.saved) == (set(ids[:5]), {ids[6]})
    with django_assert_num_queries(1):
        assert sum(found.likes for found in queries.tallies(ids).values()) == 5
    with django_assert_num_queries(0):
        assert queries.marks(None, note_ids=ids).liked == set()


def test_a_save_without_a_choice_goes_to_the_default_collection(dana: Person, lin: Person) -> None:
    note = publish(dana)
    default = actions.save_note(lin, note_id=note.id)
    assert (default.is_default, default.is_private, default.shown_name) == (True, True, "Saved")
    tea = actions.create_collection(lin, name=" Tea  houses ")
    assert tea.name == "Tea houses"
    assert actions.save_note(lin, note_id=note.id, collection_id=tea.id) == tea
    assert actions.save_note(lin, note_id=note.id) == tea
    assert dict(Collection.objects.values_list("id", "save_count")) == {default.id: 0, tea.id: 1}
    assert (counts(note.id), announced("NoteSaved")) == ((0, 1, 0), 1)
    actions.unsave_note(lin, note_id=note.id)
    actions.unsave_note(lin, note_id=note.id)
    assert (counts(note.id), Collection.objects.get(id=tea.id).save_count) == ((0, 0, 0), 0)


def test_nobody_saves_into_the_collection_of_another(dana: Person, lin: Person, ken: Person) -> None:
    note, theirs = publish(dana), actions.create_collection(lin, name="Tea")
    with pytest.raises(NotFound):
        actions.save_note(ken, note_id=note.id, collection_id=theirs.id)
    for change in (
        partial(actions.rename_collection, name="Mine"),
        partial(actions.set_collection_privacy, is_private=False),
        actions.delete_collection,
    ):
        with pytest.raises(NotFound):
            change(ken, collection_id=theirs.id)


@pytest.mark.parametrize("name", ["", " \n ", "\x00", "x" * 61])
def test_a_collection_needs_a_good_name(lin: Person, name: str) -> None:
    with pytest.raises(Refused) as refused:
        actions.create_collection(lin, name=name)
    assert refused.value.field == "name"


def test_names_of_collections_are_taken_once(lin: Person, mei: Person) -> None:
    actions.create_collection(lin, name="Tea")
    other = actions.create_collection(lin, name="Cats")
    actions.create_collection(mei, name="Tea")
    with pytest.raises(Refused):
        actions.create_collection(lin, name="Tea")
    with pytest.raises(Refused):
        actions.rename_collection(lin, collection_id=other.id, name="Tea")


def test_a_deleted_collection_loses_no_note(dana: Person, lin: Person) -> None:
    note, tea = publish(dana), actions.create_collection(lin, name="Tea")
    actions.save_note(lin, note_id=note.id, collection_id=tea.id)
    actions.delete_collection(lin, collection_id=tea.id)
    default = Collection.objects.get()
    assert (default.is_default, default.save_count, Save.objects.get().collection_id) == (True, 1, default.id)
    with pytest.raises(Refused):
        actions.delete_collection(lin, collection_id=default.id)


def test_collections_are_private_until_they_are_opened(dana: Person, lin: Person, ken: Person) -> None:
    note, tea = publish(dana), actions.create_collection(lin, name="Tea")
    actions.save_note(lin, note_id=note.id, collection_id=tea.id)
    assert [row.id for row in queries.collections_of(lin, person=lin)] == [tea.id]
    for viewer in (ken, None):
        assert queries.collections_of(viewer, person=lin) == []
        with pytest.raises(NotFound):
            queries.notes_in_collection(viewer, collection_id=tea.id)
    actions.set_collection_privacy(lin, collection_id=tea.id, is_private=False)
    assert [row.id for row in queries.collections_of(ken, person=lin)] == [tea.id]
    assert queries.notes_in_collection(None, collection_id=tea.id).note_ids == [note.id]
    follows.block(lin, person_id=ken.id)
    assert queries.collections_of(ken, person=lin) == []
    with pytest.raises(NotFound):
        queries.get_collection(ken, collection_id=tea.id)


def test_an_open_collection_shows_only_what_the_viewer_may_see(dana: Person, lin: Person, ken: Person) -> None:
    open_note, closed = publish(dana), publish(dana, visibility="followers")
    follows.follow(lin, person_id=dana.id)
    tea = actions.create_collection(lin, name="Tea", is_private=False)
    for note in (open_note, closed):
        actions.save_note(lin, note_id=note.id, collection_id=tea.id)
    assert queries.notes_in_collection(lin, collection_id=tea.id).note_ids == [closed.id, open_note.id]
    assert queries.notes_in_collection(ken, collection_id=tea.id).note_ids == [open_note.id]


def test_saved_notes_come_in_pages_in_a_constant_number_of_queries(
    dana: Person, lin: Person, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    found = many_notes(dana, 7)
    for note in found:
        actions.save_note(lin, note_id=note.id)
    with django_assert_max_num_queries(4):
        first = queries.saved_notes(lin, limit=4)
    second = queries.saved_notes(lin, after=first.next, limit=4)
    assert [*first.note_ids, *second.note_ids] == [note.id for note in reversed(found)]
    assert second.next is None


def test_likes_are_private_unless_opened(dana: Person, lin: Person, ken: Person) -> None:
    note = publish(dana)
    actions.like_note(lin, note_id=note.id)
    assert queries.liked_notes(lin, person=lin).note_ids == [note.id]
    with pytest.raises(NotFound):
        queries.liked_notes(ken, person=lin)
    Preferences.objects.filter(person=lin).update(likes_are_public=True)
    assert queries.liked_notes(ken, person=lin).note_ids == [note.id]
    assert queries.liked_notes(None, person=lin).note_ids == [note.id]


def test_pages_of_saves_read_the_index_without_sorting(lin: Person) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("reads SQLite's plan")
    plan = Save.objects.filter(collection=1, id__lt=9).order_by("-id").values_list("id", "note_id")[:5].explain()
    assert "save_newest" in plan
    assert "TEMP B-TREE" not in plan


def test_counts_can_be_made_true_again(dana: Person, lin: Person) -> None:
    note = publish(dana)
    actions.like_note(lin, note_id=note.id)
    kept = actions.save_note(lin, note_id=note.id)
    top = actions.comment(lin, note_id=note.id, text="Lovely")
    actions.comment(dana, note_id=note.id, text="Thank you", reply_to=top.id)
    actions.like_comment(dana, comment_id=top.id)
    Tally.objects.update(likes=9, saves=9, comments=9)
    Comment.objects.update(likes=9, reply_count=9)
    actions.recount_notes([note.id])
    assert counts(note.id) == (1, 1, 2)
    assert list(Comment.objects.order_by("id").values_list("likes", "reply_count")) == [(1, 1), (0, 0)]
    Collection.objects.update(save_count=9)
    actions.recount_collections()
    assert Collection.objects.get(id=kept.id).save_count == 1
