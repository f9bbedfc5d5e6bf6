"""Rooms, plants on a shelf, and clothes on a rail."""

from .canvas import Canvas
from .palettes import HOURS, Colour, darker, lighter, mix
from .props import cup, pot, steam, wall_and_floor, wall_light, window
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
    stem,
)


def plants(c: Canvas) -> None:
    """Pots of very different plants on the floor and on a stool."""
    r, p, m = c.rng, c.p, c.m
    floor = c.H * 0.82
    wall = wall_and_floor(c, floor)
    if r.random() < 0.6:
        disc = r.choice([v for v in (p.c, p.d, p.b, lighter(p.a, 0.4)) if v != wall])
        c.fill(ellipse(50 + r.uniform(-12, 12), c.H * 0.42, 31 * m), disc)
    else:
        wall_light(c, r.uniform(8, 40), c.H * 0.06, 38, c.H * 0.5, 14, alpha=0.36)
    growers = r.sample([monstera, snake, cactus, fig, fern, palm], 3)
    glazes = [v for v in (p.b, p.a, p.light, p.c, p.ink) if v != wall]
    r.shuffle(glazes)
    spots = [(50, floor + 5 * m, 1.3), (17, floor + 10 * m, 0.9), (84, floor + 10 * m, 0.92)]
    for i, ((x, foot, share), grow) in enumerate(zip(spots, growers, strict=True)):
        k, y = share * m, foot
        w, h = r.uniform(20, 25) * k, r.uniform(18, 22) * k
        if i == 0:
            stool = mix(p.c, p.b, 0.4)
            tall = 12 * m
            c.shadow(ellipse(x + 6, y, 20 * m, 2.4 * m), 2, 0.35)
            for dx in (-9, 9):
                c.line([(x + dx * m, y - tall), (x + dx * 1.3 * m, y)], darker(stool, 0.2), 1.6 * m)
            c.fill(rounded(x - 15 * m, y - tall - 2.4 * m, x + 15 * m, y - tall, 1), stool)
            y -= tall + 2.2 * m
        grow(c, x, y - h * 0.94, k, i * 0.3)
        pot(c, x, y, w, h, glazes[i % len(glazes)], r.randrange(3))
    if c.H > 100 and r.random() < 0.7:
        hang(c, r.choice([14, 86]), 1.0 * m, glazes[-1])


def _green(c: Canvas, i: int) -> Colour:
    """Leaf greens that change from blade to blade."""
    return (c.p.leaf, darker(c.p.leaf, 0.22), lighter(c.p.leaf, 0.2), mix(c.p.leaf, c.p.a, 0.4))[i % 4]


def monstera(c: Canvas, x: float, y: float, k: float, shift: float) -> None:
    """Big notched leaves."""
    for i, a in enumerate((-165, -20, -140, -42, -115, -66, -90)):
        line = stem(x, y, c.rng.uniform(22, 34) * k, a + c.wave(shift + i * 0.1, 2.2), (a + 90) * -0.12)
        c.line(line, darker(c.p.leaf, 0.3), 0.8 * k)
        tx, ty = line[-1]
        heart = [(0, 3), (-8, -1), (-11, 7), (-6, 15), (0, 21), (6, 15), (11, 7), (8, -1)]
        turn = a - 90 + (25 if a > -90 else -25) + c.wave(shift + i * 0.1, 2)
        outline = smooth(place(heart, tx, ty, 0.84 * k, turn))
        tone = _green(c, i)
        c.fill(outline, tone)
        c.shade(outline, darker(tone, 0.5), 60, 0.5, 0.3)
        under = c.p.ink
        c.line(place([(0, 2), (0, 19)], tx, ty, 0.84 * k, turn), lighter(tone, 0.3), 0.4 * k)
        for side in (-1, 1):
            for j in (5, 9, 13):
                c.fill(
                    place(leaf(side * 12, j + 2, 8, 1.7, 180 + 14 if side > 0 else -14), tx, ty, 0.84 * k, turn),
                    mix(tone, under, 0.45),
                )


