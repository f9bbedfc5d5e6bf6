"""Streets and cities: house fronts and cafes."""

from .canvas import Canvas
from .palettes import HOURS, Colour, darker, lighter, mix
from .props import SKINS, cloud, pot, tree, walker
from .shapes import (
    arch,
    ellipse,
    leaf,
    rect,
    rounded,
    smooth,
)


def _lit(c: Canvas) -> bool:
    return c.hour in ("dusk", "night")


def _pane(
    c: Canvas, x0: float, y0: float, x1: float, y1: float, kind: str, trim: Colour, shutters: Colour | None = None
) -> None:
    """A window in a facade, sometimes lit."""
    p, r = c.p, c.rng
    shape = arch if kind == "arch" else rect
    c.fill(shape(x0 - 0.7, y0 - 0.7, x1 + 0.7, y1 + 0.7), trim)
    on = r.random() < 0.55
    glass = mix(p.bg2, p.ink, 0.55)
    c.fill(shape(x0, y0, x1, y1), lighter(p.c, 0.2) if _lit(c) and on else glass, raw=_lit(c) and on)
    if not (_lit(c) and on):
        with c.clip(shape(x0, y0, x1, y1)):
            c.fill([(x0, y1), (x0, y0 + (y1 - y0) * 0.6), (x1, y0), (x1, y0 + (y1 - y0) * 0.3)], lighter(glass, 0.3))
    mid = (x0 + x1) / 2
    c.fill(rect(mid - 0.25, y0, mid + 0.25, y1), trim)
    c.fill(rect(x0, y0 + (y1 - y0) * 0.42, x1, y0 + (y1 - y0) * 0.42 + 0.5), trim)
    c.fill(rect(x0 - 1, y1, x1 + 1, y1 + 0.9), darker(trim, 0.1))
    if shutters:
        w = (x1 - x0) * 0.42
        for a, b in ((x0 - w - 0.7, x0 - 0.7), (x1 + 0.7, x1 + w + 0.7)):
            c.fill(rect(a, y0, b, y1), shutters)
            for i in range(1, 6):
                c.fill(
                    rect(a + 0.3, y0 + (y1 - y0) * i / 6, b - 0.3, y0 + (y1 - y0) * i / 6 + 0.25),
                    darker(shutters, 0.25),
                )


def house(c: Canvas, x0: float, x1: float, top: float, base: float, wall: Colour, style: str) -> None:
    """One house front."""
    r, p = c.rng, c.p
    w, trim = x1 - x0, r.choice([p.light, lighter(wall, 0.5), darker(wall, 0.3)])
    front = rect(x0, top, x1, base)
    if style == "gable":
        c.fill([(x0 - 1, top), ((x0 + x1) / 2, top - w * 0.42), (x1 + 1, top)], darker(p.b, 0.2))
    elif style == "tile":
        roof = [(x0 - 2.4, top + 0.6), (x0 + w * 0.1, top - 6), (x1 - w * 0.1, top - 6), (x1 + 2.4, top + 0.6)]
        c.fill(roof, mix(p.ink, p.a, 0.25))
        for i in range(1, int(w / 2)):
            c.fill(rect(x0 + i * 2, top - 5.6, x0 + i * 2 + 0.4, top), mix(p.ink, p.a, 0.45))
    c.fill(front, wall)
    c.shade(front, darker(wall, 0.45), 90, 0.4, 0.3)
    if style == "flat":
        c.fill(rect(x0 - 0.8, top - 1.4, x1 + 0.8, top + 1.6), lighter(wall, 0.35))
        for i in range(int(w / 2.4)):
            c.fill(rect(x0 + 0.6 + i * 2.4, top + 1.6, x0 + 1.6 + i * 2.4, top + 2.8), darker(wall, 0.2))
    kind, shutters = r.choice(["arch", "rect", "rect"]), r.choice([None, p.a, p.leaf, p.b]) if style != "tile" else None
    shop = base - 19
    floors, columns = max(1, int((shop - top - 3) / 15)), max(1, int(w / (13 if shutters else 10)))
    cell, step = w / columns, (shop - top - 3) / floors
    for j in range(floors):
        for i in range(columns):
            cx, cy = x0 + cell * (i + 0.5), top + 3.5 + step * j
            _pane(c, cx - 2.3, cy, cx + 2.3, cy + min(step - 5, 9.5), kind, trim, shutters)
            if j and r.random() < 0.3:
                c.fill(
                    rect(cx - 3.6, cy + min(step - 5, 9.5) + 0.6, cx + 3.6, cy + min(step - 5, 9.5) + 2.4),
                    darker(p.b, 0.25),
                )
                for q in range(7):
                    c.dot(cx - 3.3 + q * 1.1, cy + min(step - 5, 9.5) + 0.3, 0.8, r.choice([p.leaf, p.c, p.b, p.leaf]))
    _ground_floor(c, x0, x1, shop, base, wall, trim)


