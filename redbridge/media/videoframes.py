"""Upright frames of a size, in the colors of a plain screen; for the limited process."""

from typing import TYPE_CHECKING, Any

import av
import av.filter

if TYPE_CHECKING:
    from fractions import Fraction

QUARTER = 90
LONG_BY_SHORT = 2.4  # a longer side than this by the short one counts as if it were so long
TURNS = {1: "transpose=cclock", 2: "rotate=PI", 3: "transpose=clock"}
BRIGHT, WIDE, UNKNOWN = {16, 18}, 9, 2  # PQ and HLG; BT.2020; as H.273 numbers them
HIGH = 720


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
        colors = (frame.color_trc, frame.colorspace, frame.color_primaries, frame.color_range)
        shape = (frame.width, frame.height, frame.format.name, frame.rotation, *colors)
        if shape != self._shape:
            self._shape, self._graph = shape, self._build(frame)
        assert self._graph is not None  # noqa: S101 - for the type checker
        self._graph.vpush(frame)
        return self._graph.vpull()

    def _build(self, frame: Any) -> av.filter.Graph:
        graph = av.filter.Graph()
        last = graph.add_buffer(width=frame.width, height=frame.height, format=frame.format, time_base=frame.time_base)
        for name in [*self._steps(frame), f"format={self._pixels}", "setsar=1", "buffersink"]:
            kind, _, arguments = name.partition("=")
            step = graph.add(kind, arguments or None)
            last.link_to(step)
            last = step
        graph.configure()
        return graph

    def _steps(self, frame: Any) -> list[str]:
        turn = TURNS.get(quarters(frame))
        steps = [turn, "sidedata=delete:type=DISPLAYMATRIX"] if turn else []
        scale = "scale={}:{}:flags=bicubic".format(*self._size)
        if frame.colorspace == UNKNOWN:  # as players guess it
            scale += f":in_color_matrix={'bt709' if min(frame.width, frame.height) >= HIGH else 'smpte170m'}"
        to_plain = ":out_color_matrix=bt709:out_range=tv" if self._pixels == "yuv420p" else ""
        if frame.color_trc in BRIGHT or frame.color_primaries == WIDE:
            # Made smaller first: to bring bright and wide colors to a plain screen is dear.
            return [*steps, scale, "scale={}:{}:out_primaries=bt709:out_transfer=bt709".format(*self._size) + to_plain]
        return [*steps, scale + to_plain]
