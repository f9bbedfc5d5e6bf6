"""Which engine gets which text, once, within budgets, and what is shown when none does."""

import time
from collections.abc import Iterator, Sequence
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from redbridge.accounts.models import Person
from redbridge.language import actions, queries, spent
from redbridge.language.actions import attempts
from redbridge.language.engines import registry
from redbridge.language.engines.protocol import EngineFailed, Order, Outcome
from redbridge.language.engines.pseudo import Pseudo
from redbridge.language.models import Attempt, ReadingHabits, Sending, Spending, Translation
from redbridge.language.queries import Reading, Text
from redbridge.language.rungs import Rung
from tests.cast import join_cast

pytestmark = pytest.mark.django_db
HOUSE = Text("The house by the river is big, says @ana 😂", "en")


class Elsewhere(Pseudo):
    """A service of somebody else's."""

    is_local = False
    place = "Example, EU"

    def __init__(self, name: str = "elsewhere", rung: Rung = Rung.HOSTED, fails: str = "", budget: int = 0) -> None:
        super().__init__(name, rung)
        self.fails, self.budget, self.calls = fails, budget, 0

    def translate(self, order: Order) -> list[Outcome]:
        self.calls += 1
        if self.fails:
            raise EngineFailed(self.fails)
        return super().translate(order)


class Only(Pseudo):
    """An engine for some pairs."""

    def __init__(self, name: str, *pairs: tuple[str, str], rung: Rung = Rung.RULES) -> None:
        super().__init__(name, rung)
        self._pairs = frozenset(pairs)

    def can(self, source: str, target: str) -> bool:
        return (source, target) in self._pairs

    def translate(self, order: Order) -> list[Outcome]:
        return [Outcome(f"{each.text} {self.name}") for each in super().translate(order) if each.text]


@pytest.fixture
def people() -> dict[str, Person]:
    return join_cast(["dana", "lin"])


def ask(texts: Sequence[Text] = (HOUSE,), into: str = "es", reader: Person | None = None) -> list[Reading | None]:
    return actions.translate(reader, texts=texts, into=into)


def test_a_text_is_translated_once_for_everybody() -> None:
    engine = Pseudo()
    with registry.only(engine):
        (first,) = ask()
        (other,) = ask([Text("The house by the river is big, says @bob 😂", "en")])
    assert first is not None
    assert first.words == "Thé hóúšé bý thé rívér íš bíg, šáýš 😂 @ana"
    assert (first.rung, first.engine, first.place) == (Rung.RULES, "pseudo", "here")
    assert other is not None
    assert "@bob" in other.words
    assert len(engine.asked) == 1
    assert "ana" not in Translation.objects.get().words
    assert not Attempt.objects.exists()


def test_what_is_kept_costs_two_queries_for_any_number() -> None:
    texts = [Text(f"The {word} is by the river", "en") for word in ("house", "tree", "boat", "cat", "dog")]
    with registry.only(Pseudo()):
        ask(texts)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        found = queries.kept([*texts, Text("今天", "zh-Hans"), Text("", "en")], into="es")
    assert [reading is not None for reading in found] == [True] * 5 + [False] * 2
    assert len(seen) == 2


@pytest.mark.parametrize(
    "text", [Text("😂😂", "en"), Text("hola", "es"), Text("hm", "und"), Text("", "en"), Text("@ana #tag", "en")]
)
def test_nothing_is_asked_where_there_is_nothing_to_translate(text: Text) -> None:
    engine = Pseudo()
    with registry.only(engine):
        assert ask([text]) == [None]
    assert not engine.asked


def test_the_better_rung_goes_first_and_the_next_one_helps_out() -> None:
    model, rules = Elsewhere("model", Rung.MODEL, fails="status"), Pseudo()
    with registry.only(rules, model):
        (reading,) = ask()
    assert model.calls == 1
    assert reading is not None
    assert reading.engine == "pseudo"


def test_without_engines_chinese_is_glossed_and_the_label_says_so() -> None:
    with registry.only(Only("none")):
        reading, other = ask([Text("今天的火锅很好吃 @ana", "zh-Hans"), HOUSE], into="en")
    assert reading is not None
    assert reading.rung is Rung.GLOSS
    assert "@ana" in reading.words
    assert other is None


def test_a_gloss_gives_way_once_there_is_an_engine() -> None:
    text = Text("今天的火锅很好吃", "zh-Hans")
    with registry.only(Only("none")):
        ask([text], into="en")
    with registry.only(TurnsEnglish()):
        (reading,) = ask([text], into="en")
    assert reading is not None
    assert reading.words == "Today's hotpot tastes good"


def test_a_gloss_is_made_once_while_there_is_no_engine() -> None:
    text = Text("今天的火锅很好吃", "zh-Hans")
    with registry.only(Only("none")):
        ask([text], into="en")
        with CaptureQueriesContext(connection) as seen:
            ask([text], into="en")
    assert not any("attempt" in query["sql"] or 'INSERT INTO "language_translation' in query["sql"] for query in seen)


class TurnsEnglish(Pseudo):
    def translate(self, order: Order) -> list[Outcome]:
        return [Outcome("Today's hotpot tastes good") for _each in order.segments]


def test_an_engine_that_fails_rests_and_is_not_asked_on_every_page() -> None:
    engine = Elsewhere(fails="unreachable")
    with registry.only(engine):
        for number in range(6):
            ask([Text(f"The house number {number} is big", "en")])
        assert engine.calls == 3
        assert spent.resting([engine])