def _ground_floor(c: Canvas, x0: float, x1: float, top: float, base: float, wall: Colour, trim: Colour) -> None:
    r, p = c.rng, c.p
    w, door = x1 - x0, r.choice([p.a, p.b, p.ink, p.leaf])
    if w > 20 and r.random() < 0.7:
        side = r.choice([0, 1])
        dx = x0 + (2.5 if side else w - 9.5)
        c.fill(rect(dx, base - 15, dx + 7, base), door)
        glow = lighter(p.c, 0.25) if _lit(c) else mix(p.bg2, p.ink, 0.45)
        c.fill(rect(dx + 1.4, base - 13.4, dx + 5.6, base - 6), glow, raw=_lit(c))
        gx0, gx1 = (dx + 9, x1 - 2) if side else (x0 + 2, dx - 2)
        c.fill(rect(gx0 - 0.8, base - 14.8, gx1 + 0.8, base - 2), door)
        c.fill(rect(gx0, base - 14, gx1, base - 4.4), glow, raw=_lit(c))
        for i in range(4):
            c.fill(
                rounded(gx0 + 1 + i * (gx1 - gx0) / 4, base - 8, gx0 + (i + 0.8) * (gx1 - gx0) / 4, base - 4.4, 0.6),
                mix(r.choice([p.b, p.a, p.c]), glow, 0.3),
                raw=_lit(c),
            )
        awning(c, gx0 - 1.4, gx1 + 1.4, base - 16.6, 5, r.choice([p.b, p.a, p.c]), 3)
    else:
        dx = x0 + w / 2 - 3.6
        c.fill(arch(dx - 1, base - 15.4, dx + 8.2, base), trim)
        c.fill(arch(dx, base - 14.4, dx + 7.2, base), door)
        c.dot(dx + 5.8, base - 6, 0.4, p.c)
        c.fill(rect(dx - 2, base - 1.2, dx + 9.2, base), lighter(wall, 0.4))


def awning(c: Canvas, x0: float, x1: float, y: float, h: float, colour: Colour, stripe: float = 4.0) -> None:
    """A striped awning with a scalloped hem and its shadow."""
    n = max(3, round((x1 - x0) / stripe))
    step = (x1 - x0) / n
    c.shadow(rect(x0, y, x1, y + h + 3), 1.2, 0.35, 0.6, 2)
    for i in range(n):
        tone = colour if i % 2 else c.p.light
        a, b = x0 + i * step, x0 + (i + 1) * step
        c.fill([(a + (50 - a) * 0.0, y), (b, y), (b, y + h), (a, y + h)], tone)
        c.fill(ellipse((a + b) / 2, y + h, step / 2, step * 0.42, 0, 0, 180, 14), tone)
    c.shade(rect(x0, y, x1, y + h), darker(colour, 0.5), 90, 0.4)


