"""The first look at a video, in the limited process: what it is, its poster, and a copy of it where that will do."""

import itertools
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import av

if TYPE_CHECKING:
    from redbridge.media.videochild import RefusedError, Source
    from redbridge.media.videoframes import Painter, goal, quarters, size_of
else:  # where it runs, nothing of Redbridge is there
    from videochild import RefusedError, Source
    from videoframes import Painter, goal, quarters, size_of

POSTER_SHORT = 1080
POSTER_SECONDS = 1.0
DARK = 26  # of 255, the mean of a picture that shows nothing
TRIES = (0.0, 0.08, 0.25, 0.5)  # parts of the video where a poster is looked for when its beginning is dark
STRETCH = 10
PREFIXED, LEAST_HEADER, KIND = b"\x01", 7, 31  # how H.264 lies in these containers: units behind their lengths
MOST_FRAMES = 900  # that are decoded on the way to a poster
NOT_SHOWN = 6  # supplemental information (SEI) of H.264, which may tell of camera and place


class UnlikelyError(Exception):
    """The pictures can only be decoded, not copied."""


def look(job: dict[str, Any], stream: BinaryIO) -> dict[str, Any]:
    """Check a video, draw its poster, and copy it where every browser plays it as it is."""
    source = Source(job, stream)
    first = next(source.frames(source.video), None)
    if first is None:
        raise RefusedError("broken")
    width, height = size_of(first, source.video.sample_aspect_ratio)
    source.check_size(width, height)
    if max(width, height) > min(width, height) * STRETCH:
        raise RefusedError("too_narrow")
    fits = source.fits(quarters(first), job["size"]) and not job["start"]
    begin = source.begin()
    original = _copy_or_not(job, stream) if fits else None
    seconds = original.pop("seconds") if original else source.duration
    source_seconds = max(source.duration, seconds)
    if not original:
        seconds = min(seconds, job["end"] / 1000 if job["end"] else seconds) - job["start"] / 1000
    if seconds < job["shortest"]:
        raise RefusedError("too_short")
    poster_at = draw_best(job, stream, begin + job["start"] / 1000, seconds)
    size = (original["width"], original["height"]) if original else goal(width, height, max(width, height))
    return {
        "duration": round(seconds * 1000),
        "source_duration": round(source_seconds * 1000),
        "width": size[0],
        "height": size[1],
        "has_sound": source.audio is not None,
        "original": original,
        "poster_at": round(poster_at * 1000),
    }


def draw(job: dict[str, Any], stream: BinaryIO) -> dict[str, Any]:
    """The picture at a moment as poster.png."""
    source = Source(job, stream)
    frame = frame_at(source, source.begin() + job["start"] / 1000)
    if frame is None:
        raise RefusedError("broken")
    _write(frame, source)
    return {}


def draw_best(job: dict[str, Any], stream: BinaryIO, begin: float, seconds: float) -> float:
    """The picture after a second, or a later one when that shows nothing; gives the moment."""
    best: tuple[float, float, Any] | None = None
    source = Source(job, stream)
    for part in TRIES:
        at = min(max(POSTER_SECONDS, part * seconds), seconds / 2)
        frame = frame_at(source, begin + at)
        if frame is None:
            continue
        light = _light(frame)
        if best is None or light > best[0]:
            best = (light, at, frame)
        if light > DARK:
            break
    if best is None:
        raise RefusedError("broken")
    _write(best[2], source)
    return best[1]


def _copy_or_not(job: dict[str, Any], stream: BinaryIO) -> dict[str, Any] | None:
    """A copy, unless its pictures are stored in another way than they should be in such a file."""
    try:
        return copy(job, stream)
    except UnlikelyError:
        Path("original.mp4").unlink(missing_ok=True)
        return None


