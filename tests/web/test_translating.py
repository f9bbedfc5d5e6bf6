"""Notes, cards and comments in the reader's own language."""

import re
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from redbridge.accounts import actions as accounts
from redbridge.accounts.models import Person
from redbridge.events.worker import run_waiting
from redbridge.follows import actions as follows
from redbridge.interactions import actions as interactions
from redbridge.language import queries
from redbridge.language.engines import registry
from redbridge.language.engines.protocol import Order, Outcome
from redbridge.language.engines.pseudo import Pseudo
from redbridge.language.models import Improvement, Translation
from redbridge.language.rungs import Rung
from redbridge.notes.models import Note
from redbridge.web import translated
from tests.cast import PASSWORD, signed_in
from tests.interactions.stage import publish

pytestmark = pytest.mark.django_db
STRANGE = ("", "c", "c0", "c" + "9" * 19, "c" + "9" * 5000, "ALL", "note%00", "%FF", "c-1", "c١")
COOKIES = ("x", "zh-Hans:always" * 90, "zh:into.en:always", "xx:always", '"\\x01', "en:into")
NUMBERS = ("", "0", "9" * 5000, "-1", "1,2,x,%00,%FF", "١", ",".join(["7"] * 500))
ALWAYS = "zh-Hans:always"
TEA, STEEP = "今天喝茶", "水要热一点。"


@pytest.fixture
def note(dana: Person, lin: Person) -> Note:
    """Lin writes Chinese, Dana reads English and follows her."""
    follows.follow(dana, person_id=lin.id)
    made = publish(lin, TEA, caption=STEEP, language="zh-Hans")
    run_waiting()
    return made


def browser_of(person: Person | None, reading: str = "") -> Client:
    found = signed_in(None, person) if person else Client()
    if reading:
        found.cookies["reading"] = reading
    return found


