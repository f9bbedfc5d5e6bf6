"""Collections of saved notes."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from redbridge.interactions import actions, queries
from redbridge.kit.errors import Refused
from redbridge.web.cardbytes import cards_for
from redbridge.web.explore import more_link
from redbridge.web.shell import saves_data
from redbridge.web.translated import wish_of
from redbridge.web.viewers import back, number_in, see_other, signed_in, viewer_of

if TYPE_CHECKING:
    from redbridge.accounts.models import Person

PAGE = 24


@require_safe
def collection(request: HttpRequest, collection_id: int) -> HttpResponse:
    """The notes in a collection that the viewer may see."""
    viewer = viewer_of(request)
    found = queries.get_collection(viewer, collection_id=collection_id)
    after = number_in(request, "after")
    page = queries.notes_in_collection(viewer, collection_id=collection_id, after=after, limit=PAGE)
    items = cards_for(viewer, wish=wish_of(request), ids=page.note_ids, small=saves_data(request))
    more = more_link(request.path, page.next)
    if request.headers.get("X-Part") == "more":
        return HttpResponse(items + more)
    is_own = viewer is not None and viewer.id == found.owner_id
    context = {"collection": found, "items": items, "more": more, "is_own": is_own}
    return render(request, "notes/collection.html", context)


@require_POST
@signed_in
def create(request: HttpRequest, person: "Person") -> HttpResponse:
    """A new, private collection."""
    try:
        made = actions.create_collection(person, name=request.POST.get("name", ""))
    except Refused as refused:
        messages.error(request, refused.sentence)
        return back(request)
    return see_other(f"/c/{made.id}")


@require_POST
@signed_in
def change(request: HttpRequest, person: "Person", collection_id: int) -> HttpResponse:
    """Rename a collection, open or close it."""
    is_private = request.POST.get("is_private", "1") != "0"
    name = request.POST.get("name", "")
    try:
        if name.strip():
            actions.rename_collection(person, collection_id=collection_id, name=name)
        actions.set_collection_privacy(person, collection_id=collection_id, is_private=is_private)
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, _("Saved."))
    return see_other(f"/c/{collection_id}")


@require_POST
@signed_in
def delete(request: HttpRequest, person: "Person", collection_id: int) -> HttpResponse:
    """Take a collection apart; its notes move to the default one."""
    actions.delete_collection(person, collection_id=collection_id)
    return see_other(f"/@{person.address}/collections")


urlpatterns = [
    path("c/<int:collection_id>", collection, name="collection"),
    path("c/<int:collection_id>/change", change, name="change-collection"),
    path("c/<int:collection_id>/delete", delete, name="delete-collection"),
    path("collections", create, name="create-collection"),
]
