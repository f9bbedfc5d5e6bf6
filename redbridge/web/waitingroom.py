"""The waiting list: while joining is closed, newcomers leave word and their upload, and neither expires."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from redbridge.accounts import queries as accounts
from redbridge.arrival import actions, queries
from redbridge.kit.errors import NotFound, Problem, Refused
from redbridge.web import arrivalwords
from redbridge.web.arriving import LARGEST_CHUNK, begun, mine, told
from redbridge.web.guards import WAITING_COOKIE
from redbridge.web.shell import whole_page
from redbridge.web.viewers import number_in, see_other, sent_number

if TYPE_CHECKING:
    from redbridge.accounts.models import Person
    from redbridge.arrival.models import Arrival, WaitingNewcomer

A_YEAR = 365 * 24 * 60 * 60


@never_cache
def waiting(request: HttpRequest) -> HttpResponse:
    """Leave word, see one's place and what is kept, or leave the list again."""
    newcomer = newcomer_of(request)
    if request.method == "POST":
        return _leave(request, newcomer) if request.POST.get("do") == "leave" else _join(request, newcomer)
    return _page(request, newcomer)


def newcomer_of(request: HttpRequest) -> "WaitingNewcomer | None":
    """Who waits at this browser."""
    token = token_of(request)
    try:
        return actions.newcomer_of(token=token) if token else None
    except NotFound:
        return None


def token_of(request: HttpRequest) -> str:
    """The secret that this browser was given with its place on the list."""
    return request.get_signed_cookie(WAITING_COOKIE, "", salt=WAITING_COOKIE) or ""


def claim(request: HttpRequest, person: "Person", response: HttpResponse) -> HttpResponse:
    """Whoever waited and joined now has what they left; their page of arriving shows it."""
    if token := token_of(request):
        if actions.claim_waiting(person, token=token):
            request.session["after_welcome"] = "/arrive"
        response.delete_cookie(WAITING_COOKIE, samesite="Lax")
    return response


def _page(request: HttpRequest, newcomer: "WaitingNewcomer | None", problem: Problem | None = None) -> HttpResponse:
    uploads = queries.uploads_of(newcomer) if newcomer else []
    coming = next((row for row in uploads if row.state == "receiving"), None)
    context = {
        "is_open": accounts.sign_up_policy() == "open",
        "is_waiting": newcomer is not None,
        "can_mail": settings.CAN_MAIL,
        "email": request.POST.get("email", ""),
        "ahead": queries.ahead_in_line(newcomer) if newcomer else None,
        "uploads": [mine(row) for row in uploads if row is not coming],
        "arrival": coming,
        "never": arrivalwords.NEVER_READ,
        "problem": problem.sentence if problem else "",
    }
    return whole_page(request, "arrive/waiting.html", context, status=problem.status if problem else 200)


def _join(request: HttpRequest, newcomer: "WaitingNewcomer | None") -> HttpResponse:
    if newcomer is not None or request.user.is_authenticated or accounts.sign_up_policy() == "open":
        return see_other("/waiting")
    if request.POST.get("website"):  # only a script fills a field that nobody sees
        return see_other("/")
    try:
        token = actions.join_waiting(
            email=request.POST.get("email", ""),
            language=str(getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE)),
        )
    except Refused as refused:
        return _page(request, None, refused)
    response = see_other("/waiting")
    response.set_signed_cookie(
        WAITING_COOKIE,
        token,
        salt=WAITING_COOKIE,
        max_age=A_YEAR,
        httponly=True,
        secure=settings.SECURE,
        samesite="Lax",
    )
    return response


def _leave(request: HttpRequest, newcomer: "WaitingNewcomer | None") -> HttpResponse:
    if newcomer is not None:
        actions.leave_waiting(token=token_of(request))
        messages.success(request, _("You are off the list, and nothing of yours is kept here."))
    response = see_other("/")
    response.delete_cookie(WAITING_COOKIE, samesite="Lax")
    return response


@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """A file of somebody who waits: whole, or announced to come in parts."""
    newcomer = newcomer_of(request)
    if newcomer is None:
        return see_other("/waiting")
    whole, is_for_script = request.FILES.get("archive"), "application/json" in request.headers.get("Accept", "")
    try:
        if whole is not None:
            actions.give_file(newcomer, source=whole, name=whole.name or "", most=actions.MOST_PLAIN)
            return see_other("/waiting")
        if not is_for_script:
            raise Refused(_("Choose the file first."), field="archive", code="empty")
        name, size = request.POST.get("name", "")[:255], sent_number(request, "size") or 0
        row = _going_on(newcomer, name, size) or actions.begin_arrival(newcomer, name=name, size=size)
    except Problem as problem:
        return told(problem) if is_for_script else _page(request, newcomer, problem)
    return begun(row, f"/waiting/upload/{row.id}", "/waiting")


def _going_on(newcomer: "WaitingNewcomer", name: str, size: int) -> "Arrival | None":
    rows = queries.uploads_of(newcomer)
    return next((row for row in rows if row.state == "receiving" and (row.name, row.size) == (name, size)), None)


@require_POST
def part(request: HttpRequest, arrival_id: int) -> HttpResponse:
    """The next part of it; answers how much is here."""
    newcomer = newcomer_of(request)
    if newcomer is None:
        return see_other("/waiting")
    try:
        body, offset = request.read(LARGEST_CHUNK + 1), number_in(request, "offset") or 0
        row = actions.receive_part(newcomer, arrival_id=arrival_id, offset=offset, chunk=body)
    except Problem as problem:
        return told(problem)
    return JsonResponse({"received": row.received, "size": row.size})


urlpatterns = [
    path("waiting", waiting, name="waiting"),
    path("waiting/upload", upload, name="waiting-upload"),
    path("waiting/upload/<int:arrival_id>", part, name="waiting-part"),
]
