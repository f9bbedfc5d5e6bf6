"""Ten palettes that sit well on paper white and on night, and the light of a day."""

from dataclasses import dataclass

Colour = tuple[int, int, int]


def rgb(code: str) -> Colour:
    """'#0B6B61' as three numbers."""
    return int(code[1:3], 16), int(code[3:5], 16), int(code[5:7], 16)


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """The first colour with a share of the other in it."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def apart(one: Colour, other: Colour) -> int:
    """How far two colours are from each other, from 0 to 765."""
    return sum(abs(a - b) for a, b in zip(one, other, strict=True))


def darker(colour: Colour, share: float = 0.18) -> Colour:
    """A deeper, slightly warmer tone of a colour; pale colours darken less, so that white stays white."""
    pale = max(0.0, (sum(colour) - 560) / 205)
    return mix(colour, (38, 18, 22), share * (1 - 0.5 * min(pale, 1.0)))


def lighter(colour: Colour, share: float = 0.3) -> Colour:
    """A tint of a colour towards paper."""
    return mix(colour, (255, 249, 238), share)


@dataclass(frozen=True)
class Palette:
    """Colours by their part in a picture."""

    name: str
    bg: Colour  # wall or sky, quiet
    bg2: Colour  # second ground, a step stronger
    ink: Colour  # the darkest tone
    a: Colour  # the leading colour
    b: Colour  # its counterpart
    c: Colour  # warm light
    d: Colour  # soft tint
    leaf: Colour  # anything that grows
    light: Colour  # paper, porcelain, clouds


def _palette(name: str, codes: str) -> Palette:
    return Palette(name, *(rgb("#" + code) for code in codes.split()))


PALETTES = [
    _palette("jade", "EFE5D3 C9DCCF 14302E 0B6B61 A83A22 E5A94F F1C6A2 3F7F5F FBF7EE"),
    _palette("brick", "F4E0CF E6B697 34191A A83A22 16736A F0B255 F8D8C0 5F7B49 FFF8EE"),
    _palette("persimmon", "FAE6C9 F4C084 3A1F1B DB672B 2B5C69 F4C147 F6D6B6 6C8848 FFF9EC"),
    _palette("indigo", "E5E5E6 B4C2D6 161E3A 2E4A80 C5553A F0BF6C DFD2C4 4B7565 FAF8F2"),
    _palette("plum", "F2E2DF DDB3B6 2C1526 7C2D4D 2A6D69 EAA05A F4CFC8 667F57 FDF6F0"),
    _palette("sage", "EEEBDB C2CCAC 232F26 587351 B95A35 E7C175 DFE1C9 6F8F58 FBF9EE"),
    _palette("cobalt", "F5EEDD BCD2E2 122138 1E57A4 D64F2B E6AC2C F1DCBE 3E7A62 FDFAF1"),
    _palette("rosa", "FCE5D9 F6B6A4 3A142F CF3B69 117A76 F5B83D FBD3BC 4F8556 FFF8F0"),
    _palette("clay", "EBE1D4 CDB69F 231B17 93583A 39595E DBA163 E8CDB2 74805A FAF5EC"),
    _palette("lagoon", "E0EDE6 9BCEC5 0E2B30 178881 E3653F F7C55F F6DBC4 4B8A63 FCFAF2"),
]

HOURS = ("morning", "noon", "golden", "dusk", "night")


def sky(palette: Palette, hour: str) -> tuple[Colour, Colour]:
    """The sky's colour at the top and at the horizon."""
    blue = rgb("#8FC1CC")
    if hour == "morning":
        return mix(palette.bg2, palette.light, 0.25), mix(palette.d, palette.light, 0.45)
    if hour == "noon":
        return mix(blue, palette.bg2, 0.45), mix(palette.light, blue, 0.22)
    if hour == "golden":
        return mix(palette.bg2, palette.c, 0.25), mix(palette.c, palette.light, 0.42)
    if hour == "dusk":
        return mix(palette.ink, palette.a, 0.5), mix(palette.c, palette.b, 0.42)
    return mix(palette.ink, rgb("#0B1020"), 0.35), mix(palette.ink, palette.a, 0.55)


def ambient(palette: Palette, hour: str) -> tuple[Colour, float]:
    """What the hour mixes into everything that does not shine itself."""
    if hour == "golden":
        return palette.c, 0.10
    if hour == "dusk":
        return mix(palette.ink, palette.a, 0.3), 0.34
    if hour == "night":
        return mix(palette.ink, rgb("#10182C"), 0.5), 0.52
    return palette.light, 0.0
