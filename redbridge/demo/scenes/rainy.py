"""A wet street at night."""

from .canvas import Canvas
from .palettes import Colour, darker, lighter, mix
from .shapes import (
    ellipse,
    rect,
    ribbon,
    rounded,
    smooth,
)


def rain(c: Canvas) -> None:
    """A wet street at night: umbrellas, lit signs, reflections."""
    r, p, m = c.rng, c.p, c.m
    c.at_hour(r.choice(["night", "dusk", "night"]))
    c.sky()
    base = c.H * 0.7
    for depth in (0, 1, 2):
        fade = mix(mix(p.ink, p.a, 0.35), p.ink, depth * 0.4)
        for side in (-1, 1):
            x = 50.0 + side * (6 + depth * 15)
            w = 24 + depth * 8
            top = c.H * (0.3 - depth * 0.13) + r.uniform(-4, 4)
            x0, x1 = min(x, x + side * w), max(x, x + side * w)
            block = rect(x0, top, x1, base + depth * 3)
            c.fill(block, fade, raw=True)
            c.shade(block, darker(fade, 0.5), 90, 0.4)
            for _ in range(9 + depth * 4):
                wx, wy = r.uniform(x0 + 2, x1 - 4), r.uniform(top + 3, base - 16)
                c.fill(
                    rect(wx, wy, wx + 2.2 + depth * 0.6, wy + 3.2 + depth),
                    r.choice([lighter(p.c, 0.2), p.c, mix(fade, p.c, 0.4)]),
                    0.9,
                    raw=True,
                )
    wet = mix(p.ink, p.a, 0.22)
    c.blend(rect(0, base + 4, 100, c.H), mix(wet, p.c, 0.2), darker(wet, 0.3))
    _signs(c, base)
    for x, y, k in sorted(
        (
            (r.uniform(8, 36), base + 12, 0.8),
            (r.uniform(60, 90), base + 9, 0.74),
            (r.uniform(34, 66), base + (c.H - base) * 0.75, 1.5),
        ),
        key=lambda v: v[1],
    ):
        _umbrella(c, x, y, k * m, r.choice([p.b, p.c, p.a, p.light, p.d]))
    fall = c.t * (c.H + 10)
    for i in range(120):
        x, y = (i * 61.8 + 13) % 118 - 5, (i * 37.7 + fall * (3 + i % 3)) % (c.H + 10) - 5
        c.fill(ribbon([(x, y), (x - 0.9, y + 4.4)], 0.18), p.light, 0.3, raw=True)


def _signs(c: Canvas, base: float) -> None:
    r, p = c.rng, c.p
    signs = [p.b, p.c, lighter(p.a, 0.35), lighter(p.b, 0.3), p.d]
    for i in range(7):
        side = r.choice([-1, 1])
        x, y = 50 + side * r.uniform(14, 44), r.uniform(c.H * 0.16, base - 20)
        w, h = r.choice([(5, 16), (6, 22), (13, 6), (8, 8)])
        tone = signs[i % 5]
        c.glow(x + w / 2, y + h / 2, 17, tone, 0.7)
        c.fill(rounded(x, y, x + w, y + h, 1.4), tone, raw=True)
        c.fill(rounded(x + 0.8, y + 0.8, x + w - 0.8, y + h - 0.8, 1), darker(tone, 0.3), raw=True)
        n = max(1, int(max(w, h) / 4.5))
        for j in range(n):
            if h > w:
                c.fill(
                    rounded(x + 1.7, y + 1.8 + j * (h - 2) / n, x + w - 1.7, y + (h - 2) / n * (j + 0.62) + 1.8, 0.6),
                    lighter(tone, 0.6),
                    raw=True,
                )
            else:
                c.fill(
                    rounded(x + 1.7 + j * (w - 2) / n, y + 1.7, x + (w - 2) / n * (j + 0.62) + 1.7, y + h - 1.7, 0.6),
                    lighter(tone, 0.6),
                    raw=True,
                )
        for j in range(6):
            yy = base + 8 + j * (c.H - base) * 0.14
            ww = w * r.uniform(0.4, 1.2)
            c.fill(rounded(x + w / 2 - ww / 2, yy, x + w / 2 + ww / 2, yy + 1.2, 0.6), tone, 0.5 - j * 0.06, raw=True)


def _umbrella(c: Canvas, x: float, y: float, k: float, tone: Colour) -> None:
    p, r = c.p, c.rng
    c.fill(ellipse(x, y + 0.6, 9 * k, 1.2 * k), p.ink, 0.45, raw=True)
    coat = r.choice([darker(p.a, 0.3), mix(p.ink, p.b, 0.35), p.ink])
    for dx in (-1.6, 1.6):
        c.line([(x + dx * k, y - 9 * k), (x + dx * 1.3 * k, y)], p.ink, 1.9 * k, raw=True)
    body = smooth(
        [(x - 3.4 * k, y - 21 * k), (x + 3.4 * k, y - 21 * k), (x + 5.4 * k, y - 6 * k), (x - 5.4 * k, y - 6 * k)]
    )
    c.fill(body, coat, raw=True)
    c.fill(ellipse(x, y - 23.4 * k, 2.4 * k, 2.9 * k), darker(p.d, 0.3), raw=True)
    top = y - 27 * k
    canopy = ellipse(x, top + 3 * k, 13 * k, 11 * k, 0, 180, 360, 40)
    for i in range(4, -1, -1):
        canopy += ellipse(x - 10.4 * k + i * 5.2 * k, top + 3 * k, 2.6 * k, 1.3 * k, 0, 0, -180, 10)
    c.glow(x, top - 6 * k, 18 * k, tone, 0.3)
    c.fill(canopy, tone, raw=True)
    c.shade(canopy, darker(tone, 0.55), 30, 0.7, 0.3)
    for i in (-1, 0, 1):
        c.line(
            smooth([(x, top - 8 * k), (x + i * 4 * k, top - 3 * k), (x + i * 5.2 * k, top + 3 * k)], False),
            darker(tone, 0.25),
            0.35 * k,
            raw=True,
        )
    c.line([(x, top - 8 * k), (x, top - 10 * k)], p.ink, 0.7 * k, raw=True)