def snake(c: Canvas, x: float, y: float, k: float, shift: float) -> None:
    """Upright swords with a pale edge."""
    for i in range(8):
        a = -90 + (i - 3.5) * 8 + c.wave(shift + i * 0.05, 1)
        tall = c.rng.uniform(26, 46) * k
        bx = x + (i - 3.5) * 1.5 * k
        c.fill(leaf(bx, y + 4 * k, tall, 6.4 * k, a, (i - 3.5) * -2), lighter(c.p.c, 0.25))
        inner = leaf(bx, y + 4 * k, tall * 0.97, 4.6 * k, a, (i - 3.5) * -2)
        c.fill(inner, _green(c, i))
        with c.clip(inner):
            for j in range(5):
                c.fill(leaf(bx - 5 * k, y - tall * (0.15 + j * 0.17), 12 * k, 1.6 * k, 10), darker(c.p.leaf, 0.4), 0.6)


def cactus(c: Canvas, x: float, y: float, k: float, shift: float) -> None:
    """A column with arms and a flower."""
    tone = mix(c.p.leaf, c.p.a, 0.3)
    arms = [rounded(x - 6 * k, y - 36 * k, x + 6 * k, y + 4 * k, 6 * k)]
    arms.append(
        ribbon(smooth([(x + 4 * k, y - 12 * k), (x + 13 * k, y - 13 * k), (x + 14 * k, y - 26 * k)], False), 6 * k)
    )
    arms.append(
        ribbon(smooth([(x - 4 * k, y - 7 * k), (x - 12 * k, y - 8 * k), (x - 13 * k, y - 18 * k)], False), 5.4 * k)
    )
    for ex, ey, er in ((14, -26, 3), (-13, -18, 2.7)):
        c.dot(x + ex * k, y + ey * k, er * k, tone)
    for arm in arms[::-1]:
        c.fill(arm, tone)
        c.shade(arm, darker(tone, 0.55), 0, 0.6, 0.35)
    for i in range(12):
        for dx in (-3, 0, 3):
            c.dot(x + dx * k, y - (33 - i * 3) * k, 0.42 * k, c.p.light)
    for a in (-140, -90, -40):
        c.fill(leaf(x, y - 35 * k, 7 * k, 3.6 * k, a), c.p.b)


def fig(c: Canvas, x: float, y: float, k: float, shift: float) -> None:
    """A slender trunk with round shining leaves."""
    trunk = stem(x, y + 2 * k, 44 * k, -92 + c.wave(shift, 1), 8)
    c.fill(ribbon(trunk, 1.8 * k, 1 * k), mix(c.p.ink, c.p.c, 0.35))
    for i, (px, py) in enumerate(trunk[4:]):
        for side in (-1, 1):
            blade = leaf(
                px,
                py,
                c.rng.uniform(12, 17) * k,
                8.4 * k,
                -90 + side * c.rng.uniform(38, 82) + c.wave(shift + i * 0.07, 2.5),
                side * 14,
            )
            tone = _green(c, i + (side > 0))
            c.fill(blade, tone)
            c.shade(blade, darker(tone, 0.5), 60, 0.5, 0.35)


def fern(c: Canvas, x: float, y: float, k: float, shift: float) -> None:
    """Arching feathered fronds."""
    for i, a in enumerate((-178, -8, -155, -28, -132, -50, -108, -74)):
        spread = (a + 90) * 0.75
        line = stem(x, y, c.rng.uniform(28, 38) * k, a + c.wave(shift + i * 0.08, 2.5), spread * 0.8)
        tone = _green(c, i)
        c.line(line, darker(tone, 0.2), 0.5 * k)
        for j, (px, py) in enumerate(line[2:]):
            size = (8.6 - abs(j - 5) * 0.5) * k
            step = a + spread * 0.8 * j / 16
            for side in (-1, 1):
                c.fill(leaf(px, py, size, 2.1 * k, step + side * 58), tone)


