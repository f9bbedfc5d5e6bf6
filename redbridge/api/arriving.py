"""Exports of other places: sent in parts, read, brought in, followed on the way, and taken back."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from ninja import Schema
from pydantic import Field

from redbridge.api.media import chunk_of
from redbridge.api.problems import told
from redbridge.api.saying import Json
from redbridge.api.shapes import Id, PathId
from redbridge.api.words import Word, person
from redbridge.arrival import actions, queries
from redbridge.arrival.actions import OffsetWrong
from redbridge.arrival.sentences import reason, sentence

if TYPE_CHECKING:
    from redbridge.accounts.models import Person
    from redbridge.arrival.models import Arrival as Row

word = Word("arriving")
SCOPE = "arrive"
COUNTS = ("seen", "imported", "skipped", "duplicate", "failed")
MOMENTS = ("created_at", "updated_at", "finished_at")
IN_LINE, ON_THE_WAY, ENDED = {"uploaded", "scanning"}, {"importing", "paused", "done"}, {"paused", "done"}


class Source(Schema):
    """A place that exports are taken from, unless its door is closed at the moment."""

    source: str
    is_open: bool


class Sources(Schema):
    """Every place."""

    items: list[Source]


class NewArrival(Schema):
    """The name of the file and how many bytes it has, up to 2 GB."""

    name: str = ""
    size: int


class Found(Schema):
    """What was read from a file; `errors` are sentences, `consents` say which sections may be used."""

    posts: int
    private_posts: int
    first: str | None
    last: str | None
    profile_name: str
    profile_handle: str
    sections: dict[str, int] = Field(description="Kinds of rows, and how many of each.")
    unknown: list[str]
    errors: list[str]
    consents: dict[str, bool]
    audience: str = Field(description="Who gets to see posts that were public.")


class Reason(Schema):
    """Why rows stayed behind, and how many."""

    code: str
    sentence: str
    count: int


class Undo(Schema):
    """How far an import is taken back."""

    is_going: bool
    removed: int
    kept: int


class ArrivalLine(Schema):
    """An upload of yours in a list."""

    id: Id
    state: str = Field(
        description="receiving, uploaded, scanning, previewed, importing, paused, done, failed or undone."
    )
    name: str
    source: str
    size: int
    received: int = Field(description="How many bytes have come; the next part begins there.")
    percent: int
    seen: int
    imported: int
    skipped: int
    duplicate: int
    failed: int
    problem: str
    sentence: str = Field(description="What is wrong with the file, in the language of the answer.")
    created_at: datetime
    updated_at: datetime
    finished_at: datetime | None


class Arrival(ArrivalLine):
    """One upload of yours, and what is known of it in its state."""

    ahead: int = Field(description="How many uploads are read before this one.")
    found: Found | None
    reasons: list[Reason]
    touched: int = Field(description="Of the notes that it brought, those that others had to do with.")
    undo: Undo | None


class Arrivals(Schema):
    """Your uploads, newest first."""

    items: list[ArrivalLine]


class TakingBack(Schema):
    """Whether notes that others liked, saved or answered are taken back, too."""

    even_touched: bool = False


@word.reads("arrivals/sources", Sources, is_open=True)
def get_sources(request: HttpRequest) -> Json:
    """Where people can come from."""
    return {"items": [{"source": name, "is_open": is_open} for name, is_open in queries.open_sources().items()]}


@word.reads("arrivals", Arrivals, scope=SCOPE)
def get_arrivals(request: HttpRequest) -> Json:
    """What you brought."""
    return {"items": [_line(row) for row in queries.own_arrivals(person(request))]}


@word.writes("POST", "arrivals", Arrival, scope=SCOPE, status=201)
def begin_arrival(request: HttpRequest, arrival: NewArrival) -> Json:
    """Make room for an export, then send it in parts; nothing is read before its last byte is here."""
    me = person(request)
    return arrival_json(me, actions.begin_arrival(me, name=arrival.name, size=arrival.size))


@word.writes("PUT", "arrivals/{int:arrival_id}/parts/{int:offset}", ArrivalLine, scope=SCOPE)
def send_part(request: HttpRequest, arrival_id: PathId, offset: int) -> Json | HttpResponse:
    """The next up to 8 MiB as `application/octet-stream`. 409 tells in `received` where to go on."""
    me = person(request)
    queries.own_arrival(me, arrival_id=arrival_id)
    chunk = chunk_of(request)
    try:
        return _line(actions.receive_part(me, arrival_id=arrival_id, offset=offset, chunk=chunk))
    except OffsetWrong as wrong:
        return told(409, wrong.sentence, code="offset", received=wrong.received)


@word.reads("arrivals/{int:arrival_id}", Arrival, scope=SCOPE)
def get_arrival(request: HttpRequest, arrival_id: PathId) -> Json:
    """One upload: how far it is, what was found in it, what became of it."""
    me = person(request)
    return arrival_json(me, queries.own_arrival(me, arrival_id=arrival_id))


@word.writes("DELETE", "arrivals/{int:arrival_id}", scope=SCOPE)
def drop_arrival(request: HttpRequest, arrival_id: PathId) -> None:
    """Delete the file and what was read from it; notes that it brought stay."""
    actions.drop_arrival(person(request), arrival_id=arrival_id)


@word.writes("POST", "arrivals/{int:arrival_id}/start", Arrival, scope=SCOPE)
def start_import(request: HttpRequest, arrival_id: PathId) -> Json:
    """Bring in what is chosen."""
    return _done(request, arrival_id, actions.start_import)


@word.writes("POST", "arrivals/{int:arrival_id}/pause", Arrival, scope=SCOPE)
def pause_arrival(request: HttpRequest, arrival_id: PathId) -> Json:
    """Stop after the posts that are being brought right now."""
    return _done(request, arrival_id, actions.pause_arrival)


@word.writes("POST", "arrivals/{int:arrival_id}/resume", Arrival, scope=SCOPE)
def resume_arrival(request: HttpRequest, arrival_id: PathId) -> Json:
    """Go on where it stopped."""
    return _done(request, arrival_id, actions.resume_arrival)


@word.writes("POST", "arrivals/{int:arrival_id}/undo", Arrival, scope=SCOPE)
def undo_arrival(request: HttpRequest, arrival_id: PathId, back: TakingBack) -> Json:
    """Take back what an upload brought; `undo` tells how far that is."""
    return _done(request, arrival_id, actions.undo_arrival, even_touched=back.even_touched)


def _done(request: HttpRequest, arrival_id: int, act: Callable[..., "Row"], **said: Any) -> Json:
    me = person(request)
    return arrival_json(me, act(me, arrival_id=arrival_id, **said))


def arrival_json(me: "Person", row: "Row") -> Json:
    """An upload as its owner sees it."""
    undo = (row.report or {}).get("undo")
    said = queries.reasons(me, arrival_id=row.id) if row.state in ON_THE_WAY else {}
    return {
        **_line(row),
        "ahead": queries.ahead_of(me, arrival_id=row.id) if row.state in IN_LINE else 0,
        "found": _found(row) if "posts" in (row.report or {}) else None,
        "reasons": [
            {"code": code, "sentence": str(reason(code)), "count": count} for code, count in said.items() if count
        ],
        "touched": queries.touched_count(me, arrival_id=row.id) if row.state in ENDED else 0,
        "undo": {name: undo.get(name, 0) for name in ("is_going", "removed", "kept")} if undo else None,
    }


def _line(row: "Row") -> Json:
    names = ("state", "name", "source", "size", "received", "percent", "problem", *COUNTS, *MOMENTS)
    return {
        "id": str(row.id),
        **{name: getattr(row, name) for name in names},
        "sentence": sentence(row.problem, row.problem_at) if row.problem else "",
    }


def _found(row: "Row") -> Json:
    report: Json = row.report
    profile: Json = report.get("profile") or {}
    errors = report.get("errors") or []
    return {
        "posts": report["posts"],
        "private_posts": report.get("private_posts", 0),
        "first": report.get("first"),
        "last": report.get("last"),
        "profile_name": str(profile.get("name", "")),
        "profile_handle": str(profile.get("handle", "")),
        "sections": report.get("sections") or {},
        "unknown": [str(each) for each in report.get("unknown_sections") or []],
        "errors": [sentence(str(each.get("code", "")), str(each.get("at", ""))) for each in errors],
        "consents": {name: bool((row.consents or {}).get(name)) for name in actions.CONSENTS},
        "audience": str((row.chosen or {}).get("audience", "everyone")),
    }