def test_a_text_that_no_engine_can_is_left_alone_for_a_while() -> None:
    class Echo(Pseudo):
        def translate(self, order: Order) -> list[Outcome]:
            self.asked += [each.text for each in order.segments]
            return [Outcome(each.text) for each in order.segments]

    engine = Echo()
    with registry.only(engine):
        assert ask() == ask() == [None]
        assert len(engine.asked) == 1
        row = Attempt.objects.get()
        assert (row.reason, row.owner) == ("echo", "")
        Attempt.objects.update(not_before=timezone.now())
        ask()
    assert len(engine.asked) == 2
    later = Attempt.objects.get().not_before
    assert later is not None
    assert later > timezone.now() + timedelta(minutes=3)


def test_budgets_hold_and_the_next_rung_takes_over(settings: Settings) -> None:
    settings.TRANSLATE_BUDGET = 1000
    engine = Elsewhere(budget=60)
    with registry.only(engine, Pseudo()):
        (first,) = ask()
        (second,) = ask([Text("Another house by another river is rather big", "en")])
        offer = queries.offer([HOUSE], into="es")
    assert first is not None
    assert second is not None
    assert [first.engine, second.engine] == ["elsewhere", "pseudo"]
    assert Spending.objects.get(engine="elsewhere").characters <= 60
    assert (offer.engine, offer.spent_until) == ("pseudo", spent.renewed_at())
    settings.TRANSLATE_BUDGET = 40
    with registry.only(engine):
        assert queries.offer([HOUSE], into="es").spent_until == spent.renewed_at()


def test_two_readers_at_once_cost_one_request() -> None:
    engine = Pseudo()
    with registry.only(engine):
        ask()
        row = Translation.objects.get()
        Attempt.objects.create(key=row.key, owner=f"{attempts._process()}:other")
        row.delete()
        started = time.monotonic()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("redbridge.language.actions.translating.PAGE_SECONDS", 0.3)
            assert ask() == [None]
        assert time.monotonic() - started < 3
        assert len(engine.asked) == 1
        Attempt.objects.update(owner=f"{attempts._host()}:999999999:1:x")
        assert ask() != [None]


def test_pivoting_through_english_is_labelled() -> None:
    first, second = Only("first", ("fr", "en")), Only("second", ("en", "es"))
    with registry.only(first, second):
        (reading,) = ask([Text("La maison au bord de @ana est grande", "fr")])
    assert reading is not None
    assert (reading.via, reading.engine) == ("en", "first + second")
    with registry.only(first):
        assert ask([Text("La porte de la maison est belle", "fr")]) == [None]


def test_a_comment_of_two_words_needs_proof() -> None:
    with registry.only(Pseudo()):  # turns it back into something else
        assert ask([Text("so good", "en", kind="comment")]) == [None]
        assert ask([Text("so good", "en", kind="title")]) != [None]


def test_what_was_just_edited_waits() -> None:
    engine = Pseudo()
    with registry.only(engine):
        ask([Text(HOUSE.words, "en", changed_at=timezone.now())])
        assert not engine.asked
        ask([Text(HOUSE.words, "en", changed_at=timezone.now() - timedelta(seconds=31))])
        assert engine.asked


@pytest.mark.parametrize(
    ("privacy", "habits", "age", "leaves"),
    [
        ("public", {}, "adult", True),
        ("public", {"outside": False}, "adult", False),
        ("public", {}, "teen", False),
        ("followers", {}, "adult", False),
        ("followers", {"outside_followers": True}, "adult", True),
        ("followers", {"outside_followers": True, "outside": False}, "adult", False),
        ("followers", {"outside_followers": True}, "teen", False),
        ("public", {}, "private adult", False),
        ("public", {"outside_followers": True}, "private adult", True),
        ("private", {"outside_followers": True}, "adult", False),
        ("draft", {"outside_followers": True}, "adult", False),
    ],
)
def test_who_may_see_a_text(
    people: dict[str, Person], privacy: str, habits: dict[str, bool], age: str, leaves: bool
) -> None:
    is_private, band = age.startswith("private"), age.rsplit(maxsplit=1)[-1]
    Person.objects.filter(id=people["dana"].id).update(age_band=band, is_private=is_private)
    if habits:
        ReadingHabits.objects.create(person=people["dana"], **habits)
    text = Text(HOUSE.words, "en", author_id=people["dana"].id, privacy=privacy)
    outside, local = Elsewhere(), Pseudo()
    with registry.only(outside):
        assert queries.offer([text], into="es").engine == ("elsewhere" if leaves else "")
    with registry.only(outside, local):
        (reading,) = ask([text], reader=people["lin"])
    assert reading is not None
    assert bool(outside.calls) is leaves
    assert reading.engine == ("elsewhere" if leaves else "pseudo")
    sent = list(Sending.objects.values_list("author", "privacy", "engine"))
    assert sent == ([(people["dana"].id, privacy, "elsewhere")] if leaves else [])


def test_a_reader_can_keep_everything_here(people: dict[str, Person]) -> None:
    engine = Elsewhere()
    with registry.only(engine):
        assert actions.translate(people["lin"], texts=[HOUSE], into="es", allow_outside=False) == [None]
    assert not engine.calls


def test_hits_are_counted_and_numbers_told() -> None:
    with registry.only(Pseudo(), Elsewhere(fails="status")):
        ask()
        ask()
        (row, other) = sorted(queries.numbers(), key=lambda each: each.engine, reverse=True)
    assert (row.engine, row.requests, row.hits, row.failures) == ("pseudo", 1, 1, 0)
    assert row.hit_rate == 0.5
    assert (other.engine, other.failures) == ("elsewhere", 1)


@pytest.fixture(autouse=True)
def _nothing_else() -> Iterator[None]:
    yield
    assert not registry._standing_in
