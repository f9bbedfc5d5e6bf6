"""Words of the net that no dictionary has: versioned seeds that native readers have yet to review."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

VERSION = "2026.11"
_DATA = Path(__file__).parent / "data" / "slang"


@dataclass(frozen=True, slots=True)
class Entry:
    """One term: what it means, how it reads within a line, and how it sounds."""

    term: str
    forms: tuple[str, ...]
    language: str
    reading: str
    meaning: str
    short: str
    tone: str
    kind: str
    example: str
    status: str

    @property
    def is_plain(self) -> bool:
        """Whether it means one thing wherever it stands; others are explained, never put in place."""
        return self.tone not in {"ambiguous", "sensitive"}


@dataclass(frozen=True, slots=True)
class Hit:
    start: int
    end: int
    term: str
    entry: Entry


def terms(language: str, into: str) -> Mapping[str, str]:
    """Every form with its short rendering; empty where there is no list for the pair."""
    found = {"zh": "en", "en": "zh"}
    own = language.split("-", maxsplit=1)[0]
    if found.get(own) != into.split("-", maxsplit=1)[0]:
        return MappingProxyType({})
    return MappingProxyType({form: entry.short for form, entry in _forms(own).items()})


def entries(language: str) -> tuple[Entry, ...]:
    """The whole list of one language."""
    own = language.split("-", maxsplit=1)[0]
    path = _DATA / f"{own}.json"
    return _read(own) if path.exists() else ()


def find(text: str, language: str) -> list[Hit]:
    """The terms in a text, longest first, never within a longer Latin word."""
    own = language.split("-", maxsplit=1)[0]
    pattern = _pattern(own)
    if pattern is None:
        return []
    forms = _forms(own)
    return [
        Hit(found.start(), found.end(), found[0], entry)
        for found in pattern.finditer(text)
        if (entry := forms.get(found[0].lower()))
    ]


@lru_cache(maxsize=4)
def _read(language: str) -> tuple[Entry, ...]:
    path = _DATA / f"{language}.json"
    if not path.exists():
        return ()
    rows = json.loads(path.read_text(encoding="utf-8"))["entries"]
    return tuple(Entry(**{**row, "forms": tuple(row["forms"]), "language": language}) for row in rows)


@lru_cache(maxsize=4)
def _forms(language: str) -> Mapping[str, Entry]:
    return {form.lower(): entry for entry in _read(language) for form in entry.forms}


@lru_cache(maxsize=4)
def _pattern(language: str) -> re.Pattern[str] | None:
    forms = sorted(_forms(language), key=len, reverse=True)
    if not forms:
        return None
    return re.compile("|".join(_bounded(form) for form in forms), re.IGNORECASE)


def _bounded(form: str) -> str:
    """Latin letters and digits stand apart; Chinese has no spaces to go by."""
    before = r"(?<![A-Za-z0-9])" if form[0].isascii() else ""
    after = r"(?![A-Za-z0-9])" if form[-1].isascii() else ""
    return f"{before}{re.escape(form)}{after}"
