"""The 32 quiet colors that stand for a picture until it has come.

A page names one by its class; the style sheet carries the same list in the same order.
"""

from typing import Final

COLORS: Final = (
    *("1f1e1d", "45423f", "6f6a65", "98928b", "c0bab2", "e3ded6", "f5f1ea", "a8b0b5"),  # neutral, dark to light
    *("5a2a26", "a65a4e", "d9a99d", "6b4423", "b98650", "e3c79c"),  # red, orange
    *("6b5a1e", "bfa64b", "e6d9a3", "3f4f27", "83965a", "c3cfa3"),  # yellow, olive
    *("1f4a37", "5b927a", "a9cdbb", "1c4a50", "5a94a0", "a9cdd4"),  # green, teal
    *("25385f", "6079a8", "b0bfdb", "4a2b57", "93688f", "d8b4c9"),  # blue, plum
)


def nearest(color: tuple[int, int, int]) -> int:
    """The place in COLORS of the one nearest to a color, as the eye weighs red, green and blue."""
    red, green, blue = color

    def distance(place: int) -> int:
        code = int(COLORS[place], 16)
        return 2 * (red - (code >> 16)) ** 2 + 4 * (green - (code >> 8 & 255)) ** 2 + 3 * (blue - (code & 255)) ** 2

    return min(range(len(COLORS)), key=distance)
