"""Ask what a phrase means where it stands, answer, and say which answer helped."""

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext

from redbridge.events import announce
from redbridge.interactions.actions.permission import check_may_take_part
from redbridge.interactions.events import AnswerAccepted, PhraseExplained
from redbridge.interactions.queries.questions import get_answer, get_question, words_of
from redbridge.kit import limits
from redbridge.kit.errors import NotAllowed, NotFound, Refused
from redbridge.kit.text import tidy, tidy_line
from redbridge.language import names
from redbridge.language.detection import detect
from redbridge.language.models import Answer, Question

if TYPE_CHECKING:
    from redbridge.accounts.models import Person

LONGEST_PHRASE = 120
LONGEST_ANSWER = 500
QUESTIONS_A_DAY = 20
ANSWERS_AN_HOUR = 30
UNKNOWN = "und"


def ask(actor: "Person", *, subject: str, subject_id: int, phrase: str, into: str) -> Question:
    """Ask what a phrase of a note or comment means; asked by somebody already, it is that question."""
    check_may_take_part(actor)
    phrase = tidy_line(phrase)
    if not phrase:
        raise Refused(gettext("Write the words that you would like explained."), field="phrase", code="empty")
    if len(phrase) > LONGEST_PHRASE:
        raise Refused(gettext("At most %(n)s characters.") % {"n": LONGEST_PHRASE}, field="phrase", code="too_long")
    if not names.is_known(into):
        raise Refused(gettext("Choose a language from the list."), field="into", code="bad_choice")
    _note_id, words, language = words_of(actor, subject=subject, subject_id=subject_id)
    if phrase.casefold() not in tidy_line(words).casefold():
        raise Refused(gettext("These words do not stand there. Copy them as they are."), field="phrase", code="absent")
    if same := Question.objects.filter(subject=subject, subject_id=subject_id, phrase__iexact=phrase).first():
        try:
            return get_question(actor, question_id=same.id).row
        except NotFound:  # by somebody whom they do not meet
            pass
    limits.require(f"question:{actor.id}", limit=QUESTIONS_A_DAY, seconds=86_400)
    about: dict[str, Any] = {"subject": subject, "subject_id": subject_id, "phrase": phrase, "into": into}
    tag = detect(words).language if language in {"", UNKNOWN} else language
    return Question.objects.create(person=actor, language=tag or UNKNOWN, **about)


def answer(actor: "Person", *, question_id: int, text: str) -> Answer:
    """Explain a phrase that somebody asks about; a second answer changes the first. Announces PhraseExplained."""
    check_may_take_part(actor)
    asked = get_question(actor, question_id=question_id).row
    if asked.person_id == actor.id:
        raise Refused(gettext("This is your question. Others answer it."), field="text", code="own")
    text = tidy(text)
    if not text:
        raise Refused(gettext("Write something first."), field="text", code="empty")
    if len(text) > LONGEST_ANSWER:
        raise Refused(gettext("At most %(n)s characters.") % {"n": LONGEST_ANSWER}, field="text", code="too_long")
    limits.require(f"answer:{actor.id}", limit=ANSWERS_AN_HOUR, seconds=3600)
    values = {"text": text, "language": detect(text).language}
    with transaction.atomic():
        Question.objects.select_for_update().get(id=asked.id)
        row, is_new = Answer.objects.update_or_create(question=asked, person=actor, defaults=values)
        _recount(asked.id)
        if is_new:
            announce(PhraseExplained(row.id))
    return row


def accept_answer(actor: "Person", *, answer_id: int, is_on: bool = True) -> Answer:
    """Say which answer helped, or take that back; whoever asked. Announces AnswerAccepted."""
    row = get_answer(actor, answer_id=answer_id)
    if row.question.person_id != actor.id:
        raise NotAllowed(gettext("Only who asked can say which answer helped."))
    with transaction.atomic():
        Question.objects.select_for_update().get(id=row.question_id)
        others = Answer.objects.filter(question=row.question_id, is_accepted=True)
        if row.is_accepted == is_on:
            return row
        others.update(is_accepted=False)
        row.is_accepted = is_on
        row.save(update_fields=["is_accepted"])
        if is_on:
            announce(AnswerAccepted(row.id))
    return row


def delete_question(actor: "Person", *, question_id: int) -> None:
    """Take one's own question back, with its answers."""
    if not Question.objects.filter(id=question_id, person=actor).delete()[0]:
        raise NotFound(gettext("This question is no longer here."))


def delete_answer(actor: "Person", *, answer_id: int) -> None:
    """Take one's own answer back."""
    row = Answer.objects.filter(id=answer_id, person=actor).first()
    if row is None:
        raise NotFound(gettext("This answer is no longer here."))
    with transaction.atomic():
        Question.objects.select_for_update().get(id=row.question_id)
        row.delete()
        _recount(row.question_id)


def change_standing_of_explanation(
    *, is_answer: bool, row_id: int, state: str, rule: str = "", rule_version: str = "", case: int | None = None
) -> None:
    """Set what moderation decided about a question or an answer; for `trust` alone."""
    model: Any = Answer if is_answer else Question
    model.objects.filter(id=row_id).update(
        standing=model.State(state), standing_rule=rule, standing_rule_version=rule_version, standing_case=case
    )


def _recount(question_id: int) -> None:
    Question.objects.filter(id=question_id).update(answers=Answer.objects.filter(question=question_id).count())
