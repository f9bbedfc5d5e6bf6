"""What a page may ask of the database: how often, how much more with a larger site, and never while it is drawn."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.template import Context, Template, engines
from django.test import Client
from django.test.utils import CaptureQueriesContext

from redbridge.accounts import queries
from redbridge.accounts.models import Person
from redbridge.events.worker import run_waiting
from redbridge.follows import actions as follows
from redbridge.interactions import actions as interactions
from redbridge.kit import limits
from redbridge.notes.models import Note
from redbridge.web import skeleton
from tests.cast import signed_in
from tests.interactions.stage import publish

pytestmark = pytest.mark.django_db

PAGES = (
    "/",
    "/follow",
    "/t/tea",
    "/tags/tea",
    "/n/{note}",
    "/n/{note}/history",
    "/n/{note}/print",
    "/n/{note}/share",
    "/scheduled",
    "/settings/archive",
    "/settings/leave",
    "/@dana",
    "/inbox/comments",
    "/inbox/likes-saves",
    "/inbox/count",
    "/friends",
    "/settings/handles",
    "/n/{note}/read",
    "/words",
    "/words/review",
    "/words/en/tea",
)
# Page, then the most queries for a signed-out reader (None: it leads to sign-in) and for a signed-in one.
BUDGETS = {
    "/": (3, 9),
    "/follow": (1, 15),
    "/t/tea": (3, 9),
    "/tags/tea": (7, 13),
    "/n/{note}": (7, 17),
    "/n/{note}/history": (6, 11),
    "/n/{note}/print": (5, 7),
    "/n/{note}/share": (1, 6),
    "/scheduled": (None, 7),
    "/settings/archive": (None, 7),
    "/settings/leave": (None, 7),
    "/@dana": (13, 19),
    "/inbox/comments": (None, 22),
    "/inbox/likes-saves": (None, 19),
    "/inbox/count": (None, 3),
    "/friends": (None, 11),
    "/settings/handles": (None, 6),
    "/n/{note}/read": (6, 11),
    "/words": (None, 7),
    "/words/review": (None, 7),
    "/words/en/tea": (4, 9),
}


class DrawingAskedError(AssertionError):
    """A template asked the database something."""


@contextmanager
def nothing_asked_while_drawing(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every query that begins while a template is being drawn fails the test, with the query in the message."""
    drawing: list[str | None] = []
    draw = Template._render  # type: ignore[attr-defined]

    def watched(template: Template, context: Any) -> Any:
        drawing.append(template.name)
        try:
            return draw(template, context)
        finally:
            drawing.pop()

    def ask(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if drawing:
            raise DrawingAskedError(f"{drawing[-1]} asked: {sql}")
        return execute(sql, params, many, context)

    with monkeypatch.context() as patch, connection.execute_wrapper(ask):
        patch.setattr(Template, "_render", watched)
        yield


def reader_of(page: str, *, is_signed_in: bool) -> Client:
    """A browser: signed out, or Lin's, or Dana's where somebody needs mail."""
    if not is_signed_in:
        return Client()
    return signed_in(None, Person.objects.get(handle="dana" if page.startswith("/inbox") else "lin"))


@pytest.fixture
def world(dana: Person, lin: Person, ken: Person) -> Callable[[int], Note]:
    """Makes so many notes of Dana's and comments under the first of them; each call adds to what is there."""
    follows.follow(lin, person_id=dana.id)
    first: list[Note] = []

    def grow(count: int) -> Note:
        with limits.paused():
            notes = [publish(dana, f"A cup {n}", caption="Steep it twice. #tea") for n in range(count)]
            first.extend(notes[:1])
            for number in range(count):
                top = interactions.comment(ken, note_id=first[0].id, text=f"I tried it {number} times.")
                interactions.comment(lin, note_id=first[0].id, text="And?", reply_to=top.id)
                interactions.like_note(ken, note_id=notes[number].id)
        run_waiting()
        return first[0]

    return grow


def asked(browser: Client, path: str) -> list[str]:
    """The queries of a page that was read before by the same reader."""
    assert browser.get(path).status_code == 200
    queries.forget_site()
    queries.site()  # read now, so that it does not grow old on the way
    with CaptureQueriesContext(connection) as found:
        assert browser.get(path).status_code == 200
    return [query["sql"] for query in found.captured_queries]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("is_signed_in", [False, True])
def test_a_page_keeps_its_budget_on_a_small_and_on_a_larger_site(
    world: Callable[[int], Note], page: str, is_signed_in: bool
) -> None:
    most = BUDGETS[page][is_signed_in]
    if most is None:
        return
    browser = reader_of(page, is_signed_in=is_signed_in)
    path = page.format(note=world(3).id)
    small = asked(browser, path)
    world(12)
    large = asked(browser, path)
    assert len(small) <= most, "\n".join(small)
    assert len(large) <= len(small), "\n".join(large)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("is_signed_in", [False, True])
def test_drawing_a_page_asks_nothing(
    world: Callable[[int], Note], page: str, is_signed_in: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = reader_of(page, is_signed_in=is_signed_in)
    path = page.format(note=world(3).id)
    skeleton.clear()
    queries.forget_site()
    with nothing_asked_while_drawing(monkeypatch):
        for _ in range(2):  # nothing is kept yet, and then everything is
            browser.get(path)


def test_the_watch_sees_a_query_in_a_template(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    page = engines["django"].from_string("{% for person in people %}{{ person.name }}{% endfor %}")
    with nothing_asked_while_drawing(monkeypatch), pytest.raises(DrawingAskedError):
        page.template.render(Context({"people": Person.objects.all()}))  # type: ignore[attr-defined]
