"""Videos for pages to show: rows as the worker leaves them, without the encoding, which takes seconds."""

from typing import Any

from redbridge.accounts.models import Person
from redbridge.events.worker import run_waiting
from redbridge.kit.ids import mint
from redbridge.media import actions as media
from redbridge.media import folders
from redbridge.media.models import Video
from redbridge.notes.models import Kind, Note
from tests.interactions.stage import publish

VTT = "WEBVTT\n\n00:00.300 --> 00:02.500\n{}\n\n00:02.700 --> 00:05.000\n{}\n"


def ready_video(owner: Person, **fields: Any) -> Video:
    """A video of eight seconds that can be played."""
    made = {"name": "480.mp4", "width": 480, "height": 854, "bits": 400_000}
    facts: dict[str, Any] = {
        "progress": Video.Progress.READY,
        "percent": 100,
        "duration": 8_000,
        "source_duration": 8_000,
        "width": 480,
        "height": 854,
        "has_sound": True,
        "sources": [made],
        "name": "rain.mp4",
        "size": 1000,
        "received": 1000,
        "is_attached": True,
    }
    return Video.objects.create(id=mint(), owner=owner, secret=folders.new_secret(), **{**facts, **fields})


def clip(author: Person, title: str = "Rain on the road", **fields: Any) -> Note:
    """A published note with a video in it."""
    video = fields.pop("video", None) or ready_video(author, is_open=True)
    note = publish(author, "", kind=Kind.VIDEO, title=title, language="en", video=video, **fields)
    run_waiting()
    return note


def say(author: Person, video: Video, language: str, *words: str) -> None:
    """Captions in a language."""
    media.save_track(author, video_id=video.id, language=language, text=VTT.format(*words))
