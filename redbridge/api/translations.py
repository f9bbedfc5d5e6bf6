"""What notes and comments mean in another language, what people make better of it, and how you want to read."""

from typing import TYPE_CHECKING, Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

from redbridge.api.saying import Json
from redbridge.api.shapes import GivenId, Id, PathId
from redbridge.api.words import Word, person, viewer
from redbridge.interactions import queries as interactions
from redbridge.interactions.texts import text_of
from redbridge.kit.errors import NotFound
from redbridge.language import actions, queries
from redbridge.language.readings import Reading, Text
from redbridge.notes import queries as notes
from redbridge.notes.texts import texts_of, with_authors

if TYPE_CHECKING:
    from redbridge.language.models import Improvement as Row

word = Word("translations")
SCOPE = "write:interactions"
MOST_IDS = 40
Language = Annotated[str, Field(min_length=2, max_length=12, examples=["es", "zh-Hans"])]
Ids = Annotated[str, Field(max_length=MOST_IDS * 20, pattern=r"^[0-9,]*$", description="Ids with commas between.")]


class Translation(Schema):
    """A text in your language: `rung` 1 is the author's own, 2 what people agreed on, 4 to 7 machines, 8 word by word.

    `place` is "here", or who was given the text. `id` is that of a machine's translation, for doubts.
    """

    words: str
    language: str
    rung: int
    engine: str
    place: str
    via: str
    id: Id | None
    by: Id | None


class Part(Schema):
    """One text of a note or a comment by its number there; without a translation there is only the original."""

    part: int
    kind: str
    language: str
    translation: Translation | None


class Item(Schema):
    """A note or comment, with all its texts."""

    id: Id
    parts: list[Part]


class Translations(Schema):
    """What was asked for and may be seen, in order."""

    notes: list[Item]
    comments: list[Item]


class Improvement(Schema):
    """A translation by a person. `agrees` is your own vote."""

    id: Id
    words: str
    language: str
    person: Id
    state: str
    votes: int
    is_authors: bool
    is_own: bool
    agrees: bool | None


class Improvements(Schema):
    """What people made of a text, the best first."""

    items: list[Improvement]


class NewImprovement(Schema):
    """Your translation of one text; what has to stay must be in it. Shared only if the author shares it, too."""

    into: Language
    words: str
    part: int = Field(0, ge=0, le=2000)
    may_be_shared: bool = False


class Vote(Schema):
    """Whether a translation is right, of a text of this note or comment."""

    agrees: bool
    note: GivenId | None = None
    comment: GivenId | None = None
    part: int = Field(0, ge=0, le=2000)
    may_be_shared: bool = False


class Reading_(Schema):  # noqa: N801 - the name without the bar is a translation's
    """How you want to read: translations go `into` a language, and texts of each one are left, offered or done."""

    into: str
    languages: dict[str, Literal["never", "ask", "always"]]
    outside: bool = Field(description="Whether services elsewhere may be given your public texts.")
    outside_followers: bool = Field(description="The same for those that only followers see.")


class ReadingChange(Schema):
    """What to change; a language with an empty choice has the default again."""

    into: str | None = Field(None, max_length=12)
    languages: dict[str, Literal["", "never", "ask", "always"]] = Field(default_factory=dict, max_length=60)
    outside: bool | None = None
    outside_followers: bool | None = None


@word.reads("translate", Translations, is_open=True)
def translate(request: HttpRequest, into: Language, notes: Ids = "", comments: Ids = "") -> Json:
    """Notes and comments in another language, by their ids: other texts are not translated."""
    who = viewer(request)
    found = _note_texts(who, _ids(notes)), _comment_texts(who, _ids(comments))
    texts = [text for items in found for _id, parts in items for text in parts]
    readings = iter(actions.translate(who, texts=texts, into=into))
    told = [
        [
            {"id": item_id, "parts": [_part(n, text, next(readings)) for n, text in enumerate(parts)]}
            for item_id, parts in items
        ]
        for items in found
    ]
    return {"notes": told[0], "comments": told[1]}


@word.reads("notes/{int:note_id}/improvements", Improvements, is_open=True)
def get_note_improvements(request: HttpRequest, note_id: PathId, into: Language, part: int = 0) -> Json:
    """What people made of a text of a note."""
    return _improvements(request, _text(request, note_id, None, part), into)


@word.reads("comments/{int:comment_id}/improvements", Improvements, is_open=True)
def get_comment_improvements(request: HttpRequest, comment_id: PathId, into: Language) -> Json:
    """What people made of a comment."""
    return _improvements(request, _text(request, None, comment_id, 0), into)


@word.writes("POST", "notes/{int:note_id}/improvements", Improvement, scope=SCOPE, status=201)
def improve_note(request: HttpRequest, note_id: PathId, improvement: NewImprovement) -> Json:
    """Translate a text of a note better; of your own note it counts at once."""
    return _improve(request, _text(request, note_id, None, improvement.part), improvement)


