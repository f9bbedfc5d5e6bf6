"""What holds when two pages send at the same moment."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from redbridge.accounts.models import Person
from redbridge.kit.errors import Problem
from redbridge.media.models import Picture
from redbridge.notes import actions, queries
from redbridge.notes.models import Draft, Hashtag, Note, NoteHashtag
from tests.notes.conftest import publish, row

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("file_database")]


def at_once(*turns: Callable[[], object]) -> list[Any]:
    """What each of the turns returned, or the problem that it met."""
    start, found = threading.Barrier(len(turns)), []

    def run(turn: Callable[[], object]) -> None:
        try:
            start.wait()
            found.append(turn())
        except Problem as problem:
            found.append(problem)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(turn,)) for turn in turns]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == len(turns)
    return found


def check_counts(mei: Person) -> None:
    assert queries.note_count_of(mei) == Note.objects.filter(is_listed=True).count()
    for tag in Hashtag.objects.all():
        assert tag.note_count == NoteHashtag.objects.filter(hashtag=tag).count()


def test_a_draft_sent_twice_at_once_is_one_note(mei: Person) -> None:
    draft = actions.save_draft(mei, kind="text", card_text="one card", caption="#tea")
    found = at_once(*[lambda: actions.publish_draft(mei, draft_id=draft.id)] * 3)
    assert {note.id for note in found} == {draft.id}
    assert Note.objects.count() == 1
    assert Picture.objects.count() == 1, "the cards of the slower clicks are gone"
    check_counts(mei)


def test_one_picture_goes_into_one_note(mei: Person) -> None:
    picture = row(mei)
    found = at_once(*[lambda: actions.publish_note(mei, picture_ids=[picture])] * 3)
    assert sum(isinstance(note, Note) for note in found) == 1


def test_new_tags_are_counted_once_for_each_note(mei: Person, lin: Person) -> None:
    pictures = [(person, row(person)) for person in (mei, lin) for _ in range(3)]
    at_once(
        *[
            lambda person=person, picture=picture: actions.publish_note(
                person, picture_ids=[picture], caption="#tea #茶 #new"
            )
            for person, picture in pictures
        ]
    )
    assert {tag.name: tag.note_count for tag in Hashtag.objects.all()} == {"tea": 6, "茶": 6, "new": 6}
    assert queries.note_counts([mei.id, lin.id]) == {mei.id: 3, lin.id: 3}


def test_three_pins_are_three(mei: Person) -> None:
    notes = [publish(mei) for _ in range(5)]
    at_once(*[lambda note=note: actions.pin_note(mei, note_id=note.id) for note in notes])
    assert len(queries.pinned_by(mei, person=mei)) == 3


def test_changing_one_mind_in_two_places(mei: Person) -> None:
    note = publish(mei, caption="#tea")
    for _ in range(3):
        at_once(
            lambda: actions.change_visibility(mei, note_id=note.id, visibility="me"),
            lambda: actions.change_visibility(mei, note_id=note.id, visibility="everyone"),
            lambda: actions.delete_note(mei, note_id=note.id),
            lambda: actions.restore_note(mei, note_id=note.id),
        )
        note.refresh_from_db()
        is_open = note.visibility == "everyone" and note.deleted_at is None
        assert Picture.objects.get().is_open == is_open
        assert queries.note_count_of(mei) == queries.hashtag("tea").note_count == int(is_open)


def test_two_workers_publish_what_is_due_once(mei: Person) -> None:
    drafts = [actions.save_draft(mei, kind="text", card_text=f"card {n}") for n in range(3)]
    Draft.objects.update(publish_at=timezone.now())
    at_once(actions.publish_due, actions.publish_due, lambda: actions.publish_draft(mei, draft_id=drafts[0].id))
    assert set(Note.objects.values_list("id", flat=True)) == {draft.id for draft in drafts}
    assert Picture.objects.count() == len(drafts), "the cards of whoever was slower are gone"
    assert not Draft.objects.exists()
    check_counts(mei)


def test_two_devices_save_at_the_same_moment(mei: Person) -> None:
    draft = actions.save_draft(mei, title="Tea", caption="Steep it.")
    found = at_once(
        lambda: actions.save_draft(mei, draft_id=draft.id, revision=1, device="a", title="Green tea"),
        lambda: actions.save_draft(mei, draft_id=draft.id, revision=1, device="b", caption="Twice."),
        lambda: actions.save_draft(mei, draft_id=draft.id, revision=1, device="c", caption="Once."),
    )
    assert sum(isinstance(each, actions.DraftChanged) for each in found) == 1
    draft.refresh_from_db()
    apart = [fields["caption"] for fields in draft.apart.values()]
    assert (draft.title, {draft.caption, *apart}) == ("Green tea", {"Twice.", "Once."})
