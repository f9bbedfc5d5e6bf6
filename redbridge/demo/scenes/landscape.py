"""Far views: mountains, trains, a beach from above."""

import math

from .canvas import Canvas
from .palettes import HOURS, Colour, darker, lighter, mix, rgb, sky
from .props import cloud, tree
from .shapes import (
    Points,
    ellipse,
    place,
    rect,
    ribbon,
    ridge,
    rounded,
    smooth,
)


def _pine(c: Canvas, x: float, y: float, k: float, tone: Colour) -> None:
    c.fill(rect(x - 0.5 * k, y - 3 * k, x + 0.5 * k, y), darker(tone, 0.4), raw=True)
    for i in range(4):
        w, top = (5.6 - i * 1.15) * k, y - (2 + i * 3.6) * k
        c.fill([(x - w, top), (x + w, top), (x, top - 6.4 * k)], darker(tone, 0.06 * (i % 2)), raw=True)


def _heaven(c: Canvas, horizon: float) -> None:
    """Sky, a sun or moon, stars or clouds."""
    r, p = c.rng, c.p
    c.sky()
    x, y = r.uniform(22, 78), horizon * r.uniform(0.28, 0.62)
    if c.hour in ("night", "dusk"):
        for _ in range(60):
            c.dot(r.uniform(0, 100), r.uniform(0, horizon), r.uniform(0.1, 0.34), p.light, 0.8, raw=True)
        c.glow(x, y, 26, p.light, 0.35)
        c.dot(x, y, 6.4, lighter(p.c, 0.7), raw=True)
        c.dot(x + 2.4, y - 1.4, 5.4, mix(*sky(p, c.hour), 0.3), 0.9 if c.hour == "night" else 0, raw=True)
    else:
        c.glow(x, y, 42, p.light, 0.9)
        red = next((v for v in (p.b, p.a) if v[0] > 160 and v[0] > v[2] + 60), p.c)
        c.dot(x, y, 10, red if r.random() < 0.4 else lighter(p.c, 0.25), raw=True)
    for i in range(3):
        k = (0.7, 1.1, 0.85)[i]
        drift = r.uniform(-10, 110) + c.wave(i * 0.2, 5)
        cloud(c, drift, horizon * (0.2 + 0.24 * i), k, 0.75 if c.hour not in ("night", "dusk") else 0.12)


def mountains(c: Canvas) -> None:
    """Ranges behind each other with mist, a lake or a meadow, and a small sign of people."""
    r, p = c.rng, c.p
    c.at_hour(r.choice(HOURS))
    horizon = c.H * r.uniform(0.58, 0.68)
    _heaven(c, horizon)
    low = sky(p, c.hour)[1]
    near = {"night": mix(p.ink, p.a, 0.34), "dusk": mix(p.ink, p.a, 0.4)}.get(
        c.hour, r.choice([p.a, p.leaf, darker(p.a, 0.25), mix(p.a, p.b, 0.35)])
    )
    lake = r.random() < 0.5
    layers = 4
    for i in range(layers):
        f = i / (layers - 1)
        tone = mix(low, near, 0.22 + 0.62 * f)
        tall = c.H * (0.36 - 0.17 * f)
        crest = ridge(r, -2, 102, horizon + f * c.H * 0.07, tall, 0.5)
        body = crest + [(102, c.H), (-2, c.H)]
        c.fill(body, tone, raw=True)
        hi = min(y for _, y in crest)
        if i == 0 and r.random() < 0.75:
            edge, x = hi + tall * 0.24, -2.0
            teeth: Points = []
            while x < 104:
                teeth.append((x, edge + r.uniform(-0.04, 0.1) * tall * (1 if len(teeth) % 2 else -0.6)))
                x += r.uniform(1.6, 4)
            with c.clip(body):
                c.fill([(-2, 0), *teeth, (104, 0)], mix(tone, p.light, 0.82), raw=True)
        c.shade(crest + [(102, hi + tall * 1.2), (-2, hi + tall * 1.2)], mix(low, p.light, 0.3), 90, 0.62, 0.2)
    ground = c.H * 0.8
    if lake:
        _lake(c, ground, low, near)
    else:
        _meadow(c, ground, near)
    bank = darker(near, 0.35) if c.hour != "night" else mix(near, p.ink, 0.75)
    for _ in range(13):
        x = r.choice([r.uniform(-4, 26), r.uniform(74, 104)])
        y = c.H * 0.86 + abs(x - 50) * 0.12 + r.uniform(0, 8)
        _pine(c, x, y, r.uniform(0.9, 2.0) * c.m, mix(bank, near, r.random() * 0.4))
    c.fill(smooth([(-3, c.H * 0.9), (12, c.H * 0.92), (30, c.H * 0.985), (40, c.H + 2), (-3, c.H + 3)]), bank, raw=True)
    c.fill(
        smooth([(103, c.H * 0.9), (86, c.H * 0.93), (70, c.H * 0.99), (60, c.H + 2), (103, c.H + 3)]), bank, raw=True
    )


