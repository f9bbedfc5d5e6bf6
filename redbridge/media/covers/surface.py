"""The drawing surface: outlines in hundredths of the width, twice supersampled, with a little paper grain."""

import functools
import math
import random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from redbridge.media.covers.colors import Color
from redbridge.media.covers.shapes import Points

SIZE = (1080, 1440)
WIDTH = 100.0
HEIGHT = 100.0 * SIZE[1] / SIZE[0]
OVER = 2
SCALE = OVER * SIZE[0] / WIDTH
TILE = 720
GRAIN = 5
Box = tuple[int, int, int, int]


@functools.cache
def _noise() -> Image.Image:
    """The same grain for every card, as large as the surface."""
    tile = Image.frombytes("L", (TILE, TILE), random.Random(11).randbytes(TILE * TILE))  # noqa: S311 - grain of paper
    noise = Image.new("L", (SIZE[0] * OVER, SIZE[1] * OVER))
    for x in range(0, noise.width, TILE):
        for y in range(0, noise.height, TILE):
            noise.paste(tile, (x, y))
    return noise


class Surface:
    """A card in the making."""

    def __init__(self, ground: Color) -> None:
        self.image = Image.new("RGB", (SIZE[0] * OVER, SIZE[1] * OVER), ground)
        self.pen = ImageDraw.Draw(self.image, "RGBA")

    def fill(self, points: Points, color: Color, alpha: float = 1.0) -> None:
        """Fill an outline, opaque or veiled."""
        self.pen.polygon(_pixels(points), fill=(*color, round(255 * alpha)))

    def line(self, points: Points, color: Color, width: float) -> None:
        """An opaque line with round joints; width in units."""
        self.pen.line(_pixels(points), fill=color, width=max(1, round(width * SCALE)), joint="curve")

    def dot(self, x: float, y: float, r: float, color: Color) -> None:
        """A small disc."""
        self.pen.ellipse(((x - r) * SCALE, (y - r) * SCALE, (x + r) * SCALE, (y + r) * SCALE), fill=color)

    def shade(self, points: Points, color: Color, angle: float, amount: float = 0.5, start: float = 0.0) -> None:
        """Grainy shading that grows in a direction (0 is right, 90 is down) inside an outline."""
        box = self._box(points)
        width, height = box[2] - box[0], box[3] - box[1]
        cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        reach = abs(cos) + abs(sin)
        gain = 255 / reach / (1 - start)
        across, down = gain * cos / width, gain * sin / height
        begin = 255 * (0.5 - start) / (1 - start) - (across * width + down * height) / 2
        # The gradient lies in the second coordinate of a 256 by 256 square.
        ramp = Image.linear_gradient("L").transform(
            (width, height), Image.Transform.AFFINE, (0, 0, 128, across, down, begin), Image.Resampling.BILINEAR
        )
        grown = ImageChops.subtract(
            ramp.point([round(v * amount) for v in range(256)]), _noise().crop((0, 0, width, height))
        )
        mask = grown.point([0] + [255] * 255)
        outline = Image.new("L", (width, height))
        shifted = [(x - box[0], y - box[1]) for x, y in _pixels(points)]
        ImageDraw.Draw(outline).polygon(shifted, fill=255)
        self.image.paste(color, box, ImageChops.multiply(mask, outline))

    def shadow(self, points: Points, color: Color, *, blur: float, alpha: float, down: float = 0.0) -> None:
        """A soft shadow of an outline, moved down a little."""
        moved = [(x, y + down) for x, y in points]
        box = self._box(moved, blur * 2)
        step = max(2.0, blur * SCALE / 3)
        small = Image.new("L", (math.ceil((box[2] - box[0]) / step), math.ceil((box[3] - box[1]) / step)))
        shrunk = [((x - box[0]) / step, (y - box[1]) / step) for x, y in _pixels(moved)]
        ImageDraw.Draw(small).polygon(shrunk, fill=round(255 * alpha))
        soft = small.filter(ImageFilter.GaussianBlur(blur * SCALE / step / 2))
        self.image.paste(color, box, soft.resize((box[2] - box[0], box[3] - box[1]), Image.Resampling.BICUBIC))

    def finish(self) -> Image.Image:
        """The card in its size, with grain."""
        small = self.image.reduce(OVER)
        grain = _noise().crop((0, 0, *small.size)).point([128 + round((v - 128) * GRAIN / 128) for v in range(256)])
        return ImageChops.add(small, Image.merge("RGB", (grain, grain, grain)), 1, -128)

    def _box(self, points: Points, margin: float = 0.0) -> Box:
        pixels = _pixels(points)
        more = margin * SCALE
        return (
            max(0, math.floor(min(x for x, _ in pixels) - more)),
            max(0, math.floor(min(y for _, y in pixels) - more)),
            min(self.image.width, math.ceil(max(x for x, _ in pixels) + more) + 1),
            min(self.image.height, math.ceil(max(y for _, y in pixels) + more) + 1),
        )


def _pixels(points: Points) -> list[tuple[float, float]]:
    return [(x * SCALE, y * SCALE) for x, y in points]
