"""Outlines: every function returns a list of points, so one surface can fill, shade or line them all."""

import itertools
import math

Point = tuple[float, float]
Points = list[Point]


def ellipse(
    x: float, y: float, rx: float, ry: float | None = None, *, start: float = 0.0, end: float = 360.0
) -> Points:
    """An ellipse, or the part of it between two angles (0 is right, 90 is down)."""
    ry, steps = rx if ry is None else ry, 96
    angles = (math.radians(start + (end - start) * i / steps) for i in range(steps + 1))
    return [(x + rx * math.cos(angle), y + ry * math.sin(angle)) for angle in angles]


def rect(x0: float, y0: float, x1: float, y1: float) -> Points:
    """A rectangle from two corners."""
    return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]


def rounded(x0: float, y0: float, x1: float, y1: float, r: float) -> Points:
    """A rectangle with round corners."""
    return (
        ellipse(x0 + r, y0 + r, r, start=180, end=270)
        + ellipse(x1 - r, y0 + r, r, start=270, end=360)
        + ellipse(x1 - r, y1 - r, r, start=0, end=90)
        + ellipse(x0 + r, y1 - r, r, start=90, end=180)
    )


def arch(x0: float, y0: float, x1: float, y1: float) -> Points:
    """A doorway: straight sides under a half circle."""
    r = (x1 - x0) / 2
    return [*ellipse(x0 + r, y0 + r, r, start=180, end=360), (x1, y1), (x0, y1)]


def smooth(points: Points, steps: int = 12) -> Points:
    """A soft line through the points (Catmull-Rom)."""
    padded = [points[0], *points, points[-1]]
    out: Points = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        for step in range(steps):
            t = step / steps
            out.append((_between(a[0], b[0], c[0], d[0], t), _between(a[1], b[1], c[1], d[1], t)))
    return [*out, points[-1]]


def _between(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3)


def ribbon(points: Points, start: float, end: float, middle: float = 0.0) -> Points:
    """A band along a line, by its widths at the start and the end and what it gains in the middle."""
    left, right = [], []
    last = len(points) - 1
    for i, (x, y) in enumerate(points):
        ax, ay = points[max(i - 1, 0)]
        bx, by = points[min(i + 1, last)]
        length = math.hypot(bx - ax, by - ay) or 1.0
        t = i / last
        width = (start + (end - start) * t + middle * math.sin(math.pi * t)) / 2
        nx, ny = -(by - ay) / length * width, (bx - ax) / length * width
        left.append((x + nx, y + ny))
        right.append((x - nx, y - ny))
    return left + right[::-1]


def leaf(x: float, y: float, length: float, width: float, angle: float, *, bend: float = 0.0) -> Points:
    """A leaf that starts at a point and grows in a direction (degrees, 0 is right, -90 is up)."""
    return ribbon(stem(x, y, length, angle, bend), 0.0, 0.0, width)


def stem(x: float, y: float, length: float, angle: float, bend: float = 0.0) -> Points:
    """A line that starts in a direction and bends by so many degrees."""
    steps = 16
    turns = (math.radians(angle + bend * i / steps) for i in range(steps))
    parts = ((math.cos(turn) * length / steps, math.sin(turn) * length / steps) for turn in turns)
    return list(itertools.accumulate(parts, lambda at, by: (at[0] + by[0], at[1] + by[1]), initial=(x, y)))


def place(points: Points, x: float, y: float, turn: float) -> Points:
    """Turn (degrees) and move an outline that was drawn about the origin."""
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    return [(x + px * cos - py * sin, y + px * sin + py * cos) for px, py in points]
