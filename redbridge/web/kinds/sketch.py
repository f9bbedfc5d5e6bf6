"""Draws the way of an itinerary: from coarse positions where there are some, else as a line that meanders.

No tiles and no foreign host: the drawing is a few numbers, the same for the same stops, in the colors of the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from math import cos, hypot, radians
from unicodedata import east_asian_width

WIDTH, EDGE = 320.0, 28.0
LOWEST, HIGHEST = 150.0, 300.0
A_ROW, ROW_HEIGHT = 4, 66.0
WOBBLE = 9
MANY = 30  # from here on the dots are smaller
ROUNDS = 30
KM_A_DEGREE = 111.32
LONGEST_BAR = 90.0
LABEL_WIDTH = 13
HALF_WORLD = 180

Point = tuple[float, float]


@dataclass(frozen=True)
class Stop:
    """What the drawing has to know of a stop."""

    place: str
    day: int
    near: Point | None


@dataclass(frozen=True, slots=True)
class Dot:
    """One stop, numbered; numbers are texts, as an attribute needs them in every language."""

    number: int
    tone: int
    x: str
    y: str
    text_y: str
    label: str
    label_y: str


@dataclass(frozen=True, slots=True)
class Bar:
    """How far a kilometer is."""

    start: str
    end: str
    y: str
    text_y: str
    words: str


@dataclass(frozen=True, slots=True)
class Sketch:
    """Everything that the template draws."""

    box: str
    dots: Sequence[Dot]
    ways: Sequence[tuple[int, str]]
    radius: str
    bar: Bar | None
    water: str
    is_small: bool


def draw(stops: Sequence[Stop], *, is_mirrored: bool = False) -> Sketch | None:
    """The drawing of the way; None where there is no way. A mirrored one runs from right to left, unless it is real."""
    if not stops:
        return None
    known = {stop.near for stop in stops if stop.near}
    is_real = len(known) > 1
    radius = 7.5 if len(stops) >= MANY else 10.5
    if is_real:
        points, height, scale = _real(stops, radius)
    else:
        points, height = _meander(stops, is_mirrored=is_mirrored)
        scale = 0.0
    dots = [
        Dot(
            number=n + 1,
            tone=stop.day % 4,
            x=_text(x),
            y=_text(y),
            text_y=_text(y + radius * 0.36),
            label="" if is_real else _short(stop.place),
            label_y=_text(y + radius + 13),
        )
        for n, (stop, (x, y)) in enumerate(zip(stops, points, strict=True))
    ]
    ways = [(stops[n + 1].day % 4, _curve(points, n)) for n in range(len(points) - 1)]
    return Sketch(
        box=f"0 0 {WIDTH:.0f} {height:.0f}",
        dots=dots,
        ways=ways,
        radius=_text(radius),
        bar=_bar(scale, height) if is_real else None,
        water="" if is_real else _water(stops, height),
        is_small=len(stops) >= MANY,
    )


def _text(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def _real(stops: Sequence[Stop], radius: float) -> tuple[list[Point], float, float]:
    """Points on the drawing, its height, and how many of its units a kilometer takes."""
    found = _between([stop.near for stop in stops])
    if max(lon for _, lon in found) - min(lon for _, lon in found) > HALF_WORLD:
        found = [(lat, lon + 2 * HALF_WORLD if lon < 0 else lon) for lat, lon in found]
    shrink = max(0.05, cos(radians(sum(lat for lat, _ in found) / len(found))))
    flat = [(lon * shrink, -lat) for lat, lon in found]
    left, top = min(x for x, _ in flat), min(y for _, y in flat)
    wide, high = max(x for x, _ in flat) - left, max(y for _, y in flat) - top
    room = WIDTH - 2 * EDGE
    height = min(HIGHEST, max(LOWEST, room * high / wide + 2 * EDGE if wide else HIGHEST))
    scale = min(room / wide if wide else 1e9, (height - 2 * EDGE) / high if high else 1e9)
    aside, down = (WIDTH - wide * scale) / 2, (height - high * scale) / 2
    points = [((x - left) * scale + aside, (y - top) * scale + down) for x, y in flat]
    return _apart(points, radius * 2 + 2, height), height + 16, scale / KM_A_DEGREE


def _between(known: list[Point | None]) -> list[Point]:
    """Every position; a stop that names none stands between those before and after it that do."""
    at = [place for place, near in enumerate(known) if near]
    found = []
    for place, near in enumerate(known):
        before = max((n for n in at if n <= place), default=at[0])
        after = min((n for n in at if n >= place), default=at[-1])
        first, last = known[before] or (0, 0), known[after] or (0, 0)
        share = (place - before) / (after - before) if after > before else 0.0
        found.append(near or (first[0] + (last[0] - first[0]) * share, first[1] + (last[1] - first[1]) * share))
    return found


def _apart(points: list[Point], least: float, height: float) -> list[Point]:
    """The same, moved as little as it takes that no dot hides another."""
    found = [list(point) for point in points]
    for _ in range(ROUNDS):
        moved = False
        for n, one in enumerate(found):
            for other in found[:n]:
                across, down = one[0] - other[0], one[1] - other[1]
                far = hypot(across, down)
                if far >= least:
                    continue
                moved = True
                push = (least - far) / 2 + 0.1
                aside, below = (across / far, down / far) if far > 0.01 else (cos(n), cos(n + 2))  # noqa: PLR2004
                for point, sign in ((one, 1), (other, -1)):
                    point[0] = min(WIDTH - EDGE / 2, max(EDGE / 2, point[0] + sign * aside * push))
                    point[1] = min(height - EDGE / 2, max(EDGE / 2, point[1] + sign * below * push))
        if not moved:
            break
    return [(x, y) for x, y in found]


def _meander(stops: Sequence[Stop], *, is_mirrored: bool) -> tuple[list[Point], float]:
    """Row after row, each turning back where the one before ended."""
    rows = -(-len(stops) // A_ROW)
    step = (WIDTH - 2 * EDGE - 16) / (A_ROW - 1)
    points = []
    for n, stop in enumerate(stops):
        row, place = divmod(n, A_ROW)
        x = EDGE + 8 + step * (A_ROW - 1 - place if row % 2 else place)
        y = EDGE + row * ROW_HEIGHT + _seed(stop.place) % WOBBLE
        points.append((WIDTH - x if is_mirrored else x, y))
    return points, EDGE * 2 + (rows - 1) * ROW_HEIGHT + WOBBLE + 14


def _seed(text: str) -> int:
    return sha256(text.encode()).digest()[0]


def _curve(points: Sequence[Point], n: int) -> str:
    """A soft line from one point to the next, which knows where it came from and where it goes on."""
    before, here, there = points[max(0, n - 1)], points[n], points[n + 1]
    after = points[min(len(points) - 1, n + 2)]
    parts = [
        here[0] + (there[0] - before[0]) / 6,
        here[1] + (there[1] - before[1]) / 6,
        there[0] - (after[0] - here[0]) / 6,
        there[1] - (after[1] - here[1]) / 6,
        *there,
    ]
    return f"M{_text(here[0])} {_text(here[1])}C{' '.join(map(_text, parts))}"


def _water(stops: Sequence[Stop], height: float) -> str:
    """A river behind the line, where no real one could be mistaken for it."""
    bend = 20 + _seed("".join(stop.place for stop in stops)) % 60
    middle = height / 2
    return (
        f"M-10 {_text(middle + bend)}C70 {_text(middle - bend)} 190 {_text(middle + bend)} 330 {_text(middle - bend)}"
    )


def _bar(scale: float, height: float) -> Bar:
    """The longest of 1, 2, 5, 10 ... kilometers that fits."""
    length = next(
        (
            far
            for power in range(4, -2, -1)
            for far in (5 * 10**power, 2 * 10**power, 10**power)
            if far * scale < LONGEST_BAR
        ),
        0.1,
    )
    start = EDGE / 2
    return Bar(
        start=_text(start),
        end=_text(start + length * scale),
        y=_text(height - 10),
        text_y=_text(height - 16),
        words=f"{length:g} km",
    )


def _short(place: str) -> str:
    """The beginning of a name, as wide as there is room below a dot."""
    left, kept = LABEL_WIDTH, ""
    for letter in place:
        left -= 2 if east_asian_width(letter) in "WF" else 1
        if left < 0:
            return kept.rstrip() + "…"
        kept += letter
    return kept
