"""Small pictures of a whole video side by side, for the editor's time line; in the limited process."""

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import av
import av.filter

if TYPE_CHECKING:
    from redbridge.media.videochild import RefusedError, Source
    from redbridge.media.videoframes import Painter, size_of
    from redbridge.media.videolook import frame_at
else:  # where it runs, nothing of Redbridge is there
    from videochild import RefusedError, Source
    from videoframes import Painter, size_of
    from videolook import frame_at

MOST_FRAMES = 60  # that are decoded on the way to one of them: near enough
NARROWEST, WIDEST = 0.4, 1.8  # width by height
_SECOND = Fraction(1)


def strip(job: dict[str, Any], stream: BinaryIO) -> dict[str, Any]:
    """As many pictures as the job says, from the middle of equal parts of the video, as strip.jpg."""
    source, count = Source(job, stream), int(job["count"])
    begin, seconds = source.begin(), float(job["seconds"])
    source.video.codec_context.skip_frame = "NONREF"
    painter, size, row = None, (0, 0), list[Any]()
    for place in range(count):
        frame = frame_at(source, begin + (place + 0.5) * seconds / count, MOST_FRAMES)
        if frame is None:
            row += row[-1:]
            continue
        if painter is None:
            size = _size(frame, source, int(job["height"]))
            painter = Painter(size, "yuvj420p")
        row.append(painter.paint(frame))
    if not row:
        raise RefusedError("broken")
    row = row[:1] * (count - len(row)) + row  # what was lost at the beginning
    _write(_side_by_side(row))
    return {"width": size[0], "height": size[1]}


def _size(frame: Any, source: Source, height: int) -> tuple[int, int]:
    width, tall = size_of(frame, source.video.sample_aspect_ratio)
    return max(2, round(height * min(WIDEST, max(NARROWEST, width / tall)) / 2) * 2), height


def _side_by_side(row: list[Any]) -> Any:
    first = row[0]
    graph = av.filter.Graph()
    last = graph.add_buffer(width=first.width, height=first.height, format=first.format, time_base=first.time_base)
    for name, arguments in (("tile", f"{len(row)}x1"), ("format", "yuvj420p"), ("buffersink", None)):
        step = graph.add(name, arguments)
        last.link_to(step)
        last = step
    graph.configure()
    for place, frame in enumerate(row):
        frame.pts = place
        graph.vpush(frame)
    return graph.vpull()


def _write(picture: Any) -> None:
    codec = av.CodecContext.create("mjpeg", "w")
    codec.width, codec.height, codec.pix_fmt, codec.time_base = picture.width, picture.height, "yuvj420p", _SECOND
    codec.options = {"q:v": "6", "flags": "+qscale", "global_quality": str(6 * 118)}
    picture.pts = 0
    Path("strip.jpg").write_bytes(b"".join(bytes(packet) for packet in [*codec.encode(picture), *codec.encode(None)]))
