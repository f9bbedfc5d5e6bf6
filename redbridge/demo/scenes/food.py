"""Meals from above: a bowl of noodles, a plate of tacos."""

import math

from .canvas import Canvas
from .palettes import Colour, darker, lighter, mix, rgb
from .shapes import (
    blob,
    ellipse,
    leaf,
    place,
    rect,
    ribbon,
    rounded,
    smooth,
    stem,
    turned,
)

YOLK, HERB, CHILI = rgb("#F2A93B"), rgb("#5E9A4A"), rgb("#C8321F")


def table_top(c: Canvas) -> Colour:
    """A table top from above: plain, checked, tiled or striped, with a beam of sun."""
    r, p, H = c.rng, c.p, c.H
    top = r.choice([p.bg, p.bg2, p.a, p.b, p.d, darker(p.a, 0.35), mix(p.c, p.light, 0.3)])
    c.fill(rect(0, 0, 100, H), top)
    style = r.randrange(5)
    soft = mix(top, p.light if sum(top) < 480 else p.b, 0.16)
    if style == 0:
        n, tilt = 12.5, r.choice([0, 45])
        for i in range(-6, 22):
            for line in ([(i * n, -90), (i * n, 240)], [(-90, i * n), (200, i * n)]):
                c.fill(ribbon(place([(x - 50, y - 60) for x, y in line], 50, 60, 1, tilt), n * 0.5), soft, 0.55)
    elif style == 1:
        for i in range(9):
            for j in range(12):
                x, y = i * 12.5, j * 12.5
                for q in range(4):
                    c.fill(leaf(x + 6.25, y + 6.25, 6.2, 3.2, 45 + q * 90), soft)
                c.dot(x, y, 1.5, soft)
    elif style == 2:
        turn = r.choice([0, 90, 20])
        for i in range(-4, 24, 2):
            c.fill(place(rect(i * 7 - 50, -120, i * 7 - 46.5, 120), 50, H / 2, 1, turn), soft, 0.7)
    elif style == 3:
        cloth = place(rect(-60, -34, 60, 34), 50, H * 0.55, 1, r.uniform(-24, 24))
        c.shadow(cloth, 1.6, 0.25, 1, 1.4)
        c.fill(cloth, r.choice([v for v in (p.light, p.b, p.c, p.d) if v != top]))
    c.shade(rect(0, 0, 100, H), darker(top, 0.4), r.choice([30, 120]), 0.35, 0.3)
    if r.random() < 0.7:
        beam = r.uniform(-10, 40)
        c.fill([(beam, 0), (beam + 26, 0), (beam + 66, H), (beam + 40, H)], p.light, 0.13, raw=True)
        c.fill([(beam + 31, 0), (beam + 37, 0), (beam + 77, H), (beam + 71, H)], p.light, 0.13, raw=True)
    return top


def dish(c: Canvas, x: float, y: float, rr: float, colour: Colour, inner: Colour | None = None) -> None:
    """A round dish from above with a long soft shadow."""
    c.shadow(ellipse(x, y, rr), rr * 0.16, 0.42, rr * 0.13, rr * 0.17)
    c.fill(ellipse(x, y, rr), colour)
    c.shade(ellipse(x, y, rr), darker(colour, 0.5), 50, 0.5, 0.45)
    c.fill(ellipse(x, y, rr * 0.9), inner or darker(colour, 0.08))


