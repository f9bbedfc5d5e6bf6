"""The limited process that opens somebody else's video. It knows PyAV and nothing of Redbridge.

It is started by `videos` for one video: the file is its standard input, the job (JSON) its first argument, and its
working directory the folder for what it makes. It says how far it is in lines of JSON behind a `~`, and then answers.
"""

import errno
import importlib
import json
import os
import sys
import time
from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any, BinaryIO

import av
from av.container import InputContainer
from av.stream import Disposition

if TYPE_CHECKING:
    from redbridge.media import confine
else:  # where it runs, nothing of Redbridge is there
    import confine

WORKS = {"encode": "videoencode", "package": "videoencode", "strip": "videostrip"}
KINDS = {"mp4": "mov", "matroska": "matroska"}
OUR_TROUBLE = {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS}  # the disk is at fault, not the video
SECONDS_BETWEEN_WORDS = 0.5
SQUARE = Fraction(1)
PLAIN_PROFILES = {"Constrained Baseline", "Baseline", "Main", "High"}
WIDE_COLORS = {9, 10, 14, 15}  # BT.2020 matrices and transfers, as H.273 numbers them
BRIGHT_TRANSFERS = {16, 18}  # PQ and HLG
MOST_BROKEN = 20  # packets in a row that cannot be read


class RefusedError(Exception):
    """The video is not taken; the code says why."""


def main() -> None:
    """Do the job and write one JSON answer."""
    job = json.loads(sys.argv[1])
    confine.submit(job["limits"])
    confine.leave_network()
    av.logging.set_level(None)
    work = importlib.import_module(WORKS.get(job["do"], "videolook"))
    try:
        with os.fdopen(0, "rb") as stream:
            answer = getattr(work, job["do"])(job, stream)
    except RefusedError as refusal:
        answer = {"refused": str(refusal)}
    except (MemoryError, av.error.ExternalError):  # what an encoder says that could not make room
        answer = {"refused": "too_heavy"}
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001 - a hostile file may break a decoder in any way
        answer = {"refused": _blame(error), "why": f"{type(error).__name__}: {error}"[:200]}
    sys.stdout.write(json.dumps(answer))


def _blame(error: Exception) -> str:
    number = getattr(error, "errno", None)
    if number in OUR_TROUBLE:
        raise error
    return "too_heavy" if number in {errno.EFBIG, errno.ENOMEM} else "broken"


class Words:
    """Tells how far the work is, at most twice a second."""

    def __init__(self) -> None:
        self._said = time.monotonic()

    def say(self, done: float) -> None:
        now = time.monotonic()
        if now - self._said >= SECONDS_BETWEEN_WORDS:
            self._said = now
            sys.stdout.write(f"~{json.dumps({'percent': max(0, min(99, int(done * 100)))})}\n")
            sys.stdout.flush()


class Source:
    """An opened video: its one picture stream, its first sound, and what they say of themselves."""

    def __init__(self, job: dict[str, Any], stream: BinaryIO) -> None:
        stream.seek(0)
        self.job = job
        self.container = _open(job, stream)
        streams = [each for each in self.container.streams.video if not _is_cover(each)]
        if not streams:
            raise RefusedError("no_picture")
        readable = [each for each in streams if _is_readable(each)]
        if not readable:
            raise RefusedError("not_a_video")
        self.video = readable[0]
        self.audio = next((each for each in self.container.streams.audio if _is_readable(each)), None)
        self.check_size(self.video.codec_context.width, self.video.codec_context.height)
        self.video.codec_context.options = {"max_pixels": str(job["side"] * job["side"])}
        self.video.codec_context.thread_count = job["threads"]
        self.duration = self._duration()
        if self.duration > job["longest"] + 1:
            raise RefusedError("too_long")

    def check_size(self, width: int, height: int) -> None:
        """Refuse a frame of that size before room is made for it."""
        if max(width, height) > self.job["side"]:
            raise RefusedError("too_many_pixels")
        if min(width, height) < self.job["least_side"]:
            raise RefusedError("too_small" if min(width, height) > 0 else "broken")

    def _duration(self) -> float:
        """Seconds, as the file says; it may lie, so nothing relies on it alone."""
        said = [float(self.container.duration or 0) / av.time_base]
        said += [
            float(stream.duration * stream.time_base)
            for stream in (self.video, self.audio)
            if stream is not None and stream.duration and stream.time_base
        ]
        return max(said)

    def begin(self) -> float:
        """The time of the first picture or sound, in seconds."""
        starts = [
            float(stream.start_time * stream.time_base)
            for stream in (self.video, self.audio)
            if stream is not None and stream.start_time is not None and stream.time_base
        ]
        return min(starts, default=0.0)

    def frames(self, *streams: Any) -> Iterator[Any]:
        """Decoded frames in order; single broken packets are left out."""
        broken = 0
        for packet in self.container.demux(*streams):
            try:
                decoded = packet.decode()
                broken = 0
            except (av.error.InvalidDataError, av.error.ArgumentError) as error:
                broken += 1
                if broken > MOST_BROKEN:
                    raise RefusedError("broken") from error
                continue
            for frame in decoded:
                if isinstance(frame, av.VideoFrame):
                    self.check_size(frame.width, frame.height)
                if frame.pts is not None and frame.time_base is not None:
                    yield frame

    def fits(self, rotation: int, size: int) -> bool:
        """Whether every browser plays it as it is, at a size that a phone can carry."""
        codec = self.video.codec_context
        fast = size * 8 / max(self.duration, 0.1) > self.job["fits"]["bits"]
        sides = sorted((codec.width, codec.height))
        return (
            not fast
            and rotation == 0
            and codec.name == "h264"
            and codec.profile in PLAIN_PROFILES
            and codec.pix_fmt in {"yuv420p", "yuvj420p"}
            and int(codec.color_trc or 0) not in WIDE_COLORS | BRIGHT_TRANSFERS
            and sides[0] <= self.job["fits"]["short"]
            and sides[1] <= self.job["fits"]["long"]
            and (self.video.sample_aspect_ratio or SQUARE) in {SQUARE, Fraction(0)}
            and float(self.video.average_rate or 0) <= self.job["fits"]["rate"]
            and self._sound_fits()
        )

    def _sound_fits(self) -> bool:
        if self.audio is None:
            return True
        codec = self.audio.codec_context
        return codec.name == "aac" and codec.profile in {"LC", "HE-AAC"} and codec.layout.nb_channels <= 2  # noqa: PLR2004


def _open(job: dict[str, Any], stream: BinaryIO) -> InputContainer:
    """The file, read by the one demuxer that its first bytes ask for, which may open nothing else."""
    return av.open(
        stream,
        "r",
        format=KINDS[job["kind"]],
        options={"protocol_whitelist": "none", "format_whitelist": "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm"},
        io_open=_open_nothing,
        metadata_errors="replace",
        buffer_size=256 * 1024,
    )


def _open_nothing(*_arguments: Any) -> Any:
    raise RefusedError("broken")


def _is_readable(stream: Any) -> bool:
    return stream.codec_context is not None and stream.codec_context.codec is not None


def _is_cover(stream: Any) -> bool:
    return bool(stream.disposition & Disposition.attached_pic)
