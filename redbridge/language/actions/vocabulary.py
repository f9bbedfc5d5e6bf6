"""Words that somebody knows, saves and reviews."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from redbridge.accounts.models import Person
from redbridge.kit import limits
from redbridge.kit.errors import NotFound, Refused
from redbridge.kit.ids import possible
from redbridge.language.learning import clean_word, learned
from redbridge.language.learning.spacing import ANSWERS, answered
from redbridge.language.models import Word

MOST_WORDS = 20_000
A_MINUTE = 240
LONGEST_SENTENCE = 300
BEFORE = "before"  # within a card: how it was before the last answer


def know_word(actor: Person, *, language: str, word: str) -> Word:
    """Remember that the actor knows a word; what was saved of it need not come back any more."""
    return _put(actor, language, word, {"state": Word.State.KNOWN, "card": {}, "due_at": None})


def save_word(actor: Person, *, language: str, word: str, sentence: str = "", note_id: int | None = None) -> Word:
    """Keep a word for review, with the sentence and the note in which the actor met it. Saved twice it stays as it is.

    Whoever calls has checked that the actor may see the note.
    """
    language, word = _read(language, word)
    found = Word.objects.filter(person=actor, language=language, word=word, state=Word.State.SAVED).first()
    if found is not None:
        return found
    met = {"sentence": " ".join(sentence.replace("\x00", "").split())[:LONGEST_SENTENCE], "note_id": note_id}
    new = {"state": Word.State.SAVED, "card": {}, "due_at": timezone.now(), "reviews": 0}
    return _put(actor, language, word, {**new, **(met if met["sentence"] else {})})


def forget_word(actor: Person, *, language: str, word: str) -> None:
    """Take a word off the actor's list; one that is not there changes nothing."""
    language, word = _read(language, word)
    Word.objects.filter(person=actor, language=language, word=word).delete()


def answer_word(actor: Person, *, word_id: int, answer: str, at: datetime | None = None) -> Word:
    """Put a saved word off by how well the actor remembered it: again, hard, good or easy."""
    if answer not in ANSWERS:
        raise Refused(gettext("That is not one of the choices."), field="answer")
    with transaction.atomic():
        row = _own(actor, word_id)
        before = {name: value for name, value in row.card.items() if name != BEFORE}
        due_at = row.due_at.isoformat() if row.due_at else ""
        row.card, row.due_at = answered(before, answer, at or timezone.now())
        row.card[BEFORE] = {"card": before, "due_at": due_at}
        row.reviews += 1
        row.save(update_fields=["card", "due_at", "reviews"])
    return row


def undo_answer(actor: Person, *, word_id: int) -> Word:
    """Take the last answer to a word back; only once, and nothing happens where there is none."""
    with transaction.atomic():
        row = _own(actor, word_id)
        before: dict[str, Any] | None = row.card.get(BEFORE)
        if before is not None:
            row.card = before["card"]
            row.due_at = datetime.fromisoformat(before["due_at"]) if before["due_at"] else timezone.now()
            row.reviews = max(0, row.reviews - 1)
            row.save(update_fields=["card", "due_at", "reviews"])
    return row


def _own(actor: Person, word_id: int) -> Word:
    found = Word.objects.select_for_update().filter(person=actor, id__in=possible([word_id]), state=Word.State.SAVED)
    row = found.first()
    if row is None:
        raise NotFound
    return row


def _read(language: str, word: str) -> tuple[str, str]:
    kind = learned(language)
    if not kind:
        raise Refused(gettext("Words can be learned in Chinese and in English."), field="language")
    clean = clean_word(word, kind)
    if not clean:
        raise Refused(gettext("That is not a word."), field="word")
    return kind, clean


def _put(actor: Person, language: str, word: str, values: dict[str, Any]) -> Word:
    language, word = _read(language, word)
    limits.require(f"word:{actor.id}", limit=A_MINUTE, seconds=60)
    with transaction.atomic():
        is_new = not Word.objects.filter(person=actor, language=language, word=word).exists()
        if is_new and Word.objects.filter(person=actor).count() >= MOST_WORDS:
            raise Refused(gettext("Your list is full. Remove words that you no longer need."), field="word")
        row, _made = Word.objects.update_or_create(person=actor, language=language, word=word, defaults=values)
    return row
