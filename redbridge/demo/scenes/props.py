"""Things that appear in more than one scene: steam, cups, light on a wall, plants, trees, small people."""

import math

from .canvas import Canvas
from .palettes import Colour, darker, lighter, mix, sky
from .shapes import (
    Points,
    arch,
    blob,
    ellipse,
    leaf,
    rect,
    ribbon,
    rounded,
    smooth,
    stem,
)

SKINS: list[Colour] = [(246, 214, 188), (232, 186, 150), (205, 150, 110), (160, 106, 72), (112, 72, 50), (84, 54, 40)]


def steam(c: Canvas, x: float, y: float, k: float = 1.0, strands: int = 3) -> None:
    """Soft strands that rise and sway."""
    for i in range(strands):
        tall = (15 + 7 * ((i * 37) % 3)) * k
        line = []
        for s in range(19):
            f = s / 18
            away = math.sin(f * 6 - 2 * math.pi * c.t + i * 1.9) * (0.6 + 2.6 * f) * k
            line.append((x + (i - (strands - 1) / 2) * 4.2 * k + away, y - f * tall))
        c.fill(ribbon(line, 0.5 * k, 0.0, 2.2 * k), c.p.light, 0.42, raw=True)
        c.fill(ribbon(line, 0.3 * k, 0.0, 1.0 * k), c.p.light, 0.4, raw=True)


def wall_light(
    c: Canvas, x: float, y: float, w: float, h: float, lean: float = 14, panes: int = 2, alpha: float = 0.42
) -> None:
    """Sun through a window, lying on the wall."""
    gap = w * 0.05
    for i in range(panes):
        for j in range(3):
            x0 = x + i * (w + gap) / panes
            x1 = x0 + (w - gap * (panes - 1)) / panes
            y0 = y + j * (h + gap) / 3
            y1 = y0 + (h - 2 * gap) / 3
            slope = lean / h
            quad = [(x0 + (y0 - y) * slope, y0 + (x0 - x) * 0.25), (x1 + (y0 - y) * slope, y0 + (x1 - x) * 0.25)]
            quad += [(x1 + (y1 - y) * slope, y1 + (x1 - x) * 0.25), (x0 + (y1 - y) * slope, y1 + (x0 - x) * 0.25)]
            c.fill(quad, mix(c.p.light, c.p.c, 0.22), alpha, raw=True)


def leaf_shadow(c: Canvas, x: float, y: float, k: float, angle: float = 120, alpha: float = 0.13) -> None:
    """The shadow of a branch that nobody sees."""
    spine = stem(x, y, 60 * k, angle, 25)
    c.fill(ribbon(spine, 0.9 * k, 0.3 * k), c.p.ink, alpha)
    for i in range(2, 17, 2):
        px, py = spine[i]
        for side in (-1, 1):
            c.fill(leaf(px, py, (17 - i * 0.45) * k, 5.2 * k, angle + i + side * 48, side * -18), c.p.ink, alpha)


def cup(
    c: Canvas, x: float, y: float, k: float, colour: Colour, drink: Colour | None = None, handle: bool = True
) -> None:
    """A cup seen from the side and a little from above; x, y is the middle of its foot."""
    c.pool(x + 2 * k, y, 8 * k, 1.3 * k)
    if handle:
        ring = ellipse(x + 7.6 * k, y - 6 * k, 3 * k, 2.9 * k, steps=30)
        c.line(ring, darker(colour, 0.1), 1.3 * k)
    body = ellipse(x, y - 10 * k, 7.6 * k, 1.7 * k, start=180, end=0, steps=24)
    body += smooth(
        [
            (x + 7.6 * k, y - 10 * k),
            (x + 6.9 * k, y - 4 * k),
            (x + 3.8 * k, y),
            (x - 3.8 * k, y),
            (x - 6.9 * k, y - 4 * k),
            (x - 7.6 * k, y - 10 * k),
        ],
        closed=False,
    )
    c.fill(body, colour)
    c.shade(body, darker(colour, 0.45), 15, 0.55, 0.35)
    c.fill(ellipse(x, y - 10 * k, 7.6 * k, 1.8 * k), lighter(colour, 0.35))
    c.fill(ellipse(x, y - 9.8 * k, 6.8 * k, 1.4 * k), drink or darker(colour, 0.35))


