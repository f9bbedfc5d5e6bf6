"""What is translated before anybody asks, and what goes with the words it was made from."""

import pytest

from redbridge.accounts.models import Person
from redbridge.events import queries as queue
from redbridge.events.models import Announcement
from redbridge.follows import actions as follows
from redbridge.interactions import actions as interactions
from redbridge.interactions.reactions import translate_wanted_comments
from redbridge.language import actions
from redbridge.language.engines import registry
from redbridge.language.engines.pseudo import Pseudo
from redbridge.language.events import TextsWanted
from redbridge.language.models import Translation
from redbridge.notes import actions as notes
from redbridge.notes.actions.changes import purge_note
from redbridge.notes.events import NotePublished
from redbridge.notes.models import Note
from redbridge.notes.reactions import have_new_note_translated, translate_wanted_notes
from redbridge.notes.texts import privacy_of, texts_of
from tests.cast import join_cast

pytestmark = pytest.mark.django_db
SAID = "We went down to the river and had soup with everybody"


@pytest.fixture
def people() -> dict[str, Person]:
    return join_cast(["dana", "lin", "mei"])


@pytest.fixture
def note(people: dict[str, Person]) -> Note:
    return notes.publish_note(people["dana"], kind="text", card_text=SAID, title="A day by the river")


def wanted() -> list[TextsWanted]:
    rows = Announcement.objects.filter(event="TextsWanted").order_by("id")
    return [TextsWanted(row.payload["kind"], tuple(row.payload["ids"]), row.payload["into"]) for row in rows]


def test_a_new_note_is_translated_for_followers_who_always_want_it(people: dict[str, Person], note: Note) -> None:
    follows.follow(people["lin"], person_id=people["dana"].id)
    have_new_note_translated(NotePublished(note.id))
    assert wanted() == []
    actions.set_choice(people["lin"], language="en", choice="always")
    actions.set_choice(people["mei"], language="en", choice="always")  # who does not follow
    have_new_note_translated(NotePublished(note.id))
    have_new_note_translated(NotePublished(note.id))
    (event,) = wanted()
    assert event == TextsWanted("note", (note.id,), "zh-Hans")
    engine = Pseudo()
    with registry.only(engine):
        translate_wanted_notes(event)
        translate_wanted_notes(event)
        translate_wanted_comments(event)
    assert len(engine.asked) == len(set(engine.asked)) == 2
    assert queue.queue_state()


def test_comments_are_translated_and_forgotten_with_their_words(people: dict[str, Person], note: Note) -> None:
    said = interactions.comment(people["lin"], note_id=note.id, text="The soup by the river is the best of all")
    engine = Pseudo()
    with registry.only(engine):
        translate_wanted_comments(TextsWanted("comment", (said.id,), "es"))
        assert Translation.objects.get().author_id == people["lin"].id
        interactions.edit_comment(people["lin"], comment_id=said.id, text="The tea by the river is even better")
        assert not Translation.objects.exists()
        translate_wanted_comments(TextsWanted("comment", (said.id,), "es"))
        assert not Translation.objects.exists()  # edited just now: it may be edited again
        actions.translate(None, texts=[texts_of(note)[0]], into="es")
    interactions.delete_comment(people["lin"], comment_id=said.id)
    assert Translation.objects.count() == 1


def test_a_note_takes_its_translations_along_for_good(people: dict[str, Person], note: Note) -> None:
    with registry.only(Pseudo()):
        actions.translate(None, texts=texts_of(note), into="es")
    assert Translation.objects.count() == 2
    notes.delete_note(people["dana"], note_id=note.id)
    assert Translation.objects.count() == 2  # it can come back
    purge_note(note.id)
    assert not Translation.objects.exists()


def test_how_public_a_text_is(note: Note) -> None:
    for visibility, is_private, expected in (
        ("everyone", False, "public"),
        ("unlisted", False, "public"),
        ("everyone", True, "followers"),
        ("mutuals", False, "followers"),
        ("me", False, "private"),
    ):
        note.visibility, note.author.is_private = visibility, is_private
        assert privacy_of(note) == expected
        assert {text.privacy for text in texts_of(note)} == {expected}