def palm(c: Canvas, x: float, y: float, k: float, shift: float) -> None:
    """Fans of narrow blades on thin stems."""
    for i, a in enumerate((-150, -30, -120, -60, -92)):
        line = stem(x, y, c.rng.uniform(22, 34) * k, a + c.wave(shift + i * 0.1, 2), (a + 90) * 0.25)
        tone = _green(c, i)
        c.line(line, darker(tone, 0.25), 0.9 * k)
        tx, ty = line[-1]
        for j in range(-4, 5):
            c.fill(
                leaf(tx, ty, (17 - abs(j)) * k, 3 * k, a + (a + 90) * 0.25 + j * 19 + c.wave(shift + j * 0.03, 2)),
                darker(tone, 0.06 * (j % 3)),
            )


def hang(c: Canvas, x: float, k: float, glaze: Colour) -> None:
    """A hanging basket with trailing stems."""
    c.line([(x - 9 * k, 24 * k), (x, -1), (x + 9 * k, 24 * k)], c.p.ink, 0.4 * k)
    for i in range(7):
        line = stem(
            x + (i - 3) * 2.6 * k,
            25 * k,
            c.rng.uniform(20, 44) * k,
            90 - (i - 3) * 14 + c.wave(i * 0.1, 3),
            (i - 3) * 12,
        )
        c.line(line, darker(c.p.leaf, 0.2), 0.5 * k)
        for j, (px, py) in enumerate(line[1::2]):
            c.fill(leaf(px, py, 6 * k, 3.8 * k, 90 + (65 if j % 2 else -65)), _green(c, i + j))
    bowl = ellipse(x, 23 * k, 10.5 * k, 10 * k, 0, 0, 180, 30)
    c.fill(bowl, glaze)
    c.shade(bowl, darker(glaze, 0.5), 0, 0.6, 0.4)


def room(c: Canvas) -> None:
    """A corner of a room: a seat, a lamp, a window or pictures, a rug."""
    r, p, m = c.rng, c.p, c.m
    floor = c.H * 0.76
    hour = r.choice(HOURS)
    wall = wall_and_floor(c, floor)
    side = r.choice([-1, 1])
    tones = [v for v in (p.a, p.b, p.c, p.leaf, p.light, p.d) if v != wall]
    r.shuffle(tones)
    if r.random() < 0.55:
        wx = 50 - side * 22
        w, top = 32 * m, c.H * 0.12
        kind = r.choice(["arch", "rect"])
        low = top + min(w * 1.6, floor - top - 12)
        c.fill((arch if kind == "arch" else rect)(wx - w / 2 - 1.6, top - 1.6, wx + w / 2 + 1.6, low + 1.6), p.light)
        opening = window(c, wx - w / 2, top, wx + w / 2, low, hour, kind)
        with c.clip(opening):
            c.fill(rect(wx - 0.6, 0, wx + 0.6, low), p.light)
            c.fill(rect(0, top + (low - top) * 0.45, 100, top + (low - top) * 0.45 + 1.1), p.light)
        if hour not in ("dusk", "night"):
            wall_light(c, wx + w * 0.7, top + 8, 18, 30, 10, alpha=0.25)
    else:
        for i, (fx, fy, fw, fh) in enumerate(
            ((50 - side * 26, 0.14, 24, 31), (50 + side * 1, 0.1, 19, 19), (50 + side * 2, 0.1 + 25 / 140, 15, 15))
        ):
            if i == 2 and c.H < 100:
                continue
            _picture(c, fx, c.H * fy, fw * m, fh * m, tones[i % len(tones)])
    rug = tones[3 % len(tones)]
    area = ellipse(50 + side * 4, floor + (c.H - floor) * 0.55, 44, (c.H - floor) * 0.34)
    c.fill(area, rug)
    with c.clip(area):
        for i in range(4):
            c.line(
                ellipse(50 + side * 4, floor + (c.H - floor) * 0.55, 38 - i * 9, (c.H - floor) * (0.28 - i * 0.066)),
                lighter(rug, 0.3),
                0.8,
            )
    x, base = 50 + side * 14, floor + (c.H - floor) * 0.42
    seat = r.randrange(3)
    (_armchair, _sofa, _bed)[seat](c, x if seat == 0 else 50 + side * 8, base, 1.22 * m, tones[0], tones[1])
    if seat == 0:
        _side_table(c, side, base, tones)
    _lamp(c, 50 + side * 38, base, m, hour, tones[2])
    fig(c, 50 - side * 41, floor - 4 * m, 0.82 * m, 0.2)
    pot(c, 50 - side * 41, floor + 7 * m, 15 * m, 13 * m, tones[1], r.randrange(3))


