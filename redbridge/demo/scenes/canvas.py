"""The drawing surface: outlines in units of a hundredth of the width, twice supersampled."""

import contextlib
import functools
import math
import random
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFilter

from .palettes import PALETTES, Colour, Palette, ambient, mix, sky
from .shapes import Outline, ellipse

OVER = 2
TILE = 1024


@functools.cache
def _noise() -> npt.NDArray[np.uint8]:
    fine = np.frombuffer(random.Random(11).randbytes(TILE * TILE), np.uint8).reshape(TILE, TILE)
    return np.tile(fine, (4, 4))


@functools.cache
def _disc() -> Image.Image:
    """A soft round light, bright in the middle."""
    return Image.radial_gradient("L").point(lambda v: round(255 * max(0.0, 1 - v / 180) ** 2))


class Canvas:
    """A picture in the making. Width is 100 units, height follows the ratio."""

    def __init__(self, size: tuple[int, int], rng: random.Random, hour: str = "noon", t: float = 0.0) -> None:
        if max(size) * OVER > TILE * 4:
            raise ValueError(f"at most {TILE * 4 // OVER} pixels a side")
        self.size, self.rng, self.hour, self.t = size, rng, hour, t
        self.p: Palette = rng.choice(PALETTES)
        self.W, self.H = 100.0, 100.0 * size[1] / size[0]
        self.m = min(self.W, self.H) / 100  # scale of things that must fit both ways
        self.s = OVER * size[0] / 100
        self.ox = self.oy = 0.0
        self.dim: tuple[Colour, float] = (self.p.light, 0.0)
        self._on(Image.new("RGB", (size[0] * OVER, size[1] * OVER), self.p.bg))

    def _on(self, image: Image.Image) -> None:
        self.im, self.pen = image, ImageDraw.Draw(image, "RGBA")

    def at_hour(self, hour: str) -> None:
        """Let the hour tint everything that follows."""
        self.hour, self.dim = hour, ambient(self.p, hour)

    def tone(self, colour: Colour, raw: bool = False) -> Colour:
        """A colour as it looks at this hour."""
        return colour if raw or not self.dim[1] else mix(colour, *self.dim)

    def wave(self, shift: float = 0.0, swing: float = 1.0) -> float:
        """A gentle back and forth that closes over the loop of an animation."""
        return swing * math.sin(2 * math.pi * (self.t + shift))

    def _px(self, points: Outline) -> list[tuple[float, float]]:
        s, ox, oy = self.s, self.ox, self.oy
        return [(x * s - ox, y * s - oy) for x, y in points]

    def _box(self, points: Outline, margin: float = 0.0) -> tuple[int, int, int, int] | None:
        px = self._px(points)
        m = margin * self.s
        x0 = max(0, math.floor(min(x for x, _ in px) - m))
        y0 = max(0, math.floor(min(y for _, y in px) - m))
        x1 = min(self.im.width, math.ceil(max(x for x, _ in px) + m) + 1)
        y1 = min(self.im.height, math.ceil(max(y for _, y in px) + m) + 1)
        return (x0, y0, x1, y1) if x1 > x0 and y1 > y0 else None

    def _mask(self, points: Outline, box: tuple[int, int, int, int]) -> Image.Image:
        mask = Image.new("L", (box[2] - box[0], box[3] - box[1]))
        ImageDraw.Draw(mask).polygon([(x - box[0], y - box[1]) for x, y in self._px(points)], fill=255)
        return mask

    def fill(self, points: Outline, colour: Colour, alpha: float = 1.0, raw: bool = False) -> None:
        """Fill an outline, opaque or veiled."""
        colour = self.tone(colour, raw)
        self.pen.polygon(self._px(points), fill=colour if alpha >= 1 else (*colour, round(255 * alpha)))

    def line(self, points: Outline, colour: Colour, width: float, raw: bool = False, caps: bool = True) -> None:
        """An opaque line with round joints and ends; width in units."""
        px, w = self._px(points), max(1, round(width * self.s))
        colour = self.tone(colour, raw)
        self.pen.line(px, fill=colour, width=w, joint="curve")
        if caps and w > 3:
            for x, y in (px[0], px[-1]):
                self.pen.ellipse((x - w / 2, y - w / 2, x + w / 2, y + w / 2), fill=colour)

    def dot(self, x: float, y: float, r: float, colour: Colour, alpha: float = 1.0, raw: bool = False) -> None:
        """A small disc."""
        s = self.s
        x, y, r = x * s - self.ox, y * s - self.oy, r * s
        colour = self.tone(colour, raw)
        self.pen.ellipse((x - r, y - r, x + r, y + r), fill=colour if alpha >= 1 else (*colour, round(255 * alpha)))

    def shade(self, points: Outline, colour: Colour, angle: float, amount: float = 0.6, start: float = 0.0) -> None:
        """Grainy shading that grows in a direction (0 is right, 90 is down) inside an outline."""
        box = self._box(points)
        if not box:
            return
        w, h = box[2] - box[0], box[3] - box[1]
        cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        ramp_x = np.linspace(-0.5, 0.5, w, dtype=np.float32) * cos
        ramp_y = np.linspace(-0.5, 0.5, h, dtype=np.float32) * sin
        reach = abs(cos) + abs(sin)
        gain, bias = 1 / reach / (1 - start), (0.5 - start) / (1 - start)
        x, y = (ramp_x * gain + bias) * (255 * amount), ramp_y * gain * (255 * amount)
        grown = x.astype(np.int16)[None, :] + y.astype(np.int16)[:, None]
        mask = Image.fromarray((grown > _noise()[:h, :w]).astype(np.uint8) * 255)
        outline = self._mask(points, box)
        self.im.paste(self.tone(colour), box, Image.composite(mask, outline, outline))

    def blend(
        self, points: Outline | None, top: Colour, bottom: Colour, raw: bool = True, across: bool = False
    ) -> None:
        """A smooth gradient from top to bottom (or left to right) inside an outline or everywhere."""
        box = self._box(points) if points else (0, 0, self.im.width, self.im.height)
        if not box:
            return
        w, h = box[2] - box[0], box[3] - box[1]
        pair = Image.new("RGB", (2, 1) if across else (1, 2))
        pair.putdata([self.tone(top, raw), self.tone(bottom, raw)])
        strip = pair.resize((64, 1) if across else (1, 64), Image.Resampling.BICUBIC)
        band = strip.resize((w, h), Image.Resampling.BILINEAR)
        self.im.paste(band, box[:2], self._mask(points, box) if points else None)

    def glow(self, x: float, y: float, r: float, colour: Colour, alpha: float = 0.6) -> None:
        """A soft round light."""
        box = self._box([(x - r, y - r), (x + r, y + r)])
        if not box:
            return
        s = self.s
        left, top, side = x * s - r * s - self.ox, y * s - r * s - self.oy, 2 * r * s
        k = 256 / side
        corners = ((box[0] - left) * k, (box[1] - top) * k, (box[2] - left) * k, (box[3] - top) * k)
        x0, y0, x1, y1 = (min(max(v, 0), 256) for v in corners)
        disc = _disc().point(lambda v: round(v * alpha))
        mask = disc.resize((box[2] - box[0], box[3] - box[1]), Image.Resampling.BILINEAR, box=(x0, y0, x1, y1))
        self.im.paste(colour, box, mask)

    def shadow(
        self,
        points: Outline,
        blur: float = 2.0,
        alpha: float = 0.3,
        dx: float = 0.0,
        dy: float = 0.0,
        colour: Colour | None = None,
    ) -> None:
        """A soft shadow of an outline, moved by an offset."""
        moved = [(x + dx, y + dy) for x, y in points]
        box = self._box(moved, blur * 2)
        if not box:
            return
        step = max(2.0, blur * self.s / 3)
        w, h = max(1, math.ceil((box[2] - box[0]) / step)), max(1, math.ceil((box[3] - box[1]) / step))
        small = Image.new("L", (w, h))
        pts = [((x - box[0]) / step, (y - box[1]) / step) for x, y in self._px(moved)]
        ImageDraw.Draw(small).polygon(pts, fill=round(255 * alpha))
        small = small.filter(ImageFilter.GaussianBlur(blur * self.s / step / 2))
        mask = small.resize((box[2] - box[0], box[3] - box[1]), Image.Resampling.BICUBIC)
        self.im.paste(self.tone(colour or self.p.ink), box, mask)

    @contextlib.contextmanager
    def clip(self, points: Outline) -> Iterator[None]:
        """Draw only inside an outline."""
        box = self._box(points)
        if not box:
            box = (0, 0, 1, 1)
        mask, before, origin = self._mask(points, box), self.im, (self.ox, self.oy)
        self._on(before.crop(box))
        self.ox, self.oy = self.ox + box[0], self.oy + box[1]
        yield
        inner = self.im
        self.ox, self.oy = origin
        before.paste(inner, box[:2], mask)
        self._on(before)

    def sky(self, hour: str | None = None, horizon: float | None = None) -> None:
        """Fill the picture (or down to a horizon) with the sky of the hour."""
        top, low = sky(self.p, hour or self.hour)
        area = None if horizon is None else [(0, 0), (100, 0), (100, horizon), (0, horizon)]
        self.blend(area, top, low)

    def pool(self, x: float, y: float, rx: float, ry: float, alpha: float = 0.35) -> None:
        """The soft contact shadow under a thing that stands on a surface."""
        self.shadow(ellipse(x, y, rx, ry, steps=24), blur=max(0.6, ry * 1.1), alpha=alpha)

    def finish(self, grain: float = 5.0) -> Image.Image:
        """Bring the picture to its size and lay a little paper grain over it."""
        small = self.im.reduce(OVER)
        w, h = small.size
        pixels = np.asarray(small).astype(np.int16)
        rough = ((_noise()[:h, :w].astype(np.int16) - 128) * int(grain * 2)) >> 8
        pixels += rough[:, :, None]
        return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
