"""Questions about a phrase where it stands, answers, and captions that a machine drafts."""

from datetime import datetime

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

from redbridge.api.paging import USUAL, Limit
from redbridge.api.saying import Json, person_json
from redbridge.api.shapes import Id, PathId, Person
from redbridge.api.words import Word, person, viewer
from redbridge.cards import people as cards
from redbridge.interactions.actions import questions as actions
from redbridge.interactions.queries import questions as queries
from redbridge.media import queries as videos
from redbridge.media.actions import captiondrafts

word = Word("explaining")
SCOPE, NOTES = "write:interactions", "write:notes"


class Answer(Schema):
    """What somebody says that a phrase means."""

    id: Id
    text: str
    language: str
    by: Person | None
    is_accepted: bool
    at: datetime


class Question(Schema):
    """A phrase that somebody would like explained in the language `into`."""

    id: Id
    phrase: str
    language: str
    into: str
    subject: str = Field(description="`note` or `comment`")
    subject_id: Id
    note: Id
    by: Person | None
    at: datetime
    answers: list[Answer]


class Questions(Schema):
    """Newest first; in the list for natives those without an answer first."""

    questions: list[Question]


class Asked(Schema):
    """Words as they stand there, and the language to explain them in."""

    phrase: str = Field(max_length=500)
    into: str = Field(max_length=20)


class Said(Schema):
    """Your explanation."""

    text: str = Field(max_length=2000)


class Accepted(Schema):
    """Whether it helped."""

    is_accepted: bool = True


class Wanted(Schema):
    """From which captions into which language."""

    source: str = Field(max_length=20)
    language: str = Field(max_length=20)


class CaptionDraft(Schema):
    """Captions that a machine drafts, for you alone until you release them; `done` of `total` lines."""

    language: str
    source: str
    text: str
    done: int
    total: int


class CaptionDrafts(Schema):
    """By language."""

    drafts: list[CaptionDraft]


class Captioned(Schema):
    """The captions as you leave them, as WebVTT or SRT."""

    text: str = Field(max_length=200_000)


@word.reads("notes/{int:note_id}/questions", Questions, is_open=True)
def get_questions_of(request: HttpRequest, note_id: PathId) -> Json:
    """What people asked about a note and its comments."""
    return _questions(queries.questions_of(viewer(request), note_id=note_id))


@word.writes("POST", "notes/{int:note_id}/questions", Question, scope=SCOPE, status=201)
def ask_about_note(request: HttpRequest, note_id: PathId, asked: Asked) -> Json:
    """Ask what a phrase of a note means; asked by somebody already, it is that question."""
    return _ask(request, queries.NOTE, note_id, asked)


@word.writes("POST", "comments/{int:comment_id}/questions", Question, scope=SCOPE, status=201)
def ask_about_comment(request: HttpRequest, comment_id: PathId, asked: Asked) -> Json:
    """Ask what a phrase of a comment means."""
    return _ask(request, queries.COMMENT, comment_id, asked)


@word.reads("questions", Questions, is_open=True)
def get_questions(request: HttpRequest, language: str = "zh", limit: Limit = USUAL) -> Json:
    """What people ask about phrases of one language."""
    return _questions(queries.open_questions(viewer(request), languages=[language[:20] or "zh"], limit=limit))


@word.reads("questions/{int:question_id}", Question, is_open=True)
def get_question(request: HttpRequest, question_id: PathId) -> Json:
    """One question with its answers, the one that helped first."""
    return _one(queries.get_question(viewer(request), question_id=question_id))


@word.writes("PUT", "questions/{int:question_id}/answer", Question, scope=SCOPE)
def answer_question(request: HttpRequest, question_id: PathId, said: Said) -> Json:
    """Explain it; a second answer of yours changes the first."""
    me = person(request)
    actions.answer(me, question_id=question_id, text=said.text)
    return _one(queries.get_question(me, question_id=question_id))


