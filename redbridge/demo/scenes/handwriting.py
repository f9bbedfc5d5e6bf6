"""A page on which somebody learns to write."""

from .canvas import Canvas
from .food import table_top
from .palettes import Colour, darker, lighter, mix
from .props import leaf_shadow
from .shapes import Points, ellipse, place, rect, ribbon, rounded, smooth

# Strokes in a square from -1 to 1: person, big, mountain, mouth, tree, sun, middle, small, sky, water.
CHARACTERS: tuple[tuple[Points, ...], ...] = (
    ([(0.02, -0.75), (-0.1, -0.1), (-0.72, 0.72)], [(-0.04, -0.2), (0.2, 0.24), (0.76, 0.7)]),
    (
        [(-0.72, -0.22), (0.74, -0.3)],
        [(0.02, -0.8), (-0.06, -0.1), (-0.7, 0.76)],
        [(0.02, -0.2), (0.24, 0.3), (0.76, 0.74)],
    ),
    ([(0, -0.78), (0, 0.56)], [(-0.62, -0.24), (-0.62, 0.58), (0.64, 0.58)], [(0.64, -0.26), (0.64, 0.66)]),
    ([(-0.56, -0.46), (-0.46, 0.52)], [(-0.56, -0.46), (0.56, -0.5), (0.46, 0.5)], [(-0.44, 0.46), (0.46, 0.44)]),
    (
        [(-0.74, -0.3), (0.74, -0.36)],
        [(0, -0.82), (0, 0.82)],
        [(-0.04, -0.26), (-0.3, 0.2), (-0.72, 0.56)],
        [(0.04, -0.26), (0.34, 0.2), (0.76, 0.52)],
    ),
    (
        [(-0.44, -0.66), (-0.44, 0.68)],
        [(-0.44, -0.66), (0.44, -0.68), (0.44, 0.7)],
        [(-0.42, 0), (0.42, -0.02)],
        [(-0.42, 0.6), (0.42, 0.6)],
    ),
    (
        [(-0.6, -0.4), (-0.54, 0.2)],
        [(-0.6, -0.4), (0.6, -0.44), (0.54, 0.18)],
        [(-0.52, 0.16), (0.54, 0.14)],
        [(0, -0.82), (0, 0.84)],
    ),
    (
        [(0, -0.76), (0, 0.7), (-0.2, 0.56)],
        [(-0.34, -0.24), (-0.46, 0.1), (-0.7, 0.34)],
        [(0.34, -0.26), (0.52, 0), (0.72, 0.3)],
    ),
    (
        [(-0.5, -0.6), (0.52, -0.64)],
        [(-0.7, -0.12), (0.7, -0.16)],
        [(0, -0.6), (-0.1, 0.1), (-0.68, 0.76)],
        [(0.02, -0.1), (0.24, 0.34), (0.74, 0.74)],
    ),
    (
        [(0, -0.8), (0, 0.76), (-0.2, 0.6)],
        [(-0.66, -0.26), (-0.2, -0.3), (-0.66, 0.5)],
        [(0.6, -0.5), (0.12, -0.12)],
        [(0.08, -0.16), (0.36, 0.22), (0.74, 0.48)],
    ),
)


