"""How good a translation is, in words of ours: the smaller the rung, the better."""

from enum import IntEnum


class Rung(IntEnum):
    """Where a reading stands on the ladder from the author's own words down to nothing but the original."""

    AUTHOR = 1
    MEMORY = 2
    BROWSER = 3
    MODEL = 4
    HOSTED = 5
    LOCAL = 6
    RULES = 7
    GLOSS = 8
    ORIGINAL = 9


MACHINES = frozenset({Rung.MODEL, Rung.HOSTED, Rung.LOCAL, Rung.RULES})
# What knows no thread and no glossary: never trusted alone with one word or two.
PLAIN_MACHINES = frozenset({Rung.HOSTED, Rung.LOCAL, Rung.RULES})
BY_PEOPLE = frozenset({Rung.AUTHOR, Rung.MEMORY})