@word.writes("PUT", "answers/{int:answer_id}/accepted", scope=SCOPE)
def accept_answer(request: HttpRequest, answer_id: PathId, accepted: Accepted) -> None:
    """Say whether an answer to your question helped."""
    actions.accept_answer(person(request), answer_id=answer_id, is_on=accepted.is_accepted)


@word.writes("DELETE", "questions/{int:question_id}", scope=SCOPE)
def delete_question(request: HttpRequest, question_id: PathId) -> None:
    """Take your own question back, with its answers."""
    actions.delete_question(person(request), question_id=question_id)


@word.writes("DELETE", "answers/{int:answer_id}", scope=SCOPE)
def delete_answer(request: HttpRequest, answer_id: PathId) -> None:
    """Take your own answer back."""
    actions.delete_answer(person(request), answer_id=answer_id)


@word.reads("videos/{int:video_id}/caption-drafts", CaptionDrafts, scope=NOTES)
def get_caption_drafts(request: HttpRequest, video_id: PathId) -> Json:
    """What a machine drafts for your video, and how far it is."""
    rows = videos.caption_drafts(person(request), video_id=video_id)
    return {"drafts": [{name: getattr(row, name) for name in CaptionDraft.model_fields} for row in rows]}


@word.writes("POST", "videos/{int:video_id}/caption-drafts", CaptionDrafts, scope=NOTES, status=202)
def want_captions(request: HttpRequest, video_id: PathId, wanted: Wanted) -> Json:
    """Have captions drafted in another language; made on this server."""
    captiondrafts.want_captions(person(request), video_id=video_id, **wanted.dict())
    return get_caption_drafts(request, video_id)


@word.writes("PUT", "videos/{int:video_id}/caption-drafts/{str:language}", scope=NOTES)
def change_caption_draft(request: HttpRequest, video_id: PathId, language: str, captioned: Captioned) -> None:
    """Mend a draft."""
    captiondrafts.change_caption_draft(person(request), video_id=video_id, language=language, text=captioned.text)


@word.writes("POST", "videos/{int:video_id}/caption-drafts/{str:language}/release", scope=NOTES)
def release_captions(request: HttpRequest, video_id: PathId, language: str) -> None:
    """Show a draft to everybody who sees the video."""
    captiondrafts.release_captions(person(request), video_id=video_id, language=language)


@word.writes("DELETE", "videos/{int:video_id}/caption-drafts/{str:language}", scope=NOTES)
def drop_caption_draft(request: HttpRequest, video_id: PathId, language: str) -> None:
    """Throw a draft away, also while it is made."""
    captiondrafts.drop_caption_draft(person(request), video_id=video_id, language=language)


def _ask(request: HttpRequest, subject: str, subject_id: int, asked: Asked) -> Json:
    me = person(request)
    row = actions.ask(me, subject=subject, subject_id=subject_id, **asked.dict())
    return _one(queries.get_question(me, question_id=row.id))


def _one(found: queries.Asked) -> Json:
    return _questions([found])["questions"][0]  # type: ignore[no-any-return]  # JSON


def _questions(found: list[queries.Asked]) -> Json:
    ids = {each.row.person_id for each in found} | {row.person_id for each in found for row in each.answers}
    people = cards.cards(list(ids))
    return {"questions": [_question(each, people) for each in found]}


def _question(each: queries.Asked, people: dict[int, cards.PersonCard]) -> Json:
    row = each.row
    return {
        **{name: getattr(row, name) for name in ("phrase", "language", "into", "subject", "at")},
        "id": str(row.id),
        "subject_id": str(row.subject_id),
        "note": str(each.note_id),
        "by": person_json(people[row.person_id]) if row.person_id in people else None,
        "answers": [
            {
                **{name: getattr(answer, name) for name in ("text", "language", "is_accepted", "at")},
                "id": str(answer.id),
                "by": person_json(people[answer.person_id]) if answer.person_id in people else None,
            }
            for answer in each.answers
        ],
    }
