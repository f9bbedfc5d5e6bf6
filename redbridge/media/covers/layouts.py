"""The looks of a text card. Each draws its ground and says where the text goes."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from redbridge.media.covers.colors import Color, Palette, contrast, darker, lighter, mix
from redbridge.media.covers.shapes import (
    Points,
    arch,
    ellipse,
    leaf,
    place,
    rect,
    ribbon,
    rounded,
    smooth,
)
from redbridge.media.covers.surface import HEIGHT, WIDTH, Surface

LOW = HEIGHT
ALL = rect(0, 0, WIDTH, HEIGHT)
SEEN = 1.3  # contrast of a large shape
FLAKES = 150
CALM = (29.0, HEIGHT - 29.0)  # no petals where the words are


@dataclass(frozen=True)
class Block:
    """Where the text stands and how."""

    x0: float
    y0: float
    x1: float
    y1: float
    ink: Color
    largest: float = 17.0
    sans: bool = False
    across: float = 0.0  # 0 is at the start of the line, a half in the middle
    down: float = 0.0  # 0 is at the top, a half in the middle, 1 at the foot
    marker: Color | None = None  # a band behind every line
    rule: Color | None = None  # a line of the paper under every line


Layout = Callable[[Surface, Palette, Color], Block]


def quote(card: Surface, p: Palette, ground: Color) -> Block:
    """Great quotation marks above, a fine line below."""
    card.shade(ALL, darker(ground, 0.3), 60, 0.3, 0.2)
    tone = p.beside(ground, p.glow, p.counter)
    for x in (10, 22):
        card.fill(ellipse(x + 4.4, 20.4, 4.8), tone)
        tail = [(x - 0.4, 20.4), (x + 0.8, 13.5), (x + 6.6, 9.2), (x + 7.2, 10.8), (x + 4, 14), (x + 4.4, 18.4)]
        card.fill([*smooth([*tail, tail[0]])], tone)
    card.fill(rect(10, LOW - 12.6, 26, LOW - 11.9), p.on(ground))
    card.dot(88, LOW - 12.2, 2.2, tone)
    return Block(10, 33, 90, LOW - 21, p.on(ground))


def corner(card: Surface, p: Palette, ground: Color) -> Block:
    """Quarter circles rise from the lower corner."""
    card.shade(ALL, darker(ground, 0.3), 200, 0.22, 0.3)
    tones = [tone for tone in (p.glow, p.counter, p.paper, p.lead) if tone != ground]
    for radius, tone in zip((46, 33, 20), tones, strict=False):
        ring = ellipse(100, LOW, radius, start=180, end=270)
        card.fill([*ring, (100, LOW)], tone)
        card.shade([*ring, (100, LOW)], darker(tone, 0.4), 60, 0.4)
    card.fill(rect(10, 11, 24, 12.6), p.on(ground))
    return Block(10, 20, 90, LOW - 51, p.on(ground), sans=True)


def paper(card: Surface, p: Palette, ground: Color) -> Block:
    """A sheet of ruled paper, held by a strip of tape."""
    card.shade(ALL, darker(ground, 0.35), 90, 0.4, 0.1)
    sheet = rounded(9, 14, 91, LOW - 12, 1.2)
    card.shadow(sheet, darker(ground, 0.8), blur=3.2, alpha=0.45, down=1.8)
    card.fill(sheet, p.paper)
    card.shade(sheet, p.wall_deep, 70, 0.22, 0.4)
    card.fill(rect(17, 14, 17.4, LOW - 12), mix(p.counter, p.paper, 0.45))
    tape = place(rect(-13, -3.8, 13, 3.8), 50, 14, -3)
    card.shadow(tape, p.ink, blur=1, alpha=0.2, down=0.5)
    card.fill(tape, p.beside(p.paper, p.glow, p.counter), 0.9)
    return Block(22, 27, 85, LOW - 20, p.ink, rule=mix(p.wall_deep, p.paper, 0.25))


def window(card: Surface, p: Palette, ground: Color) -> Block:
    """A doorway with a garland over it; the text stands in its middle."""
    card.shade(ALL, darker(ground, 0.35), 90, 0.45, 0.1)
    tone = p.paper if ground != p.paper else p.wall
    card.shadow(arch(9, 8, 91, LOW - 8), darker(ground, 0.8), blur=2.6, alpha=0.35, down=1.4)
    card.fill(arch(9, 8, 91, LOW - 8), tone)
    inner = arch(11.6, 10.6, 88.4, LOW - 10.6)
    card.line([*inner, inner[0]], mix(p.counter, tone, 0.2), 0.45)
    for i in range(7):
        card.fill(leaf(50, 27, 9, 3, -162 + i * 24), p.lead if i % 2 else p.counter)
    card.dot(50, 28, 1.5, p.glow)
    return Block(18, 36, 82, LOW - 19, p.ink, across=0.5, down=0.5)


def marker(card: Surface, p: Palette, ground: Color) -> Block:
    """A highlighter went over every line."""
    card.shade(ALL, darker(ground, 0.2), 60, 0.25, 0.3)
    for x, tone in ((13, p.counter), (20.4, p.lead), (27.8, p.glow)):
        card.dot(x, 14.5, 2.7, p.beside(ground, tone, p.paper))
    card.fill(rect(10, LOW - 11.5, 90, LOW - 11), p.on(ground))
    ink = p.on(ground)
    light = p.glow if contrast(p.glow, ground) > SEEN else p.paper
    band = mix(light, ground, 0.25) if ink == p.ink else darker(ground, 0.34)
    return Block(11, 26, 89, LOW - 18, ink, sans=True, marker=band)


def sprig(card: Surface, p: Palette, ground: Color) -> Block:
    """A branch grows in from the lower corner."""
    card.shade(ALL, darker(ground, 0.3), 50, 0.3, 0.2)
    tone = p.beside(ground, p.leaf, lighter(ground, 0.5))
    spine = smooth([(46, LOW + 4), (64, LOW - 14), (80, LOW - 27), (97, LOW - 36)])
    card.fill(ribbon(spine, 1.5, 0.5), tone)
    for i, (x, y) in enumerate(spine[4::5]):
        card.fill(leaf(x, y, 16 - i * 0.7, 5.4, -100 + i * 2, bend=16), tone)
        card.fill(leaf(x, y, 16 - i * 0.7, 5.4, 16 - i * 3, bend=-16), darker(tone, 0.18))
    card.dot(19, LOW - 15, 6, p.beside(ground, p.glow, p.counter))
    return Block(10, 15, 90, LOW - 48, p.on(ground))


def bridge(card: Surface, p: Palette, ground: Color) -> Block:
    """Arches over water, and their likeness in it."""
    card.shade(ALL, darker(ground, 0.3), 270, 0.28, 0.3)
    shore = LOW - 22
    stone = p.beside(ground, p.counter, p.glow)
    water = darker(ground, 0.3) if p.on(ground) == p.paper else mix(p.wall_deep, ground, 0.2)
    card.fill(rect(0, shore, 100, LOW), water)
    card.fill(_bridge(shore, 1), stone)
    card.shade(_bridge(shore, 1), darker(stone, 0.4), 80, 0.45, 0.3)
    card.fill(_bridge(shore, -0.62), mix(stone, water, 0.68))
    for x, y, length in ((6, 3, 22), (40, 5, 15), (70, 4, 24), (16, 10, 18), (58, 11, 26), (30, 16, 20), (80, 16, 14)):
        card.fill(rounded(x, shore + y, x + length, shore + y + 0.6, 0.3), lighter(water, 0.35))
    card.dot(84, shore - 33, 4.4, p.beside(ground, p.glow, p.paper))
    return Block(10, 14, 90, shore - 40, p.on(ground))


def _bridge(shore: float, k: float) -> Points:
    """The deck and its three arches, upright or (with a negative factor) in the water."""
    deck = [(x, shore - k * (9 + 12 * math.sin(math.pi * x / 100))) for x in range(101)]
    under: Points = []
    for x, rx, ry in ((84, 10, 8.5), (50, 15, 16), (16, 10, 8.5)):
        under += [(px, shore - k * (shore - py)) for px, py in ellipse(x, shore, rx, ry, start=0, end=-180)]
    return [*deck, (100, shore), *under, (0, shore)]


def sun(card: Surface, p: Palette, ground: Color) -> Block:
    """A low sun between hills."""
    card.shade(ALL, lighter(ground, 0.5), 90, 0.5, 0.3)
    warm = max(
        (p.counter, p.lead, p.glow), key=lambda tone: (contrast(tone, ground) > SEEN) * (tone[0] - tone[2] + 256)
    )
    card.fill(ellipse(70, LOW - 32, 19), warm)
    hills = ((26, 9, 0.4, mix(p.leaf, ground, 0.6)), (17, 8, 2.6, p.leaf), (7, 6, 4.4, darker(p.leaf, 0.35)))
    for height, swing, shift, tone in hills:
        ridge = [(x, LOW - height - swing * math.sin(x / 100 * 4.4 + shift)) for x in range(0, 101, 2)]
        card.fill([*ridge, (100, LOW), (0, LOW)], tone)
        card.shade([*ridge, (100, LOW), (0, LOW)], darker(tone, 0.35), 90, 0.5, 0.2)
    return Block(10, 14, 90, LOW - 56, p.on(ground), sans=True)


def letter(card: Surface, p: Palette, ground: Color) -> Block:
    """Air mail: a striped edge and a stamp."""
    card.fill(ALL, p.paper)
    for i in range(-2, 36):
        x = i * 6.0
        tone = (p.counter, p.lead)[i % 2]
        for y0, y1 in ((0.0, 3.4), (LOW - 3.4, LOW)):
            card.fill([(x, y0), (x + 3, y0), (x + 3 - (y1 - y0), y1), (x - (y1 - y0), y1)], tone)
        for x0, x1 in ((0.0, 3.4), (96.6, 100.0)):
            card.fill([(x0, x), (x0, x + 3), (x1, x + 3 - 3.4), (x1, x - 3.4)], tone)
    card.fill(rect(3.4, 3.4, 96.6, LOW - 3.4), p.paper)
    card.shade(rect(3.4, 3.4, 96.6, LOW - 3.4), p.wall_deep, 60, 0.25, 0.4)
    _stamp(card, p, ground)
    return Block(12, 44, 88, LOW - 14, p.ink)


def _stamp(card: Surface, p: Palette, ground: Color) -> None:
    x, y, w, h = 68.0, 11.0, 20.0, 24.0
    card.shadow(rect(x, y, x + w, y + h), p.ink, blur=1, alpha=0.25, down=0.5)
    card.fill(rect(x, y, x + w, y + h), lighter(p.paper, 0.5))
    for i in range(9):
        for px, py in ((x + w * i / 8, y), (x + w * i / 8, y + h), (x, y + h * i / 8), (x + w, y + h * i / 8)):
            card.dot(px, py, 0.75, p.paper)
    card.fill(rect(x + 2, y + 2, x + w - 2, y + h - 2), ground)
    card.dot(x + 10, y + 9.4, 4, p.glow)
    card.fill([*ellipse(x + 10, y + h - 2, 8, 8, start=180, end=360)], p.counter)
    card.fill([*ellipse(x + 10, y + h - 2, 5, 5, start=180, end=360)], ground)
    for i in range(4):
        wave = [(12 + j * 0.9, 17 + i * 3.2 + 0.8 * math.sin(j * 0.55)) for j in range(48)]
        card.line(wave, mix(p.ink, p.paper, 0.55), 0.35)


def poster(card: Surface, p: Palette, ground: Color) -> Block:
    """Nothing but large letters at the foot of a plain ground."""
    card.shade(ALL, darker(ground, 0.35), 90, 0.5, 0.2)
    ink = p.on(ground)
    card.dot(15.5, 17, 5.5, p.beside(ground, p.glow, p.counter))
    card.fill(rect(10, LOW - 10.8, 90, LOW - 9.6), ink)
    return Block(10, 30, 90, LOW - 15, ink, largest=22, sans=True, down=1.0)


def bubble(card: Surface, p: Palette, ground: Color) -> Block:
    """Something is said, and an answer is on its way."""
    card.shade(ALL, darker(ground, 0.3), 60, 0.35, 0.2)
    said: Points = rounded(8, 12, 92, LOW - 38, 9)
    tail: Points = [(16, LOW - 42), (34, LOW - 42), (15, LOW - 27)]
    for part in (said, tail):
        card.shadow(part, darker(ground, 0.8), blur=2.2, alpha=0.3, down=1.4)
    card.fill(said, p.paper)
    card.fill(tail, p.paper)
    answer = p.beside(ground, p.glow, p.counter)
    card.fill(rounded(56, LOW - 28, 92, LOW - 12, 8), answer)
    card.fill([(76, LOW - 16), (88, LOW - 18), (90, LOW - 6.5)], answer)
    for x in (66, 74, 82):
        card.dot(x, LOW - 20, 1.9, p.on(answer))
    return Block(17, 21, 83, LOW - 47, p.ink, down=0.5)


def confetti(card: Surface, p: Palette, ground: Color) -> Block:
    """A cause to celebrate: petals fall around the words."""
    card.shade(ALL, lighter(ground, 0.4), 270, 0.25, 0.4)
    tones = [p.beside(ground, tone, p.paper) for tone in (p.counter, p.glow, p.lead, p.leaf)]
    for i in range(FLAKES):
        x, y = (i * 61.8034) % WIDTH, (i + 0.5) * HEIGHT / FLAKES
        if CALM[0] < y < CALM[1]:
            continue
        size = 1.0 + (i % 4) * 0.22
        if i % 3:
            card.fill(leaf(x, y, 4 * size, 1.9 * size, i * 47.0), tones[i % 4])
        else:
            card.dot(x, y, 0.9 * size, tones[(i // 3) % 4])
    return Block(12, 34, 88, LOW - 34, p.on(ground), across=0.5, down=0.5)


LAYOUTS: Final = MappingProxyType(
    {
        layout.__name__: layout
        for layout in (
            quote,
            poster,
            paper,
            bridge,
            corner,
            window,
            marker,
            letter,
            sprig,
            bubble,
            sun,
            confetti,
        )
    }
)
