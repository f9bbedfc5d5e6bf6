"""The page of a note, and what can be done to it from there."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import path
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST, require_safe

from redbridge.cards import notes as cards
from redbridge.feed import queries as feed
from redbridge.interactions import actions as interactions
from redbridge.interactions import queries as meetings
from redbridge.notes import actions, origins, queries
from redbridge.web import skeleton
from redbridge.web.cardbytes import LikeButton, open_cards
from redbridge.web.noteparts import LISTED, NoteParts
from redbridge.web.shell import saves_data
from redbridge.web.translated import wish_of
from redbridge.web.viewers import back, see_other, sent_number, signed_in, viewer_of

if TYPE_CHECKING:
    from redbridge.accounts.models import Person

MORE = 8


@require_safe
def note(request: HttpRequest, note_id: int) -> HttpResponse:
    """A note and its comments, as a page or laid over the list it was opened from."""
    viewer = viewer_of(request)
    row = queries.get_note(viewer, note_id=note_id)
    shown = NoteParts(request, viewer, row)
    if request.headers.get("HX-Target") == "over":
        return _private(HttpResponse(shown.body()), row.visibility)
    title = cards.title_of(row)
    values: dict[str, str | bytes] = {
        "title": escape(title),
        "description": escape(cards.first_line(row.caption or title, 160)),
        "head": shown.head(),
        "note": shown.body(),
        "more": _more(request, viewer, note_id),
    }
    return _private(skeleton.fill(request, "notes/note.html", key="note", values=values), row.visibility)


def _private(response: HttpResponse, visibility: str) -> HttpResponse:
    if visibility not in LISTED:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def _more(request: HttpRequest, viewer: "Person | None", note_id: int) -> str | bytes:
    ids = [found for found in feed.explore(viewer, limit=MORE + 1).note_ids if found != note_id][:MORE]
    items = open_cards(viewer, wish=wish_of(request), ids=ids, small=saves_data(request))
    if not items:
        return items
    slots = skeleton.Slots()
    return skeleton.part("notes/_more.html", key="", values={"items": items}, context=lambda: {"items": slots.items})


def _part(request: HttpRequest, template: str, context: dict[str, object]) -> SafeString:
    return render_to_string(template, context, request=request)


def _is_on(request: HttpRequest) -> bool:
    return request.POST.get("on", "1") != "0"


@require_POST
@signed_in
def like(request: HttpRequest, person: "Person", note_id: int) -> HttpResponse:
    """Like or no longer like a note; sent twice it is still one like."""
    is_on = _is_on(request)
    (interactions.like_note if is_on else interactions.unlike_note)(person, note_id=note_id)
    if not request.headers.get("HX-Request"):
        return back(request)
    # A like may be taken back from a note that one no longer sees, and its count is no longer theirs to know.
    counts = meetings.tallies(queries.visible_ids(person, ids=[note_id])).get(note_id)
    return HttpResponse(LikeButton(is_signed_in=True).of_note(note_id, counts.likes if counts else 0, is_on))


@require_POST
@signed_in
def save(request: HttpRequest, person: "Person", note_id: int) -> HttpResponse:
    """Keep a note in a collection, or take it out."""
    is_on = _is_on(request)
    if is_on:
        interactions.save_note(person, note_id=note_id, collection_id=sent_number(request, "collection"))
    else:
        interactions.unsave_note(person, note_id=note_id)
    if not request.headers.get("HX-Request"):
        return back(request)
    counts = meetings.tallies([note_id]).get(note_id)
    card = queries.get_note(person, note_id=note_id)
    return HttpResponse(_part(request, "notes/_save.html", {"card": card, "counts": counts, "is_saved": is_on}))


@require_POST
@signed_in
def pin(request: HttpRequest, person: "Person", note_id: int) -> HttpResponse:
    """Pin a note to one's profile, or unpin it."""
    (actions.pin_note if _is_on(request) else actions.unpin_note)(person, note_id=note_id)
    return back(request)


@signed_in
def visibility(request: HttpRequest, person: "Person", note_id: int) -> HttpResponse:
    """Change who may see a note; it holds everywhere at once."""
    if request.method != "POST":
        row = queries.own_note(person, note_id=note_id)
        return HttpResponse(_part(request, "notes/visibility.html", {"note": row, "title": cards.title_of(row)}))
    actions.change_visibility(person, note_id=note_id, visibility=request.POST.get("visibility", ""))
    return see_other(f"/n/{note_id}")


@signed_in
def delete(request: HttpRequest, person: "Person", note_id: int) -> HttpResponse:
    """Ask, then delete; the page after it offers to undo."""
    row = queries.own_note(person, note_id=note_id)
    if request.method == "POST":
        actions.delete_note(person, note_id=note_id)
        return HttpResponse(_part(request, "notes/deleted.html", {"note_id": note_id, "title": row.title}))
    return HttpResponse(_part(request, "notes/delete.html", {"note": row}))


@signed_in
def again(request: HttpRequest, person: "Person", note_id: int) -> HttpResponse:
    """Ask, then show a note from one's archive anew."""
    if request.method == "POST":
        actions.reintroduce_note(person, note_id=note_id)
        return see_other(f"/n/{note_id}")
    row = queries.own_note(person, note_id=note_id)
    told = {"note": row, "title": cards.title_of(row), "origin": cards.origin_of(row)}
    told["left"] = origins.left_to_reintroduce(person)
    return HttpResponse(_part(request, "notes/again.html", told))


@require_POST
@signed_in
def restore(request: HttpRequest, person: "Person", note_id: int) -> HttpResponse:
    """Undo a deletion."""
    actions.restore_note(person, note_id=note_id)
    return see_other(f"/n/{note_id}")


@signed_in
@require_safe
def collect(request: HttpRequest, person: "Person", note_id: int) -> HttpResponse:
    """Choose the collection to keep a note in."""
    row = queries.get_note(person, note_id=note_id)
    found = meetings.collections_of(person, person=person)
    return HttpResponse(_part(request, "notes/collect.html", {"note": row, "collections": found}))


urlpatterns = [
    path("n/<int:note_id>", note, name="note"),
    path("n/<int:note_id>/like", like, name="like-note"),
    path("n/<int:note_id>/save", save, name="save-note"),
    path("n/<int:note_id>/collect", collect, name="collect-note"),
    path("n/<int:note_id>/pin", pin, name="pin-note"),
    path("n/<int:note_id>/visibility", visibility, name="note-visibility"),
    path("n/<int:note_id>/delete", delete, name="delete-note"),
    path("n/<int:note_id>/again", again, name="note-again"),
    path("n/<int:note_id>/restore", restore, name="restore-note"),
]
