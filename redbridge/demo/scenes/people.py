"""Twenty-four portraits: plain shapes, friendly faces, very different people."""

import random

from PIL import Image

from .canvas import Canvas
from .hair import hair_behind, hair_front
from .palettes import PALETTES, Colour, apart, darker, lighter, mix, rgb
from .props import SKINS
from .shapes import ellipse, leaf, rect, ribbon, rounded, smooth

BLACK, BROWN, CHESTNUT, RED, BLOND, GREY, BLUE = (
    rgb(v) for v in ("#211C20", "#4A2C20", "#7A4427", "#B4502A", "#DFAE5B", "#CFCBC6", "#3D5A80")
)

# skin, hair colour, hair, clothes, extra, palette
CAST = [
    (0, BLACK, "bob", "turtleneck", "earrings", 0),
    (3, BLACK, "curls", "crew", "", 1),
    (1, BROWN, "short", "collar", "glasses", 2),
    (2, BLACK, "long", "stripes", "", 3),
    (4, BLACK, "afro", "overall", "earrings", 6),
    (0, RED, "bun", "crew", "freckles", 5),
    (1, GREY, "swept", "jacket", "glasses", 8),
    (2, BLACK, "bald", "hoodie", "beard", 9),
    (5, BLACK, "braids", "turtleneck", "earrings", 7),
    (1, BLACK, "fringe", "mandarin", "", 4),
    (2, CHESTNUT, "wavy", "jacket", "earrings", 1),
    (0, BLOND, "pony", "stripes", "", 6),
    (3, BROWN, "short", "jacket", "beard", 0),
    (2, BLUE, "scarf", "crew", "", 9),
    (1, BLACK, "cap", "hoodie", "", 3),
    (4, BLACK, "topknot", "collar", "beard", 2),
    (0, GREY, "bob", "mandarin", "glasses", 4),
    (3, BLACK, "long", "overall", "flower", 5),
    (1, CHESTNUT, "beanie", "turtleneck", "freckles", 8),
    (5, BLACK, "crop", "stripes", "earrings", 1),
    (0, BLACK, "swept", "crew", "glasses", 7),
    (2, BROWN, "wavy", "collar", "beard", 5),
    (1, BLACK, "buns", "overall", "", 9),
    (4, GREY, "curls", "jacket", "glasses", 3),
]


