"""On the way: a metro at its platform, a ferry across the harbour."""

import math

from .canvas import Canvas
from .palettes import Colour, apart, darker, lighter, mix
from .props import SKINS, cloud, walker
from .shapes import ellipse, rect, rounded, smooth


def metro(c: Canvas) -> None:
    """A metro train at its platform, with people in it and somebody who waits."""
    r, p, m = c.rng, c.p, c.m
    wall = r.choice([p.bg2, p.d, mix(p.a, p.light, 0.45), mix(p.b, p.d, 0.55)])
    line = r.choice([v for v in (p.a, p.b, p.c) if apart(v, wall) > 120])
    ceiling, deck = c.H * 0.12, c.H * 0.79
    c.fill(rect(0, 0, 100, c.H), wall)
    for j in range(int(c.H / 4) + 1):
        for i in range(-1, 14):
            tile = rect(i * 8 + (j % 2) * 4 + 0.2, j * 4 + 0.2, i * 8 + (j % 2) * 4 + 7.8, j * 4 + 3.8)
            c.fill(tile, lighter(wall, 0.12 + 0.1 * ((i * 7 + j * 3) % 3)))
    c.shade(rect(0, 0, 100, deck), darker(wall, 0.5), 270, 0.5, 0.2)
    _ceiling(c, ceiling)
    _line_map(c, ceiling + 8 * m, line)
    body = p.light if apart(p.light, line) > 100 else p.bg2
    _train(c, deck, body, line)
    _platform(c, deck, wall)
    for x in r.sample([15.0, 34.0, 66.0, 86.0], 2):
        walker(c, x + r.uniform(-3, 3), c.H * r.uniform(0.93, 0.98), 1.75 * m)


def _ceiling(c: Canvas, low: float) -> None:
    dark = mix(c.p.ink, c.p.a, 0.2)
    c.fill(rect(0, 0, 100, low), dark)
    for i in range(3):
        x = 6 + i * 33
        c.glow(x + 11, low, 26, c.p.light, 0.5)
        c.fill(rounded(x, low - 2.2, x + 22, low, 0.8), c.p.light)


def _line_map(c: Canvas, y: float, line: Colour) -> None:
    m = c.m
    board = rounded(8, y - 5 * m, 92, y + 5 * m, 1.4)
    c.shadow(board, 1.2, 0.3, 0.6, 1)
    c.fill(board, c.p.light)
    c.fill(rect(14, y - 0.9 * m, 86, y + 0.9 * m), line)
    here = c.rng.randrange(1, 6)
    for i in range(7):
        x = 14 + i * 12
        c.dot(x, y, 2.0 * m if i != here else 3.2 * m, line)
        c.dot(x, y, 1.2 * m if i != here else 1.9 * m, c.p.light)
        c.fill(rect(x - 3, y + 2.9 * m, x + 3, y + 3.5 * m), mix(c.p.ink, c.p.light, 0.45))
    c.dot(14 + here * 12, y, 1.1 * m, c.p.b if line != c.p.b else c.p.a)


def _train(c: Canvas, deck: float, body: Colour, line: Colour) -> None:
    p, m = c.p, c.m
    top = deck - max(48 * m, deck * 0.58)
    c.shadow(rect(0, top, 100, deck), 2.4, 0.45, 0, -1.6)
    car = rect(-2, top, 102, deck)
    c.fill(car, body)
    c.shade(car, darker(body, 0.5), 90, 0.5, 0.35)
    c.fill(rect(-2, top, 102, top + 2.6 * m), darker(body, 0.25))
    c.fill(rect(-2, deck - 10 * m, 102, deck - 6 * m), line)
    inside = mix(p.c, p.light, 0.55)
    shift = c.rng.uniform(-5, 5)
    for x in (-12, 50, 112):
        for side in (-1, 1):
            leaf = rounded(
                x + shift - 8.8 if side < 0 else x + shift + 0.3,
                top + 7 * m,
                x + shift - 0.3 if side < 0 else x + shift + 8.8,
                deck - 1,
                0.8,
            )
            c.fill(leaf, darker(body, 0.14))
            c.line([*leaf, leaf[0]], darker(body, 0.4), 0.3)
            cx = x + shift + side * 4.5
            _pane(c, cx - 2.9, top + 11 * m, cx + 2.9, deck - 17 * m, inside)
    for x in (19, 81):
        _pane(c, x + shift - 17, top + 10 * m, x + shift + 17, deck - 18 * m, inside, people=3)


