"""Takes what a source finds to where it belongs: rows into the store, everything else into the report."""

from dataclasses import asdict
from typing import Any

from redbridge.arrival.reading import limits
from redbridge.arrival.reading.rowstore import RowStore
from redbridge.arrival.sources.shape import (
    UNREAD,
    Fault,
    Found,
    Generation,
    Many,
    Missed,
    Profile,
    Row,
    Section,
    Unknown,
    Unread,
)

MOST_WORDS, MOST_WORD, MOST_BIO = 200, 100, 2_000


class Reading:
    """Everything found in one upload."""

    def __init__(self, store: RowStore, source: str, generation: str) -> None:
        self._store, self._source, self._generation = store, source, generation
        self._unknown: dict[str, int] = {}
        self._unread: set[str] = set()
        self._faults: list[Fault] = []
        self._profile: Profile | None = None

    def take(self, found: Found) -> None:
        """One thing that a source found."""
        if isinstance(found, Row):
            self._store.add(found)
        elif isinstance(found, Many):
            self._store.add_many(found)
        elif isinstance(found, Missed):
            self._store.miss(found)
        elif isinstance(found, Section):
            self._store.begin(found.name)
        else:
            self._note(found)

    def _note(self, found: Unknown | Unread | Fault | Profile | Generation) -> None:
        if isinstance(found, Unknown):
            if found.name in self._unknown or len(self._unknown) < limits.now().unknown:
                self._unknown[found.name] = self._unknown.get(found.name, 0) + found.rows
        elif isinstance(found, Unread):
            self._unread.add(found.name)
        elif isinstance(found, Fault):
            if len(self._faults) < limits.now().faults and found not in self._faults:
                self._faults.append(found)
        elif isinstance(found, Generation):
            self._generation = found.name
        else:
            self._profile = found

    def report(self, key_version: int) -> dict[str, Any]:
        """All but the numbers of rows."""
        return {
            "source": self._source,
            "generation": self._generation,
            "unknown_sections": list(self._unknown),
            "unknown_rows": self._unknown,
            "errors": [{"code": fault.code, "at": fault.at[:200]} for fault in self._faults],
            "unread": [name for name in UNREAD if name in self._unread],
            "profile": _profile(self._profile),
            "key_version": key_version,
        }


def _profile(profile: Profile | None) -> dict[str, Any]:
    if profile is None:
        return {}
    said = {name: value for name, value in asdict(profile).items() if value}
    for name in ("links", "languages", "muted_words"):
        if name in said:
            said[name] = [word[: MOST_WORD * 3] for word in said[name]][:MOST_WORDS]
    if "bio" in said:
        said["bio"] = said["bio"][:MOST_BIO]
    return said
