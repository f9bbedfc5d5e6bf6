"""One draft on two devices: what is newest, and the page where its author chooses between two versions."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from redbridge.kit.differences import differences
from redbridge.kit.errors import Refused
from redbridge.language import names
from redbridge.notes import actions, queries
from redbridge.notes.kinds import shape_of
from redbridge.notes.merging import LONG, SHORT
from redbridge.web.drafting import pictures_mark
from redbridge.web.shell import whole_page
from redbridge.web.viewers import see_other, sent_number, signed_in

if TYPE_CHECKING:
    from redbridge.accounts.models import Person
    from redbridge.notes.models import Draft

LABELS: Mapping[str, Any] = {
    "kind": gettext_lazy("What is it?"),
    "title": gettext_lazy("Title"),
    "caption": gettext_lazy("Caption"),
    "language": gettext_lazy("Written in"),
    "visibility": gettext_lazy("Who can see it?"),
    "quoting": gettext_lazy("Who may quote it?"),
    "place": gettext_lazy("Place"),
    "card_text": gettext_lazy("Words on the card"),
    "card_style": gettext_lazy("Look"),
    "cover_index": gettext_lazy("Cover"),
    "details": gettext_lazy("Details"),
}
CHOICES: Mapping[str, Any] = {
    "everyone": gettext_lazy("Everyone"),
    "unlisted": gettext_lazy("With the link"),
    "followers": gettext_lazy("Followers"),
    "mutuals": gettext_lazy("Mutuals"),
    "me": gettext_lazy("Only me"),
    "nobody": gettext_lazy("Nobody"),
    "photo": gettext_lazy("Pictures"),
    "video": gettext_lazy("Video"),
    "itinerary": gettext_lazy("Itinerary"),
    "tutorial": gettext_lazy("How-to"),
    "review": gettext_lazy("Review"),
    "text": gettext_lazy("Words only"),
}


@signed_in
@require_safe
def state(request: HttpRequest, person: "Person", draft_id: int) -> HttpResponse:
    """What a script asks to see whether another device went on with the draft."""
    found = queries.get_draft(person, draft_id=draft_id)
    pictures = queries.draft_pictures([draft_id]).get(draft_id, [])
    said = {
        "revision": found.revision,
        "pictures": pictures_mark(pictures),
    }
    return JsonResponse(said, headers={"Cache-Control": "no-store"})


@signed_in
def merge(request: HttpRequest, person: "Person", draft_id: int) -> HttpResponse:
    """Both versions of everything that two devices changed, side by side, to choose from."""
    found = queries.get_draft(person, draft_id=draft_id)
    if request.method != "POST":
        return _page(request, found)
    if not found.apart:
        return see_other(f"/drafts/{draft_id}")
    choices = {
        (device, field): request.POST.get(f"keep-{device}-{field}", "")
        for device, fields in found.apart.items()
        for field in fields
    }
    revision = sent_number(request, "revision")
    try:
        actions.settle_versions(person, draft_id=draft_id, revision=revision or 0, choices=choices)
    except actions.DraftChanged as changed:
        sentence = _("The draft went on in the meantime. Look once more.")
        return _page(request, changed.draft, problem=sentence, status=changed.status)
    except Refused as refused:
        return _page(request, found, problem=refused.sentence, status=refused.status)
    messages.success(request, _("Settled. One version is left."))
    return see_other(f"/drafts/{draft_id}")


def _page(request: HttpRequest, found: "Draft", *, problem: str = "", status: int = 200) -> HttpResponse:
    mine = request.GET.get("mine", "")
    pictures = queries.draft_pictures([found.id]).get(found.id, [])
    alts = {f"alt-{picture.id}": picture.alt for picture in pictures}
    places = {f"alt-{picture.id}": place for place, picture in enumerate(pictures, start=1)}
    rows = []
    for device, fields in found.apart.items():
        for field, that in fields.items():
            this = alts.get(field, "") if field.startswith("alt-") else getattr(found, field)
            rows.append(
                {
                    "name": f"keep-{device}-{field}",
                    "label": LABELS.get(field) or _("Description of picture %(n)s") % {"n": places.get(field, "")},
                    "this": _said(found.kind, field, this),
                    "that": _said(found.kind, field, that),
                    "pieces": differences(str(this), str(that)) if _is_text(field) else [],
                    "has_both": _is_text(field),
                    "is_mine": device == mine,
                    "picked": request.POST.get(f"keep-{device}-{field}", "this"),
                }
            )
    context = {"draft": found, "rows": rows, "problem": problem}
    return whole_page(request, "publish/merge.html", context, status=status)


def _is_text(field: str) -> bool:
    return field in (*LONG, *SHORT) or field.startswith("alt-")


def _said(kind: str, field: str, value: Any) -> str:
    """A value as people read it."""
    if field == "details":
        return "\n".join(shape_of(kind).words(value))
    if field == "language":
        return names.own_name(value) if value else _("Detect automatically")
    if field in {"card_style", "cover_index"}:
        return str(int(value) + 1)
    return str(value if _is_text(field) else CHOICES.get(value, value))


urlpatterns = [
    path("drafts/<int:draft_id>/state", state, name="draft-state"),
    path("drafts/<int:draft_id>/merge", merge, name="merge-draft"),
]