def citywalk(c: Canvas) -> None:
    """A street of house fronts with people walking in the sun or under lamps."""
    r, p = c.rng, c.p
    c.at_hour(r.choice(HOURS))
    c.sky()
    base = c.H * 0.8
    if not _lit(c):
        c.glow(r.choice([18, 82]), c.H * 0.14, 34, p.light, 0.8)
        for _ in range(2):
            cloud(c, r.uniform(0, 100) + c.wave(0, 2), r.uniform(0.06, 0.2) * c.H, r.uniform(0.6, 1.0), 0.75)
    else:
        c.dot(r.choice([20, 78]), c.H * 0.1, 3.6, p.light, raw=True)
    far = mix(p.bg2, p.a, 0.35)
    x = -3.0
    while x < 100:
        w = r.uniform(7, 15)
        c.fill(rect(x, c.H * r.uniform(0.18, 0.4), x + w, base), far, 0.55)
        x += w
    style = r.choice(["flat", "gable", "tile", "mixed"])
    walls = [p.a, p.b, p.c, p.d, p.bg2, lighter(p.leaf, 0.3), lighter(p.b, 0.45), p.light]
    r.shuffle(walls)
    x, i = r.uniform(-14, -4), 0
    while x < 100:
        w = r.uniform(22, 34)
        kind = r.choice(["flat", "gable", "tile"]) if style == "mixed" else style
        house(c, x, x + w - 0.4, base - c.H * r.uniform(0.38, 0.6), base, walls[i % len(walls)], kind)
        x, i = x + w, i + 1
    if c.hour in ("morning", "golden", "noon"):
        slope = r.choice([-1, 1])
        edge = [
            (-5, base),
            (-5, c.H * (0.52 if slope > 0 else 0.84)),
            (105, c.H * (0.84 if slope > 0 else 0.52)),
            (105, base),
        ]
        c.fill(edge, mix(p.ink, p.a, 0.3), 0.2)
    _road(c, base)
    trees = r.choice([0, 1, 2])
    for x in r.sample([10, 34, 66, 90], 2):
        tree(c, x, base + 3.4, 0.92 * min(1, c.m * 1.05), mix(p.leaf, p.c, 0.45 * (c.hour == "golden")), trees)
    if _lit(c):
        for x in (24, 78):
            c.line([(x, base + 3), (x, base - 26)], p.ink, 0.8)
            c.glow(x, base - 27, 15, lighter(p.c, 0.3), 0.85)
            c.dot(x, base - 27, 1.7, lighter(p.c, 0.6), raw=True)
    for x in r.sample([18, 40, 52, 74, 84], 3):
        walker(c, x + r.uniform(-3, 3), base + r.uniform(4, 6), 0.66)


def _road(c: Canvas, base: float) -> None:
    p = c.p
    walk = mix(p.d, p.bg, 0.5)
    c.fill(rect(0, base, 100, base + 5), walk)
    road = mix(p.ink, p.bg2, 0.55)
    c.fill(rect(0, base + 5, 100, c.H), road)
    c.fill(rect(0, base + 5, 100, base + 5.8), lighter(walk, 0.4))
    c.shade(rect(0, base + 5, 100, c.H), darker(road, 0.4), 90, 0.5)
    for i in range(8):
        c.fill(
            [(i * 15 - 8, c.H - 3), (i * 15, c.H - 3), (i * 15 - 2, c.H), (i * 15 - 11, c.H)], lighter(road, 0.5), 0.6
        )


