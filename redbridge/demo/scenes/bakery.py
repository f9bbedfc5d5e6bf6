"""Baking and coffee from above."""

import math

from .canvas import Canvas
from .food import YOLK, dish, table_top
from .palettes import Colour, darker, lighter, mix, rgb
from .shapes import (
    Outline,
    blob,
    ellipse,
    leaf,
    place,
    ribbon,
    rounded,
    smooth,
    stem,
    turned,
)

CRUST = rgb("#C98544")


def baking(c: Canvas) -> None:
    """Fresh bread, buns and cakes on boards and trays."""
    r, p = c.rng, c.p
    top = table_top(c)
    k = c.m if c.H < 100 else 1
    x, y = 50, c.H * 0.5
    style = r.randrange(3)
    tray = r.choice([v for v in (p.light, mix(p.c, p.b, 0.35), p.ink, p.d, p.a) if v != top])
    if style == 0:
        dish(c, x, y, 40 * k, tray)
        _tart(c, x, y, 33 * k)
        return
    tilt = r.uniform(-10, 10)
    half = min(c.H * 0.43, 56)
    board = place(rounded(-40, -half, 40, half, 6), x, y, 1, tilt)
    c.shadow(board, 3.4, 0.42, 1.6, 2.6)
    c.fill(board, tray)
    c.shade(board, darker(tray, 0.5), 60, 0.4, 0.4)
    rows = 2 if half < 40 else 3
    makers = r.sample([_bun, _croissant, _concha, _pretzel, _loaf], 3)
    for j in range(rows):
        for i in range(3 if style == 1 else 2):
            n = 3 if style == 1 else 2
            gap_y = 2 * half / rows
            spot = ((i - (n - 1) / 2) * (76 / n), (j - (rows - 1) / 2) * gap_y)
            px, py = place([spot], x, y, 1, tilt)[0]
            size = min(76 / n, gap_y) / 26
            makers[(j + (i if style == 2 else 0)) % 3](c, px, py, size, tilt + r.uniform(-24, 24))
    for _ in range(70):
        px, py = place([(r.uniform(-38, 38), r.uniform(-half, half))], x, y, 1, tilt)[0]
        c.dot(px, py, r.uniform(0.12, 0.34), p.light, 0.8)


def _tart(c: Canvas, x: float, y: float, rr: float) -> None:
    r = c.rng
    edge = [place([(rr * (1.0 + 0.035 * math.cos(i * math.pi)), 0)], x, y, 1, i * 5)[0] for i in range(72)]
    c.shadow(edge, 2.4, 0.4, 1, 1.8)
    c.fill(edge, CRUST)
    c.shade(edge, darker(CRUST, 0.6), 50, 0.6, 0.4)
    c.fill(ellipse(x, y, rr * 0.86), lighter(YOLK, 0.55))
    tones = r.choice(
        [
            (rgb("#B22A3B"), rgb("#D9485A")),
            (rgb("#34406E"), rgb("#53629B")),
            (rgb("#E58A2F"), rgb("#F2AE4E")),
            (rgb("#7FA047"), rgb("#A8C169")),
        ]
    )
    for ring in range(5):
        d, n = rr * (0.74 - ring * 0.165), max(1, 21 - ring * 5)
        for i in range(n):
            px, py = place([(d, 0)], x, y, 1, i * 360 / n + ring * 9)[0]
            berry = ellipse(px, py, rr * 0.105, rr * 0.09, i * 360 / n, steps=20)
            c.shadow(berry, 0.6, 0.35, 0.3, 0.5)
            c.fill(berry, tones[(i + ring) % 2])
            c.fill(
                ellipse(px - rr * 0.03, py - rr * 0.035, rr * 0.03, rr * 0.02, -30, steps=10),
                lighter(tones[1], 0.6),
                0.8,
            )
    for i in range(4):
        c.fill(leaf(x, y, rr * 0.2, rr * 0.1, i * 90 + 20), c.p.leaf)
    if r.random() < 0.6:
        a = r.uniform(200, 340)
        cut = [(x, y)] + ellipse(x, y, rr * 1.06, start=a, end=a + 42, steps=12)
        c.fill(cut, c.p.light)
        c.shade(cut, darker(c.p.light, 0.3), a, 0.5)


