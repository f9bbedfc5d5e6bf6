"""What the publish form shows beside the words: ties to other notes, the plan, and what another device wrote."""

import secrets
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from zlib import crc32

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from redbridge.cards import notes as cards
from redbridge.kit.errors import Problem
from redbridge.language.detection import detect
from redbridge.notes import actions, plans
from redbridge.web.kinds import door_of
from redbridge.web.viewers import number_in, sent_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from redbridge.accounts.models import Person
    from redbridge.media.models import Picture
    from redbridge.notes.models import Draft

TIES = ("answers", "quotes")
FIELDS = ("kind", "title", "caption", "language", "place", "card_text", "card_style", "visibility", "quoting")
LONGEST_DEVICE = 20


def device_of(request: HttpRequest) -> str:
    """The name of this page on this device, given out with the form."""
    name = request.POST.get("device", "")[:LONGEST_DEVICE]
    return name if name.isascii() and name.isalnum() else ""


def merge_address(draft_id: int, device: str) -> str:
    """Where the author chooses between versions; `mine` says which of them is of this device."""
    return f"/drafts/{draft_id}/merge" + (f"?{urlencode({'mine': device})}" if device else "")


def apart(draft_id: int, device: str) -> HttpResponse:
    """What the script is told when two devices changed the same words."""
    sentence = _("You changed the same words on another device. Both versions are kept.")
    said = {"sentence": sentence, "look": merge_address(draft_id, device), "words": _("Look at both")}
    return JsonResponse(said, status=409)


def kept(saved: "Draft", known: int | None) -> HttpResponse:
    """What the script is told of a draft that was saved, with its words where another device's came in."""
    said = {"draft": str(saved.id), "revision": saved.revision, "sentence": _("Saved as a draft.")}
    is_merged = known is not None and saved.revision not in {known, known + 1}
    fields = {name: str(getattr(saved, name)) for name in FIELDS} if door_of(saved.kind) is None else None
    return JsonResponse(said | {"merged": is_merged, "fields": fields if is_merged else None})


def pictures_mark(pictures: "Sequence[Picture]") -> str:
    """Changes with every picture that comes, goes, moves or is described."""
    told = "|".join(f"{picture.id}:{picture.crop}:{picture.alt}" for picture in pictures)
    return f"{crc32(told.encode()):08x}"


def ties(request: HttpRequest, let_go: str, *, is_new: bool) -> dict[str, int | None]:
    """What a new draft answers or quotes, and what a draft lets go of."""
    found: dict[str, int | None] = {f"{let_go}_id": None} if let_go in TIES else {}
    if is_new:
        sent = {f"{name}_id": sent_number(request, name) for name in TIES}
        found |= {name: number for name, number in sent.items() if number is not None}
    return found


def ties_in_address(request: HttpRequest) -> str:
    """The same for the address of a form that begins anew."""
    sent = {name: sent_number(request, name) for name in TIES}
    found = {name: number for name, number in sent.items() if number}
    return f"&{urlencode(found)}" if found else ""


def describe(request: HttpRequest, person: "Person", draft_id: int, picture_ids: list[int]) -> bool:
    """Save the descriptions that were sent; says whether one of them was written elsewhere meanwhile."""
    is_apart = False
    for picture_id in picture_ids:
        alt, was = request.POST.get(f"alt-{picture_id}"), request.POST.get(f"was-{picture_id}")
        if alt is None:
            continue
        device = device_of(request)
        try:
            actions.describe_in_draft(person, draft_id=draft_id, picture_id=picture_id, alt=alt, was=was, device=device)
        except actions.DraftChanged:
            is_apart = True
    return is_apart


def frame(
    request: HttpRequest, person: "Person", found: "Draft | None", pictures: "Sequence[Picture]" = ()
) -> dict[str, Any]:
    """What the form's template needs for all this."""
    ids = {name: getattr(found, f"{name}_id") if found else _asked(request, name) for name in TIES}
    seen = cards.cards(person, ids=[note_id for note_id in ids.values() if note_id])
    missed = actions.reason_against(person, draft_id=found.id) if found and found.missed_at else None
    return {
        "undescribed": sum(1 for picture in pictures if not picture.alt),
        "detected": detect(found.caption or found.title).language if found and not found.language else "",
        "pictures_mark": pictures_mark(pictures),
        "device": device_of(request) or secrets.token_hex(LONGEST_DEVICE // 2),
        "ties": [(name, note_id, seen.get(note_id)) for name, note_id in ids.items() if note_id],
        "plan": plans.local(found.publish_at, found.publish_zone) if found and found.publish_at else None,
        "missed": plans.local(found.missed_at, found.publish_zone) if found and found.missed_at else None,
        "reason": missed.sentence if isinstance(missed, Problem) else "",
    }


def _asked(request: HttpRequest, name: str) -> int | None:
    return sent_number(request, name) if request.method == "POST" else number_in(request, name)
