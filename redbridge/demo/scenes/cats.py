"""Cats: on a sill, curled up, or looking at you."""

from .canvas import Canvas
from .palettes import HOURS, Colour, darker, lighter, mix, rgb
from .props import leaf_shadow, pot, wall_and_floor, wall_light, window
from .shapes import (
    arch,
    blob,
    ellipse,
    leaf,
    place,
    rect,
    ribbon,
    rounded,
    smooth,
)


def cat(c: Canvas) -> None:
    """A cat: on a sill looking out, curled up on a cushion, or sitting and looking at you."""
    style = c.rng.randrange(3)
    (_cat_sill, _cat_curled, _cat_front)[style](c)


def _fur(c: Canvas) -> tuple[Colour, Colour]:
    """Coat and marking colours."""
    return c.rng.choice(
        [
            (rgb("#D98A3D"), rgb("#B5652A")),
            (rgb("#2A2526"), rgb("#3A3436")),
            (rgb("#F7EFE3"), rgb("#E2A45B")),
            (rgb("#8D8A88"), rgb("#6A6868")),
            (rgb("#EBD9BF"), rgb("#6B4B3A")),
            (rgb("#F7EFE3"), rgb("#3B3332")),
        ]
    )


def _cat_sill(c: Canvas) -> None:
    r, p, m = c.rng, c.p, c.m
    hour = r.choice(HOURS)
    sill = c.H * 0.78
    wall = r.choice([p.bg2, p.d, darker(p.a, 0.2), p.b, mix(p.leaf, p.bg, 0.3)])
    c.fill(rect(0, 0, 100, c.H), wall)
    c.shade(rect(0, 0, 100, c.H), darker(wall, 0.4), 90, 0.4, 0.3)
    kind = r.choice(["rect", "arch", "rect"])
    x0, x1, top = 14, 86, c.H * 0.08
    frame = p.light
    outer = (arch if kind == "arch" else rect)(x0 - 2.4, top - 2.4, x1 + 2.4, sill)
    c.shadow(outer, 1.6, 0.25, 0.8, 1)
    c.fill(outer, frame)
    opening = window(c, x0, top, x1, sill, hour, kind)
    with c.clip(opening):
        dark = hour in ("dusk", "night")
        for i in range(9):
            w, x = r.uniform(8, 15), i * 11 - 4 + r.uniform(-2, 2)
            h = r.uniform(10, 34) * m
            tone = mix(r.choice([p.a, p.b, p.c, p.leaf, p.bg2]), p.ink if dark else p.light, 0.6 if dark else 0.4)
            c.fill(rect(x, sill - h - 6, x + w, sill), tone)
            for wy in range(int(h / 5)):
                for wx in range(2):
                    if r.random() < 0.6:
                        c.fill(
                            rect(x + 2 + wx * 4, sill - h - 3 + wy * 5, x + 4 + wx * 4, sill - h - 0.6 + wy * 5),
                            p.c if dark else lighter(tone, 0.45),
                        )
        c.fill(rect(49, 0, 51, sill), frame)
        c.fill(rect(0, top + (sill - top) * 0.4, 100, top + (sill - top) * 0.4 + 1.8), frame)
    drape = r.choice([v for v in (p.c, p.b, p.light, p.a, p.d) if v != wall])
    _curtains(c, sill, drape)
    c.shadow(rect(6, sill, 94, sill + 4), 2, 0.3, 0, 2)
    c.fill(rect(5, sill - 1, 95, sill + 4), lighter(frame, 0.2))
    c.shade(rect(5, sill - 1, 95, sill + 4), darker(frame, 0.3), 90, 0.5)
    coat, mark = _fur(c)
    x = r.choice([36, 62])
    _cat_back(c, x, sill + 1, 1.25 * m, coat, mark, 1 if x < 50 else -1)
    px = 78 if x < 50 else 22
    pot(c, px, sill, 13 * m, 12 * m, r.choice([p.b, p.a, p.c]), r.randrange(3))
    for a in range(-150, -20, 22):
        c.fill(
            leaf(px, sill - 11 * m, r.uniform(14, 24) * m, 4.4 * m, a + c.wave(a * 0.01, 2.5), (a + 90) * 0.5),
            mix(p.leaf, p.ink, 0.15 * (a % 3)),
        )


