"""The palettes of the text cards. They sit well on paper white and on night."""

from dataclasses import dataclass

Color = tuple[int, int, int]
WARM_DARK: Color = (38, 18, 22)
PAPER: Color = (255, 249, 238)
PALE_FROM, PALE_SPAN = 560, 205


def rgb(code: str) -> Color:
    """'0B6B61' as three numbers."""
    red, green, blue = bytes.fromhex(code)
    return red, green, blue


def mix(one: Color, other: Color, share: float) -> Color:
    """The first color with a share of the other in it."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def darker(color: Color, share: float = 0.18) -> Color:
    """A deeper, slightly warmer tone; pale colors darken less, so that white stays white."""
    pale = max(0.0, (sum(color) - PALE_FROM) / PALE_SPAN)
    return mix(color, WARM_DARK, share * (1 - 0.5 * min(pale, 1.0)))


def lighter(color: Color, share: float = 0.3) -> Color:
    """A tint towards paper."""
    return mix(color, PAPER, share)


def luminance(color: Color) -> float:
    """How bright a color is to the eye, from 0 to 1."""
    linear = [(v / 255 / 12.92) if v <= 10 else ((v / 255 + 0.055) / 1.055) ** 2.4 for v in color]  # noqa: PLR2004 - sRGB
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Color, other: Color) -> float:
    """The contrast of two colors as accessibility rules count it, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@dataclass(frozen=True)
class Palette:
    """Colors by their part in a picture."""

    wall: Color
    wall_deep: Color
    ink: Color
    lead: Color
    counter: Color
    glow: Color
    tint: Color
    leaf: Color
    paper: Color

    def on(self, ground: Color) -> Color:
        """Ink or paper, whichever reads better on a ground."""
        return max((self.ink, self.paper), key=lambda color: contrast(color, ground))

    def beside(self, ground: Color, *wanted: Color) -> Color:
        """The first of the wanted colors that stands out from a ground."""
        apart = [color for color in wanted if contrast(color, ground) > 1.5]  # noqa: PLR2004 - enough for a shape
        return apart[0] if apart else self.on(ground)


def _palette(codes: str) -> Palette:
    return Palette(*(rgb(code) for code in codes.split()))


JADE = _palette("EFE5D3 C9DCCF 14302E 0B6B61 A83A22 E5A94F F1C6A2 3F7F5F FBF7EE")
BRICK = _palette("F4E0CF E6B697 34191A A83A22 16736A F0B255 F8D8C0 5F7B49 FFF8EE")
PERSIMMON = _palette("FAE6C9 F4C084 3A1F1B DB672B 2B5C69 F4C147 F6D6B6 6C8848 FFF9EC")
INDIGO = _palette("E5E5E6 B4C2D6 161E3A 2E4A80 C5553A F0BF6C DFD2C4 4B7565 FAF8F2")
PLUM = _palette("F2E2DF DDB3B6 2C1526 7C2D4D 2A6D69 EAA05A F4CFC8 667F57 FDF6F0")
SAGE = _palette("EEEBDB C2CCAC 232F26 587351 B95A35 E7C175 DFE1C9 6F8F58 FBF9EE")
COBALT = _palette("F5EEDD BCD2E2 122138 1E57A4 D64F2B E6AC2C F1DCBE 3E7A62 FDFAF1")
ROSA = _palette("FCE5D9 F6B6A4 3A142F CF3B69 117A76 F5B83D FBD3BC 4F8556 FFF8F0")
CLAY = _palette("EBE1D4 CDB69F 231B17 93583A 39595E DBA163 E8CDB2 74805A FAF5EC")
LAGOON = _palette("E0EDE6 9BCEC5 0E2B30 137D77 E3653F F7C55F F6DBC4 4B8A63 FCFAF2")
PALETTES = (JADE, BRICK, PERSIMMON, INDIGO, PLUM, SAGE, COBALT, ROSA, CLAY, LAGOON)
