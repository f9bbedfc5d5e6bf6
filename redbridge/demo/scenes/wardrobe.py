"""Clothes: an outfit laid out, or a rail."""

from .canvas import Canvas
from .palettes import Colour, apart, darker, lighter, mix
from .props import leaf_shadow, wall_and_floor, wall_light
from .shapes import (
    Outline,
    ellipse,
    place,
    rect,
    rounded,
    smooth,
)


def outfit(c: Canvas) -> None:
    """Clothes on a rail, or an outfit laid out on a plain ground."""
    (_rail if c.rng.random() < 0.5 else _flat_lay)(c)


def _garment(c: Canvas, outline: Outline, tone: Colour, pattern: int, depth: float = 1.0) -> None:
    c.shadow(outline, 1.6, 0.35, 0.9 * depth, 1.3 * depth)
    c.fill(outline, tone)
    soft = lighter(tone, 0.35) if sum(tone) < 480 else darker(tone, 0.28)
    xs, ys = [x for x, _ in outline], [y for _, y in outline]
    with c.clip(outline):
        if pattern == 1:
            y = min(ys)
            while y < max(ys):
                c.fill(rect(min(xs), y, max(xs), y + 1.2), soft)
                y += 3.4
        elif pattern == 2:
            y, odd = min(ys), 0
            while y < max(ys):
                x = min(xs) + odd * 2
                while x < max(xs):
                    c.dot(x, y, 0.7, soft)
                    x += 4
                y, odd = y + 3.2, 1 - odd
        elif pattern == 3:
            x = min(xs)
            while x < max(xs):
                c.fill(rect(x, min(ys), x + 1.6, max(ys)), soft, 0.5)
                x += 4.4
            y = min(ys)
            while y < max(ys):
                c.fill(rect(min(xs), y, max(xs), y + 1.6), soft, 0.5)
                y += 4.4
    c.shade(outline, darker(tone, 0.5), 30, 0.5, 0.35)


def shirt(
    c: Canvas, x: float, y: float, k: float, tone: Colour, pattern: int, turn: float = 0.0, long: bool = True
) -> None:
    """A shirt with a collar; x, y is the middle of the collar."""
    arm = 27 if long else 14
    outline = [
        (-5, 0),
        (-15, 4),
        (-21, arm),
        (-14.4, arm + 1.6),
        (-12, 15),
        (-12, 36),
        (12, 36),
        (12, 15),
        (14.4, arm + 1.6),
        (21, arm),
        (15, 4),
        (5, 0),
        (0, 4),
    ]
    _garment(c, place(outline, x, y, k, turn), tone, pattern)
    edge = darker(tone, 0.25)
    c.fill(place([(-5, 0), (0, 4), (-3.6, 8), (-7.4, 2)], x, y, k, turn), lighter(tone, 0.3))
    c.fill(place([(5, 0), (0, 4), (3.6, 8), (7.4, 2)], x, y, k, turn), lighter(tone, 0.3))
    c.line(place([(0, 4), (0, 36)], x, y, k, turn), edge, 0.3 * k)
    for i in range(5):
        px, py = place([(0.9, 9 + i * 6)], x, y, k, turn)[0]
        c.dot(px, py, 0.55 * k, edge)


def knit(c: Canvas, x: float, y: float, k: float, tone: Colour, pattern: int, turn: float = 0.0) -> None:
    """A knitted jumper."""
    outline = smooth(
        [
            (-5, 0),
            (-13, 3),
            (-19, 15),
            (-22, 31),
            (-16, 33),
            (-12.6, 18),
            (-12.6, 36),
            (12.6, 36),
            (12.6, 18),
            (16, 33),
            (22, 31),
            (19, 15),
            (13, 3),
            (5, 0),
            (0, 2),
        ],
        steps=4,
    )
    _garment(c, place(outline, x, y, k, turn), tone, pattern)
    c.fill(place(ellipse(0, 0.6, 5.6, 2.6, 0, 0, 180), x, y, k, turn), darker(tone, 0.25))
    c.fill(place(rect(-12.4, 33.4, 12.4, 36.4), x, y, k, turn), darker(tone, 0.16))


