"""From what was picked to notes, drafts, slots and tokens: in small batches, each of which moves the cursor with it."""

import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Container
from contextlib import closing
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from redbridge.accounts.models import Person
from redbridge.arrival import folders, jobs
from redbridge.arrival.actions import introducing, receiving, tying
from redbridge.arrival.actions.carrying import Carried, Carrier
from redbridge.arrival.actions.choosing import start_import
from redbridge.arrival.actions.scanning import scan_arrival
from redbridge.arrival.actions.uploading import give_file
from redbridge.arrival.events import ArrivalDone, ImportAsked
from redbridge.arrival.files import Files
from redbridge.arrival.models import Arrival
from redbridge.arrival.picks import Picks
from redbridge.arrival.reading.rowstore import RowStore
from redbridge.arrival.sources.shape import Unreadable
from redbridge.events import announce
from redbridge.kit import limits

SECONDS, POSTS = 2.0, 50  # of a batch, after which other work has its turn
TOGETHER = 8  # posts that are prepared and then written in one transaction
ROWS = 1_000
CAREFUL, HOPELESS = 2, 4  # attempts at one place after which posts go one by one, and after which one is given up
STALLED = timedelta(minutes=10)
TURN = 0.05  # seconds in which somebody else has theirs
STAGE = 40  # bits of the cursor below the number of its stage
TIES = 1 << (STAGE - 1)  # from here on in the stage of posts, those that came are tied to each other
TIED = 50  # notes in one transaction
# Whom somebody blocked comes first: nobody whom somebody left behind may ever be suggested.
STAGES = (
    *("blocked", "muted", "posts", "following", "followers"),
    *("hashtags", "interests", "searches", "shop", "collections", "comments"),
    *("saved", "likes", "reposts", "bookmarks", "watched", "deleted"),
)
STATES = ("imported", "skipped", "duplicate", "failed")
State = Arrival.State


class Stopped(Exception):  # noqa: N818 - a sentence, not an error of this code
    """The upload was paused or dropped, or somebody else went on with it meanwhile."""


def import_batch(*, arrival_id: int, gives_way: bool = True) -> bool:
    """Bring in the next part of an upload; for the worker. May be repeated: at most one batch is done again.

    Says whether more is left, and then announces ImportAsked for it, so that other work has its turn in between.
    """
    with jobs.alone(arrival_id) as is_mine:
        arrival = _take(arrival_id) if is_mine else None
        if arrival is None or arrival.person is None:
            return False
        if gives_way:
            jobs.give_way()
        try:
            with RowStore(folders.rows(arrival.id)) as rows, Picks(folders.picks(arrival.id)) as picks:
                batch = Batch(arrival, arrival.person, rows, picks)
                with closing(batch):
                    is_done = batch.run()
        except Stopped:
            return False
        except FileNotFoundError:
            _give_up(arrival.id, "rows_gone")
            return False
    if not is_done:
        announce(ImportAsked(arrival_id))
    return not is_done


def arrive_now(person: Person, *, source: Path, name: str) -> dict[str, Any]:
    """Read and bring in everything of a file or folder in this process; gives the report with what became of the rows.

    Raises Unreadable for what cannot be read. For the operator's command: no limits hold.
    """
    with limits.paused():
        arrival = give_file(person, source=source, name=name)
        _take_turns(arrival, {State.UPLOADED, State.SCANNING}, scan_arrival)
        if arrival.state == State.FAILED:
            raise Unreadable(arrival.problem, arrival.problem_at)
        start_import(person, arrival_id=arrival.id)
        _take_turns(arrival, {State.IMPORTING}, partial(import_batch, gives_way=False))  # perhaps no worker lives
    return {**arrival.report, **{name: getattr(arrival, name) for name in STATES}, "arrival": arrival.id}


def _take_turns(arrival: Arrival, states: Container[str], step: Callable[..., object]) -> None:
    """Go on until these states are over; the workers of a site that runs were told of the upload, too, and may help."""
    while True:
        step(arrival_id=arrival.id)
        arrival.refresh_from_db()
        if arrival.state not in states:
            return
        time.sleep(TURN)


