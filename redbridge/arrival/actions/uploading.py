"""From the first part of a file that somebody brings to the whole upload."""

import fcntl
import hashlib
import json
import os
from datetime import timedelta
from pathlib import Path
from typing import Any, BinaryIO

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from redbridge.accounts.models import Person
from redbridge.arrival import folders
from redbridge.arrival.events import ArrivalUploaded, MediaGiven
from redbridge.arrival.models import Arrival, WaitingNewcomer
from redbridge.arrival.queries.jobs import get_arrival
from redbridge.events import announce
from redbridge.kit import limits, receiving
from redbridge.kit.errors import NotAllowed, NotFound, Refused
from redbridge.kit.receiving import OffsetWrong, Readable
from redbridge.kit.text import tidy_line

GIGABYTE = 1024**3
MOST_BYTES = 2 * GIGABYTE
MOST_PART = 8 * 1024 * 1024
MOST_PLAIN = 256 * 1024 * 1024  # in one plain form
MOST_MEDIUM = 500 * 1024 * 1024
MOST_MEDIA = 2_000  # files beside an export
ROOM_KEPT = 2 * GIGABYTE  # of the disk, for everything else that the site does
ARRIVALS_A_DAY = 3
MOST_OPEN = 3
LONGEST_NAME = 200
UNFINISHED = timedelta(hours=72)
State = Arrival.State
Owner = Person | WaitingNewcomer


def begin_arrival(actor: Owner, *, name: str, size: int) -> Arrival:
    """Make room for an upload of so many bytes that comes in parts. Refused, beside `file`, when it cannot be taken."""
    _check_owner(actor)
    check_size(size)
    check_room(size)
    limits.require(f"arrival:{_key(actor)}", limit=ARRIVALS_A_DAY, seconds=86_400)
    with transaction.atomic():
        _lock_owner(actor)
        waiting = Arrival.objects.filter(**_owned(actor), state__in=[State.RECEIVING, State.UPLOADED, State.SCANNING])
        if waiting.filter(updated_at__gt=timezone.now() - UNFINISHED).count() >= MOST_OPEN:
            raise Refused(
                _("You have three uploads on their way already. Finish or drop one first."),
                field="file",
                code="too_many",
            )
        shown = tidy_line(name.replace("\\", "/").rsplit("/", 1)[-1])[:LONGEST_NAME] or "export"
        arrival = Arrival.objects.create(**_owned(actor), name=shown, size=size, updated_at=timezone.now())
    folders.make(arrival.id)
    return arrival


def receive_part(actor: Owner, *, arrival_id: int, offset: int, chunk: bytes) -> Arrival:
    """Take the next up to 8 MB of an upload; the last part ends it. Announces ArrivalUploaded with the last one.

    OffsetWrong (code `offset`, with `received`) when the part does not begin where the last one ended, so that a
    device goes on after a lost line.
    """
    arrival = get_arrival(actor, arrival_id=arrival_id)
    if arrival.state != State.RECEIVING:
        raise OffsetWrong(arrival.received)
    if len(chunk) > MOST_PART:
        raise Refused(_("Send parts of at most 8 MB."), field="file", code="chunk_too_big")
    if offset < 0 or offset + len(chunk) > arrival.size:
        raise Refused(_("This is more than was announced. Choose the file again."), field="file", code="too_much")
    path = folders.make(arrival.id) / folders.UPLOAD
    with receiving.growing(path, received=arrival.received, mode=folders.FILE_MODE) as file:
        return _append(arrival, file, offset, chunk)


def give_file(actor: Owner, *, source: Path | BinaryIO | Readable, name: str, most: int = MOST_BYTES) -> Arrival:
    """Take a whole file, as a plain form or a command sends it, or a folder of this machine. Announces ArrivalUploaded.

    A plain form says `most=MOST_PLAIN`.
    """
    if isinstance(source, Path) and source.is_dir():
        arrival = begin_arrival(actor, name=name, size=1)
        folders.upload(arrival.id).symlink_to(source.resolve(), target_is_directory=True)
        return _end(arrival, 1)
    _check_owner(actor)
    received = folders.root() / f".incoming-{os.urandom(8).hex()}"
    try:
        size = receive(source, received, most=most)
        arrival = begin_arrival(actor, name=name, size=size)
        received.replace(folders.upload(arrival.id))
        return _end(arrival, size)
    finally:
        received.unlink(missing_ok=True)


def add_media(actor: Person, *, arrival_id: int, name: str, source: Path | BinaryIO | Readable) -> Arrival:
    """Take a picture or video, or a zip of them, beside an export that was read; it finds its post (MediaGiven)."""
    arrival = get_arrival(actor, arrival_id=arrival_id)
    if arrival.state not in {State.PREVIEWED, State.PAUSED} or arrival.file_deleted_at is not None:
        raise Refused(_("Files can be added while you choose. Bring the export once more to add some."), code="late")
    check_room(0)
    folder = folders.media(arrival.id)
    folder.mkdir(exist_ok=True, mode=folders.FOLDER_MODE)
    coming = folder / f".incoming-{os.urandom(8).hex()}"
    try:
        receive(source, coming, most=MOST_MEDIUM)
        with coming.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        coming.replace(folder / digest)
    finally:
        coming.unlink(missing_ok=True)
    _remember_name(arrival, digest, name)
    with transaction.atomic():
        Arrival.objects.filter(id=arrival.id).update(updated_at=timezone.now())
        announce(MediaGiven(arrival.id))
    return arrival


