"""Hair and what covers it, in a square of 100 units."""

from .canvas import Canvas
from .palettes import Colour, darker, lighter
from .shapes import Outline, Points, blob, ellipse, place, ribbon, rounded, smooth


def hair_behind(c: Canvas, hair: Colour, style: str) -> None:
    back = darker(hair, 0.22)
    if style in ("long", "fringe"):
        c.fill(
            smooth(
                [(50, 12), (70, 19), (75, 44), (77, 74), (71, 88), (50, 90), (29, 88), (23, 74), (25, 44), (30, 19)]
            ),
            back,
        )
    elif style == "bob":
        c.fill(
            smooth(
                [(50, 12), (71, 19), (76, 44), (74, 64), (62, 68), (50, 66), (38, 68), (26, 64), (24, 44), (29, 19)]
            ),
            back,
        )
    elif style == "wavy":
        _waves_behind(c, back)
    elif style == "afro":
        c.fill(blob(c.rng, 50, 35, 34, 31, 0.04, 14), back)
    elif style == "curls":
        for i in range(18):
            x, y = place([(25, 0)], 50, 38, 1, 140 + i * 15.3)[0]
            c.dot(x, y + 2, 8.4, darker(hair, 0.1 + 0.1 * (i % 2)))
    elif style == "pony":
        sweep = smooth([(62, 18), (80, 22), (86, 42), (80, 62), (86, 72)], False)
        c.fill(ribbon(sweep, 11, 2, 14), back)
    elif style == "bun":
        c.fill(ellipse(50, 10.5, 11.5, 10), back)
    elif style == "topknot":
        c.fill(ellipse(50, 10, 8, 7.4), back)
    elif style == "buns":
        for x in (29, 71):
            c.fill(ellipse(x, 17, 10.5, 10), back)
            c.shade(ellipse(x, 17, 10.5, 10), darker(hair, 0.4), 60, 0.5)
    elif style == "braids":
        for x in (-1, 1):
            for i in range(8):
                c.fill(
                    ellipse(50 + x * (22 + i * 0.9), 46 + i * 6, 5 - i * 0.2, 4.6), darker(hair, 0.04 + 0.16 * (i % 2))
                )
            c.fill(rounded(50 + x * 28.4 - 4, 91, 50 + x * 28.4 + 4, 95, 1), c.p.c)


def _waves_behind(c: Canvas, back: Colour) -> None:
    c.fill(
        smooth(
            [
                (50, 11),
                (70, 17),
                (78, 36),
                (73, 50),
                (80, 64),
                (72, 76),
                (74, 84),
                (50, 82),
                (26, 84),
                (28, 76),
                (20, 64),
                (27, 50),
                (22, 36),
                (30, 17),
            ]
        ),
        back,
    )


def hair_front(c: Canvas, hair: Colour, style: str) -> None:
    cap = _cap(c)
    part = _parted(c)
    glint = lighter(hair, 0.16)
    if style in ("long", "wavy", "bob", "swept", "pony"):
        c.fill(part, hair)
        c.shade(part, darker(hair, 0.4), 30, 0.5, 0.4)
        for i in range(3):
            c.line(smooth([(44 - i * 3, 22 - i), (36 - i * 1.6, 25 + i), (32.4 - i, 34 + i)], False), glint, 0.7)
        if style == "bob":
            _bob_sides(c, hair)
    elif style == "fringe":
        c.fill(
            smooth(
                [(29, 52), (27, 30), (36, 15), (50, 11), (64, 15), (73, 30), (71, 52), (67, 40), (50, 38.6), (33, 40)]
            ),
            hair,
        )
        for x in (42.0, 50.0, 58.0):
            c.line([(x, 22), (x + (x - 50) * 0.14, 36)], glint, 0.6)
    elif style in ("short", "topknot", "bun", "buns", "braids"):
        c.fill(cap, hair)
        c.shade(cap, darker(hair, 0.4), 30, 0.5, 0.4)
        if style == "short":
            c.fill(smooth([(34, 27), (36, 16), (48, 10), (64, 13), (69, 24), (60, 23), (52, 26), (44, 24)]), hair)
        for i in (-1, 0, 1):
            c.line(smooth([(50 + i * 4, 15), (50 + i * 7, 21), (50 + i * 9, 27)], False), glint, 0.6)
    elif style == "crop":
        c.fill(place([(x - 50, y - 30) for x, y in cap], 50, 31, 0.97), hair)
    elif style == "afro":
        for i in range(13):
            x, y = place([(17.5, 0)], 50, 37, 1, 188 + i * 13.7)[0]
            c.dot(x, y - 2, 6.2, hair)
    elif style == "curls":
        for i in range(12):
            x, y = place([(18, 0)], 50, 38, 1, 185 + i * 15.5)[0]
            c.dot(x, y - 1, 5.8, lighter(hair, 0.06 * (i % 3)))
            c.line(ellipse(x, y - 1, 3, 3, 0, 200, 330, 10), glint, 0.6)
    elif style == "scarf":
        _headscarf(c)
    elif style == "cap":
        _peaked_cap(c, cap, hair)
    elif style == "beanie":
        _beanie(c, cap, hair)
    elif style == "bald":
        c.fill(ellipse(43, 24, 6, 2.4, -24), c.p.light, 0.28)


