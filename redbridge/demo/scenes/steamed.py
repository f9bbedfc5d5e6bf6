"""Things to share: a steamer of dumplings, a divided hot pot."""

import math

from .canvas import Canvas
from .food import CHILI, HERB, YOLK, chopsticks, dish, table_top
from .palettes import Colour, darker, lighter, mix, rgb
from .shapes import blob, ellipse, leaf, place, rect, ribbon, smooth, turned

DOUGH, BAMBOO = rgb("#F6E9D2"), rgb("#D9AE6C")


def dumplings(c: Canvas) -> None:
    """A bamboo steamer full of dumplings from above, with a little dish of sauce."""
    r, p = c.rng, c.p
    top = table_top(c)
    rr = 40 * (c.m if c.H < 100 else 1) * r.uniform(0.96, 1.06)
    x, y = 50 + r.uniform(-5, 5), c.H * r.uniform(0.5, 0.54)
    wood = mix(BAMBOO, p.c, 0.25)
    _basket(c, x, y, rr, wood)
    one = r.choice([_bun, _crescent])
    turn = r.uniform(0, 60)
    one(c, x, y, rr * 0.235, turn)
    for i in range(6):
        px, py = place([(rr * 0.52, 0)], x, y, 1, turn + i * 60)[0]
        one(c, px, py, rr * r.uniform(0.225, 0.245), turn + i * 60 + r.uniform(-10, 10))
    chopsticks(c, x, y, rr * 0.98, r.choice([p.ink, darker(p.b, 0.25)]))
    wares = [v for v in (p.light, p.a, p.b, p.ink) if v != top]
    for sx, sy in r.sample([(12, c.H * 0.09), (88, c.H * 0.1), (88, c.H * 0.92)], 2):
        if math.hypot(sx - x, sy - y) > rr + 10 * c.m:
            dish(c, sx, sy, 11.5 * c.m, r.choice(wares))
            sauce = r.choice([rgb("#4A2A1C"), CHILI, rgb("#6B3A1E")])
            c.fill(ellipse(sx, sy, 9 * c.m), sauce)
            for _ in range(14):
                px, py = sx + r.uniform(-5.5, 5.5) * c.m, sy + r.uniform(-5.5, 5.5) * c.m
                c.dot(px, py, r.uniform(0.4, 0.9) * c.m, r.choice([lighter(sauce, 0.4), HERB]))


def _basket(c: Canvas, x: float, y: float, rr: float, wood: Colour) -> None:
    c.shadow(ellipse(x, y, rr), rr * 0.16, 0.45, rr * 0.12, rr * 0.16)
    c.fill(ellipse(x, y, rr), darker(wood, 0.12))
    c.shade(ellipse(x, y, rr), darker(wood, 0.6), 50, 0.5, 0.35)
    c.line(ellipse(x, y, rr * 0.965, steps=90), lighter(wood, 0.3), rr * 0.02)
    c.line(ellipse(x, y, rr * 0.9, steps=90), darker(wood, 0.35), rr * 0.02)
    for a in (40, 165, 290):
        for i in (-1.4, 0, 1.4):
            near, far = place([(rr * 0.88, 0), (rr * 1.0, 0)], x, y, 1, a + i * 3)
            c.line([near, far], darker(wood, 0.45), rr * 0.016)
    inside = ellipse(x, y, rr * 0.86)
    c.fill(inside, darker(wood, 0.4))
    with c.clip(inside):
        for i in range(-7, 8):
            slat = rect(-rr, i * rr * 0.13 - rr * 0.05, rr, i * rr * 0.13 + rr * 0.05)
            c.fill(place(slat, x, y, 1, 24), lighter(wood, 0.12))
        c.shade(inside, darker(wood, 0.7), 230, 0.5, 0.4)
    paper = blob(c.rng, x, y, rr * 0.79, None, 0.03, 14)
    c.fill(paper, mix(c.p.light, wood, 0.2), 0.85)


