"""“What does this mean?”: asked where it stands, answered, accepted; by the rules of comments."""

import pytest

from redbridge.accounts.models import Person
from redbridge.events.worker import run_waiting
from redbridge.follows import actions as follows
from redbridge.interactions import actions as interactions
from redbridge.interactions.actions import questions as actions
from redbridge.interactions.queries import questions as queries
from redbridge.kit import limits
from redbridge.kit.errors import NotAllowed, NotFound, Refused, TooFast
from redbridge.language.models import Question
from redbridge.notes.models import Note
from redbridge.notifications.models import Notification
from redbridge.trust import actions as trust
from tests.interactions.stage import publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def note(lin: Person) -> Note:
    return publish(lin, "今天这家店yyds，大家快去", title="早茶")


def _ask(person: Person, note: Note, phrase: str = "YYDS") -> Question:
    return actions.ask(person, subject="note", subject_id=note.id, phrase=phrase, into="en")


def test_somebody_asks_natives_answer_and_both_hear_of_it(dana: Person, lin: Person, mei: Person, note: Note) -> None:
    asked = _ask(dana, note)
    assert asked.language == "zh-Hans"
    assert [each.row.id for each in queries.open_questions(mei, languages=["zh-Hant"])] == [asked.id]
    first = actions.answer(mei, question_id=asked.id, text="The greatest of all time")
    actions.answer(lin, question_id=asked.id, text="永远的神")
    again = actions.answer(mei, question_id=asked.id, text="The best there is")
    assert again.id == first.id
    actions.accept_answer(dana, answer_id=first.id)
    run_waiting()
    kinds = Notification.objects.filter(kind__in=("phrase_explained", "answer_helped")).values_list("person", "kind")
    assert sorted(kinds) == sorted([(dana.id, "phrase_explained")] * 2 + [(mei.id, "answer_helped")])
    found = queries.questions_of(None, note_id=note.id)[0]
    assert [row.is_accepted for row in found.answers] == [True, False]
    assert found.row.answers == 2
    actions.accept_answer(dana, answer_id=found.answers[1].id)
    assert queries.get_question(None, question_id=asked.id).answers[0].person_id == lin.id


def test_the_words_have_to_stand_there_and_one_question_is_enough(dana: Person, ken: Person, note: Note) -> None:
    with pytest.raises(Refused):
        _ask(dana, note, "xswl")
    assert _ask(ken, note, "yyds").id == _ask(dana, note).id
    said = interactions.comment(ken, note_id=note.id, text="520")
    asked = actions.ask(dana, subject="comment", subject_id=said.id, phrase="520", into="en")
    assert queries.get_question(ken, question_id=asked.id).note_id == note.id
    interactions.delete_comment(ken, comment_id=said.id)
    with pytest.raises(NotFound):
        queries.get_question(ken, question_id=asked.id)


def test_who_may_not_see_the_note_or_is_blocked_learns_nothing(dana: Person, ken: Person, lin: Person) -> None:
    closed = publish(lin, "悄悄话yyds", visibility="me")
    with pytest.raises(NotFound):
        _ask(dana, closed)
    own = _ask(lin, closed)
    with pytest.raises(NotFound):
        queries.get_question(dana, question_id=own.id)
    assert queries.open_questions(dana, languages=["zh"]) == []
    shown = publish(lin, "真的yyds")
    asked = _ask(ken, shown)
    follows.block(ken, person_id=dana.id)
    with pytest.raises(NotFound):
        actions.answer(dana, question_id=asked.id, text="Hello")
    assert queries.questions_of(dana, note_id=shown.id) == []
    assert _ask(dana, shown).id != asked.id


def test_only_who_asked_accepts_and_nobody_answers_themselves(dana: Person, ken: Person, note: Note) -> None:
    asked = _ask(dana, note)
    with pytest.raises(Refused):
        actions.answer(dana, question_id=asked.id, text="Me")
    row = actions.answer(ken, question_id=asked.id, text="The best")
    with pytest.raises(NotAllowed):
        actions.accept_answer(ken, answer_id=row.id)
    actions.delete_answer(ken, answer_id=row.id)
    assert queries.get_question(dana, question_id=asked.id).row.answers == 0
    actions.delete_question(dana, question_id=asked.id)
    assert queries.questions_of(dana, note_id=note.id) == []


def test_questions_and_answers_are_reported_and_hidden(dana: Person, ken: Person, ruth: Person, note: Note) -> None:
    row = actions.answer(ken, question_id=_ask(dana, note).id, text="Buy at spam.example")
    trust.report(dana, subject="answer", subject_id=row.id, reason="spam")
    trust.hide(ruth, subject="answer", subject_id=row.id, rule="spam")
    assert queries.questions_of(dana, note_id=note.id)[0].answers == []
    assert queries.questions_of(ken, note_id=note.id)[0].answers
    trust.hide(ruth, subject="question", subject_id=row.question_id, rule="spam")
    assert queries.questions_of(ken, note_id=note.id) == []


def test_asking_has_a_pace(dana: Person, note: Note) -> None:
    with limits.paused():
        _ask(dana, note, "这家店")
    long = publish(dana, " ".join(f"word{n}" for n in range(30)))
    for number in range(actions.QUESTIONS_A_DAY):
        _ask(dana, long, f"word{number}")
    with pytest.raises(TooFast):
        _ask(dana, long, "word29")
