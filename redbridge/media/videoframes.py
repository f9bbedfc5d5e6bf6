"""Upright frames of a size, in the colors of a plain screen; for the limited process."""

from typing import TYPE_CHECKING, Any

import av
import av.filter

if TYPE_CHECKING:
    from fractions import Fraction

QUARTER = 90
LONG_BY_SHORT = 2.4  # a longer side than this by the short one counts as if it were so long
TURNS = {1: "transpose=cclock", 2: "hflip,vflip", 3: "transpose=clock"}


def size_of(frame: Any, aspect: "Fraction | None") -> tuple[int, int]:
    """Width and height as it is shown: upright and with square pixels."""
    width, height = frame.width, frame.height
    if aspect and aspect > 0:
        width, height = (round(width * aspect), height) if aspect > 1 else (width, round(height / aspect))
    return (height, width) if quarters(frame) % 2 else (width, height)


def quarters(frame: Any) -> int:
    """How often it is turned by a quarter, against the clock."""
    return int(round(frame.rotation / QUARTER) % 4)


def goal(width: int, height: int, short: int) -> tuple[int, int]:
    """The size with that short side, never larger than it is, and even as the encoder wants it."""
    factor = min(1.0, short / min(width, height), short * LONG_BY_SHORT / max(width, height))
    return max(2, round(width * factor / 2) * 2), max(2, round(height * factor / 2) * 2)


class Painter:
    """Turns frames, scales them and brings their colors to eight bits of BT.709."""

    def __init__(self, size: tuple[int, int], pixels: str) -> None:
        self._size = size
        self._pixels = pixels
        self._graph: av.filter.Graph | None = None
        self._shape: Any = None

    def paint(self, frame: Any) -> Any:
        """The frame as it is shown, with its time."""
        shape = (frame.width, frame.height, frame.format.name, frame.rotation, frame.color_trc, frame.colorspace)
        if shape != self._shape:
            self._shape, self._graph = shape, self._build(frame)
        assert self._graph is not None  # noqa: S101 - for the type checker
        self._graph.vpush(frame)
        return self._graph.vpull()

    def _build(self, frame: Any) -> av.filter.Graph:
        graph = av.filter.Graph()
        start = graph.add_buffer(width=frame.width, height=frame.height, format=frame.format, time_base=frame.time_base)
        names = [*TURNS.get(quarters(frame), "").split(","), self._scale(), f"format={self._pixels}", "setsar=1"]
        last = start
        for name in filter(None, names):
            kind, _, arguments = name.partition("=")
            step = graph.add(kind, arguments or None)
            last.link_to(step)
            last = step
        last.link_to(graph.add("buffersink"))
        graph.configure()
        return graph

    def _scale(self) -> str:
        width, height = self._size
        scale = f"scale={width}:{height}:flags=bicubic"
        if self._pixels != "yuv420p":
            return scale
        return f"{scale}:out_color_matrix=bt709:out_range=tv"
