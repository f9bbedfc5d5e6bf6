"""From an uploaded file to videos that every browser plays, made in a limited process.

Nothing of the file itself is ever served: its streams are copied into a new file without anything else that it held,
or decoded and encoded anew.
"""

import functools
import importlib.util
import logging
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from redbridge.media import folders
from redbridge.media.limits import ChildStoppedError, Limits, run_limited

log = logging.getLogger(__name__)

MAX_BYTES: Final = 1024 * 1024 * 1024
MAX_SECONDS: Final = 600
MAX_SIDE: Final = 4096
MIN_SIDE: Final = 32
LEAST_SECONDS: Final = 1
MOST_CHUNK: Final = 8 * 1024 * 1024
HEAD: Final = 4096  # bytes that sniff wants
HLS_FROM_SECONDS: Final = 90
STRIP_PICTURES: Final = 12
STRIP_HEIGHT: Final = 128
HEIGHTS: Final = (720, 480)
FITS: Final = MappingProxyType({"bits": 6_000_000, "short": 1080, "long": 1920, "rate": 61})
ENCODING: Final = MappingProxyType(
    {
        "preset": "veryfast",
        "crf": 23,
        "most_bits": {"720": 2_800_000, "480": 1_300_000},
        "sound_bits": 128_000,
        "rate": 30,
        "key_seconds": 2,
    }
)
TOO_MUCH: Final = {"SIGKILL", "SIGXCPU", "SIGALRM", "SIGXFSZ"}  # what ends a child that took too much
MEMORY: Final = 2 * 1024 * 1024 * 1024
LOOK_LIMITS: Final = Limits(memory=MEMORY, cpu=90, wall=300, file_size=MAX_BYTES + MAX_BYTES // 8, nice=5)
CHILD: Final = Path(__file__).with_name("videochild.py")

REFUSALS: Final = MappingProxyType(
    {
        "empty": _("This file is empty. Choose the video again."),
        "too_big": _("This video is larger than 1 GB. Save a shorter or smaller copy and choose that one."),
        "not_a_video": _("This is not a video that we can open. Choose an MP4, MOV, WebM or MKV file."),
        "broken": _("This video is damaged or incomplete. Save it anew on your device and choose the copy."),
        "too_long": _("This video is longer than 10 minutes. Cut it on your device and choose the shorter one."),
        "too_short": _("This video is shorter than a second."),
        "no_picture": _("This file has sound but no picture. Choose a video."),
        "too_many_pixels": _(
            "This video has more than 4,096 pixels on one side. Save a smaller copy and choose that one."
        ),
        "too_small": _("This video is too small to be seen. Choose one with at least 32 pixels on each side."),
        "unfinished": _("This video did not arrive in full. Choose it again."),
        "too_narrow": _("This video is too long and narrow to be shown."),
        "too_heavy": _("This video takes too long to prepare. Save it as an MP4 with 1080p and choose that one."),
    }
)


@dataclass(frozen=True)
class Made:
    """One file that a browser plays."""

    name: str
    width: int
    height: int
    bits: int

    def as_json(self) -> dict[str, Any]:
        return {"name": self.name, "width": self.width, "height": self.height, "bits": self.bits}


@dataclass(frozen=True)
class Look:
    """What a video is: milliseconds, upright size, and `original` when it could be copied as it is."""

    duration: int
    source_duration: int
    width: int
    height: int
    has_sound: bool
    original: Made | None
    poster: bytes
    poster_at: int


class VideoRefused(Exception):  # noqa: N818 - it is an answer to the person, not an error of ours
    """The file is not taken; `code` is a key of REFUSALS."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def sentence(code: str) -> Promise | str:
    """What to tell the person about a refusal, in their language when it is shown."""
    return REFUSALS.get(code, REFUSALS["broken"])


def sniff(head: bytes) -> str | None:
    """The container by the first bytes of a file, whatever its name or sender says."""
    if head.startswith(b"\x1aE\xdf\xa3"):
        return "matroska" if b"matroska" in head[:64] or b"webm" in head[:64] else None
    if head[4:8] == b"ftyp":
        return None if head[8:12] in _PICTURE_BRANDS else "mp4"
    if head[4:8] in {b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"}:  # QuickTime before it had a brand
        return "mp4"
    return None


_PICTURE_BRANDS: Final = {b"avif", b"heic", b"heix", b"mif1", b"msf1", b"heim", b"heis", b"crx ", b"M4A ", b"M4B "}


def kind_of(source: Path) -> str:
    """The container, when size and first bytes allow a closer look."""
    size = source.stat().st_size
    if size == 0:
        raise VideoRefused("empty")
    if size > MAX_BYTES:
        raise VideoRefused("too_big")
    with source.open("rb") as file:
        kind = sniff(file.read(HEAD))
    if kind is None:
        raise VideoRefused("not_a_video")
    return kind


def look(source: Path, target: Path, *, mark: str, start: int = 0, end: int = 0) -> Look:
    """Open a video, check it and draw its poster; copy its streams into `target` when every browser plays them.

    `start` and `end` (0: the end) cut it, in milliseconds. Raises VideoRefused and then leaves the folder as it was.
    """
    with _making(target, mark) as making:
        answer = _run({"do": "look", "start": start, "end": end}, source, making, LOOK_LIMITS)
        poster = making / "poster.png"
        drawn = poster.read_bytes()
        poster.unlink()
        _take(making, target)
    return Look(
        duration=answer["duration"],
        source_duration=answer["source_duration"],
        width=answer["width"],
        height=answer["height"],
        has_sound=answer["has_sound"],
        original=Made(**answer["original"]) if answer["original"] else None,
        poster=drawn,
        poster_at=answer["poster_at"],
    )


def encode(
    source: Path,
    target: Path,
    *,
    mark: str,
    seconds: float,
    heights: tuple[int, ...] = HEIGHTS,
    start: int = 0,
    end: int = 0,
    told: Callable[[int], None] = lambda _percent: None,
) -> tuple[list[Made], int]:
    """Encode a video into `target` at these heights (of the short side), never larger than it is.

    Gives the files, largest first, and how long they really are, in milliseconds. `told` gets the percent now and
    then, and may raise to stop the work.
    """
    job = {"do": "encode", "start": start, "end": end, "heights": list(heights), "encoding": dict(ENCODING)}
    with _making(target, mark) as making:
        answer = _run(job, source, making, _encode_limits(seconds), told)
        _take(making, target)
    return [Made(**made) for made in answer["made"]], answer["duration"]


def package(target: Path, made: list[Made], *, mark: str) -> None:
    """Lay out the files of a long video a second time in pieces that players fetch as the line allows (HLS)."""
    with _making(target, mark) as making:
        variants = []
        for each in made:
            job = {"do": "package", "name": each.name.partition(".")[0], "kind": "mp4", "start": 0, "end": 0}
            variants.append({**each.as_json(), **_run(job, target / each.name, making, LOOK_LIMITS)})
        (making / "hls.m3u8").write_text(_playlist(variants), encoding="ascii")
        _take(making, target)


def frame(source: Path, *, at: int, mark: str) -> bytes:
    """The picture at a moment, upright, as a PNG."""
    with _making(source.parent, mark) as making:
        _run({"do": "draw", "start": at, "end": 0}, source, making, LOOK_LIMITS)
        return (making / "poster.png").read_bytes()


def strip(source: Path, target: Path, *, mark: str, seconds: float) -> None:
    """Draw small pictures of a whole video side by side into `target`, for the editor's time line."""
    job = {"do": "strip", "start": 0, "end": 0, "seconds": seconds, "count": STRIP_PICTURES, "height": STRIP_HEIGHT}
    with _making(target, mark) as making:
        _run(job, source, making, LOOK_LIMITS)
        _take(making, target)


def _playlist(variants: list[dict[str, Any]]) -> str:
    lines = ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS"]
    for each in variants:
        lines.append(
            f"#EXT-X-STREAM-INF:BANDWIDTH={each['peak']},AVERAGE-BANDWIDTH={each['bits']},"
            f'RESOLUTION={each["width"]}x{each["height"]},CODECS="{each["codecs"]}"'
        )
        lines.append(f"hls-{each['name'].partition('.')[0]}.m3u8")
    return "\n".join(lines) + "\n"


def _run(
    job: dict[str, Any],
    source: Path,
    folder: Path,
    limits: Limits,
    told: Callable[[int], None] = lambda _percent: None,
) -> dict[str, Any]:
    common = {
        "kind": kind_of(source),
        "size": source.stat().st_size,
        "longest": MAX_SECONDS,
        "shortest": LEAST_SECONDS,
        "side": MAX_SIDE,
        "least_side": MIN_SIDE,
        "threads": max(1, min(4, os.cpu_count() or 1)),
        "fits": dict(FITS),
    }
    try:
        answer = run_limited(
            CHILD,
            {**common, **job},
            source=source,
            folder=folder,
            limits=limits,
            libraries=_libraries(),
            told=lambda word: told(int(word.get("percent", 0))),
        )
    except ChildStoppedError as stopped:
        raise VideoRefused("too_heavy" if str(stopped) in TOO_MUCH else "broken") from stopped
    if refused := answer.get("refused"):
        log.debug("a video was refused: %s", answer)
        raise VideoRefused(refused if refused in REFUSALS else "broken")
    return answer


def _encode_limits(seconds: float) -> Limits:
    """A heavy video may take several times its length, and no more."""
    cpu = int(120 + 6 * min(seconds, MAX_SECONDS))
    return Limits(memory=MEMORY, cpu=cpu, wall=2 * cpu, file_size=MAX_BYTES // 2, nice=10)


@contextmanager
def _making(target: Path, mark: str) -> Iterator[Path]:
    """A folder beside the target for what is half done; `mark` names the video, so that `clear` finds it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".making-{mark}-", dir=target.parent) as making:
        yield Path(making)


def clear(target: Path, *, mark: str) -> None:
    """Remove what a process left half done that was killed in the middle."""
    for left in target.parent.glob(f".making-{mark}-*"):
        folders.remove(left)


def _take(making: Path, target: Path) -> None:
    folders.make(target)
    for file in making.iterdir():
        file.replace(target / file.name)
    folders.close(target)


@functools.cache
def _libraries() -> list[Path]:
    """Where the child finds PyAV; it is started without site packages."""
    spec = importlib.util.find_spec("av")
    return [] if spec is None or spec.origin is None else [Path(spec.origin).parents[1]]
