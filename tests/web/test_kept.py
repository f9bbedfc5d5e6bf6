"""What is kept of a page never outlives what it shows: every change is there on the next look, for everybody."""

import pytest
from django.test import Client

from redbridge.accounts import actions as accounts
from redbridge.accounts.models import Person
from redbridge.events.worker import run_waiting
from redbridge.follows import actions as follows
from redbridge.interactions import actions as interactions
from redbridge.interactions.models import Comment
from redbridge.notes import actions as notes
from redbridge.notes.models import Note
from redbridge.trust import actions as trust
from tests.cast import signed_in
from tests.interactions.stage import publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def note(dana: Person) -> Note:
    return publish(dana, "A cup of tea", caption="Steeped twice.")


@pytest.fixture
def comment(note: Note, ken: Person) -> Comment:
    return interactions.comment(ken, note_id=note.id, text="Which leaves?")


def page(path: str, reader: Person | None = None) -> str:
    """The page twice, the second time from what is kept."""
    browser = signed_in(None, reader) if reader else Client()
    first = browser.get(path)
    assert first.status_code == 200
    again = browser.get(path).content.decode()
    assert "\x01" not in again
    return again


def readers(*people: Person) -> list[Person | None]:
    return [None, *people]


def test_a_comment_appears_changes_and_goes(note: Note, comment: Comment, lin: Person, ken: Person) -> None:
    path = f"/n/{note.id}"
    for reader in readers(lin, ken):
        assert "Which leaves?" in page(path, reader)
    interactions.edit_comment(ken, comment_id=comment.id, text="Which leaves did you take?")
    for reader in readers(lin, ken):
        assert "Which leaves did you take?" in page(path, reader)
    reply = interactions.comment(lin, note_id=note.id, text="Longjing.", reply_to=comment.id)
    for reader in readers(lin, ken):
        assert "Longjing." in page(path, reader)
    interactions.delete_comment(lin, comment_id=reply.id)
    interactions.delete_comment(ken, comment_id=comment.id)
    for reader in readers(lin, ken):
        shown = page(path, reader)
        assert "Which leaves" not in shown
        assert "Longjing." not in shown


def test_a_hidden_comment_is_gone_for_all_but_its_author_and_moderators(
    note: Note, comment: Comment, lin: Person, ken: Person, ruth: Person
) -> None:
    path = f"/n/{note.id}"
    for reader in readers(lin, ken, ruth):
        page(path, reader)
    trust.hide(ruth, subject="comment", subject_id=comment.id, rule="respect", words="Unkind.")
    run_waiting()
    for reader in readers(lin):
        assert "Which leaves?" not in page(path, reader)
    for reader in (ken, ruth):
        assert "Which leaves?" in page(path, reader)


def test_own_likes_and_tools_are_ones_own(note: Note, comment: Comment, lin: Person, ken: Person, mei: Person) -> None:
    path = f"/n/{note.id}"
    for reader in readers(lin, ken, mei):
        page(path, reader)
    interactions.like_comment(lin, comment_id=comment.id)
    like = f'formaction="/comments/{comment.id}/like"'
    pressed = 'name="on" value="0" aria-pressed="true"'
    for reader, is_on in ((lin, True), (mei, False)):
        button = page(path, reader).split(like)[1].split(">")[0]
        assert (pressed in button) is is_on
    assert f'href="/comments/{comment.id}/edit"' in page(path, ken)
    assert f'href="/comments/{comment.id}/edit"' not in page(path, lin)
    assert f'href="/comments/{comment.id}/edit"' not in page(path)


def test_a_blocked_commenter_is_gone_for_the_one_who_blocked(
    note: Note, comment: Comment, lin: Person, ken: Person
) -> None:
    path = f"/n/{note.id}"
    assert "Which leaves?" in page(path, lin)
    follows.block(lin, person_id=ken.id)
    assert "Which leaves?" not in page(path, lin)
    assert "Which leaves?" in page(path)


def test_a_new_name_is_everywhere(note: Note, comment: Comment, dana: Person, ken: Person) -> None:
    places = ("/", f"/n/{note.id}", "/@dana")
    run_waiting()
    for path in places:
        page(path)
    accounts.update_profile(dana, name="Dana of the Tea")
    accounts.update_profile(ken, name="Kenneth")
    run_waiting()
    for path in places:
        assert "Dana of the Tea" in page(path)
    assert "Kenneth" in page(f"/n/{note.id}")


def test_a_note_that_closes_is_gone(note: Note, dana: Person, lin: Person) -> None:
    run_waiting()
    for path in ("/", "/@dana"):
        assert "A cup of tea" in page(path)
        assert "A cup of tea" in page(path, lin)
    notes.change_visibility(dana, note_id=note.id, visibility="me")
    for path in ("/", "/@dana"):  # at once, before any worker
        assert "A cup of tea" not in page(path)
        assert "A cup of tea" not in page(path, lin)
    assert Client().get(f"/n/{note.id}").status_code == 404
    assert "A cup of tea" in page("/@dana", dana)


def test_counts_follow(note: Note, lin: Person, ken: Person) -> None:
    path = f"/n/{note.id}"
    before = page(path)
    interactions.like_note(lin, note_id=note.id)
    interactions.save_note(ken, note_id=note.id)
    assert page(path) != before
    assert page(path, lin).count('aria-pressed="true"') == 1
    follows.follow(lin, person_id=note.author_id)
    assert "<strong>1</strong>" in page("/@dana")


def test_a_message_is_shown_once_on_a_kept_page(note: Note, dana: Person) -> None:
    browser = signed_in(None, dana)
    browser.get(f"/n/{note.id}")
    draft = notes.edit_note(dana, note_id=note.id)
    sent = browser.post(f"/drafts/{draft.id}", {"do": "publish", "caption": "Steeped three times."})
    assert sent.status_code == 303
    shown = browser.get(sent.headers["Location"]).content.decode()
    assert "Steeped three times." in shown
    assert 'class="stack-small flash"' in shown
    assert 'class="stack-small flash"' not in browser.get(f"/n/{note.id}").content.decode()
