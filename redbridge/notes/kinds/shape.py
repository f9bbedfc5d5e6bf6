"""What every kind of note answers about its details."""

from collections.abc import Collection
from typing import Any, Protocol


class Shape(Protocol):
    """The details of one kind of note, a JSON object."""

    def tidied(self, details: dict[str, Any]) -> dict[str, Any]:
        """The same as it is stored, half done as it may be; Refused for what cannot be stored at all."""
        ...

    def check_complete(self, details: dict[str, Any], *, title: str, picture_count: int) -> None:
        """Refused, with the field to look at, for what cannot be published yet."""
        ...

    def finished(self, details: dict[str, Any], *, picture_ids: Collection[int]) -> dict[str, Any]:
        """Complete details as a note keeps them: without empty rows, and no pictures but these of the note."""
        ...

    def words(self, details: dict[str, Any]) -> list[str]:
        """Every text that a person wrote, for the language, the search and the translation of a note."""
        ...

    def facts(self, details: dict[str, Any]) -> tuple[str, ...]:
        """Up to three short facts for the card, in the reader's language: "3 days", "11 stops"."""
        ...

    def picture_ids(self, details: dict[str, Any]) -> list[int]:
        """Ids of the note's pictures that the details show in a place of their own."""
        ...
