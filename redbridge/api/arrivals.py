"""Arriving as operators see it: numbers alone, the doors, and the waiting list."""

from datetime import datetime

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

from redbridge.api.arriving import Sources, get_sources
from redbridge.api.operating import SCOPE, operator
from redbridge.api.saying import Json
from redbridge.api.words import Word
from redbridge.arrival import actions, queries

word = Word("operating")


class Load(Schema):
    """What is under way now, in uploads, and what the disk has."""

    receiving: int
    uploaded: int
    scanning: int
    previewed: int
    importing: int
    paused: int
    newcomers: int
    invited: int
    bytes_waiting: int
    bytes_free: int
    oldest_seconds: float


class Hour(Schema):
    """What came in one hour from one place; before a file is read nobody knows the place."""

    at: datetime
    source: str
    uploads: int
    done: int
    posts: int


class Failure(Schema):
    """How often an upload or a post did not come in, and why."""

    what: str
    source: str
    reason: str
    count: int


class Waits(Schema):
    """Somebody on the waiting list."""

    at: datetime
    language: str
    has_mail: bool
    uploads: int
    invited_at: datetime | None


class ArrivalsNow(Schema):
    """The last day, what failed in the last month, and who waits longest."""

    load: Load
    hours: list[Hour]
    failures: list[Failure]
    waiting: list[Waits]


class Door(Schema):
    """Whether a place is let in."""

    is_open: bool


class Guests(Schema):
    """How many of those who wait."""

    count: int = Field(ge=1, le=500)


class Invited(Schema):
    """How many invitations are on their way."""

    count: int


@word.reads("operate/arrivals", ArrivalsNow, scope=SCOPE)
def get_arrivals_now(request: HttpRequest) -> Json:
    """Who comes from where, and what holds them up."""
    me = operator(request)
    lists = {
        "hours": (Hour, queries.arrivals_by_hour(me, hours=24)),
        "failures": (Failure, queries.failures(me)),
        "waiting": (Waits, queries.waiting_list(me)),
    }
    load = queries.load_now(me)
    return {
        "load": {name: getattr(load, name) for name in Load.model_fields},
        **{
            name: [{each: getattr(row, each) for each in shape.model_fields} for row in rows]  # type: ignore[attr-defined]  # lists of three kinds
            for name, (shape, rows) in lists.items()
        },
    }


@word.writes("PUT", "operate/arrivals/sources/{str:source}", Sources, scope=SCOPE)
def open_door(request: HttpRequest, source: str, door: Door) -> Json:
    """Let a place in, or not for now; what is here goes on."""
    actions.set_source_open(operator(request), source=source, is_open=door.is_open)
    return get_sources(request)


@word.writes("POST", "operate/arrivals/invitations", Invited, scope=SCOPE)
def invite_waiting(request: HttpRequest, guests: Guests) -> Json:
    """Let those in who wait longest, by mail."""
    return {"count": actions.invite_waiting(operator(request), count=guests.count)}