def wake_stalled() -> None:
    """Imports that nobody goes on with although they are not paused; for the clock."""
    old = Arrival.objects.filter(state=State.IMPORTING, updated_at__lt=timezone.now() - STALLED)
    for arrival_id in old.values_list("id", flat=True):
        announce(ImportAsked(arrival_id))


class Batch:
    """One turn of one import."""

    def __init__(self, arrival: Arrival, person: Person, rows: RowStore, picks: Picks) -> None:
        self._arrival, self._person, self._rows, self._picks = arrival, person, rows, picks
        self._until, self._posts = time.monotonic() + SECONDS, 0
        self._files: Files | None = None  # opened once for all posts of a turn: an archive may list many thousands

    def close(self) -> None:
        """Let go of the upload's files."""
        if self._files is not None:
            self._files.close()

    def run(self) -> bool:
        """Go on for a moment; True when nothing is left."""
        if self._arrival.cursor == 0:
            self._begin()
        while True:
            stage, after = self._arrival.cursor >> STAGE, self._arrival.cursor & ((1 << STAGE) - 1)
            if stage >= len(STAGES):
                self._finish()
                return True
            self._step(STAGES[stage], after, (stage + 1) << STAGE)
            if time.monotonic() > self._until or self._posts >= POSTS:
                return False

    def _step(self, section: str, after: int, next_stage: int) -> None:
        if section == "posts" and self._wants("posts"):
            self._some_posts(after, next_stage)
        elif section == "deleted" or not self._wants(section):
            reason = "deleted" if section == "deleted" else "not_wanted"
            self._skip(section, reason, after, next_stage)
        else:
            self._some_rows(section, after, next_stage)

    def _begin(self) -> None:
        """Rows that ended while they were read are counted, and the profile is offered."""
        before = Counter({state: rows for state, rows in self._rows.counts().items() if state in STATES})
        if self._wants("profile") and self._arrival.attempts <= CAREFUL:
            introducing.take_profile(self._person, self._arrival)
        self._move(1, lambda: before)

    def _some_posts(self, after: int, next_stage: int) -> None:
        stage = next_stage - (1 << STAGE)
        together = 1 if self._arrival.attempts > CAREFUL else TOGETHER
        if after >= TIES:
            self._some_ties(after - TIES, next_stage)
            return
        found = self._rows.posts(after, together)
        if not found:
            self._move(stage + TIES, Counter)
            return
        if self._arrival.attempts > HOPELESS:  # it killed several workers
            self._rows.mark([found[0][0]], "failed", "too_heavy")
            self._move(stage + found[0][0], lambda: Counter(failed=1))
            return
        self._files = self._files or Files(self._arrival)
        carrier = Carrier(self._arrival, self._person, self._files)
        carried = carrier.prepare(found, self._picks.of(ordinal for ordinal, _, _, _ in found))
        try:
            self._move(stage + found[-1][0], lambda: carrier.write(carried))
        except Stopped:
            carrier.forget(carried)
            raise
        self._mark(carried)
        self._posts += len(carried)

    def _some_ties(self, after: int, next_stage: int) -> None:
        found = self._rows.tied(after, TIED)
        if not found or self._arrival.attempts > HOPELESS:
            self._move(next_stage, Counter)
            return

        def write() -> Counter[str]:
            tying.tie_again(self._person, self._arrival, found)
            return Counter()

        self._move(next_stage - (1 << STAGE) + TIES + found[-1].ordinal, write)

    def _some_rows(self, section: str, after: int, next_stage: int) -> None:
        stage = next_stage - (1 << STAGE)
        rows = self._rows.section(section, after, ROWS)
        if not rows:
            self._move(next_stage, Counter)
            return
        if self._arrival.attempts > HOPELESS:
            self._rows.mark([row.ordinal for row in rows], "failed", "broken")
            self._move(stage + rows[-1].ordinal, lambda: Counter(failed=len(rows)))
            return
        new: set[int] = set()

        def write() -> Counter[str]:
            new.update(receiving.take_rows(self._person, self._arrival, section, rows))
            return Counter(imported=len(new), duplicate=len(rows) - len(new))

        self._move(stage + rows[-1].ordinal, write)
        self._rows.mark([row.ordinal for row in rows if row.ordinal in new], "imported")
        self._rows.mark([row.ordinal for row in rows if row.ordinal not in new], "duplicate", "known")

    def _skip(self, section: str, reason: str, after: int, next_stage: int) -> None:
        count = _count_after(folders.rows(self._arrival.id), section, after)
        self._move(next_stage, lambda: Counter(skipped=count))
        self._rows.mark_section(section, "skipped", reason)

    def _mark(self, carried: list[Carried]) -> None:
        by_end: dict[tuple[str, str], list[int]] = {}
        for each in carried:
            by_end.setdefault((each.state, each.reason), []).append(each.ordinal)
        for (state, reason), ordinals in by_end.items():
            self._rows.mark(ordinals, state, reason)

    def _move(self, cursor: int, write: Callable[[], Counter[str]]) -> None:
        """Write and move the cursor in one transaction; Stopped when the upload is not ours any more."""
        with transaction.atomic():
            Person.objects.select_for_update(no_key=True).get(id=self._person.id)
            row = Arrival.objects.select_for_update().filter(id=self._arrival.id, state=State.IMPORTING).first()
            if row is None or row.cursor != self._arrival.cursor:
                raise Stopped
            counts = write()
            row.cursor, row.attempts, row.updated_at = cursor, 0, timezone.now()
            for state in STATES:
                setattr(row, state, getattr(row, state) + counts[state])
            done = row.imported + row.skipped + row.duplicate + row.failed
            row.percent = min(99, done * 100 // max(row.seen, 1))
            row.save(update_fields=["cursor", "attempts", "updated_at", "percent", *STATES])
        self._arrival.cursor, self._arrival.attempts = cursor, 0

    def _finish(self) -> None:
        report = {"reasons": self._rows.reasons(), "summary": self._picks.summary()}
        now = timezone.now()
        with transaction.atomic():
            row = Arrival.objects.select_for_update().filter(id=self._arrival.id, state=State.IMPORTING).first()
            if row is None:
                raise Stopped
            row.state, row.percent, row.updated_at, row.finished_at, row.file_deleted_at = (
                State.DONE,
                100,
                now,
                now,
                now,
            )
            row.report = {**row.report, **report, **{name: getattr(row, name) for name in STATES}}
            row.save()
            announce(ArrivalDone(row.id, self._person.id))
            transaction.on_commit(lambda: folders.drop_raw(self._arrival.id))

    def _wants(self, kind: str) -> bool:
        return bool(self._arrival.consents.get(kind, False))


def _count_after(path: Path, section: str, after: int) -> int:
    with closing(sqlite3.connect(path)) as connection:
        sql = "SELECT COUNT(*) FROM rows WHERE section = ? AND ordinal > ?"
        return int(connection.execute(sql, (section, after)).fetchone()[0])


def _take(arrival_id: int) -> Arrival | None:
    """The upload, with one attempt more at its present place."""
    with transaction.atomic():
        row = Arrival.objects.select_for_update(of=("self",)).select_related("person").filter(id=arrival_id).first()
        if row is None or row.state != State.IMPORTING or row.person is None:
            return None
        if not row.person.is_shown:  # suspended meanwhile: it may go on afterwards
            Arrival.objects.filter(id=row.id).update(state=State.PAUSED, updated_at=timezone.now())
            return None
        row.attempts += 1
        row.save(update_fields=["attempts"])
        return row


def _give_up(arrival_id: int, code: str) -> None:
    now = timezone.now()
    mine = Arrival.objects.filter(id=arrival_id, state=State.IMPORTING)
    mine.update(state=State.FAILED, problem=code, updated_at=now, finished_at=now)