def noodles(c: Canvas) -> None:
    """A bowl of noodles from above, with toppings and chopsticks."""
    r, p = c.rng, c.p
    top = table_top(c)
    near = r.random() < 0.45
    rr = (46 if near else 38) * (c.m if c.H < 100 else 1) * r.uniform(0.94, 1.06)
    x, y = 50 + r.uniform(-10, 10), c.H * r.uniform(0.5, 0.56)
    if near:
        x += r.choice([-12, 12])
    wares = [v for v in (p.light, p.a, p.b, p.ink, p.c) if v != top]
    bowl = r.choice(wares)
    dish(c, x, y, rr, bowl)
    c.line(ellipse(x, y, rr * 0.94, steps=90), lighter(bowl, 0.45) if sum(bowl) < 500 else p.b, rr * 0.018)
    soup = r.choice([rgb("#D9852B"), rgb("#B5331C"), rgb("#D29A45"), rgb("#7A4322"), rgb("#C79C58")])
    inside = ellipse(x, y, rr * 0.83)
    c.fill(inside, soup)
    with c.clip(inside):
        c.shadow(ellipse(x, y, rr * 0.9, start=150, end=300) + [(x - rr, y - rr)], rr * 0.1, 0.35, rr * 0.02, rr * 0.02)
        _swirl(c, rr, x, y, soup)
        c.fill(blob(r, x + rr * 0.5, y - rr * 0.5, rr * 0.45, rr * 0.32), soup)
        for _ in range(16):
            c.dot(
                x + r.uniform(-0.8, 0.8) * rr,
                y + r.uniform(-0.8, 0.8) * rr,
                rr * r.uniform(0.008, 0.026),
                lighter(soup, 0.5),
                0.7,
            )
        c.shade(inside, darker(soup, 0.6), 230, 0.4, 0.5)
    parts = [_egg, _greens, _meat, _shrimp, _fishcake, _tofu, _corn]
    r.shuffle(parts)
    turn = r.uniform(0, 360)
    for i, part in enumerate(parts[: r.choice([3, 4, 4])]):
        px, py = place([(rr * 0.47, 0)], x, y, 1, turn + i * r.uniform(78, 98))[0]
        part(c, px, py, rr / 33, turn + i * 90)
    for _ in range(30):
        a, d = r.uniform(0, 360), r.uniform(0, 0.38) * rr
        px, py = place([(d, 0)], x, y, 1, a)[0]
        if r.random() < 0.7:
            c.line(ellipse(px, py, rr * 0.026, steps=12), mix(HERB, p.leaf, r.random() * 0.6), rr * 0.017)
        else:
            c.fill(turned(px, py, rr * 0.07, rr * 0.018, a), CHILI)
    chopsticks(c, x, y, rr, r.choice([p.ink, darker(p.b, 0.2), p.c]))
    _saucers(c, x, y, rr, wares)


def _swirl(c: Canvas, rr: float, x: float, y: float, soup: Colour) -> None:
    r, p = c.rng, c.p
    dough = mix(rgb("#F2D795"), p.light, 0.25)
    flow = r.uniform(0, 180)
    for i in range(34):
        off = (i / 33 - 0.5) * 1.5 * rr
        bend = r.uniform(-0.12, 0.12) * rr
        swirl = [(rr * (s / 7 - 1) * 1.0, off + math.sin(s * 0.9 + i * 0.35) * rr * 0.07 + bend) for s in range(15)]
        c.line(
            smooth(place(swirl, x, y + rr * 0.05, 1, flow), False, 4),
            mix(dough, soup, r.choice([0.0, 0.12, 0.28])),
            rr * 0.032,
            caps=False,
        )


def _saucers(c: Canvas, x: float, y: float, rr: float, wares: list[Colour]) -> None:
    r = c.rng
    for _ in range(r.randrange(1, 4)):
        sx, sy = r.choice([(12, c.H * 0.1), (88, c.H * 0.12), (12, c.H * 0.92), (86, c.H * 0.93)])
        if math.hypot(sx - x, sy - y) > rr + 11:
            dish(c, sx, sy, 10.5 * c.m, r.choice(wares))
            fillc = r.choice([CHILI, HERB, YOLK, rgb("#4A2A1C")])
            c.fill(ellipse(sx, sy, 8 * c.m), fillc)
            for _ in range(12):
                c.dot(
                    sx + r.uniform(-5, 5) * c.m,
                    sy + r.uniform(-5, 5) * c.m,
                    r.uniform(0.4, 1) * c.m,
                    lighter(fillc, 0.4),
                )


def chopsticks(c: Canvas, x: float, y: float, rr: float, wood: Colour) -> None:
    """A pair of chopsticks across a round dish."""
    side = c.rng.choice([-1, 1])
    tilt = 62 * side + c.rng.uniform(-12, 12)
    for i in (0, 1):
        ends = place(
            [(-rr * 1.15, rr * (0.62 + i * 0.1)), (rr * 1.3, rr * (0.66 + i * 0.16))], x, y, 1, tilt - 90 * side
        )
        stick = ribbon(ends, rr * 0.035, rr * 0.07)
        c.shadow(stick, 1.0, 0.4, 0.8, 1.4)
        c.fill(stick, wood)
        c.fill(
            ribbon([ends[0], tuple(a + (b - a) * 0.12 for a, b in zip(*ends, strict=True))], rr * 0.035, rr * 0.04),
            lighter(wood, 0.4),
        )


