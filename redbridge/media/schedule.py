"""What is thrown away by the clock."""

from redbridge.events import every
from redbridge.media import actions


@every(hours=1, bulk=True)
def purge_unused_pictures() -> None:
    actions.purge_orphans()
    actions.purge_sources()


@every(hours=1, bulk=True)
def purge_unused_videos() -> None:
    actions.purge_unused_videos()
    actions.end_unfinished_uploads()
    actions.purge_video_sources()


@every(days=1, bulk=True)
def sweep_stray_folders() -> None:
    actions.sweep_folders()