def _side_table(c: Canvas, side: float, base: float, tones: list[Colour]) -> None:
    p, m = c.p, c.m
    tx = 50 - side * 20
    c.pool(tx + 2, base + 3, 9 * m, 1.2 * m)
    c.line([(tx, base - 14 * m), (tx, base + 3)], p.ink, 1.2 * m)
    c.fill(ellipse(tx, base - 14 * m, 11 * m, 2.2 * m), lighter(mix(p.c, p.b, 0.3), 0.1))
    cup(c, tx, base - 14 * m, 0.62 * m, tones[1], mix(p.c, p.b, 0.5))
    steam(c, tx, base - 21 * m, 0.6 * m)


def _picture(c: Canvas, x: float, y: float, w: float, h: float, tone: Colour) -> None:
    """A framed abstract print."""
    p, r = c.p, c.rng
    c.shadow(rect(x - w / 2, y, x + w / 2, y + h), 1.2, 0.35, 0.7, 1)
    c.fill(rect(x - w / 2, y, x + w / 2, y + h), r.choice([p.ink, p.light, mix(p.c, p.b, 0.4)]))
    inner = rect(x - w / 2 + 1, y + 1, x + w / 2 - 1, y + h - 1)
    c.fill(inner, p.light)
    art = rect(x - w * 0.36, y + h * 0.13, x + w * 0.36, y + h * 0.87)
    c.fill(art, p.d)
    with c.clip(art):
        c.dot(x + r.uniform(-0.15, 0.15) * w, y + h * 0.4, w * 0.2, p.c)
        c.fill(blob(r, x, y + h * 0.85, w * 0.42, h * 0.25), tone)
        c.fill(blob(r, x + w * 0.25, y + h * 0.92, w * 0.35, h * 0.2), p.a)


def _armchair(c: Canvas, x: float, y: float, k: float, tone: Colour, pillow: Colour) -> None:
    c.pool(x, y + 1, 26 * k, 2.4 * k, 0.45)
    for dx in (-17, 17):
        c.line([(x + dx * k, y - 8 * k), (x + dx * 1.12 * k, y)], c.p.ink, 1.6 * k)
    back = rounded(x - 20 * k, y - 46 * k, x + 20 * k, y - 8 * k, [16 * k, 16 * k, 3, 3])
    c.fill(back, tone)
    c.shade(back, darker(tone, 0.5), 70, 0.6, 0.3)
    cushion = place(rounded(-9, -9, 9, 9, 3), x - 3 * k, y - 25 * k, k, 14)
    c.fill(cushion, pillow)
    c.shade(cushion, darker(pillow, 0.4), 60, 0.5)
    c.fill(rounded(x - 18 * k, y - 19 * k, x + 18 * k, y - 8 * k, 3 * k), lighter(tone, 0.14))
    for dx in (-1, 1):
        arm = rounded(x + dx * 20 * k - 5 * k, y - 27 * k, x + dx * 20 * k + 5 * k, y - 5 * k, [5 * k, 5 * k, 2, 2])
        c.fill(arm, lighter(tone, 0.05))
        c.shade(arm, darker(tone, 0.55), 20, 0.6, 0.3)


