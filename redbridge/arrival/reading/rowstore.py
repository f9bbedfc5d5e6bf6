"""Rows read from an upload, in a file of their own: written by the limited process, read by the worker."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple, Self

from redbridge.arrival.reading import limits
from redbridge.arrival.reading.posts import post_from_json, post_to_json
from redbridge.arrival.reading.tokens import token, tokens
from redbridge.arrival.reading.values import from_stamp
from redbridge.arrival.sources.shape import PEOPLE_SECTIONS, SECTIONS, Many, Missed, Post, Row

TOGETHER = 5_000
POSTS = ("posts", "deleted")
ITEM_SECTIONS = ("watched", "likes", "saved", "reposts", "bookmarks")
NEW = "new"
SPARE = 1.25  # so much more than is kept may lie here before the oldest are taken out

SCHEMA = """
CREATE TABLE rows (
    ordinal INTEGER PRIMARY KEY, section TEXT NOT NULL, source_id TEXT NOT NULL, at TEXT,
    data TEXT NOT NULL DEFAULT '', state TEXT NOT NULL DEFAULT 'new', reason TEXT NOT NULL DEFAULT ''
);
CREATE TABLE tallies (
    section TEXT NOT NULL, state TEXT NOT NULL, reason TEXT NOT NULL, rows INTEGER NOT NULL,
    PRIMARY KEY (section, state, reason)
);
CREATE TABLE report (key TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
INSERT = "INSERT INTO rows (section, source_id, at, data) VALUES (?, ?, ?, ?)"
Line = tuple[str, str, str | None, str]  # section, source id, moment, data


class StoredRow(NamedTuple):
    """One row that is not a post."""

    ordinal: int
    source_id: str
    at: datetime | None
    data: dict[str, Any]
    state: str


class TiedRow(NamedTuple):
    """A post of our own archive that answers or quotes another note: its id and its address."""

    ordinal: int
    source_id: str
    answers: dict[str, str] | None
    quotes: dict[str, str] | None


class RowStore:
    """The file; `fresh` begins it anew and needs the key, with which handles and ids become tokens."""

    def __init__(self, path: Path, *, fresh: bool = False, key: bytes = b"", platform: str = "") -> None:
        self.path = path
        self._key, self._platform = key, platform
        self._buffer: list[Line] = []
        self._sections: dict[str, int] = {}
        self._kept: dict[str, int] = {}
        self._floors: dict[str, str] = {}
        self._known: dict[str, set[int]] = {}
        self._tallies: dict[tuple[str, str, str], int] = {}
        if fresh:
            path.unlink(missing_ok=True)
        elif not path.exists():
            raise FileNotFoundError(path)
        self._connection = sqlite3.connect(path, isolation_level=None, timeout=20)
        self._connection.execute("PRAGMA cache_size = -8000")
        if fresh:
            for pragma in ("journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE", "page_size = 8192"):
                self._connection.execute(f"PRAGMA {pragma}")
            self._connection.executescript(SCHEMA)
            self._connection.execute("BEGIN")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        self._connection.close()

    # Written by the limited process.

    def be(self, platform: str) -> None:
        """Say whose handles and ids these are."""
        self._platform = platform

    def begin(self, section: str) -> None:
        """The section is in the export, even if it stays empty."""
        self._sections.setdefault(section, 0)

    def add(self, row: Row) -> None:
        """One row; what names a person or an item becomes a token before it is written anywhere."""
        self.begin(row.section)
        self._sections[row.section] += 1
        source_id, data = self._said(row)
        if not source_id:
            self._tally(row.section, "skipped", "nameless", 1)
            return
        at = f"{row.at:%Y-%m-%d %H:%M:%S}" if row.at else None
        self._take(row.section, [(row.section, source_id[:80], at, data)])

    def add_many(self, many: Many) -> None:
        """Rows that hold ids and moments only."""
        section, floor = many.section, self._floors.get(many.section)
        self.begin(section)
        self._sections[section] += len(many.rows)
        rows: Sequence[tuple[str, str]] = many.rows
        if floor is not None:
            rows = [row for row in rows if row[1] > floor]
            self._tally(section, "skipped", "too_many", len(many.rows) - len(rows))
        keyed = tokens(self._key, self._platform, "item", [ref for ref, _ in rows])
        self._take(section, [(section, each, at or None, "") for each, (_, at) in zip(keyed, rows, strict=True)])

    def miss(self, missed: Missed) -> None:
        """Rows that hold nothing to keep."""
        self.begin(missed.section)
        self._sections[missed.section] += missed.rows
        self._tally(missed.section, "skipped", missed.reason, missed.rows)

    def finish(self, report: dict[str, Any]) -> dict[str, Any]:
        """Write what is left and the report, to which the numbers are added; gives it back."""
        self._write()
        for section, most in limits.now().kept.items():
            if self._kept.get(section, 0) > most:
                self._thin(section, most)
        self._known.clear()
        self._connection.execute("CREATE INDEX rows_by_section ON rows (section)")
        whole = {**report, **self._numbers()}
        run = self._connection.executemany
        run("INSERT INTO tallies VALUES (?, ?, ?, ?)", [(*name, rows) for name, rows in self._tallies.items()])
        run("INSERT INTO report VALUES (?, ?)", [(name, json.dumps(value)) for name, value in whole.items()])
        self._connection.execute("COMMIT")
        return whole

    def _said(self, row: Row) -> tuple[str, str]:
        """The id under which a row is kept, and what is kept of it."""
        if row.post is not None:
            return row.source_id, post_to_json(row.post)
        if row.section in PEOPLE_SECTIONS:
            return (token(self._key, self._platform, "handle", row.handle), "") if row.handle else ("", "")
        if row.section in ITEM_SECTIONS:
            ref = row.ref or row.source_id
            return (token(self._key, self._platform, "item", ref), "") if ref else ("", "")
        said = {"text": row.text, "url": row.url, "ref": row.ref}
        return row.source_id, json.dumps({name: value for name, value in said.items() if value}, ensure_ascii=False)

    def _take(self, section: str, lines: list[Line]) -> None:
        """Lines of a section that were not there before.

        Known ones are told by a hash in memory: an index of random tokens would cost more than all the rest.
        """
        known = self._known.setdefault(section, set())
        new = 0
        for line in lines:
            mark = hash(line[1])
            if mark not in known:
                known.add(mark)
                self._buffer.append(line)
                new += 1
        self._tally(section, "duplicate", "same", len(lines) - new)
        kept = self._kept[section] = self._kept.get(section, 0) + new
        most = limits.now().kept.get(section, TOGETHER)
        if kept > most * SPARE:
            self._thin(section, most)
        elif len(self._buffer) >= TOGETHER:
            self._write()

    def _write(self) -> None:
        self._connection.executemany(INSERT, self._buffer)
        self._buffer.clear()

    def _thin(self, section: str, most: int) -> None:
        """Keep the most recent rows of a section."""
        self._write()
        beyond = self._kept[section] - most
        self._connection.execute(
            "DELETE FROM rows WHERE ordinal IN "
            "(SELECT ordinal FROM rows WHERE section = ? ORDER BY at, ordinal DESC LIMIT ?)",
            (section, beyond),
        )
        self._kept[section] = most
        self._tally(section, "skipped", "too_many", beyond)
        (floor,) = self._connection.execute("SELECT MIN(at) FROM rows WHERE section = ?", (section,)).fetchone()
        self._floors[section] = floor or ""
        self._known[section].clear()
        left = self._connection.execute("SELECT source_id FROM rows WHERE section = ?", (section,))
        self._known[section].update(hash(source_id) for (source_id,) in left)

    def _tally(self, section: str, state: str, reason: str, rows: int) -> None:
        if rows:
            name = (section, state, reason)
            self._tallies[name] = self._tallies.get(name, 0) + rows

    def _numbers(self) -> dict[str, Any]:
        one = self._connection.execute
        first, last = one("SELECT MIN(at), MAX(at) FROM rows WHERE section = 'posts'").fetchone()
        private = "json_extract(data, '$.visibility') IS NOT NULL"
        (hidden,) = one(f"SELECT COUNT(*) FROM rows WHERE section = 'posts' AND {private}").fetchone()  # noqa: S608 - ours
        return {
            "sections": {name: self._sections[name] for name in SECTIONS if name in self._sections},
            "posts": self._kept.get("posts", 0),
            "private_posts": hidden,
            "first": first[:10] if first else None,
            "last": last[:10] if last else None,
        }

    # Read by the worker.

    def report(self) -> dict[str, Any]:
        """What the limited process found; empty while it has not finished."""
        lines = self._connection.execute("SELECT key, value FROM report")
        return {name: json.loads(value) for name, value in lines}

    def posts(
        self, after: int = 0, limit: int = 100, *, section: str = "posts"
    ) -> list[tuple[int, str, Post, datetime | None]]:
        """Posts in the order of the export, behind an ordinal."""
        lines = self._connection.execute(
            "SELECT ordinal, source_id, data, at FROM rows WHERE section = ? AND ordinal > ? ORDER BY ordinal LIMIT ?",
            (section, after, limit),
        )
        return [(ordinal, source_id, post_from_json(data), from_stamp(at)) for ordinal, source_id, data, at in lines]

    def tied(self, after: int = 0, limit: int = 100) -> list[TiedRow]:
        """Posts that answer or quote another note, behind an ordinal."""
        lines = self._connection.execute(
            "SELECT ordinal, source_id, json_extract(data, '$.own.answers'), json_extract(data, '$.own.quotes') FROM "
            "rows WHERE section = 'posts' AND ordinal > ? "
            "AND COALESCE(json_extract(data, '$.own.answers'), json_extract(data, '$.own.quotes')) IS NOT NULL "
            "ORDER BY ordinal LIMIT ?",
            (after, limit),
        )
        return [
            TiedRow(ordinal, source_id, *(json.loads(tie) if tie else None for tie in ties))
            for ordinal, source_id, *ties in lines
        ]

    def section(self, name: str, after: int = 0, limit: int = 1000) -> list[StoredRow]:
        """Rows of another section, behind an ordinal; people and items have their token in `data`."""
        lines = self._connection.execute(
            "SELECT ordinal, source_id, at, data, state FROM rows WHERE section = ? AND ordinal > ? "
            "ORDER BY ordinal LIMIT ?",
            (name, after, limit),
        )
        is_keyed = name in PEOPLE_SECTIONS or name in ITEM_SECTIONS
        return [
            StoredRow(
                ordinal,
                source_id,
                from_stamp(at),
                {"token": source_id} if is_keyed else json.loads(data or "{}"),
                state,
            )
            for ordinal, source_id, at, data, state in lines
        ]

    def mark(self, ordinals: Iterable[int], state: str, reason: str = "") -> None:
        """Say what became of rows."""
        with self._together():
            self._connection.executemany(
                "UPDATE rows SET state = ?, reason = ? WHERE ordinal = ?",
                [(state, reason, ordinal) for ordinal in ordinals],
            )

    def mark_section(self, section: str, state: str, reason: str = "") -> int:
        """Say the same of all rows of a section that nothing was said of yet; gives how many they were."""
        done = self._connection.execute(
            "UPDATE rows SET state = ?, reason = ? WHERE section = ? AND state = ?", (state, reason, section, NEW)
        )
        return done.rowcount

    def counts(self) -> dict[str, int]:
        """Rows of the whole export by state; they add up to the sum of all sections."""
        counts: dict[str, int] = {}
        for table, rows in (("rows", "COUNT(*)"), ("tallies", "SUM(rows)")):
            for state, number in self._connection.execute(f"SELECT state, {rows} FROM {table} GROUP BY state"):  # noqa: S608 - ours
                counts[state] = counts.get(state, 0) + number
        return counts

    def reasons(self) -> dict[str, dict[str, int]]:
        """How many rows of each state were so for which reason."""
        found: dict[str, dict[str, int]] = {}
        for table, rows in (("rows", "COUNT(*)"), ("tallies", "SUM(rows)")):
            said = f"SELECT state, reason, {rows} FROM {table} WHERE reason != '' GROUP BY state, reason"  # noqa: S608 - ours
            for state, reason, number in self._connection.execute(said):
                by_reason = found.setdefault(state, {})
                by_reason[reason] = by_reason.get(reason, 0) + number
        return found

    @contextmanager
    def _together(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")
