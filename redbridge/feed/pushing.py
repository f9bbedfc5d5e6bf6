"""Keep the Follow feeds filled: each note gets a row in the feed of everybody who follows its author.

A row only says where to look; whether the viewer follows the author and may see the note is asked when the feed is read
(`home`). So a row too many shows nothing, and only a missing one would be a fault. Everything here therefore brings
rows in line with what is true now, not with what happened: it may run late, twice, or beside itself.

Authors with very many followers are not pushed; readers look their notes up. All writes go in small batches, so that
SQLite's one write lock is free again within milliseconds.
"""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q

from redbridge.accounts.models import Person
from redbridge.events import announce
from redbridge.feed.events import NoteToPush
from redbridge.feed.models import HomeEntry, PulledAuthor
from redbridge.follows import queries as follows
from redbridge.follows.models import Follow
from redbridge.notes.models import Note, Visibility

FIRST_NOTES = 50  # of somebody newly followed
KEPT = 1_000  # entries of a feed
NEAR = 2_000  # with more followers than that, a note is pushed by the bulk worker
LEAVES_AT = 0.9  # of the number at which an author is pulled, so that nobody goes back and forth
SMALLEST, FIRST, LARGEST = 50, 250, 2_000  # rows of a batch
LONG, SHORT = 0.010, 0.004  # seconds of a batch after which the next one is smaller or larger
PEOPLE_A_LOOK = 500
PUSHED = (Visibility.EVERYONE, Visibility.FOLLOWERS, Visibility.MUTUALS)
IN_FEEDS = Q(visibility__in=PUSHED, is_claimed=False, deleted_at__isnull=True)
Told = Callable[[float], object]


def push_note(*, note_id: int, only_near: bool = False, told: Told | None = None) -> None:
    """Bring the note's rows in the feeds of its author's followers in line with who may see it at all.

    With `only_near`, a note for very many announces NoteToPush instead, which the bulk worker answers. `told` hears
    how many seconds each batch kept others from writing.
    """
    note = Note.objects.filter(id=note_id).first()
    if note is None or is_pulled(author_id=note.author_id):
        return
    if only_near and _follower_count(note.author_id) > NEAR:
        announce(NoteToPush(note_id))
        return
    is_wanted = _is_wanted(note)
    viewers = _audience(note, even_distant=not is_wanted)
    batches = _Batches(viewers, told)
    for batch in batches:
        with batches.transaction():
            now = Note.objects.select_for_update(no_key=True).filter(id=note_id).first()
            if now is None or _is_wanted(now) != is_wanted:
                return  # what changed it was announced, and does the rest
            if is_wanted:
                _write(batch, [note])
            else:
                HomeEntry.objects.filter(viewer__in=batch, position=note.position, note=note_id).delete()


def fill_feed(*, viewer_id: int, author_id: int) -> None:
    """Put the author's newest notes into the feed of a follower; take all of them out of anybody else's."""
    with transaction.atomic():
        # The lock under which they follow and unfollow, so that what is seen here is true until the end.
        viewer = Person.objects.select_for_update(no_key=True).filter(id=viewer_id).first()
        if viewer is None:
            return
        if not follows.follows_any(viewer, [author_id]):
            _take_out(viewer_id, author_id)
        elif not is_pulled(author_id=author_id):
            is_mutual = bool(follows.mutuals_any(viewer, [author_id]))
            _write([viewer_id], _newest_of(author_id, even_mutual=is_mutual))


def is_pulled(*, author_id: int) -> bool:
    """Whether readers look up the author's notes; somebody with too many followers is from now on."""
    found = PulledAuthor.objects.filter(person=author_id).first()
    is_heavy = _follower_count(author_id) > settings.FEED_PULLED_FROM
    if not is_heavy or (found and not found.is_leaving):
        return found is not None and not found.is_leaving
    PulledAuthor.objects.update_or_create(person_id=author_id, defaults={"is_leaving": False})
    return True


def push_authors_again(told: Told | None = None) -> None:
    """Fill the feeds of those who follow somebody that no longer has too many followers."""
    most = settings.FEED_PULLED_FROM * LEAVES_AT
    for author_id in list(PulledAuthor.objects.values_list("person_id", flat=True)):
        if _follower_count(author_id) > most:
            continue
        PulledAuthor.objects.filter(person=author_id).update(is_leaving=True)  # new notes are pushed from here on
        batches = _Batches(_followers(author_id, Q()), told, rows_each=FIRST_NOTES)
        for batch in batches:
            with batches.transaction():
                _write(batch, _newest_of(author_id, even_mutual=True))
        PulledAuthor.objects.filter(person=author_id, is_leaving=True).delete()


