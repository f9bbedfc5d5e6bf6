"""The page of the Follow feed."""

import re

import pytest
from django.test import Client

from redbridge.accounts.models import Person
from redbridge.events.worker import run_waiting
from redbridge.follows import actions as follows
from redbridge.interactions import actions as interactions
from redbridge.kit import limits
from redbridge.web import following
from tests.cast import signed_in
from tests.interactions.stage import publish

pytestmark = pytest.mark.django_db


def page(browser: Client, path: str = "/follow", **headers: str) -> str:
    answer = browser.get(path, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def test_strangers_are_invited() -> None:
    text = page(Client())
    assert "/sign-up?next=/follow" in text
    assert 'aria-current="page">Follow' in text


def test_whoever_follows_nobody_is_shown_people(dana: Person, lin: Person) -> None:
    publish(lin, "A quiet morning")
    run_waiting()
    text = page(signed_in(None, dana))
    assert "Whose notes would you like to see here?" in text
    assert 'formaction="/@lin/follow"' in text


def test_a_note_says_who_and_what_and_what_the_reader_did(dana: Person, lin: Person) -> None:
    follows.follow(dana, person_id=lin.id)
    note = publish(lin, "A quiet morning", title="Fog", caption="It came over the river at six.")
    interactions.like_note(dana, note_id=note.id)
    interactions.save_note(dana, note_id=note.id)
    interactions.comment(dana, note_id=note.id, text="How still.")
    run_waiting()
    browser = signed_in(None, dana)
    for _ in range(2):  # made, and then kept
        text = page(browser)
        assert all(words in text for words in ("林小满", "Fog", "It came over the river at six."))
        for word in ("like", "save"):
            assert re.search(f'formaction="/n/{note.id}/{word}"[^>]*aria-pressed="true"', text)
        assert re.search(f'href="/n/{note.id}#comments">.*?<span class="num">1</span>', text)
    interactions.unlike_note(dana, note_id=note.id)
    assert re.search(f'formaction="/n/{note.id}/like"[^>]*aria-pressed="false"', page(browser))


def test_the_next_page_comes_whole_or_as_a_part(dana: Person, lin: Person) -> None:
    follows.follow(dana, person_id=lin.id)
    run_waiting()
    with limits.paused():
        for number in range(following.PAGE + 1):
            publish(lin, f"Morning {number}.")
    run_waiting()
    browser = signed_in(None, dana)
    first = page(browser)
    assert first.count('<article class="post') == following.PAGE
    more = re.search(r'href="(/follow\?after=-?\d+)"', first)
    assert more
    assert "Morning 0." in page(browser, more[1])
    part = page(browser, more[1], **{"X-Part": "more", "HX-Request": "true"})
    assert part.count('<article class="post') == 1
    assert "<html" not in part
    assert "everything from the people you follow" in part
