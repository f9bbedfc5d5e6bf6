"""Ask for an archive, have it made by the worker, and throw it away when its time is over."""

import errno
import hashlib
import logging
import secrets
import shutil
import time
from datetime import timedelta
from functools import partial
from pathlib import Path

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from redbridge.accounts import queries as accounts
from redbridge.accounts.models import Person
from redbridge.events import announce
from redbridge.kit.errors import Refused, TooFast
from redbridge.kit.ids import mint
from redbridge.privacy import folders, queries
from redbridge.privacy.archive.making import PARTS, Making
from redbridge.privacy.archive.packing import BLOCK, Pack
from redbridge.privacy.events import ArchiveAsked, ArchiveReady
from redbridge.privacy.models import Departure, Forwarding

KEPT = timedelta(days=7)
STUCK = timedelta(days=1)
A_DAY = 86_400
MOST_ATTEMPTS = 5
ROOM_KEPT = 1024 * 1024 * 1024  # of the disk, for everything else that the site does
SECONDS_BETWEEN_WORDS = 0.5
State = Departure.State
RUNNING = (State.ASKED, State.WORKING)
_log = logging.getLogger(__name__)


class Dropped(Exception):  # noqa: N818 - a sentence, not an error of this code
    """Whoever asked no longer wants it, or is gone."""


def ask_archive(actor: Person, *, parts: list[str] | tuple[str, ...] = PARTS) -> Departure:
    """Have everything that is kept about the actor put into one file; whoever is suspended may, too.

    One at a time, two a day; asked again while one is made, that one is the answer. Announces ArchiveAsked.
    """
    chosen = [part for part in PARTS if part in parts]
    if not chosen or set(parts) - set(PARTS):
        raise Refused(_("Choose at least one part."), field="parts", code="empty")
    accounts.sign_in_of(actor)
    if running := Departure.objects.filter(person=actor, state__in=RUNNING).first():
        return running
    if not queries.archives_left(actor):
        raise TooFast(_("Two archives a day are enough for everybody. Ask again tomorrow."), retry_after=A_DAY // 2)
    try:
        with transaction.atomic():
            row = Departure.objects.create(id=mint(), person=actor, secret=secrets.token_hex(16), parts=chosen)
            announce(ArchiveAsked(row.id))
    except IntegrityError:
        return Departure.objects.get(person=actor, state__in=RUNNING)
    return row


def drop_archive(actor: Person, *, departure_id: int) -> Departure:
    """Throw an archive of the actor's away, finished or not."""
    row = queries.own_archive(actor, departure_id=departure_id)
    with transaction.atomic():
        Departure.objects.filter(id=row.id).exclude(state=State.FAILED).update(state=State.GONE, secret="", percent=0)
        transaction.on_commit(partial(folders.remove, row.id))
    return queries.own_archive(actor, departure_id=departure_id)


def make_archive(*, departure_id: int) -> None:
    """Make an archive; for the worker. May be repeated, and goes on where a killed worker stopped."""
    row = Departure.objects.filter(id=departure_id, state__in=RUNNING).select_related("person").first()
    if row is None:
        return
    Departure.objects.filter(id=row.id).update(state=State.WORKING, attempts=F("attempts") + 1)
    if row.attempts >= MOST_ATTEMPTS:
        _fail(row, "broken")
        return
    try:
        _make(row)
    except Dropped:
        folders.remove(row.id)
    except OSError as problem:
        if problem.errno not in {errno.ENOSPC, errno.EDQUOT}:
            raise
        _fail(row, "room")


def write_archive(person: Person, *, target: Path) -> dict[str, int]:
    """The same into a file, at once; for whoever runs the site. Returns how many of each are in it."""
    folder = target.with_name(f".{target.name}.making")
    try:
        making = Making(person, PARTS, timezone.now(), lambda _part, _percent: None, moved_to=_moved_to(person))
        with translation.override(accounts.preferences_of(person).language), Pack(folder) as pack:
            counts = making.write(pack)
            pack.finish(target)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return counts


def end_archives() -> None:
    """Delete archives whose week is over, give up on those nobody makes any more, and sweep what has no row."""
    now = timezone.now()
    for row in Departure.objects.filter(state=State.READY, expires_at__lte=now):
        Departure.objects.filter(id=row.id, state=State.READY).update(state=State.GONE, secret="")
        folders.remove(row.id)
    for row in Departure.objects.filter(state__in=RUNNING, asked_at__lt=now - STUCK):
        _fail(row, "broken")
    Departure.objects.filter(state__in=[State.GONE, State.FAILED], asked_at__lt=now - timedelta(days=365)).delete()
    wanted = set(Departure.objects.filter(state__in=[*RUNNING, State.READY]).values_list("id", flat=True))
    for departure_id in list(folders.all_ids()):
        if departure_id not in wanted:
            folders.remove(departure_id)


def _make(row: Departure) -> None:
    making = Making(row.person, tuple(row.parts), row.asked_at, _Teller(row), moved_to=_moved_to(row.person))
    folder = folders.folder(row.id)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if shutil.disk_usage(folder).free < making.media_size() + ROOM_KEPT:
        _fail(row, "room")
        return
    with translation.override(accounts.preferences_of(row.person).language), Pack(folder) as pack:
        counts = making.write(pack)
        pack.finish(folders.file(row.id))
    file = folders.file(row.id)
    now = timezone.now()
    done = {"state": State.READY, "percent": 100, "doing": "", "counts": counts, "size": file.stat().st_size}
    done |= {"sha256": _checksum(file), "ready_at": now, "expires_at": now + KEPT}
    with transaction.atomic():
        rows = Departure.objects.filter(id=row.id, state=State.WORKING)
        if not rows.update(**done):
            raise Dropped
        announce(ArchiveReady(row.id, row.person_id))


class _Teller:
    """Writes down how far the work is, twice a second at most."""

    def __init__(self, row: Departure) -> None:
        self._row, self._at, self._said = row, 0.0, ("", -1)

    def __call__(self, part: str, percent: int) -> None:
        now = time.monotonic()
        if self._said == (part, percent) or (part == self._said[0] and now - self._at < SECONDS_BETWEEN_WORDS):
            return
        self._at, self._said = now, (part, percent)
        rows = Departure.objects.filter(id=self._row.id, state=State.WORKING)
        if not rows.update(doing=part, percent=min(99, percent)):
            raise Dropped


def _fail(row: Departure, problem: str) -> None:
    folders.remove(row.id)
    Departure.objects.filter(id=row.id, state__in=RUNNING).update(state=State.FAILED, problem=problem, secret="")
    _log.warning("archive %s could not be made: %s", row.id, problem)


def _moved_to(person: Person) -> str:
    row = Forwarding.objects.filter(person=person).first()
    return row.address if row else ""


def _checksum(file: Path) -> str:
    found = hashlib.sha256()
    with file.open("rb") as source:
        while block := source.read(BLOCK):
            found.update(block)
    return found.hexdigest()
