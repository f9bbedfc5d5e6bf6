"""What the operator sees of arriving: who comes from where and when, what did not work, doors, the waiting list."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from redbridge.arrival import actions, queries
from redbridge.kit.errors import Problem
from redbridge.web import arrivalwords, luggage
from redbridge.web.operating import for_operators
from redbridge.web.shell import whole_page
from redbridge.web.viewers import see_other, sent_number

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from redbridge.accounts.models import Person

HOURS = 24
WIDTH, HEIGHT, STEP = 480, 100, 20
TALLEST = 96
EVERY = 6  # hours between two names below the chart
LITTLE_ROOM = 4 * 1024**3
LONG = 10 * 60


@dataclass(frozen=True, slots=True)
class Bar:
    """A piece of the chart."""

    x: int
    y: float
    width: int
    height: float
    tone: int
    title: str


@dataclass(frozen=True, slots=True)
class HourRow:
    """The same as a row of a table."""

    name: str
    counts: list[int]


@dataclass(frozen=True, slots=True)
class SourceName:
    """A source in the key of the chart."""

    name: str
    tone: int


@dataclass(frozen=True)
class Chart:
    """Uploads of a day, an hour a column, a source a color."""

    total: int
    sources: list[SourceName]
    bars: list[Bar]
    marks: list[str]
    rows: list[HourRow]
    width: int = WIDTH
    height: int = HEIGHT


def chart_of(counts: "Mapping[tuple[datetime, str], int]", now: "datetime") -> Chart:
    """The last 24 hours from uploads by hour and source."""
    last = now.replace(minute=0, second=0, microsecond=0)
    hours = [last - timedelta(hours=HOURS - 1 - step) for step in range(HOURS)]
    slugs = [*arrivalwords.BY_SLUG, *sorted({slug for _hour, slug in counts} - set(arrivalwords.BY_SLUG))]
    slugs = [slug for slug in slugs if any(counts.get((hour, slug)) for hour in hours)]
    most = max((sum(counts.get((hour, slug), 0) for slug in slugs) for hour in hours), default=0) or 1
    bars, marks, rows = [], [], []
    for place, hour in enumerate(hours):
        name = f"{timezone.localtime(hour):%H:%M}"
        by_source = [counts.get((hour, slug), 0) for slug in slugs]
        bars += _column(place, name, by_source, slugs, most)
        rows.append(HourRow(name, by_source))
        if place % EVERY == 0:
            marks.append(name)
    names = [SourceName(source_name(slug), tone) for tone, slug in enumerate(slugs)]
    return Chart(sum(sum(row.counts) for row in rows), names, bars, marks, rows)


def _column(place: int, name: str, counts: list[int], slugs: list[str], most: int) -> list[Bar]:
    found, top = [], float(HEIGHT)
    for tone, count in enumerate(counts):
        if count:
            height = round(count / most * TALLEST, 1)
            top = round(top - height, 1)
            title = f"{name} · {source_name(slugs[tone])}: {count}"
            found.append(Bar(place * STEP + 3, top, STEP - 6, height, min(tone, 5), title))
    return found


def source_name(slug: str) -> str:
    """What a source is called; before a file is read nobody knows."""
    place = arrivalwords.BY_SLUG.get(slug)
    return str(place.name) if place else (slug or _("Not read yet"))


@never_cache
@require_safe
@for_operators
def arrivals(request: HttpRequest, person: "Person") -> HttpResponse:
    """The last day, the doors, what failed, and who waits."""
    doors = queries.open_sources()
    load = queries.load_now(person)
    hours = queries.arrivals_by_hour(person, hours=HOURS)
    context = {
        "load": load,
        "at_work": load.scanning + load.importing,
        "in_line": load.uploaded,
        "notices": _notices(load),
        "chart": chart_of({(hour.at, hour.source): hour.uploads for hour in hours}, timezone.now()),
        "sources": [{"slug": slug, "name": source_name(slug), "is_open": doors[slug]} for slug in doors],
        "failures": [_failure(row) for row in queries.failures(person)],
        "waiting": queries.waiting_list(person),
        "can_mail": settings.CAN_MAIL,
    }
    return whole_page(request, "operating/arrivals.html", context)


@dataclass(frozen=True, slots=True)
class Failure:
    """How often what did not work where."""

    source: str
    sentence: str
    count: int


def _failure(row: queries.Failure) -> Failure:
    return Failure(source_name(row.source) if row.source else _("Unknown"), luggage.reason_of(row.reason), row.count)


def _notices(load: queries.Load) -> list[str]:
    """What holds the line up, in words."""
    found = []
    if load.bytes_free < LITTLE_ROOM:
        found.append(_("The disk has little room left. New uploads are asked to come back later."))
    if load.oldest_seconds > LONG:
        minutes = int(load.oldest_seconds // 60)
        said = ngettext(
            "The first in line has waited %(n)s minute.", "The first in line has waited %(n)s minutes.", minutes
        )
        found.append(said % {"n": minutes})
    return found


@require_POST
@for_operators
def door(request: HttpRequest, person: "Person") -> HttpResponse:
    """Let a source in, or not for now."""
    is_open = request.POST.get("open") == "1"
    actions.set_source_open(person, source=request.POST.get("source", ""), is_open=is_open)
    messages.success(request, _("The door is open.") if is_open else _("The door is closed. What is here goes on."))
    return see_other("/operate/arrivals")


@require_POST
@for_operators
def invite(request: HttpRequest, person: "Person") -> HttpResponse:
    """Let those in who wait longest."""
    try:
        count = actions.invite_waiting(person, count=sent_number(request, "count") or 0)
    except Problem as problem:
        messages.error(request, problem.sentence)
        return see_other("/operate/arrivals#waiting")
    said = ngettext("%(n)s invitation is on its way.", "%(n)s invitations are on their way.", count) % {"n": count}
    messages.success(request, said)
    return see_other("/operate/arrivals#waiting")


urlpatterns = [
    path("operate/arrivals", arrivals, name="arrivals"),
    path("operate/arrivals/door", door, name="arrivals-door"),
    path("operate/arrivals/invite", invite, name="arrivals-invite"),
]
