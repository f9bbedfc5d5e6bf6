"""Taking everything along, saying where you live now, and leaving.

A token can get lost, so it takes the password beside it to have an archive packed, to get its address, and to leave.
Coming back is signing in: no token outlives its account.
"""

from datetime import datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Literal

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import Field

from redbridge.accounts import actions as accounts
from redbridge.accounts import queries as people
from redbridge.accounts.passwords import LONGEST
from redbridge.api.downloads import download
from redbridge.api.problems import told
from redbridge.api.saying import Json, address
from redbridge.api.shapes import Id, PathId
from redbridge.api.words import Word, person
from redbridge.privacy import actions, queries

if TYPE_CHECKING:
    from redbridge.privacy.models import Departure

word = Word("leaving")
SCOPE = "leave"
Part = Literal["notes", "media", "pages", "lists", "mastodon", "data"]
PARTS: tuple[Part, ...] = ("notes", "media", "pages", "lists", "mastodon", "data")
SHOWN = ("state", "parts", "percent", "doing", "counts", "size", "sha256", "problem")
MOMENTS = ("asked_at", "ready_at", "expires_at")


class Password(Schema):
    """What only you know."""

    password: str = Field(max_length=LONGEST)


class ArchiveWish(Password):
    """What goes in."""

    parts: list[Part] = Field(default_factory=lambda: list(PARTS), min_length=1, max_length=len(PARTS))


class Archive(Schema):
    """An archive and how far it is: asked, working, ready, failed or gone."""

    id: Id
    state: str
    parts: list[str]
    percent: int
    doing: str
    counts: dict[str, int]
    size: int
    sha256: str
    problem: str
    asked_at: datetime
    ready_at: datetime | None
    expires_at: datetime | None


class AskedArchive(Archive):
    """The same with the address of its file, which is told here alone: keep it."""

    file: str


class Archives(Schema):
    """Yours, newest first, and how many more you may ask for today."""

    items: list[Archive]
    left: int


class NewAddress(Schema):
    """A page on the web, or a name like @lin@example.org, and a sentence if you like."""

    address: str = Field(max_length=500)
    said: str = Field("", max_length=1_000)


class NewHome(Schema):
    """What your profile says."""

    address: str
    said: str
    since: datetime | None


class Farewell(Password):
    """Whether your name says for a year where you live now."""

    keeps_signpost: bool = False


class Grace(Schema):
    """Until when you can come back, by signing in."""

    due_at: datetime
    days: int


@word.reads("me/archives", Archives, scope=SCOPE)
def get_archives(request: HttpRequest) -> Json:
    """What you asked for."""
    me = person(request)
    return {"items": [_json(row) for row in queries.own_archives(me)], "left": queries.archives_left(me)}


@word.writes("POST", "me/archives", AskedArchive, scope=SCOPE, status=201)
def ask_archive(request: HttpRequest, wish: ArchiveWish) -> Json:
    """Have everything of yours packed; while one is being packed, that one is the answer."""
    me = person(request)
    accounts.check_password(people.sign_in_of(me), password=wish.password)
    row = actions.ask_archive(me, parts=list(wish.parts))
    return {**_json(row), "file": address(f"/api/bridge/v1/me/archives/{row.id}/files/{row.secret}")}


@word.reads("me/archives/{int:archive_id}", Archive, scope=SCOPE)
def get_archive(request: HttpRequest, archive_id: PathId) -> Json:
    """How far one is."""
    return _json(queries.own_archive(person(request), departure_id=archive_id))


@word.writes("DELETE", "me/archives/{int:archive_id}", scope=SCOPE)
def drop_archive(request: HttpRequest, archive_id: PathId) -> None:
    """Stop packing one, or delete it."""
    actions.drop_archive(person(request), departure_id=archive_id)


@word.reads("me/archives/{int:archive_id}/files/{str:secret}", None, scope=SCOPE)
def get_archive_file(request: HttpRequest, archive_id: PathId, secret: str) -> HttpResponseBase:
    """The file as `application/zip`; with Range from where a download broke off."""
    me = person(request)
    file = queries.archive_file(me, departure_id=archive_id, secret=secret)
    day = queries.own_archive(me, departure_id=archive_id).asked_at
    name = f"redbridge-{me.handle}-{day:%Y-%m-%d}.zip"
    answer = download(request, file, name=name, content_type="application/zip")
    if answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE:
        busy: HttpResponse = told(503, _("Many people are downloading right now. Try again in a moment."))
        busy.headers["Retry-After"] = answer.headers["Retry-After"]
        return busy
    return answer


@word.writes("PUT", "me/forwarding", NewHome, scope=SCOPE)
def set_forwarding(request: HttpRequest, home: NewAddress) -> Json:
    """Have your profile say where you live now."""
    row = actions.set_forwarding(person(request), address=home.address, said=home.said)
    return {"address": row.address, "said": row.said, "since": row.at}


@word.reads("me/forwarding", NewHome, scope=SCOPE)
def get_forwarding(request: HttpRequest) -> Json:
    """Where your profile says that you live now; empty while you live here."""
    home = queries.new_home_of(person(request))
    return {"address": home.address, "said": home.said, "since": home.since} if home else _HERE


@word.writes("DELETE", "me/forwarding", scope=SCOPE)
def end_forwarding(request: HttpRequest) -> None:
    """You live here again."""
    actions.end_forwarding(person(request))


@word.writes("POST", "me/farewell", Grace, scope=SCOPE)
def leave(request: HttpRequest, farewell: Farewell) -> Json:
    """Leave: you are hidden at once and deleted after the time of grace; every token ends, this one too."""
    row = actions.ask_farewell(person(request), password=farewell.password, keeps_signpost=farewell.keeps_signpost)
    return {"due_at": row.due_at, "days": queries.grace().days}


_HERE: Json = {"address": "", "said": "", "since": None}


def _json(row: "Departure") -> Json:
    return {"id": str(row.id), **{name: getattr(row, name) for name in (*SHOWN, *MOMENTS)}}
