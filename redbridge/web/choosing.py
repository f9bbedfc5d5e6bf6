"""Choosing from what was read: kinds of rows, years, hashtags, single posts, their words, and files beside them."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from redbridge.arrival import actions, queries
from redbridge.kit.errors import Refused
from redbridge.language import names
from redbridge.web import luggage
from redbridge.web.arriving import show
from redbridge.web.shell import whole_page
from redbridge.web.viewers import MOST_DIGITS, see_other, signed_in

if TYPE_CHECKING:
    from redbridge.accounts.models import Person
    from redbridge.arrival.models import Arrival

A_PAGE = 50
FILTERS = ("year", "tag", "visibility")
BULK = ("title", "text", "tags", "audience", "language")
MOST_AT_ONCE = 20_000
MOST_BY_HAND = 100
MOST_FACETS = 80


@require_POST
@signed_in
def choose(request: HttpRequest, person: "Person", arrival_id: int) -> HttpResponse:
    """Keep the choice; and with the large button bring it over."""
    row = queries.own_arrival(person, arrival_id=arrival_id)
    button = request.POST.get("do", "save")
    try:
        _keep(request, person, row, button)
        if button == "start":
            actions.start_import(person, arrival_id=row.id)
            return see_other(f"/arrive/{row.id}")
    except Refused as refused:
        return show(request, person, queries.own_arrival(person, arrival_id=row.id), refused)
    return see_other(f"/arrive/{row.id}#choose")


def _keep(request: HttpRequest, person: "Person", row: "Arrival", button: str) -> None:
    """Save what the form holds: kinds, audience, and the years, hashtags and visibilities that were changed in it."""
    wanted = set(request.POST.getlist("consent"))
    held = [bag.slug for bag in luggage.bags_of(row)]
    choices: dict[str, Any] = {"audience": request.POST.get("audience", "")} if "audience" in request.POST else {}
    if button in {"all", "none"}:
        choices["select"] = button
    consents = {slug: slug in wanted for slug in held} if "sent" in request.POST else {}
    actions.choose(person, arrival_id=row.id, choices=choices, consents=consents)
    if button in {"all", "none"}:
        return
    added, dropped = luggage.changed_facets(request.POST.getlist("was"), request.POST.getlist("facet"))
    for word, filters in (("add", added), ("drop", dropped)):
        for each in filters[:MOST_FACETS]:
            actions.choose(person, arrival_id=row.id, choices={word: each})


@never_cache
@signed_in
def items(request: HttpRequest, person: "Person", arrival_id: int) -> HttpResponse:
    """Every post of an upload: ticked or not, with words that may be changed one by one or many at once."""
    row = queries.own_arrival(person, arrival_id=arrival_id)
    if row.state not in {"previewed", "paused"}:
        return see_other(f"/arrive/{row.id}")
    if request.method != "POST":
        return _items(request, person, row)
    button = request.POST.get("do", "save")
    try:
        said = _take(request, person, row, button)
    except Refused as refused:
        return _items(request, person, row, refused)
    messages.success(request, said)
    after = request.POST.get("next", "") if button == "next" else request.GET.get("after", "")
    return see_other(f"/arrive/{row.id}/items?{_query(request, after)}")


def _take(request: HttpRequest, person: "Person", row: "Arrival", button: str) -> str:
    """Do what the pressed button says; gives what to say about it."""
    shown = _ordinals(request, "shown")
    if button == "undo":
        count = actions.undo_edit(person, arrival_id=row.id)
        return ngettext("%(n)s post is as before.", "%(n)s posts are as before.", count) % {"n": count}
    ticked = set(_ordinals(request, "pick"))
    picked = [each for each in shown if each in ticked]
    if button == "change":
        changes = _bulk(request)
        wanted = _all_shown(request, person, row) if request.POST.get("scope") == "all" else picked
        if not wanted:
            raise Refused(_("Tick the posts to change first."), code="empty")
        count = actions.edit_items(person, arrival_id=row.id, ordinals=wanted, changes=changes)
    else:
        choices = {"add": {"ordinals": picked}, "drop": {"ordinals": [each for each in shown if each not in ticked]}}
        actions.choose(person, arrival_id=row.id, choices=choices)
        count = _change_each(request, person, row, shown)
    if not count:
        return _("The choice is saved.")
    return ngettext("%(n)s post is changed.", "%(n)s posts are changed.", count) % {"n": count}


def _all_shown(request: HttpRequest, person: "Person", row: "Arrival") -> list[int]:
    """All posts that the filter leaves, on this page and on others."""
    found: list[int] = []
    after = ""
    while len(found) < MOST_AT_ONCE:
        page = queries.preview(person, arrival_id=row.id, after=after, limit=100, filters=_filters(request))
        found += [item.ordinal for item in page.items]
        after = page.next
        if not after:
            break
    return found


def _bulk(request: HttpRequest) -> dict[str, Any]:
    """What to change of many; a field that is left empty stays as it is."""
    found: dict[str, Any] = {name: text for name in BULK if (text := request.POST.get(name, "").strip())}
    if "tags" in found:
        found["tags"] = [tag for tag in found["tags"].replace(",", " ").replace("#", " ").split() if tag]
    if not found:
        raise Refused(_("Say what to change first."), code="empty")
    return found


def _change_each(request: HttpRequest, person: "Person", row: "Arrival", shown: list[int]) -> int:
    """Single posts whose words were changed in their own fields."""
    count = 0
    for ordinal in shown:
        changes = {}
        for name in ("title", "text"):
            now, was = (request.POST.get(f"{word}-{ordinal}") for word in (name, f"was-{name}"))
            if now is not None and was is not None and _lines(now) != _lines(was):
                changes[name] = now
        if changes:
            count += actions.edit_items(person, arrival_id=row.id, ordinals=[ordinal], changes=changes)
    return count


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _ordinals(request: HttpRequest, name: str) -> list[int]:
    sent = request.POST.getlist(name)[: 2 * A_PAGE]
    return [int(text) for text in sent if text.isascii() and text.isdecimal() and len(text) < MOST_DIGITS]


def _filters(request: HttpRequest) -> dict[str, Any]:
    """What the address asks for: a year, a hashtag, a visibility, only those without words."""
    found: dict[str, Any] = {}
    for name in FILTERS:
        values = luggage.changed_facets([], [request.GET.get(name, "")])[0]
        found |= values[0] if values else {}
    if request.GET.get("empty") == "1":
        found["empty"] = True
    return found


def _query(request: HttpRequest, after: str) -> str:
    kept = {name: request.GET[name][:110] for name in (*FILTERS, "empty") if request.GET.get(name)}
    return urlencode(kept | ({"after": after[:60]} if after else {}))


def _items(request: HttpRequest, person: "Person", row: "Arrival", problem: Refused | None = None) -> HttpResponse:
    after = request.GET.get("after", "").replace("\x00", "")[:60]
    page = queries.preview(person, arrival_id=row.id, after=after, limit=A_PAGE, filters=_filters(request))
    years, tags, visibilities = luggage.picks(page, {})
    context = {
        "arrival": row,
        "items": page.items,
        "total": page.total,
        "years": years,
        "tags": tags,
        "visibilities": visibilities,
        "filters": {name: request.GET.get(name, "") for name in (*FILTERS, "empty")},
        "query": _query(request, after),
        "next": page.next,
        "can_undo": queries.can_undo_edit(person, arrival_id=row.id),
        "languages": names.NAMES.items(),
        "problem": problem.sentence if problem else "",
        "typed": request.POST if problem else {},
    }
    return whole_page(request, "arrive/items.html", context, status=problem.status if problem else 200)


urlpatterns = [
    path("arrive/<int:arrival_id>/choose", choose, name="arrival-choose"),
    path("arrive/<int:arrival_id>/items", items, name="arrival-items"),
]
