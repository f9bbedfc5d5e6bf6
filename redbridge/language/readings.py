"""Texts that somebody may want translated, and what there is of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from redbridge.language.masking import Masked, mask, text_hash
from redbridge.language.rungs import Rung
from redbridge.language.tags import tag_of

Privacy = Literal["public", "followers", "private"]


@dataclass(frozen=True, slots=True)
class Text:
    """Words in their language, with what decides who may be given them.

    `kind` is title, caption, comment, bio, alt, subtitle, details or product; `changed_at` when they were last edited.
    """

    words: str
    language: str
    author_id: int = 0
    privacy: str = "public"
    kind: str = "caption"
    version: int = 0
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A text in the reader's language, and where that comes from: `place` says at whose machine it was made.

    `id` is that of the kept translation or, for people's words, of the improvement; `by` is who wrote it.
    """

    words: str
    language: str
    rung: Rung
    engine: str = ""
    place: str = ""
    version: str = ""
    glossary_version: str = ""
    via: str = ""
    id: int = 0
    by: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """A text made ready to be looked up or translated."""

    text: Text
    masked: Masked
    source: str
    hash: str

    @property
    def is_translatable(self) -> bool:
        return self.masked.has_words


def prepare(text: Text) -> Piece:
    """The text masked and named by its hash."""
    masked = mask(text.words)
    return Piece(text, masked, tag_of(text.language), text_hash(masked.text))
