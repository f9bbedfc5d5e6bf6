"""Who may see a note is true on every surface at the very next request, before any worker ran."""

import re
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

from redbridge.accounts import actions as accounts
from redbridge.accounts.models import Person
from redbridge.events.worker import run_waiting
from redbridge.follows import actions as follows
from redbridge.interactions import actions as interactions
from redbridge.notes import actions
from redbridge.notes.models import Note
from redbridge.trust import actions as trust
from tests.cast import signed_in
from tests.notes.conftest import publish, row, upload

pytestmark = pytest.mark.django_db
TITLE, REMARK = "zqtitle of the note", "zqremark under it"


class Surfaces:
    """Every place that shows one note of Mei's, read before so that everything that is kept is kept."""

    def __init__(self, mei: Person, dana: Person, lin: Person) -> None:
        follows.follow(dana, person_id=mei.id)
        run_waiting()
        self.note = publish(mei, title=TITLE, caption="#zqtag", picture_ids=[upload(mei)])
        self.comment = interactions.comment(dana, note_id=self.note.id, text=REMARK)
        self.answer = self._tied(lin, answers_id=self.note.id)
        self.quote = self._tied(lin, quotes_id=self.note.id)
        self.answered = publish(lin, title="What do you brew?")
        Note.objects.filter(id=self.note.id).update(answers=self.answered)
        Note.objects.filter(id=self.answered.id).update(is_answered=True)
        interactions.save_note(dana, note_id=self.note.id)
        kept = interactions.create_collection(dana, name="Tea", is_private=False)
        interactions.save_note(dana, note_id=self.note.id, collection_id=kept.id)
        draft = actions.edit_note(mei, note_id=self.note.id)
        actions.save_draft(mei, draft_id=draft.id, caption="#zqtag once more")
        actions.publish_draft(mei, draft_id=draft.id)
        run_waiting()
        cache.clear()
        self.lists = {
            "Explore": "/",
            "hashtag": "/tags/zqtag",
            "profile": "/@mei",
            "profile feed": "/@mei/feed.atom",
            "profile JSON feed": "/@mei/feed.json",
            "hashtag feed": "/tags/zqtag/feed.atom",
            "collection": f"/c/{kept.id}",
            "sitemap": "/sitemap.xml",
            "answered note": f"/n/{self.answered.id}",
            "answers": f"/n/{self.answered.id}/answers",
            "follow feed": "/follow",
        }
        self.pages = {
            "note": "",
            "comments": "/comments",
            "history": "/history",
            "print": "/print",
            "share": "/share",
            "answers to it": "/answers",
        }
        [self.file] = set(re.findall(rf"/media/{self._picture()}-[^/]+/480.webp", self._text(Client(), "/@mei")))

    def _tied(self, person: Person, **tie: int) -> Note:
        return actions.publish_note(person, title="Another", picture_ids=[row(person)], **tie)  # type: ignore[arg-type]

    def _picture(self) -> int:
        return Note.objects.get(id=self.note.id).cover_id or 0

    def _text(self, browser: Client, path: str) -> str:
        return browser.get(path, follow=True).content.decode()

    def shown(self, browser: Client) -> set[str]:
        """The surfaces that show the note to this browser."""
        mark = f"/n/{self.note.id}"
        found = {name for name, path in self.lists.items() if self._leads_there(self._text(browser, path), mark)}
        found |= {name for name, path in self.pages.items() if browser.get(f"{mark}{path}").status_code == 200}
        for name, tied in (("answer", self.answer), ("quote", self.quote)):
            if TITLE in self._text(browser, f"/n/{tied.id}"):
                found.add(name)
        if browser.get(self.file).status_code == 200:
            found.add("picture")
        return found

    def _leads_there(self, text: str, mark: str) -> bool:
        return re.search(rf"{mark}\b", text) is not None


