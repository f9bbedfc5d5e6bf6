"""The Follow feed of one person: ids from the pushed rows and from the few authors that are pulled, newest first.

Two looks at most find where the notes are, one more decides which of them the viewer follows and may see as of now.
The cost depends on neither the number of notes nor that of the people followed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection, models

from redbridge.feed.models import HomeEntry, MutedWord, PulledAuthor
from redbridge.feed.muting import Words, muted_among
from redbridge.feed.places import Page
from redbridge.feed.pushing import PUSHED
from redbridge.follows.models import Follow
from redbridge.kit.prepared import Statement
from redbridge.notes import queries as notes
from redbridge.notes.models import Note

if TYPE_CHECKING:
    from redbridge.accounts.models import Person

SPARE = 6  # looked at beyond a page, for those that the viewer may not see
MOST_ROUNDS = 6
AUTHORS_A_LOOK = 100
LARGEST = 2**63 - 1
MOST_DIGITS = 19
Place = tuple[int, int]  # position and note


@dataclass(frozen=True, slots=True)
class Home:
    """Notes in order with (version, author, version of the author) and position; `next` leads on, None at the end."""

    versions: dict[int, tuple[int, int, int]]
    positions: dict[int, int]
    next: str | None


def home(viewer: "Person", *, after: str | None = None, limit: int = 24) -> Page:
    """Ids of notes of people whom the viewer follows, newest first; a cursor that cannot be read is the first page."""
    found = home_versions(viewer, after=after, limit=limit)
    return Page(list(found.versions), found.next)


def home_versions(viewer: "Person", *, after: str | None = None, limit: int = 24) -> Home:
    """The same for those who keep ready cards: what a note looks like is a matter of these versions.

    Pages are filled from further down where the viewer may not see some. It gives up after some rounds with a shorter
    page, so that nobody pays for thousands of notes they may not see.
    """
    at = last = _read(after)
    window = limit + SPARE
    shown: dict[int, tuple[int, int, int]] = {}
    positions: dict[int, int] = {}
    for _ in range(MOST_ROUNDS):
        places, words = _places(viewer.id, at, window)
        found = notes.followed_versions(viewer, ids=[note_id for _, note_id in places])
        for note_id in muted_among(viewer, words, list(found)):
            del found[note_id]
        for at, note_id in places:
            if note_id not in found:
                continue
            if len(shown) == limit:
                return Home(shown, positions, str(last))
            shown[note_id], positions[note_id], last = found[note_id], at, at
        if len(places) < window:
            return Home(shown, positions, None)
    return Home(shown, positions, str(at))


def _places(viewer_id: int, at: int, count: int) -> tuple[list[Place], Words]:
    """The next so many places below `at` where a note may be, and the words that the viewer muted."""
    rows = _PLACES.rows(viewer_id, at, count, viewer_id, Follow.State.ACCEPTED, viewer_id)
    pushed = [(position, note_id) for position, note_id, author_id, word in rows if author_id is None and not word]
    authors = [author_id for _, _, author_id, _ in rows if author_id is not None]
    words = Words.of(word for _, _, _, word in rows if word)
    if not authors:
        return pushed, words
    found = set(pushed)
    for start in range(0, len(authors), AUTHORS_A_LOOK):
        found.update(_newest_by(authors[start : start + AUTHORS_A_LOOK], at, count))
    return sorted(found, reverse=True)[:count], words


def _newest_by(authors: Sequence[int], at: int, count: int) -> list[Place]:
    """The newest of each author below `at`, each part read from the index of authors alone."""
    visible = ", ".join(["%s"] * len(PUSHED))
    one = (
        f"SELECT * FROM (SELECT position, id FROM {_table(Note)} WHERE author_id = %s AND position < %s"  # noqa: S608
        f" AND deleted_at IS NULL AND visibility IN ({visible}) ORDER BY position DESC LIMIT %s) AS newest"
    )
    sql = " UNION ALL ".join([one] * len(authors))
    return _run(sql, [value for author_id in authors for value in (author_id, at, *PUSHED, count)])


def _sql() -> str:
    """The pushed places; beside them everybody whose notes must be looked up, and the words that the viewer muted.

    Of the two tables of the second part the short one is read and the long one asked: CROSS JOIN keeps SQLite to it.
    """
    return (
        "SELECT position, note_id, NULL AS author_id, '' AS word FROM"  # noqa: S608 - our own tables
        f" (SELECT position, note_id FROM {_table(HomeEntry)} WHERE viewer_id = %s AND position < %s"
        " ORDER BY position DESC LIMIT %s) AS pushed"
        f" UNION ALL SELECT 0, 0, pulled.person_id, '' FROM {_table(PulledAuthor)} AS pulled"
        f" CROSS JOIN {_table(Follow)} AS follow"
        " WHERE follow.follower_id = %s AND follow.followed_id = pulled.person_id AND follow.state = %s"
        f" UNION ALL SELECT 0, 0, NULL, word FROM {_table(MutedWord)} WHERE person_id = %s"
    )


_PLACES = Statement(_sql)


def _run(sql: str, parameters: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def _table(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _read(cursor: str | None) -> int:
    text = cursor or ""
    if not text.isascii() or not text.removeprefix("-").isdecimal() or len(text) > MOST_DIGITS + 1:
        return LARGEST
    return max(-LARGEST, min(int(text), LARGEST))
