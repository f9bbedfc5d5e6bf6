"""The glossary that people write together."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from redbridge.accounts.models import Person
from redbridge.kit import limits
from redbridge.kit.errors import NotAllowed, NotFound, Refused
from redbridge.language import slang
from redbridge.language.actions import glossary as actions
from redbridge.language.models import SlangSuggestion
from redbridge.language.queries import glossary as queries

pytestmark = pytest.mark.django_db
Commits = Callable[..., AbstractContextManager[list[Callable[[], None]]]]


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Approved terms are a file; each test has its own."""
    monkeypatch.setenv("REDBRIDGE_DATA", str(tmp_path))
    with limits.paused():
        yield


def _suggest(person: Person, term: str = "zqterm", **said: str) -> SlangSuggestion:
    words = {"language": "zh", "into": "en", "short": "a test", "meaning": "a word for tests", **said}
    return actions.suggest_slang(person, term=term, **words)


def test_an_approved_term_is_part_of_the_glossary_at_once(
    lin: Person, ruth: Person, django_capture_on_commit_callbacks: Commits
) -> None:
    before, row = slang.version(), _suggest(lin)
    assert not slang.find("真zqterm", "zh")
    with django_capture_on_commit_callbacks(execute=True):
        actions.approve_slang(ruth, suggestion_id=row.id)
    hit = slang.find("真zqterm", "zh")[0]
    assert (hit.entry.short, hit.entry.status) == ("a test", "approved")
    assert slang.terms("zh-Hant", "en")["zqterm"] == "a test"
    assert slang.version() != before
    assert len(slang.version()) <= 20
    with django_capture_on_commit_callbacks(execute=True):
        actions.decline_slang(ruth, suggestion_id=row.id, reason="It was a test.")
    assert not slang.find("真zqterm", "zh")
    assert slang.version() == before


def test_a_better_meaning_replaces_the_old_one_and_keeps_its_forms(
    lin: Person, ruth: Person, django_capture_on_commit_callbacks: Commits
) -> None:
    row = _suggest(lin, "YYDS", short="simply the best")
    with django_capture_on_commit_callbacks(execute=True):
        actions.approve_slang(ruth, suggestion_id=row.id)
    found = queries.entry("zh", "yyds")
    assert (found.short, found.reading, len(slang.entries("zh"))) == ("simply the best", "yǒngyuǎn de shén", 147)


def test_terms_of_other_languages_find_their_pair(
    lin: Person, ruth: Person, django_capture_on_commit_callbacks: Commits
) -> None:
    row = _suggest(lin, "no manches", language="es", into="zh-Hans", short="不是吧", meaning="表示惊讶")
    with django_capture_on_commit_callbacks(execute=True):
        actions.approve_slang(ruth, suggestion_id=row.id)
    assert slang.find("¡No manches!", "es", "zh-Hans")[0].entry.short == "不是吧"
    assert not slang.terms("es", "en")


def test_votes_count_once_and_other_words_lose_them(dana: Person, lin: Person, ken: Person) -> None:
    row = _suggest(lin)
    assert actions.vote_on_slang(dana, suggestion_id=row.id, agrees=True) == 1
    assert actions.vote_on_slang(dana, suggestion_id=row.id, agrees=True) == 1
    assert actions.vote_on_slang(ken, suggestion_id=row.id, agrees=False) == 0
    assert actions.vote_on_slang(ken, suggestion_id=row.id, agrees=None) == 1
    with pytest.raises(Refused):
        actions.vote_on_slang(lin, suggestion_id=row.id, agrees=True)
    assert queries.proposals(dana)[0].vote is True
    assert _suggest(lin).votes == 1
    again = _suggest(lin, short="another test")
    assert (again.id, again.votes) == (row.id, 0)


def test_only_moderators_decide_and_say_why(lin: Person, ruth: Person) -> None:
    row = _suggest(lin)
    with pytest.raises(NotAllowed):
        actions.approve_slang(lin, suggestion_id=row.id)
    with pytest.raises(Refused):
        actions.decline_slang(ruth, suggestion_id=row.id, reason=" \n")
    assert actions.decline_slang(ruth, suggestion_id=row.id, reason="Nobody says that.").reason == "Nobody says that."
    own = _suggest(ruth, "zqown")
    with pytest.raises(NotAllowed):
        actions.approve_slang(ruth, suggestion_id=own.id)
    with pytest.raises(NotAllowed):
        queries.waiting_proposals(lin)
    actions.withdraw_slang(ruth, suggestion_id=own.id)
    with pytest.raises(NotFound):
        actions.withdraw_slang(ruth, suggestion_id=own.id)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("term", ""),
        ("term", "a/b"),
        ("term", "!"),
        ("term", "x" * 41),
        ("short", "x" * 81),
        ("meaning", " "),
        ("language", "xx"),
        ("into", "zh-Hant"),
        ("tone", "loud"),
    ],
)
def test_what_is_no_term_is_refused_beside_its_field(lin: Person, field: str, value: str) -> None:
    with pytest.raises(Refused) as refused:
        _suggest(lin, **{field: value})
    assert refused.value.field == field


def test_a_broken_file_is_as_none(tmp_path: Path) -> None:
    place = tmp_path / "language"
    place.mkdir(exist_ok=True)
    (place / slang.APPROVED_FILE).write_text("{")
    assert slang.version() == slang.VERSION
    assert queries.entry("en", "no cap").into == "zh"
