from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from redbridge.accounts.models import Person
from redbridge.kit.errors import NotFound, Refused
from redbridge.media.models import Picture
from redbridge.notes import actions, queries
from redbridge.notes.actions import DraftChanged
from redbridge.notes.models import Draft, Note
from tests.notes.conftest import publish, row

pytestmark = pytest.mark.django_db


def pictures(draft: Draft) -> list[int]:
    return [picture.id for picture in queries.draft_pictures([draft.id]).get(draft.id, [])]


def test_a_draft_is_saved_field_by_field(mei: Person) -> None:
    draft = actions.save_draft(mei, title="One")
    draft = actions.save_draft(mei, draft_id=draft.id, revision=draft.revision, caption="Two")
    assert (draft.title, draft.caption, draft.revision) == ("One", "Two", 2)
    assert actions.save_draft(mei, draft_id=draft.id, caption="Two").revision == 2, "nothing changed"
    assert queries.drafts_of(mei) == [draft]
    assert not Note.objects.exists()


def test_a_stale_page_gets_the_newest_draft(mei: Person) -> None:
    draft = actions.save_draft(mei, caption="here")
    actions.save_draft(mei, draft_id=draft.id, revision=1, caption="on the phone")
    with pytest.raises(DraftChanged) as changed:
        actions.save_draft(mei, draft_id=draft.id, revision=1, caption="at the desk")
    assert (changed.value.status, changed.value.draft.caption, changed.value.draft.revision) == (409, "on the phone", 2)
    assert actions.save_draft(mei, draft_id=draft.id, revision=1, caption="on the phone").revision == 2, (
        "the same words"
    )


def test_a_draft_is_its_authors_alone(mei: Person, ken: Person) -> None:
    draft = actions.save_draft(mei, caption="mine")
    theirs = actions.save_draft(ken, caption="theirs")
    attempts: tuple[Callable[[], object], ...] = (
        lambda: queries.get_draft(ken, draft_id=draft.id),
        lambda: actions.save_draft(ken, draft_id=draft.id, caption="x"),
        lambda: actions.add_pictures_to_draft(ken, draft_id=draft.id, picture_ids=[]),
        lambda: actions.reorder_draft_pictures(ken, draft_id=draft.id, picture_ids=[]),
        lambda: actions.edit_note(ken, note_id=publish(mei).id),
    )
    for attempt in attempts:
        with pytest.raises(NotFound):
            attempt()
    actions.delete_draft(ken, draft_id=draft.id)
    assert queries.drafts_of(mei) == [draft]
    with pytest.raises(Refused):
        actions.add_pictures_to_draft(ken, draft_id=theirs.id, picture_ids=[row(mei)])


@pytest.mark.parametrize("said", [{"title": "x" * 101}, {"kind": "reel"}, {"visibility": ""}])
def test_what_cannot_be_kept_is_refused_and_changes_nothing(mei: Person, said: dict[str, Any]) -> None:
    draft = actions.save_draft(mei, caption="kept")
    with pytest.raises(Refused):
        actions.save_draft(mei, draft_id=draft.id, **said)
    assert queries.get_draft(mei, draft_id=draft.id).caption == "kept"


def test_a_place_with_coordinates_is_refused_when_published(mei: Person) -> None:
    draft = actions.save_draft(mei, place="39.9042,116.4074")
    actions.add_pictures_to_draft(mei, draft_id=draft.id, picture_ids=[row(mei)])
    with pytest.raises(Refused) as refused:
        actions.publish_draft(mei, draft_id=draft.id)
    assert refused.value.field == "place"
    assert queries.get_draft(mei, draft_id=draft.id).place, "nothing is lost"


def test_pictures_are_ordered_and_the_cover_stays(mei: Person) -> None:
    draft = actions.save_draft(mei)
    first, second, third = row(mei), row(mei), row(mei)
    actions.add_pictures_to_draft(mei, draft_id=draft.id, picture_ids=[first, second])
    actions.add_pictures_to_draft(mei, draft_id=draft.id, picture_ids=[second, third])
    assert pictures(draft) == [first, second, third]
    assert not Picture.objects.filter(is_attached=False).exists(), "pictures of a draft outlive the day"
    actions.save_draft(mei, draft_id=draft.id, cover_index=1)
    draft = actions.reorder_draft_pictures(mei, draft_id=draft.id, picture_ids=[third, first, second])
    assert (pictures(draft), draft.cover_index) == ([third, first, second], 2)
    draft = actions.remove_picture_from_draft(mei, draft_id=draft.id, picture_id=third)
    assert (pictures(draft), draft.cover_index) == ([first, second], 1)
    draft = actions.remove_picture_from_draft(mei, draft_id=draft.id, picture_id=second)
    assert (pictures(draft), draft.cover_index) == ([first], 0)
    assert set(Picture.objects.values_list("id", flat=True)) == {first}
    for odd in ([], [first, first], [first, second]):
        with pytest.raises(Refused):
            actions.reorder_draft_pictures(mei, draft_id=draft.id, picture_ids=odd)


def test_a_draft_holds_eighteen_pictures(mei: Person) -> None:
    draft = actions.save_draft(mei)
    actions.add_pictures_to_draft(mei, draft_id=draft.id, picture_ids=[row(mei) for _ in range(18)])
    with pytest.raises(Refused, match="18"):
        actions.add_pictures_to_draft(mei, draft_id=draft.id, picture_ids=[row(mei)])


def test_a_deleted_draft_takes_its_pictures_along(mei: Person) -> None:
    draft = actions.save_draft(mei)
    actions.add_pictures_to_draft(mei, draft_id=draft.id, picture_ids=[row(mei)])
    actions.delete_draft(mei, draft_id=draft.id)
    actions.delete_draft(mei, draft_id=draft.id)
    assert not Picture.objects.exists()


def test_giving_up_an_edit_leaves_the_note_as_it_is(mei: Person) -> None:
    note = publish(mei, caption="as it is")
    draft = actions.edit_note(mei, note_id=note.id)
    actions.add_pictures_to_draft(mei, draft_id=draft.id, picture_ids=[row(mei)])
    actions.delete_draft(mei, draft_id=draft.id)
    assert len(queries.pictures_of([note.id])[note.id]) == Picture.objects.count() == 1


def test_a_hundred_drafts_are_enough(mei: Person) -> None:
    Draft.objects.bulk_create(Draft(author=mei, updated_at="2025-01-14T00:00:00Z") for _ in range(100))
    with pytest.raises(Refused, match="100"):
        actions.save_draft(mei, caption="one more")


def test_saving_is_cheap(mei: Person) -> None:
    draft = actions.save_draft(mei, caption="a")
    with CaptureQueriesContext(connection) as asked:
        actions.save_draft(mei, draft_id=draft.id, revision=1, caption="ab")
    assert len([query for query in asked if "SAVEPOINT" not in query["sql"]]) <= 3
