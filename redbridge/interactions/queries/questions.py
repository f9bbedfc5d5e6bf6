"""Questions about a phrase, where somebody may read what the phrase stands in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext

from redbridge.follows import queries as follows
from redbridge.interactions.models import Comment
from redbridge.interactions.queries.comments import SHOWN, comments_by_id, get_comment
from redbridge.kit.errors import NotFound
from redbridge.kit.ids import possible
from redbridge.language.models import Answer, Question
from redbridge.language.tags import base
from redbridge.notes import queries as notes

if TYPE_CHECKING:
    from redbridge.accounts.models import Person

NOTE, COMMENT = "note", "comment"
MOST_OF_NOTE = 60


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the note that it leads to and its answers, the accepted one first."""

    row: Question
    note_id: int
    answers: list[Answer]


def questions_of(viewer: "Person | None", *, note_id: int) -> list[Asked]:
    """What people asked about a note and its comments, newest first; NotFound without the note."""
    notes.get_note(viewer, note_id=note_id)
    of_comments = Comment.objects.filter(note=note_id).values("id")
    about = Q(subject=NOTE, subject_id=note_id) | Q(subject=COMMENT, subject_id__in=of_comments)
    rows = Question.objects.filter(about, _by_shown(viewer)).select_related("person")
    return _readable(viewer, list(rows.order_by("-at", "-id")[:MOST_OF_NOTE]))


def open_questions(viewer: "Person | None", *, languages: Sequence[str], limit: int = 30) -> list[Asked]:
    """What people ask about phrases of these languages, those that wait for an answer first."""
    tags = Q(*[Q(language__startswith=base(each)) for each in languages], _connector=Q.OR) if languages else Q(pk=0)
    rows = Question.objects.filter(tags, _by_shown(viewer)).select_related("person")
    found = [*rows.filter(answers=0).order_by("-at")[:limit], *rows.filter(answers__gt=0).order_by("-at")[:limit]]
    return _readable(viewer, found)[:limit]


def get_question(viewer: "Person | None", *, question_id: int) -> Asked:
    """One question; NotFound unless the viewer may read what it is about and meets who asks."""
    rows = Question.objects.filter(_by_shown(viewer), id__in=possible([question_id])).select_related("person")
    found = _readable(viewer, list(rows))
    if not found:
        raise NotFound(gettext("This question is no longer here."))
    return found[0]


def get_answer(viewer: "Person | None", *, answer_id: int) -> Answer:
    """One answer; NotFound unless the viewer may read it."""
    rows = Answer.objects.filter(_by_shown(viewer), id__in=possible([answer_id])).select_related("person", "question")
    found = rows.first()
    if found is None:
        raise NotFound(gettext("This answer is no longer here."))
    get_question(viewer, question_id=found.question_id)
    return found


def words_of(viewer: "Person | None", *, subject: str, subject_id: int) -> tuple[int, str, str]:
    """The note, the words and the language of what a question is about; NotFound unless the viewer may read it."""
    if subject == COMMENT:
        comment = get_comment(viewer, comment_id=subject_id)
        return comment.note_id, comment.text, comment.language
    note = notes.get_note(viewer, note_id=subject_id)
    return note.id, "\n".join(filter(None, (note.title, note.caption, note.card_text))), note.language


def _by_shown(viewer: "Person | None") -> Q:
    """By people whom the viewer meets, and not hidden; one's own always."""
    shown = Q(standing__in=SHOWN, person__standing__in=SHOWN, person__closed_at__isnull=True)
    if viewer is None:
        return shown
    if notes.is_moderator(viewer):
        shown = Q(person__closed_at__isnull=True)
    return (shown & ~Q(person__in=follows.hidden_people(viewer))) | Q(person=viewer)


def _readable(viewer: "Person | None", rows: Sequence[Question]) -> list[Asked]:
    seen = set(notes.visible_notes(viewer, ids=[row.subject_id for row in rows if row.subject == NOTE]))
    said = comments_by_id(viewer, ids=[row.subject_id for row in rows if row.subject == COMMENT])
    place = {(NOTE, each): each for each in seen} | {(COMMENT, key): row.note_id for key, row in said.items()}
    shown = [row for row in rows if (row.subject, row.subject_id) in place]
    answers = _answers(viewer, [row.id for row in shown])
    return [Asked(row, place[row.subject, row.subject_id], answers.get(row.id, [])) for row in shown]


def _answers(viewer: "Person | None", ids: Iterable[int]) -> dict[int, list[Answer]]:
    found: dict[int, list[Answer]] = {}
    rows = Answer.objects.filter(_by_shown(viewer), question__in=list(ids)).select_related("person")
    for row in rows.order_by("-is_accepted", "id"):
        found.setdefault(row.question_id, []).append(row)
    return found