LISTED = {"Explore", "hashtag", "profile", "profile feed", "profile JSON feed", "hashtag feed", "collection", "sitemap"}
LISTED |= {"answered note", "answers"}
OPENED = {"note", "comments", "history", "print", "share", "answers to it", "answer", "quote"}


@pytest.fixture
def surfaces(mei: Person, dana: Person, lin: Person) -> Surfaces:
    found = Surfaces(mei, dana, lin)
    assert found.shown(Client()) == LISTED | OPENED | {"picture"}
    assert found.shown(signed_in(None, dana)) >= LISTED | OPENED | {"picture"}
    return found


def test_followers_only_is_gone_for_all_others_at_once(surfaces: Surfaces, mei: Person, dana: Person) -> None:
    actions.change_visibility(mei, note_id=surfaces.note.id, visibility="followers")
    assert surfaces.shown(Client()) == set()
    followed = surfaces.shown(signed_in(None, dana))
    assert followed >= OPENED | {"profile", "collection", "answered note", "answers"}
    assert not followed & {"picture", "sitemap", "profile feed", "hashtag feed"}, "its former address is dead"


def test_unlisted_is_found_by_its_link_alone(surfaces: Surfaces, mei: Person) -> None:
    actions.change_visibility(mei, note_id=surfaces.note.id, visibility="unlisted")
    found = surfaces.shown(Client())
    assert not found & (LISTED - {"collection"})
    assert found >= {*OPENED, "picture"}


def _only_me(surfaces: Surfaces, mei: Person) -> None:
    actions.change_visibility(mei, note_id=surfaces.note.id, visibility="me")


def _deleted(surfaces: Surfaces, mei: Person) -> None:
    actions.delete_note(mei, note_id=surfaces.note.id)


def _hidden(surfaces: Surfaces, _mei: Person) -> None:
    ruth = Person.objects.get(handle="ruth")
    trust.report(Person.objects.get(handle="dana"), subject="note", subject_id=surfaces.note.id, reason="spam")
    trust.hide(ruth, subject="note", subject_id=surfaces.note.id, rule="spam", words="No.")


@pytest.mark.parametrize("close", [_only_me, _deleted, _hidden])
def test_what_is_closed_to_all_is_gone_everywhere_at_once(
    surfaces: Surfaces, mei: Person, dana: Person, ruth: Person, close: Callable[[Surfaces, Person], None]
) -> None:
    close(surfaces, mei)
    assert surfaces.shown(Client()) == set()
    assert surfaces.shown(signed_in(None, dana)) == set()


def test_a_private_account_closes_every_surface_before_any_worker_ran(
    surfaces: Surfaces, mei: Person, dana: Person, lin: Person
) -> None:
    accounts.update_profile(mei, is_private=True)
    assert surfaces.shown(Client()) - {"picture"} == set()
    assert surfaces.shown(signed_in(None, lin)) - {"picture"} == set()
    assert surfaces.shown(signed_in(None, dana)) >= OPENED
    run_waiting()
    assert surfaces.shown(Client()) == set(), "the worker gives the picture another address"


def test_a_block_closes_every_surface_at_once(surfaces: Surfaces, mei: Person, dana: Person) -> None:
    follows.block(mei, person_id=dana.id)
    found = surfaces.shown(signed_in(None, dana))
    # Feeds for readers and the list for search engines are the same for everybody, whoever fetches them.
    assert found <= {"picture", "profile feed", "profile JSON feed", "hashtag feed", "sitemap"}


def test_what_opens_again_is_back_at_once(surfaces: Surfaces, mei: Person) -> None:
    for visibility in ("me", "everyone"):
        actions.change_visibility(mei, note_id=surfaces.note.id, visibility=visibility)
    assert surfaces.shown(Client()) >= (LISTED - {"Explore", "sitemap"}) | OPENED
    run_waiting()
    assert surfaces.shown(Client()) >= {"Explore", "sitemap"}