def pot(c: Canvas, x: float, y: float, w: float, h: float, colour: Colour, kind: int = 0) -> None:
    """A plant pot standing on y."""
    c.pool(x + w * 0.12, y, w * 0.52, max(0.9, w * 0.07))
    if kind == 0:
        body = [(x - w / 2, y - h), (x + w / 2, y - h), (x + w * 0.36, y), (x - w * 0.36, y)]
    elif kind == 1:
        body = smooth(
            [
                (x - w * 0.38, y - h),
                (x - w * 0.53, y - h * 0.5),
                (x - w * 0.3, y),
                (x + w * 0.3, y),
                (x + w * 0.53, y - h * 0.5),
                (x + w * 0.38, y - h),
            ],
            closed=False,
        )
    else:
        body = rounded(x - w / 2, y - h, x + w / 2, y, [0.5, 0.5, w * 0.3, w * 0.3])
    c.fill(body, colour)
    if kind == 2:
        with c.clip(body):
            for i in range(3):
                c.fill(rect(x - w, y - h * (0.72 - i * 0.2), x + w, y - h * (0.66 - i * 0.2)), lighter(colour, 0.45))
    c.shade(body, darker(colour, 0.5), 10, 0.6, 0.4)
    if kind == 0:
        c.fill(rounded(x - w * 0.55, y - h * 1.02, x + w * 0.55, y - h * 0.8, 0.8), lighter(colour, 0.12))


def tree(c: Canvas, x: float, y: float, k: float, colour: Colour, kind: int = 0) -> None:
    """A street tree: round, tall, or a palm."""
    bark = mix(c.p.ink, c.p.c, 0.28)
    lean = c.wave(x * 0.01, 0.8 * k)
    c.pool(x + 3 * k, y, 9 * k, 1.2 * k, 0.25)
    if kind == 2:
        trunk = stem(x, y, 34 * k, -92, 8)
        c.fill(ribbon(trunk, 2.4 * k, 1.5 * k), bark)
        tx, ty = trunk[-1]
        for i, angle in enumerate((-165, -140, -112, -80, -52, -25, -5, 178)):
            tone = darker(colour, 0.12 * (i % 3))
            c.fill(leaf(tx, ty, 17 * k, 4.2 * k, angle + lean, 60 if math.cos(math.radians(angle)) > 0 else -60), tone)
        return
    c.fill(ribbon([(x, y), (x, y - 14 * k), (x + lean * 0.4, y - 30 * k)], 2.4 * k, 1.0 * k), bark)
    if kind == 0:
        for dx, dy, r, depth in ((-6, -26, 10, 0.16), (7, -27, 9.5, 0.08), (0, -35, 12, 0.0)):
            puff = blob(c.rng, x + dx * k + lean, y + dy * k, r * k, r * 0.9 * k, 0.1, 10)
            c.fill(puff, darker(colour, depth))
            c.shade(puff, darker(colour, 0.5), 70, 0.55, 0.4)
    else:
        crown = smooth(
            [
                (x - 6 * k, y - 14 * k),
                (x - 7 * k, y - 28 * k),
                (x + lean, y - 52 * k),
                (x + 7 * k, y - 28 * k),
                (x + 6 * k, y - 14 * k),
                (x, y - 11 * k),
            ]
        )
        c.fill(crown, colour)
        c.shade(crown, darker(colour, 0.5), 20, 0.6, 0.3)


