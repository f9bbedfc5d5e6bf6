"""The first week: its steps, the taste that you brought, and the company of somebody who knows their way."""

from datetime import datetime
from typing import Literal

from django.http import HttpRequest, HttpResponse
from ninja import Schema
from pydantic import Field

from redbridge.api.noting import open_notes
from redbridge.api.saying import Json, person_json
from redbridge.api.shapes import Id, Notes, PathId, Person
from redbridge.api.words import Word, person
from redbridge.arrival import actions, queries
from redbridge.cards import people as cards

word = Word("first week")
READ, WRITE = "read:private", "write:profile"


class Step(Schema):
    """One step; `state` is open, done or skipped."""

    name: str
    state: str


class FirstWeek(Schema):
    """Every step, and people to begin with: some who write what you read, some from across."""

    is_new: bool
    is_put_away: bool
    steps: list[Step]
    near: list[Person]
    far: list[Person]


class StepChange(Schema):
    """Leave a step out, or take that back. Steps are taken by doing them; the norms by reading them."""

    state: Literal["skipped", "open"]


class Taste(Schema):
    """What was read of your taste; `is_new` until you looked it over. Topics by weight of 0 to 1."""

    topics: dict[str, float]
    hashtags: list[str]
    muted_words: list[str]
    languages: list[str]
    collections: list[str]
    is_new: bool


class KeptTaste(Schema):
    """What you keep of it, and add to it; nothing else is used."""

    topics: list[str] = Field(max_length=60)
    languages: list[str] = Field(max_length=60)
    muted_words: list[str] = Field(default_factory=list, max_length=200)
    collections: list[str] = Field(default_factory=list, max_length=100)


class Company(Schema):
    """A wish for company, or a pair; `other` is null while there is nobody."""

    id: Id
    other: Person | None
    language: str
    wish: str
    state: str = Field(description="asked or active.")
    asked_at: datetime


class Companies(Schema):
    """Your own wish, and for mentors who asks and whom they keep company."""

    own: Company | None
    asking: list[Company]
    kept: list[Company]
    is_mentor: bool


class Wish(Schema):
    """In which language, and what you would like to know."""

    language: str
    wish: str = Field("", max_length=2_000)


class Offer(Schema):
    """Whether you keep newcomers company, too, and in which languages."""

    is_mentor: bool = False
    languages: list[str] = Field(default_factory=list, max_length=60)


class Helping(Offer):
    """What you offer; `answers` counts newcomers who thanked you, of `badge_from` for the badge."""

    is_helping: bool
    answers: int
    badge_from: int


@word.reads("me/first-week", FirstWeek, scope=READ)
def get_first_week(request: HttpRequest) -> Json:
    """How far you are."""
    me = person(request)
    week, (near, far) = queries.first_week(me), queries.people_to_meet(me)
    people = cards.cards([*near, *far])
    return {
        "is_new": queries.is_new(me),
        "is_put_away": week.is_put_away,
        "steps": [{"name": step.name, "state": step.state} for step in week.steps],
        "near": [person_json(people[each]) for each in near if each in people],
        "far": [person_json(people[each]) for each in far if each in people],
    }


@word.writes("PUT", "me/first-week/steps/{str:step}", scope=WRITE)
def change_step(request: HttpRequest, step: str, change: StepChange) -> None:
    """Skip a step, or open it again."""
    (actions.skip_step if change.state == "skipped" else actions.open_step)(person(request), step=step)


@word.writes("PUT", "me/first-week/norms", scope=WRITE)
def read_norms(request: HttpRequest) -> None:
    """Say that you have read the norms; `site` holds them."""
    actions.read_norms(person(request))


@word.writes("DELETE", "me/first-week", scope=WRITE)
def skip_first_week(request: HttpRequest) -> None:
    """Leave out everything that is open."""
    actions.skip_first_week(person(request))


@word.writes("DELETE", "me/first-week/card", scope=WRITE)
def put_card_away(request: HttpRequest) -> None:
    """Have no card about it on Explore any more."""
    actions.put_card_away(person(request))