def _egg(c: Canvas, x: float, y: float, k: float, turn: float) -> None:
    for dx, a in ((0, turn), (9, turn + 25)):
        px, py = place([(dx * k * 0.9, dx * k * 0.5)], x, y, 1, turn)[0]
        c.shadow(ellipse(px, py, 7.4 * k, 5.8 * k, a), 0.8 * k, 0.3, 0.5 * k, 0.8 * k)
        c.fill(ellipse(px, py, 7.4 * k, 5.8 * k, a), rgb("#F8EBD5"))
        yolk = ellipse(px, py, 4 * k, 3.8 * k, a)
        c.fill(yolk, YOLK)
        c.shade(yolk, rgb("#D9691E"), 45, 0.8)


def _greens(c: Canvas, x: float, y: float, k: float, turn: float) -> None:
    for spread in (-30, 0, 30):
        blade = leaf(x, y, 17 * k, 8 * k, turn + spread, spread * 0.5)
        c.fill(blade, mix(HERB, c.p.leaf, 0.4))
        c.shade(blade, darker(HERB, 0.6), turn, 0.6, 0.2)
        c.line(stem(x, y, 12 * k, turn + spread, spread * 0.5), rgb("#DCE5B4"), 0.8 * k)
    c.fill(ellipse(x, y, 4.6 * k, 3.4 * k, turn), rgb("#E6EBC8"))


def _meat(c: Canvas, x: float, y: float, k: float, turn: float) -> None:
    for i in range(3):
        px, py = place([(i * 4.6 * k - 4 * k, i * 1.6 * k)], x, y, 1, turn)[0]
        cut = blob(c.rng, px, py, 8 * k, 6.4 * k, 0.08)
        c.shadow(cut, 0.8 * k, 0.3, 0.5 * k, 0.8 * k)
        c.fill(cut, rgb("#8E4A2E"))
        c.fill(place([(a - px, b - py) for a, b in cut], px, py, 0.82), rgb("#C98A67"))
        c.line(smooth(place([(-4, -2), (-1, 1), (3, -1), (5, 2)], px, py, k, turn), False), rgb("#F0CDB0"), 0.9 * k)


def _shrimp(c: Canvas, x: float, y: float, k: float, turn: float) -> None:
    for i in (0, 1):
        px, py = place([(i * 8 * k, i * 3 * k)], x, y, 1, turn)[0]
        curl = ellipse(px, py, 5 * k, 4.4 * k, turn, 20, 290, 24)
        c.fill(ribbon(curl, 4.6 * k, 1.6 * k), rgb("#F08A5D"))
        for j in range(4, 22, 5):
            c.line([curl[j], ((curl[j][0] * 3 + px) / 4, (curl[j][1] * 3 + py) / 4)], rgb("#FBD9BE"), 0.7 * k)


def _fishcake(c: Canvas, x: float, y: float, k: float, turn: float) -> None:
    for dx in (0, 8):
        px, py = place([(dx * k, dx * 0.4 * k)], x, y, 1, turn)[0]
        c.fill(ellipse(px, py, 5.6 * k), rgb("#FBF4E6"))
        c.line(ellipse(px, py, 5.6 * k, steps=40), rgb("#EAD7BF"), 0.5 * k)
        spiral = [place([(0.3 * s * k, 0)], px, py, 1, s * 42 + turn)[0] for s in range(12)]
        c.line(smooth(spiral, False, 5), rgb("#E4688A"), 0.9 * k)


