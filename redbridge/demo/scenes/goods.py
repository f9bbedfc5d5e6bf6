"""Goods of small shops, one on a picture: for product pages."""

from collections.abc import Callable, Sequence

from .canvas import Canvas
from .palettes import Colour, apart, darker, lighter, mix, rgb
from .props import wall_light
from .shapes import Outline, Points, ellipse, leaf, place, rect, ribbon, rounded, smooth

Thing = Callable[[Canvas, float, float, float, Sequence[Colour]], None]


def tea_tin(c: Canvas) -> None:
    """A tin of tea with a few leaves beside it."""
    _shot(c, _tin)


def ceramic_cup(c: Canvas) -> None:
    """A glazed cup."""
    _shot(c, _cup)


def tote_bag(c: Canvas) -> None:
    """A cloth bag with a printed mark."""
    _shot(c, _tote)


def lip_balm(c: Canvas) -> None:
    """Two sticks of lip balm, one open."""
    _shot(c, _balm)


def notebook(c: Canvas) -> None:
    """A notebook with a pen."""
    _shot(c, _notebook)


def _shot(c: Canvas, thing: Thing) -> None:
    """A thing on a plain coloured ground with a long shadow."""
    r, p, m = c.rng, c.p, c.m
    ground = r.choice([p.bg, p.bg2, p.d, mix(p.a, p.light, 0.5), mix(p.c, p.light, 0.35), p.a, mix(p.b, p.d, 0.35)])
    floor = c.H * 0.66
    c.blend(None, lighter(ground, 0.14), darker(ground, 0.04))
    low = darker(ground, 0.13)
    c.blend(rect(0, floor, 100, c.H), low, lighter(low, 0.1))
    c.shade(rect(0, floor, 100, c.H), darker(low, 0.35), 90, 0.35)
    x, base = 50.0, floor + (c.H - floor) * 0.36
    if r.random() < 0.55:
        prop = r.choice([v for v in (p.c, p.b, p.light, lighter(p.a, 0.3)) if v != ground])
        c.fill(ellipse(50 + r.choice([-1, 1]) * 12, floor - 26 * m, 30 * m), prop)
        c.fill(rect(0, floor, 100, c.H), low)
        c.shade(rect(0, floor, 100, c.H), darker(low, 0.35), 90, 0.35)
    else:
        wall_light(c, r.uniform(4, 44), floor - 62 * m, 36 * m, 54 * m, 12, alpha=0.3)
    c.shadow(
        [(x - 16 * m, base), (x + 16 * m, base), (x + 48 * m, base + 10 * m), (x + 22 * m, base + 12 * m)], 3.4, 0.35
    )
    tones = [v for v in (p.a, p.b, p.light, p.c, p.ink, p.leaf) if apart(v, ground) > 130]
    r.shuffle(tones)
    thing(c, x, base, min(1.5 * m, base / 60), tones)


def _emblem(c: Canvas, x: float, y: float, k: float, tone: Colour) -> None:
    """A small mark: two hills, a bridge or a leaf."""
    kind = c.rng.randrange(3)
    if kind == 0:
        for i in range(6):
            c.fill(leaf(x, y + 3 * k, 7 * k, 2.8 * k, -150 + i * 24), tone)
    elif kind == 1:
        for rr in (6, 4, 2):
            c.line(ellipse(x, y + 3 * k, rr * k, rr * k, 0, 180, 360, 24), tone, 0.9 * k)
        c.line([(x - 7.4 * k, y + 3 * k), (x + 7.4 * k, y + 3 * k)], tone, 0.9 * k)
    else:
        c.fill(ellipse(x, y - 1 * k, 4 * k), tone)
        c.line(
            smooth(
                [
                    (x - 7 * k, y + 4 * k),
                    (x - 3 * k, y + 2.6 * k),
                    (x, y + 4 * k),
                    (x + 3 * k, y + 2.6 * k),
                    (x + 7 * k, y + 4 * k),
                ],
                False,
            ),
            tone,
            0.8 * k,
        )


def _lines(c: Canvas, x: float, y: float, k: float, tone: Colour, widths: Sequence[float]) -> None:
    for i, w in enumerate(widths):
        c.fill(rounded(x - w * k / 2, y + i * 2.4 * k, x + w * k / 2, y + i * 2.4 * k + 0.8 * k, 0.3), tone)


