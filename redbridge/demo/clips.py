"""Short videos of the demo world: a scene that moves, a sound that fits, and what is said in several languages."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL import Image

SIZE = (480, 854)
DRAWN, LOOP_SECONDS = 7, 2  # pictures a second of a scene that moves by itself, each drawn anew
CROSSING = {"train": 4}  # scenes in which something crosses the picture once, more slowly
PUSHED = 10  # and of one in which only the camera moves
SOUND_RATE = 22_050
STILL = "still"
PUSH = 1.16  # how much larger a scene is drawn in which only the camera moves


@dataclass(frozen=True)
class DemoLine:
    """What is said from one millisecond to another, by language."""

    start: int
    end: int
    said: dict[str, str]


@dataclass(frozen=True)
class DemoClip:
    """A video to make."""

    kind: str
    seed: int
    seconds: int
    sound: str
    lines: tuple[DemoLine, ...]

    def tracks(self) -> dict[str, str]:
        """Captions by language as WebVTT."""
        languages = {language for line in self.lines for language in line.said}
        return {language: _vtt(self.lines, language) for language in sorted(languages)}


def clip_of(row: dict[str, Any]) -> DemoClip | None:
    """The clip of a note's row: `rain:91:8:rain` is the rain with seed 91, eight seconds, to the sound of rain."""
    if "clip" not in row:
        return None
    kind, seed, seconds, sound = row["clip"].split(":")
    return DemoClip(kind, int(seed), int(seconds), sound, tuple(_line(line) for line in row["lines"]))


def _line(row: dict[str, Any]) -> DemoLine:
    said = {language: text for language, text in row.items() if language not in {"from", "to"}}
    return DemoLine(round(row["from"] * 1000), round(row["to"] * 1000), said)


def _vtt(lines: tuple[DemoLine, ...], language: str) -> str:
    cues = [f"{_clock(line.start)} --> {_clock(line.end)}\n{line.said[language]}\n" for line in lines]
    return "\n".join(["WEBVTT\n", *cues])


def _clock(at: int) -> str:
    return f"{at // 3_600_000:02}:{at // 60_000 % 60:02}:{at // 1000 % 60:02}.{at % 1000:03}"


def draw_clip(clip: DemoClip, path: Path) -> Path:
    """Draw one video into a file."""
    import av  # noqa: PLC0415 - drawing and encoding stay out of processes that serve

    frames, rate = _frames(clip)
    with av.open(str(path), "w") as file:
        pictures = file.add_stream("libx264", rate=rate, options={"preset": "veryfast", "crf": "28", "threads": "1"})
        pictures.width, pictures.height, pictures.pix_fmt = *SIZE, "yuv420p"
        sound = file.add_stream("aac", rate=SOUND_RATE, layout="mono") if clip.sound != STILL else None
        for picture in frames:
            frame = av.VideoFrame.from_image(picture)  # type: ignore[no-untyped-call]  # PyAV's
            file.mux(pictures.encode(frame))
        file.mux(pictures.encode(None))
        if sound is not None:
            for part in _sound(clip):
                file.mux(sound.encode(part))
            file.mux(sound.encode(None))
    return path


def _frames(clip: DemoClip) -> "tuple[Iterator[Image.Image], int]":
    """The pictures and how many there are a second."""
    from redbridge.demo import scenes  # noqa: PLC0415 - the same

    if clip.kind not in scenes.MOVING:
        return _push(clip, clip.seconds * PUSHED), PUSHED
    if rate := CROSSING.get(clip.kind):
        return scenes.frames(clip.kind, clip.seed, SIZE, clip.seconds, rate), rate
    loop = list(scenes.frames(clip.kind, clip.seed, SIZE, LOOP_SECONDS, DRAWN))
    return (loop[number % len(loop)] for number in range(clip.seconds * DRAWN)), DRAWN


def _push(clip: DemoClip, count: int) -> "Iterator[Image.Image]":
    from PIL import Image  # noqa: PLC0415 - the same

    from redbridge.demo import scenes  # noqa: PLC0415 - the same

    width, height = SIZE
    large = scenes.draw(clip.kind, clip.seed, (round(width * PUSH), round(height * PUSH)))
    for number in range(count):
        way = number / (count - 1)
        near = 1 - (1 - 1 / PUSH) * way * way * (3 - 2 * way)
        wide, high = large.width * near, large.height * near
        left, top = (large.width - wide) / 2, (large.height - high) * 0.4
        yield large.resize(SIZE, Image.Resampling.BILINEAR, box=(left, top, left + wide, top + high))


def _sound(clip: DemoClip) -> Iterator[Any]:
    """Noise that is shaped to sound like rain, wheels, leaves or water."""
    import av  # noqa: PLC0415 - the same
    import numpy as np  # noqa: PLC0415 - the same

    count = clip.seconds * SOUND_RATE
    noise = np.random.default_rng(clip.seed).standard_normal(count + 400)
    time = np.arange(count) / SOUND_RATE
    low = np.convolve(noise, np.ones(200) / 14, "same")[:count]
    bright = (noise[1:] - 0.6 * noise[:-1])[:count]
    shapes = {
        "rain": 0.05 * bright + 0.03 * low,
        "train": (0.05 + 0.16 * np.exp(-14 * (time % 0.62 % 0.17))) * low,
        "leaves": 0.045 * bright * (0.25 + 0.75 * np.sin(np.pi * time / 2.6) ** 6),
        "water": 0.1 * low * (0.5 + 0.5 * np.sin(2 * np.pi * time / 3.4) ** 2) + 0.008 * bright,
    }
    edge = np.minimum(1, np.minimum(time, time[::-1]) * 6)  # in and out without a click
    wave = np.clip(shapes[clip.sound] * edge, -1, 1).astype(np.float32)
    for start in range(0, count, 1024):
        frame = av.AudioFrame.from_ndarray(wave[None, start : start + 1024], format="fltp", layout="mono")
        frame.sample_rate, frame.pts = SOUND_RATE, start
        yield frame
