"""Arriving: where newcomers bring the export of their old place, follow it on its way in, and may take it back."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from redbridge.arrival import actions, queries
from redbridge.kit.errors import Problem, Refused
from redbridge.web import arrivalwords, luggage
from redbridge.web.shell import whole_page
from redbridge.web.viewers import number_in, see_other, sent_number, signed_in

if TYPE_CHECKING:
    from datetime import datetime

    from redbridge.accounts.models import Person
    from redbridge.arrival.models import Arrival

LARGEST_CHUNK = 8 * 1024 * 1024
WORKING = {"uploaded", "scanning", "importing"}
ENDED = {"done", "paused"}  # what can be taken back
ICONS = {"done": "check", "failed": "warn", "undone": "prev", "paused": "pause", "receiving": "upload"}


@dataclass(frozen=True, slots=True)
class Mine:
    """One line of somebody's earlier arrivals."""

    id: int
    title: str
    state: str
    icon: str
    at: "datetime"
    is_busy: bool
    percent: int
    imported: int


def mine(row: "Arrival") -> Mine:
    """An arrival as a line of a list."""
    place = arrivalwords.BY_SLUG.get(row.source)
    title = f"{place.name}: {row.name}" if place else row.name
    is_busy = row.state in {"scanning", "importing"}
    icon = ICONS.get(row.state, "clock" if row.state in WORKING else "bag")
    state = str(arrivalwords.STATES.get(row.state, ""))
    return Mine(row.id, title, state, icon, row.created_at, is_busy, row.percent, row.imported)


@never_cache
@signed_in
@require_safe
def arrive(request: HttpRequest, person: "Person") -> HttpResponse:
    """Where do you come from? What such a file holds and lacks, a place to put it, and what came before."""
    return _start(request, person)


def _start(request: HttpRequest, person: "Person", problem: Problem | None = None) -> HttpResponse:
    doors = queries.open_sources()
    places = [(place, doors.get(place.slug, False)) for place in arrivalwords.PLACES]
    asked = request.POST.get("from") or request.GET.get("from") or person.from_platform.lower()
    fits = [place.slug for place, is_open in places if is_open]
    context = {
        "places": places,
        "from": asked if asked in fits else (fits[0] if fits else ""),
        "never": arrivalwords.NEVER_READ,
        "mine": [mine(row) for row in queries.own_arrivals(person)],
        "slots": queries.slot_count(person),
        "problem": problem.sentence if problem else "",
    }
    return whole_page(request, "arrive/start.html", context, status=problem.status if problem else 200)


@require_POST
@signed_in
def new(request: HttpRequest, person: "Person") -> HttpResponse:
    """A whole file by the plain form, or the announcement of one that will come in parts."""
    upload = request.FILES.get("archive")
    is_for_script = "application/json" in request.headers.get("Accept", "")
    try:
        if upload is not None:
            row = actions.give_file(person, source=upload, name=upload.name or "", most=actions.MOST_PLAIN)
            return see_other(f"/arrive/{row.id}")
        if not is_for_script:
            raise Refused(_("Choose the file first."), field="archive", code="empty")
        name, size = request.POST.get("name", "")[:255], sent_number(request, "size") or 0
        row = _going_on(person, name, size) or actions.begin_arrival(person, name=name, size=size)
    except Problem as problem:
        return told(problem) if is_for_script else _start(request, person, problem)
    return begun(row, f"/arrive/{row.id}/chunk", f"/arrive/{row.id}")


def begun(row: "Arrival", chunk: str, page: str) -> JsonResponse:
    """What a browser needs to send the parts."""
    return JsonResponse({"received": row.received, "size": row.size, "chunk": chunk, "page": page})


def told(problem: Problem) -> JsonResponse:
    """A sentence for a script, with where to go on when a part was lost."""
    received = getattr(problem, "received", None)
    answer = {"sentence": problem.sentence} | ({"received": received} if received is not None else {})
    return JsonResponse(answer, status=problem.status)


def _going_on(person: "Person", name: str, size: int) -> "Arrival | None":
    """The upload that stopped, if this is the same file again."""
    rows = queries.own_arrivals(person)
    return next((row for row in rows if row.state == "receiving" and (row.name, row.size) == (name, size)), None)