def _tofu(c: Canvas, x: float, y: float, k: float, turn: float) -> None:
    for i in range(4):
        px, py = place([((i % 2) * 7.4 * k, (i // 2) * 7 * k)], x, y, 1, turn)[0]
        block = turned(px, py, 6.2 * k, 6.2 * k, turn + i * 13)
        c.shadow(block, 0.7 * k, 0.3, 0.5 * k, 0.7 * k)
        c.fill(block, rgb("#FAF0DA"))
        c.shade(block, rgb("#D9A75E"), 60, 0.6)


def _corn(c: Canvas, x: float, y: float, k: float, turn: float) -> None:
    for _ in range(26):
        c.dot(
            x + c.rng.gauss(0, 4.2) * k,
            y + c.rng.gauss(0, 3.4) * k,
            1.25 * k,
            c.rng.choice([YOLK, lighter(YOLK), darker(YOLK, 0.1)]),
        )


def tacos(c: Canvas) -> None:
    """A plate of tacos with lime and salsas from above."""
    r, p = c.rng, c.p
    top = table_top(c)
    k = (c.m if c.H < 100 else 1) * 1.04
    x, y = 50 + r.uniform(-5, 5), c.H * 0.52
    plate = r.choice([v for v in (p.light, p.a, p.b, p.c, p.d) if v != top])
    if r.random() < 0.6:
        dish(c, x, y, 39 * k, plate)
        c.line(ellipse(x, y, 36 * k, steps=80), lighter(plate, 0.5) if sum(plate) < 520 else p.b, 0.6 * k)
    else:
        tray = place(rounded(-41, -33, 41, 33, 9), x, y, k, r.uniform(-14, 14))
        c.shadow(tray, 4, 0.4, 2, 3)
        c.fill(tray, plate)
        c.shade(tray, darker(plate, 0.5), 50, 0.4, 0.4)
    tilt = r.uniform(-35, 35)
    corn = r.choice(
        [rgb("#EDC777"), rgb("#E9B662"), rgb("#8A93AE") if sum(plate) > 520 else rgb("#F3DFA8"), rgb("#F0D9A6")]
    )
    for i in (-1, 0, 1):
        px, py = place([(0, i * 17 * k)], x, y, 1, tilt)[0]
        _taco(c, px, py, k, tilt + r.uniform(-5, 5), corn)
    for i in range(3):
        a = tilt + 90 * (i % 2) + r.uniform(-10, 40) + 180 * (i == 2)
        px, py = place([(31 * k, 0)], x, y, 1, a)[0]
        wedge = ellipse(px, py, 5.4 * k, turn=a, start=0, end=180, steps=24)
        c.fill(wedge, rgb("#5FA04A"))
        c.fill(place([(u - px, v - py) for u, v in wedge], px, py, 0.82), rgb("#D6E79A"))
    spots = [(12, c.H * 0.1), (88, c.H * 0.1), (12, c.H * 0.93), (88, c.H * 0.93)]
    r.shuffle(spots)
    for (sx, sy), sauce in zip(
        spots[: r.randrange(1, 4)], r.sample([CHILI, rgb("#7BA640"), rgb("#E8862E"), rgb("#F4E8D2")], 3), strict=False
    ):
        dish(c, sx, sy, 12.5 * k, r.choice([p.ink, p.light, p.c]))
        c.fill(blob(r, sx, sy, 9.6 * k, 9.6 * k, 0.06), sauce)
        for _ in range(14):
            c.dot(
                sx + r.uniform(-6, 6) * k,
                sy + r.uniform(-6, 6) * k,
                r.uniform(0.4, 1.1) * k,
                r.choice([lighter(sauce, 0.4), HERB, darker(sauce)]),
            )


def _taco(c: Canvas, x: float, y: float, k: float, turn: float, corn: Colour) -> None:
    r = c.rng
    shell = place(
        smooth([(-22, 6), (-19, -5), (-8, -11), (8, -11), (19, -5), (22, 6), (12, 8.5), (-12, 8.5)]), x, y, k, turn
    )
    c.shadow(shell, 1.6 * k, 0.4, 1 * k, 1.6 * k)
    c.fill(shell, darker(corn, 0.16))
    meat, salsa = (
        r.choice([rgb("#7A3B22"), rgb("#B3502A"), rgb("#94552F")]),
        r.choice([rgb("#E0567A"), CHILI, rgb("#7BA640")]),
    )
    with c.clip(shell):
        for _ in range(46):
            px, py = place([(r.uniform(-20, 20), r.gauss(-4, 3))], x, y, k, turn)[0]
            c.fill(
                blob(r, px, py, r.uniform(1.4, 2.6) * k, r.uniform(1.0, 2.0) * k, 0.3, 6),
                r.choice([meat, lighter(meat, 0.2), darker(meat), meat]),
            )
        for _ in range(34):
            px, py = place([(r.uniform(-18, 18), r.gauss(-3.4, 2.6))], x, y, k, turn)[0]
            pick = r.random()
            if pick < 0.4:
                c.fill(turned(px, py, 2.3 * k, 1.5 * k, r.uniform(0, 90)), rgb("#FAF3E4"))
            elif pick < 0.75:
                c.fill(leaf(px, py, 4 * k, 2.2 * k, r.uniform(0, 360)), r.choice([HERB, c.p.leaf]))
            else:
                c.fill(turned(px, py, 4 * k, 0.9 * k, r.uniform(0, 180)), salsa)
    front = place(smooth([(-22, 6), (-16, 2.2), (0, 0.6), (16, 2.2), (22, 6), (12, 10.5), (-12, 10.5)]), x, y, k, turn)
    c.fill(front, corn)
    c.shade(front, darker(corn, 0.55), turn + 90, 0.6, 0.3)
    for _ in range(7):
        px, py = place([(r.uniform(-15, 15), r.uniform(4, 8.6))], x, y, k, turn)[0]
        c.fill(ellipse(px, py, r.uniform(0.5, 1.4) * k, 0.6 * k, turn, steps=12), darker(corn, 0.28), 0.7)