def coat(c: Canvas, x: float, y: float, k: float, tone: Colour, pattern: int, turn: float = 0.0) -> None:
    """A long coat with lapels and a belt."""
    outline = [
        (-5, 0),
        (-14, 4),
        (-20, 34),
        (-14, 36),
        (-11, 20),
        (-13, 62),
        (13, 62),
        (11, 20),
        (14, 36),
        (20, 34),
        (14, 4),
        (5, 0),
        (0, 3),
    ]
    _garment(c, place(outline, x, y, k, turn), tone, pattern)
    for s in (-1, 1):
        c.fill(
            place([(s * 5, 0), (s * 8.6, 6), (s * 6, 9), (s * 7, 11), (0, 25), (0, 18), (s * 2, 6)], x, y, k, turn),
            lighter(tone, 0.16 if s < 0 else 0.24),
        )
        c.fill(place(rounded(s * 7 - 3, 40, s * 7 + 3, 43, 0.6), x, y, k, turn), darker(tone, 0.22))
    c.fill(place(rect(-11.4, 29, 11.4, 32), x, y, k, turn), darker(tone, 0.3))
    c.line(place([(0, 25), (0, 62)], x, y, k, turn), darker(tone, 0.35), 0.35 * k)
    for yy in (27, 38):
        px, py = place([(2.6, yy)], x, y, k, turn)[0]
        c.dot(px, py, 0.9 * k, c.p.ink)


def dress(c: Canvas, x: float, y: float, k: float, tone: Colour, pattern: int, turn: float = 0.0) -> None:
    """A summer dress."""
    left = smooth([(-4.6, -1), (-6, 4), (-9, 9), (-7, 20), (-10.4, 36), (-17, 56)], False, 6)
    hem = smooth([(-17, 56), (-11, 58), (-5.5, 56.6), (0, 58.2), (5.5, 56.6), (11, 58), (17, 56)], False, 6)
    neck = smooth([(4.6, -1), (3, 5), (0, 6.6), (-3, 5), (-4.6, -1)], False, 5)
    outline = left + hem + [(-x, y) for x, y in left[::-1]] + neck
    _garment(c, place(outline, x, y, k, turn), tone, pattern)
    c.fill(place(rect(-6.9, 19, 6.9, 21.4), x, y, k, turn), darker(tone, 0.35))


def trousers(c: Canvas, x: float, y: float, k: float, tone: Colour, pattern: int, turn: float = 0.0) -> None:
    """Wide trousers; x, y is the middle of the waist."""
    outline = [(-9.6, 0), (9.6, 0), (12, 16), (14, 52), (3, 52), (0, 18), (-3, 52), (-14, 52), (-12, 16)]
    _garment(c, place(outline, x, y, k, turn), tone, pattern)
    c.fill(place(rect(-9.6, 0, 9.6, 3), x, y, k, turn), darker(tone, 0.2))
    for s in (-1, 1):
        c.line(place([(s * 6, 4), (s * 8.6, 50)], x, y, k, turn), darker(tone, 0.22), 0.3 * k)
    c.dot(*place([(0, 1.5)], x, y, k, turn)[0], 0.6 * k, c.p.c)


def bag(c: Canvas, x: float, y: float, k: float, tone: Colour, turn: float = 0.0) -> None:
    """A small handbag; x, y is the middle."""
    c.line(place(ellipse(0, -7, 7, 9, 0, 185, 355, 24), x, y, k, turn), darker(tone, 0.2), 1.1 * k)
    body = place(rounded(-10, -7, 10, 8, [2, 2, 5, 5]), x, y, k, turn)
    _garment(c, body, tone, 0)
    c.fill(place(rounded(-10, -7, 10, 1, [2, 2, 6, 6]), x, y, k, turn), lighter(tone, 0.14))
    c.dot(*place([(0, 1)], x, y, k, turn)[0], 1.2 * k, c.p.c)


def shoes(c: Canvas, x: float, y: float, k: float, tone: Colour, turn: float = 0.0) -> None:
    """A pair of shoes from above."""
    for s in (-1, 1):
        sole = place(
            smooth(
                [
                    (s * 4.4 - 3, 9),
                    (s * 4.4 - 2.6, 0),
                    (s * 4.4 - 3.2, -8),
                    (s * 4.4, -12),
                    (s * 4.4 + 3.2, -8),
                    (s * 4.4 + 2.6, 0),
                    (s * 4.4 + 3, 9),
                    (s * 4.4, 11),
                ]
            ),
            x,
            y,
            k,
            turn,
        )
        _garment(c, sole, tone, 0)
        c.fill(place(ellipse(s * 4.4, 4.4, 2, 5), x, y, k, turn), darker(tone, 0.5))
        for i in range(3):
            c.line(
                place([(s * 4.4 - 1.7, -1.4 - i * 1.7), (s * 4.4 + 1.7, -1.4 - i * 1.7)], x, y, k, turn),
                c.p.light,
                0.45 * k,
            )


