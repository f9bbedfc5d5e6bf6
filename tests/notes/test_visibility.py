from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from redbridge.accounts.models import Person, SignIn
from redbridge.follows import actions as follows
from redbridge.kit.errors import NotFound
from redbridge.notes import actions, queries
from redbridge.notes.models import Note, Visibility
from tests.cast import join_cast
from tests.notes.conftest import publish

pytestmark = pytest.mark.django_db

EVERYONE, UNLISTED, FOLLOWERS, MUTUALS, ME = Visibility.values
ALL = {EVERYONE, UNLISTED, FOLLOWERS, MUTUALS, ME}

# The author is Mei. Ruth is a moderator without any tie to her.
PUBLIC = {
    "mei": ALL,  # the author
    "dana": {EVERYONE, UNLISTED, FOLLOWERS},  # a follower
    "lin": {EVERYONE, UNLISTED, FOLLOWERS, MUTUALS},  # each follows the other
    "tomas": {EVERYONE, UNLISTED},  # followed by her, not following
    "ken": {EVERYONE, UNLISTED},  # a stranger
    "bea": set(),  # blocked by her
    "omar": set(),  # blocks her
    "ruth": {EVERYONE, UNLISTED},
    None: {EVERYONE, UNLISTED},
}
PRIVATE = {
    "mei": ALL,
    "dana": {EVERYONE, UNLISTED, FOLLOWERS},
    "lin": {EVERYONE, UNLISTED, FOLLOWERS, MUTUALS},
    "tomas": set(),
    "ken": set(),
    "bea": set(),
    "omar": set(),
    "ruth": set(),
    None: set(),
}
VIEWERS = list(PUBLIC)


def nobody() -> dict[str | None, set[str]]:
    return {name: set() for name in VIEWERS}


@pytest.fixture
def world() -> dict[str | None, Any]:
    people = join_cast(name for name in VIEWERS if name)
    mei = people["mei"]
    SignIn.objects.filter(person=people["omar"]).update(is_operator=False)
    follows.follow(people["dana"], person_id=mei.id)
    follows.follow(people["lin"], person_id=mei.id)
    follows.follow(mei, person_id=people["lin"].id)
    follows.follow(mei, person_id=people["tomas"].id)
    follows.block(mei, person_id=people["bea"].id)
    follows.block(people["omar"], person_id=mei.id)
    for visibility in Visibility.values:
        publish(mei, visibility=visibility, title=visibility)
    return {**{name: Person.objects.get(id=row.id) for name, row in people.items()}, None: None}


def seen(viewer: Person | None) -> set[str]:
    """What the rule says, asked in every way there is."""
    rows = {note.id: note.visibility for note in Note.objects.all()}
    found = queries.visible_notes(viewer, ids=rows)
    assert all(found[note_id].visibility == rows[note_id] for note_id in found)
    assert list(found) == queries.visible_ids(viewer, ids=rows)
    for note_id in rows:
        if note_id in found:
            assert queries.get_note(viewer, note_id=note_id).id == note_id
        else:
            with pytest.raises(NotFound):
                queries.get_note(viewer, note_id=note_id)
    assert set(queries.listable_notes(viewer, ids=rows)) <= set(found)
    return {rows[note_id] for note_id in found}


def test_a_public_account(world: dict[str | None, Any]) -> None:
    assert {name: seen(world[name]) for name in VIEWERS} == PUBLIC


def test_a_private_account(world: dict[str | None, Any]) -> None:
    Person.objects.filter(handle="mei").update(is_private=True)
    assert {name: seen(world[name]) for name in VIEWERS} == PRIVATE


def test_a_request_is_no_follow(world: dict[str | None, Any]) -> None:
    Person.objects.filter(handle="mei").update(is_private=True)
    follows.follow(world["ken"], person_id=world["mei"].id)
    assert seen(world["ken"]) == set()


@pytest.mark.parametrize("state", ["held", "hidden", "suspended", "terminated"])
@pytest.mark.parametrize("whose", ["note", "author"])
def test_what_is_hidden_is_seen_by_its_author_and_by_moderators(
    world: dict[str | None, Any], state: str, whose: str
) -> None:
    rows = Note.objects.all() if whose == "note" else Person.objects.filter(handle="mei")
    rows.update(standing=state)
    expected = {**nobody(), "mei": ALL, "ruth": PUBLIC["ruth"]}
    assert {name: seen(world[name]) for name in VIEWERS} == expected


def test_limited_notes_have_a_page_but_stand_in_no_list(world: dict[str | None, Any]) -> None:
    Note.objects.update(standing="limited")
    assert seen(world["ken"]) == PUBLIC["ken"]
    assert queries.listable_notes(world["ken"], ids=Note.objects.values_list("id", flat=True)) == {}


def test_nobody_sees_a_deleted_note(world: dict[str | None, Any]) -> None:
    for note in Note.objects.all():
        actions.delete_note(world["mei"], note_id=note.id)
    assert {name: seen(world[name]) for name in VIEWERS} == nobody()


def test_nobody_sees_notes_of_somebody_who_left(world: dict[str | None, Any]) -> None:
    Person.objects.filter(handle="mei").update(closed_at="2025-01-20T00:00:00Z")
    del world["mei"]
    assert {name: seen(viewer) for name, viewer in world.items()} == {name: set() for name in world}


def test_lists_leave_out_muted_people_and_unlisted_notes(world: dict[str | None, Any]) -> None:
    ids = list(Note.objects.values_list("id", flat=True))
    listed = {note.visibility for note in queries.listable_notes(world["lin"], ids=ids).values()}
    assert listed == {EVERYONE, FOLLOWERS, MUTUALS}
    follows.mute(world["lin"], person_id=world["mei"].id)
    assert queries.listable_notes(world["lin"], ids=ids) == {}
    assert seen(world["lin"]) == PUBLIC["lin"], "a muted person's note still opens by its address"


def test_blocks_and_follows_count_at_once(world: dict[str | None, Any]) -> None:
    mei, dana = world["mei"], world["dana"]
    follows.block(mei, person_id=dana.id)
    assert seen(dana) == set()
    follows.unblock(mei, person_id=dana.id)
    assert seen(dana) == PUBLIC["ken"], "the follow ended with the block"
    follows.follow(dana, person_id=mei.id)
    assert seen(dana) == PUBLIC["dana"]
    follows.remove_follower(mei, person_id=dana.id)
    assert seen(dana) == PUBLIC["ken"]


def test_open_versions_are_what_strangers_see_listed(world: dict[str | None, Any]) -> None:
    ids = list(Note.objects.values_list("id", flat=True))
    mei = world["mei"]
    open_note = Note.objects.get(visibility=EVERYONE)
    assert queries.open_versions(ids) == {open_note.id: (open_note.version, mei.id, mei.version)}
    Person.objects.filter(handle="mei").update(is_private=True)
    assert queries.open_versions(ids) == {}


@pytest.mark.parametrize("name", ["ken", "lin", "mei", None])
def test_any_number_of_notes_costs_one_query(world: dict[str | None, Any], name: str | None) -> None:
    visible = queries.visible_ids(world[name], ids=Note.objects.values_list("id", flat=True))
    for ids in (visible[:1], visible, visible * 9):
        with CaptureQueriesContext(connection) as asked:
            queries.visible_notes(world[name], ids=ids)
        assert len(asked) == 1