def walker(c: Canvas, x: float, y: float, k: float, far: bool = False) -> None:
    """A small person walking by, drawn with a few shapes."""
    r = c.rng
    skin, hair = r.choice(SKINS), r.choice([c.p.ink, darker(c.p.b, 0.5), mix(c.p.ink, c.p.c, 0.4)])
    coat, legs = r.choice([c.p.a, c.p.b, c.p.c, c.p.light, c.p.bg2]), r.choice([c.p.ink, darker(c.p.a, 0.5), c.p.d])
    side = r.choice([-1, 1])
    c.shadow(ellipse(x + 4 * k, y, 7 * k, 0.9 * k), 1.0 * k, 0.3)
    c.line([(x - 0.6 * k, y - 9 * k), (x - 2.4 * k * side, y - 0.4 * k)], legs, 2.1 * k)
    c.line([(x + 0.6 * k, y - 9 * k), (x + 2.2 * k * side, y - 0.5 * k)], darker(legs), 2.1 * k)
    body = smooth(
        [(x - 2.3 * k, y - 18 * k), (x + 2.3 * k, y - 18 * k), (x + 3.6 * k, y - 7 * k), (x - 3.6 * k, y - 7 * k)],
        steps=6,
    )
    c.fill(body, coat)
    c.shade(body, darker(coat, 0.5), 0, 0.6, 0.4)
    c.line([(x + 1.9 * k * side, y - 16 * k), (x + 3.8 * k * side, y - 10 * k)], darker(coat, 0.12), 1.6 * k)
    if r.random() < 0.5 and not far:
        c.fill(
            rounded(x + 2.2 * k * side - 1.8 * k, y - 9.5 * k, x + 2.2 * k * side + 2 * k, y - 5.5 * k, 0.5),
            darker(c.p.b, 0.1),
        )
    c.fill(ellipse(x + 0.3 * k * side, y - 21 * k, 1.9 * k, 2.3 * k, steps=20), skin)
    c.fill(ellipse(x - 0.3 * k * side, y - 21.8 * k, 2.2 * k, 2.0 * k, start=160, end=380, steps=16), hair)


def cloud(c: Canvas, x: float, y: float, k: float, alpha: float = 0.9) -> None:
    """A flat cloud of a few round shapes."""
    parts: list[Points] = [rounded(x - 14 * k, y - 4 * k, x + 14 * k, y + 1 * k, 3 * k)]
    parts += [ellipse(x - 5 * k, y - 4 * k, 6 * k, steps=30), ellipse(x + 4 * k, y - 5 * k, 7.5 * k, steps=30)]
    for part in parts:
        c.fill(part, mix(sky(c.p, c.hour)[0], c.p.light, alpha), raw=True)


def window(c: Canvas, x0: float, y0: float, x1: float, y1: float, hour: str, kind: str = "rect") -> Points:
    """A window with the sky behind it and far hills; returns its opening."""
    opening = (
        ellipse((x0 + x1) / 2, (y0 + y1) / 2, (x1 - x0) / 2)
        if kind == "round"
        else (arch(x0, y0, x1, y1) if kind == "arch" else rect(x0, y0, x1, y1))
    )
    c.blend(opening, *sky(c.p, hour))
    w, h = x1 - x0, y1 - y0
    with c.clip(opening):
        if hour in ("dusk", "night"):
            c.dot(x0 + w * 0.68, y0 + h * 0.3, w * 0.09, c.p.light, 0.9, raw=True)
        else:
            c.glow(x0 + w * 0.7, y0 + h * 0.3, w * 0.5, c.p.light, 0.8)
        for i, tone in enumerate((0.55, 0.25, 0.0)):
            crest = [
                (x0 + w * f, y1 - h * (0.36 - i * 0.1) - math.sin(f * 5 + i * 2 + x0) * h * 0.06)
                for f in [s / 20 for s in range(21)]
            ]
            hill = mix(c.p.leaf, sky(c.p, hour)[1], tone)
            hill = hill if hour not in ("dusk", "night") else mix(hill, c.p.ink, 0.55)
            c.fill(crest + [(x1, y1), (x0, y1)], hill)
    return opening


def wall_and_floor(c: Canvas, floor: float, choices: list[Colour] | None = None) -> Colour:
    """A wall and a floor; returns the wall's colour."""
    r, p = c.rng, c.p
    wall = r.choice(
        choices
        or [p.bg, p.bg2, p.d, mix(p.a, p.light, 0.35), darker(p.a, 0.25), mix(p.b, p.d, 0.45), mix(p.leaf, p.bg, 0.35)]
    )
    c.blend(rect(0, 0, 100, floor), lighter(wall, 0.14), darker(wall, 0.06))
    wood = r.choice([mix(p.c, p.b, 0.3), darker(wall, 0.28), mix(p.ink, p.c, 0.3), p.d])
    c.fill(rect(0, floor, 100, c.H), wood)
    c.shade(rect(0, floor, 100, c.H), darker(wood, 0.45), 90, 0.45)
    c.fill(rect(0, floor - 1.6, 100, floor), lighter(wall, 0.45))
    return wall
