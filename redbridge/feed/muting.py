"""Words that somebody does not want to meet: how they are read, and which notes hold one."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from redbridge.kit.prepared import Prepared
from redbridge.kit.text import tidy_line
from redbridge.notes.models import Note

if TYPE_CHECKING:
    from redbridge.accounts.models import Person

# Scripts that write no space between words, or glue endings to them: there a word is found within others.
_GLUED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\U00020000-\U0003ffff]"
)
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Words:
    """Muted words ready to be looked for; without any it is false."""

    pattern: "re.Pattern[str] | None" = field(default=None)

    @staticmethod
    def of(words: Iterable[str]) -> "Words":
        """Of folded words; the same ones are compiled once."""
        found = tuple(sorted(words))
        return Words(_pattern(found)) if found else NO_WORDS

    def __bool__(self) -> bool:
        return self.pattern is not None

    def stand_in(self, text: str) -> bool:
        """Whether one of them stands in a text."""
        return self.pattern is not None and self.pattern.search(fold(text)) is not None


def fold(text: str) -> str:
    """How a word and a text are compared: compatible forms, case and widths of blanks are one."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return _SPACE.sub(" ", folded)


def read_word(text: str) -> tuple[str, str]:
    """A word as it is looked for, without the sign of a hashtag, and as it is shown; both empty for nothing."""
    shown = tidy_line(text.replace("\x00", "")).strip().lstrip("#＃").strip()
    return fold(shown), shown


def is_too_short(word: str) -> bool:
    """A single letter of an alphabet would hide nearly everything; a single 茶 is a word."""
    return len(word) < 2 and word.isalpha() and not _GLUED.search(word)  # noqa: PLR2004 - a letter


def muted_among(viewer: "Person", words: Words, ids: Sequence[int]) -> set[int]:
    """Those of the notes of others that hold a muted word in title, caption or card; no query without words."""
    if not words or not ids:
        return set()
    rows = _TEXTS.rows(viewer=viewer.id, ids=ids)
    return {note_id for note_id, *texts in rows if words.stand_in("\n".join(texts))}


@lru_cache(maxsize=512)
def _pattern(words: tuple[str, ...]) -> "re.Pattern[str]":
    return re.compile("|".join(_one(word) for word in words))


def _one(word: str) -> str:
    """Whole words where words stand apart; an end that is no letter, as in c++, needs none beside it."""
    start = "" if not word[0].isalnum() or _GLUED.match(word[0]) else r"(?<!\w)"
    end = "" if not word[-1].isalnum() or _GLUED.match(word[-1]) else r"(?!\w)"
    return f"{start}{re.escape(word)}{end}"


NO_WORDS = Words()
_TEXTS: Prepared[Note] = Prepared(
    lambda viewer, ids: (
        Note.objects.filter(id__in=ids).exclude(author=viewer).values_list("id", "title", "caption", "card_text")
    )
)
