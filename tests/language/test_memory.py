"""What people translate themselves, who decides about it, and what is forgotten."""

import pytest

from redbridge.accounts.models import Person
from redbridge.kit.errors import NotAllowed, NotFound, Refused
from redbridge.language import actions, queries, spent
from redbridge.language.actions import spending
from redbridge.language.engines import registry
from redbridge.language.engines.pseudo import Pseudo
from redbridge.language.models import Improvement, ReadingHabits, Sending, Spending, Translation
from redbridge.language.queries import Text
from redbridge.language.rungs import Rung
from tests.cast import join_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> dict[str, Person]:
    return join_cast(["dana", "lin", "mei", "tomas", "bea"])


@pytest.fixture
def text(people: dict[str, Person]) -> Text:
    return Text("Thanks @ana, the soup was only $5 😂", "en", author_id=people["dana"].id, kind="comment")


GOOD = "Gracias @ana 😂, la sopa costó solo $5"


def test_the_authors_own_words_are_the_top_rung_at_once(people: dict[str, Person], text: Text) -> None:
    with registry.only(Pseudo()):
        actions.translate(None, texts=[text], into="es")
    actions.improve(people["dana"], text=text, into="es", words=GOOD)
    (reading,) = queries.kept([text], into="es")
    assert reading is not None
    assert (reading.words, reading.rung, reading.by) == (GOOD, Rung.AUTHOR, people["dana"].id)
    row = Improvement.objects.get()
    assert "ana" not in row.words + row.original
    same = Text("Thanks @bob, the soup was only $7 😂", "en", author_id=people["bea"].id, kind="comment")
    (other,) = queries.kept([same], into="es")
    assert other is not None
    assert other.rung is Rung.RULES  # nobody decides what the words of somebody else mean


def test_two_who_agree_make_it_memory_for_everybody(people: dict[str, Person], text: Text) -> None:
    row = actions.improve(people["lin"], text=text, into="es", words=GOOD)
    assert queries.kept([text], into="es") == [None]
    actions.vote(people["mei"], improvement_id=row.id, text=text, agrees=True)
    assert queries.kept([text], into="es") == [None]
    actions.vote(people["tomas"], improvement_id=row.id, text=text, agrees=True)
    same = Text("Thanks @bob, the soup was only $7 😭", "en", author_id=people["bea"].id)
    for each, token in ((text, "@ana"), (same, "@bob")):
        (reading,) = queries.kept([each], into="es")
        assert reading is not None
        assert (reading.rung, reading.by) == (Rung.MEMORY, people["lin"].id)
        assert token in reading.words
    actions.vote(people["tomas"], improvement_id=row.id, text=text, agrees=False)
    assert queries.kept([text], into="es") == [None]
    (told,) = queries.suggestions(people["tomas"], text=text, into="es")
    assert (told.votes, told.agrees, told.is_own, told.words) == (0, False, False, GOOD)


def test_the_author_has_the_last_word(people: dict[str, Person], text: Text) -> None:
    row = actions.improve(people["lin"], text=text, into="es", words=GOOD)
    actions.vote(people["dana"], improvement_id=row.id, text=text, agrees=True)
    assert queries.kept([text], into="es") != [None]
    for name in ("mei", "tomas"):
        actions.vote(people[name], improvement_id=row.id, text=text, agrees=True)
    actions.vote(people["dana"], improvement_id=row.id, text=text, agrees=False)
    assert queries.kept([text], into="es") == [None]
    assert queries.suggestions(None, text=text, into="es") == []


