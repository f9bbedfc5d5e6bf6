"""What every kind with details answers to the pages."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from redbridge.cards.notes import NotePage
    from redbridge.media.models import Picture


class Door(Protocol):
    """Form and page of one kind."""

    form: str
    page: str

    def read(self, sent: Mapping[str, str]) -> dict[str, Any]:
        """The details as the form sent them, to be tidied and checked by the kind's shape."""
        ...

    def press(self, details: dict[str, Any], button: str, target: str) -> dict[str, Any]:
        """The details after one of `BUTTONS` with its target: a stop added, a step moved."""
        ...

    def form_context(self, details: dict[str, Any], pictures: "Sequence[Picture]") -> dict[str, Any]:
        """What the kind's part of the form shows, as `part`."""
        ...

    def page_context(self, found: "NotePage") -> dict[str, Any]:
        """What the kind's part of the page shows, as `part`; the same for everybody who may see the note."""
        ...

    def told(self, found: "NotePage", data: dict[str, Any]) -> dict[str, Any]:
        """The note's JSON-LD in the terms of the kind."""
        ...