def practice(c: Canvas) -> None:
    """A practice page with a grid of written characters and a pen."""
    r, p, m = c.rng, c.p, c.m
    top = table_top(c)
    tilt = r.uniform(-8, 8)
    half, tall = 36.0, min(48.0, c.H * 0.43)
    x, y = 50 + r.uniform(-3, 3), c.H * 0.5
    page = place(rounded(-half, -tall, half, tall, 1), x, y, 1, tilt)
    c.shadow(place(page, 1, 1.4), 3, 0.45, 1.6, 2.4)
    for i in (2, 1):
        c.fill(place(rounded(-half, -tall, half, tall, 1), x + i * 0.8, y + i * 0.8, 1, tilt), darker(p.light, 0.1 * i))
    c.fill(page, p.light)
    rule = r.choice([mix(p.b, p.light, 0.45), mix(p.leaf, p.light, 0.4), mix(p.a, p.light, 0.5)])
    columns = 5
    cell = (half * 2 - 8) / columns
    rows = int((tall * 2 - 10) / (cell + 2))
    signs = r.sample(CHARACTERS, min(rows, len(CHARACTERS)))
    written = r.randrange(max(1, rows - 2), rows)
    for j in range(rows):
        for i in range(columns):
            cx, cy = -half + 4 + cell * (i + 0.5), -tall + 8 + (cell + 2) * (j + 0.5) - 2
            _square(c, place([(cx, cy)], x, y, 1, tilt)[0], cell, tilt, rule)
            if j < written or (j == written and i < 2):
                ink = p.b if i == 0 else mix(p.ink, p.light, 0.0 if i < 4 else 0.1)
                wobble = 0.0 if i == 0 else 1.0
                _character(c, place([(cx, cy)], x, y, 1, tilt)[0], cell * 0.4, tilt, signs[j % len(signs)], ink, wobble)
    c.shade(page, darker(p.light, 0.4), 60, 0.3, 0.45)
    leaf_shadow(c, 104, -4, 1.0, 140, 0.1)
    _pen(c, x + half * 0.62, y + tall * 0.62, m, r.choice([v for v in (p.a, p.b, p.ink, p.c) if v != top]))
    if c.H > 100:
        _eraser(c, r.choice([16, 30]), c.H - 9, m)


def _square(c: Canvas, at: tuple[float, float], cell: float, tilt: float, rule: Colour) -> None:
    x, y = at
    h = cell / 2
    frame = place(rect(-h, -h, h, h), x, y, 1, tilt)
    c.line([*frame, frame[0]], rule, 0.35)
    for i in range(6):
        a = -h + cell * i / 6
        for dash in (rect(a, -0.09, a + cell / 12, 0.09), rect(-0.09, a, 0.09, a + cell / 12)):
            c.fill(place(dash, x, y, 1, tilt), rule, 0.8)


def _character(
    c: Canvas, at: tuple[float, float], k: float, tilt: float, strokes: tuple[Points, ...], ink: Colour, wobble: float
) -> None:
    r = c.rng
    for stroke in strokes:
        shaken = [(u + r.uniform(-0.07, 0.07) * wobble, v + r.uniform(-0.07, 0.07) * wobble) for u, v in stroke]
        corner = len(stroke) == 3 and abs(stroke[1][0] - stroke[0][0]) + abs(stroke[2][1] - stroke[1][1]) > 1.5
        path = shaken if corner or len(stroke) == 2 else smooth(shaken, closed=False, steps=6)
        line = place(path, at[0], at[1], k, tilt)
        if corner:
            c.line(line, ink, 0.19 * k)
        else:
            c.fill(ribbon(line, 0.23 * k, 0.12 * k), ink)
            c.dot(*line[0], 0.115 * k, ink)


def _pen(c: Canvas, x: float, y: float, k: float, tone: Colour) -> None:
    turn = c.rng.uniform(-58, -40)
    parts = (
        (rounded(0, -2.1, 40, 2.1, 1.6), tone),
        ([(0.4, -2), (-7, -0.5), (-7, 0.5), (0.4, 2)], c.p.c),
        ([(-7, -0.5), (-9.6, 0), (-7, 0.5)], c.p.ink),
        (rect(27, -2.1, 28.6, 2.1), c.p.light),
    )
    c.shadow(place(rounded(-8, -2, 40, 2, 1.6), x, y, k, -turn), 1.6, 0.45, 1.4, 2.2)
    for outline, colour in parts:
        shape = place(outline, x, y, k, -turn)
        c.fill(shape, colour)
    c.fill(place(rounded(2, -1.5, 38, -0.9, 0.3), x, y, k, -turn), lighter(tone, 0.5), 0.7)


def _eraser(c: Canvas, x: float, y: float, k: float) -> None:
    turn = c.rng.uniform(-30, 30)
    block = place(rounded(-7, -4, 7, 4, 1.4), x, y, k, turn)
    c.shadow(block, 1.4, 0.4, 1, 1.4)
    c.fill(block, c.p.d)
    sleeve = place(rect(-2, -4.2, 7.2, 4.2), x, y, k, turn)
    c.fill(sleeve, c.p.a)
    c.shade(sleeve, darker(c.p.a, 0.5), 60, 0.5, 0.3)
    c.fill(place(ellipse(3, 0, 1.4), x, y, k, turn), c.p.light)