@word.writes("POST", "comments/{int:comment_id}/improvements", Improvement, scope=SCOPE, status=201)
def improve_comment(request: HttpRequest, comment_id: PathId, improvement: NewImprovement) -> Json:
    """Translate a comment better; of your own it counts at once."""
    return _improve(request, _text(request, None, comment_id, 0), improvement)


@word.writes("PUT", "improvements/{int:improvement_id}/vote", Improvement, scope=SCOPE)
def vote_on_improvement(request: HttpRequest, improvement_id: PathId, vote: Vote) -> Json:
    """Say that somebody's translation is right, or is not. Two that agree make it count; the author decides alone."""
    me = person(request)
    text = _text(request, vote.note, vote.comment, vote.part)
    row = actions.vote(
        me, improvement_id=improvement_id, text=text, agrees=vote.agrees, may_be_shared=vote.may_be_shared
    )
    return _shown(request, text, row)


@word.writes("DELETE", "improvements/{int:improvement_id}", scope=SCOPE)
def withdraw_improvement(request: HttpRequest, improvement_id: PathId) -> None:
    """Take your translation back."""
    actions.withdraw(person(request), improvement_id=improvement_id)


@word.writes("PUT", "translations/{int:translation_id}/doubt", scope=SCOPE)
def doubt_translation(request: HttpRequest, translation_id: PathId) -> None:
    """Say that a machine got a text wrong."""
    actions.doubt(person(request), translation_id=translation_id)


@word.reads("me/reading", Reading_)
def get_reading(request: HttpRequest) -> Json:
    """How you want to read other languages."""
    return queries.reading_of(person(request))


@word.writes("PATCH", "me/reading", Reading_, scope="write:profile")
def change_reading(request: HttpRequest, change: ReadingChange) -> Json:
    """Choose what happens to texts in other languages, and who may be given yours."""
    me = person(request)
    habits: dict[str, Any] = change.model_dump(include={"into", "outside", "outside_followers"}, exclude_none=True)
    if habits:
        actions.set_habits(me, **habits)
    for language, choice in change.languages.items():
        actions.set_choice(me, language=language, choice=choice)
    return queries.reading_of(me)


def _ids(text: str) -> list[int]:
    return [int(part) for part in text.split(",") if part][:MOST_IDS]


def _note_texts(who: Any, ids: list[int]) -> list[tuple[int, list[Text]]]:
    return [(note.id, texts_of(note)) for note in with_authors(notes.visible_notes(who, ids=ids).values())]


def _comment_texts(who: Any, ids: list[int]) -> list[tuple[int, list[Text]]]:
    found = interactions.comments_by_id(who, ids=ids)
    seen = notes.visible_notes(who, ids={row.note_id for row in found.values()})
    under = {note.id: note for note in with_authors(seen.values())}
    return [(row.id, [text_of(row, under[row.note_id])]) for row in found.values() if row.note_id in under]


def _text(request: HttpRequest, note_id: int | None, comment_id: int | None, part: int) -> Text:
    """The text that is meant; NotFound unless who asks may see it."""
    who = viewer(request)
    if comment_id is not None:
        comment = interactions.get_comment(who, comment_id=comment_id)
        return text_of(comment, notes.get_note(who, note_id=comment.note_id))
    texts = texts_of(notes.get_note(who, note_id=note_id or 0))
    if not 0 <= part < len(texts):
        raise NotFound
    return texts[part]


def _part(number: int, text: Text, reading: Reading | None) -> Json:
    translation = reading and {
        "words": reading.words,
        "language": reading.language,
        "rung": int(reading.rung),
        "engine": reading.engine,
        "place": reading.place,
        "via": reading.via,
        "id": None if reading.by else reading.id,
        "by": reading.by or None,
    }
    return {"part": number, "kind": text.kind, "language": text.language, "translation": translation}


def _improvements(request: HttpRequest, text: Text, into: str) -> Json:
    found = queries.suggestions(viewer(request), text=text, into=into)
    return {"items": [_told(each) for each in found]}


def _improve(request: HttpRequest, text: Text, said: NewImprovement) -> Json:
    row = actions.improve(
        person(request), text=text, into=said.into, words=said.words, may_be_shared=said.may_be_shared
    )
    return _shown(request, text, row)


def _shown(request: HttpRequest, text: Text, row: "Row") -> Json:
    found = queries.suggestions(viewer(request), text=text, into=row.target, only=row.id)
    if not found:
        raise NotFound
    return _told(found[0])


def _told(each: queries.Suggestion) -> Json:
    return {
        "id": each.id,
        "words": each.words,
        "language": each.language,
        "person": each.person_id,
        "state": each.state,
        "votes": each.votes,
        "is_authors": each.is_authors,
        "is_own": each.is_own,
        "agrees": each.agrees,
    }
