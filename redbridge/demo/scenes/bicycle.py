"""A bicycle with a basket at a wall."""

from .canvas import Canvas
from .palettes import Colour, apart, darker, lighter, mix
from .props import leaf_shadow
from .shapes import (
    Outline,
    Points,
    arch,
    blob,
    ellipse,
    leaf,
    place,
    rect,
    smooth,
)


def cycling(c: Canvas) -> None:
    """A bicycle against a sunny wall."""
    r, p, m = c.rng, c.p, c.m
    base = c.H * 0.84
    wall = r.choice([p.a, p.b, p.c, p.bg2, p.d, darker(p.a, 0.2), lighter(p.leaf, 0.2)])
    c.blend(None, lighter(wall, 0.1), darker(wall, 0.06))
    c.shade(rect(0, 0, 100, base), darker(wall, 0.35), 20, 0.35, 0.2)
    band = r.random() < 0.6
    if band:
        c.fill(rect(0, base - 26 * m, 100, base), darker(wall, 0.22))
        c.fill(rect(0, base - 26.6 * m, 100, base - 25.6 * m), lighter(wall, 0.3))
    if c.H > 90:
        _flower_window(c, wall)
    pave = mix(p.d, p.bg, 0.4) if wall != p.d else p.bg2
    c.fill(rect(0, base, 100, c.H), pave)
    c.shade(rect(0, base, 100, c.H), darker(pave, 0.45), 90, 0.45)
    c.fill(rect(0, base, 100, base + 1), darker(pave, 0.3))
    if r.random() < 0.6:
        leaf_shadow(c, 104, 2, 1.15, 135, 0.15)
    frame = r.choice([v for v in (p.b, p.a, p.light, p.c, p.ink) if apart(v, wall) > 150])
    _bicycle(c, 50 + r.uniform(-5, 5), base + (c.H - base) * 0.32, 1.08 * m, frame, r.random() < 0.5, wall)


def _flower_window(c: Canvas, wall: Colour) -> None:
    r, p, m = c.rng, c.p, c.m
    kind = r.choice(["arch", "rect", "round"])
    wx, wy, ww, wh = r.choice([26, 50, 70]), c.H * 0.1, 26 * m, 38 * m
    shape = arch if kind == "arch" else rect
    trim = p.light if wall != p.light else p.b
    opening = ellipse(wx, wy + ww * 0.6, ww * 0.6) if kind == "round" else shape(wx - ww / 2, wy, wx + ww / 2, wy + wh)
    outer = (
        ellipse(wx, wy + ww * 0.6, ww * 0.6 + 2)
        if kind == "round"
        else shape(wx - ww / 2 - 2, wy - 2, wx + ww / 2 + 2, wy + wh + 1.4)
    )
    c.shadow(outer, 1.4, 0.35, 1.6, 1.6)
    c.fill(outer, trim)
    glass = mix(p.bg2, p.ink, 0.5)
    c.fill(opening, glass)
    with c.clip(opening):
        c.fill(
            [(wx - ww, wy + wh), (wx - ww * 0.2, wy + wh), (wx + ww * 0.7, wy - 4), (wx, wy - 4)],
            lighter(glass, 0.3),
        )
        c.fill(rect(wx - 0.6, 0, wx + 0.6, 200), trim)
        c.fill(rect(0, wy + wh * 0.36, 100, wy + wh * 0.36 + 1.1), trim)
    if kind != "round":
        c.fill(
            rect(wx - ww * 0.6, wy + wh + 1, wx + ww * 0.6, wy + wh + 4.6),
            darker(p.b if wall != p.b else p.a, 0.15),
        )
        for i in range(16):
            fx = wx - ww * 0.56 + i * ww * 0.075
            c.fill(
                blob(r, fx, wy + wh + r.uniform(-2, 1.4), 2, 2, 0.3, 6),
                r.choice([p.leaf, darker(p.leaf), p.c, p.light, p.leaf]),
            )