def portrait(seed: int, size: int | tuple[int, int]) -> Image.Image:
    """One of twenty-four people, head and shoulders; the seed picks who, and beyond 24 the colours change."""
    side = size if isinstance(size, int) else min(size)
    drawn = max(side, 400)
    skin_at, hair, style, wear, extra, palette = CAST[seed % len(CAST)]
    rng = random.Random(f"portrait:{seed}")
    c = Canvas((drawn, drawn), rng)
    c.p = PALETTES[(palette + seed // len(CAST) * 3) % len(PALETTES)]
    if seed >= len(CAST) and hair != GREY:
        skin_at = (skin_at + seed // len(CAST)) % len(SKINS)
    _paint(c, SKINS[skin_at], hair, style, wear, extra, seed)
    picture = c.finish(3)
    return picture if drawn == side else picture.resize((side, side), Image.Resampling.LANCZOS, reducing_gap=2.0)


def _paint(c: Canvas, skin: Colour, hair: Colour, style: str, wear: str, extra: str, seed: int) -> None:
    p = c.p
    ground = [p.bg2, p.d, lighter(p.a, 0.45), p.c, lighter(p.b, 0.35), p.a][seed % 6]
    if hair == BLOND and ground == p.c:
        ground = p.a
    c.fill(rect(0, 0, 100, 100), ground)
    c.shade(rect(0, 0, 100, 100), darker(ground, 0.35), 50, 0.4, 0.2)
    if seed % 3 == 0:
        c.fill(ellipse(50, 46, 39), lighter(ground, 0.4))
    figure(c, skin, hair, style, wear, extra, seed, ground)


def figure(c: Canvas, skin: Colour, hair: Colour, style: str, wear: str, extra: str, seed: int, ground: Colour) -> None:
    """Head and shoulders in a square of 100 units, on whatever is there already."""
    p = c.p
    coat = [p.a, p.b, p.c, p.light, p.ink, p.leaf][(seed * 5 + 1) % 6]
    if apart(coat, ground) < 90:
        coat = p.ink if sum(ground) > 400 else p.light
    hair_behind(c, hair, style)
    _clothes(c, coat, wear, skin)
    shade = darker(skin, 0.2)
    neck = smooth([(42.5, 56), (57.5, 56), (57, 72), (50, 77), (43, 72)])
    if wear != "turtleneck":
        c.fill(neck, shade)
    else:
        c.fill(rounded(42, 58, 58, 72, 3), shade)
        c.fill(rounded(39.5, 66, 60.5, 80, 3), lighter(coat, 0.12))
    for x in (31.8, 68.2):
        c.fill(ellipse(x, 46, 3.4, 4.8), darker(skin, 0.1))
    face = smooth(
        [(50, 20), (64, 25), (68, 42), (64.6, 57), (56, 67), (50, 69), (44, 67), (35.4, 57), (32, 42), (36, 25)]
    )
    c.fill(face, skin)
    c.shade(face, shade, 25, 0.55, 0.5)
    _features(c, skin, hair, extra, seed)
    hair_front(c, hair, style)
    _extras(c, extra, style)


def _features(c: Canvas, skin: Colour, hair: Colour, extra: str, seed: int) -> None:
    dark = rgb("#2A1B1A")
    brow = mix(hair, dark, 0.45)
    warm = mix(skin, rgb("#D8493A"), 0.34)
    for s in (-1, 1):
        c.glow(50 + s * 11.4, 53, 7, warm, 0.75)
        x = 50 + s * 8.2
        if seed % 4 == 1:
            c.line(ellipse(x, 46, 2.7, 2.2, 0, 195, 345, 14), dark, 1.1)
        elif seed % 4 == 3:
            c.line(ellipse(x, 44, 2.7, 2.0, 0, 15, 165, 14), dark, 1.1)
        else:
            c.fill(ellipse(x, 45.4, 1.5, 1.9), dark)
            c.dot(x + 0.5, 44.7, 0.45, c.p.light)
        c.line(ellipse(x, 41.6, 4.2, 2.6, s * 4, 210, 325, 14), brow, 1.2)
    c.line(smooth([(50.6, 44), (52.4, 51.4), (49.6, 52.6)], False), darker(skin, 0.34), 0.9)
    lip = mix(darker(skin, 0.3), rgb("#B5382F"), 0.55)
    if extra == "beard":
        beard = smooth(
            [
                (33.4, 46),
                (36, 55),
                (42, 54.5),
                (46, 55.6),
                (50, 54.6),
                (54, 55.6),
                (58, 54.5),
                (64, 55),
                (66.6, 46),
                (66, 60),
                (58, 71),
                (50, 73.4),
                (42, 71),
                (34, 60),
            ]
        )
        c.fill(beard, hair)
        c.shade(beard, darker(hair, 0.4), 70, 0.5, 0.3)
    if seed % 3 == 0:
        c.fill(ellipse(50, 57.6, 5.4, 4.2, 0, 0, 180, 24), lip if extra != "beard" else darker(lip, 0.1))
        c.fill(rounded(46, 57.6, 54, 59, 0.7), c.p.light)
    else:
        c.line(ellipse(50, 56, 5.2, 3.6, 0, 18 + seed % 5 * 4, 162, 20), lip, 1.3)
    if extra == "freckles":
        for i in range(14):
            c.dot(50 + (-1) ** i * c.rng.uniform(4, 13), c.rng.uniform(49, 55), 0.45, darker(skin, 0.32), 0.8)


def _clothes(c: Canvas, coat: Colour, wear: str, skin: Colour) -> None:
    p = c.p
    body = smooth([(8, 106), (12, 88), (26, 78), (42, 73), (58, 73), (74, 78), (88, 88), (92, 106)], steps=12)
    c.shadow(body, 2, 0.2, 0, -1)
    c.fill(body, coat)
    other = next(v for v in (p.light, p.c, p.b, p.a) if apart(v, coat) > 150)
    with c.clip(body):
        if wear == "stripes":
            for i in range(6):
                c.fill(ribbon(smooth([(4, 84 + i * 5), (50, 79 + i * 5), (96, 84 + i * 5)], False), 2.2), other)
        elif wear == "overall":
            c.fill(rect(30, 84, 70, 106), other)
            for s in (-1, 1):
                c.fill(ribbon([(50 + s * 17, 70), (50 + s * 17, 92)], 6), other)
                c.dot(50 + s * 17, 88, 1.8, p.c if other != p.c else p.ink)
            c.fill(rounded(42, 91, 58, 104, 1.4), darker(other, 0.14))
        elif wear == "jacket":
            c.fill([(38, 70), (62, 70), (50, 104)], other)
        elif wear == "hoodie":
            c.fill(smooth([(28, 74), (50, 68), (72, 74), (66, 88), (50, 92), (34, 88)]), darker(coat, 0.22))
    c.shade(body, darker(coat, 0.5), 20, 0.5, 0.4)
    if wear == "collar":
        for s in (-1, 1):
            c.fill([(50, 80), (50 + s * 9, 70.5), (50 + s * 15, 75), (50 + s * 9, 87)], lighter(coat, 0.4))
        for y in (87, 94):
            c.dot(50, y, 1, darker(coat, 0.5))
    elif wear == "jacket":
        for s in (-1, 1):
            c.fill(
                [(50 + s * 9, 70), (50 + s * 20, 74), (50 + s * 19, 86), (50 + s * 2, 104), (50, 102)],
                lighter(coat, 0.16),
            )
    elif wear == "mandarin":
        c.fill(smooth([(38, 74), (41, 67.5), (50, 71), (59, 67.5), (62, 74), (50, 80)], steps=5), lighter(coat, 0.2))
        c.line(smooth([(50, 78), (58, 84), (70, 86)], False), other, 1.2)
        for x, knot in ((52, 79.6), (60, 84.8)):
            c.line([(x - 2.4, knot + 1), (x + 2.4, knot - 1)], other, 1.7)
    elif wear == "hoodie":
        for s in (-1, 1):
            c.line([(50 + s * 6, 84), (50 + s * 6.6, 96)], p.light, 1.2)
    elif wear in ("crew", "stripes", "overall"):
        c.fill(ellipse(50, 72, 12, 7.6), lighter(coat, 0.14))
        c.fill(ellipse(50, 70.6, 10, 6.4), darker(skin, 0.2))


def _extras(c: Canvas, extra: str, style: str) -> None:
    p = c.p
    if extra == "glasses":
        for s in (-1, 1):
            c.fill(ellipse(50 + s * 8.4, 46, 6.4, 5.8), p.light, 0.22)
            c.line(ellipse(50 + s * 8.4, 46, 6.4, 5.8, steps=44), rgb("#2A1B1A"), 1.1)
            c.line([(50 + s * 14.8, 45), (50 + s * 18.4, 44)], rgb("#2A1B1A"), 1.0)
        c.line(ellipse(50, 46, 2, 1.8, 0, 200, 340, 10), rgb("#2A1B1A"), 1.0)
    elif extra == "earrings":
        for s in (-1, 1):
            c.line(ellipse(50 + s * 19, 54, 2.2, 2.8, steps=24), p.c, 1.0)
    elif extra == "flower":
        for i in range(6):
            c.fill(leaf(68, 27, 8, 4.4, i * 60 + 15), p.b)
        c.dot(68, 27, 2.2, p.c)