def _sofa(c: Canvas, x: float, y: float, k: float, tone: Colour, pillow: Colour) -> None:
    c.pool(x, y + 1, 40 * k, 2.4 * k, 0.45)
    for dx in (-32, 32):
        c.line([(x + dx * k, y - 6 * k), (x + dx * k, y)], c.p.ink, 1.6 * k)
    back = rounded(x - 36 * k, y - 32 * k, x + 36 * k, y - 5 * k, [8 * k, 8 * k, 2, 2])
    c.fill(back, tone)
    c.shade(back, darker(tone, 0.5), 80, 0.6, 0.3)
    for dx in (-1, 1):
        c.fill(
            rounded(x + dx * 16.4 * k - 16 * k, y - 18 * k, x + dx * 16.4 * k + 16 * k, y - 7 * k, 2.4 * k),
            lighter(tone, 0.14),
        )
        arm = rounded(x + dx * 36 * k - 5 * k, y - 24 * k, x + dx * 36 * k + 5 * k, y - 4 * k, [5 * k, 5 * k, 2, 2])
        c.fill(arm, lighter(tone, 0.06))
        c.shade(arm, darker(tone, 0.5), 30, 0.6, 0.3)
    for i, dx in enumerate((-20, 14)):
        soft = place(rounded(-8, -8, 8, 8, 3), x + dx * k, y - 24 * k, k, 12 - i * 26)
        c.fill(soft, pillow if i else c.p.c)
        c.shade(soft, darker(pillow, 0.5), 60, 0.4)


def _bed(c: Canvas, x: float, y: float, k: float, tone: Colour, pillow: Colour) -> None:
    c.pool(x, y + 2, 44 * k, 3 * k, 0.45)
    head = rounded(x - 38 * k, y - 42 * k, x + 38 * k, y - 6 * k, [12 * k, 12 * k, 1, 1])
    c.fill(head, mix(c.p.c, c.p.b, 0.45))
    c.shade(head, darker(c.p.b, 0.4), 80, 0.5, 0.3)
    for dx in (-17, 17):
        soft = rounded(x + dx * k - 14 * k, y - 31 * k, x + dx * k + 14 * k, y - 17 * k, 5 * k)
        c.fill(soft, c.p.light)
        c.shade(soft, darker(c.p.light, 0.3), 60, 0.6)
    quilt = smooth(
        [
            (x - 38 * k, y - 19 * k),
            (x, y - 22 * k),
            (x + 38 * k, y - 19 * k),
            (x + 41 * k, y + 6 * k),
            (x, y + 9 * k),
            (x - 41 * k, y + 6 * k),
        ],
        steps=12,
    )
    c.fill(quilt, tone)
    with c.clip(quilt):
        for i in range(-6, 7):
            c.fill(rect(x + i * 7 * k, y - 30 * k, x + i * 7 * k + 2.4 * k, y + 20 * k), lighter(tone, 0.2))
        c.fill(rect(x - 60 * k, y - 30 * k, x + 60 * k, y - 14 * k), lighter(pillow, 0.3))
    c.shade(quilt, darker(tone, 0.5), 80, 0.6, 0.3)


def _lamp(c: Canvas, x: float, base: float, m: float, hour: str, tone: Colour) -> None:
    top = base - 66 * m
    c.pool(x, base + 1, 6 * m, 0.9 * m)
    c.line([(x, base), (x, top)], c.p.ink, 0.9 * m)
    c.fill(ellipse(x, base, 5 * m, 1.1 * m), c.p.ink)
    shade = [(x - 6 * m, top - 6 * m), (x + 6 * m, top - 6 * m), (x + 11 * m, top + 7 * m), (x - 11 * m, top + 7 * m)]
    lit = hour in ("dusk", "night", "golden")
    if lit:
        c.glow(x, top + 4 * m, 34 * m, lighter(c.p.c, 0.3), 0.75)
    c.fill(shade, lighter(c.p.c, 0.35) if lit else tone)
    c.shade(shade, darker(c.p.c if lit else tone, 0.3), 0, 0.5, 0.4)
