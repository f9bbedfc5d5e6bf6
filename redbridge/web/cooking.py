"""A tutorial while one's hands are busy: one step fills the screen. And an itinerary that becomes one's own."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from redbridge.cards import notes as cards
from redbridge.kit.errors import NotFound
from redbridge.notes import actions, queries
from redbridge.web.kinds.tutorial import steps_page
from redbridge.web.viewers import see_other, signed_in, viewer_of

if TYPE_CHECKING:
    from redbridge.accounts.models import Person


@require_safe
def steps(request: HttpRequest, note_id: int) -> HttpResponse:
    """What one needs, and all steps in large type; with script one after the other."""
    return _cook(request, note_id, None)


@require_safe
def step(request: HttpRequest, note_id: int, number: int) -> HttpResponse:
    """One step, with timers by script; the others stand hidden beside it, so that no step waits for the network."""
    return _cook(request, note_id, number)


def _cook(request: HttpRequest, note_id: int, number: int | None) -> HttpResponse:
    note = queries.get_note(viewer_of(request), note_id=note_id)
    if note.kind != "tutorial":
        raise NotFound
    page = cards.page(note)
    found = steps_page(page)
    if number is not None and not 1 <= number <= len(found):
        raise NotFound
    context = {"page": page, "steps": found, "current": number, "materials": page.details.get("materials", ())}
    response = render(request, "notes/cooking.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@signed_in
def copy(request: HttpRequest, person: "Person", note_id: int) -> HttpResponse:
    """Ask, then begin a private draft with somebody's days and stops."""
    note = queries.get_note(person, note_id=note_id)
    if note.kind != "itinerary":
        raise NotFound
    if request.method == "POST":
        draft = actions.copy_itinerary(person, note_id=note_id)
        return see_other(f"/drafts/{draft.id}")
    return render(request, "notes/copy.html", {"note": note, "title": cards.title_of(note)})


urlpatterns = [
    path("n/<int:note_id>/steps", steps, name="steps"),
    path("n/<int:note_id>/steps/<int:number>", step, name="step"),
    path("n/<int:note_id>/copy", copy, name="copy-itinerary"),
]
