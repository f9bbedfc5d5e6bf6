"""A drawn map with a route and its stops, for itineraries."""

import itertools

from .canvas import Canvas
from .palettes import Colour, darker, lighter, mix, rgb
from .shapes import Points, blob, ellipse, leaf, place, rect, rounded, smooth


def route(c: Canvas) -> None:
    """City blocks or hills, water, parks, a dashed way and numbered stops."""
    r, p, H = c.rng, c.p, c.H
    land = r.choice([p.bg, lighter(p.d, 0.3), lighter(p.bg2, 0.45)])
    c.fill(rect(0, 0, 100, H), land)
    (_city if r.random() < 0.6 else _hills)(c, land)
    stops = _stops(c)
    way = smooth(stops, False, 16)
    tone = p.b
    c.line(way, p.light, 3.4)
    step, on = 0.0, True
    piece = [way[0]]
    for a, b in itertools.pairwise(way):
        step += ((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5
        piece.append(b)
        if step > (3.2 if on else 2.4):
            if on:
                c.line(piece, tone, 1.3)
            piece, step, on = [b], 0.0, not on
    for i, (x, y) in enumerate(stops):
        _pin(c, x, y, i, tone if i not in (0, len(stops) - 1) else p.a)
    corners = [(88, 12), (12, 12), (88, H - 12), (12, H - 12)]
    _compass(c, *max(corners, key=lambda at: min(abs(at[0] - x) + abs(at[1] - y + 8) for x, y in stops)))
    paper = rect(0, 0, 100, H)
    for x in (33.3, 66.6):
        c.shade(rect(x - 9, 0, x, H), darker(land, 0.4), 0, 0.18)
        c.fill(rect(x, 0, x + 0.3, H), p.light, 0.6)
    c.shade(rect(0, H / 2 - 8, 100, H / 2), darker(land, 0.4), 90, 0.14)
    c.shade(paper, darker(land, 0.4), 60, 0.2, 0.5)


def _city(c: Canvas, land: Colour) -> None:
    r, p, H = c.rng, c.p, c.H
    tilt = r.uniform(-24, 24)
    block = [mix(land, p.d, 0.7), mix(land, p.bg2, 0.5), lighter(land, 0.5)]
    step = r.uniform(11, 14)
    for i in range(-7, 15):
        for j in range(-7, 17):
            x, y = i * step - 10, j * step - 10
            w, h = step - 1.7, step - 1.7
            if r.random() < 0.2:
                w += step
            tone = r.choice(block)
            if r.random() < 0.09:
                tone = mix(p.leaf, land, 0.35)
            quad = place(rounded(x - 50, y - 60, x - 50 + w, y - 60 + h, 0.8), 50, H / 2, 1, tilt)
            c.fill(quad, tone)
            if tone == mix(p.leaf, land, 0.35):
                for _ in range(5):
                    px, py = place([(x - 50 + r.uniform(1, w - 1), y - 60 + r.uniform(1, h - 1))], 50, H / 2, 1, tilt)[
                        0
                    ]
                    c.dot(px, py, r.uniform(0.9, 1.5), mix(p.leaf, p.ink, 0.15))
    water = mix(rgb("#5AA5B0"), p.bg2, 0.3)
    bend = [
        (-6, H * r.uniform(0.55, 0.9)),
        (24, H * r.uniform(0.5, 0.75)),
        (52, H * r.uniform(0.45, 0.7)),
        (76, H * r.uniform(0.2, 0.5)),
        (106, H * r.uniform(0.1, 0.4)),
    ]
    if r.random() < 0.5:
        bend = [(100 - x, y) for x, y in bend][::-1]
    line = smooth(bend, False)
    c.line(line, lighter(land, 0.6), 12.6, caps=False)
    c.line(line, water, 10.6, caps=False)
    for i in range(4, len(line) - 3, 6):
        x, y = line[i]
        c.line(
            smooth([(x - 2.4, y), (x - 0.8, y - 0.7), (x + 0.8, y), (x + 2.4, y - 0.7)], False, 5),
            lighter(water, 0.45),
            0.4,
        )
    for i in (12, 29):
        (x, y), (nx, ny) = line[i], line[i + 1]
        dx, dy = ny - y, -(nx - x)
        n = (dx * dx + dy * dy) ** 0.5 or 1
        c.line([(x - dx / n * 8, y - dy / n * 8), (x + dx / n * 8, y + dy / n * 8)], p.light, 2.2, caps=False)
    for tone, width in ((lighter(p.c, 0.35), 2.6),):
        c.line(place([(-110, r.uniform(-30, 30)), (110, r.uniform(-30, 30))], 50, H / 2, 1, tilt), tone, width)
        c.line(place([(r.uniform(-30, 30), -120), (r.uniform(-30, 30), 120)], 50, H / 2, 1, tilt), tone, width)


def _hills(c: Canvas, land: Colour) -> None:
    r, p, H = c.rng, c.p, c.H
    for _ in range(3):
        x, y, s = r.uniform(5, 95), r.uniform(5, H - 5), r.uniform(22, 40)
        turn, flat = r.uniform(0, 180), r.uniform(0.6, 1)
        base = [(r.uniform(0.86, 1.14)) for _ in range(10)]
        for ring in range(5):
            k = s * (1 - ring * 0.19)
            pts = [place([(k * base[i], 0)], 0, 0, 1, i * 36)[0] for i in range(10)]
            outline = place(smooth([(px, py * flat) for px, py in pts]), x, y, 1, turn)
            c.fill(outline, mix(mix(p.leaf, land, 0.78 - ring * 0.1), land, 0.1))
    lake = blob(r, r.uniform(20, 80), H * r.uniform(0.55, 0.8), 24, 13, 0.25, 8)
    water = mix(rgb("#5AA5B0"), p.bg2, 0.25)
    c.fill(lake, water)
    c.shade(lake, darker(water, 0.4), 70, 0.4)
    for _ in range(r.randrange(26, 40)):
        x, y, k = r.uniform(0, 100), r.uniform(0, H), r.uniform(0.7, 1.1)
        c.fill([(x - 2 * k, y), (x + 2 * k, y), (x, y - 5.6 * k)], mix(p.leaf, p.ink, r.uniform(0, 0.35)))
    for _ in range(r.randrange(3, 6)):
        x, y, k = r.uniform(10, 90), r.uniform(14, H - 8), r.uniform(1.2, 1.9)
        rock = mix(mix(p.ink, p.d, 0.45), p.a, 0.2)
        c.fill([(x - 7 * k, y), (x, y - 9 * k), (x + 7 * k, y)], rock)
        c.fill([(x, y - 9 * k), (x + 7 * k, y), (x + 1.4 * k, y)], darker(rock, 0.35))
        c.fill(
            [
                (x - 2.3 * k, y - 6 * k),
                (x, y - 9 * k),
                (x + 2.3 * k, y - 6 * k),
                (x + 0.8 * k, y - 5 * k),
                (x - 0.6 * k, y - 6.4 * k),
            ],
            p.light,
        )


def _stops(c: Canvas) -> Points:
    r, H = c.rng, c.H
    n = r.randrange(4, 7)
    flip = r.random() < 0.5
    out = []
    for i in range(n):
        y = H * (0.88 - 0.68 * i / (n - 1)) + r.uniform(-2, 2)
        x = (26 if (i + flip) % 2 else 72) + r.uniform(-12, 12)
        out.append((x, y))
    return out


def _pin(c: Canvas, x: float, y: float, i: int, tone: Colour) -> None:
    """A map pin with a small sign in it."""
    p = c.p
    c.shadow(ellipse(x + 1.4, y + 0.4, 3.4, 1.2), 0.8, 0.5)
    drop = smooth(
        [
            (x, y),
            (x - 2.6, y - 4.6),
            (x - 5, y - 9),
            (x - 4, y - 14),
            (x, y - 16),
            (x + 4, y - 14),
            (x + 5, y - 9),
            (x + 2.6, y - 4.6),
        ]
    )
    c.fill(drop, tone)
    c.shade(drop, darker(tone, 0.5), 10, 0.5, 0.4)
    cx, cy = x, y - 10.4
    c.dot(cx, cy, 3.6, p.light)
    sign = i % 5
    if sign == 0:
        c.fill(
            [
                (cx - 2, cy - 0.2),
                (cx, cy - 2.2),
                (cx + 2, cy - 0.2),
                (cx + 1.5, cy - 0.2),
                (cx + 1.5, cy + 1.8),
                (cx - 1.5, cy + 1.8),
                (cx - 1.5, cy - 0.2),
            ],
            tone,
        )
    elif sign == 1:
        c.fill(rounded(cx - 1.7, cy - 1.2, cx + 1.1, cy + 1.5, [0.2, 0.2, 1.2, 1.2]), tone)
        c.line(ellipse(cx + 1.3, cy, 0.7, steps=14), tone, 0.4)
    elif sign == 2:
        for a in (-130, -90, -50):
            c.fill(leaf(cx, cy + 2, 4.2, 1.7, a), tone)
    elif sign == 3:
        c.fill(rounded(cx - 2, cy - 1.1, cx + 2, cy + 1.6, 0.4), tone)
        c.dot(cx, cy + 0.2, 0.9, p.light)
    else:
        for j in range(5):
            c.fill(leaf(cx, cy, 2.5, 1.5, j * 72 - 90), tone)


def _compass(c: Canvas, x: float, y: float) -> None:
    p = c.p
    c.shadow(ellipse(x, y, 7), 1, 0.3, 0.4, 0.6)
    c.dot(x, y, 7, p.light)
    for i in range(4):
        c.fill(leaf(x, y, 6, 2.2, i * 90 - 90), p.b if i == 0 else mix(p.ink, p.light, 0.3))
    c.dot(x, y, 0.9, p.light)
