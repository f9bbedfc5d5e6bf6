"""Quiet things on a table: tea, skincare, flowers, books."""

from .canvas import Canvas
from .palettes import HOURS, Colour, apart, darker, lighter, mix
from .props import cup, leaf_shadow, pot, steam, wall_light, window
from .shapes import (
    Points,
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


def tea(c: Canvas) -> None:
    """A pot of tea and cups in front of a window."""
    r, p, m = c.rng, c.p, c.m
    hour = r.choice(HOURS)
    wall = r.choice([p.bg, p.bg2, mix(p.a, p.bg, 0.2), darker(p.a, 0.2), mix(p.b, p.bg, 0.5)])
    c.blend(None, lighter(wall, 0.12), darker(wall, 0.07))
    desk = c.H * r.uniform(0.7, 0.76)
    kind = r.choice(["round", "arch", "rect", "round"])
    span, mid = 62 * m, r.choice([38, 50, 62])
    top = desk - span * (1.22 if kind != "round" else 1.14)
    frame = darker(wall, 0.3)
    low = desk - span * 0.1 if kind == "round" else desk - 6 * m
    grow = 1.8 * m
    if kind == "round":
        c.fill(ellipse(mid, (top + low) / 2 + span * 0.0, span / 2 + grow), frame)
        low = top + span
    elif kind == "arch":
        c.fill(arch(mid - span / 2 - grow, top - grow, mid + span / 2 + grow, low + grow), frame)
    else:
        c.fill(rect(mid - span / 2 - grow, top - grow, mid + span / 2 + grow, low + grow), frame)
    opening = window(c, mid - span / 2, top, mid + span / 2, low, hour, kind)
    with c.clip(opening):
        _lattice(c, mid, span, top, low, frame)
    if hour in ("morning", "golden", "noon"):
        wall_light(c, mid + span * 0.45, top + 4, 22, 44, 12, alpha=0.25)
    wood = r.choice([mix(p.c, p.b, 0.35), darker(p.b, 0.35), mix(p.ink, p.c, 0.22), p.d])
    c.fill(rect(0, desk, 100, c.H), wood)
    c.shade(rect(0, desk, 100, c.H), darker(wood, 0.5), 90, 0.5)
    c.fill(rect(0, desk, 100, desk + 1.1), lighter(wood, 0.25))
    left = r.choice([True, False])
    base = desk + (c.H - desk) * 0.52
    runner = r.choice([p.light, p.a, p.b, p.bg2])
    cloth = [(12, desk + 2), (88, desk + 2), (96, c.H + 2), (4, c.H + 2)]
    c.fill(cloth, runner)
    c.shade(cloth, darker(runner, 0.45), 60, 0.4)
    glaze = _tea_set(c, left, runner, base)
    if r.random() < 0.6:
        vase_x = 88 if left else 12
        blossom(c, vase_x, desk + 4, 0.9 * m, p.c if glaze == p.b else p.b)


def _lattice(c: Canvas, mid: float, span: float, top: float, low: float, frame: Colour) -> None:
    r, p, m = c.rng, c.p, c.m
    lattice = r.choice([0, 1, 2])
    for i in range(1, 3 * lattice):
        x = mid - span / 2 + span * i / (3 * lattice)
        c.line([(x, top), (x, low)], frame, 0.7 * m)
    if lattice:
        c.line([(0, top + span * 0.42), (100, top + span * 0.42)], frame, 0.7 * m)
    branch = stem(mid + span * 0.5, top + span * 0.1, span * 0.8, 165, -28)
    c.fill(ribbon(branch, 1.5 * m, 0.4 * m), p.ink)
    for x, y in branch[4::2]:
        for _ in range(3):
            c.dot(
                x + r.uniform(-3, 3) * m,
                y + r.uniform(-3, 3) * m,
                r.uniform(0.8, 1.7) * m,
                r.choice([p.d, p.b, p.light]),
            )


def _tea_set(c: Canvas, left: bool, runner: Colour, base: float) -> Colour:
    r, p, m = c.rng, c.p, c.m
    px, k = (40 if left else 60), 1.28 * m
    glaze = r.choice([p.a, p.b, p.ink, p.light, p.c])
    glaze = glaze if glaze != runner else (p.light if runner != p.light else p.b)
    teapot(c, px, base, k, glaze, left, r.randrange(3))
    bowl = p.light if glaze != p.light else p.a
    if runner == bowl:
        bowl = p.d if bowl != p.d else p.b
    brew = mix(p.c, p.b, 0.45)
    cx = 73 if left else 27
    cup(c, cx, base + 5 * m, 0.92 * m, bowl, brew, handle=False)
    if r.random() < 0.75:
        cup(c, cx + (13 if left else -13) * m, base + 11 * m, 0.82 * m, bowl, brew, handle=False)
    steam(c, cx, base - 6 * m, 0.95 * m)
    return glaze


def teapot(c: Canvas, x: float, y: float, k: float, colour: Colour, spout_right: bool, shape: int) -> None:
    """A teapot: round, wide or tall, standing on y."""
    f = 1 if spout_right else -1
    w, h = ((15, 19), (18, 15), (12.5, 24))[shape]
    c.pool(x + 4 * k, y, w * 1.15 * k, 2 * k, 0.4)
    c.line(ellipse(x - f * w * 0.92 * k, y - h * 0.52 * k, w * 0.42 * k, h * 0.33 * k), darker(colour, 0.15), 1.8 * k)
    spout = smooth(
        [
            (x + f * w * 0.7 * k, y - h * 0.25 * k),
            (x + f * w * 1.25 * k, y - h * 0.45 * k),
            (x + f * w * 1.55 * k, y - h * 0.98 * k),
        ],
        closed=False,
    )
    c.fill(ribbon(spout, 5.4 * k, 2.2 * k), darker(colour, 0.08))
    body = smooth(
        [
            (x - w * 0.55 * k, y),
            (x + w * 0.55 * k, y),
            (x + w * k, y - h * 0.45 * k),
            (x + w * 0.55 * k, y - h * 0.92 * k),
            (x - w * 0.55 * k, y - h * 0.92 * k),
            (x - w * k, y - h * 0.45 * k),
        ]
    )
    c.fill(body, colour)
    with c.clip(body):
        c.fill(ellipse(x - w * 0.45 * k, y - h * 0.62 * k, w * 0.16 * k, h * 0.2 * k, 20), lighter(colour, 0.5), 0.5)
    c.shade(body, darker(colour, 0.6), 35, 0.75, 0.3)
    lid = ellipse(x, y - h * 0.9 * k, w * 0.56 * k, h * 0.17 * k, start=180, end=360)
    c.fill(lid, lighter(colour, 0.1))
    c.line([lid[0], lid[-1]], darker(colour, 0.35), 0.7 * k)
    c.dot(x, y - h * 1.11 * k, 2 * k, darker(colour, 0.1))


def blossom(c: Canvas, x: float, y: float, k: float, colour: Colour) -> None:
    """A slim vase with one branch."""
    p, r = c.p, c.rng
    for turn in (-100, -78):
        line = stem(x, y - 16 * k, r.uniform(24, 34) * k, turn + c.wave(0.2, 2), r.uniform(-24, 24))
        c.fill(ribbon(line, 0.9 * k, 0.4 * k), mix(p.ink, p.leaf, 0.4))
        for px, py in line[5::2]:
            c.fill(leaf(px, py, 6 * k, 2.4 * k, turn + r.uniform(-70, 70)), p.leaf)
            c.dot(
                px + r.uniform(-2, 2) * k, py + r.uniform(-2, 2) * k, r.uniform(1.2, 2.2) * k, r.choice([colour, p.d])
            )
    pot(c, x, y, 10 * k, 18 * k, p.light if r.random() < 0.5 else p.c, 1)


def skincare(c: Canvas) -> None:
    """Bottles and jars on plinths in slanting light."""
    r, p, m = c.rng, c.p, c.m
    wall = r.choice([p.d, p.bg2, mix(p.a, p.light, 0.55), mix(p.b, p.d, 0.6), p.bg])
    c.blend(None, lighter(wall, 0.2), darker(wall, 0.1))
    floor = c.H * 0.8
    side = r.choice([-1, 1])
    ax, aw = 50 + side * r.uniform(2, 14), r.uniform(44, 58) * m
    style = r.randrange(3)
    back = r.choice([lighter(p.a, 0.25), p.b, p.c, darker(wall, 0.2), p.a])
    top = floor - aw * (1.5 if c.H > 95 else 1.12)
    _backdrop(c, style, ax, aw, top, floor, back)
    ground = darker(wall, 0.16)
    c.fill(rect(0, floor, 100, c.H), ground)
    c.shade(rect(0, floor, 100, c.H), darker(ground, 0.4), 90, 0.45)
    leaf_shadow(c, 104, c.H * 0.02, 1.0, 140, 0.12)
    bw, bh = r.uniform(24, 34) * m, r.uniform(9, 20) * m
    bx = 50 - side * 8
    stone = lighter(wall, 0.35)
    base = floor + 9 * m
    for w, h, x in ((bw, bh, bx), (bw * 0.75, bh * 0.45, bx + side * (bw * 0.9))):
        c.shadow([(x - w / 2, base), (x + w / 2, base), (x + w * 0.9, base + 8), (x, base + 8)], 3, 0.3)
        block = rect(x - w / 2, base - h, x + w / 2, base)
        c.fill(block, stone)
        c.shade(block, darker(stone, 0.5), 0, 0.5, 0.3)
        c.fill(
            [
                (x - w / 2, base - h),
                (x + w / 2, base - h),
                (x + w / 2 - 3 * m, base - h - 3 * m),
                (x - w / 2 + 3 * m, base - h - 3 * m),
            ],
            lighter(stone, 0.5),
        )
    colours = [v for v in (p.light, p.a, p.b, p.c, p.d, p.leaf) if min(apart(v, back), apart(v, wall)) > 100]
    r.shuffle(colours)
    makers = [dropper, tube, jar, pump]
    r.shuffle(makers)
    k = 1.3 * m
    makers[0](c, bx, base - bh - 1.2 * m, k * 1.05, colours[0])
    makers[1](c, bx + side * bw * 0.9, base - bh * 0.45 - 1.2 * m, k * 0.9, colours[1 % len(colours)])
    makers[2](c, bx - side * bw * 0.85, base + 5 * m, k * 0.85, colours[2 % len(colours)])
    for _ in range(r.randrange(3, 6)):
        x, y, s = r.uniform(18, 84), base + r.uniform(5, 12) * m, r.uniform(1.0, 2.4) * m
        c.pool(x + 0.6, y + s * 0.6, s, s * 0.3, 0.3)
        c.fill(blob(r, x, y, s * 1.2, s * 0.75, 0.12), r.choice([lighter(stone, 0.2), p.c, p.leaf]))


def _backdrop(c: Canvas, style: int, ax: float, aw: float, top: float, floor: float, back: Colour) -> None:
    m = c.m
    if style == 0:
        c.fill(arch(ax - aw / 2, top, ax + aw / 2, floor), back)
        c.shade(arch(ax - aw / 2, top, ax + aw / 2, floor), darker(back, 0.4), 40, 0.5, 0.2)
    elif style == 1:
        disc = ellipse(ax, floor - aw * 0.62, aw * 0.62)
        c.fill(disc, back)
        c.shade(disc, darker(back, 0.4), 60, 0.5, 0.2)
    else:
        for i, tone in enumerate((0.0, 0.2, 0.4)):
            c.fill(arch(ax - aw / 2 + i * 6 * m, top + i * 6 * m, ax + aw / 2 - i * 6 * m, floor), lighter(back, tone))


def dropper(c: Canvas, x: float, y: float, k: float, colour: Colour) -> None:
    """A serum bottle with a pipette cap."""
    c.pool(x + 2 * k, y, 8 * k, 1.2 * k)
    body = rounded(x - 7 * k, y - 22 * k, x + 7 * k, y, [5 * k, 5 * k, 1.8 * k, 1.8 * k])
    _package(c, body, colour, x - 4.2 * k, y - 14 * k, 8.4 * k, 8 * k)
    c.fill(rect(x - 2.6 * k, y - 26 * k, x + 2.6 * k, y - 21.6 * k), c.p.ink)
    c.fill(rounded(x - 2.2 * k, y - 34 * k, x + 2.2 * k, y - 26 * k, 2 * k), darker(c.p.b, 0.1))


def tube(c: Canvas, x: float, y: float, k: float, colour: Colour) -> None:
    """A tube of cream that stands on its cap."""
    c.pool(x + 2 * k, y, 6 * k, 1.1 * k)
    body = [(x - 7 * k, y - 32 * k), (x + 7 * k, y - 32 * k), (x + 5 * k, y - 5 * k), (x - 5 * k, y - 5 * k)]
    _package(c, body, colour, x - 3 * k, y - 24 * k, 6 * k, 11 * k)
    c.fill(rect(x - 7 * k, y - 33.4 * k, x + 7 * k, y - 31 * k), darker(colour, 0.12))
    c.fill(rounded(x - 4.6 * k, y - 5.4 * k, x + 4.6 * k, y, 0.8), lighter(c.p.ink, 0.1))


def jar(c: Canvas, x: float, y: float, k: float, colour: Colour) -> None:
    """A low jar with a lid."""
    c.pool(x + 2 * k, y, 10 * k, 1.4 * k)
    body = rounded(x - 9 * k, y - 10 * k, x + 9 * k, y, 2.4 * k)
    _package(c, body, colour, x - 4 * k, y - 7 * k, 8 * k, 4 * k)
    lid = rounded(x - 9.4 * k, y - 15.5 * k, x + 9.4 * k, y - 9.6 * k, 1.2 * k)
    c.fill(lid, c.p.c)
    c.shade(lid, darker(c.p.c, 0.5), 0, 0.6, 0.4)


def pump(c: Canvas, x: float, y: float, k: float, colour: Colour) -> None:
    """A tall bottle with a pump."""
    c.pool(x + 2 * k, y, 7 * k, 1.2 * k)
    body = rounded(x - 6.2 * k, y - 25 * k, x + 6.2 * k, y, [2 * k, 2 * k, 1.4 * k, 1.4 * k])
    _package(c, body, colour, x - 3.6 * k, y - 19 * k, 7.2 * k, 12 * k)
    c.fill(rect(x - 1 * k, y - 32 * k, x + 1 * k, y - 25 * k), c.p.ink)
    c.fill(rect(x - 2.6 * k, y - 27.6 * k, x + 2.6 * k, y - 25 * k), c.p.ink)
    c.fill(rounded(x - 6.5 * k, y - 33.6 * k, x + 2.4 * k, y - 31.2 * k, 1 * k), c.p.ink)


def _package(c: Canvas, body: Points, colour: Colour, x: float, y: float, w: float, h: float) -> None:
    """A body with a label of quiet lines, lit from the left."""
    c.fill(body, colour)
    label = lighter(colour, 0.75) if sum(colour) < 560 else darker(colour, 0.55)
    c.fill(rect(x, y, x + w * 0.9, y + max(0.35, h * 0.07)), label)
    c.fill(rect(x, y + h * 0.3, x + w * 0.55, y + h * 0.3 + max(0.3, h * 0.05)), label)
    c.fill(rect(x, y + h * 0.5, x + w * 0.7, y + h * 0.5 + max(0.3, h * 0.05)), label)
    c.shade(body, darker(colour, 0.55), 0, 0.75, 0.4)
    with c.clip(body):
        left = min(px for px, _ in body)
        c.fill(rect(left + 0.9, -20, left + 1.9, 200), lighter(colour, 0.8), 0.4)


def flowers(c: Canvas) -> None:
    """Cut flowers in a vase, in the manner of a paper collage."""
    r, p, m = c.rng, c.p, c.m
    wall = r.choice([p.bg, p.bg2, p.a, p.b, darker(p.a, 0.3), p.c, p.d])
    c.fill(rect(0, 0, 100, c.H), wall)
    c.shade(rect(0, 0, 100, c.H), darker(wall, 0.35), 55, 0.35, 0.2)
    if r.random() < 0.5:
        wall_light(c, r.uniform(4, 40), c.H * 0.06, 34, c.H * 0.5, 16, alpha=0.2)
    desk = c.H * 0.82
    wood = r.choice([v for v in (p.light, p.b, p.c, p.ink, p.d) if v != wall])
    c.fill(rect(0, desk, 100, c.H), wood)
    c.shade(rect(0, desk, 100, c.H), darker(wood, 0.4), 90, 0.45)
    x, base = 50 + r.uniform(-8, 8), desk + (c.H - desk) * 0.45
    vh = r.uniform(28, 36) * m
    petals = [v for v in (p.b, p.c, p.light, p.d, p.a) if v != wall][:4]
    green = p.leaf if apart(p.leaf, wall) > 120 else lighter(p.leaf, 0.45)
    heads = []
    count = r.randrange(7, 11)
    for i in range(count):
        f = i / (count - 1) - 0.5
        line = stem(
            x + f * 6 * m,
            base - vh * 0.9,
            r.uniform(30, 48) * m * (1.1 - abs(f) * 0.4),
            -90 + f * 95 + c.wave(i * 0.13, 1.2),
            -f * 12,
        )
        c.fill(ribbon(line, 0.9 * m, 0.6 * m), green)
        for j in (5, 9):
            lx, ly = line[j]
            side = r.choice([-1, 1])
            blade = leaf(lx, ly, r.uniform(10, 16) * m, r.uniform(3.4, 5) * m, -90 + f * 95 + side * 42, -side * 30)
            c.fill(blade, darker(green, 0.18 * (j == 5)))
        heads.append((line[-1], -90 + f * 95))
    r.shuffle(heads)
    kinds = r.sample(["tulip", "daisy", "poppy", "ball", "lily"], 3)
    for i, ((hx, hy), angle) in enumerate(heads):
        bloom(c, hx, hy, r.uniform(0.85, 1.25) * m, angle, kinds[i % 3], petals[i % len(petals)])
    glass = r.choice([v for v in (p.light, p.a, p.b, p.c, p.ink) if v not in (wall, wood)])
    style = r.randrange(3)
    c.shadow([(x - 9 * m, base), (x + 9 * m, base), (x + 40 * m, base + 7 * m), (x + 26 * m, base + 9 * m)], 3, 0.3)
    pot(c, x, base, (24, 26, 18)[style] * m, vh, glass, style)
    if r.random() < 0.7:
        side = r.choice([-1, 1])
        _fallen_fruit(c, x, side, base)


def _fallen_fruit(c: Canvas, x: float, side: float, base: float) -> None:
    r, p, m = c.rng, c.p, c.m
    for i in range(r.randrange(1, 4)):
        fx, fy, s = x + side * (24 + i * 9) * m, base + (2 + (i % 2) * 4) * m, 5.4 * m
        c.pool(fx + 1, fy, s, s * 0.24)
        fruit = ellipse(fx, fy - s * 0.9, s, s * 0.95)
        tone = mix(p.c, p.b, 0.3 * i)
        c.fill(fruit, tone)
        c.shade(fruit, darker(tone, 0.5), 45, 0.7, 0.3)


def bloom(c: Canvas, x: float, y: float, k: float, angle: float, kind: str, colour: Colour) -> None:
    """One flower head that looks in a direction."""
    p = c.p
    if kind == "tulip":
        for spread in (-20, 20, 0):
            cupped = leaf(x, y, 13 * k, 7.5 * k, angle + spread)
            c.fill(cupped, darker(colour, 0.14 if spread else 0))
            c.shade(cupped, darker(colour, 0.5), angle + 180, 0.5, 0.3)
    elif kind == "daisy":
        for i in range(11):
            c.fill(leaf(x, y, 8.4 * k, 3.6 * k, i * 360 / 11 + angle), colour)
        c.dot(x, y, 2.6 * k, p.c if colour != p.c else p.ink)
    elif kind == "poppy":
        head = blob(c.rng, x, y, 8 * k, 7 * k, 0.12, 8)
        c.fill(head, colour)
        c.shade(head, darker(colour, 0.5), angle + 180, 0.65, 0.25)
        c.dot(x, y, 2.2 * k, p.ink)
        for i in range(7):
            dx, dy = place([(3.6 * k, 0)], x, y, 1, i * 51)[0]
            c.dot(dx, dy, 0.5 * k, p.ink)
    elif kind == "ball":
        c.fill(ellipse(x, y, 6.4 * k), colour)
        for i in range(26):
            dx, dy = place([(6.2 * k * ((i % 5) + 1) / 5, 0)], x, y, 1, i * 137.5)[0]
            c.dot(dx, dy, 1.25 * k, lighter(colour, 0.3) if i % 2 else darker(colour, 0.22))
    else:
        for i in range(6):
            c.fill(leaf(x, y, 10 * k, 4.4 * k, angle + i * 60, 14), colour if i % 2 else lighter(colour, 0.25))
        for i in range(5):
            dx, dy = place([(3.4 * k, 0)], x, y, 1, angle - 60 + i * 30)[0]
            c.line([(x, y), (dx, dy)], p.c, 0.4 * k)