def _curtains(c: Canvas, sill: float, drape: Colour) -> None:
    for side in (0, 1):
        edge = 0 if side == 0 else 100
        f = 1 if side == 0 else -1
        sway = c.wave(0.25 * side, 0.9)
        curtain = smooth(
            [
                (edge - f * 4, -4),
                (edge + f * 22, -4),
                (edge + f * (19 + sway), sill * 0.5),
                (edge + f * (9 + sway), sill * 0.72),
                (edge + f * (13 + sway), c.H + 6),
                (edge - f * 4, c.H + 6),
            ]
        )
        c.shadow(curtain, 1.6, 0.25, f * 1.2, 0)
        c.fill(curtain, drape)
        c.shade(curtain, darker(drape, 0.5), 180 if side else 0, 0.6, 0.3)
        for i in range(1, 4):
            c.fill(leaf(edge + f * i * 5, -4, sill * 0.85, 1.2, 90 + f * (i - 2) * 2), darker(drape, 0.14))


def _cat_back(c: Canvas, x: float, y: float, k: float, coat: Colour, mark: Colour, f: float) -> None:
    """A sitting cat seen from behind."""
    tip = c.wave(0.1, 5)
    tail = smooth(
        [
            (x + f * 9 * k, y - 2 * k),
            (x + f * 18 * k, y + 1 * k),
            (x + f * 22 * k, y + 11 * k),
            (x + f * (19 + tip * 0.3) * k, y + 20 * k),
            (x + f * (23 + tip * 0.6) * k, y + 25 * k),
        ],
        closed=False,
    )
    c.fill(ribbon(tail, 4.6 * k, 3.2 * k), mark)
    c.pool(x, y, 15 * k, 1.4 * k)
    body = smooth(
        [
            (x - 12 * k, y),
            (x - 14 * k, y - 10 * k),
            (x - 9 * k, y - 24 * k),
            (x - 6 * k, y - 33 * k),
            (x + 6 * k, y - 33 * k),
            (x + 9 * k, y - 24 * k),
            (x + 14 * k, y - 10 * k),
            (x + 12 * k, y),
        ]
    )
    c.fill(body, coat)
    with c.clip(body):
        for i in range(5):
            c.fill(leaf(x - 9 * k, y - (8 + i * 5) * k, 18 * k, 2.2 * k, 8 - i * 4), mark, 0.85 if coat != mark else 0)
    c.shade(body, darker(coat, 0.5), 20, 0.6, 0.4)
    turn = f * 7
    hx, hy = x + f * 1.2 * k, y - 38 * k
    for side in (-1, 1):
        ear = place(smooth([(side * 2.5, -6), (side * 7.6, -14.5), (side * 9.6, -2)], steps=4), hx, hy, k, turn)
        c.fill(ear, coat if side < 0 else mark)
    head = ellipse(hx, hy, 9.8 * k, 8.6 * k, turn)
    c.fill(head, coat)
    c.shade(head, darker(coat, 0.5), 20, 0.55, 0.4)
    for i in (-1, 0, 1):
        c.fill(place(leaf(i * 2.6, -8.2, 6, 1.5, 90), hx, hy, k, turn), mark)


def _cat_curled(c: Canvas) -> None:
    r, p, m = c.rng, c.p, c.m
    rug = r.choice([p.a, p.b, p.bg2, p.d, darker(p.a, 0.3), p.leaf])
    c.fill(rect(0, 0, 100, c.H), rug)
    for i in range(-4, 26):
        c.fill(place(rect(-120, -0.9, 120, 0.9), 50, i * 7, 1, -14), lighter(rug, 0.14))
    c.shade(rect(0, 0, 100, c.H), darker(rug, 0.5), 40, 0.5, 0.3)
    x, y, k = 50 + r.uniform(-4, 4), c.H * 0.52, 1.15 * (m if c.H < 100 else 1)
    soft = r.choice([v for v in (p.c, p.light, p.b, p.a, p.d) if v != rug])
    bed = blob(r, x, y, 40 * k, 36 * k, 0.04, 10)
    c.shadow(bed, 4, 0.42, 2, 3)
    c.fill(bed, soft)
    c.shade(bed, darker(soft, 0.5), 60, 0.55, 0.35)
    hollow = ellipse(x, y, 31 * k, 28 * k)
    c.fill(hollow, darker(soft, 0.13))
    coat, mark = _fur(c)
    turn = r.uniform(0, 360)
    breath = 1 + c.wave(0, 0.012)
    body = place(
        smooth([(-24, 2), (-20, -14), (-4, -22), (14, -18), (24, -3), (21, 13), (6, 21), (-12, 19)]),
        x,
        y,
        k * breath,
        turn,
    )
    c.shadow(body, 2.4 * k, 0.4, 1, 1.6)
    c.fill(body, coat)
    with c.clip(body):
        for i in range(7):
            a = -150 + i * 34
            sx, sy = place([(24, 0)], 0, 0, 1, a)[0]
            c.fill(place(leaf(sx, sy, 14, 4.4, a + 180 + 14, 20), x, y, k, turn), mark)
    c.shade(body, darker(coat, 0.55), 60, 0.6, 0.4)
    c.fill(place(ribbon(ellipse(0, 3, 20.5, 16, 0, 10, 150, 30), 6.4, 4.2), x, y, k, turn), mark)
    _sleeping_head(c, x, y, k, turn, mark, coat)
    _wool(c)


