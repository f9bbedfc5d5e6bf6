"""Pictures and videos that somebody gives beside an export: sent one by one, matched by themselves or by hand."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from redbridge.arrival import actions, queries
from redbridge.kit.errors import Problem, Refused
from redbridge.web import arrivalwords
from redbridge.web.arriving import told
from redbridge.web.shell import whole_page
from redbridge.web.viewers import MOST_DIGITS, see_other, signed_in

if TYPE_CHECKING:
    from redbridge.accounts.models import Person
    from redbridge.arrival.models import Arrival

MOST_SHOWN = 100
LONGEST_WORDS = 60
A_MOMENT = timedelta(seconds=12)  # in which a worker looks for posts


@dataclass(frozen=True, slots=True)
class Found:
    """A file that has its post, and how it was found."""

    file: str
    name: str
    how: str
    post: str


@never_cache
@signed_in
def media(request: HttpRequest, person: "Person", arrival_id: int) -> HttpResponse:
    """Files beside an export: more of them, and which post each belongs to."""
    row = queries.own_arrival(person, arrival_id=arrival_id)
    if row.state not in {"previewed", "paused"}:
        return see_other(f"/arrive/{row.id}")
    if request.method != "POST":
        return _page(request, person, row)
    is_for_script = "application/json" in request.headers.get("Accept", "")
    try:
        said = _take(request, person, row)
    except Problem as problem:
        return told(problem) if is_for_script else _page(request, person, row, problem)
    if is_for_script:
        return JsonResponse({"sentence": said})
    messages.success(request, said)
    return see_other(f"/arrive/{row.id}/media")


def _take(request: HttpRequest, person: "Person", row: "Arrival") -> str:
    """Do what was asked: take files in, or say by hand where they belong; gives what to say about it."""
    if loose := request.POST.get("loose"):
        actions.place_media(person, arrival_id=row.id, file=loose, ordinal=None)
        return _("It has no post any more.")
    if request.POST.get("do") == "match":
        _match(request, person, row)
        return _("The matches are kept.")
    uploads = request.FILES.getlist("media")
    if not uploads:
        raise Refused(_("Choose the files first."), field="media", code="empty")
    for upload in uploads:
        actions.add_media(person, arrival_id=row.id, name=upload.name or "", source=upload)
    return _("Here. We look for its post.")


def _match(request: HttpRequest, person: "Person", row: "Arrival") -> None:
    lies = {each.file: (each.ordinal, each.place) for each in queries.media_beside(person, arrival_id=row.id)}
    pairs = zip(request.POST.getlist("file"), request.POST.getlist("post"), strict=False)
    for file, post in list(pairs)[:MOST_SHOWN]:
        if post.isascii() and post.isdecimal() and len(post) < MOST_DIGITS:
            ordinal = int(post)
            used = {place for other, (at, place) in lies.items() if at == ordinal and other != file}
            place = next(free for free in range(len(used) + 1) if free not in used)
            actions.place_media(person, arrival_id=row.id, file=file[:500], ordinal=ordinal, place=place)
            lies[file] = (ordinal, place)


def _page(request: HttpRequest, person: "Person", row: "Arrival", problem: Problem | None = None) -> HttpResponse:
    beside = queries.media_beside(person, arrival_id=row.id)
    posts, has_more = _waiting_posts(person, row)
    names = dict(posts)
    found = [_found(each, names) for each in beside if each.ordinal]
    loose = [each for each in beside if not each.ordinal]
    is_looking = bool(loose) and timezone.now() - row.updated_at < A_MOMENT
    context: dict[str, Any] = {
        "arrival": row,
        "found": found[:MOST_SHOWN],
        "found_count": len(found),
        "loose": loose[:MOST_SHOWN],
        "loose_count": len(loose),
        "posts": posts,
        "lacking": len(posts),
        "has_more": has_more,
        "is_looking": is_looking,
        "problem": problem.sentence if problem else "",
    }
    status = problem.status if problem else 200
    if request.headers.get("HX-Target") == "beside":
        return render(request, "arrive/_beside.html", context, status=status)
    return whole_page(request, "arrive/media.html", context, status=status)


def _waiting_posts(person: "Person", row: "Arrival") -> tuple[list[tuple[int, str]], bool]:
    """Chosen posts without any picture or video, newest first, each as a line to choose; and whether there are more."""
    filters = {"media": False, "chosen": True}
    page = queries.preview(person, arrival_id=row.id, limit=MOST_SHOWN, filters=filters)
    return [(item.ordinal, _line(item)) for item in page.items if item.expected], bool(page.next)


def _line(item: queries.PreviewItem) -> str:
    day = date_format(item.at, "DATE_FORMAT") if item.at else _("No date")
    words = (item.title or item.text or _("No caption"))[:LONGEST_WORDS]
    return f"{day} · {words}"


def _found(each: Any, names: dict[int, str]) -> Found:
    return Found(each.file, each.name, str(arrivalwords.HOW.get(each.reason, "")), names.get(each.ordinal, ""))


urlpatterns = [path("arrive/<int:arrival_id>/media", media, name="arrival-media")]