def _bake(c: Canvas, outline: Outline, x: float, y: float, k: float, tone: Colour = CRUST, light: float = 0.0) -> None:
    c.shadow(outline, 1.2 * k, 0.42, 0.7 * k, 1.2 * k)
    c.fill(outline, lighter(tone, light))
    c.shade(outline, darker(tone, 0.6), 55, 0.75, 0.3)


def _bun(c: Canvas, x: float, y: float, k: float, turn: float) -> None:
    _bake(c, blob(c.rng, x, y, 9.6 * k, 9.4 * k, 0.03), x, y, k, rgb("#D2914D"))
    c.fill(ellipse(x - 3 * k, y - 3.4 * k, 3.4 * k, 2.2 * k, -35), rgb("#F4CF97"), 0.7)
    for _ in range(18):
        px, py = place([(c.rng.uniform(0, 6) * k, 0)], x, y, 1, c.rng.uniform(0, 360))[0]
        c.fill(leaf(px, py, 1.5 * k, 0.8 * k, c.rng.uniform(0, 360)), rgb("#FBEFD3"))


def _croissant(c: Canvas, x: float, y: float, k: float, turn: float) -> None:
    spine = ellipse(0, 5, 10, 8.5, 0, 195, 345, 14)
    outline = place(smooth(ribbon(spine, 2.0, 2.0, 9.5), True, 3), x, y, k, turn)
    _bake(c, outline, x, y, k, rgb("#C67F3A"), 0.1)
    with c.clip(outline):
        for i in range(2, 13, 2):
            a = spine[i]
            c.line(
                place([(a[0] * 0.5, a[1] * 0.5 + 3), (a[0] * 1.4 + (i - 7) * 0.2, a[1] * 1.5 - 4)], x, y, k, turn),
                rgb("#8A4B1E"),
                0.7 * k,
            )


def _concha(c: Canvas, x: float, y: float, k: float, turn: float) -> None:
    _bake(c, ellipse(x, y, 10 * k), x, y, k, rgb("#CF9350"))
    sugar = c.rng.choice([rgb("#F6C3CB"), rgb("#FBE7B8"), rgb("#B98463"), rgb("#F7EEDD")])
    cap = ellipse(x, y, 8.6 * k)
    c.fill(cap, sugar)
    with c.clip(cap):
        ox, oy = place([(-8.6 * k, 0)], x, y, 1, turn)[0]
        for a in range(-60, 61, 20):
            c.line(stem(ox, oy, 19 * k, turn + a, -a * 0.5), darker(sugar, 0.3), 0.7 * k)


def _pretzel(c: Canvas, x: float, y: float, k: float, turn: float) -> None:
    knot = [
        (-3, -7),
        (-9, -4),
        (-8, 4),
        (-1, 5),
        (5, -1),
        (4, -7),
        (0, -8.5),
        (-4, -7),
        (-5, -1),
        (1, 5),
        (8, 4),
        (9, -4),
        (3, -7),
    ]
    line = smooth(place(knot, x, y, k, turn), False, 8)
    c.shadow(ellipse(x, y, 9 * k), 1.4 * k, 0.25, 0.6 * k, 1.2 * k)
    c.line(line, rgb("#7E4220"), 3.5 * k)
    c.line(line, rgb("#B06A30"), 2.6 * k)
    for px, py in line[4::8]:
        c.dot(px, py, 0.4 * k, rgb("#FFF6E6"))


def _loaf(c: Canvas, x: float, y: float, k: float, turn: float) -> None:
    outline = place(
        smooth([(-11, 0), (-8, -5.6), (0, -6.8), (8, -5.6), (11, 0), (8, 5.6), (0, 6.8), (-8, 5.6)]), x, y, k, turn
    )
    _bake(c, outline, x, y, k, rgb("#C1803F"), 0.06)
    for i in (-6, -1, 4):
        c.fill(place(leaf(i, -4.4, 10, 2.6, 66), x, y, k, turn), rgb("#F3D6A4"))


