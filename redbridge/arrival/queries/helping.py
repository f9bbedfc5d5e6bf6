"""Who helps newcomers, who asks for company, and who keeps whom company."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from redbridge.accounts.models import Person
from redbridge.arrival.firstweek import BADGE_FROM, FIRST_DAYS
from redbridge.arrival.models import Helping, Mentoring
from redbridge.follows import queries as follows
from redbridge.interactions.models import Comment, CommentLike
from redbridge.kit.ids import possible
from redbridge.kit.prepared import Prepared

State = Mentoring.State
ADULT = Person.AgeBand.ADULT
SHOWN = (Person.State.VISIBLE, Person.State.LIMITED)
LOOKED_AT = 2_000  # the newest comments of a helper
MOST = 50


@dataclass(frozen=True, slots=True)
class Company:
    """One request or pairing as one of the two may see it; `other_id` is the other person, 0 while nobody is."""

    id: int
    other_id: int
    language: str
    wish: str
    state: str
    asked_at: datetime


def helping_of(viewer: Person) -> Helping | None:
    """What the viewer offers, or offered before."""
    return Helping.objects.filter(person=viewer).first()


def helpers_among(person_ids: Iterable[int]) -> frozenset[int]:
    """Those of the people who wear the badge of a helper, in one query."""
    return frozenset(person_id for (person_id,) in _HELPERS.rows(ids=possible(person_ids)))


def is_mentor(person: Person, *, is_locked: bool = False) -> bool:
    """Whether somebody keeps newcomers company; `is_locked` in a transaction: one thing at a time."""
    rows = Helping.objects.filter(person=person, is_mentor=True, ended_at__isnull=True)
    rows = rows.select_for_update() if is_locked else rows
    return rows.first() is not None and person.age_band == ADULT


def company_of(viewer: Person) -> Company | None:
    """What the viewer asked for and who keeps them company."""
    row = Mentoring.objects.filter(newcomer=viewer, state__in=(State.ASKED, State.OFFERED, State.ACTIVE)).first()
    return _company(row, row.mentor_id or 0) if row else None


def kept_company_by(viewer: Person) -> list[Company]:
    """Newcomers whom the viewer keeps company."""
    rows = Mentoring.objects.filter(mentor=viewer, state=State.ACTIVE).order_by("-asked_at")
    return [_company(row, row.newcomer_id) for row in rows[:MOST]]


def asking_for_company(viewer: Person) -> list[Company]:
    """Newcomers who ask, for a mentor: those in the mentor's languages, the longest wait first.

    Adults only on both sides, nobody across a block, and nobody whom the viewer muted.
    """
    if not is_mentor(viewer):
        return []
    languages = Helping.objects.get(person=viewer).languages
    rows = Mentoring.objects.filter(
        state=State.ASKED,
        newcomer__age_band=ADULT,
        newcomer__closed_at__isnull=True,
        newcomer__standing__in=SHOWN,
    ).exclude(newcomer=viewer)
    rows = rows.filter(language__in=languages) if languages else rows
    hidden = follows.hidden_people(viewer)
    found = [row for row in rows.order_by("asked_at")[: 4 * MOST] if row.newcomer_id not in hidden]
    return [_company(row, row.newcomer_id) for row in found[:MOST]]


def answered_newcomers(person_id: int) -> int:
    """How many people liked or thanked for an answer of this person while they were new."""
    said = Comment.objects.filter(author=person_id, deleted_at__isnull=True, standing=Person.State.VISIBLE)
    rows = said.order_by("-id").values_list(
        *("id", "parent", "created_at", "note__author", "note__author__created_at"),
        *("parent__author", "parent__author__created_at"),
    )[:LOOKED_AT]
    asker_of: dict[int, int] = {}
    threads: dict[tuple[int, int], int] = {}
    for comment_id, parent, at, author, author_since, above, above_since in rows:
        asker, since = (above, above_since) if above else (author, author_since)
        if asker != person_id and since > at - FIRST_DAYS:
            asker_of[comment_id] = asker
            threads[parent or comment_id, asker] = comment_id
    if not asker_of:
        return 0
    liked = CommentLike.objects.filter(comment__in=list(asker_of), person__in=set(asker_of.values()))
    thanked = {person for comment, person in liked.values_list("comment", "person") if asker_of[comment] == person}
    replies = Comment.objects.filter(
        Q(answers=person_id) | Q(answers__isnull=True, parent__author=person_id),
        author__in=set(asker_of.values()),
        deleted_at__isnull=True,
    )
    for thread, asker, reply in replies.values_list("parent", "author", "id"):
        if thread and threads.get((thread, asker), reply) < reply:
            thanked.add(asker)
    return len(thanked)


def _company(row: Mentoring, other_id: int) -> Company:
    return Company(row.id, other_id, row.language, row.wish, row.state, row.asked_at)


_HELPERS: Prepared[Helping] = Prepared(
    lambda ids: Helping.objects.filter(Q(ended_at__isnull=True), person__in=ids, answers__gte=BADGE_FROM).values_list(
        "person"
    )
)