def _tin(c: Canvas, x: float, y: float, k: float, tones: Sequence[Colour]) -> None:
    p, tone, label = c.p, tones[0], c.p.light if tones[0] != c.p.light else c.p.d
    c.pool(x + 2 * k, y, 18 * k, 2 * k, 0.45)
    body = (
        [(x - 15 * k, y - 34 * k)] + ellipse(x, y - 1 * k, 15 * k, 2.6 * k, 0, 180, 0, 24) + [(x + 15 * k, y - 34 * k)]
    )
    c.fill(body, tone)
    band = (
        [(x - 15 * k, y - 28 * k)]
        + ellipse(x, y - 7 * k, 15 * k, 2.6 * k, 0, 180, 0, 24)
        + ellipse(x, y - 28 * k, 15 * k, 2.6 * k, 0, 0, 180, 24)
    )
    c.fill(band, label)
    _emblem(c, x, y - 18 * k, 0.95 * k, tones[1] if tones[1] != label else tone)
    _lines(c, x, y - 11.5 * k, k, p.ink, (14, 9))
    lid = (
        [(x - 15.6 * k, y - 42 * k)]
        + ellipse(x, y - 34 * k, 15.6 * k, 2.6 * k, 0, 180, 0, 24)
        + [(x + 15.6 * k, y - 42 * k)]
    )
    c.fill(lid, lighter(tone, 0.1))
    for part in (body, lid):
        c.shade(part, darker(tone, 0.6), 0, 0.75, 0.4)
    c.fill(ellipse(x, y - 42 * k, 15.6 * k, 2.8 * k), lighter(tone, 0.3))
    c.fill(rounded(x - 11 * k, y - 39 * k, x - 9.4 * k, y - 3 * k, 0.8), p.light, 0.35)
    for _i in range(14):
        lx, ly = x + c.rng.uniform(-34, -18) * k, y + c.rng.uniform(1, 7) * k
        c.fill(
            leaf(lx, ly, 4 * k, 1.3 * k, c.rng.uniform(0, 360), 30), c.rng.choice([p.leaf, darker(p.leaf, 0.3), p.ink])
        )


def _cup(c: Canvas, x: float, y: float, k: float, tones: Sequence[Colour]) -> None:
    tone, glaze = tones[0], tones[1]
    c.pool(x + 2 * k, y, 16 * k, 2 * k, 0.45)
    c.line(ellipse(x + 17 * k, y - 16 * k, 7 * k, 8 * k), darker(tone, 0.12), 3 * k)
    body = smooth(
        [
            (x - 16.5 * k, y - 30 * k),
            (x - 16 * k, y - 14 * k),
            (x - 11 * k, y - 1 * k),
            (x, y),
            (x + 11 * k, y - 1 * k),
            (x + 16 * k, y - 14 * k),
            (x + 16.5 * k, y - 30 * k),
        ],
        False,
    ) + ellipse(x, y - 30 * k, 16.5 * k, 3.6 * k, 0, 0, -180, 24)
    c.fill(body, tone)
    with c.clip(body):
        drip = smooth(
            [
                (x - 20 * k, y - 36 * k),
                (x - 20 * k, y - 18 * k),
                (x - 12 * k, y - 14 * k),
                (x - 5 * k, y - 19 * k),
                (x + 2 * k, y - 12 * k),
                (x + 9 * k, y - 18 * k),
                (x + 20 * k, y - 15 * k),
                (x + 20 * k, y - 36 * k),
            ]
        )
        c.fill(drip, glaze)
        for _ in range(40):
            c.dot(
                x + c.rng.uniform(-16, 16) * k,
                y - c.rng.uniform(0, 30) * k,
                c.rng.uniform(0.12, 0.4) * k,
                c.p.ink,
                0.55,
            )
    c.shade(body, darker(tone, 0.6), 10, 0.7, 0.4)
    c.fill(ellipse(x, y - 30 * k, 16.5 * k, 3.7 * k), lighter(glaze, 0.3))
    c.fill(ellipse(x, y - 29.6 * k, 15 * k, 3 * k), darker(tone, 0.4))
    c.fill(rounded(x - 12.4 * k, y - 26 * k, x - 10.6 * k, y - 12 * k, 0.9), c.p.light, 0.4)


def _tote(c: Canvas, x: float, y: float, k: float, tones: Sequence[Colour]) -> None:
    p, canvas = c.p, c.rng.choice([c.p.light, c.p.d, tones[0]])
    c.pool(x + 2 * k, y, 20 * k, 1.6 * k, 0.45)
    for dy, shade in ((-1.5, 0.25), (0, 0.1)):
        strap = smooth(
            [
                (x - 8 * k, y + (dy - 33) * k),
                (x - 7 * k, y + (dy - 48) * k),
                (x, y + (dy - 53) * k),
                (x + 7 * k, y + (dy - 48) * k),
                (x + 8 * k, y + (dy - 33) * k),
            ],
            False,
        )
        c.line(strap, darker(canvas, shade + 0.08), 2 * k)
    body = smooth(
        [
            (x - 18 * k, y - 35 * k),
            (x + 18 * k, y - 35 * k),
            (x + 19.4 * k, y - 16 * k),
            (x + 18 * k, y - 0.5 * k),
            (x, y + 0.6 * k),
            (x - 18 * k, y - 0.5 * k),
            (x - 19.4 * k, y - 16 * k),
        ],
        steps=4,
    )
    c.fill(body, canvas)
    c.shade(body, darker(canvas, 0.45), 20, 0.55, 0.3)
    c.fill(rect(x - 17.6 * k, y - 34 * k, x + 17.6 * k, y - 33.4 * k), darker(canvas, 0.2))
    ink = next(v for v in (tones[1], tones[0], p.ink) if v != canvas)
    c.fill(ellipse(x, y - 18 * k, 11 * k), ink)
    _emblem(c, x, y - 19 * k, 1.15 * k, lighter(canvas, 0.3) if sum(canvas) > 500 else p.light)
    for dx in (-11, 9):
        c.line(
            smooth([(x + dx * k, y - 4 * k), (x + (dx + 2) * k, y - 9 * k), (x + (dx + 1) * k, y - 13 * k)], False),
            darker(canvas, 0.16),
            0.4 * k,
        )


