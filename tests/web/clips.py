"""Videos for pages to show: rows as the worker leaves them, without the encoding, which takes seconds."""

from pathlib import Path
from typing import Any

import av
from PIL import Image

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


def film(path: Path, *, seconds: int = 2, size: tuple[int, int] = (240, 426), color: int = 90) -> Path:
    """A small real video, as a phone would save it."""
    with av.open(str(path), "w") as file:
        stream = file.add_stream("libx264", rate=10, options={"preset": "ultrafast", "crf": "35"})
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        for number in range(seconds * 10):
            picture = Image.new("RGB", size, (color, 10 * number % 256, 160))
            file.mux(stream.encode(av.VideoFrame.from_image(picture)))
        file.mux(stream.encode(None))
    return path
