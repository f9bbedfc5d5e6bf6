"""Outlines: every function returns a list of points, so one canvas can fill, shade or clip them all."""

import itertools
import math
import random
from collections.abc import Sequence

Point = tuple[float, float]
Points = list[Point]
Outline = Sequence[Point]


def ellipse(
    x: float,
    y: float,
    rx: float,
    ry: float | None = None,
    turn: float = 0.0,
    start: float = 0.0,
    end: float = 360.0,
    steps: int = 64,
) -> Points:
    """An ellipse, or the part of it between two angles (0 is right, 90 is down)."""
    ry = rx if ry is None else ry
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    out = []
    for i in range(steps + 1):
        angle = math.radians(start + (end - start) * i / steps)
        px, py = rx * math.cos(angle), ry * math.sin(angle)
        out.append((x + px * cos - py * sin, y + px * sin + py * cos))
    return out


def rect(x0: float, y0: float, x1: float, y1: float) -> Points:
    """A rectangle from two corners."""
    return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]


def rounded(x0: float, y0: float, x1: float, y1: float, r: float | Sequence[float]) -> Points:
    """A rectangle with round corners; r is one radius or four (from top left, clockwise)."""
    most = min(x1 - x0, y1 - y0) / 2
    radii = [r] * 4 if isinstance(r, (int, float)) else list(r)
    radii = [min(v, most) for v in radii]
    a, b, c, d = radii
    return (
        ellipse(x0 + a, y0 + a, a, start=180, end=270, steps=10)
        + ellipse(x1 - b, y0 + b, b, start=270, end=360, steps=10)
        + ellipse(x1 - c, y1 - c, c, start=0, end=90, steps=10)
        + ellipse(x0 + d, y1 - d, d, start=90, end=180, steps=10)
    )


def arch(x0: float, y0: float, x1: float, y1: float) -> Points:
    """A doorway: straight sides under a half circle."""
    r = (x1 - x0) / 2
    return ellipse(x0 + r, y0 + r, r, start=180, end=360, steps=40) + [(x1, y1), (x0, y1)]


def smooth(points: Outline, closed: bool = True, steps: int = 10) -> Points:
    """A soft line through the points (Catmull-Rom)."""
    n = len(points)
    out: Points = []
    for i in range(n if closed else n - 1):
        if closed:
            p0, p1, p2, p3 = (points[(i + k - 1) % n] for k in range(4))
        else:
            p0, p1, p2, p3 = (points[min(max(i + k - 1, 0), n - 1)] for k in range(4))
        for s in range(steps):
            t = s / steps
            x, y = (_between(p0[k], p1[k], p2[k], p3[k], t) for k in (0, 1))
            out.append((x, y))
    if not closed:
        out.append(points[-1])
    return out


def _between(a: float, b: float, c: float, d: float, t: float) -> float:
    return float(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3))


def ribbon(points: Outline, start: float, end: float | None = None, middle: float | None = None) -> Points:
    """A band along a line that may taper; widths at the start, the end and the middle."""
    end = start if end is None else end
    left, right = [], []
    last = len(points) - 1
    for i, (x, y) in enumerate(points):
        ax, ay = points[max(i - 1, 0)]
        bx, by = points[min(i + 1, last)]
        length = math.hypot(bx - ax, by - ay) or 1.0
        t = i / max(last, 1)
        width = start + (end - start) * t
        if middle is not None:
            width += (middle - (start + end) / 2) * math.sin(math.pi * t)
        nx, ny = -(by - ay) / length * width / 2, (bx - ax) / length * width / 2
        left.append((x + nx, y + ny))
        right.append((x - nx, y - ny))
    return left + right[::-1]


def leaf(x: float, y: float, length: float, width: float, angle: float, bend: float = 0.0) -> Points:
    """A leaf that starts at a point and grows in a direction (degrees, 0 is right, -90 is up)."""
    spine = stem(x, y, length, angle, bend)
    return ribbon(spine, 0.0, 0.0, width)


def stem(x: float, y: float, length: float, angle: float, bend: float = 0.0, steps: int = 16) -> Points:
    """A line that starts in a direction and bends by so many degrees."""
    out = [(x, y)]
    for i in range(steps):
        a = math.radians(angle + bend * i / steps)
        x, y = x + math.cos(a) * length / steps, y + math.sin(a) * length / steps
        out.append((x, y))
    return out


def blob(
    rng: random.Random, x: float, y: float, rx: float, ry: float | None = None, wobble: float = 0.18, corners: int = 9
) -> Points:
    """A soft irregular round shape."""
    ry = rx if ry is None else ry
    turn = rng.random() * 360
    pts = []
    for i in range(corners):
        a = math.radians(turn + 360 * i / corners)
        k = 1 + rng.uniform(-wobble, wobble)
        pts.append((x + math.cos(a) * rx * k, y + math.sin(a) * ry * k))
    return smooth(pts)


def place(
    points: Outline, x: float = 0.0, y: float = 0.0, k: float = 1.0, turn: float = 0.0, flip: bool = False
) -> Points:
    """Scale, mirror, turn (degrees) and move an outline."""
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    f = -1 if flip else 1
    return [(x + k * (f * px * cos - py * sin), y + k * (f * px * sin + py * cos)) for px, py in points]


def ridge(
    rng: random.Random, x0: float, x1: float, y: float, height: float, roughness: float = 0.55, depth: int = 6
) -> Points:
    """A mountain line from left to right by halving."""
    line = [y - rng.random() * height, y - rng.random() * height]
    swing = height
    for _ in range(depth):
        nxt = []
        for a, b in itertools.pairwise(line):
            nxt += [a, (a + b) / 2 + rng.uniform(-swing, swing) * 0.5]
        line = nxt + [line[-1]]
        swing *= roughness
    return [(x0 + (x1 - x0) * i / (len(line) - 1), v) for i, v in enumerate(line)]


def turned(x: float, y: float, w: float, h: float, angle: float) -> Points:
    """A rectangle around a centre, turned by degrees."""
    return place(rect(-w / 2, -h / 2, w / 2, h / 2), x, y, 1, angle)