def _balm(c: Canvas, x: float, y: float, k: float, tones: Sequence[Colour]) -> None:
    p, tone = c.p, tones[0]
    other = tones[1]
    for dx, open_, t in ((-9, True, tone), (10, False, other)):
        bx = x + dx * k
        c.pool(bx + 1.5 * k, y, 7 * k, 1.3 * k, 0.45)
        body = rounded(bx - 6 * k, y - 26 * k, bx + 6 * k, y, 1.2 * k)
        c.fill(body, t)
        c.fill(rect(bx - 6 * k, y - 25 * k, bx + 6 * k, y - 23.8 * k), darker(t, 0.3))
        label = p.light if sum(t) < 520 else p.ink
        _emblem(c, bx, y - 15 * k, 0.62 * k, label)
        _lines(c, bx, y - 9 * k, 0.8 * k, label, (8, 5))
        if open_:
            c.fill(rect(bx - 4.6 * k, y - 31 * k, bx + 4.6 * k, y - 26 * k), mix(p.light, p.ink, 0.12))
            stick = [
                (bx - 4 * k, y - 30.6 * k),
                (bx - 4 * k, y - 37 * k),
                (bx - 1 * k, y - 40.6 * k),
                (bx + 4 * k, y - 37.6 * k),
                (bx + 4 * k, y - 30.6 * k),
            ]
            pink = rgb("#D9777A")
            c.fill(smooth(stick, steps=4), pink)
            c.shade(stick, darker(pink, 0.4), 0, 0.6)
        else:
            cap = rounded(bx - 6 * k, y - 44 * k, bx + 6 * k, y - 26 * k, [3 * k, 3 * k, 0.4, 0.4])
            c.fill(cap, lighter(t, 0.16))
            c.shade(cap, darker(t, 0.6), 0, 0.75, 0.4)
        c.shade(body, darker(t, 0.6), 0, 0.75, 0.4)
        c.fill(rounded(bx - 4.4 * k, y - 22 * k, bx - 3.6 * k, y - 2 * k, 0.4), p.light, 0.4)


def _notebook(c: Canvas, x: float, y: float, k: float, tones: Sequence[Colour]) -> None:
    p, tone = c.p, tones[0]
    turn = c.rng.uniform(-9, 9)
    cy = y - 20 * k

    def at(pts: Outline) -> Points:
        return place(pts, x, cy, k, turn)

    c.shadow(at(rounded(-16, -23, 17, 23, 1.6)), 2.6, 0.5, 2.4, 3)
    c.fill(at(rounded(-15, -22, 17.2, 23.4, 1.6)), darker(p.light, 0.12))
    c.fill(at(rounded(-15, -22, 16.6, 22.8, 1.6)), p.light)
    cover = at(rounded(-16, -23, 16, 22, 1.6))
    c.fill(cover, tone)
    c.fill(at(rect(-16, -23, -11.4, 22)), darker(tone, 0.25))
    c.shade(cover, darker(tone, 0.5), 50, 0.5, 0.35)
    label = p.light if tone != p.light else p.d
    c.fill(at(rounded(-6, -14, 11, 0, 0.8)), label)
    ex, ey = place([(2.5, -9)], x, cy, k, turn)[0]
    _emblem(c, ex, ey, 0.62 * k, tones[1] if tones[1] != label else p.b)
    c.fill(at(rect(-2, -3.4, 7, -2.7)), p.ink)
    c.fill(at(rect(11.6, -23, 13, 22)), tones[1] if tones[1] != tone else p.c)
    pen = place(ribbon([(0, -22), (0, 20)], 2.0), x + 25 * k, cy + 2 * k, k, turn + 16)
    c.shadow(pen, 1, 0.4, 1, 1.4)
    c.fill(pen, p.ink)
    c.fill(place(ribbon([(0, 14), (0, 20)], 2.0, 0.5), x + 25 * k, cy + 2 * k, k, turn + 16), p.c)