@require_POST
@signed_in
def chunk(request: HttpRequest, person: "Person", arrival_id: int) -> HttpResponse:
    """The next part of the file as the request's body; answers how much is here."""
    try:
        part = request.read(LARGEST_CHUNK + 1)  # as it comes: no form, so no limit of forms
        offset = number_in(request, "offset") or 0
        row = actions.receive_part(person, arrival_id=arrival_id, offset=offset, chunk=part)
    except Problem as problem:
        return told(problem)
    return JsonResponse({"received": row.received, "size": row.size})


@never_cache
@signed_in
@require_safe
def arrival(request: HttpRequest, person: "Person", arrival_id: int) -> HttpResponse:
    """One upload in whatever state it is; while something works on it, the page looks again by itself."""
    row = queries.own_arrival(person, arrival_id=arrival_id)
    return show(request, person, row)


def is_working(row: "Arrival") -> bool:
    """Whether something goes on with it, so that the page looks again by itself."""
    return row.state in WORKING or bool((row.report or {}).get("undo", {}).get("is_going"))


def show(
    request: HttpRequest, person: "Person", row: "Arrival", problem: Problem | None = None, **more: Any
) -> HttpResponse:
    """The page of an arrival, or the part of it that changes."""
    context = {
        "arrival": row,
        "step": arrivalwords.STEPS.get(row.state, 0),
        "is_working": is_working(row),
        "never": arrivalwords.NEVER_READ,
        "problem": problem.sentence if problem else "",
        **luggage.of(person, row),
        **more,
    }
    status = problem.status if problem else 200
    if request.headers.get("HX-Target") == "state":
        return render(request, "arrive/_state.html", context, status=status)
    return whole_page(request, "arrive/arrival.html", context, status=status)


@require_POST
@signed_in
def pause(request: HttpRequest, person: "Person", arrival_id: int) -> HttpResponse:
    """Stop after the posts that are being brought right now."""
    return _press(request, person, arrival_id, actions.pause_arrival)


@require_POST
@signed_in
def resume(request: HttpRequest, person: "Person", arrival_id: int) -> HttpResponse:
    """Go on where it stopped."""
    return _press(request, person, arrival_id, actions.resume_arrival)


def _press(request: HttpRequest, person: "Person", arrival_id: int, act: Any) -> HttpResponse:
    try:
        act(person, arrival_id=arrival_id)
    except Refused as refused:
        return show(request, person, queries.own_arrival(person, arrival_id=arrival_id), refused)
    return see_other(f"/arrive/{arrival_id}")


@require_POST
@signed_in
def drop(request: HttpRequest, person: "Person", arrival_id: int) -> HttpResponse:
    """Delete the file and what was read from it, before anything was brought."""
    try:
        actions.drop_arrival(person, arrival_id=arrival_id)
    except Refused as refused:
        return show(request, person, queries.own_arrival(person, arrival_id=arrival_id), refused)
    messages.success(request, _("The file and what was read from it are deleted."))
    return see_other("/arrive")


@never_cache
@signed_in
def undo(request: HttpRequest, person: "Person", arrival_id: int) -> HttpResponse:
    """Take back what an upload brought, after asking."""
    row = queries.own_arrival(person, arrival_id=arrival_id)
    problem = None
    if request.method == "POST":
        try:
            actions.undo_arrival(person, arrival_id=arrival_id, even_touched=request.POST.get("even_touched") == "1")
            return see_other(f"/arrive/{arrival_id}")
        except Refused as refused:
            problem = refused
    elif row.state not in ENDED:
        return see_other(f"/arrive/{arrival_id}")
    context = {
        "arrival": row,
        "touched": queries.touched_count(person, arrival_id=arrival_id),
        "problem": problem.sentence if problem else "",
    }
    return whole_page(request, "arrive/undo.html", context, status=problem.status if problem else 200)


urlpatterns = [
    path("arrive", arrive, name="arrive"),
    path("arrive/new", new, name="arrive-new"),
    path("arrive/<int:arrival_id>", arrival, name="arrival"),
    path("arrive/<int:arrival_id>/chunk", chunk, name="arrival-chunk"),
    path("arrive/<int:arrival_id>/pause", pause, name="arrival-pause"),
    path("arrive/<int:arrival_id>/resume", resume, name="arrival-resume"),
    path("arrive/<int:arrival_id>/drop", drop, name="arrival-drop"),
    path("arrive/<int:arrival_id>/undo", undo, name="arrival-undo"),
]
