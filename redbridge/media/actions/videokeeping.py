"""Which videos are kept, which are open to everybody, and which go."""

from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from redbridge.accounts.models import Person
from redbridge.events import announce
from redbridge.kit.errors import Refused
from redbridge.kit.prepared import Prepared
from redbridge.media import folders
from redbridge.media.actions.keeping import attach_pictures, release_pictures
from redbridge.media.events import VideoChanged
from redbridge.media.models import Video
from redbridge.media.queries import own_video

ORPHAN_AGE = timedelta(hours=24)
SOURCE_AGE = timedelta(hours=24)
DRAFT_SOURCE_AGE = timedelta(days=30)
BATCH = 100
GONE, KEPT, DROP = Video.Source.GONE, Video.Source.KEPT, Video.Source.DROP


def attach_videos(*, video_ids: Iterable[int], is_open: bool, keep_source: bool = False) -> None:
    """Keep videos, open to everybody or not; called in the transaction that shows them, by whoever shows them.

    A video that was open and no longer is gets a new secret, so that its known addresses are dead. Unless
    `keep_source`, the uploaded file goes within a day. Posters are pictures: the note attaches its own; while the
    source is kept they are held with the video.
    """
    with transaction.atomic():
        rows = _LOCKED.instances(ids=list(video_ids))
        renew_videos([row for row in rows if row.is_open and not is_open])
        changed = [row.id for row in rows if not row.is_attached or row.is_open != is_open]
        if changed:
            Video.objects.filter(id__in=changed).update(is_attached=True, is_open=is_open)
        if keep_source:
            posters = [row.poster_id for row in rows if row.poster_id and row.source == KEPT]
            attach_pictures(picture_ids=posters, is_open=False, keep_source=True)
        else:
            kept = [row.id for row in rows if row.source == KEPT]
            if kept:
                Video.objects.filter(id__in=kept).update(source=DROP)


_LOCKED: Prepared[Video] = Prepared(
    lambda ids: Video.objects.select_for_update(no_key=True).filter(id__in=ids).order_by("id")
)


def renew_videos(rows: list[Video]) -> None:
    """New secrets. The files are in both folders until the transaction is over, and then in the right one."""
    for row in rows:
        before = _folder(row)
        row.secret = folders.new_secret()
        if before.is_dir():
            folders.copy(before, _folder(row))
        transaction.on_commit(partial(folders.remove, before))
    if rows:
        Video.objects.bulk_update(rows, ["secret"])


def release_videos(*, video_ids: Iterable[int]) -> None:
    """Delete videos with their files and posters, once the transaction around this call commits."""
    with transaction.atomic():
        rows = list(Video.objects.select_for_update().filter(id__in=list(video_ids)).order_by("id"))
        Video.objects.filter(id__in=[row.id for row in rows]).delete()
        release_pictures(picture_ids=[row.poster_id for row in rows if row.poster_id])
        for row in rows:
            transaction.on_commit(partial(folders.remove, _folder(row)))


def remove_video(actor: Person, *, video_id: int) -> None:
    """Throw away a video of the actor's that is in no note, finished or not."""
    with transaction.atomic():
        video = own_video(actor, video_id=video_id)
        if video.is_attached:
            raise Refused(_("A draft shows this video. Take it out there."), field="video", code="attached")
        release_videos(video_ids=[video.id])


def release_videos_of(*, person_id: int) -> None:
    """Delete every video of somebody whose account is being erased."""
    release_videos(video_ids=Video.objects.filter(owner_id=person_id).values_list("id", flat=True))


def purge_unused_videos() -> None:
    """Delete what somebody uploaded a day ago, whole or in part, and never used."""
    old = Video.objects.filter(is_attached=False, created_at__lt=timezone.now() - ORPHAN_AGE)
    while ids := list(old.order_by("created_at").values_list("id", flat=True)[:BATCH]):
        with transaction.atomic():
            rows = Video.objects.select_for_update().filter(id__in=ids, is_attached=False).order_by("id")
            release_videos(video_ids=list(rows.values_list("id", flat=True)))


def end_unfinished_uploads() -> None:
    """Refuse what was put into a draft and has not come in full for a day."""
    left = Video.objects.filter(progress=Video.Progress.UPLOADING, created_at__lt=timezone.now() - ORPHAN_AGE)
    for video in left.filter(is_attached=True)[:BATCH]:
        with transaction.atomic():
            left.filter(id=video.id).update(progress=Video.Progress.REFUSED, refusal="unfinished", source=GONE)
            transaction.on_commit(partial(folders.remove, _folder(video)))
            announce(VideoChanged(video.id))


def purge_video_sources() -> None:
    """Delete uploaded files that no trim needs any more: of published videos, of refused ones, of forgotten drafts."""
    now = timezone.now()
    done = Video.objects.filter(progress__in=[Video.Progress.READY, Video.Progress.REFUSED]).exclude(source=GONE)
    published = done.filter(source=DROP, created_at__lt=now - SOURCE_AGE)
    forgotten = done.filter(source=KEPT, created_at__lt=now - DRAFT_SOURCE_AGE)
    for rows in (published, forgotten):
        while found := list(rows.order_by("created_at")[:BATCH]):
            with transaction.atomic():
                Video.objects.filter(id__in=[row.id for row in found]).update(source=GONE)
                for row in found:
                    for name in (folders.SOURCE, folders.STRIP):
                        transaction.on_commit(partial((_folder(row) / name).unlink, missing_ok=True))


def _folder(row: Video) -> Path:
    return folders.folder(row.id, row.secret)