def _bun(c: Canvas, x: float, y: float, k: float, turn: float) -> None:
    """A round one, pleated to the middle."""
    round_ = ellipse(x, y, k)
    c.shadow(round_, k * 0.22, 0.4, k * 0.12, k * 0.16)
    c.fill(round_, DOUGH)
    c.shade(round_, rgb("#B98A55"), 50, 0.5, 0.4)
    for i in range(13):
        a = turn + i * 360 / 13
        bend = smooth([place([(k * f, 0)], x, y, 1, a + f * 34)[0] for f in (0.16, 0.4, 0.66, 0.86)], closed=False)
        c.fill(ribbon(bend, k * 0.05, k * 0.015), darker(DOUGH, 0.3), 0.75)
    c.fill(ellipse(x, y, k * 0.17), darker(DOUGH, 0.2))
    c.fill(ellipse(x - k * 0.03, y - k * 0.04, k * 0.1), lighter(DOUGH, 0.4))


def _crescent(c: Canvas, x: float, y: float, k: float, turn: float) -> None:
    """A half moon with a pinched edge."""
    body = place(
        smooth([(-1.12, 0.34), (-0.9, -0.3), (-0.3, -0.66), (0.3, -0.66), (0.9, -0.3), (1.12, 0.34), (0, 0.6)]),
        x,
        y,
        k,
        turn,
    )
    c.shadow(body, k * 0.22, 0.4, k * 0.12, k * 0.16)
    c.fill(body, DOUGH)
    c.shade(body, rgb("#B98A55"), 60, 0.5, 0.35)
    rim = smooth([(-1.08, 0.3), (-0.84, -0.26), (-0.3, -0.6), (0.3, -0.6), (0.84, -0.26), (1.08, 0.3)], closed=False)
    c.line(place(rim, x, y, k, turn), lighter(DOUGH, 0.5), k * 0.12)
    for i in range(4, len(rim) - 3, 5):
        px, py = place([rim[i]], x, y, k, turn)[0]
        dx, dy = place([(rim[i][0] * 0.74, rim[i][1] * 0.62 + 0.12)], x, y, k, turn)[0]
        c.fill(ribbon([(px, py), (dx, dy)], k * 0.07, k * 0.02), darker(DOUGH, 0.26), 0.8)


def hotpot(c: Canvas) -> None:
    """A divided pot, red on one side and pale on the other, with plates around it."""
    r, p = c.rng, c.p
    table_top(c)
    rr = 34 * (c.m if c.H < 100 else 1)
    x, y = 50 + r.uniform(-3, 3), c.H * 0.5
    plates = [_greens_plate, _meat_plate, _tofu_plate, _mushroom_plate]
    r.shuffle(plates)
    reach = max(c.H * 0.5 - 10, rr + 8)
    for (sx, sy), plate in zip(((9, y - reach), (91, y - reach), (91, y + reach), (9, y + reach)), plates, strict=True):
        k = 19.0 * c.m
        dish(c, sx, sy, k, r.choice([p.light, p.a, p.b, p.bg2]), p.light)
        plate(c, sx, sy, k)
    metal = mix(p.bg2, p.ink, 0.35)
    for a in (0, 180):
        hx, hy = place([(rr * 1.02, 0)], x, y, 1, a - 12)[0]
        c.line(ellipse(hx, hy, rr * 0.13, rr * 0.2, -12), darker(metal, 0.4), rr * 0.06)
    dish(c, x, y, rr, metal, darker(metal, 0.2))
    c.line(ellipse(x, y, rr * 0.95, steps=90), lighter(metal, 0.5), rr * 0.025)
    _broths(c, x, y, rr * 0.87, r.uniform(-50, 50), metal)
    chopsticks(c, x, y, rr * 1.15, darker(p.b, 0.3))


def _broths(c: Canvas, x: float, y: float, rr: float, turn: float, metal: Colour) -> None:
    red, pale = rgb("#B62A18"), rgb("#F0E2C4")
    c.fill(ellipse(x, y, rr), red)
    upper = [(0.5 * math.sin(math.radians(v)), -0.5 - 0.5 * math.cos(math.radians(v))) for v in range(0, 181, 6)]
    lower = [(-0.5 * math.sin(math.radians(v)), 0.5 - 0.5 * math.cos(math.radians(v))) for v in range(0, 181, 6)]
    wall = upper + lower
    half = wall + ellipse(0, 0, 1, start=90, end=-90, steps=60)
    c.fill(place(half, x, y, rr, turn), pale)
    with c.clip(ellipse(x, y, rr)):
        c.shade(ellipse(x, y, rr), rgb("#4A130C"), 230, 0.4, 0.5)
        _floating(c, x, y, rr, turn)
    c.line(place(wall, x, y, rr, turn), darker(metal, 0.1), rr * 0.075)
    c.line(place(wall, x, y, rr, turn), lighter(metal, 0.45), rr * 0.025)


