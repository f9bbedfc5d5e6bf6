"""Places full of people: a street market and festivals of three continents."""

import math

from .canvas import Canvas
from .palettes import Colour, darker, lighter, mix, rgb
from .props import SKINS
from .shapes import ellipse, leaf, place, rect, ribbon, rounded, smooth


def _crowd(c: Canvas) -> None:
    """Heads and shoulders of people from behind."""
    r, p, m = c.rng, c.p, c.m
    night = c.hour in ("dusk", "night")
    for row in (0, 1):
        k = (1.0 + row * 0.55) * m
        y = c.H * (0.93 + row * 0.09)
        x = r.uniform(-6, 2)
        while x < 106:
            dark = mix(p.ink, r.choice([p.a, p.b, p.c, p.d]), 0.42 - row * 0.16 if night else 0.75)
            hair = mix(p.ink, r.choice([p.b, p.c, p.ink]), 0.3)
            h = y + r.uniform(-3, 3) * k
            c.fill(
                smooth(
                    [
                        (x - 8 * k, h + 16 * k),
                        (x - 7 * k, h + 3 * k),
                        (x - 2.4 * k, h - 1 * k),
                        (x + 2.4 * k, h - 1 * k),
                        (x + 7 * k, h + 3 * k),
                        (x + 8 * k, h + 16 * k),
                    ]
                ),
                dark,
                raw=True,
            )
            c.fill(
                rounded(x - 1.6 * k, h - 5 * k, x + 1.6 * k, h + 1 * k, 1),
                mix(r.choice(SKINS), p.ink, 0.45 if night else 0.1),
                raw=True,
            )
            c.fill(ellipse(x, h - 7 * k, 3.9 * k, 4.6 * k), hair, raw=True)
            pick = r.random()
            if pick < 0.25:
                c.dot(x, h - 12 * k, 2.2 * k, hair, raw=True)
            elif pick < 0.4:
                c.fill(ellipse(x, h - 8.4 * k, 7 * k, 1.8 * k), mix(p.c, p.ink, 0.3), raw=True)
            elif pick < 0.55:
                c.fill(rounded(x - 3.9 * k, h - 8 * k, x + 3.9 * k, h + 2 * k, 2 * k), hair, raw=True)
            x += r.uniform(11, 17) * k


def lantern(c: Canvas, x: float, y: float, k: float, tone: Colour) -> None:
    """A round paper lantern that shines."""
    p = c.p
    c.glow(x, y, 17 * k, lighter(tone, 0.2), 0.6)
    c.fill(ellipse(x, y, 8 * k, 6.8 * k), tone, raw=True)
    for rx in (5.4, 2.4):
        c.line(ellipse(x, y, rx * k, 6.8 * k, steps=40), darker(tone, 0.2), 0.28 * k, raw=True)
    c.glow(x, y + 1 * k, 6.4 * k, lighter(p.c, 0.5), 0.85)
    for dy in (-6.8, 6.8):
        c.fill(rounded(x - 3 * k, y + dy * k - 0.9 * k, x + 3 * k, y + dy * k + 0.9 * k, 0.4), p.c, raw=True)
    for dx in (-1, 0, 1):
        c.line(
            [(x + dx * 0.7 * k, y + 7.6 * k), (x + dx * 1.3 * k + c.wave(x * 0.03, 0.6 * k), y + 14 * k)],
            p.c,
            0.35 * k,
            raw=True,
        )


def lantern_festival(c: Canvas) -> None:
    """A street at night under rows of paper lanterns."""
    c.at_hour(c.rng.choice(["dusk", "night"]))
    c.sky()
    _lanterns(c)
    _crowd(c)


