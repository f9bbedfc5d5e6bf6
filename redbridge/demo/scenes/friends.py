"""People in front of a view: the picture that one takes on the way."""

import contextlib
from collections.abc import Iterator

from PIL import Image, ImageFilter

from .bicycle import cycling
from .canvas import Canvas
from .landscape import mountains, train
from .living import plants
from .palettes import darker
from .people import CAST, figure
from .props import SKINS
from .shapes import rect
from .street import cafe, citywalk


@contextlib.contextmanager
def _square(c: Canvas, x: float, y: float, side: float) -> Iterator[None]:
    """Draw in a square of 100 units that lies somewhere in the picture."""
    before = c.s, c.ox, c.oy
    c.s, c.ox, c.oy = c.s * side / 100, c.ox - x * c.s, c.oy - y * c.s
    yield
    c.s, c.ox, c.oy = before


def people(c: Canvas) -> None:
    """One person or two in front of a place that is out of focus."""
    r, palette = c.rng, c.p
    r.choice([cafe, citywalk, mountains, mountains, plants, cycling, train])(c)
    small = c.im.reduce(max(2, c.im.width // 110)).filter(ImageFilter.GaussianBlur(1.1))
    far = small.resize(c.im.size, Image.Resampling.BICUBIC)
    c.im.paste(far)
    c.dim = (c.p.light, 0.0)
    c.fill(rect(0, 0, 100, c.H), c.p.light, 0.08)
    c.glow(r.choice([20, 80]), c.H * 0.1, 60, c.p.light, 0.5)
    two = r.random() < 0.5
    cast = r.sample(range(len(CAST)), 2)
    side = (84 if two else 106) * min(1.0, c.H / 106)
    spots = (
        [(50 - side * 0.72, c.H - side * 0.9), (50 - side * 0.26, c.H - side * 0.96)]
        if two
        else [(50 - side / 2 + r.uniform(-8, 8), c.H - side * 0.96)]
    )
    for who, (x, y) in zip(cast, spots, strict=False):
        skin, hair, style, wear, extra, _ = CAST[who]
        with _square(c, x, y, side):
            figure(c, SKINS[skin], hair, style, wear, extra, who, darker(palette.bg, 0.1))