def _floating(c: Canvas, x: float, y: float, rr: float, turn: float) -> None:
    r = c.rng
    for i in range(90):
        a, d = r.uniform(0, 360), rr * math.sqrt(r.random()) * 0.93
        px, py = place([(d, 0)], x, y, 1, a)[0]
        u, v = place([((px - x) / rr, (py - y) / rr)], 0, 0, 1, -turn)[0]
        above = u > 0 and math.hypot(u, v + 0.5) > 0.5
        if above if v < 0 else u > 0 or math.hypot(u, v - 0.5) < 0.5:
            _pale_thing(c, px, py, rr, i)
        else:
            _red_thing(c, px, py, rr, i)


def _red_thing(c: Canvas, x: float, y: float, rr: float, i: int) -> None:
    r = c.rng
    if i % 3 == 0:
        c.fill(leaf(x, y, rr * 0.24, rr * 0.06, r.uniform(0, 360), 30), r.choice([CHILI, rgb("#8C1A10")]))
    elif i % 3 == 1:
        c.dot(x, y, rr * 0.018, rgb("#3A1A10"))
    else:
        c.dot(x, y, rr * r.uniform(0.02, 0.05), rgb("#F08A3C"), 0.55)


def _pale_thing(c: Canvas, x: float, y: float, rr: float, i: int) -> None:
    r = c.rng
    if i % 6 == 0:
        c.fill(ellipse(x, y, rr * 0.045, rr * 0.03, r.uniform(0, 180)), rgb("#D2452B"))
    elif i % 6 == 1:
        ring = ellipse(x, y, rr * 0.045, steps=18)
        c.line(ring, mix(HERB, c.p.leaf, 0.4), rr * 0.022)
    elif i % 6 == 2:
        c.fill(ellipse(x, y, rr * 0.08, rr * 0.07), rgb("#C9A26B"))
        c.fill(ellipse(x, y, rr * 0.05, rr * 0.04), rgb("#E9D2A4"))
    else:
        c.dot(x, y, rr * r.uniform(0.015, 0.035), lighter(YOLK, 0.5), 0.6)


def _greens_plate(c: Canvas, x: float, y: float, k: float) -> None:
    for i in range(9):
        a = i * 40 + c.rng.uniform(-10, 10)
        blade = leaf(x, y, k * 0.78, k * 0.34, a, 24)
        c.fill(blade, darker(mix(HERB, c.p.leaf, 0.5), 0.12 * (i % 3)))
        c.line(leaf(x, y, k * 0.6, k * 0.02, a, 24)[:17], rgb("#DCE5B4"), k * 0.03)


def _meat_plate(c: Canvas, x: float, y: float, k: float) -> None:
    for i in range(8):
        px, py = place([(k * 0.46, 0)], x, y, 1, i * 45)[0]
        roll = ellipse(px, py, k * 0.27, k * 0.17, i * 45 + 60)
        c.shadow(roll, k * 0.06, 0.3, k * 0.03, k * 0.04)
        c.fill(roll, rgb("#C65A55"))
        c.line(place(ellipse(0, 0, 0.16, 0.09, 60, 20, 300, 20), px, py, k, i * 45), rgb("#F2CDBF"), k * 0.045)


def _tofu_plate(c: Canvas, x: float, y: float, k: float) -> None:
    for i in range(9):
        px, py = x + (i % 3 - 1) * k * 0.4, y + (i // 3 - 1) * k * 0.38
        block = turned(px, py, k * 0.33, k * 0.31, c.rng.uniform(-8, 8))
        c.shadow(block, k * 0.06, 0.35, k * 0.03, k * 0.05)
        c.fill(block, rgb("#FAF0DA"))
        c.shade(block, rgb("#D9A75E"), 50, 0.5)


def _mushroom_plate(c: Canvas, x: float, y: float, k: float) -> None:
    for i in range(7):
        px, py = (x, y) if i == 0 else place([(k * 0.48, 0)], x, y, 1, i * 60)[0]
        cap = ellipse(px, py, k * 0.24)
        c.shadow(cap, k * 0.06, 0.35, k * 0.03, k * 0.05)
        c.fill(cap, rgb("#8A5A38"))
        for a in (0, 60, 120):
            c.fill(place(leaf(-0.16, 0, 0.32, 0.07, 0), px, py, k, a), rgb("#F2E2C6"))