def _lanterns(c: Canvas) -> None:
    r, p, H = c.rng, c.p, c.H
    for side in (-1, 1):
        for depth in range(3):
            w, top = 20 - depth * 5, H * (0.3 + depth * 0.1)
            x = 50 + side * (44 - depth * 14)
            tone = mix(mix(p.ink, p.b, 0.3), p.a, depth * 0.2)
            c.fill(rect(x - w / 2, top, x + w / 2, H), tone, raw=True)
            roof = smooth(
                [
                    (x - w * 0.78, top - 2.4),
                    (x - w * 0.4, top - 3),
                    (x, top - 9),
                    (x + w * 0.4, top - 3),
                    (x + w * 0.78, top - 2.4),
                    (x + w * 0.5, top + 2),
                    (x - w * 0.5, top + 2),
                ],
                steps=5,
            )
            c.fill(roof, darker(tone, 0.4), raw=True)
            for j in range(6):
                for i in (-1, 0, 1):
                    wy = top + 6 + j * 9
                    c.fill(
                        rect(x + i * w * 0.28 - w * 0.1, wy, x + i * w * 0.28 + w * 0.1, wy + 5.4),
                        lighter(p.c, 0.1) if r.random() < 0.7 else darker(tone),
                        0.9,
                        raw=True,
                    )
    c.glow(50, H * 0.86, 46, p.c, 0.8)
    tones = [rgb("#D8402B"), p.b, mix(p.b, p.c, 0.5), rgb("#E2572E")]
    for row, (y, k, n) in enumerate(((0.5, 0.5, 7), (0.34, 0.75, 5), (0.13, 1.15, 4))):
        line = [(x, H * y + math.sin(math.pi * (x + 4) / 108) * 7 - 6) for x in range(-4, 106, 2)]
        c.line(line, p.ink, 0.25, raw=True)
        for i in range(n):
            lx, ly = line[int((i + 0.5 + (row % 2) * 0.15) * len(line) / n) % len(line)]
            lantern(c, lx + c.wave(i * 0.2 + row * 0.3, 0.7), ly + 8 * k, k, tones[(i + row) % 4])


def paper_flags(c: Canvas) -> None:
    """A street under strings of cut paper flags, with a church at its end."""
    c.at_hour(c.rng.choice(["noon", "golden", "dusk"]))
    c.sky()
    _cut_paper(c)
    _crowd(c)


def _cut_paper(c: Canvas) -> None:
    r, p, H = c.rng, c.p, c.H
    walls = [p.a, p.b, p.c, p.d, lighter(p.leaf, 0.2), lighter(p.b, 0.4)]
    r.shuffle(walls)
    for side in (0, 1):
        for i in range(3):
            near, far = (0 + i * 15, 15 + i * 15)
            t0, t1 = H * (0.2 + i * 0.13), H * (0.33 + i * 0.13)
            b0, b1 = H * (1.02 - i * 0.07), H * (0.95 - i * 0.07)
            quad = [(near, t0), (far, t1 - 5), (far, b1), (near, b0)]
            quad = [(100 - x, y) for x, y in quad] if side else quad
            wall = walls[(i + side * 3) % 6]
            c.fill(quad, wall)
            c.shade(quad, darker(wall, 0.5), 180 if side else 0, 0.4)
            for j in range(2):
                wx, wy, s = near + 5, t0 + 12 + j * 22 - i * 3, 1 - i * 0.2
                pane = [(wx, wy), (wx + 5.4 * s, wy + 1.6), (wx + 5.4 * s, wy + 12 * s), (wx, wy + 12.6 * s)]
                c.fill(
                    [(100 - x, y) for x, y in pane] if side else pane,
                    mix(p.ink, wall, 0.25) if c.hour != "dusk" else lighter(p.c, 0.2),
                    raw=c.hour == "dusk",
                )
    dome_x, dome_y = 50, H * 0.68
    stone = mix(p.d, p.light, 0.3)
    c.fill(rect(41, dome_y - 8, 59, H), stone)
    c.fill(ellipse(dome_x, dome_y - 8, 7, 8, 0, 180, 360), p.c)
    for x in (42, 58):
        c.fill(rect(x - 2.6, dome_y - 20, x + 2.6, H), lighter(stone, 0.2))
        c.fill([(x - 3, dome_y - 20), (x, dome_y - 27), (x + 3, dome_y - 20)], p.b)
        c.fill(ellipse(x, dome_y - 15, 1.2, 2), p.ink)
    street = [(45, H * 0.84), (55, H * 0.84), (92, H), (8, H)]
    c.fill(street, mix(p.d, p.bg, 0.4))
    papers = [p.b, p.c, p.a, rgb("#D6457B"), lighter(p.a, 0.35), p.light]
    for row, (y, s) in enumerate(((0.5, 5.4), (0.37, 8), (0.22, 11.5), (0.03, 16))):
        line = [(x, H * y + math.sin(math.pi * x / 100) * s * 0.55) for x in range(-6, 108, 2)]
        c.line(line, p.ink, 0.25)
        n = int(108 / (s * 1.12))
        for i in range(n):
            x, yy = line[min(int((i + 0.1) * len(line) / n), len(line) - 1)]
            _paper_flag(c, x, yy, s, papers[(i + row * 2) % 6], c.wave(i * 0.12 + row * 0.2, s * 0.07), row + i)


