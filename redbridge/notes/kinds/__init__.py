"""What is special about each kind of note: its details, as they are checked, stored and summed up.

Details are a JSON object of the kind's own. A picture in them is named by its id and is one of the note's pictures, so
who may see it, and what becomes of it, is decided for all pictures in one place.
"""

from redbridge.notes.kinds import itinerary, plain, review, tutorial
from redbridge.notes.kinds.shape import Shape

_SHAPES: dict[str, Shape] = {
    "itinerary": itinerary.SHAPE,
    "tutorial": tutorial.SHAPE,
    "review": review.SHAPE,
}


def shape_of(kind: str) -> Shape:
    """What the kind's details may hold; kinds without details have a shape that holds nothing."""
    return _SHAPES.get(kind, plain.SHAPE)


__all__ = ["Shape", "shape_of"]