def _flat_lay(c: Canvas) -> None:
    r, p = c.rng, c.p
    ground = r.choice([p.bg, p.bg2, p.d, mix(p.a, p.light, 0.45), p.c, darker(p.a, 0.2), mix(p.b, p.d, 0.4)])
    c.fill(rect(0, 0, 100, c.H), ground)
    c.shade(rect(0, 0, 100, c.H), darker(ground, 0.35), 50, 0.35, 0.2)
    c.fill([(8, 0), (34, 0), (76, c.H), (50, c.H)], p.light, 0.14, raw=True)
    tones = [v for v in (p.a, p.b, p.light, p.c, p.ink, p.d, p.leaf) if apart(v, ground) > 90]
    r.shuffle(tones)
    k, side = 1.12 * min(1.0, c.H / 122), r.choice([-1, 1])
    top_y = c.H * 0.5 - 47 * k
    pattern = r.choice([0, 0, 1, 2, 3])
    look = r.randrange(3)
    x = 50 - side * 15 * k
    if look == 0:
        trousers(c, x + side * 5 * k, top_y + 37 * k, k, tones[1], 0, side * -4)
        r.choice([shirt, knit])(c, x, top_y, k, tones[0], pattern, side * 3)
    elif look == 1:
        dress(c, x, top_y + 14 * k, 1.22 * k, tones[0], r.choice([0, 1, 2, 3]), side * 5)
    else:
        shirt(c, x + side * 12 * k, top_y + 16 * k, k, tones[1], pattern, side * 7)
        coat(c, x, top_y + 6 * k, 1.18 * k, tones[0], r.choice([0, 0, 3]), side * -3)
    bx = 50 + side * 27 * k
    bag(c, bx, top_y + 26 * k, 1.15 * k, tones[2], side * 10)
    shoes(c, bx, top_y + 70 * k, 1.1 * k, tones[3 % len(tones)], side * -14)
    gx, gy = bx + side * 2, top_y + 47 * k
    for s in (-1, 1):
        c.line(ellipse(gx + s * 5 * k, gy, 4 * k, 3.4 * k, steps=36), p.ink, 0.8 * k)
        c.fill(ellipse(gx + s * 5 * k, gy, 3.6 * k, 3 * k), mix(p.ink, p.b, 0.4), 0.7)
    c.line([(gx - 1 * k, gy), (gx + 1 * k, gy)], p.ink, 0.8 * k)
    if r.random() < 0.6:
        leaf_shadow(c, 103, 2, 1.0, 130, 0.12)


def _rail(c: Canvas) -> None:
    r, p, m = c.rng, c.p, c.m
    floor = c.H * 0.84
    wall = wall_and_floor(c, floor)
    if r.random() < 0.6:
        wall_light(c, r.uniform(2, 30), c.H * 0.05, 40, c.H * 0.5, 16, alpha=0.3)
    bar, k = floor - 82 * m, 0.98 * m
    metal = p.ink if sum(wall) > 330 else p.c
    c.pool(50, floor + 5, 42, 1.8)
    for x in (12.0, 88.0):
        c.line([(x, bar), (x, floor + 5)], metal, 1)
        c.line([(x - 5, floor + 5), (x + 5, floor + 5)], metal, 1)
    c.line([(10, bar), (90, bar)], metal, 1.2)
    tones = [v for v in (p.a, p.b, p.light, p.c, p.ink, p.d, p.leaf, p.bg2) if apart(v, wall) > 80]
    r.shuffle(tones)
    makers = r.sample([coat, shirt, dress, knit, trousers, dress], 4)
    for i, make in enumerate(makers):
        x = 24 + i * 17.4
        c.line(
            smooth([(x, bar + 5 * m), (x, bar + 1.6 * m), (x + 1.6 * m, bar), (x + 0.2, bar - 1.8 * m)], False, 4),
            metal,
            0.5,
        )
        c.line([(x - 9 * m, bar + 8.6 * m), (x, bar + 4.6 * m), (x + 9 * m, bar + 8.6 * m)], mix(p.c, p.b, 0.4), 0.9)
        make(
            c,
            x,
            bar + (8.4 if make is trousers else 5.4) * m,
            k,
            tones[i % len(tones)],
            r.choice([0, 0, 1, 2, 3]),
            c.wave(i * 0.2, 0.5),
        )
    bag(c, r.choice([26, 74]), floor + 1, 0.95 * m, tones[4 % len(tones)])
    for i in (0, 1):
        x = (66 if i else 54) - 8 * m
        heel = smooth(
            [
                (x - 6 * m, floor + 6),
                (x - 6 * m, floor - 2 * m),
                (x - 2.5 * m, floor - 2 * m),
                (x + 2 * m, floor + 1.6 * m),
                (x + 7 * m, floor + 3.4 * m),
                (x + 7 * m, floor + 6),
            ],
            steps=5,
        )
        c.fill(heel, tones[5 % len(tones)])
        c.shade(heel, darker(tones[5 % len(tones)], 0.5), 90, 0.6)
