"""Measure what a video of a minute costs: until it can be played, and the processor time until all is made.

Makes two clips of 60 s at 1080x1920, one that browsers play as it is and one as a phone films it (16 Mbit/s, lying on
its side), uploads each to a site of its own and lets the real worker prepare it. Prints figures and asserts nothing:
they mean little on a machine that does other work at the same time.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import psutil

RATE, LOOP_SECONDS, SOUND_RATE = 30, 4, 48_000
LAPS = 15
MARGIN = 128
LOOK_AGAIN = 0.02
DEADLINE = 1800
CLIPS: dict[str, dict[str, Any]] = {
    "fits": {"size": (1080, 1920), "bits": 5_000_000, "rotation": 0},
    "phone": {"size": (1920, 1080), "bits": 16_000_000, "rotation": -90},
}


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[0])
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--only", choices=list(CLIPS), help="measure one of the clips")
    parser.add_argument("--clips", type=Path, help="keep the clips in this folder for the next time")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="redbridge-clip-") as home:
        clips = given.clips or Path(home)
        clips.mkdir(exist_ok=True)
        found = measure(Path(home) / "data", clips, [given.only] if given.only else list(CLIPS))
    if given.json:
        print(json.dumps(found))
        return 0
    for name, figures in found.items():
        print(name)
        for what, figure in figures.items():
            print(f"  {what:24} {figure}")
    return 0


def measure(data: Path, clips: Path, wanted: list[str]) -> dict[str, dict[str, Any]]:
    command = [sys.executable, "-m", "redbridge.console", "prepare", "--data", str(data)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    os.environ |= {"REDBRIDGE_DATA": str(data), "DJANGO_SETTINGS_MODULE": "redbridge.settings"}
    import django  # noqa: PLC0415 - the settings are read for the folder above

    django.setup()
    from redbridge.accounts import actions as accounts  # noqa: PLC0415 - as above

    said: dict[str, Any] = {
        "password": "a long quiet river",
        "email": "",
        "language": "en",
        "birth_month": "1990-05",
        "region": "GB",
    }
    sign_in = accounts.join(handle="clip", name="Clip", reads=["en"], **said)
    found = {}
    for name in wanted:
        clip = clips / f"{name}.mp4"
        if not clip.exists():
            print(f"Making the clip `{name}`", file=sys.stderr)
            make(clip, **CLIPS[name])
        with worker(data) as process:
            found[name] = follow(sign_in.person, clip, process)
    return found


@contextmanager
def worker(data: Path) -> Iterator[psutil.Process]:
    """The worker of the site, as `up` starts it."""
    command = [sys.executable, "-m", "redbridge.console", "worker", "--data", str(data), "--queue", "bulk"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            time.sleep(3)
            yield psutil.Process(process.pid)
        finally:
            process.terminate()


def follow(person: Any, clip: Path, process: psutil.Process) -> dict[str, Any]:
    """Upload the clip and look on until the worker has nothing left to do for it."""
    from redbridge.events.models import Delivery  # noqa: PLC0415 - after django.setup()
    from redbridge.media import actions, queries  # noqa: PLC0415 - the same

    used_before = cpu_seconds(process)
    begun = time.monotonic()
    video = actions.upload_video(person, source=clip, name=clip.name)
    uploaded = time.monotonic()
    playable_after = 0.0
    while time.monotonic() - uploaded < DEADLINE:
        row = queries.own_video(person, video_id=video.id)
        if row.progress in {"ready", "refused"} and not playable_after:
            playable_after = time.monotonic() - uploaded
        if playable_after and not Delivery.objects.filter(queue="bulk", state__in=["waiting", "running"]).exists():
            break
        time.sleep(LOOK_AGAIN)
    row = queries.own_video(person, video_id=video.id)
    return {
        "progress": row.progress,
        "clip": f"{row.source_duration / 1000:.1f} s, {clip.stat().st_size / 1_000_000:.0f} MB",
        "taken in": f"{uploaded - begun:.2f} s",
        "first playable after": f"{playable_after:.2f} s",
        "all made after": f"{time.monotonic() - uploaded:.1f} s",
        "processor time": f"{cpu_seconds(process) - used_before:.1f} s",
        "files": ", ".join(f"{made['name']} {made['width']}x{made['height']} {made['bits'] // 1000} kbit/s"
                           for made in row.sources),
    }  # fmt: skip


def cpu_seconds(process: psutil.Process) -> float:
    """Of the worker and of every limited process that it waited for."""
    times = process.cpu_times()
    return float(times.user + times.system + times.children_user + times.children_system)


def make(path: Path, *, size: tuple[int, int], bits: int, rotation: int) -> None:
    """A minute of something that moves everywhere and has a grain, as hands film it; four seconds, again and again."""
    frames = _loop(size)
    with av.open(str(path), "w") as out:
        picture = out.add_stream("libx264", rate=RATE, options=_options(bits))
        picture.width, picture.height, picture.pix_fmt = *size, "yuv420p"
        if rotation:
            picture.set_display_rotation(rotation)
        sound = out.add_stream("aac", rate=SOUND_RATE, layout="stereo")
        for lap in range(LAPS):
            for at, frame in enumerate(frames):
                frame.pts, frame.time_base = lap * len(frames) + at, Fraction(1, RATE)
                frame.pict_type = av.video.frame.PictureType.NONE
                out.mux(picture.encode(frame))
            out.mux(sound.encode(_tone(lap)))
        out.mux(picture.encode(None))
        out.mux(sound.encode(None))


def _options(bits: int) -> dict[str, str]:
    return {"preset": "ultrafast", "profile": "main", "b": str(bits), "maxrate": str(bits), "bufsize": str(bits)}


def _loop(size: tuple[int, int]) -> list[Any]:
    chance = np.random.default_rng(7)
    width, height = size
    scene = np.zeros((height + 2 * MARGIN, width + 2 * MARGIN, 3), np.float32)
    for step in (256, 96, 32, 12, 4):  # coarse and fine, as in nature
        rows, columns = scene.shape[0] // step + 2, scene.shape[1] // step + 2
        spots = chance.normal(0, step**0.45 * 7, (rows, columns, 3)).astype(np.float32)
        large = spots.repeat(step, 0).repeat(step, 1)
        scene += large[: scene.shape[0], : scene.shape[1]]
    scene += 120
    grain = chance.normal(0, 5, (height + MARGIN, width + MARGIN, 1)).astype(np.float32)
    count, found = LOOP_SECONDS * RATE, []
    for at in range(count):
        turn = 2 * np.pi * at / count
        down, right = (round(MARGIN * (1 + np.sin(turn)))), (round(MARGIN * (1 + np.cos(turn))))
        down_grain, right_grain = chance.integers(0, MARGIN, 2)
        shown = scene[down : down + height, right : right + width]
        shown = shown + grain[down_grain : down_grain + height, right_grain : right_grain + width]
        frame = av.VideoFrame.from_ndarray(shown.clip(0, 255).astype(np.uint8), format="rgb24")
        found.append(frame.reformat(format="yuv420p"))
    return found


def _tone(lap: int) -> Any:
    count = SOUND_RATE * LOOP_SECONDS
    wave = (np.sin((np.arange(count) + lap * count) * 2 * np.pi * 330 / SOUND_RATE) * 0.2).astype(np.float32)
    frame = av.AudioFrame.from_ndarray(np.stack([wave, wave]), format="fltp", layout="stereo")
    frame.sample_rate, frame.pts, frame.time_base = SOUND_RATE, lap * count, Fraction(1, SOUND_RATE)
    return frame


if __name__ == "__main__":
    sys.exit(main())
