"""What somebody picked among the posts of an upload, in a file beside the rows: choices, edits, and numbers to show."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from redbridge.arrival.sources.shape import Post

TOGETHER = 500
MOST_TAGS = 60
SCHEMA = """
CREATE TABLE picks (
    ordinal INTEGER PRIMARY KEY, source_id TEXT NOT NULL, at TEXT NOT NULL, year INTEGER NOT NULL,
    visibility TEXT NOT NULL, claimed TEXT NOT NULL, has_media INTEGER NOT NULL, is_empty INTEGER NOT NULL,
    is_known INTEGER NOT NULL DEFAULT 0, is_chosen INTEGER NOT NULL DEFAULT 1, changes TEXT NOT NULL DEFAULT ''
);
CREATE INDEX picks_in_order ON picks (at DESC, ordinal DESC);
CREATE TABLE former (ordinal INTEGER PRIMARY KEY, changes TEXT NOT NULL, is_chosen INTEGER NOT NULL);
CREATE TABLE beside (
    file TEXT PRIMARY KEY, name TEXT NOT NULL, ordinal INTEGER, place INTEGER, reason TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE INDEX beside_by_post ON beside (ordinal) WHERE ordinal IS NOT NULL;
CREATE TABLE tags (tag TEXT NOT NULL, ordinal INTEGER NOT NULL, PRIMARY KEY (tag, ordinal)) WITHOUT ROWID;
"""
FILTERS = {
    "year": "year = ?",
    "visibility": "visibility = ?",
    "tag": "ordinal IN (SELECT ordinal FROM tags WHERE tag = ?)",
    "chosen": "is_chosen = ?",
    "media": "has_media = ?",
    "known": "is_known = ?",
    "empty": "is_empty = ?",
}
FILE = "file, name, ordinal, place, reason"
PICK = (
    "ordinal, at, visibility, is_known, is_chosen, changes, "
    "(SELECT COUNT(*) FROM beside WHERE beside.ordinal = picks.ordinal)"
)
Found = tuple[int, str, Post, datetime | None]


@dataclass(frozen=True, slots=True)
class Beside:
    """A file given beside an export. `file` names it here; `ordinal` and `place` say to which post it belongs."""

    file: str
    name: str
    ordinal: int | None = None
    place: int | None = None
    reason: str = ""  # file, id, time, words or hand


@dataclass(frozen=True, slots=True)
class Pick:
    """One post, as far as its owner decided about it."""

    ordinal: int
    at: datetime | None
    visibility: str
    is_known: bool
    is_chosen: bool
    changes: dict[str, Any] = field(default_factory=dict)
    found_beside: int = 0


class Picks:
    """The file; `fresh` begins it anew."""

    def __init__(self, path: Path, *, fresh: bool = False) -> None:
        if fresh:
            path.unlink(missing_ok=True)
        elif not path.exists():
            raise FileNotFoundError(path)
        self._connection = sqlite3.connect(path, isolation_level=None, timeout=20)
        if fresh:
            self._connection.executescript(SCHEMA)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._connection.close()

    def add(self, posts: Sequence[Found], *, known: set[str]) -> None:
        """Posts in the order of the export; those that came before are known."""
        with self._together():
            for ordinal, source_id, post, at in posts:
                self._connection.execute(
                    "INSERT OR REPLACE INTO picks (ordinal, source_id, at, year, visibility, claimed, has_media, "
                    "is_empty, is_known) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (
                        ordinal,
                        source_id,
                        at.isoformat() if at else "",
                        at.year if at else 0,
                        post.visibility,
                        post.claimed,
                        any(medium.member for medium in post.media),
                        not (post.title or post.text),
                        source_id in known,
                    ),
                )
                rows = ((tag.casefold(), ordinal) for tag in dict.fromkeys(post.tags))
                self._connection.executemany("INSERT OR IGNORE INTO tags VALUES (?, ?)", rows)

    def summary(self) -> dict[str, Any]:
        """Numbers of the whole: by year, tag and visibility, how many are chosen, known, without a caption."""
        one = self._connection.execute
        total, chosen, known, media, empty = one(
            "SELECT COUNT(*), TOTAL(is_chosen AND NOT is_known), TOTAL(is_known), TOTAL(has_media), TOTAL(is_empty) "
            "FROM picks"
        ).fetchone()
        tags = one("SELECT tag, COUNT(*) AS n FROM tags GROUP BY tag ORDER BY n DESC, tag LIMIT ?", (MOST_TAGS,))
        return {
            "total": total,
            "chosen": int(chosen),
            "known": int(known),
            "with_media": int(media),
            "empty": int(empty),
            "years": dict(one("SELECT year, COUNT(*) FROM picks GROUP BY year ORDER BY year DESC")),
            "tags": dict(tags),
            "visibilities": dict(one("SELECT visibility, COUNT(*) FROM picks GROUP BY visibility")),
        }

    def page(self, *, after: str = "", limit: int = 24, filters: dict[str, Any] | None = None) -> list[Pick]:
        """Picks behind the cursor `at|ordinal` of the last one, newest first."""
        where, values = _where(filters or {})
        at, bar, ordinal = after.rpartition("|")
        if bar and ordinal.isdecimal():
            where.append("(at, ordinal) < (?, ?)")
            values += [at, int(ordinal[:18])]
        rows = self._connection.execute(
            f"SELECT {PICK} FROM picks"  # noqa: S608 - our own words
            f"{' WHERE ' if where else ''}{' AND '.join(where)} ORDER BY at DESC, ordinal DESC LIMIT ?",
            (*values, limit),
        )
        return [_pick(row) for row in rows]

    def of(self, ordinals: Iterable[int]) -> dict[int, Pick]:
        """Picks by ordinal."""
        found: dict[int, Pick] = {}
        for some in _chunks(ordinals):
            marks = ", ".join("?" * len(some))
            rows = self._connection.execute(f"SELECT {PICK} FROM picks WHERE ordinal IN ({marks})", some)  # noqa: S608
            found |= {row[0]: _pick(row) for row in rows}
        return found

    def choose(self, *, is_chosen: bool, filters: dict[str, Any] | None = None) -> int:
        """Choose, or not, everything that the filters leave; says how many."""
        where, values = _where(filters or {})
        done = self._connection.execute(
            f"UPDATE picks SET is_chosen = ?{' WHERE ' if where else ''}{' AND '.join(where)}",  # noqa: S608 - our words
            (is_chosen, *values),
        )
        return done.rowcount

    def change(self, ordinals: Iterable[int], changes: dict[str, Any], *, is_chosen: bool | None = None) -> int:
        """Merge changes into what was changed of these posts before; says how many there were."""
        count = 0
        with self._together():
            for ordinal, pick in self.of(ordinals).items():
                merged = {name: value for name, value in {**pick.changes, **changes}.items() if value is not None}
                chosen = pick.is_chosen if is_chosen is None else is_chosen
                said = json.dumps(merged, ensure_ascii=False) if merged else ""
                self._connection.execute(
                    "UPDATE picks SET changes = ?, is_chosen = ? WHERE ordinal = ?", (said, chosen, ordinal)
                )
                count += 1
        return count

    def remember(self, ordinals: Iterable[int]) -> None:
        """Keep these posts as they are now, in place of what was kept before, so that one change can be taken back."""
        with self._together():
            self._connection.execute("DELETE FROM former")
            for some in _chunks(ordinals):
                marks = ", ".join("?" * len(some))
                self._connection.execute(
                    "INSERT INTO former SELECT ordinal, changes, is_chosen FROM picks "  # noqa: S608 - marks alone
                    f"WHERE ordinal IN ({marks})",
                    some,
                )

    def count_remembered(self) -> int:
        """How many posts the last change was about; 0 when there is nothing to take back."""
        (count,) = self._connection.execute("SELECT COUNT(*) FROM former").fetchone()
        return int(count)

    def take_back(self) -> int:
        """Undo the last change; says of how many posts."""
        with self._together():
            done = self._connection.execute(
                "UPDATE picks SET changes = former.changes, is_chosen = former.is_chosen FROM former "
                "WHERE former.ordinal = picks.ordinal"
            )
            self._connection.execute("DELETE FROM former")
        return done.rowcount

    def lay_beside(self, files: Sequence[Beside]) -> None:
        """Say anew which files lie beside the posts, and to which each belongs."""
        with self._together():
            self._connection.execute("DELETE FROM beside")
            self._connection.executemany(
                "INSERT INTO beside (file, name, ordinal, place, reason) VALUES (?, ?, ?, ?, ?)",
                [(each.file, each.name, each.ordinal, each.place, each.reason) for each in files],
            )
            self._connection.execute(
                "UPDATE picks SET has_media = 1 WHERE ordinal IN (SELECT ordinal FROM beside WHERE ordinal IS NOT NULL)"
            )

    def beside(self) -> list[Beside]:
        """Every file beside the posts, by name."""
        return [Beside(*row) for row in self._connection.execute(f"SELECT {FILE} FROM beside ORDER BY name, file")]  # noqa: S608

    def put_beside(self, file: str, ordinal: int | None, place: int | None) -> bool:
        """Give a file to a place of a post by hand, or take it from there; False when there is no such file or post."""
        known = self._connection.execute("SELECT 1 FROM beside WHERE file = ?", (file,)).fetchone()
        if known is None or (ordinal is not None and not self.of([ordinal])):
            return False
        with self._together():
            if ordinal is not None:
                self._connection.execute(
                    "UPDATE beside SET ordinal = NULL, place = NULL, reason = '' WHERE ordinal = ? AND place = ?",
                    (ordinal, place),
                )
                self._connection.execute("UPDATE picks SET has_media = 1 WHERE ordinal = ?", (ordinal,))
            self._connection.execute(
                "UPDATE beside SET ordinal = ?, place = ?, reason = 'hand' WHERE file = ?", (ordinal, place, file)
            )
        return True

    def chosen(self) -> dict[str, dict[Any, int]]:
        """How many posts of each year, tag and visibility are chosen; those with none are left out."""
        one = self._connection.execute
        tags = "SELECT tag, COUNT(*) FROM tags JOIN picks USING (ordinal) WHERE is_chosen GROUP BY tag"
        return {
            "years": dict(one("SELECT year, COUNT(*) FROM picks WHERE is_chosen GROUP BY year")),
            "tags": dict(one(tags)),
            "visibilities": dict(one("SELECT visibility, COUNT(*) FROM picks WHERE is_chosen GROUP BY visibility")),
        }

    @contextmanager
    def _together(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")


def _where(filters: dict[str, Any]) -> tuple[list[str], list[Any]]:
    where, values = [], []
    for name, value in filters.items():
        if name in FILTERS and value not in (None, ""):
            where.append(FILTERS[name])
            values.append(value.casefold() if isinstance(value, str) else value)
    return where, values


def _pick(row: tuple[int, str, str, int, int, str, int]) -> Pick:
    ordinal, at, visibility, is_known, is_chosen, changes, beside = row
    moment = datetime.fromisoformat(at) if at else None
    said = json.loads(changes) if changes else {}
    return Pick(ordinal, moment, visibility, bool(is_known), bool(is_chosen), said, beside)


def _chunks(numbers: Iterable[int]) -> Iterator[list[int]]:
    found = sorted({number for number in numbers if 0 < number < 1 << 62})
    for start in range(0, len(found), TOGETHER):
        yield found[start : start + TOGETHER]