def coffee(c: Canvas) -> None:
    """A cup with latte art from above, with small company."""
    r, p = c.rng, c.p
    top = table_top(c)
    k = c.m if c.H < 100 else 1
    x, y = r.choice([40, 50, 60]), c.H * r.uniform(0.46, 0.58)
    ware = r.choice([v for v in (p.light, p.a, p.b, p.c, p.ink) if v != top])
    dish(c, x, y, 33 * k, ware)
    a = r.uniform(-50, 230)
    hx, hy = place([(27 * k, 0)], x, y, 1, a)[0]
    c.shadow(turned(hx, hy, 13 * k, 6 * k, a), 1.4 * k, 0.4, 1 * k, 1.4 * k)
    c.fill(place(rounded(-7, -2.6, 7, 2.6, 2.6), hx, hy, k, a), lighter(ware, 0.12))
    dish(c, x, y, 23 * k, lighter(ware, 0.12))
    brew = r.choice([rgb("#9A5B2E"), rgb("#7B4526"), rgb("#6F8B3A"), rgb("#A8683A")])
    c.fill(ellipse(x, y, 20 * k), brew)
    c.shade(ellipse(x, y, 20 * k), darker(brew, 0.5), 230, 0.7, 0.3)
    milk, turn = rgb("#FBEBD3"), r.uniform(0, 360)
    if r.random() < 0.6:
        for i in range(6):
            s = 1 - i * 0.13
            for side in (-1, 1):
                base = place([(0, (7 - i * 4.2))], x, y, k, turn)[0]
                c.fill(leaf(*base, 13.5 * k * s, 4.0 * k * s, turn - 90 + side * 48, side * 26), milk)
        c.fill(place(leaf(0, 14, 32, 1.5, -90), x, y, k, turn), milk)
    else:
        for rr, tone in ((14, milk), (10.6, brew), (8.2, milk), (4.8, brew), (3, milk)):
            heart = [
                (0, 0.9),
                (-0.95, -0.05),
                (-0.82, -0.75),
                (-0.35, -0.85),
                (0, -0.5),
                (0.35, -0.85),
                (0.82, -0.75),
                (0.95, -0.05),
            ]
            c.fill(smooth(place(heart, x, y, rr * k, turn)), tone)
    _company(c, x, y, k, ware, turn)
    spoon_a = a + 150
    bowl_x, bowl_y = place([(28 * k, 0)], x, y, 1, spoon_a)[0]
    metal = p.c
    c.line([(bowl_x, bowl_y), place([(22 * k, 0)], bowl_x, bowl_y, 1, spoon_a + 70)[0]], metal, 1.1 * k)
    c.fill(ellipse(bowl_x, bowl_y, 4 * k, 2.6 * k, spoon_a + 70), metal)


def _company(c: Canvas, x: float, y: float, k: float, ware: Colour, turn: float) -> None:
    r, p = c.rng, c.p
    side = -1 if x >= 50 else 1
    sx, sy = 50 + side * 36, c.H * (0.16 if y > c.H * 0.5 else 0.84)
    extra = r.randrange(3)
    if extra == 0:
        dish(c, sx, sy, 17 * k, p.d)
        _croissant(c, sx, sy, 1.15 * k, r.uniform(0, 360))
    elif extra == 1:
        page = place(rounded(-18, -24, 18, 24, 1.5), sx, sy, k, r.uniform(-30, 30))
        c.shadow(page, 2, 0.4, 1.2, 1.8)
        c.fill(page, r.choice([v for v in (p.b, p.a, p.c) if v != ware]))
    else:
        dish(c, sx, sy, 15 * k, p.d)
        for i in range(3):
            bx, by = place([(6.4 * k, 0)], sx, sy, 1, i * 120 + turn)[0]
            _bake(c, ellipse(bx, by, 5.6 * k), bx, by, k * 0.5, CRUST)
            for _j in range(5):
                c.dot(bx + r.uniform(-3, 3) * k, by + r.uniform(-3, 3) * k, 0.8 * k, rgb("#4A2616"))
