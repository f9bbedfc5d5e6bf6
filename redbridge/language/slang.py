"""Words of the net that no dictionary has: versioned seeds that native readers have yet to review, and what people add.

What moderators approved lies as one small file in the data folder beside the tables (`publish` writes it), so that
reading needs no database; whoever reads looks at the file's time, and has it at once.
"""

import json
import os
import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from redbridge.language import dictionary

VERSION = "2026.11"  # of the seeds; `version` tells them with what was approved
APPROVED_FILE = "approved-slang.json"
TONES = ("ok", "ambiguous", "rude", "sensitive")
_DATA = Path(__file__).parent / "data" / "slang"
_INTO = MappingProxyType({"zh": "en", "en": "zh"})  # the meanings of the seeds


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
    into: str = ""

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


def version() -> str:
    """Changes whenever a meaning does: what was translated with another one is translated anew."""
    return VERSION + _now().mark


def terms(language: str, into: str) -> Mapping[str, str]:
    """Every form with its short rendering; empty where there is no list for the pair."""
    found = _now().forms(_base(language), _base(into))
    return MappingProxyType({form: entry.short for form, entry in found.items()})


def entries(language: str, into: str = "") -> tuple[Entry, ...]:
    """The whole list of one language, with meanings in the other bank's language or in `into`."""
    own = _base(language)
    return _now().entries(own, _base(into) or _INTO.get(own, ""))


def languages() -> list[tuple[str, str]]:
    """The pairs that there is a list for: of which language, explained in which."""
    return _now().pairs()


def find(text: str, language: str, into: str = "") -> list[Hit]:
    """The terms in a text, longest first, never within a longer Latin word."""
    own = _base(language)
    book, to = _now(), _base(into) or _INTO.get(own, "")
    pattern = book.pattern(own, to)
    if pattern is None:
        return []
    forms = book.forms(own, to)
    return [
        Hit(found.start(), found.end(), found[0], entry)
        for found in pattern.finditer(text)
        if (entry := forms.get(found[0].lower()))
    ]


def publish(approved: Sequence[Entry]) -> None:
    """Make what moderators approved part of the glossary, of every process at once; each replaces an older meaning."""
    place = Path(_place(os.environ.get("REDBRIDGE_DATA")))
    place.parent.mkdir(parents=True, exist_ok=True)
    rows = [asdict(entry) for entry in approved]
    with tempfile.NamedTemporaryFile("w", dir=place.parent, delete=False, encoding="utf-8") as fresh:
        json.dump(rows, fresh, ensure_ascii=False, indent=1)
    Path(fresh.name).replace(place)


class _Book:
    """The seeds and what was approved at one moment."""

    def __init__(self, approved: tuple[Entry, ...]) -> None:
        told = repr([(each.term, each.language, each.into, each.short, each.meaning, each.tone) for each in approved])
        self.mark = f".{sha256(told.encode()).hexdigest()[:8]}" if approved else ""
        self._approved = approved
        self._lists: dict[tuple[str, str], tuple[Entry, ...]] = {}
        self._forms: dict[tuple[str, str], Mapping[str, Entry]] = {}
        self._patterns: dict[tuple[str, str], re.Pattern[str] | None] = {}

    def pairs(self) -> list[tuple[str, str]]:
        own = [pair for pair in _INTO.items() if _seeds(pair[0])]
        return list(dict.fromkeys([*own, *((each.language, each.into) for each in self._approved)]))

    def entries(self, language: str, into: str) -> tuple[Entry, ...]:
        key = (language, into)
        if key not in self._lists:
            seeds = _seeds(language) if _INTO.get(language) == into else ()
            found = {entry.term.lower(): entry for entry in seeds}
            for entry in self._approved:
                if (entry.language, entry.into) == key:
                    old = found.get(entry.term.lower())
                    found[entry.term.lower()] = _renewed(old, entry) if old else entry
            self._lists[key] = tuple(found.values())
        return self._lists[key]

    def forms(self, language: str, into: str) -> Mapping[str, Entry]:
        key = (language, into)
        if key not in self._forms:
            self._forms[key] = {form.lower(): entry for entry in self.entries(*key) for form in entry.forms}
        return self._forms[key]

    def pattern(self, language: str, into: str) -> re.Pattern[str] | None:
        key = (language, into)
        if key not in self._patterns:
            forms = sorted(self.forms(*key), key=len, reverse=True)
            text = "|".join(_bounded(form) for form in forms)
            self._patterns[key] = re.compile(text, re.IGNORECASE) if forms else None
        return self._patterns[key]


def _renewed(old: Entry, new: Entry) -> Entry:
    """A better meaning of a term that is there: its forms and reading stay."""
    return replace(
        old,
        meaning=new.meaning,
        short=new.short,
        tone=new.tone or old.tone,
        example=new.example or old.example,
        status=new.status,
    )


_kept: tuple[object, _Book] | None = None


def _now() -> _Book:
    global _kept  # noqa: PLW0603 - one book for the process, replaced as a whole
    path = _place(os.environ.get("REDBRIDGE_DATA"))
    try:
        found = os.stat(path)  # noqa: PTH116 - of every text that is glossed; a Path costs many times the look itself
        stamp: object = (path, found.st_mtime_ns, found.st_size, found.st_ino)
    except OSError:
        stamp = None
    kept = _kept
    if kept is None or kept[0] != stamp:
        kept = _kept = (stamp, _Book(_read(path) if stamp else ()))
    return kept[1]


@lru_cache(maxsize=8)
def _place(_site: str | None) -> str:
    return str(dictionary.home() / APPROVED_FILE)


def _read(path: str) -> tuple[Entry, ...]:
    try:
        rows = json.loads(Path(path).read_text(encoding="utf-8"))
        return tuple(Entry(**{**row, "forms": tuple(row["forms"])}) for row in rows)
    except (OSError, ValueError, TypeError, KeyError):  # written by another version: it is written anew within the hour
        return ()


@lru_cache(maxsize=4)
def _seeds(language: str) -> tuple[Entry, ...]:
    path = _DATA / f"{language}.json"
    if language not in _INTO or not path.exists():
        return ()
    rows = json.loads(path.read_text(encoding="utf-8"))["entries"]
    said = {"language": language, "into": _INTO[language]}
    return tuple(Entry(**{**row, **said, "forms": tuple(row["forms"])}) for row in rows)


def _base(language: str) -> str:
    return language.split("-", maxsplit=1)[0].lower()


def _bounded(form: str) -> str:
    """Latin letters and digits stand apart; Chinese has no spaces to go by."""
    before = r"(?<![A-Za-z0-9])" if form[0].isascii() else ""
    after = r"(?![A-Za-z0-9])" if form[-1].isascii() else ""
    return f"{before}{re.escape(form)}{after}"