def _sleeping_head(c: Canvas, x: float, y: float, k: float, turn: float, mark: Colour, coat: Colour) -> None:
    hx, hy = place([(-13, 6)], x, y, k, turn)[0]
    for ear in ([(-9, -1), (-15, -8), (-3, -8)], [(2, -8), (9, -13), (9, -2)]):
        c.fill(place(smooth(ear, steps=4), hx, hy, k, turn), mark)
    head = place(ellipse(0, 0, 10.4, 9, 0), hx, hy, k, turn)
    c.shadow(head, 1.0 * k, 0.3, 0.5, 0.8)
    c.fill(head, coat)
    line = darker(coat, 0.75) if sum(coat) > 250 else lighter(coat, 0.6)
    for ex in (-4.2, 4.2):
        c.line(place(ellipse(ex, 0.4, 2, 1.4, 0, 20, 160, 10), hx, hy, k, turn), line, 0.6 * k)
    c.fill(place([(-1.1, 2.8), (1.1, 2.8), (0, 4.2)], hx, hy, k, turn), rgb("#D9808A"))
    for side in (-1, 1):
        for j in (-1, 1):
            c.line(
                place([(side * 4, 4 + j * 0.5), (side * 12, 4 + j * 1.8)], hx, hy, k, turn),
                lighter(coat, 0.6),
                0.25 * k,
            )


def _wool(c: Canvas) -> None:
    r, p, m = c.rng, c.p, c.m
    bx, by = (84, c.H * 0.9) if r.random() < 0.5 else (15, c.H * 0.1)
    c.shadow(ellipse(bx, by, 7 * m), 1.4, 0.4, 1, 1.4)
    wool = r.choice([p.b, p.c, p.light])
    c.fill(ellipse(bx, by, 7 * m), wool)
    for i in range(5):
        c.line(ellipse(bx, by, 6.4 * m, (1 + i * 1.2) * m, 30, steps=30), darker(wool, 0.16), 0.35 * m)
    c.line(
        smooth(
            [(bx, by + 6 * m), (bx - 10 * m, by + 9 * m), (bx - 16 * m, by + 3 * m), (bx - 26 * m, by + 8 * m)], False
        ),
        wool,
        0.7 * m,
    )


def _cat_front(c: Canvas) -> None:
    r, m = c.rng, c.m
    floor = c.H * 0.74
    wall = wall_and_floor(c, floor)
    if r.random() < 0.6:
        wall_light(c, r.uniform(8, 40), c.H * 0.08, 36, c.H * 0.44, 14, alpha=0.32)
    else:
        leaf_shadow(c, 102, 4, 1.1, 140)
    x, base, k = r.choice([44, 52, 58]), floor + (c.H - floor) * 0.55, 1.62 * m
    _cushion(c, wall, x, base)
    coat, mark = _fur(c)
    bib = lighter(coat, 0.85 if sum(coat) < 300 else 0.5)
    f = r.choice([-1, 1])
    tail = smooth(
        [
            (x + f * 11 * k, base - 4 * k),
            (x + f * 20 * k, base - 5 * k),
            (x + f * 22 * k, base - 14 * k),
            (x + f * (18 + c.wave(0, 1)) * k, base - 21 * k),
        ],
        closed=False,
    )
    c.fill(ribbon(tail, 4.4 * k, 3.4 * k), mark)
    c.dot(*tail[-1], 1.7 * k, mark)
    _sitting_body(c, x, k, base, coat, bib, mark)
    hy = base - 36 * k
    _sitting_head(c, x, k, hy, coat, mark)
    c.fill(ellipse(x, hy + 4.6 * k, 4.8 * k, 3.4 * k), bib)
    _whiskers_and_eyes(c, x, k, hy, coat)


def _cushion(c: Canvas, wall: Colour, x: float, base: float) -> None:
    r, p, m = c.rng, c.p, c.m
    cush = r.choice([v for v in (p.b, p.a, p.c) if v != wall])
    pad = smooth(
        [
            (x - 34 * m, base - 1),
            (x - 30 * m, base - 7 * m),
            (x, base - 9 * m),
            (x + 30 * m, base - 7 * m),
            (x + 34 * m, base - 1),
            (x + 28 * m, base + 6 * m),
            (x, base + 7.4 * m),
            (x - 28 * m, base + 6 * m),
        ]
    )
    c.shadow(pad, 2.6, 0.45, 2, 3)
    c.fill(pad, cush)
    c.shade(pad, darker(cush, 0.5), 70, 0.6, 0.3)