def _pane(c: Canvas, x0: float, y0: float, x1: float, y1: float, inside: Colour, people: int = 0) -> None:
    r, p, m = c.rng, c.p, c.m
    pane = rounded(x0, y0, x1, y1, 1.6)
    c.fill(pane, inside)
    with c.clip(pane):
        c.fill(rect(x0, y0 + 2 * m, x1, y0 + 2.5 * m), mix(p.ink, inside, 0.4))
        for i in range(people):
            x = x0 + (x1 - x0) * (i + 0.5) / people + r.uniform(-1.5, 1.5)
            head = y0 + (y1 - y0) * r.uniform(0.42, 0.58)
            coat = r.choice([p.a, p.b, p.c, p.leaf, p.ink])
            c.fill(
                smooth(
                    [
                        (x - 4 * m, y1 + 3),
                        (x - 3.4 * m, head + 5 * m),
                        (x, head + 3.4 * m),
                        (x + 3.4 * m, head + 5 * m),
                        (x + 4 * m, y1 + 3),
                    ]
                ),
                coat,
            )
            c.fill(ellipse(x, head, 2.5 * m, 3.1 * m), r.choice(SKINS))
            c.fill(ellipse(x, head - 1.1 * m, 2.8 * m, 2.5 * m, start=165, end=375, steps=20), p.ink)
        c.fill(
            [(x0, y1), (x0 + (x1 - x0) * 0.22, y1), (x0 + (x1 - x0) * 0.5, y0), (x0 + (x1 - x0) * 0.28, y0)],
            p.light,
            0.22,
        )
    c.line([*pane, pane[0]], mix(p.ink, inside, 0.25), 0.5)


def _platform(c: Canvas, deck: float, wall: Colour) -> None:
    p = c.p
    floor = mix(darker(wall, 0.25), p.bg, 0.3)
    c.fill(rect(0, deck, 100, c.H), floor)
    c.fill(rect(0, deck, 100, deck + 1.2), mix(p.ink, floor, 0.2))
    c.fill(rect(0, deck + 1.2, 100, deck + 3.4), mix(p.c, p.light, 0.1))
    for i in range(34):
        c.dot(i * 3 + 1, deck + 2.3, 0.45, darker(p.c, 0.25))
    c.shade(rect(0, deck + 3.4, 100, c.H), darker(floor, 0.45), 90, 0.45)
    for i in range(-3, 14):
        c.line([(i * 11, deck + 3.4), (50 + (i * 11 - 50) * 1.5, c.H)], darker(floor, 0.12), 0.3, caps=False)


def ferry(c: Canvas) -> None:
    """A ferry that crosses a harbour in front of a row of towers."""
    r, p, m = c.rng, c.p, c.m
    c.at_hour(r.choice(["morning", "noon", "golden", "dusk", "night"]))
    c.sky()
    lit = c.hour in ("dusk", "night")
    shore = c.H * r.uniform(0.5, 0.56)
    c.dot(r.choice([20, 78]), c.H * 0.15, 5 * m, p.light, 0.95, raw=True)
    c.glow(50, shore, 70, lighter(p.c, 0.4), 0.5)
    if not lit:
        for i in range(2):
            cloud(c, 22 + i * 48 + r.uniform(-8, 8) + c.wave(i * 0.4, 1.4), c.H * (0.12 + i * 0.07), 0.8, 0.75)
    _skyline(c, shore, lit)
    water = mix(p.a, p.bg2, 0.3)
    c.blend(rect(0, shore, 100, c.H), c.tone(lighter(water, 0.25)), c.tone(darker(water, 0.3)))
    for i in range(46):
        y = shore + 2 + (c.H - shore - 2) * (i / 46) ** 1.3
        x, w = r.uniform(-4, 100) + c.wave(i * 0.13, 0.8), r.uniform(3, 10) * (0.5 + i / 46)
        tone = p.c if lit and i % 3 == 0 else lighter(water, 0.45)
        c.fill(ellipse(x, y, w, 0.28 + i * 0.008, steps=16), tone, 0.5, raw=lit)
    hull = r.choice([p.b, p.ink, darker(p.a, 0.35)])
    _boat(c, 50 + r.uniform(-5, 5), shore + (c.H - shore) * 0.46 + c.wave(0.2, 0.4), 0.94 * m, hull, lit)
    for _ in range(4):
        x, y, s = r.uniform(12, 88), r.uniform(0.2, 0.4) * c.H, r.uniform(1.4, 2.4)
        c.line(
            smooth(
                [(x - 2 * s, y - s * 0.7), (x - s, y - s), (x, y), (x + s, y - s), (x + 2 * s, y - s * 0.7)],
                closed=False,
            ),
            p.ink if not lit else p.light,
            0.4,
        )