def _cap(c: Canvas) -> Points:
    return smooth(
        [
            (31, 43),
            (29, 30),
            (36, 17),
            (50, 12.6),
            (64, 17),
            (71, 30),
            (69, 43),
            (66, 34),
            (60, 28.6),
            (50, 27.4),
            (40, 28.6),
            (34, 34),
        ]
    )


def _parted(c: Canvas) -> Points:
    return smooth(
        [
            (30.4, 46),
            (28, 30),
            (36, 16),
            (52, 12),
            (66, 17),
            (72, 31),
            (69.6, 46),
            (66.6, 34),
            (58, 27),
            (46, 24),
            (40, 30),
            (34, 35),
        ]
    )


def _bob_sides(c: Canvas, hair: Colour) -> None:
    for s in (-1, 1):
        c.fill(
            smooth(
                [
                    (50 + s * 19, 30),
                    (50 + s * 24, 40),
                    (50 + s * 24, 60),
                    (50 + s * 17, 64),
                    (50 + s * 16.4, 48),
                ]
            ),
            hair,
        )


def _headscarf(c: Canvas) -> None:
    wrap = smooth(
        [
            (50, 11),
            (66, 16),
            (75, 34),
            (74, 58),
            (66, 74),
            (72, 86),
            (50, 92),
            (28, 86),
            (34, 74),
            (26, 58),
            (25, 34),
            (34, 16),
        ]
    )
    hole = smooth([(50, 25), (62, 29), (66, 42), (63, 57), (50, 68), (37, 57), (34, 42), (38, 29)])
    tone = c.p.a if c.p.a != c.p.bg else c.p.b
    c.fill(wrap[:] + [wrap[0]] + hole[::-1] + [hole[-1]], tone)
    c.shade(wrap + [wrap[0]] + hole[::-1] + [hole[-1]], darker(tone, 0.5), 40, 0.55, 0.3)
    for i in range(3):
        c.line(
            smooth([(36 - i * 3, 66 + i * 6), (50, 76 + i * 5), (66 + i * 2, 66 + i * 5)], False),
            darker(tone, 0.25),
            0.8,
        )


def _peaked_cap(c: Canvas, cap: Outline, hair: Colour) -> None:
    c.fill(cap, hair)
    tone = c.p.b
    c.fill(smooth([(30, 30), (33, 17), (50, 10), (67, 17), (70, 30), (50, 26)]), tone)
    c.fill(smooth([(31, 31), (50, 24), (70, 29), (84, 33), (72, 35), (50, 31)]), darker(tone, 0.25))
    c.dot(50, 10.4, 1.6, darker(tone, 0.25))


def _beanie(c: Canvas, cap: Outline, hair: Colour) -> None:
    c.fill(cap, hair)
    for s in (-1, 1):
        c.fill(smooth([(50 + s * 18, 28), (50 + s * 22, 42), (50 + s * 20, 60), (50 + s * 16.6, 46)]), hair)
    tone = c.p.c
    c.fill(smooth([(29, 31), (30, 15), (44, 5), (56, 5), (70, 15), (71, 31)]), tone)
    c.fill(rounded(27.6, 24.6, 72.4, 33.6, 3), darker(tone, 0.2))
    for i in range(12):
        c.line([(31 + i * 3.5, 26.4), (31 + i * 3.5, 32)], darker(tone, 0.36), 0.5)
