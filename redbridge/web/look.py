"""Theme and finding: the small places in the top bar."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from redbridge.accounts import queries as accounts
from redbridge.cards import people as cards
from redbridge.notes import queries as notes
from redbridge.web.shell import THEMES
from redbridge.web.viewers import safe_path, viewer_of

YEAR = 60 * 60 * 24 * 365
MOST_FOUND = 20


@require_safe
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the chosen theme in a cookie and go back."""
    response = HttpResponseRedirect(safe_path(request, request.GET.get("next")))
    chosen = request.GET.get("set", "")
    if chosen in THEMES:
        response.set_cookie("theme", chosen, max_age=YEAR, secure=request.is_secure(), samesite="Lax")
    return response


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """People and hashtags that begin with what was typed."""
    viewer = viewer_of(request)
    text = request.GET.get("q", "").replace("\x00", "").strip()[:60]
    people, tags = [], []
    if text:
        ids = [row.id for row in accounts.people_starting(viewer, text=text.lstrip("@"), limit=MOST_FOUND)]
        found = cards.cards(ids)
        people = [found[each] for each in ids if each in found]
        tags = notes.hashtags_starting(text.lstrip("#"), limit=MOST_FOUND)
    return render(request, "explore/find.html", {"text": text, "people": people, "tags": tags})


urlpatterns = [
    path("find", find, name="find"),
    path("theme", theme, name="theme"),
]
