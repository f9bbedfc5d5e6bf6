"""Covers for text notes, set in the fonts the machine has."""

import functools
import random
import unicodedata

from PIL import Image, ImageDraw, ImageFont

from .canvas import Canvas
from .palettes import Colour, apart, darker, lighter, mix
from .shapes import arch, ellipse, leaf, place, rect, ribbon, rounded, smooth

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont
Box = tuple[float, float, float, float, Colour]  # left, top, right, bottom of the text, and its ink

LATIN = (
    "SourceSerif4-Semibold.ttf",
    "NotoSerif-Bold.ttf",
    "LiberationSerif-Bold.ttf",
    "DejaVuSerif-Bold.ttf",
    "DejaVuSans-Bold.ttf",
    "Georgia.ttf",
)
SANS = ("Inter-SemiBold.ttf", "NotoSans-Bold.ttf", "LiberationSans-Bold.ttf", "DejaVuSans-Bold.ttf", "Arial.ttf")
CHINESE = (
    "NotoSerifCJK-Bold.ttc",
    "NotoSansCJK-Bold.ttc",
    "NotoSansCJK-Regular.ttc",
    "SourceHanSansSC-Bold.otf",
    "wqy-microhei.ttc",
    "wqy-zenhei.ttc",
    "PingFang.ttc",
    "msyh.ttc",
)


@functools.cache
def _font(names: tuple[str, ...], size: int) -> Font | None:
    """The first of the fonts that is installed, or None."""
    for name in names:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return None


def _wide(text: str) -> bool:
    return any(unicodedata.east_asian_width(ch) in "WF" for ch in text)


def _pick(text: str, size: int, sans: bool) -> Font | None:
    if _wide(text):
        return _font(CHINESE, size)
    return _font(SANS if sans else LATIN, size) or ImageFont.load_default(size)


def _pieces(text: str) -> list[str]:
    """Parts that must not be torn: Latin words with their space, single Chinese characters with what clings to them."""
    out: list[str] = []
    for ch in text:
        wide = unicodedata.east_asian_width(ch) in "WF"
        clings = wide and unicodedata.category(ch) in ("Pe", "Po", "Pf")
        if ch == "\n":
            out.append("\n")
        elif (
            out and out[-1] != "\n" and (clings or (not wide and not out[-1].endswith(" ") and not _wide(out[-1][-1])))
        ):
            out[-1] += ch
        else:
            out.append(ch)
    return out


def _wrap(text: str, font: Font, width: float) -> list[str]:
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        if piece == "\n":
            lines, line = [*lines, line.rstrip()], ""
        elif line and font.getlength((line + piece).rstrip()) > width:
            lines, line = [*lines, line.rstrip()], piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()]


def _balance(text: str, font: Font, width: float, lines: list[str]) -> list[str]:
    """As many lines, but of nearly the same length."""
    for share in (0.6, 0.66, 0.72, 0.78, 0.84, 0.9, 0.95):
        even = _wrap(text, font, width * share)
        if len(even) == len(lines) and max(font.getlength(v) for v in even) <= width:
            return even
    return lines


def _fit(text: str, width: float, height: float, largest: int, sans: bool) -> tuple[Font | None, list[str], float]:
    """The largest size at which the text fits, its font, and its lines."""
    size = largest
    while True:
        font = _pick(text, size, sans)
        if font is None:
            return None, [], size
        lines = _wrap(text, font, width)
        leading = size * (1.42 if _wide(text) else 1.2)
        if size <= 18 or (len(lines) * leading <= height and max(font.getlength(v) for v in lines) <= width):
            lines = _balance(text, font, width, lines)
            while len(lines) * leading > height and len(lines) > 1:
                lines = [*lines[:-2], lines[-2].rstrip(",;:，；：、 ") + "…"]
            return font, lines, leading
        size = int(size * 0.93)


def text_card(text: str, seed: int, size: tuple[int, int]) -> Image.Image:
    """A typographic cover for a note that has no picture."""
    rng = random.Random(f"text:{seed}")
    c = Canvas(size, rng)
    p = c.p
    style = seed % 6
    ground = [p.bg, p.a, p.d, darker(p.a, 0.5), p.c, p.b][(seed + rng.randrange(2) * 3) % 6]
    ink = p.light if sum(ground) < 430 else p.ink
    c.fill(rect(0, 0, 100, c.H), ground)
    c.shade(rect(0, 0, 100, c.H), darker(ground, 0.3), 60, 0.3, 0.2)
    box = (_quote, _corner, _paper, _window, _marker, _sprig)[style](c, ground, ink)
    x0, y0, x1, y1, ink = box
    s = c.s
    font, lines, leading = _fit(text.strip(), (x1 - x0) * s, (y1 - y0) * s, int(14.5 * s), style in (1, 4))
    if font is None:
        _greeked(c, box)
        return c.finish(4)
    y = y0 * s + ((y1 - y0) * s - len(lines) * leading) * (0.5 if style in (2, 3) else 0.0)
    pen = ImageDraw.Draw(c.im)
    bold = round(s * 0.055) if _wide(text) else 0
    for line in lines:
        width = font.getlength(line)
        x = x0 * s + ((x1 - x0) * s - width) / 2 if style == 3 else x0 * s
        if style == 4:
            tone = lighter(ground, 0.5) if ink == p.ink else darker(ground, 0.3)
            c.fill(
                place(
                    rect(-1.2, leading / s * 0.5, width / s + 1.6, leading / s * 0.93),
                    x / s,
                    y / s,
                    1,
                    rng.uniform(-0.5, 0.5),
                ),
                tone,
            )
        pen.text((x, y), line, font=font, fill=ink, stroke_width=bold, stroke_fill=ink)
        y += leading
    return c.finish(4)


