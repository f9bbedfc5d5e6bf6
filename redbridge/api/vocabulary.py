"""Words that you know and learn, and what a word means."""

from datetime import datetime
from typing import TYPE_CHECKING, Literal

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

from redbridge.api.paging import USUAL, After, Limit, closed, opened_number
from redbridge.api.saying import Json
from redbridge.api.shapes import GivenId, Id, PathId
from redbridge.api.words import Word, person, viewer
from redbridge.kit.errors import NotFound
from redbridge.language.actions import vocabulary as actions
from redbridge.language.learning import clean_word
from redbridge.language.learning.entries import describe, meant
from redbridge.language.learning.spacing import ANSWERS
from redbridge.language.queries import vocabulary
from redbridge.notes import examples, queries

if TYPE_CHECKING:
    from redbridge.language.models import Word as Row

word = Word("words")
SCOPE = "write:interactions"
Language = Literal["zh", "en"]
State = Literal["saved", "known"]


class OwnWord(Schema):
    """A word of yours in its dictionary form; `due_at` is when a saved one comes back."""

    id: Id
    language: Language
    word: str
    state: State
    reading: str = Field(description="Pinyin; empty for English.")
    meaning: str
    band: str = Field(description="`HSK 4`, or `B1` by how often an English word is used.")
    sentence: str
    note: Id | None
    reviews: int
    due_at: datetime | None


class OwnWords(Schema):
    """The newest first; in a review the longest due first."""

    words: list[OwnWord]
    after: str | None = None


class Meaning(Schema):
    """One entry of the dictionary: of an English word, a Chinese one for it."""

    simplified: str
    traditional: str
    pinyin: str
    senses: list[str]


class Example(Schema):
    """A sentence of a recent public note."""

    note: Id
    language: str
    sentence: str


class WordEntry(Schema):
    """A word as everybody may look it up, and how it stands on your list: null where it is not on it."""

    language: Language
    word: str
    reading: str
    band: str
    slang: str = Field(description="What it means as slang, in the other language; empty where it is none.")
    meanings: list[Meaning]
    examples: list[Example]
    state: State | None


class WordChange(Schema):
    """Whether you know a word or want it back for review; with the sentence and the note in which you met it."""

    state: State
    sentence: str = Field("", max_length=1000)
    note: GivenId | None = None


class Remembered(Schema):
    """How well you remembered a word."""

    answer: Literal["again", "hard", "good", "easy"]


assert ANSWERS == ("again", "hard", "good", "easy")  # noqa: S101 - a literal type can name no tuple


@word.reads("words", OwnWords, scope="read:private")
def get_words(
    request: HttpRequest,
    state: State | None = None,
    language: Language | None = None,
    limit: Limit = USUAL,
    after: After = "",
) -> Json:
    """The words on your list."""
    me, start = person(request), opened_number(after)
    found = vocabulary.words_of(me, state=state or "", language=language or "", after=start, limit=limit)
    return {"words": [_own(row) for row in found], "after": closed(request, found.after)}


@word.reads("words/due", OwnWords, scope="read:private")
def get_due_words(request: HttpRequest, limit: Limit = USUAL) -> Json:
    """Saved words that you may review now."""
    return {"words": [_own(row) for row in vocabulary.due_words(person(request), limit=limit)], "after": None}


@word.reads("words/{language}/{str:name}", WordEntry, is_open=True)
def get_word(request: HttpRequest, language: Language, name: str) -> Json:
    """What a word means, with sentences of recent notes."""
    clean, me = clean_word(name, language), viewer(request)
    if not clean:
        raise NotFound
    told = describe(clean, language)
    states = vocabulary.word_states(me, language=language, words=[clean])
    return {
        "language": language,
        "word": clean,
        "reading": told.reading,
        "band": told.band,
        "slang": told.slang.meaning if told.slang else "",
        "meanings": [
            {"simplified": e.simplified, "traditional": e.traditional, "pinyin": e.pinyin, "senses": meant(e)}
            for e in told.entries
        ],
        "examples": [
            {"note": each.note_id, "language": each.language, "sentence": each.sentence}
            for each in examples.examples(me, word=clean, language=language)
        ],
        "state": states.get(clean),
    }


@word.writes("PUT", "words/{language}/{str:name}", OwnWord, scope=SCOPE)
def put_word(request: HttpRequest, language: Language, name: str, change: WordChange) -> Json:
    """Know a word, or save it for review; a saved one that is saved again stays as it is."""
    me = person(request)
    if change.state == "known":
        return _own(actions.know_word(me, language=language, word=name))
    note_id = queries.get_note(me, note_id=change.note).id if change.note else None
    return _own(actions.save_word(me, language=language, word=name, sentence=change.sentence, note_id=note_id))


@word.writes("DELETE", "words/{language}/{str:name}", scope=SCOPE)
def forget_word(request: HttpRequest, language: Language, name: str) -> None:
    """Take a word off your list."""
    actions.forget_word(person(request), language=language, word=name)


@word.writes("POST", "reviews/{int:word_id}", OwnWord, scope=SCOPE)
def answer_word(request: HttpRequest, word_id: PathId, change: Remembered) -> Json:
    """Say how well you remembered a saved word; it comes back accordingly."""
    return _own(actions.answer_word(person(request), word_id=word_id, answer=change.answer))


@word.writes("DELETE", "reviews/{int:word_id}", OwnWord, scope=SCOPE)
def undo_answer(request: HttpRequest, word_id: PathId) -> Json:
    """Take your last answer to a word back."""
    return _own(actions.undo_answer(person(request), word_id=word_id))


def _own(row: "Row") -> Json:
    told = describe(row.word, row.language)
    return {
        "id": row.id,
        "language": row.language,
        "word": row.word,
        "state": row.state,
        "reading": told.reading,
        "meaning": told.brief,
        "band": told.band,
        "sentence": row.sentence,
        "note": row.note_id,
        "reviews": row.reviews,
        "due_at": row.due_at,
    }
