"""How each kind of note is written and shown: its part of the form, of the page and of what search engines are told."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from redbridge.web.kinds.door import Door
from redbridge.web.kinds.itinerary import ItineraryDoor
from redbridge.web.kinds.review import ReviewDoor
from redbridge.web.kinds.tutorial import TutorialDoor

if TYPE_CHECKING:
    from redbridge.cards.notes import NotePage
    from redbridge.media.models import Picture
    from redbridge.notes.models import Draft

MARK = "details"  # a field of the form that says that the kind's part was sent
BUTTONS = ("add", "drop", "earlier", "later")  # what a button of the kind's part does; its target is of the kind's own
_DOORS: Mapping[str, Door] = {
    "itinerary": ItineraryDoor(),
    "tutorial": TutorialDoor(),
    "review": ReviewDoor(),
}


def door_of(kind: str) -> Door | None:
    """The doors of a kind with details; None for pictures and words."""
    return _DOORS.get(kind)


def is_field(name: str) -> bool:
    """Whether a problem's field is of a kind's part: its inputs are named like `details.days.2.stops.0.cost`."""
    return name.startswith(f"{MARK}.")


def list_of(button: str, target: str) -> str:
    """Where on the page the rows stand that a button changed."""
    inside = target if button == "add" else target.rpartition(".")[0]
    return f"{MARK}.{inside}" if re.fullmatch(r"[a-z0-9.]{1,80}", inside) else MARK


def form(
    kind: str, draft: "Draft | None", pictures: "Sequence[Picture]", *, sent: Mapping[str, str] = MappingProxyType({})
) -> dict[str, Any]:
    """What the publish form lays in for the kind: its template and what that shows.

    `sent` is what could not be saved: it is shown again as it was written.
    """
    door = door_of(kind)
    if door is None:
        return {"kind_form": ""}
    details = draft.details if draft and draft.kind == kind else {}
    if MARK in sent and sent.get("kind") == kind:
        details = door.read(sent)
    return {"kind_form": door.form, "part": door.form_context(details, pictures)}


def page(found: "NotePage") -> dict[str, Any]:
    """What the note's page lays in for the kind."""
    door = door_of(found.card.kind)
    if door is None:
        return {"kind_page": ""}
    return {"kind_page": door.page, "part": door.page_context(found)}


def told(found: "NotePage", data: dict[str, Any]) -> dict[str, Any]:
    """The JSON-LD of a note in the terms of its kind."""
    door = door_of(found.card.kind)
    return door.told(found, data) if door else data