def _greeked(c: Canvas, box: Box) -> None:
    """No font can show these characters: quiet bars stand for the lines."""
    x0, y0, x1, _, ink = box
    for i in range(5):
        width = (x1 - x0) * c.rng.uniform(0.55, 1) if i < 4 else (x1 - x0) * 0.4
        c.fill(rounded(x0, y0 + i * 10, x0 + width, y0 + i * 10 + 4.4, 1), ink, 0.85)


def _quote(c: Canvas, ground: Colour, ink: Colour) -> Box:
    tone = c.p.b if ground not in (c.p.b, c.p.c) else c.p.light
    for i in (0, 1):
        x = 10 + i * 11
        c.fill(ellipse(x + 4, 20, 4.4), tone)
        c.fill(
            smooth([(x - 0.4, 20), (x + 1, 13), (x + 6, 9.4), (x + 6.6, 11), (x + 3.6, 14), (x + 4, 18)], steps=6), tone
        )
    c.fill(rect(10, c.H - 13, 26, c.H - 12.2), ink)
    c.dot(88, c.H - 12.6, 2.4, tone)
    return 10, 31, 90, c.H - 20, ink


def _corner(c: Canvas, ground: Colour, ink: Colour) -> Box:
    tones = [v for v in (c.p.c, c.p.b, c.p.a, c.p.light, c.p.d) if v != ground]
    base = c.H
    c.fill(ellipse(100, base, 46, 46), tones[0])
    c.fill(ellipse(100, base, 33, 33), tones[1])
    c.fill(ellipse(100, base, 20, 20), tones[2])
    c.shade(ellipse(100, base, 46, 46), darker(tones[0], 0.4), 60, 0.4)
    c.fill(rect(10, 10, 24, 11.6), ink)
    return 10, 17, 90, c.H - (49 if c.H > 90 else 30), ink


def _paper(c: Canvas, ground: Colour, ink: Colour) -> Box:
    p, tilt = c.p, c.rng.uniform(-3, 3)
    h = c.H * 0.39
    sheet = place(rounded(-40, -h, 40, h, 1), 50, c.H / 2, 1, tilt)
    c.shadow(sheet, 3, 0.4, 1.4, 2.2)
    c.fill(sheet, p.light)
    y = -h + 12
    while y < h - 4:
        c.fill(place(rect(-40, y, 40, y + 0.25), 50, c.H / 2, 1, tilt), mix(p.bg2, p.light, 0.35))
        y += 7
    c.fill(place(rect(-33.4, -h, -33, h), 50, c.H / 2, 1, tilt), mix(p.b, p.light, 0.5))
    tape = place(rect(-12, -3.6, 12, 3.6), 50, c.H / 2 - h, 1, tilt - 3)
    c.fill(tape, p.c if ground != p.c else p.b, 0.9)
    return 21, c.H / 2 - h + 9, 86, c.H / 2 + h - 7, p.ink


def _window(c: Canvas, ground: Colour, ink: Colour) -> Box:
    p = c.p
    tone = p.light if sum(ground) < 560 else (p.d if ground != p.d else p.bg2)
    shape = arch(9, 8, 91, c.H - 8) if c.H > 104 else rounded(7, 7, 93, c.H - 7, 16)
    c.shadow(shape, 2.4, 0.3, 1, 1.6)
    c.fill(shape, tone)
    inner = arch(11.4, 10.4, 88.6, c.H - 10.4) if c.H > 104 else rounded(9.4, 9.4, 90.6, c.H - 9.4, 14)
    c.line([*inner, inner[0]], mix(p.b, tone, 0.2), 0.45)
    top = 23 if c.H > 104 else 15
    for i in range(7):
        c.fill(leaf(50, top + 3, 8, 2.6, -162 + i * 24), p.a if i % 2 else p.b)
    return 19, top + 8, 81, c.H - 17, p.ink


def _marker(c: Canvas, ground: Colour, ink: Colour) -> Box:
    c.dot(13, 14, 3.2, c.p.b if ground != c.p.b else c.p.c)
    c.dot(20.6, 14, 3.2, c.p.a if ground != c.p.a else c.p.light)
    c.dot(28.2, 14, 3.2, c.p.c if ground != c.p.c else c.p.light)
    c.fill(rect(10, c.H - 11, 90, c.H - 10.5), ink)
    return 10, 25, 90, c.H - 16, ink


def _sprig(c: Canvas, ground: Colour, ink: Colour) -> Box:
    tone = c.p.leaf if apart(c.p.leaf, ground) > 110 else lighter(ground, 0.5)
    for x in (88,):
        spine = smooth([(x - 40, c.H + 4), (x - 22, c.H - 16), (x - 6, c.H - 28), (x + 8, c.H - 34)], False)
        c.fill(ribbon(spine, 1.4, 0.5), tone)
        for i, (px, py) in enumerate(spine[3::3]):
            for s in (-1, 1):
                c.fill(leaf(px, py, 15 - i * 0.5, 5, -42 + s * 52), tone if s > 0 else darker(tone, 0.16))
    c.fill(ellipse(20, c.H - 14, 6), c.p.c if ground != c.p.c else c.p.b)
    return 10, 13, 90, c.H - (42 if c.H > 90 else 26), ink
