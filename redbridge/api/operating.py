"""Looking after the site, for its operators: settings, invitations, and the work behind the pages.

Naming moderators and operators, password links and trusted proxies stay with the command on the machine itself: they
decide who may do what, and a token can get lost.
"""

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import Field

from redbridge.accounts import actions as accounts
from redbridge.accounts import queries as people
from redbridge.accounts.texts import TEXT_VERSIONS
from redbridge.api.saying import Json
from redbridge.api.words import Word, person
from redbridge.demo import actions as demo
from redbridge.demo import queries as demo_queries
from redbridge.events import actions as events
from redbridge.events import queries as work
from redbridge.kit.errors import NotAllowed, Refused
from redbridge.mail import actions as mail

if TYPE_CHECKING:
    from redbridge.accounts.models import Person

word = Word("operating")
SCOPE = "operate"
DEAD_SHOWN, DEAD_TRIED = 50, 10_000
JOIN_DAYS = 14


class SiteSettings(Schema):
    """What the operator chose for everybody, and the versions of the texts that people agree to."""

    name: str
    languages: list[str]
    region: str
    sign_up: str = Field(description="open, invite or closed.")
    contact: str
    texts: dict[str, str]


class SiteChange(Schema):
    """What is left out stays as it is."""

    name: str | None = None
    languages: list[str] | None = None
    region: str | None = None
    sign_up: str | None = None
    contact: str | None = None


class InvitationTerms(Schema):
    """How many days an invitation is good, up to 90."""

    days: int = Field(JOIN_DAYS, ge=1, le=90)


class Invitation(Schema):
    """An address where one person may join. It is shown once."""

    link: str
    days: int


class WorkQueue(Schema):
    """One queue of work."""

    queue: str
    workers: int
    waiting: int
    running: int
    dead: int
    oldest_seconds: float


class DeadWork(Schema):
    """Work that failed too often."""

    id: int
    event: str
    reaction: str
    attempts: int
    died_at: datetime | None
    error: str


class ClockEntry(Schema):
    """Work that runs by the clock."""

    name: str
    next_at: datetime
    last_at: datetime | None
    is_running: bool
    failures: int
    error: str


class Work(Schema):
    """What waits behind the pages; the newest 50 that died."""

    queues: list[WorkQueue]
    dead: list[DeadWork]
    clock: list[ClockEntry]
    has_demo: bool


class Again(Schema):
    """How many will be tried again."""

    count: int


class SentMail(Schema):
    """Where a test went."""

    to: str


def operator(request: HttpRequest) -> "Person":
    """Who acts, if they run the site; a token outlives the task of its owner."""
    me = person(request)
    if not people.sign_in_of(me).is_operator:
        raise NotAllowed(_("Only whoever runs this site can change that."))
    return me


@word.reads("operate/site", SiteSettings, scope=SCOPE)
def get_site_settings(request: HttpRequest) -> Json:
    """What holds for the whole site."""
    operator(request)
    site = people.site()
    return {
        **{name: getattr(site, name) for name in ("name", "region", "contact")},
        "languages": [code for code, _name in people.languages()],
        "sign_up": people.sign_up_policy(),
        "texts": dict(TEXT_VERSIONS),
    }


@word.writes("PATCH", "operate/site", SiteSettings, scope=SCOPE)
def change_site_settings(request: HttpRequest, change: SiteChange) -> Json:
    """Choose anew; every page shows it within seconds."""
    accounts.change_site(operator(request), **change.dict(exclude_none=True))
    return get_site_settings(request)


@word.writes("POST", "operate/invitations", Invitation, scope=SCOPE, status=201)
def invite(request: HttpRequest, terms: InvitationTerms) -> Json:
    """Make a link with which one person may join; up to 20 a day."""
    return {"link": accounts.make_invitation(operator(request), days=terms.days), "days": terms.days}


@word.reads("operate/work", Work, scope=SCOPE)
def get_work(request: HttpRequest) -> Json:
    """What waits, what died, and what runs by the clock."""
    operator(request)
    workers = work.workers_here()
    return {
        "queues": [
            {**_named(each, "queue waiting running dead oldest_seconds"), "workers": workers.get(each.queue, 0)}
            for each in work.queue_state()
        ],
        "dead": [
            _named(each, "id event reaction attempts died_at error") for each in work.dead_deliveries(limit=DEAD_SHOWN)
        ],
        "clock": [_named(each, "name next_at last_at is_running failures error") for each in work.clock_state()],
        "has_demo": demo_queries.is_here(),
    }


@word.writes("POST", "operate/work/run-again", Again, scope=SCOPE)
def run_again(request: HttpRequest) -> Json:
    """Give everything that died all its attempts again."""
    operator(request)
    return {"count": events.run_again(row.id for row in work.dead_deliveries(limit=DEAD_TRIED))}


@word.writes("POST", "operate/mail-test", SentMail, scope=SCOPE)
def test_mail(request: HttpRequest) -> Json:
    """Send yourself a mail, to see whether mail leaves the house."""
    to = people.email_of(people.sign_in_of(operator(request)))
    language = str(get_language() or settings.LANGUAGE_CODE)
    sent = mail.send_mail(to, template="test", language=language, context={"name": people.site().name}) if to else None
    if sent is None:
        raise Refused(_("Nothing was sent: set MAIL_URL, and confirm a mail address of your own first."), code="mail")
    return {"to": to}


@word.writes("PUT", "operate/demo", scope=SCOPE)
def bring_demo(request: HttpRequest) -> None:
    """Have the demo world come; on a machine of your own only."""
    demo.ask_for_demo(operator(request), is_wanted=True)


@word.writes("DELETE", "operate/demo", scope=SCOPE)
def take_demo(request: HttpRequest) -> None:
    """Have the demo world leave."""
    demo.ask_for_demo(operator(request), is_wanted=False)


def _named(row: object, names: str) -> Json:
    return {name: getattr(row, name) for name in names.split()}