def _skyline(c: Canvas, shore: float, lit: bool) -> None:
    r, p = c.rng, c.p
    for layer in (0, 1):
        x = -4.0
        while x < 102:
            w = r.uniform(5, 10)
            tall = c.H * r.uniform(0.08, 0.3 - layer * 0.1)
            tone = mix(r.choice([p.a, p.bg2, p.b]), p.bg, 0.6 - layer * 0.25)
            c.fill(rect(x, shore - tall, x + w, shore), tone)
            if layer == 0 and r.random() < 0.25:
                c.line([(x + w / 2, shore - tall - 6), (x + w / 2, shore - tall)], tone, 0.5)
            for j in range(int(tall / 3)):
                for i in range(int(w / 2)):
                    if r.random() < (0.6 if lit else 0.3):
                        wx, wy = x + 0.8 + i * 2, shore - tall + 1.6 + j * 3
                        c.fill(rect(wx, wy, wx + 1, wy + 1.5), p.c if lit else lighter(tone, 0.35), 0.9, raw=lit)
            x += w + r.uniform(0, 1)
    c.fill(rect(0, shore - 1.2, 100, shore), mix(p.leaf, p.ink, 0.3))


def _boat(c: Canvas, x: float, y: float, k: float, hull: Colour, lit: bool) -> None:
    p = c.p
    glass = lighter(p.c, 0.4) if lit else mix(p.ink, p.bg2, 0.3)
    c.shadow(ellipse(x + 3, y + 2 * k, 40 * k, 2.6 * k), 1.6, 0.4)
    for i, (half, low, high) in enumerate(((31, 9, 19), (25, 19, 27))):
        deck = rounded(x - half * k, y - high * k, x + half * k, y - low * k, 1)
        c.fill(deck, p.light)
        c.shade(deck, darker(p.light, 0.5), 20, 0.5, 0.4)
        n = 9 - i * 2
        for j in range(n):
            wx = x - half * k + (j + 0.5) * 2 * half * k / n
            c.fill(rounded(wx - 1.9 * k, y - (high - 2.2) * k, wx + 1.9 * k, y - (low + 3) * k, 0.5), glass, raw=lit)
        c.fill(rect(x - (half + 2) * k, y - high * k - 1 * k, x + (half + 2) * k, y - high * k), hull)
    c.fill(rounded(x - 8 * k, y - 34 * k, x + 8 * k, y - 28 * k, 0.8), p.light)
    c.fill(rounded(x - 6.6 * k, y - 33 * k, x + 6.6 * k, y - 30.4 * k, 0.5), glass, raw=lit)
    funnel = [(x + 12 * k, y - 28 * k), (x + 13 * k, y - 39 * k), (x + 18 * k, y - 39 * k), (x + 19 * k, y - 28 * k)]
    c.fill(funnel, p.c)
    c.shade(funnel, darker(p.c, 0.5), 0, 0.6, 0.3)
    c.fill(rect(x + 12.8 * k, y - 37 * k, x + 18.2 * k, y - 34.6 * k), hull)
    c.line([(x - 14 * k, y - 28 * k), (x - 14 * k, y - 42 * k)], p.ink, 0.6 * k)
    flutter = math.sin(2 * math.pi * c.t) * 0.8 * k
    c.fill([(x - 14 * k, y - 42 * k), (x - 22 * k, y - 40 * k + flutter), (x - 14 * k, y - 38 * k)], p.b)
    body = [(x - 39 * k, y - 9 * k), (x + 42 * k, y - 10 * k), (x + 35 * k, y + 1.4 * k), (x - 34 * k, y + 1.4 * k)]
    c.fill(body, hull)
    c.shade(body, darker(hull, 0.6), 90, 0.6, 0.3)
    c.fill(rect(x - 37.6 * k, y - 6.6 * k, x + 37.6 * k, y - 5.4 * k), p.light)
    for i in range(-3, 4):
        c.line(ellipse(x + i * 10 * k, y - 2.6 * k, 1.7 * k, steps=24), lighter(hull, 0.45), 0.7 * k)
    for side in (-1, 1):
        foam = smooth([(x + side * 33 * k, y + 2 * k), (x + side * 46 * k, y + 1 * k), (x + side * 50 * k, y + 3 * k)])
        c.fill(foam, p.light, 0.7)