def copy(job: dict[str, Any], stream: BinaryIO) -> dict[str, Any]:
    """The same pictures and sound in a new file, which begins to play at once and holds nothing else."""
    source = Source(job, stream)
    out = av.open("original.mp4", "w", format="mp4", options={"movflags": "+faststart", "fflags": "+bitexact"})
    streams: dict[int, Any] = {source.video.index: out.add_stream_from_template(source.video)}
    header = bytes(source.video.codec_context.extradata or b"")
    if header[:1] != PREFIXED or len(header) < LEAST_HEADER:
        raise UnlikelyError
    prefix = (header[4] & 3) + 1
    if source.audio is not None:
        streams[source.audio.index] = out.add_stream_from_template(source.audio)
    for stream_out in streams.values():
        stream_out.metadata.clear()
    begin = source.begin()
    until = begin + (job["end"] / 1000 if job["end"] else job["longest"] + 1)
    seconds, size = 0.0, 0
    for kept, end in _prefix(job, source, until):
        seconds = max(seconds, end - begin)
        index = kept.stream.index
        packet = without_notes(kept, prefix) if index == source.video.index else kept
        size += packet.size
        late = round(begin / packet.time_base)
        packet.pts = None if packet.pts is None else packet.pts - late
        packet.dts = None if packet.dts is None else packet.dts - late
        packet.stream = streams[index]
        out.mux(packet)
    out.close()
    codec = source.video.codec_context
    return {
        "name": "original.mp4",
        "width": codec.width,
        "height": codec.height,
        "bits": round(size * 8 / max(seconds, 0.1)),
        "seconds": seconds,
    }


def without_notes(packet: Any, prefix: int) -> Any:
    """The packet without the supplemental units of H.264; each unit comes behind its length, of so many bytes."""
    data, place, kept = bytes(packet), 0, []
    while place < len(data):
        end = place + prefix + int.from_bytes(data[place : place + prefix], "big")
        if end > len(data) or end == place + prefix:
            raise UnlikelyError
        if data[place + prefix] & KIND != NOT_SHOWN:
            kept.append(data[place:end])
        place = end
    whole = b"".join(kept)
    if len(whole) == len(data):
        return packet
    if not whole:
        raise UnlikelyError
    bare = av.Packet(whole)
    for name in ("pts", "dts", "duration", "time_base", "is_keyframe"):
        setattr(bare, name, getattr(packet, name))
    return bare


def _prefix(job: dict[str, Any], source: Source, until: float) -> Iterator[tuple[Any, float]]:
    """Packets of picture and sound up to a moment, as they are stored, each with the time when it ends."""
    ended: set[int] = set()
    wanted = [each for each in (source.video, source.audio) if each is not None]
    for packet in source.container.demux(*wanted):
        if packet.dts is None or packet.size == 0 or packet.stream.index in ended:
            continue
        time = float((packet.pts if packet.pts is not None else packet.dts) * packet.time_base)
        if time < until:
            yield packet, time + float((packet.duration or 0) * packet.time_base)
        elif not job["end"]:
            raise RefusedError("too_long")
        else:
            ended.add(packet.stream.index)  # what is stored behind it cannot be shown without it
            if len(ended) == len(wanted):
                return


def frame_at(source: Source, seconds: float, most: int = MOST_FRAMES) -> Any:
    """The picture shown at a moment, or the last one before the end or before so many were decoded."""
    base = source.video.time_base or Fraction(1, av.time_base)
    source.container.seek(max(0, int(seconds / float(base))), stream=source.video, backward=True)
    last = None
    for frame in itertools.islice(source.frames(source.video), most):
        if last is not None and frame.time > seconds:
            break
        last = frame
    return last


def _light(frame: Any) -> float:
    small = frame.reformat(width=32, height=32, format="gray")
    plane = small.planes[0]
    rows = bytes(plane)
    return sum(sum(rows[y * plane.line_size : y * plane.line_size + 32]) for y in range(32)) / 1024


def _write(frame: Any, source: Source) -> None:
    size = goal(*size_of(frame, source.video.sample_aspect_ratio), POSTER_SHORT)
    picture = Painter(size, "rgb24").paint(frame)
    codec = av.CodecContext.create("png", "w")
    codec.width, codec.height, codec.pix_fmt, codec.time_base = picture.width, picture.height, "rgb24", frame.time_base
    codec.options = {"compression_level": "1"}
    picture.pts = 0
    packets = [*codec.encode(picture), *codec.encode(None)]
    Path("poster.png").write_bytes(b"".join(bytes(packet) for packet in packets))