def drop_arrival(actor: Owner, *, arrival_id: int) -> None:
    """Throw an upload away with everything read from it; what was brought in stays."""
    arrival = get_arrival(actor, arrival_id=arrival_id)
    with transaction.atomic():
        row = Arrival.objects.select_for_update().filter(id=arrival.id).first()
        if row is None:
            return
        if row.state == State.IMPORTING:
            raise Refused(_("Pause the import first."), code="running")
        if row.imported or row.state in {State.DONE, State.UNDONE}:
            row.file_deleted_at, row.report = timezone.now(), _counts_only(row.report)
            row.save(update_fields=["file_deleted_at", "report"])
            if row.state == State.PAUSED:
                Arrival.objects.filter(id=row.id).update(state=State.DONE, finished_at=timezone.now())
        else:
            row.delete()
        transaction.on_commit(lambda: folders.remove(arrival.id))


def check_size(size: int) -> None:
    if size <= 0:
        raise Refused(_("This file is empty. Choose the export again."), field="file", code="empty")
    if size == MOST_BYTES:
        raise Refused(
            _(
                "This file is exactly 2 GB, so it is probably one part of an export that was cut. "
                "Ask for the export in smaller parts, or for JSON alone."
            ),
            field="file",
            code="cut",
        )
    if size > MOST_BYTES:
        raise Refused(
            _("This file is larger than 2 GB. Ask for the export in smaller parts, or without media."),
            field="file",
            code="too_big",
        )


def check_room(size: int) -> None:
    if folders.free_bytes() < size + ROOM_KEPT:
        raise Refused(
            _("There is little room left here at the moment. Your file is welcome as soon as there is more."),
            field="file",
            code="full",
        )


def receive(source: Path | BinaryIO | Readable, target: Path, *, most: int) -> int:
    """Write what comes to the disk and stop as soon as it is too much; gives the size."""
    try:
        return receiving.receive(source, target, most=most, mode=folders.FILE_MODE)
    except receiving.TooMuchError as too_much:
        raise Refused(
            _("This file is larger than %(most)s MB.") % {"most": most // 1024 // 1024}, field="file", code="too_big"
        ) from too_much


def _append(arrival: Arrival, file: BinaryIO, offset: int, chunk: bytes) -> Arrival:
    there = receiving.size_of(file)
    now = Arrival.objects.filter(id=arrival.id).first()
    if now is None:
        raise NotFound
    if there < now.received:  # the disk lost what the database remembers
        Arrival.objects.filter(id=now.id).update(received=there)
        raise OffsetWrong(there)
    if now.received != offset or now.state != State.RECEIVING:
        raise OffsetWrong(now.received)
    after = receiving.write_part(file, offset=offset, part=chunk)
    if after == now.size:
        return _end(now, after)
    now.received, now.updated_at = after, timezone.now()
    Arrival.objects.filter(id=now.id).update(received=after, updated_at=now.updated_at)
    return now


def _end(arrival: Arrival, size: int) -> Arrival:
    """All is here: it waits to be read, or for its newcomer to join."""
    arrival.received, arrival.state, arrival.updated_at = size, State.UPLOADED, timezone.now()
    with transaction.atomic():
        arrival.save(update_fields=["received", "state", "updated_at"])
        if arrival.person_id is not None:
            announce(ArrivalUploaded(arrival.id))
    return arrival


def _remember_name(arrival: Arrival, digest: str, name: str) -> None:
    shown = tidy_line(name.replace("\\", "/").rsplit("/", 1)[-1])[:LONGEST_NAME] or digest[:12]
    path = folders.folder(arrival.id) / folders.NAMES
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        names = folders.names(arrival.id) | {digest: shown}
        if len(names) > MOST_MEDIA:
            raise Refused(_("Up to 2,000 files fit beside an export. Put the rest into a zip."), code="too_many_files")
        coming = path.with_suffix(".new")
        coming.write_text(json.dumps(names, ensure_ascii=False), encoding="utf-8")
        coming.replace(path)


def _counts_only(report: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in report.items() if name not in {"profile", "tags"}}


def _check_owner(actor: Owner) -> None:
    if isinstance(actor, Person) and not actor.is_shown:
        raise NotAllowed(_("Your account cannot do this at the moment."))


def _key(actor: Owner) -> str:
    return f"{actor.pk}" if isinstance(actor, Person) else f"new-{actor.pk}"


def _owned(actor: Owner) -> dict[str, Any]:
    return {"person": actor} if isinstance(actor, Person) else {"newcomer": actor}


def _lock_owner(actor: Owner) -> None:
    rows = Person.objects if isinstance(actor, Person) else WaitingNewcomer.objects
    rows.select_for_update(no_key=True).get(pk=actor.pk)