def _lake(c: Canvas, ground: float, low: Colour, near: Colour) -> None:
    r, p = c.rng, c.p
    c.blend(rect(0, ground, 100, c.H), mix(low, near, 0.25), mix(near, low, 0.3))
    for i in range(26):
        x, y, w = r.uniform(-5, 100), r.uniform(ground + 1, c.H), r.uniform(4, 20)
        shift = c.wave(i * 0.1, 1.2)
        c.fill(rounded(x + shift, y, x + w + shift, y + 0.5, 0.25), p.light if i % 3 else near, 0.35, raw=True)
    bx, by = r.uniform(24, 70), ground + (c.H - ground) * 0.5
    by += c.wave(0.1, 0.25)
    c.fill(ellipse(bx, by + 0.4, 8, 1.1), near, 0.5, raw=True)
    c.fill(
        smooth([(bx - 8, by - 2.2), (bx - 5, by), (bx + 5, by), (bx + 8, by - 2.2), (bx, by - 1.5)], steps=5),
        darker(p.b, 0.15),
    )
    c.fill(smooth([(bx - 1.6, by - 1.4), (bx - 1.2, by - 5), (bx + 1.2, by - 5), (bx + 1.8, by - 1.4)]), p.c)
    c.dot(bx, by - 6, 1.1, p.ink)


def _meadow(c: Canvas, ground: float, near: Colour) -> None:
    r, p = c.rng, c.p
    slope = smooth([(-2, ground - 2), (30, ground + 3), (66, ground - 3), (102, ground + 2)], False) + [
        (102, c.H),
        (-2, c.H),
    ]
    field = mix(near, p.c, 0.35)
    c.fill(slope, field)
    c.shade(slope, darker(field, 0.5), 90, 0.5, 0.1)
    path = smooth([(58, ground), (49, ground + 4), (60, ground + 10), (44, c.H + 3)], False)
    c.fill(ribbon(path, 0.8, 9), lighter(field, 0.5))
    if r.random() < 0.5:
        hx, hy = r.choice([24, 76]), ground + 5
        c.fill(rect(hx - 5, hy - 6, hx + 5, hy), p.light)
        c.shade(rect(hx - 5, hy - 6, hx + 5, hy), darker(p.light, 0.4), 0, 0.6)
        c.fill([(hx - 6.6, hy - 5.6), (hx, hy - 11), (hx + 6.6, hy - 5.6)], p.b)
        c.fill(rect(hx - 1.2, hy - 3.6, hx + 1.2, hy), p.ink)
        c.fill(rect(hx + 2.2, hy - 4.4, hx + 3.8, hy - 2.6), lighter(p.c, 0.3), raw=True)
    else:
        hx, hy = 54, ground + 7
        c.fill([(hx - 6, hy), (hx, hy - 8), (hx + 6, hy)], p.b)
        c.fill([(hx - 6, hy), (hx, hy - 8), (hx - 1.4, hy)], lighter(p.b, 0.3))
        c.fill([(hx - 1, hy), (hx, hy - 5), (hx + 1.6, hy)], lighter(p.c, 0.4), raw=True)


def train(c: Canvas) -> None:
    """A train that crosses a viaduct or runs along fields."""
    r, p = c.rng, c.p
    c.at_hour(r.choice(HOURS))
    horizon = c.H * 0.55
    _heaven(c, horizon)
    low = sky(p, c.hour)[1]
    for i in range(3):
        tone = mix(low, r.choice([p.a, p.leaf]), 0.25 + 0.2 * i)
        line = smooth(
            [(x, horizon + i * 5 + math.sin(x * 0.05 + i * 2 + r.random()) * (8 - i * 2)) for x in range(-10, 121, 13)],
            False,
        )
        hill = line + [(120, c.H), (-10, c.H)]
        c.fill(hill, tone)
        c.shade(hill, darker(tone, 0.4), 90, 0.4, 0.0)
    deck = c.H * r.uniform(0.56, 0.62)
    viaduct = r.random() < 0.6
    body = r.choice([p.b, p.a, p.light, p.c])
    k = 1.15
    nose = (r.uniform(70, 92) + 66 + c.t * 330) % 330 - 66
    if viaduct:
        _viaduct(c, deck)
    else:
        _fields(c, deck)
    _carriages(c, nose, deck, k, body)
    if not viaduct:
        for x in (-2, 12, 84, 99):
            _blossom_tree(c, x + r.uniform(-3, 3), c.H * r.uniform(0.94, 1.0), r.uniform(0.8, 1.1))