def cafe(c: Canvas) -> None:
    """The front of a cafe with an awning, tables and chairs."""
    r, p, m = c.rng, c.p, c.m
    c.at_hour(r.choice(["morning", "noon", "golden", "dusk", "night"]))
    wall = r.choice([p.a, p.b, p.bg2, p.d, p.c, darker(p.a, 0.25), p.leaf])
    base = c.H * 0.83
    c.fill(rect(0, 0, 100, c.H), wall)
    if r.random() < 0.5:
        _bricks(c, wall)
    c.shade(rect(0, 0, 100, base), darker(wall, 0.4), 90, 0.4, 0.2)
    top = base - 58 * m
    frame = r.choice([v for v in (p.ink, p.light, p.b, p.a) if v != wall])
    warm = _lit(c)
    inside = lighter(p.c, 0.25) if warm else mix(p.bg2, p.ink, 0.42)
    left = r.random() < 0.5
    gx0, gx1 = (8, 64) if left else (36, 92)
    dx0, dx1 = (70, 90) if left else (10, 30)
    c.fill(rect(gx0 - 2, top - 2, gx1 + 2, base), frame)
    _behind_glass(c, gx0, gx1, top, warm, inside, base)
    c.fill(rect((gx0 + gx1) / 2 - 0.6, top, (gx0 + gx1) / 2 + 0.6, base), frame)
    c.fill(rect(dx0 - 1.6, top + 4, dx1 + 1.6, base), lighter(frame, 0.15))
    c.fill(rect(dx0, top + 6, dx1, base), frame)
    c.fill(rect(dx0 + 3.4, top + 10, dx1 - 3.4, base - 14), inside, raw=warm)
    c.dot(dx0 + 2 if left else dx1 - 2, base - 22 * m, 0.9, p.c)
    cloth = r.choice([v for v in (p.b, p.a, p.c, p.leaf) if v != wall])
    awning(c, gx0 - 5, gx1 + 5, top - 6 * m, 13 * m, cloth, 6)
    _hanging_sign(c, dx0, dx1, top, cloth)
    if c.H > 100:
        for i in range(3):
            x = 12 + i * 29
            if top - 20 * m > 20:
                _pane(
                    c,
                    x + 4,
                    4,
                    x + 14,
                    top - 22 * m,
                    r.choice(["rect", "arch"]),
                    lighter(wall, 0.5),
                    r.choice([None, cloth]) if i == -1 else None,
                )
    _paving(c, base)
    tx, ty = (32, 66)[left] + r.uniform(-4, 4), base + (c.H - base) * 0.7
    for side in (-1, 1):
        _chair(c, tx + side * 17 * m, ty + 1, 0.95 * m, -side, frame if frame != p.light else p.ink)
    _table(c, tx, ty, m, cloth)
    _pots_beside(c, base)
    if r.random() < 0.6:
        walker(c, r.choice([12, 88]), c.H * 0.97, 1.25 * m)


def _bricks(c: Canvas, wall: Colour) -> None:
    r = c.rng
    for j in range(int(c.H / 3.2)):
        for i in range(13):
            if r.random() < 0.3:
                c.fill(
                    rect(i * 8 + (j % 2) * 4 - 4, j * 3.2, i * 8 + (j % 2) * 4 + 3.4, j * 3.2 + 2.7),
                    r.choice([darker(wall, 0.1), lighter(wall, 0.12)]),
                )


def _behind_glass(c: Canvas, gx0: float, gx1: float, top: float, warm: bool, inside: Colour, base: float) -> None:
    r, p, m = c.rng, c.p, c.m
    glass = rect(gx0, top, gx1, base - 9)
    c.fill(glass, inside, raw=warm)
    with c.clip(glass):
        for i in range(3):
            lx = gx0 + (gx1 - gx0) * (0.2 + i * 0.3)
            c.line([(lx, top), (lx, top + 13 * m)], p.ink, 0.4, raw=True)
            c.fill(ellipse(lx, top + 16 * m, 4.4 * m, 3.8 * m, 0, 180, 360, 20), p.b, raw=True)
            c.glow(lx, top + 18 * m, 15 * m, lighter(p.c, 0.6), 0.9 if warm else 0.35)
        shelf = mix(p.ink, p.b, 0.4)
        for j in (0, 1):
            y = top + (33 + j * 10) * m
            c.fill(rect(gx0, y, gx1, y + 0.9), shelf, 0.8, raw=True)
            x = gx0 + 2
            while x < gx1 - 3:
                w, h = r.uniform(2, 4.4), r.uniform(3, 7) * m
                c.fill(
                    rounded(x, y - h, x + w, y, 0.7), mix(r.choice([p.a, p.b, p.light, p.leaf]), inside, 0.35), raw=True
                )
                x += w + r.uniform(0.6, 3)
        bx = gx0 + (gx1 - gx0) * r.uniform(0.35, 0.65)
        c.fill(
            smooth(
                [
                    (bx - 6 * m, base),
                    (bx - 5 * m, base - 24 * m),
                    (bx, base - 27 * m),
                    (bx + 5 * m, base - 24 * m),
                    (bx + 6 * m, base),
                ]
            ),
            mix(p.a, p.ink, 0.3),
            raw=True,
        )
        c.fill(ellipse(bx, base - 32 * m, 3.4 * m, 4.2 * m), r.choice(SKINS), raw=True)
        c.fill(ellipse(bx, base - 33.6 * m, 3.7 * m, 3.2 * m, 0, 165, 375, 20), p.ink, raw=True)
        for i in (0, 1):
            c.fill(
                [
                    (gx0 + 6 + i * 12, base),
                    (gx0 + 12 + i * 12, base),
                    (gx0 + 34 + i * 12, top),
                    (gx0 + 28 + i * 12, top),
                ],
                p.light,
                0.14,
                raw=True,
            )


