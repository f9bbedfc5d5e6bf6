"""A market stall with crates and a seller."""

import math

from .canvas import Canvas
from .palettes import Colour, darker, lighter, mix, rgb
from .props import SKINS, walker
from .shapes import ellipse, leaf, rect, rounded, smooth
from .street import awning


def market(c: Canvas) -> None:
    """A market stall with crates of fruit, seen from the front."""
    r, p, m = c.rng, c.p, c.m
    c.at_hour(r.choice(["morning", "noon", "golden", "dusk", "night"]))
    lit = c.hour in ("dusk", "night")
    c.sky()
    base = c.H * 0.9
    _houses_behind(c, base, lit)
    _bunting(c, lit)
    cloth, top = r.choice([p.b, p.a, p.c, p.leaf]), c.H * r.uniform(0.29, 0.34)
    desk = base - 30 * m
    back = darker(cloth, 0.55)
    c.fill(rect(5, top + 8, 95, desk + 4), mix(back, p.c, 0.35) if lit else back)
    if lit:
        c.glow(50, top + 18 * m, 52, lighter(p.c, 0.2), 0.75)
    spots = r.sample([24, 50, 76], r.choice([1, 2]))
    for spot in spots:
        _seller(c, spot, desk + 2, min(1.25 * m, (desk - top - 9 * m) / 37))
    for post in (6.5, 93.5):
        c.fill(rect(post - 1, top, post + 1, base), darker(mix(p.c, p.b, 0.4), 0.3))
    for i in range(4):
        x = 16 + i * 23
        if x not in spots:
            hang = top + 12 * m
            if r.random() < 0.5:
                c.line([(x, top), (x, hang)], p.ink, 0.3)
                c.glow(x, hang + 2, 12, lighter(p.c, 0.5), 0.8 if lit else 0.3)
                c.dot(x, hang + 2, 1.9, lighter(p.c, 0.6), raw=True)
            else:
                for j in range(7):
                    c.fill(
                        leaf(x, top + 8, 13 * m, 2.6 * m, 60 + j * 10 + c.wave(j * 0.1, 2)),
                        r.choice([p.leaf, darker(p.leaf), p.b]),
                    )
    awning(c, 0, 100, top - 2 * m, 11 * m, cloth, 7)
    wood = _rows_of_crates(c, desk)
    c.fill(rect(4, desk + 28 * m, 96, base), darker(wood, 0.35))
    pave = mix(p.d, p.bg2, 0.4)
    c.fill(rect(0, base, 100, c.H), pave)
    c.shadow(rect(3, base - 1, 97, base + 2), 2, 0.5)
    c.shade(rect(0, base, 100, c.H), darker(pave, 0.5), 90, 0.5)
    if r.random() < 0.8:
        walker(c, r.choice([14, 84]), c.H * 0.985, 1.5 * m)


def _houses_behind(c: Canvas, base: float, lit: bool) -> None:
    r, p = c.rng, c.p
    for i in range(7):
        x, w = i * 16 - 8 + r.uniform(-3, 3), r.uniform(13, 19)
        tone = mix(r.choice([p.bg2, p.a, p.b, p.d]), p.bg, 0.45)
        top = c.H * r.uniform(0.1, 0.3)
        c.fill(rect(x, top, x + w, base), tone)
        for _ in range(8):
            wx, wy = x + r.uniform(2, w - 4), r.uniform(top + 3, base - 30)
            c.fill(rect(wx, wy, wx + 2.2, wy + 3.6), lighter(p.c, 0.3) if lit else darker(tone, 0.25), raw=lit)


def _bunting(c: Canvas, lit: bool) -> None:
    p = c.p
    flags = [p.b, p.c, p.a, p.light, p.leaf]
    for row in (0, 1):
        y0 = c.H * (0.05 + row * 0.08)
        line = [(x, y0 + math.sin(math.pi * ((x / 50) % 1)) * 6 + c.wave(x * 0.01, 0.4)) for x in range(-2, 103, 2)]
        c.line(line, p.ink, 0.3)
        for i, (x, y) in enumerate(line[1::3]):
            if lit:
                c.glow(x, y + 1.6, 6, lighter(p.c, 0.4), 0.7)
                c.dot(x, y + 1.4, 0.9, lighter(p.c, 0.6), raw=True)
            else:
                c.fill([(x - 1.9, y), (x + 1.9, y), (x + c.wave(x * 0.02, 0.5), y + 4.6)], flags[(i + row * 2) % 5])