def _sitting_body(c: Canvas, x: float, k: float, base: float, coat: Colour, bib: Colour, mark: Colour) -> None:
    body = smooth(
        [
            (x - 12 * k, base),
            (x - 13 * k, base - 9 * k),
            (x - 8 * k, base - 22 * k),
            (x - 5 * k, base - 30 * k),
            (x + 5 * k, base - 30 * k),
            (x + 8 * k, base - 22 * k),
            (x + 13 * k, base - 9 * k),
            (x + 12 * k, base),
        ]
    )
    c.fill(body, coat)
    c.shade(body, darker(coat, 0.5), 20, 0.55, 0.45)
    c.fill(
        smooth([(x, base - 8 * k), (x - 4.4 * k, base - 20 * k), (x, base - 28 * k), (x + 4.4 * k, base - 20 * k)]), bib
    )
    for side in (-1, 1):
        c.fill(
            rounded(x + side * 3.6 * k - 2.6 * k, base - 15 * k, x + side * 3.6 * k + 2.6 * k, base + 0.6 * k, 2.4 * k),
            mix(coat, mark, 0.0 if side < 0 else 0.12),
        )
        c.fill(ellipse(x + side * 3.8 * k, base - 0.2 * k, 3.4 * k, 2.1 * k), bib)


def _sitting_head(c: Canvas, x: float, k: float, hy: float, coat: Colour, mark: Colour) -> None:
    for side in (-1, 1):
        c.fill(
            smooth(
                [(x + side * 3 * k, hy - 6 * k), (x + side * 9.6 * k, hy - 15 * k), (x + side * 10.6 * k, hy - 1 * k)],
                steps=4,
            ),
            coat if side < 0 else mark,
        )
        c.fill(
            smooth(
                [
                    (x + side * 5 * k, hy - 6.5 * k),
                    (x + side * 8.8 * k, hy - 11.6 * k),
                    (x + side * 9.2 * k, hy - 4 * k),
                ],
                steps=4,
            ),
            rgb("#E3A39A"),
            0.8,
        )
    head = smooth(
        [
            (x - 11.6 * k, hy + 1.5 * k),
            (x - 8.4 * k, hy - 7.6 * k),
            (x, hy - 9 * k),
            (x + 8.4 * k, hy - 7.6 * k),
            (x + 11.6 * k, hy + 1.5 * k),
            (x + 7 * k, hy + 8 * k),
            (x, hy + 9 * k),
            (x - 7 * k, hy + 8 * k),
        ]
    )
    c.shadow(head, 1.2 * k, 0.28, 0, 1.2 * k)
    c.fill(head, coat)
    with c.clip(head):
        c.fill(
            smooth(
                [(x + 1 * k, hy - 10 * k), (x + 13 * k, hy - 10 * k), (x + 13 * k, hy + 3 * k), (x + 4 * k, hy - 1 * k)]
            ),
            mark,
        )
        for i in (-1, 0, 1):
            c.fill(leaf(x + i * 2.8 * k, hy - 9.4 * k, 6 * k, 1.6 * k, 90), mark)


def _whiskers_and_eyes(c: Canvas, x: float, k: float, hy: float, coat: Colour) -> None:
    r, p = c.rng, c.p
    dark = rgb("#241C1A")
    for side in (-1, 1):
        c.fill(
            ellipse(x + side * 5 * k, hy - 0.2 * k, 2.3 * k, 2.2 * k),
            rgb("#D9C25A") if sum(coat) < 300 or r.random() < 0.5 else rgb("#8FBF9A"),
        )
        c.fill(ellipse(x + side * 5 * k, hy - 0.2 * k, 0.9 * k, 2.0 * k), dark)
        c.dot(x + side * 5 * k + 0.5 * k, hy - 1 * k, 0.45 * k, p.light)
        for j in (-1, 0, 1):
            c.line(
                [(x + side * 4 * k, hy + (4.4 + j * 0.5) * k), (x + side * 13 * k, hy + (4.2 + j * 1.7) * k)],
                lighter(coat, 0.75),
                0.22 * k,
            )
    c.fill(
        smooth([(x - 1.3 * k, hy + 2.8 * k), (x + 1.3 * k, hy + 2.8 * k), (x, hy + 4.2 * k)], steps=4), rgb("#D9707C")
    )
    for side in (-1, 1):
        c.line(ellipse(x + side * 1.4 * k, hy + 4.6 * k, 1.4 * k, 1.1 * k, 0, 10, 170, 10), dark, 0.35 * k)
