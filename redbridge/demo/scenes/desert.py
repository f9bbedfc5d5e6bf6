"""A desert with tall cacti and agaves."""

from .canvas import Canvas
from .palettes import HOURS, Colour, darker, lighter, mix, sky
from .shapes import ellipse, leaf, rect, ribbon, ridge, rounded, smooth


def desert(c: Canvas) -> None:
    """Cacti and agaves in a dry valley, mesas behind."""
    r, p, m = c.rng, c.p, c.m
    c.at_hour(r.choice(HOURS))
    c.sky()
    dark = c.hour in ("dusk", "night")
    horizon = c.H * r.uniform(0.56, 0.62)
    sx, sy = r.choice([26, 50, 74]), c.H * r.uniform(0.2, 0.34)
    c.glow(sx, sy, 46 * m, lighter(p.c, 0.4), 0.7)
    c.dot(sx, sy, (5 if dark else 11) * m, p.light if dark else lighter(p.c, 0.35), raw=True)
    if dark:
        for _ in range(46):
            c.dot(r.uniform(0, 100), r.uniform(0, horizon * 0.8), r.uniform(0.15, 0.4), p.light, 0.9, raw=True)
    sand = mix(p.c, p.d, 0.45)
    _mesas(c, horizon, sand)
    ground = [(-2, c.H + 2), (-2, horizon), (102, horizon), (102, c.H + 2)]
    c.fill(ground, sand)
    c.shade(ground, darker(sand, 0.45), 90, 0.5)
    for i in range(4):
        y = horizon + (c.H - horizon) * (0.14 + i * 0.25)
        dune = smooth([(-6, y + 6), (22, y - r.uniform(0, 4)), (58, y + r.uniform(1, 5)), (106, y - 2)], closed=False)
        c.fill([*dune, (106, c.H + 4), (-6, c.H + 4)], darker(sand, 0.06 * i + 0.03))
        _stones(c, y + 3, sand)
    green = mix(p.leaf, p.a, r.uniform(0.1, 0.45))
    for x, foot, k in ((r.uniform(14, 28), 0.3, 0.62), (r.uniform(64, 86), 0.2, 0.5)):
        saguaro(c, x, horizon + (c.H - horizon) * foot, k * m, darker(green, 0.1))
    main = r.choice([32, 62])
    saguaro(c, main, horizon + (c.H - horizon) * 0.66, 1.25 * m, green)
    agave(c, 94 - main + r.uniform(-6, 6), horizon + (c.H - horizon) * 0.8, 1.1 * m, mix(green, p.bg2, 0.3))
    agave(c, main + r.choice([-24, 22]), c.H * 0.97, 0.8 * m, green)


def _mesas(c: Canvas, horizon: float, sand: Colour) -> None:
    r, p = c.rng, c.p
    low = sky(p, c.hour)[1]
    for i, share in enumerate((0.62, 0.35)):
        tone = mix(mix(p.b, sand, 0.35), low, share)
        crest = ridge(r, -2, 102, horizon - 2, 13 - i * 6, 0.5)
        c.fill([*crest, (102, horizon + 1), (-2, horizon + 1)], tone, raw=True)
        x, w, tall = r.uniform(4, 70), r.uniform(16, 28), c.H * (0.15 - i * 0.05)
        mesa = [(x - 5, horizon), (x, horizon - tall), (x + w, horizon - tall), (x + w + 6, horizon)]
        c.fill(mesa, tone, raw=True)
        c.shade(mesa, darker(tone, 0.5), 20, 0.5, 0.3)
        for j in range(3):
            y = horizon - tall * (0.82 - j * 0.24)
            c.fill(rect(x - j, y, x + w + j, y + 0.6), darker(tone, 0.16), 0.8, raw=True)


def _stones(c: Canvas, y: float, sand: Colour) -> None:
    r = c.rng
    for _ in range(5):
        x, s = r.uniform(0, 100), r.uniform(0.5, 1.6)
        c.pool(x + 0.6, y, s * 1.2, s * 0.3, 0.3)
        c.fill(ellipse(x, y - s * 0.4, s, s * 0.6), darker(sand, r.uniform(0.15, 0.35)))


def saguaro(c: Canvas, x: float, y: float, k: float, tone: Colour) -> None:
    """A tall cactus with two arms; x, y is its foot."""
    r = c.rng
    c.shadow([(x - 3 * k, y), (x + 4 * k, y), (x + 34 * k, y + 7 * k), (x + 24 * k, y + 8 * k)], 1.6, 0.3)
    tall = r.uniform(44, 54)
    for side in (-1, 1):
        reach, start, rise = r.uniform(12, 15), r.uniform(18, 28), r.uniform(12, 20)
        arm = smooth(
            [
                (x, y - start * k),
                (x + side * reach * 0.7 * k, y - start * k),
                (x + side * reach * k, y - (start + 5) * k),
                (x + side * reach * k, y - (start + rise) * k),
            ],
            closed=False,
        )
        shape = ribbon(arm, 5.6 * k, 5.2 * k)
        c.fill(shape, darker(tone, 0.1))
        c.dot(*arm[-1], 2.6 * k, darker(tone, 0.1))
        c.shade(shape, darker(tone, 0.5), 10, 0.5, 0.4)
        c.dot(arm[-1][0], arm[-1][1] - 2.6 * k, 1.3 * k, c.p.b)
    trunk = rounded(x - 4.6 * k, y - tall * k, x + 4.6 * k, y, [4.6 * k, 4.6 * k, 1, 1])
    c.fill(trunk, tone)
    c.shade(trunk, darker(tone, 0.6), 0, 0.65, 0.35)
    for i in (-1, 0, 1):
        c.line([(x + i * 2.4 * k, y - (tall - 3) * k), (x + i * 2.4 * k, y - 1)], lighter(tone, 0.22), 0.35 * k)
    for j in range(9):
        for i in (-1, 1):
            px, py = x + i * (4.4 - 2 * (j % 2)) * k, y - (5 + j * 4.6) * k
            c.line([(px, py), (px + i * 1.2 * k, py - 0.7 * k)], lighter(tone, 0.6), 0.25 * k)
    for i in (-1, 0, 1):
        c.dot(x + i * 2.2 * k, y - tall * k - (0.4 if i else 1.2) * k, 1.5 * k, c.p.b if i else c.p.light)


def agave(c: Canvas, x: float, y: float, k: float, tone: Colour) -> None:
    """A rosette of thick pointed leaves."""
    c.pool(x + 2 * k, y, 15 * k, 1.6 * k, 0.4)
    for i, a in enumerate((-172, -8, -158, -22, -142, -38, -124, -56, -106, -74, -90)):
        blade = leaf(x, y - 1 * k, (17 + 4 * (i > 5)) * k, 5.2 * k, a + c.wave(i * 0.1, 0.6), (a + 90) * -0.14)
        c.fill(blade, darker(tone, 0.2 - i * 0.02))
        c.shade(blade, darker(tone, 0.55), 60, 0.5, 0.3)