def _paper_flag(c: Canvas, x: float, y: float, s: float, tone: Colour, lean: float, pattern: int) -> None:
    sheet = [(x, y), (x + s, y)]
    n = 6
    sheet.extend((x + s * i / n + lean, y + s * (0.98 if i % 2 else 0.86)) for i in range(n, -1, -1))
    c.fill(sheet, tone)
    hole = mix(tone, c.p.light if sum(tone) < 560 else c.p.b, 0.5)
    cx, cy = x + s / 2 + lean * 0.45, y + s * 0.42
    if pattern % 2:
        for q in range(8):
            c.fill(leaf(cx, cy, s * 0.27, s * 0.12, q * 45), hole)
    else:
        c.fill(ellipse(cx, cy, s * 0.17), hole)
        for q in range(10):
            px, py = place([(s * 0.27, 0)], cx, cy, 1, q * 36)[0]
            c.dot(px, py, s * 0.045, hole)
    for q in range(5):
        c.dot(x + s * (0.14 + q * 0.18) + lean * 0.8, y + s * 0.76, s * 0.05, hole)


def funfair(c: Canvas) -> None:
    """A fair at night: a big wheel, tents and fireworks."""
    c.at_hour(c.rng.choice(["dusk", "night"]))
    c.sky()
    _fair(c)
    _crowd(c)


def _fair(c: Canvas) -> None:
    r, p, H = c.rng, c.p, c.H
    bursts = [(r.uniform(12, 34), H * 0.16), (r.uniform(62, 88), H * 0.13), (r.uniform(38, 60), H * 0.28)]
    for i, (x, y) in enumerate(bursts):
        tone, rr = (p.c, lighter(p.b, 0.2), lighter(p.a, 0.4))[i], r.uniform(11, 17)
        grow = 0.72 + 0.28 * (0.5 + c.wave(i * 0.33, 0.5))
        c.glow(x, y, rr * 1.7, tone, 0.5)
        for ring in (1.0, 0.66, 0.36):
            for q in range(18):
                a = q * 20 + ring * 30
                far = place([(rr * ring * grow, 0)], x, y, 1, a)[0]
                near = place([(rr * ring * 0.68 * grow, 0)], x, y, 1, a)[0]
                c.fill(ribbon([near, far], 0.1, 0.75), tone if ring != 0.66 else p.light, raw=True)
    wx, wy, rr = r.choice([34, 64]), H * 0.58, 27 * c.m
    metal = mix(p.light, p.a, 0.25)
    for side in (-1, 1):
        c.line([(wx, wy), (wx + side * 15 * c.m, H)], metal, 1.2, raw=True)
    for ring in (rr, rr * 0.88):
        c.line(ellipse(wx, wy, ring, steps=90), metal, 0.6, raw=True)
    turn = c.t * 90
    for q in range(12):
        x, y = place([(rr, 0)], wx, wy, 1, q * 30 + turn)[0]
        c.line([(wx, wy), (x, y)], metal, 0.35, raw=True)
        tone = (p.b, p.c, lighter(p.a, 0.3))[q % 3]
        c.glow(x, y, 4.6, lighter(p.c, 0.4), 0.7)
        c.fill(ellipse(x, y + 2.2, 3, 2.8, 0, 0, 180), tone, raw=True)
        c.fill(rect(x - 3, y + 1.6, x + 3, y + 2.4), lighter(tone, 0.3), raw=True)
    c.dot(wx, wy, 2.2, p.c, raw=True)
    for i, x in enumerate((8, 30, 70, 94)):
        tone = (p.b, p.a, p.c, p.b)[i]
        top = H * 0.8
        c.glow(x, top + 8, 20, p.c, 0.6)
        n = 6
        for j in range(n):
            a, b = x - 13 + j * 26 / n, x - 13 + (j + 1) * 26 / n
            c.fill(
                [(x - 1 + j * 2 / n, top - 12), (x - 1 + (j + 1) * 2 / n, top - 12), (b, top), (a, top)],
                tone if j % 2 else p.light,
            )
        c.fill(rect(x - 12, top, x + 12, H), mix(tone, p.ink, 0.4))
        c.fill(rect(x - 9, top + 3, x + 9, H), lighter(p.c, 0.2), raw=True)
    line = [(x, H * 0.7 + math.sin(math.pi * (x % 34) / 34) * 5) for x in range(-2, 104)]
    c.line(line, p.ink, 0.25, raw=True)
    for x, y in line[::6]:
        c.glow(x, y + 1, 4.6, lighter(p.c, 0.5), 0.8)
        c.dot(x, y + 1, 0.8, lighter(p.c, 0.7), raw=True)