def _bicycle(c: Canvas, x: float, y: float, k: float, frame: Colour, flip: bool, wall: Colour) -> None:
    p, r = c.p, c.rng
    tyre = p.ink if sum(wall) > 300 else lighter(p.ink, 0.12)

    def at(pts: Outline) -> Points:
        return place(pts, x, y, k, 0, flip)

    for wx in (-24, 24):
        c.shadow(at(ellipse(wx + 5, -14, 16)), 2.0, 0.16, 4, 2)
    c.pool(x + 3, y + 0.6, 42 * k, 1.3 * k, 0.45)
    for wx in (-24, 24):
        for i in range(14):
            tip = place([(15.4, 0)], wx, -16, 1, i * 360 / 14)[0]
            c.line(at([(wx, -16), tip]), lighter(tyre, 0.5), 0.2 * k)
        c.line(at(ellipse(wx, -16, 16, steps=80)), tyre, 1.5 * k)
        c.line(at(ellipse(wx, -16, 14.8, steps=80)), lighter(frame, 0.5), 0.5 * k)
        c.fill(at(ellipse(wx, -16, 1.6)), tyre)
        c.line(at(ellipse(wx, -16, 18, start=195, end=320 if wx < 0 else 300)), frame, 1.2 * k)
    crank, seat, head = (-3, -15), (-9, -40), (17, -40)
    for a, b in ((crank, seat), ((-24, -16), crank), ((-24, -16), (-8, -36)), (crank, (18, -35))):
        c.line(at([a, b]), frame, 1.6 * k)
    if r.random() < 0.5:
        c.line(at(smooth([(-6.6, -26), (4, -24), (17.4, -38)], False)), frame, 1.6 * k)
    else:
        c.line(at([(-8.4, -37), head]), frame, 1.6 * k)
    c.line(at(smooth([(16.5, -43), (19, -32), (24, -16)], False)), frame, 1.6 * k)
    c.line(at([seat, (-10, -44)]), tyre, 1.1 * k)
    leather = mix(p.b, p.ink, 0.35) if frame != p.b else mix(p.c, p.ink, 0.35)
    c.fill(at(smooth([(-17, -46.6), (-9, -46), (-2, -45), (-8, -43), (-16, -42.6)])), leather)
    c.line(at([(16.5, -42), (15.8, -49)]), tyre, 1.1 * k)
    c.line(at(smooth([(15.8, -49), (19, -50), (12, -52), (7, -50)], False)), tyre, 1.2 * k)
    c.line(at([(10, -51.2), (6.6, -49.8)]), leather, 1.9 * k)
    c.line(at(ellipse(-3, -15, 3.6, steps=30)), tyre, 0.9 * k)
    c.line(at([(-5.6, -8.4), (-0.4, -21.6)]), tyre, 0.8 * k)
    for px, py in ((-5.6, -8.4), (-0.4, -21.6)):
        c.line(at([(px - 2, py), (px + 2, py)]), tyre, 1.1 * k)
    wick = mix(p.c, p.b, 0.3)
    for _ in range(11):
        bx, by = 20 + r.uniform(0, 13), -51 + r.uniform(-5, 1)
        tone = r.choice([p.b, p.c, p.light, p.d])
        c.line(at([(bx, -47), (bx, by)]), p.leaf, 0.6 * k)
        c.fill(at(leaf(bx, by + 3, 6, 2.6, -90 + r.uniform(-60, 60))), p.leaf)
        c.fill(at(ellipse(bx, by, r.uniform(1.5, 2.6))), tone)
    basket = at([(18, -49), (35, -49), (32.6, -37), (20.4, -37)])
    c.fill(basket, wick)
    with c.clip(basket):
        for i in range(-4, 10):
            c.line(at([(16 + i * 3, -50), (22 + i * 3, -36)]), darker(wick, 0.25), 0.35 * k, caps=False)
            c.line(at([(22 + i * 3, -50), (16 + i * 3, -36)]), darker(wick, 0.25), 0.35 * k, caps=False)
    c.line(at([(18, -49), (35, -49)]), darker(wick, 0.15), 1.2 * k)