@word.reads("me/taste", Taste, scope=READ)
def get_taste(request: HttpRequest) -> Json:
    """What was read of your taste, to look over before anything uses it."""
    found = queries.taste_of(person(request))
    names = ("topics", "hashtags", "muted_words", "languages", "collections", "is_new")
    return {name: getattr(found, name) for name in names}


@word.writes("PUT", "me/taste", Taste, scope=WRITE)
def settle_taste(request: HttpRequest, kept: KeptTaste) -> Json:
    """Begin with exactly this."""
    actions.settle_taste(person(request), **kept.dict())
    return get_taste(request)


@word.writes("DELETE", "me/taste", scope=WRITE)
def forget_taste(request: HttpRequest) -> None:
    """Drop everything that was read about your taste."""
    actions.forget_taste(person(request))


@word.reads("me/taste/kept", Notes, scope=READ)
def get_kept_there(request: HttpRequest) -> HttpResponse:
    """Notes that you saved, liked or shared elsewhere, and whose authors brought them here."""
    me = person(request)
    return open_notes(request, me, queries.kept_there(me), None)


@word.reads("me/taste/alike", Notes, scope=READ)
def get_loved_alike(request: HttpRequest) -> HttpResponse:
    """Notes that at least five people like here who kept the same things elsewhere as you."""
    me = person(request)
    return open_notes(request, me, queries.loved_alike(me), None)


@word.reads("me/mentoring", Companies, scope=READ)
def get_mentoring(request: HttpRequest) -> Json:
    """Who keeps you company; for mentors who asks for it, too."""
    me = person(request)
    own, asking, kept = queries.company_of(me), queries.asking_for_company(me), queries.kept_company_by(me)
    rows = [*([own] if own else []), *asking, *kept]
    people = cards.cards([row.other_id for row in rows if row.other_id])
    return {
        "own": _company(own, people) if own else None,
        "asking": [_company(row, people) for row in asking if row.other_id in people],
        "kept": [_company(row, people) for row in kept if row.other_id in people],
        "is_mentor": queries.is_mentor(me),
    }


@word.writes("POST", "me/mentoring", Companies, scope=WRITE, status=201)
def ask_for_mentor(request: HttpRequest, wish: Wish) -> Json:
    """Ask for somebody who knows their way."""
    actions.ask_for_mentor(person(request), language=wish.language, wish=wish.wish)
    return get_mentoring(request)


@word.writes("PUT", "me/mentoring/{int:mentoring_id}", Companies, scope=WRITE)
def accept_mentoring(request: HttpRequest, mentoring_id: PathId) -> Json:
    """Keep somebody company who asks; for mentors."""
    actions.accept_mentoring(person(request), mentoring_id=mentoring_id)
    return get_mentoring(request)


@word.writes("DELETE", "me/mentoring/{int:mentoring_id}", scope=WRITE)
def end_mentoring(request: HttpRequest, mentoring_id: PathId) -> None:
    """End it, or take your wish back; nobody is told why."""
    actions.end_mentoring(person(request), mentoring_id=mentoring_id)


@word.reads("me/helping", Helping, scope=READ)
def get_helping(request: HttpRequest) -> Json:
    """Whether you help newcomers, and how far the badge is."""
    row = queries.helping_of(person(request))
    is_on = row is not None and row.ended_at is None
    return {
        "is_helping": is_on,
        "is_mentor": bool(row and is_on and row.is_mentor),
        "languages": row.languages if row else [],
        "answers": row.answers if row and is_on else 0,
        "badge_from": queries.BADGE_FROM,
    }


@word.writes("PUT", "me/helping", Helping, scope=WRITE)
def offer_help(request: HttpRequest, offer: Offer) -> Json:
    """Help newcomers from now on."""
    actions.offer_help(person(request), is_mentor=offer.is_mentor, languages=offer.languages)
    return get_helping(request)


@word.writes("DELETE", "me/helping", scope=WRITE)
def stop_helping(request: HttpRequest) -> None:
    """Help no longer; company that you keep goes on until one of you ends it."""
    actions.stop_helping(person(request))


def _company(row: queries.Company, people: dict[int, cards.PersonCard]) -> Json:
    other = people.get(row.other_id)
    return {
        "id": str(row.id),
        "other": person_json(other) if other else None,
        **{name: getattr(row, name) for name in ("language", "wish", "state", "asked_at")},
    }
