"""Which cards there are: styles, and the colors that each comes in."""

from redbridge.media.covers.colors import (
    BRICK,
    COBALT,
    INDIGO,
    JADE,
    LAGOON,
    PALETTES,
    PERSIMMON,
    PLUM,
    ROSA,
    SAGE,
)

# The colors a style is first offered in: a palette and which part of it is the ground.
FIRST = {
    "quote": (JADE, "lead"),
    "poster": (PERSIMMON, "glow"),
    "paper": (SAGE, "wall_deep"),
    "bridge": (INDIGO, "lead"),
    "corner": (COBALT, "wall"),
    "window": (BRICK, "lead"),
    "marker": (LAGOON, "wall"),
    "letter": (COBALT, "lead"),
    "sprig": (ROSA, "tint"),
    "bubble": (LAGOON, "lead"),
    "sun": (LAGOON, "tint"),
    "confetti": (PLUM, "lead"),
}
STYLES: tuple[str, ...] = tuple(FIRST)
GROUNDS = ("lead", "wall", "glow", "tint", "wall_deep")
LOOKS = len(STYLES) * len(PALETTES)  # styles from here on repeat
