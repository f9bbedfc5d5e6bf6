"""Words that somebody does not want to meet stay out of their lists, and nowhere else."""

import pytest
from pytest_django import DjangoAssertNumQueries

from redbridge.accounts.models import Person
from redbridge.events.worker import run_waiting
from redbridge.feed import actions, queries
from redbridge.feed.muting import Words, fold
from redbridge.follows import actions as follows
from redbridge.kit.errors import Refused
from redbridge.notes.models import Kind
from tests.interactions.stage import publish

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("word", "text", "is_muted"),
    [
        ("spider", "A SPIDER on my wall", True),
        ("spider", "Spiderman is out", False),
        ("spider", "#spider", True),
        ("Straße", "die STRASSE entlang", True),
        ("加班", "今天又加班到十点", True),
        ("加班", "加 班", False),
        ("ＡＢＣ", "abc", True),
        ("c++", "I love C++.", True),
        ("c++", "c plus", False),
        ("new york", "New   York in the rain", True),
        ("고양이", "고양이를 봤어요", True),
        ("🎄", "Ready🎄", True),
        (".*", "anything", False),
    ],
)
def test_a_word_is_whole_where_words_stand_apart(word: str, text: str, is_muted: bool) -> None:
    assert Words.of([fold(word)]).stand_in(text) is is_muted


def test_muted_words_stay_out_of_explore_topics_follow_and_watch(dana: Person, lin: Person) -> None:
    follows.follow(lin, person_id=dana.id)
    kept = publish(dana, "A quiet cup", caption="#tea", kind=Kind.VIDEO)
    in_text = publish(dana, "Hello", caption="The Election, again #tea", kind=Kind.VIDEO)
    in_title = publish(dana, "Hello", title="Election night")
    own = publish(lin, "My election")
    run_waiting(twice=True)
    actions.mute_words(lin, words=["election"])
    assert queries.explore(lin).note_ids == [own.id, kept.id]
    assert queries.explore(lin, topic="tea").note_ids == [kept.id]
    assert queries.home(lin).note_ids == [kept.id]
    assert queries.watch(lin).note_ids == [kept.id]
    assert queries.neighbors(lin, note_id=kept.id).previous is None
    for others in (None, dana):
        assert set(queries.explore(others).note_ids) == {kept.id, in_text.id, in_title.id, own.id}
    actions.unmute_words(lin, words=["ELECTION"])
    assert len(queries.explore(lin).note_ids) == 4
    assert queries.neighbors(lin, note_id=kept.id).previous == in_text.id


def test_pages_are_filled_up_behind_what_is_muted(dana: Person, lin: Person) -> None:
    follows.follow(lin, person_id=dana.id)
    wanted = [publish(dana, "kept").id for _ in range(3)]
    for _ in range(20):
        publish(dana, "noise")
    run_waiting()
    actions.mute_words(lin, words=["noise"])
    page = queries.home(lin, limit=4)
    assert (page.note_ids, page.next) == (wanted[::-1], None)
    found: list[int] = []
    after: str | None = ""
    for _ in range(9):
        explored = queries.explore(lin, after=after, limit=4)
        found, after = [*found, *explored.note_ids], explored.next
        if after is None:
            break
    assert found == wanted[::-1]


def test_words_are_read_once_and_within_reason(lin: Person) -> None:
    assert actions.mute_words(lin, words=["#Spoilers", "spoilers", " ", "茶\x00", "new\tyork"]) == [
        "Spoilers",
        "茶",
        "new york",
    ]
    assert actions.mute_words(lin, words=["SPOILERS"]) == []
    assert queries.muted_words_of(lin) == ["new york", "茶", "Spoilers"]
    for wrong in (["a"], ["x" * 61], [f"word{n}" for n in range(201)]):
        with pytest.raises(Refused):
            actions.mute_words(lin, words=wrong)
    assert len(queries.muted_words_of(lin)) == 3


def test_only_people_with_muted_words_pay_for_them_and_one_query(
    dana: Person, lin: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    follows.follow(lin, person_id=dana.id)
    for number in range(5):
        publish(dana, f"Note {number}")
    run_waiting()
    for more, words in ((0, []), (1, ["noise", "more noise"])):
        actions.mute_words(lin, words=words)
        with django_assert_num_queries(2 + more):
            queries.explore(lin)
        with django_assert_num_queries(2 + more):
            queries.home(lin)