def _hanging_sign(c: Canvas, dx0: float, dx1: float, top: float, cloth: Colour) -> None:
    p, m = c.p, c.m
    sx, sy = (dx0 + dx1) / 2, top - 7 * m
    c.line([(sx, sy - 13 * m), (sx, sy - 7 * m)], p.ink, 0.6)
    c.shadow(ellipse(sx, sy, 7.4 * m), 1.2, 0.4, 1, 1.4)
    c.fill(ellipse(sx, sy, 7.4 * m), p.light)
    c.fill(rounded(sx - 3.4 * m, sy - 2 * m, sx + 2.4 * m, sy + 3 * m, [0.4, 0.4, 2.4, 2.4]), cloth)
    c.line(ellipse(sx + 3 * m, sy + 0.1 * m, 1.3 * m, steps=20), cloth, 0.6 * m)
    c.line(
        smooth([(sx - 1.4 * m, sy - 3 * m), (sx - 0.6 * m, sy - 4 * m), (sx - 1.2 * m, sy - 5.2 * m)], False),
        cloth,
        0.5 * m,
    )


def _paving(c: Canvas, base: float) -> None:
    p = c.p
    pave = mix(p.d, p.bg, 0.5)
    c.fill(rect(0, base, 100, c.H), pave)
    for i in range(-2, 13):
        c.line([(i * 10, base), (i * 10 + (i - 5) * 5, c.H)], darker(pave, 0.12), 0.35, caps=False)
    c.shade(rect(0, base, 100, c.H), darker(pave, 0.45), 90, 0.45)


def _pots_beside(c: Canvas, base: float) -> None:
    r, p, m = c.rng, c.p, c.m
    for x in (3, 97):
        pot(c, x, base + 5, 13 * m, 12 * m, r.choice([p.b, p.light, p.ink]), r.randrange(3))
        for a in range(-165, -10, 20):
            c.fill(
                leaf(x, base + 5 - 11 * m, r.uniform(12, 21) * m, 4.6 * m, a + c.wave(a * 0.01, 2), (a + 90) * 0.5),
                darker(p.leaf, r.choice([0, 0.15, 0.3])),
            )


def _table(c: Canvas, x: float, y: float, m: float, tone: Colour) -> None:
    c.pool(x, y, 7 * m, 1 * m)
    c.line([(x, y), (x, y - 17 * m)], c.p.ink, 1.2 * m)
    c.fill(ellipse(x, y, 5.4 * m, 1 * m), c.p.ink)
    c.fill(ellipse(x, y - 17 * m, 12.4 * m, 2.4 * m), c.p.light)
    c.fill(ellipse(x, y - 16.4 * m, 12.4 * m, 2.4 * m, 0, 0, 180), darker(c.p.light, 0.2))
    for dx in (-4, 4):
        c.fill(
            rounded(x + dx * m - 1.8 * m, y - 21 * m, x + dx * m + 1.8 * m, y - 17.4 * m, [0.3, 0.3, 1.6, 1.6]),
            tone if dx > 0 else c.p.b,
        )


def _chair(c: Canvas, x: float, y: float, m: float, f: float, tone: Colour) -> None:
    for dx in (-4, 4):
        c.line([(x + dx * m, y - 10 * m), (x + dx * 1.25 * m, y)], tone, 0.9 * m)
    c.line(
        smooth([(x - f * 4.4 * m, y - 10 * m), (x - f * 6.4 * m, y - 18 * m), (x - f * 5.4 * m, y - 25 * m)], False),
        tone,
        1.1 * m,
    )
    c.line([(x - f * 5.8 * m, y - 24 * m), (x - f * 4.6 * m, y - 12 * m)], tone, 2.2 * m)
    c.fill(rounded(x - 5.4 * m, y - 11.6 * m, x + 5.4 * m, y - 9.4 * m, 1), lighter(tone, 0.2))
