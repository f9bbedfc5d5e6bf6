"""What happens to words: readers wait for them in their language, and people propose new ones."""

from dataclasses import dataclass

from redbridge.events import event


@event
@dataclass(frozen=True)
class TextsWanted:
    """Readers want texts in their language before they open the page: `kind` is note or comment, `ids` are theirs."""

    kind: str
    ids: tuple[int, ...]
    into: str


@event
@dataclass(frozen=True)
class SlangDecided:
    """A suggestion for the glossary was approved or declined."""

    suggestion_id: int