def text_of(browser: Client, path: str, **headers: str) -> str:
    answer = browser.get(path, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def test_cards_say_titles_in_ones_language_where_one_chose_always(dana: Person, note: Note) -> None:
    for page in ("/", "/@lin", "/follow"):
        plain = text_of(browser_of(dana), page)
        assert TEA in plain
        assert "card-said" not in plain
        said = text_of(browser_of(dana, ALWAYS), page)
        assert f'<span class="card-said" id="said-{note.id}"><span lang="en" dir="auto">' in said
        assert "Word by word" in said
        assert TEA in said, "the original stays"


def test_a_page_of_cards_asks_two_queries_more_for_what_is_kept(dana: Person, lin: Person, note: Note) -> None:
    for number in range(5):
        publish(lin, f"{TEA} {number} 杯", caption=STEEP, language="zh-Hans")
    run_waiting()
    counts = []
    for browser in (browser_of(dana), browser_of(dana, ALWAYS)):
        browser.get("/follow")
        with CaptureQueriesContext(connection) as found:
            browser.get("/follow")
        counts.append(len(found))
    assert counts[1] - counts[0] <= 2


def test_an_item_of_the_feed_is_translated_where_it_stands(dana: Person, note: Note) -> None:
    browser, path = browser_of(dana), f"/n/{note.id}/translation"
    feed = text_of(browser, "/follow")
    assert f'hx-get="{path}"' in feed
    assert f'href="/n/{note.id}?tr=note"' in feed
    piece = text_of(browser, path, **{"HX-Request": "true"})
    assert f'id="tr-n{note.id}"' in piece
    assert piece.count('lang="en"') == 2
    assert "Word by word, not a translation" in piece
    assert browser.get(path)["Location"] == f"/n/{note.id}?tr=note"


def test_nothing_is_offered_in_a_language_that_one_reads(lin: Person, dana: Person, note: Note) -> None:
    follows.follow(lin, person_id=dana.id)
    publish(dana, "喝茶", caption="好。", language="zh-Hans")
    run_waiting()
    assert "Translate" not in text_of(browser_of(lin), "/follow")


def test_what_nothing_can_translate_says_so(note: Note) -> None:
    client = Client()
    asked = text_of(client, f"/n/{note.id}?hl=fr&tr=note")
    assert 'class="words-label" id="translation"' in asked
    assert STEEP in asked


def test_what_is_asked_for_strangely_is_not_translated(note: Note) -> None:
    for said in STRANGE:
        assert "words-machine" not in text_of(browser_of(None), f"/n/{note.id}?tr={said}"), said


def test_a_strange_cookie_spoils_nothing(note: Note) -> None:
    for reading in COOKIES:
        for page in ("/", f"/n/{note.id}"):
            assert TEA in text_of(browser_of(None, reading), page), reading


def test_cards_of_strange_numbers_are_no_cards() -> None:
    for asked in NUMBERS:
        assert text_of(browser_of(None, ALWAYS), f"/translations?n={asked}") == "", asked


def test_titles_that_come_later_go_into_their_places(dana: Person, note: Note) -> None:
    said = text_of(browser_of(dana, ALWAYS), f"/translations?n={note.id}")
    assert f'id="said-{note.id}" hx-swap-oob="true"' in said
    assert text_of(browser_of(dana), f"/translations?n={note.id}") == "", "who did not choose so gets nothing"


def test_a_choice_from_the_menu_is_kept_with_the_account_and_in_the_browser(dana: Person, note: Note) -> None:
    browser = browser_of(dana)
    said = text_of(browser, f"/n/{note.id}?tr=note")
    assert 'value="zh-Hans:always"' in said
    browser.post("/settings/reading/choice", {"choice": "zh-Hans:always"})
    assert browser.cookies["reading"].value == "zh-Hans:always"
    assert f'id="said-{note.id}"' in text_of(browser, "/follow")
    elsewhere = Client()
    elsewhere.post("/sign-in", {"login": "dana", "password": PASSWORD})
    assert elsewhere.cookies["reading"].value == "zh-Hans:always", "the account brings it along"
    browser.post("/settings/reading/choice", {"choice": "zh-Hans:never"})
    assert "Translate" not in text_of(browser, "/follow")


def test_the_page_of_settings_keeps_what_was_chosen(dana: Person) -> None:
    for browser in (browser_of(dana), browser_of(None)):
        chosen = {"into": "es", "choice-zh-Hans": "always", "choice-en": "ask", "choice-fr": "ask", "units": "metric"}
        assert browser.post("/settings/reading", chosen).status_code == 303
        pairs = set(browser.cookies["reading"].value.split("."))
        assert {"es:into", "zh-Hans:always"} <= pairs
        page = text_of(browser, "/settings/reading")
        assert '<option value="es" lang="es" selected>' in page
        assert browser.post("/settings/reading", {"into": "xx"}).status_code == 422
    assert queries.habits(dana).units == "metric"
    assert queries.wish(dana, interface="en").choice("zh-Hans") == "always"


def test_words_of_the_author_count_at_once_and_those_of_readers_by_votes(
    dana: Person, lin: Person, ken: Person, ruth: Person, note: Note
) -> None:
    path, key = f"/n/{note.id}/improve", re.compile(r'name="part" value="(\w+)"')
    browser = browser_of(dana)
    page = text_of(browser, path)
    part = key.findall(page[page.index(STEEP) :])[0]
    sent = {"part": part, "into": "en", "words": "Make the water a little hotter."}
    assert browser.post(path, {**sent, "do": "improve"}).status_code == 303
    assert sent["words"] not in text_of(browser, f"/n/{note.id}?tr=note"), "nobody agreed yet"
    number = Improvement.objects.get().id
    for reader in (ken, ruth):
        other = browser_of(reader)
        assert sent["words"] in text_of(other, path)
        assert other.post(path, {**sent, "do": "yes", "suggestion": number}).status_code == 303
    page = text_of(browser, f"/n/{note.id}?tr=note")
    assert sent["words"] in page
    browser_of(lin).post(path, {**sent, "words": "The water should be hotter.", "do": "improve"})
    page = text_of(browser, f"/n/{note.id}?tr=note")
    assert "The water should be hotter." in page
    assert browser.post(path, {**sent, "words": "", "do": "improve"}).status_code == 422


def test_a_wrong_meaning_is_said_once(dana: Person, note: Note) -> None:
    browser, path = browser_of(dana), f"/n/{note.id}/improve"
    text_of(browser, f"/n/{note.id}?tr=note")
    part = re.findall(r'name="part" value="(\w+)"', text_of(browser, path))[0]
    for _ in range(2):
        assert browser.post(path, {"part": part, "into": "en", "do": "doubt"}).status_code == 303
    assert sum(Translation.objects.values_list("doubts", flat=True)) == 1


def test_a_thread_is_translated_in_one_request_and_each_comment_has_its_way(
    dana: Person, lin: Person, note: Note
) -> None:
    said = [interactions.comment(lin, note_id=note.id, text=text) for text in ("我也喜欢喝茶", "明天再喝吧")]
    browser, path = browser_of(dana), f"/n/{note.id}"
    page = text_of(browser, path)
    assert f'hx-get="{path}?tr=all"' in page
    for row in said:
        assert f"/comments/{row.id}/translation" in page
    page = text_of(browser, f"{path}?tr=all")
    for row in said:
        assert row.text in page, "the original stays"
        assert f'href="/comments/{row.id}/improve"' in page
        assert 'lang="en"' in text_of(browser, f"/comments/{row.id}/translation", **{"HX-Request": "true"})
        assert row.text in text_of(browser, f"/comments/{row.id}/improve")


def test_what_somebody_says_of_themselves_is_translated_when_asked(lin: Person, dana: Person) -> None:
    accounts.update_profile(lin, bio="我喜欢喝茶", bio_language="zh-Hans")
    browser = browser_of(dana)
    assert 'href="/@lin?tr=bio"' in text_of(browser, "/@lin")
    page = text_of(browser, "/@lin?tr=bio")
    assert "我喜欢喝茶" in page
    assert 'class="words-machine" id="tr-bio"><div lang="en"' in page
    assert "tr=bio" not in text_of(browser_of(lin), "/@lin"), "not to oneself"


class Elsewhere(Pseudo):
    """An engine at somebody else's."""

    is_local, place = False, "translate.example, EU"

    def translate(self, order: Order) -> list[Outcome]:
        self.asked += [each.text for each in order.segments]
        return [Outcome("Tea today") for _each in order.segments]


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    engine = Elsewhere("elsewhere", Rung.HOSTED)
    translated.forget_offers()
    with registry.only(engine):
        yield engine
    translated.forget_offers()


def test_cards_wait_for_nobody_elsewhere_and_fetch_the_rest_at_once(
    dana: Person, note: Note, elsewhere: Elsewhere
) -> None:
    assert "Translate · <bdi>translate.example, EU</bdi>" in text_of(browser_of(dana), f"/n/{note.id}")
    browser, rest = browser_of(dana, ALWAYS), f"/translations?n={note.id}"
    page = text_of(browser, "/follow")
    assert f'hx-get="{rest}" hx-trigger="load"' in page
    assert not elsewhere.asked, "the page itself asked nobody"
    assert "By machine" in text_of(browser, rest)
    assert elsewhere.asked
    page = text_of(browser, "/follow")
    assert "By machine" in page
    assert rest not in page