def _viaduct(c: Canvas, deck: float) -> None:
    r, p = c.rng, c.p
    stone = mix(p.d, p.b, r.choice([0.1, 0.35]))
    front = rect(-2, deck, 102, c.H)
    with c.clip(front):
        span = r.choice([19, 24])
        for x in range(-6, 106, span):
            pillar = rect(x, deck, x + span * 0.3, c.H)
            c.fill(pillar, stone)
            c.shade(pillar, darker(stone, 0.5), 0, 0.6, 0.2)
            top = deck + 3.4
            r2 = span * 0.35
            gap = ellipse(x + span * 0.65, top + r2, r2, r2, 0, 180, 360, 30)
            c.fill([(x + span * 0.3, top)] + gap + [(x + span, top)], stone)
        c.fill(rect(-2, deck, 102, deck + 3.5), lighter(stone, 0.12))
        c.fill(rect(-2, deck + 3, 102, deck + 3.6), darker(stone, 0.25))
    meadow = smooth([(-5, c.H * 0.88), (30, c.H * 0.84), (66, c.H * 0.9), (105, c.H * 0.85)], False) + [
        (105, c.H + 2),
        (-5, c.H + 2),
    ]
    c.fill(meadow, darker(p.leaf, 0.15))
    c.shade(meadow, darker(p.leaf, 0.6), 90, 0.6)
    for _ in range(7):
        tree(
            c,
            r.uniform(0, 100),
            c.H * r.uniform(0.9, 1.0),
            r.uniform(0.35, 0.6),
            mix(p.leaf, r.choice([p.c, p.b, p.a]), 0.4),
            r.choice([0, 1]),
        )


def _fields(c: Canvas, deck: float) -> None:
    r, p = c.rng, c.p
    field = mix(p.leaf, p.c, 0.5)
    c.fill(rect(-2, deck, 102, c.H), field)
    for i in range(-8, 20):
        band = [
            (50 + (i - 6) * 4, deck),
            (50 + (i - 5) * 4, deck),
            (50 + (i - 5) * 26, c.H),
            (50 + (i - 6) * 26, c.H),
        ]
        if i % 2:
            c.fill(band, mix(field, r.choice([p.leaf, p.c, p.d]), 0.4))
    c.shade(rect(-2, deck, 102, c.H), darker(field, 0.5), 90, 0.5, 0.1)
    c.fill(rect(-2, deck - 0.6, 102, deck + 1.6), mix(p.ink, p.d, 0.4))
    for x in range(2, 100, 16):
        c.line([(x, deck), (x, deck - 17)], p.ink, 0.4)
        c.line([(x, deck - 16), (x + 4, deck - 16)], p.ink, 0.3)
    c.line([(-2, deck - 15.4), (102, deck - 15.4)], p.ink, 0.15)


def _blossom_tree(c: Canvas, x: float, y: float, k: float) -> None:
    tree(c, x, y, k, mix(c.p.leaf, c.rng.choice([c.p.d, c.p.b, c.p.leaf]), 0.7), 0)


def _carriages(c: Canvas, nose: float, deck: float, k: float, body: Colour) -> None:
    p = c.p
    h, length = 9.6 * k, 31 * k
    stripe = p.c if body != p.c else p.b
    for i in range(4):
        x1 = nose - i * (length + 0.8)
        x0 = x1 - length
        if x1 < -5 or x0 > 105:
            continue
        if i == 0:
            shape = smooth(
                [
                    (x0, deck - h),
                    (x1 - 10 * k, deck - h),
                    (x1 - 4 * k, deck - h * 0.8),
                    (x1, deck - h * 0.32),
                    (x1 - 0.6, deck - 0.9),
                ],
                False,
                8,
            ) + [(x0, deck - 0.9)]
        else:
            shape = rounded(x0, deck - h, x1, deck - 0.9, 1)
        c.shadow(rect(x0, deck - 1, x1, deck + 0.6), 0.8, 0.4)
        c.fill(shape, body)
        with c.clip(shape):
            c.fill(rect(x0, deck - h * 0.3, x1, deck - h * 0.18), stripe)
            c.fill(rect(x0, deck - h, x1, deck - h * 0.9), lighter(body, 0.4))
            lit = c.hour in ("dusk", "night")
            glass = lighter(p.c, 0.4) if lit else mix(p.ink, p.bg2, 0.3)
            for j in range(6):
                wx = x0 + 2 + j * (length - (12 if i == 0 else 4) * 1.0) / 6
                c.fill(rounded(wx, deck - h * 0.74, wx + 3.1 * k, deck - h * 0.42, 0.5), glass, raw=lit)
            if i == 0:
                c.fill(
                    [
                        (x1 - 8 * k, deck - h * 0.82),
                        (x1 - 4.6 * k, deck - h * 0.78),
                        (x1 - 1.6 * k, deck - h * 0.46),
                        (x1 - 7 * k, deck - h * 0.46),
                    ],
                    mix(p.ink, p.bg2, 0.2),
                )
        c.shade(shape, darker(body, 0.5), 90, 0.5, 0.4)


