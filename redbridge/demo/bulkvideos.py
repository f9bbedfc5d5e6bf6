"""A few videos for a large world, without files: pages name them, and nobody plays them."""

import random

from redbridge.feed import actions as feed
from redbridge.kit.ids import mint
from redbridge.media import folders
from redbridge.media.models import Video
from redbridge.notes.models import Kind, Note

COUNT = 40
WIDTH, HEIGHT = 720, 1280
SECOND = 1_000


def make(note_ids: list[int]) -> None:
    """Turn the newest of the notes into videos."""
    rows = list(Note.objects.filter(id__in=note_ids[-COUNT:]))
    dice = random.Random(6)
    videos = []
    for note in rows:
        length = dice.randint(8, 60) * SECOND
        video = Video(id=mint(), owner_id=note.author_id, secret=folders.new_secret(), progress=Video.Progress.READY)
        video.width, video.height, video.has_sound, video.poster_id = WIDTH, HEIGHT, True, note.cover_id
        video.duration = video.source_duration = video.trim_end = length
        video.sources = [{"name": "720.mp4", "width": WIDTH, "height": HEIGHT}]
        video.is_open = video.is_attached = True
        note.kind, note.video_id = Kind.VIDEO, video.id
        videos.append(video)
    Video.objects.bulk_create(videos)
    Note.objects.bulk_update(rows, ["kind", "video"])
    feed.place_notes([note.id for note in rows])
