"""The glossary of slang that people write together, and codes read by stated rules."""

from typing import TYPE_CHECKING, Literal

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

from redbridge.api.paging import USUAL, Limit
from redbridge.api.saying import Json
from redbridge.api.shapes import Id, PathId
from redbridge.api.words import Word, person, viewer
from redbridge.language import decoding, slang
from redbridge.language.actions import glossary as actions
from redbridge.language.queries import glossary as queries
from redbridge.notes.saying import notes_saying

if TYPE_CHECKING:
    from redbridge.language.models import SlangSuggestion

word = Word("glossary")
SCOPE, MODERATE = "write:interactions", "moderate"
Tone = Literal["ok", "ambiguous", "rude", "sensitive"]


class Term(Schema):
    """A word of the net that no dictionary has; `status` is `seed` until people here approved a meaning."""

    term: str
    forms: list[str]
    language: str
    into: str
    reading: str
    meaning: str
    short: str = Field(description="As one would say it in a sentence.")
    tone: str
    example: str
    status: str


class TermPage(Term):
    """The same with recent notes in which somebody says it."""

    notes: list[Id]


class Terms(Schema):
    """A whole list; `version` changes whenever a meaning does."""

    version: str
    terms: list[Term]


class Suggested(Schema):
    """A term that you propose, or a better meaning of one."""

    term: str = Field(max_length=200)
    language: str = Field(max_length=20)
    into: str = Field(max_length=20)
    short: str = Field(max_length=400)
    meaning: str = Field(max_length=1500)
    example: str = Field("", max_length=1000)
    tone: Tone = "ok"


class Suggestion(Schema):
    """What somebody proposed, and what became of it."""

    id: Id
    term: str
    language: str
    into: str
    short: str
    meaning: str
    example: str
    tone: str
    state: str
    votes: int
    reason: str
    agrees: bool | None = Field(None, description="Your own vote.")


class Suggestions(Schema):
    """Newest first; for moderators those with most votes first."""

    suggestions: list[Suggestion]


class Vote(Schema):
    """Whether you agree; null takes your vote back."""

    agrees: bool | None = None


class Votes(Schema):
    """The votes that it has now: those who agree less those who do not."""

    votes: int


class Reason(Schema):
    """Why; who proposed it reads it."""

    reason: str = Field(max_length=1500)


class Code(Schema):
    """A piece of text and what it says by a rule: `morse`, `braille`, `letters` or `numbers`."""

    source: str
    rule: str
    words: str
    language: str
    reading: str
    term: str


class Codes(Schema):
    """Everything that a rule reads; empty where there are no words. Nothing is made up."""

    found: list[Code]
    has_no_words: bool


@word.reads("slang/{str:language}", Terms, is_open=True)
def get_terms(request: HttpRequest, language: str, into: str = "") -> Json:
    """The glossary of one language."""
    return {"version": slang.version(), "terms": [_term(each) for each in slang.entries(language[:20], into[:20])]}


@word.reads("slang/{str:language}/terms/{str:name}", TermPage, is_open=True)
def get_term(request: HttpRequest, language: str, name: str, into: str = "") -> Json:
    """One term, by its name or one of its forms."""
    found = queries.entry(language[:20], name[:60], into[:20])
    return {**_term(found), "notes": [str(each) for each in notes_saying(found.forms)]}


@word.reads("slang-suggestions", Suggestions, is_open=True)
def get_suggestions(request: HttpRequest, language: str = "", term: str = "", limit: Limit = USUAL) -> Json:
    """What people propose at the moment."""
    found = queries.proposals(viewer(request), language=language[:20], term=term[:60], limit=limit)
    return {"suggestions": [_suggestion(each.row, agrees=each.vote) for each in found]}


@word.reads("me/slang-suggestions", Suggestions)
def get_own_suggestions(request: HttpRequest) -> Json:
    """What you proposed."""
    return {"suggestions": [_suggestion(row) for row in queries.own_proposals(person(request))]}


@word.writes("POST", "slang-suggestions", Suggestion, scope=SCOPE, status=201)
def suggest_slang(request: HttpRequest, suggested: Suggested) -> Json:
    """Propose a term, or a better meaning; while it waits, another one of yours changes it."""
    return _suggestion(actions.suggest_slang(person(request), **suggested.dict()))


@word.writes("PUT", "slang-suggestions/{int:suggestion_id}/vote", Votes, scope=SCOPE)
def vote_on_slang(request: HttpRequest, suggestion_id: PathId, vote: Vote) -> Json:
    """Agree with what somebody proposed, or not."""
    return {"votes": actions.vote_on_slang(person(request), suggestion_id=suggestion_id, agrees=vote.agrees)}


@word.writes("DELETE", "slang-suggestions/{int:suggestion_id}", scope=SCOPE)
def withdraw_slang(request: HttpRequest, suggestion_id: PathId) -> None:
    """Take your own suggestion back."""
    actions.withdraw_slang(person(request), suggestion_id=suggestion_id)


@word.reads("moderation/slang", Suggestions, scope=MODERATE)
def get_waiting_suggestions(request: HttpRequest) -> Json:
    """What waits for a moderator."""
    return {"suggestions": [_suggestion(each.row) for each in queries.waiting_proposals(person(request))]}


@word.writes("POST", "moderation/slang/{int:suggestion_id}/approve", Suggestion, scope=MODERATE)
def approve_slang(request: HttpRequest, suggestion_id: PathId) -> Json:
    """Make it part of the glossary, at once."""
    return _suggestion(actions.approve_slang(person(request), suggestion_id=suggestion_id))


@word.writes("POST", "moderation/slang/{int:suggestion_id}/decline", Suggestion, scope=MODERATE)
def decline_slang(request: HttpRequest, suggestion_id: PathId, reason: Reason) -> Json:
    """Decline it, or take an approved one out again."""
    return _suggestion(actions.decline_slang(person(request), suggestion_id=suggestion_id, reason=reason.reason))


@word.reads("decode", Codes, is_open=True)
def decode(request: HttpRequest, text: str, into: str = "en") -> Json:
    """Read Morse, braille, and letters and numbers that stand for words."""
    names = ("source", "rule", "words", "language", "reading", "term")
    found = [{name: getattr(each, name) for name in names} for each in decoding.decode(text, into=into[:20])]
    return {"found": found, "has_no_words": decoding.has_no_words(text[: decoding.LONGEST])}


def _term(entry: slang.Entry) -> Json:
    return {name: getattr(entry, name) for name in Term.model_fields if name != "forms"} | {"forms": list(entry.forms)}


def _suggestion(row: "SlangSuggestion", *, agrees: bool | None = None) -> Json:
    names = (name for name in Suggestion.model_fields if name not in {"id", "agrees"})
    return {"id": str(row.id), "agrees": agrees, **{name: getattr(row, name) for name in names}}
