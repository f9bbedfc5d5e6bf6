"""From a kind, a seed and a size to a picture or to the frames of a short film."""

from collections.abc import Iterator

from PIL import Image

from . import (
    bakery,
    bicycle,
    books,
    cats,
    desert,
    food,
    friends,
    gatherings,
    goods,
    handwriting,
    landscape,
    living,
    rainy,
    route,
    stalls,
    steamed,
    still_life,
    street,
    underway,
    wardrobe,
)
from .alt import KINDS, generator
from .canvas import Canvas

MODULES = (
    bakery,
    bicycle,
    books,
    cats,
    desert,
    food,
    friends,
    gatherings,
    goods,
    handwriting,
    landscape,
    living,
    rainy,
    route,
    stalls,
    steamed,
    still_life,
    street,
    underway,
    wardrobe,
)
DRAWERS = {kind: next(getattr(m, kind) for m in MODULES if hasattr(m, kind)) for kind in KINDS}
MOVING = (
    "tea",
    "mountains",
    "train",
    "plants",
    "flowers",
    "rain",
    "beach",
    "lantern_festival",
    "paper_flags",
    "funfair",
    "ferry",
)
SMALL = 480


def draw(kind: str, seed: int, size: tuple[int, int]) -> Image.Image:
    """One picture; the same kind, seed and size give the same picture."""
    return _at(kind, seed, size, 0.0)


def _at(kind: str, seed: int, size: tuple[int, int], t: float) -> Image.Image:
    if kind not in DRAWERS:
        raise ValueError(f"no scene of kind {kind!r}; there are {', '.join(DRAWERS)}")
    factor = 1 if size[0] >= SMALL else -(-SMALL // size[0])
    canvas = Canvas((size[0] * factor, size[1] * factor), generator(kind, seed), t=t)
    DRAWERS[kind](canvas)
    picture = canvas.finish()
    return picture if factor == 1 else picture.reduce(factor)


def frames(kind: str, seed: int, size: tuple[int, int], seconds: float = 6, fps: int = 12) -> Iterator[Image.Image]:
    """A loop of a gentle movement; kinds in which nothing moves get a slow push in and out."""
    count = max(1, round(seconds * fps))
    if kind in MOVING:
        for i in range(count):
            yield _at(kind, seed, size, i / count)
        return
    width, height = size
    still = draw(kind, seed, (round(width * 1.1), round(height * 1.1)))
    for i in range(count):
        near = 0.06 * (1 - abs(1 - 2 * i / count)) ** 2 * (3 - 2 * (1 - abs(1 - 2 * i / count)))
        dx, dy = still.width * near / 2, still.height * near / 2
        yield still.resize(size, Image.Resampling.BICUBIC, box=(dx, dy, still.width - dx, still.height - dy))