def beach(c: Canvas) -> None:
    """A beach from above: surf, parasols, towels, swimmers."""
    r, p, H = c.rng, c.p, c.H
    sand = mix(p.d, rgb("#F2DDB6"), 0.5)
    c.fill(rect(0, 0, 100, H), sand)
    c.shade(rect(0, 0, 100, H), darker(sand, 0.25), 200, 0.4)
    flip = r.choice([True, False])
    tilt = r.uniform(0.16, 0.5)
    sea = mix(p.a, rgb("#279E9F"), 0.72)
    at = H * r.uniform(0.34, 0.5)

    def shore(extra: float, swing: float = 1.0, phase: float = 0.0) -> Points:
        line: Points = []
        for i in range(27):
            x = i * 4 - 2
            y = at + extra + (x - 50) * tilt + math.sin(x * 0.11 + phase) * 2.2 * swing + math.sin(x * 0.047 + 2) * 4
            line.append((100 - x if flip else x, y + c.wave(phase * 0.2, 1.1)))
        return line

    close: Points = [(-4, -40), (104, -40)] if flip else [(104, -40), (-4, -40)]
    for extra, tone, a, phase in (
        (4.5, darker(sand, 0.13), 1, 0.3),
        (1.6, p.light, 0.95, 0.3),
        (0, lighter(sea, 0.42), 1, 0.2),
        (-4, p.light, 0.6, 0.8),
        (-5.6, lighter(sea, 0.25), 1, 0.8),
        (-17, p.light, 0.35, 1.6),
        (-18.2, lighter(sea, 0.1), 1, 1.6),
        (-34, sea, 1, 2.4),
        (-56, darker(sea, 0.16), 1, 3),
    ):
        c.fill(shore(extra, 1, phase) + close, tone, a)
    for _i in range(34):
        x, y = r.uniform(0, 100), r.uniform(-10, H * 0.6)
        edge = at + ((100 - x if flip else x) - 50) * tilt - 12
        if y < edge:
            c.fill(
                ribbon(smooth([(x, y), (x + 2, y - 0.7), (x + 4, y), (x + 6, y - 0.6)], False, 4), 0.1, 0.1, 0.5),
                p.light,
                0.5,
            )
    for _ in range(r.randrange(2, 5)):
        x = r.uniform(8, 92)
        y = at + ((100 - x if flip else x) - 50) * tilt - r.uniform(9, 24)
        if y > 4:
            c.fill(ellipse(x, y, 3, 1.8, 20), p.light, 0.5)
            ring = r.choice([p.b, p.c])
            c.line(ellipse(x, y, 2.3, steps=30), ring, 1.1)
            c.dot(x, y, 1.0, mix(p.ink, p.b, 0.3))
    _parasols(c, at, flip, tilt)


def _parasols(c: Canvas, at: float, flip: bool, tilt: float) -> None:
    r, p, H = c.rng, c.p, c.H
    tones = [p.b, p.c, p.a, p.light, p.leaf]
    rows = []
    for j in range(4):
        for i in range(4):
            x = 10 + i * 27 + (j % 2) * 13 + r.uniform(-3, 3)
            y = at + 19 + j * 21 + ((100 - x if flip else x) - 50) * tilt + r.uniform(-3, 3)
            if -8 < x < 108 and y < H + 10 and r.random() < 0.84:
                rows.append((x, y))
    for x, y in rows:
        tone, other = r.sample(tones, 2)
        a = r.uniform(-25, 25)
        for side in (-1, 1):
            if r.random() < 0.75:
                tx = x + side * 6.2
                towel = place(rounded(-2.7, -5.4, 2.7, 5.4, 0.5), tx, y + 4, 1, a)
                c.shadow(towel, 0.6, 0.3, 0.4, 0.5)
                c.fill(towel, other if side > 0 else lighter(tone, 0.3))
                for s in (-3.4, 3.4):
                    c.fill(place(rect(-2.7, s - 0.4, 2.7, s + 0.4), tx, y + 4, 1, a), p.light)
        if r.random() < 0.82:
            c.shadow(ellipse(x, y, 7), 1.4, 0.42, 3, 3.4)
            n = 10
            for q in range(n):
                c.fill(
                    [(x, y)] + ellipse(x, y, 7, start=q * 36 + a, end=q * 36 + 36 + a, steps=6),
                    tone if q % 2 else p.light,
                )
            c.shade(ellipse(x, y, 7), darker(tone, 0.5), 50, 0.5, 0.35)
            c.dot(x, y, 0.7, p.ink)