def _rows_of_crates(c: Canvas, desk: float) -> Colour:
    r, p, m = c.rng, c.p, c.m
    fruits = [
        rgb("#E8892B"),
        rgb("#C8342A"),
        rgb("#F1C03C"),
        rgb("#7DA63F"),
        rgb("#6A2F5B"),
        rgb("#F3A08A"),
        rgb("#3E7B4F"),
        rgb("#E9D9A5"),
    ]
    r.shuffle(fruits)
    wood = mix(p.c, p.b, 0.35)
    for row in (0, 1):
        n = 4 - row
        w = 88 / n
        for i in range(n):
            x0, y0 = 6 + i * w, desk + row * 14.5 * m
            _crate(c, x0 + 0.8, y0, x0 + w - 0.8, y0 + 13 * m, fruits[(i + row * 4) % 8], wood, m)
    return wood


def _crate(c: Canvas, x0: float, y0: float, x1: float, y1: float, tone: Colour, wood: Colour, m: float) -> None:
    r = c.rng
    kind = r.randrange(3)
    for j in (2, 1, 0):
        n = int((x1 - x0) / (5.2 * m))
        for i in range(n):
            fx = x0 + (i + 0.5 + (j % 2) * 0.4) * (x1 - x0) / (n + 0.4)
            fy = y0 - j * 2.6 * m + 1.5 * m
            if kind == 2:
                c.fill(
                    leaf(fx, fy + 3 * m, 9 * m, 4.6 * m, -90 + r.uniform(-35, 35)), darker(tone, 0.12 * ((i + j) % 2))
                )
                continue
            size = (2.9 if kind else 2.5) * m
            fruit = ellipse(fx, fy, size, size * (1.0 if kind else 1.15), steps=24)
            c.fill(fruit, darker(tone, 0.1 * ((i + j) % 2)))
            c.shade(fruit, darker(tone, 0.5), 60, 0.6, 0.4)
            c.dot(fx - size * 0.3, fy - size * 0.4, size * 0.22, lighter(tone, 0.6), 0.8)
            if kind == 0:
                c.fill(leaf(fx, fy - size, 2.6 * m, 1.3 * m, -40), c.p.leaf)
    box = rect(x0, y0 + 2.6 * m, x1, y1)
    c.fill(box, wood)
    c.shade(box, darker(wood, 0.5), 90, 0.5, 0.1)
    c.fill(rect(x0, y0 + 7 * m, x1, y0 + 7.7 * m), darker(wood, 0.4))
    mid = (x0 + x1) / 2
    c.fill(rounded(mid - 4.6 * m, y0 + 3.8 * m, mid + 4.6 * m, y0 + 9.6 * m, 0.8), c.p.light)
    c.fill(rect(mid - 3 * m, y0 + 5.2 * m, mid + 2.4 * m, y0 + 6 * m), c.p.b)
    c.fill(rect(mid - 3 * m, y0 + 7.2 * m, mid + 0.6 * m, y0 + 7.8 * m), c.p.ink)


def _seller(c: Canvas, x: float, y: float, k: float) -> None:
    """A person behind the stall, half seen."""
    r, p = c.rng, c.p
    skin, coat, hair = (
        r.choice(SKINS),
        r.choice([p.a, p.light, p.c, p.d]),
        r.choice([p.ink, mix(p.ink, p.b, 0.4), (215, 208, 200)]),
    )
    body = smooth(
        [
            (x - 12 * k, y + 4),
            (x - 11 * k, y - 12 * k),
            (x - 5 * k, y - 18 * k),
            (x + 5 * k, y - 18 * k),
            (x + 11 * k, y - 12 * k),
            (x + 12 * k, y + 4),
        ]
    )
    c.fill(rounded(x - 2.4 * k, y - 22 * k, x + 2.4 * k, y - 14 * k, 2), darker(skin, 0.14))
    c.fill(body, coat)
    c.shade(body, darker(coat, 0.5), 10, 0.5, 0.3)
    c.fill(rounded(x - 6 * k, y - 11 * k, x + 6 * k, y + 5, 1.4), p.b if coat != p.b else p.a)
    c.fill(ellipse(x, y - 26 * k, 5.2 * k, 6.2 * k), skin)
    style = r.randrange(3)
    if style == 0:
        c.fill(ellipse(x, y - 29.4 * k, 10 * k, 2.2 * k), mix(p.c, p.light, 0.4))
        c.fill(ellipse(x, y - 30 * k, 5.4 * k, 5 * k, 0, 180, 360), mix(p.c, p.light, 0.3))
    else:
        c.fill(ellipse(x, y - 28.6 * k, 5.7 * k, 5 * k, 0, 170, 370), hair)
        if style == 2:
            c.dot(x, y - 34 * k, 2.6 * k, hair)
    for side in (-1, 1):
        c.line(ellipse(x + side * 2 * k, y - 25.6 * k, 1 * k, 0.7 * k, 0, 190, 350, 8), p.ink, 0.4 * k)
    c.line(ellipse(x, y - 23.6 * k, 1.7 * k, 1.1 * k, 0, 20, 160, 8), darker(skin, 0.5), 0.45 * k)