def test_new_words_need_new_votes_and_own_ones_do_not_count(people: dict[str, Person], text: Text) -> None:
    row = actions.improve(people["lin"], text=text, into="es", words=GOOD)
    with pytest.raises(NotAllowed):
        actions.vote(people["lin"], improvement_id=row.id, text=text, agrees=True)
    for name in ("mei", "tomas"):
        actions.vote(people[name], improvement_id=row.id, text=text, agrees=True)
    actions.improve(people["lin"], text=text, into="es", words=f"No, {GOOD}")
    assert queries.kept([text], into="es") == [None]
    with pytest.raises(NotFound):
        actions.vote(people["mei"], improvement_id=row.id, text=Text("other words", "en"), agrees=True)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Gracias, la sopa costó $5 😂", "missing"),
        ("Gracias @ana, la sopa costó $6 😂", "missing"),
        (f"{GOOD} https://evil.example", "invented"),
        (f"{GOOD} @eve", "invented"),
        ("", "empty"),
        (GOOD * 40, "long"),
    ],
)
def test_people_keep_what_must_stay(people: dict[str, Person], text: Text, words: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        actions.improve(people["lin"], text=text, into="es", words=words)
    assert refused.value.code == code


def test_only_pairs_that_both_people_share_are_given_away(people: dict[str, Person], text: Text) -> None:
    row = actions.improve(people["lin"], text=text, into="es", words=GOOD, may_be_shared=True)
    for name in ("mei", "tomas"):
        actions.vote(people[name], improvement_id=row.id, text=text, agrees=True, may_be_shared=True)
    assert list(queries.shared_pairs()) == []
    actions.vote(people["dana"], improvement_id=row.id, text=text, agrees=True, may_be_shared=True)
    ((source, target, original, words),) = queries.shared_pairs()
    assert (source, target) == ("en", "es")
    assert "ana" not in original + words
    actions.withdraw(people["lin"], improvement_id=row.id)
    assert list(queries.shared_pairs()) == []
    private = Text(text.words, "en", author_id=people["dana"].id, privacy="followers")
    actions.improve(people["dana"], text=private, into="es", words=GOOD, may_be_shared=True)
    assert list(queries.shared_pairs()) == []


def test_doubts_hide_a_translation_and_put_its_engine_behind_the_others(people: dict[str, Person]) -> None:
    doubted, other = Pseudo("doubted", Rung.LOCAL), Pseudo("other")
    texts = [Text(f"The house number {number} is big", "en") for number in ("one", "two", "three", "four")]
    with registry.only(doubted, other):
        readings = actions.translate(None, texts=texts[:2], into="es")
        ids = [reading.id for reading in readings if reading]
        for person in [*people.values()] * 2:
            actions.doubt(person, translation_id=ids[0])
        assert Translation.objects.get(id=ids[0]).doubts == len(people)
        assert spent.doubted([doubted, other], "en", "es") == {"doubted"}
        (reading,) = actions.translate(None, texts=[texts[2]], into="es")
        (into_french,) = actions.translate(None, texts=[texts[3]], into="fr")
    assert reading is not None
    assert into_french is not None
    assert [reading.engine, into_french.engine] == ["other", "doubted"]


def test_what_is_forgotten_is_forgotten_whole(people: dict[str, Person], text: Text) -> None:
    other = Text("The other house is still there", "en")
    with registry.only(Pseudo()):
        actions.translate(None, texts=[text, other], into="es")
        actions.translate(None, texts=[text], into="fr")
    actions.improve(people["lin"], text=text, into="es", words=GOOD)
    actions.forget_texts([f"{text.words}\n\nand more"], author_id=people["dana"].id)
    assert queries.kept([text, other], into="es")[0] is None
    assert Translation.objects.count() == 1
    assert not Improvement.objects.exists()
    actions.tidy()


def test_choices_and_habits(people: dict[str, Person]) -> None:
    lin = people["lin"]
    wish = queries.wish(lin, interface="zh-hans")
    assert (wish.into, wish.choice("en"), wish.choice("zh-Hant"), wish.choice("und")) == (
        "zh-Hans",
        "ask",
        "never",
        "never",
    )
    actions.set_choice(lin, language="en", choice="always")
    actions.set_choice(lin, language="ja", choice="never")
    actions.set_habits(lin, into="es", outside=False)
    wish = queries.wish(lin, interface="zh-hans")
    assert (wish.into, wish.choice("en"), wish.choice("ja"), wish.choice("ko")) == ("es", "always", "never", "ask")
    assert hash(wish) == hash(queries.wish(lin, interface="zh-hans"))
    assert queries.into_always("en", Person.objects.all()) == ["es"]
    actions.set_choice(lin, language="en", choice="")
    assert queries.wish(lin, interface="zh-hans").choice("en") == "ask"
    for wrong in ({"into": "xx"}, {"units": "cubits"}, {"currency": "euro"}, {"outside": "no"}):
        with pytest.raises(Refused):
            actions.set_habits(lin, **wrong)
    with pytest.raises(Refused):
        actions.set_choice(lin, language="tlh", choice="always")
    assert not ReadingHabits.objects.get(person=lin).outside


def test_strangers_choose_by_cookie() -> None:
    wish = queries.wish(None, interface="en", choices_cookie="es:into.ja:always.tlh:never.fr:sometimes.de:never")
    assert (wish.into, wish.choice("ja"), wish.choice("de"), wish.choice("fr")) == ("es", "always", "never", "ask")


def test_sendings_are_written_once_a_text_and_engine(people: dict[str, Person], text: Text) -> None:
    from redbridge.language.readings import prepare  # noqa: PLC0415 - for this test alone

    for _ in range(2):
        spending.note_sendings(Pseudo("far"), [prepare(text), prepare(Text("nobody's", "en"))])
    row = Sending.objects.get()
    assert (row.author_id, row.engine, row.privacy) == (people["dana"].id, "far", "public")
    assert not Spending.objects.exists()
