"""Books in piles and on shelves."""

from .canvas import Canvas
from .palettes import Colour, darker, lighter, mix, rgb
from .props import cup, pot, steam, wall_and_floor, wall_light
from .shapes import (
    ellipse,
    leaf,
    place,
    rect,
    rounded,
    smooth,
)


def books(c: Canvas) -> None:
    """A pile of books with a cup, or a shelf full of spines."""
    r, p, m = c.rng, c.p, c.m
    tones = [p.a, p.b, p.c, p.d, p.bg2, p.leaf, p.light, darker(p.a, 0.3), lighter(p.b, 0.35), p.ink]
    if r.random() < 0.4:
        _shelf(c, tones)
        return
    desk = c.H * 0.8
    wall = wall_and_floor(c, desk)
    tones = [v for v in tones if v != wall]
    if r.random() < 0.7:
        wall_light(c, r.uniform(6, 36), c.H * 0.06, 38, c.H * 0.5, 16, alpha=0.34)
    y, x, k = desk + (c.H - desk) * 0.45, 46 + r.uniform(-4, 8), 1.25 * m
    c.shadow([(x - 30 * m, y), (x + 28 * m, y), (x + 44 * m, y + 6 * m), (x - 10 * m, y + 7 * m)], 3, 0.4)
    last = None
    for _i in range(r.randrange(4, 7)):
        w, h = r.uniform(46, 62) * m, r.uniform(6, 10) * m
        tone = r.choice([v for v in tones if v != last])
        last, bx = tone, x + r.uniform(-4, 4) * m
        _book(c, bx, y, w, h, tone, r.choice([True, False]))
        y -= h
    top = y
    pick = r.randrange(3)
    if pick == 0:
        cup(c, x + r.uniform(-10, 8), top, k * 0.95, r.choice([p.light, p.c, p.b]), rgb("#6B3E22"))
        steam(c, x, top - 12 * m, k * 0.9)
    elif pick == 1:
        pot(c, x, top, 15 * m, 14 * m, r.choice([p.light, p.c, p.b]), r.randrange(3))
        for a in range(-160, -15, 18):
            c.fill(
                leaf(x, top - 13 * m, r.uniform(16, 26) * m, 5 * m, a + c.wave(a * 0.02, 2), (a + 90) * 0.4),
                mix(p.leaf, p.ink, 0.14 * (a % 4)),
            )
    else:
        half = 22 * m
        for side in (-1, 1):
            page = [
                (x, top - 1),
                (x + side * half, top - 5 * m),
                (x + side * half * 1.0, top - 8 * m),
                (x + side * half * 0.5, top - 9.4 * m),
                (x, top - 4 * m),
            ]
            c.fill(smooth(page, steps=5), p.light if side < 0 else darker(p.light, 0.08))
            c.line([(x, top - 0.8), (x + side * half, top - 4.6 * m)], p.b, 1.2 * m)
    if r.random() < 0.6:
        sx = x + 34 * m
        for side in (-1, 1):
            c.line(ellipse(sx + side * 5.2 * m, desk + (c.H - desk) * 0.62, 4.4 * m, 3.6 * m, steps=40), p.ink, 0.8 * m)
        c.line([(sx - 1 * m, desk + (c.H - desk) * 0.6), (sx + 1 * m, desk + (c.H - desk) * 0.6)], p.ink, 0.8 * m)


def _book(c: Canvas, x: float, y: float, w: float, h: float, tone: Colour, spine: bool) -> None:
    """One lying book."""
    body = rounded(x - w / 2, y - h, x + w / 2, y, 0.8)
    c.fill(body, tone)
    if spine:
        band = lighter(tone, 0.6) if sum(tone) < 470 else darker(tone, 0.5)
        c.fill(rect(x - w * 0.36, y - h, x - w * 0.34, y), band)
        c.fill(rect(x + w * 0.34, y - h, x + w * 0.36, y), band)
        c.fill(rounded(x - w * 0.2, y - h * 0.58, x + w * 0.1, y - h * 0.42, 0.4), band)
        c.fill(rounded(x + w * 0.15, y - h * 0.58, x + w * 0.24, y - h * 0.42, 0.4), band)
    else:
        c.fill(rect(x - w / 2 + 2, y - h * 0.86, x + w / 2 + 0.2, y - h * 0.14), c.p.light)
        for i in range(1, 4):
            c.fill(
                rect(x - w / 2 + 2, y - h * (0.14 + i * 0.18), x + w / 2, y - h * (0.13 + i * 0.18)),
                darker(c.p.light, 0.14),
            )
    c.shade(body, darker(tone, 0.5), 0, 0.6, 0.5)
    c.fill(rect(x - w / 2 + 1, y - 0.35, x + w / 2 - 1, y), darker(tone, 0.4), 0.6)


def _shelf(c: Canvas, tones: list[Colour]) -> None:
    r, p = c.rng, c.p
    back = darker(r.choice([p.a, p.b, p.ink, mix(p.c, p.b, 0.4)]), 0.35)
    board = mix(p.c, p.b, r.choice([0.2, 0.5]))
    c.fill(rect(0, 0, 100, c.H), back)
    rows = 3 if c.H > 90 else 2
    gap = c.H / rows
    for j in range(rows):
        base = (j + 1) * gap - 3
        x, skip = -2.0, r.uniform(30, 70)
        while x < 102:
            if skip < x < skip + 20 and j != 1:
                mid = skip + 12
                c.fill(rect(x, j * gap, x + 22, base), back)
                pot(c, mid, base, 13, 11, r.choice([p.c, p.light, p.b]), r.randrange(3))
                for a in range(-160, -15, 24):
                    c.fill(
                        leaf(mid, base - 10, r.uniform(10, gap * 0.42), 4, a + c.wave(a * 0.01, 2), (a + 90) * 0.6),
                        p.leaf,
                    )
                x, skip = skip + 24, 999
                continue
            w, h = r.uniform(3.6, 8), gap * r.uniform(0.58, 0.84)
            tone = r.choice(tones)
            lean = 7 if r.random() < 0.08 else 0
            foot = x + (h * 0.12 if lean else 0)
            spine = place(rect(0, -h, w, 0), foot, base, 1, -lean)
            c.fill(spine, tone)
            mark = lighter(tone, 0.6) if sum(tone) < 470 else darker(tone, 0.55)
            style = r.randrange(4)
            marks: list[tuple[float, float, float, float]] = (
                [(0, -0.9, 1, -0.88), (0, -0.12, 1, -0.1)] if style < 2 else []
            )
            if style != 1:
                marks.append((0.36, -0.78, 0.64, -r.uniform(0.3, 0.5)))
            for x0, y0, x1, y1 in marks:
                c.fill(place(rect(x0 * w, y0 * h, x1 * w, y1 * h), foot, base, 1, -lean), mark)
            c.shade(spine, darker(tone, 0.5), 0, 0.6, 0.5)
            x += w + 0.35 + (h * 0.13 if lean else 0)
        c.shadow(rect(0, j * gap - 3, 100, j * gap + 3), 3, 0.5)
        c.fill(rect(-1, base, 101, base + 3), board)
        c.fill(rect(-1, base + 2.2, 101, base + 3), darker(board, 0.4))
