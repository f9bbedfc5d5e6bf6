"""Which pictures are kept, which are open to everybody, and which go."""

import time
from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from redbridge.kit.prepared import Prepared
from redbridge.media import folders
from redbridge.media.models import Picture, Video

ORPHAN_AGE = SOURCE_AGE = timedelta(hours=24)
STRAY_AGE_SECONDS = 24 * 3600
BATCH = 200
GONE, KEPT, DROP = Picture.Source.GONE, Picture.Source.KEPT, Picture.Source.DROP


def attach_pictures(*, picture_ids: Iterable[int], is_open: bool, keep_source: bool = False) -> None:
    """Keep pictures, open to everybody or not; called in the transaction that shows them, by whoever shows them.

    A picture that was open and no longer is gets a new secret, so that its known addresses are dead. Unless
    `keep_source`, the uploaded file goes as soon as all widths are made.
    """
    with transaction.atomic():
        ids = list(picture_ids)
        rows = _LOCKED.instances(ids=ids)
        closing = [row for row in rows if row.is_open and not is_open]
        _renew(closing)
        changed = [row.id for row in rows if not row.is_attached or row.is_open != is_open]
        if changed:
            Picture.objects.filter(id__in=changed).update(is_attached=True, is_open=is_open)
        if not keep_source:
            _drop_sources([row for row in rows if row.source == KEPT])


_LOCKED: Prepared[Picture] = Prepared(
    lambda ids: Picture.objects.select_for_update(no_key=True).filter(id__in=ids).order_by("id")
)


def release_pictures(*, picture_ids: Iterable[int]) -> None:
    """Delete pictures with their files, once the transaction around this call commits."""
    with transaction.atomic():
        rows = list(Picture.objects.select_for_update().filter(id__in=list(picture_ids)).order_by("id"))
        Picture.objects.filter(id__in=[row.id for row in rows]).delete()
        for row in rows:
            transaction.on_commit(partial(folders.remove, _folder(row)))


def release_pictures_of(*, person_id: int) -> None:
    """Delete every picture of somebody whose account is being erased."""
    release_pictures(picture_ids=Picture.objects.filter(owner_id=person_id).values_list("id", flat=True))


def purge_orphans() -> None:
    """Delete what somebody uploaded a day ago and never used."""
    old = Picture.objects.filter(is_attached=False, created_at__lt=timezone.now() - ORPHAN_AGE)
    while ids := list(old.order_by("created_at").values_list("id", flat=True)[:BATCH]):
        with transaction.atomic():
            # Somebody may just be publishing one of them.
            rows = Picture.objects.select_for_update().filter(id__in=ids, is_attached=False).order_by("id")
            release_pictures(picture_ids=list(rows.values_list("id", flat=True)))


def purge_sources() -> None:
    """Delete uploaded files a day old; what pages show was made of them."""
    done = [Picture.Progress.READY, Picture.Progress.REFUSED]
    old = Picture.objects.filter(source__in=[KEPT, DROP], progress__in=done, created_at__lt=timezone.now() - SOURCE_AGE)
    while rows := list(old.order_by("created_at")[:BATCH]):
        with transaction.atomic():
            _drop_sources(rows)


def sweep_folders() -> None:
    """Delete folders that belong to no picture and no video: a process was killed between the disk and the database."""
    batch: list[tuple[int, str, Path]] = []
    for found in folders.all_folders():
        if _is_old(found[2]):
            batch.append(found)
        if len(batch) >= BATCH:
            _sweep(batch)
            batch = []
    _sweep(batch)
    for pattern in ("incoming/*", "*/.making-*"):
        for stray in folders.root().glob(pattern):
            if _is_old(stray):
                folders.remove(stray) if stray.is_dir() else stray.unlink(missing_ok=True)


def _renew(rows: list[Picture]) -> None:
    """New secrets. The files are in both folders until the transaction is over, and then in the right one."""
    for row in rows:
        before = _folder(row)
        row.secret = folders.new_secret()
        after = _folder(row)
        if before.is_dir():
            folders.copy(before, after)
        transaction.on_commit(partial(folders.remove, before))
    if rows:
        Picture.objects.bulk_update(rows, ["secret"])


def _drop_sources(rows: list[Picture]) -> None:
    waiting = [row.id for row in rows if row.progress == Picture.Progress.PREVIEW]
    done = [row for row in rows if row.progress != Picture.Progress.PREVIEW]
    if waiting:
        Picture.objects.filter(id__in=waiting).update(source=DROP)
    if done:
        Picture.objects.filter(id__in=[row.id for row in done]).update(source=GONE)
    for row in done:
        transaction.on_commit(partial((_folder(row) / folders.SOURCE).unlink, missing_ok=True))


def _sweep(batch: list[tuple[int, str, Path]]) -> None:
    ids = [found[0] for found in batch]
    known = {pair for kind in (Picture, Video) for pair in kind.objects.filter(id__in=ids).values_list("id", "secret")}
    for picture_id, secret, path in batch:
        if (picture_id, secret) not in known:
            folders.remove(path)


def _is_old(path: Path) -> bool:
    try:
        return path.stat().st_mtime < time.time() - STRAY_AGE_SECONDS
    except FileNotFoundError:
        return False


def _folder(row: Picture) -> Path:
    return folders.folder(row.id, row.secret)
