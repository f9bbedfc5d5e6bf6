"""The one page that somebody's old audience is sent to: small, quick and without script; and the page to arrange it."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from redbridge.accounts import queries as accounts
from redbridge.arrival import actions, queries
from redbridge.cards import notes as note_cards
from redbridge.cards import people as people_cards
from redbridge.kit.errors import Problem
from redbridge.notes import queries as notes
from redbridge.outbound import client
from redbridge.web.sharepack import png_response
from redbridge.web.sharing import code_of
from redbridge.web.shell import alternates, whole_page
from redbridge.web.viewers import see_other, signed_in, viewer_of

if TYPE_CHECKING:
    from redbridge.accounts.models import Person

NEWEST = 6
SPARE_ROWS = 2
PLACE = "/settings/links"
MOST_ROWS = 20


@require_safe
def links_page(request: HttpRequest, address: str) -> HttpResponse:
    """Who somebody is, where else they are, and what they wrote last."""
    viewer = viewer_of(request)
    person = accounts.person_by_address(viewer, address=address)
    is_closed = person.is_private
    ids = [] if is_closed else notes.notes_by(viewer, person=person, limit=NEWEST).note_ids
    found = note_cards.cards(viewer, ids=ids)
    context = {
        "person": people_cards.card_of(person),
        "profile": person,
        "links": queries.page_links(person),
        "handles": queries.public_handles([person.id]).get(person.id, []),
        "cards": [found[each] for each in ids if each in found and found[each].visibility == "everyone"],
        "is_closed": is_closed,
        "url": _address(person),
        "alternates": alternates(request, keep_query=False),
        "site_name": accounts.site().name,
    }
    return render(request, "people/links.html", context)


@require_safe
def code(request: HttpRequest, address: str) -> HttpResponse:
    """The code of the page as a picture."""
    person = accounts.person_by_address(viewer_of(request), address=address)
    return png_response(_address(person), f"{person.handle}-links")


@never_cache
@signed_in
def edit(request: HttpRequest, person: "Person") -> HttpResponse:
    """Titles, addresses and their order; up and save are buttons of one form."""
    problem = None
    rows = _sent(request) if request.method == "POST" else _kept(person)
    if request.method == "POST":
        try:
            actions.arrange_links(person, links=_moved(rows, request.POST.get("up", "")))
        except Problem as found:
            problem = found
        else:
            messages.success(request, _("Saved."))
            return see_other(PLACE)
    checked = {row.url: row for row in queries.own_page_links(person)}
    context = {
        "rows": [(title, url, checked.get(url)) for title, url in [*rows, *[("", "")] * SPARE_ROWS]],
        "problem": problem,
        "url": _address(person),
        "code": code_of(_address(person)),
        "person": person,
        "is_checking": client.is_on(),
        "place": "links",
    }
    return whole_page(request, "settings/links.html", context, status=422 if problem else 200)


def _kept(person: "Person") -> list[tuple[str, str]]:
    rows = [(row.title, row.url) for row in queries.own_page_links(person)]
    return rows or [("", url) for url in person.links]


def _sent(request: HttpRequest) -> list[tuple[str, str]]:
    titles, urls = (request.POST.getlist(name)[:MOST_ROWS] for name in ("title", "url"))
    titles += [""] * (len(urls) - len(titles))
    return [(title, url) for title, url in zip(titles, urls, strict=False) if title.strip() or url.strip()]


def _moved(rows: list[tuple[str, str]], up: str) -> list[tuple[str, str]]:
    """With one row a place higher."""
    place = int(up) if up.isascii() and up.isdecimal() and len(up) < 3 else 0  # noqa: PLR2004 - two digits
    if 0 < place < len(rows):
        rows = [*rows[: place - 1], rows[place], rows[place - 1], *rows[place + 1 :]]
    return rows


def _address(person: "Person") -> str:
    return f"{settings.SITE_URL}/@{person.address}/links"


urlpatterns = [
    path("@<str:address>/links", links_page, name="links-page"),
    path("@<str:address>/links.png", code, name="links-code"),
    path("settings/links", edit, name="edit-links"),
]
