"""What can be reported: whose it is, how it stands, and a copy of how it looked."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

from redbridge.accounts.models import Person
from redbridge.interactions import queries as interactions
from redbridge.interactions.models import Comment
from redbridge.interactions.queries import questions
from redbridge.kit.errors import NotFound
from redbridge.language.models import Answer, Question
from redbridge.media.models import Picture, Portrait
from redbridge.notes import queries as notes
from redbridge.notes.models import Note, NotePicture
from redbridge.trust.models import Subject

if TYPE_CHECKING:
    from redbridge.accounts.models import Standing

MODELS: "dict[str, type[Standing]]" = {
    Subject.NOTE: Note,
    Subject.COMMENT: Comment,
    Subject.PERSON: Person,
    Subject.PICTURE: Picture,
    Subject.QUESTION: Question,
    Subject.ANSWER: Answer,
}


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that somebody owns; `evidence` is what a moderator needs to see of it later on."""

    subject: Subject
    id: int
    owner_id: int
    version: int
    standing: str
    evidence: dict[str, Any]


def find_thing(subject: str, subject_id: int, *, lock: bool = False) -> Thing:
    """The thing as it is, whoever may see it; NotFound when it is gone. `lock` holds its row in a transaction."""
    model: Any = MODELS.get(subject)
    rows: Any = model.objects.select_for_update() if model and lock else model and model.objects
    row = rows.filter(id=subject_id).first() if rows else None
    if row is None:
        raise not_there()
    return _READERS[Subject(subject)](row)


def find_visible_thing(viewer: Person | None, subject: str, subject_id: int) -> Thing:
    """The thing, if the viewer may see it; NotFound otherwise. Who blocks the viewer can still be reported."""
    if subject == Subject.NOTE:
        notes.get_note(viewer, note_id=subject_id)
    elif subject == Subject.COMMENT:
        interactions.get_comment(viewer, comment_id=subject_id)
    elif subject == Subject.QUESTION:
        questions.get_question(viewer, question_id=subject_id)
    elif subject == Subject.ANSWER:
        questions.get_answer(viewer, answer_id=subject_id)
    elif subject == Subject.PICTURE and not interactions.picture_is_visible(viewer, picture_id=subject_id):
        raise not_there()
    thing = find_thing(subject, subject_id)
    if subject == Subject.PERSON and not Person.objects.get(id=subject_id).is_shown:
        raise not_there()
    return thing


def not_there() -> NotFound:
    return NotFound(gettext("This is no longer here."))


def _note(note: Note) -> Thing:
    pictures = NotePicture.objects.filter(note=note).order_by("order").values_list("picture_id", flat=True)
    evidence = {
        "title": note.title,
        "text": note.caption,
        "card_text": note.card_text,
        "language": note.language,
        "picture_ids": [str(picture_id) for picture_id in pictures],
        "visibility": note.visibility,
        "published_at": note.published_at.isoformat(),
        "version": note.version,
    }
    return Thing(Subject.NOTE, note.id, note.author_id, note.version, note.standing, evidence)


def _comment(comment: Comment) -> Thing:
    if comment.deleted_at is not None:
        raise not_there()
    evidence = {
        "text": comment.text,
        "language": comment.language,
        "note_id": str(comment.note_id),
        "picture_ids": [str(comment.picture_id)] if comment.picture_id else [],
        "published_at": comment.created_at.isoformat(),
        "version": comment.version,
    }
    return Thing(Subject.COMMENT, comment.id, comment.author_id, comment.version, comment.standing, evidence)


def _person(person: Person) -> Thing:
    portrait = Portrait.objects.filter(person=person).first()
    shown = (portrait.picture_id, portrait.cover_id) if portrait else ()
    evidence = {
        "address": person.address,
        "name": person.name,
        "text": person.bio,
        "language": person.bio_language,
        "links": person.links,
        "picture_ids": [str(picture_id) for picture_id in shown if picture_id],
        "version": person.version,
    }
    return Thing(Subject.PERSON, person.id, person.id, person.version, person.standing, evidence)


def _picture(picture: Picture) -> Thing:
    evidence = {
        "text": picture.alt,
        "language": picture.alt_language,
        "picture_ids": [str(picture.id)],
        "sha256": picture.sha256,
        "version": 1,
    }
    return Thing(Subject.PICTURE, picture.id, picture.owner_id, 1, picture.standing, evidence)


def _question(row: Question) -> Thing:
    evidence = {"text": row.phrase, "language": row.language, "asked_about": f"{row.subject} {row.subject_id}"}
    return Thing(Subject.QUESTION, row.id, row.person_id, 1, row.standing, {**evidence, "version": 1})


def _answer(row: Answer) -> Thing:
    evidence = {"text": row.text, "language": row.language, "question_id": str(row.question_id), "version": 1}
    return Thing(Subject.ANSWER, row.id, row.person_id, 1, row.standing, evidence)


_READERS: dict[Subject, Callable[[Any], Thing]] = {
    Subject.NOTE: _note,
    Subject.COMMENT: _comment,
    Subject.PERSON: _person,
    Subject.PICTURE: _picture,
    Subject.QUESTION: _question,
    Subject.ANSWER: _answer,
}