def tend_feeds() -> None:
    """Forget what lies so far down that nobody goes there, and fill what is empty, as after the upgrade to feeds."""
    last = 0
    while ids := list(Person.objects.filter(id__gt=last).order_by("id").values_list("id", flat=True)[:PEOPLE_A_LOOK]):
        for viewer_id in ids:
            rows = HomeEntry.objects.filter(viewer=viewer_id).order_by("-position").values_list("position", flat=True)
            if beyond := list(rows[KEPT : KEPT + 1]):
                HomeEntry.objects.filter(viewer=viewer_id, position__lte=beyond[0]).delete()
            elif not rows.exists():
                _fill_from_all(viewer_id)
        last = ids[-1]


def _fill_from_all(viewer_id: int) -> None:
    followed = Follow.objects.filter(follower=viewer_id, state=Follow.State.ACCEPTED).order_by("id")
    for author_id in list(followed.values_list("followed_id", flat=True)):
        if Note.objects.filter(IN_FEEDS, author=author_id).exists():
            fill_feed(viewer_id=viewer_id, author_id=author_id)


def _is_wanted(note: Note) -> bool:
    return note.visibility in PUSHED and note.deleted_at is None and not note.is_claimed


def _audience(note: Note, *, even_distant: bool) -> list[int]:
    """Whose feeds the note belongs into, in order; `even_distant`: whose feeds it may be in."""
    if note.visibility != Visibility.MUTUALS or even_distant:
        return _followers(note.author_id, Q())
    ties = Follow.objects.filter(state=Follow.State.ACCEPTED)
    back = ties.filter(follower=note.author_id, followed=OuterRef("follower"))
    return _followers(note.author_id, Q(Exists(back)))


def _followers(author_id: int, which: Q) -> list[int]:
    """Sorted, so that a batch writes to neighboring feeds and two batches never wait for each other."""
    rows = Follow.objects.filter(which, followed=author_id, state=Follow.State.ACCEPTED)
    return sorted(rows.values_list("follower_id", flat=True))


def _follower_count(author_id: int) -> int:
    return follows.tallies([author_id])[author_id].followers


def _newest_of(author_id: int, *, even_mutual: bool) -> list[Note]:
    rows = Note.objects.filter(IN_FEEDS, author=author_id)
    if not even_mutual:
        rows = rows.exclude(visibility=Visibility.MUTUALS)
    return list(rows.only("id", "position", "author_id").order_by("-position")[:FIRST_NOTES])


def _take_out(viewer_id: int, author_id: int) -> None:
    rows = HomeEntry.objects.filter(viewer=viewer_id, note__author=author_id)
    positions = list(rows.values_list("position", flat=True))
    if positions:
        HomeEntry.objects.filter(viewer=viewer_id, position__in=positions).delete()


def _write(viewers: Sequence[int], notes: Sequence[Note]) -> None:
    """One statement a note for all who still follow its author; what is there stays as it is."""
    table = connection.ops.quote_name(HomeEntry._meta.db_table)
    follows_table = connection.ops.quote_name(Follow._meta.db_table)
    listed = "unnest(%s::bigint[])" if connection.vendor == "postgresql" else "json_each(%s)"
    ids = list(viewers) if connection.vendor == "postgresql" else json.dumps(list(viewers))
    sql = (
        f"INSERT INTO {table} (viewer_id, position, note_id) "  # noqa: S608 - our own table
        f"SELECT value, %s, %s FROM {listed} AS listed(value) WHERE EXISTS (SELECT 1 FROM {follows_table} "
        "WHERE follower_id = value AND followed_id = %s AND state = %s) ON CONFLICT DO NOTHING"
    )
    if connection.vendor == "sqlite":
        sql = sql.replace("AS listed(value) ", "")
    with connection.cursor() as cursor:
        for note in notes:
            cursor.execute(sql, [note.position, note.id, ids, note.author_id, Follow.State.ACCEPTED])


class _Batches:
    """Cuts ids into batches as large as the database swallows in a moment, with as long a rest for others between."""

    def __init__(self, ids: list[int], told: Told | None, *, rows_each: int = 1) -> None:
        self._ids, self._told, self._rows_each = ids, told, rows_each
        self._took = 0.0

    def __iter__(self) -> Iterator[list[int]]:
        rows, start = FIRST, 0
        while start < len(self._ids):
            if start and connection.vendor == "sqlite":
                time.sleep(self._took)
            size = max(rows // self._rows_each, 1)
            yield self._ids[start : start + size]
            start += size
            if self._took > LONG:
                rows = max(rows // 2, SMALLEST)
            elif self._took < SHORT:
                rows = min(rows * 2, LARGEST)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """What keeps others from writing; the wait for one's turn is not counted."""
        began = 0.0
        try:
            with transaction.atomic():
                began = time.monotonic()
                yield
        finally:
            self._took = time.monotonic() - began if began else 0.0
            if self._told:
                self._told(self._took)
