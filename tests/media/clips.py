"""Short videos as people send them, made for a test; they are small, and different in every frame."""

import functools
import io
import math
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np

SOUND_RATE = 48_000


def clip(**said: Any) -> io.BytesIO:
    """A video as an open file; the same one is made once."""
    return io.BytesIO(_made(tuple(sorted(said.items()))))


def put(path: Path, **said: Any) -> Path:
    """The same on the disk."""
    path.write_bytes(clip(**said).getvalue())
    return path


@functools.cache
def _made(said: tuple[tuple[str, Any], ...]) -> bytes:
    return make(**dict(said))


def make(
    *,
    size: tuple[int, int] = (320, 568),
    seconds: float = 2,
    rate: int = 30,
    codec: str = "libx264",
    sound: str = "aac",
    pixels: str = "yuv420p",
    form: str = "mp4",
    options: tuple[tuple[str, str], ...] = (("preset", "ultrafast"), ("crf", "30"), ("g", "15")),
    metadata: tuple[tuple[str, str], ...] = (),
    dark_seconds: float = 0,
    picture: bool = True,
    rotation: int = 0,
) -> bytes:
    """Encode a video. Its left half is red and its right half blue, so that a turn shows; a bar counts the frames."""
    file = io.BytesIO()
    with av.open(file, "w", format=form, options={"movflags": "use_metadata_tags"} if metadata else {}) as out:
        out.metadata.update(metadata)
        streams: list[Any] = []
        if picture:
            shown: Any = out.add_stream(codec, rate=rate, options=dict(options) if codec == "libx264" else {})
            shown.width, shown.height, shown.pix_fmt = *size, pixels
            if rotation:
                shown.set_display_rotation(rotation)
            streams.append(shown)
        heard: Any = out.add_stream(sound, rate=SOUND_RATE, layout="stereo") if sound else None
        for second in range(math.ceil(seconds)):
            for at in range(int(min(1.0, seconds - second) * rate) if picture else 0):
                frame = _frame(size, second * rate + at, is_dark=second < dark_seconds)
                frame.pts, frame.time_base = second * rate + at, Fraction(1, rate)
                out.mux(shown.encode(frame))
            if heard is not None:
                out.mux(heard.encode(_tone(second, min(1.0, seconds - second))))
        for stream in [*streams, *([heard] if heard is not None else [])]:
            out.mux(stream.encode(None))
    return file.getvalue()


def _frame(size: tuple[int, int], number: int, *, is_dark: bool) -> av.VideoFrame:
    width, height = size
    picture = np.zeros((height, width, 3), np.uint8)
    if not is_dark:
        picture[:, : width // 2] = (220, 40, 40)
        picture[:, width // 2 :] = (40, 40, 220)
        bar = number * 7 % max(1, height - 8)
        picture[bar : bar + 8] = 240
    return av.VideoFrame.from_ndarray(picture, format="rgb24")


def _tone(second: int, length: float) -> av.AudioFrame:
    times = (np.arange(int(SOUND_RATE * length)) + second * SOUND_RATE) / SOUND_RATE
    wave = (np.sin(times * 440 * 2 * np.pi) * 0.3).astype(np.float32)
    frame = av.AudioFrame.from_ndarray(np.stack([wave, wave]), format="fltp", layout="stereo")
    frame.sample_rate, frame.pts, frame.time_base = SOUND_RATE, second * SOUND_RATE, Fraction(1, SOUND_RATE)
    return frame
