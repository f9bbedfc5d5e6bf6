"""Sizes of shoes and clothes: which system is meant, and what it is elsewhere."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from redbridge.language.measures.shapes import Quantity

SYSTEMS: Final = ("US", "EU", "UK", "CN", "JP")
_SHOE: Final = re.compile(
    r"\b(?:shoes?|boots?|sneakers?|heels?|sandals?|loafers?|trainers|zapat\w*|botas?|tenis|sandalias?|chaussures?|bottes?|baskets|talons)\b"
    r"|鞋|靴|スニーカー|ブーツ|신발|운동화|구두",
    re.IGNORECASE,
)
_CLOTHES: Final = re.compile(
    r"\b(?:dress(?:es)?|skirt|top|blouse|shirt|jacket|coat|jeans|pants|trousers|sweater|suit|blazer|vestidos?|faldas?|blusa|camisa|chaqueta|abrigo"
    r"|pantal[oó]n(?:es)?|robes?|jupe|veste|manteau|chemis\w+|pantalon|jean)\b|裙|衣|衫|裤|褲|外套|ワンピ|シャツ|원피스|치마|바지",
    re.IGNORECASE,
)
_WOMEN: Final = re.compile(
    r"\b(?:wom[ae]n'?s?|ladies|female|girls?|mujer(?:es)?|damas?|femmes?)\b|女|レディース|여성", re.IGNORECASE
)
_MEN: Final = re.compile(r"\b(?:men'?s?|male|guys?|hombres?|caballeros?|hommes?)\b|男|メンズ|남성", re.IGNORECASE)
_SAID: Final = re.compile(
    r"(?<![\w$])(?P<system>US|U\.S\.|EU|EUR|UK|CN|JP|FR)[ -]?(?:(?P<who>[WMwm]|women'?s|men'?s)\s?)?(?:size )?"
    r"(?P<size>\d{1,2}(?:[.,]5|½)?)(?![\d%.,]\d|[\d%])"
    r"|(?<![\w.,$])(?P<size2>\d{1,2}(?:[.,]5|½)?) ?(?P<system2>US|EU|UK|CN|JP)(?![A-Za-z$])"
    r"|(?:美码|美碼)(?P<us>\d{1,2}(?:\.5)?)|(?:欧码|歐碼)(?P<eu>\d{2}(?:\.5)?)|(?:英码|英碼)(?P<uk>\d{1,2}(?:\.5)?)"
    r"|(?<![A-Za-z0-9.])(?P<cn>3[3-9]|4[0-8])(?:\.5)?[码碼号號](?![A-Za-z])"
)
# A row for each size of Europe: US women, US men, UK, Japan (cm); half sizes lie between.
_SHOES: Final = {
    35: ("5", "", "2.5", "22"), 36: ("6", "", "3.5", "23"), 37: ("6.5", "", "4", "23.5"), 38: ("7.5", "", "5", "24.5"),
    39: ("8.5", "6.5", "6", "25"), 40: ("9", "7", "6.5", "25.5"), 41: ("9.5", "8", "7", "26"),
    42: ("10.5", "9", "8", "27"), 43: ("11.5", "10", "9", "28"), 44: ("", "10.5", "9.5", "28.5"),
    45: ("", "11.5", "10.5", "29.5"), 46: ("", "12.5", "11.5", "30.5"),
}  # fmt: skip
# US dress size: Europe, UK, Japan, China.
_DRESSES: Final = {
    0: ("32", "4", "5", "155/76"), 2: ("34", "6", "7", "155/80"), 4: ("36", "8", "9", "160/84"),
    6: ("38", "10", "11", "165/88"), 8: ("40", "12", "13", "170/92"), 10: ("42", "14", "15", "175/96"),
    12: ("44", "16", "17", "175/100"), 14: ("46", "18", "19", "180/104"),
}  # fmt: skip
_COLUMN_OF_DRESS = {"EU": 0, "UK": 1, "JP": 2, "CN": 3}


def find(text: str, language: str) -> Iterator[Quantity]:
    """Sizes whose system is said, where the text is of shoes or of clothes and not of both."""
    is_shoe, is_dress = _SHOE.search(text) is not None, _CLOTHES.search(text) is not None
    if is_shoe == is_dress:
        return
    for match in _SAID.finditer(text):
        system, size = _said(match)
        if system == "FR":
            system = "EU" if is_shoe else ""
        if not system or (match["cn"] and not (is_shoe and language.startswith("zh"))):
            continue
        who = _who(match["who"] or "", text)
        quantity = Quantity(
            match.start(), match.end(), Decimal(size), f"{'shoe' if is_shoe else 'dress'}-{system}", who=who
        )
        if is_known(quantity):
            yield quantity


def _said(match: "re.Match[str]") -> tuple[str, str]:
    size = match["size"] or match["size2"] or match["us"] or match["eu"] or match["uk"] or match["cn"]
    system = (match["system"] or match["system2"] or "").replace(".", "").replace("EUR", "EU")
    if not system:
        system = next(name.upper() for name in ("us", "eu", "uk", "cn") if match[name])
    return system, size.replace(",", ".").replace("½", ".5")


def _who(letter: str, text: str) -> str:
    if letter:
        return "women" if letter.lower().startswith("w") else "men"
    women, men = _WOMEN.search(text) is not None, _MEN.search(text) is not None
    return "" if women == men else "women" if women else "men"


def is_known(quantity: Quantity) -> bool:
    """Whether the tables have it."""
    kind, _, system = quantity.unit.partition("-")
    if kind == "dress":
        return quantity.who != "men" and _us_dress(quantity.amount, system) is not None
    return bool(_european(quantity))


def convert(quantity: Quantity, wanted: str) -> str:
    """The size in another system, both for women and men where it is not said whose; empty where it is the same."""
    kind, _, system = quantity.unit.partition("-")
    if system == wanted or wanted not in SYSTEMS:
        return ""
    if kind == "dress":
        us = _us_dress(quantity.amount, system)
        if us is None:
            return ""
        return f"US {us}" if wanted == "US" else f"{wanted} {_DRESSES[us][_COLUMN_OF_DRESS[wanted]]}"
    if {system, wanted} == {"CN", "EU"}:
        return ""  # the same numbers
    return _shoe(_european(quantity), wanted, quantity.who)


def _us_dress(amount: Decimal, system: str) -> int | None:
    if system == "US":
        return int(amount) if amount in _DRESSES else None
    column = _COLUMN_OF_DRESS.get(system)
    return next((us for us, row in _DRESSES.items() if column is not None and row[column] == f"{amount:f}"), None)


def _european(quantity: Quantity) -> dict[str, int]:
    """The European size for women and for men, of those that it can be."""
    system = quantity.unit.partition("-")[2]
    amount, who = quantity.amount, quantity.who
    if system in {"EU", "CN"}:
        size = int(amount)
        return {size_of: size for size_of in ("women", "men") if size in _SHOES and who in {"", size_of}}
    found = {}
    for name, column in (("women", 0), ("men", 1)) if system == "US" else (("", 2 if system == "UK" else 3),):
        if who and name and name != who:
            continue
        near = [(abs(Decimal(row[column]) - amount), size) for size, row in _SHOES.items() if row[column]]
        distance, size = min(near)
        if distance <= Decimal("0.5"):
            found.update({name: size} if name else {"women": size, "men": size})
    return found


def _shoe(sizes: dict[str, int], wanted: str, who: str) -> str:
    if wanted == "US":
        parts = {name: _SHOES[size][0 if name == "women" else 1] for name, size in sizes.items()}
        shown = [(name, part) for name, part in parts.items() if part and who in {"", name}]
        if len(shown) == 1:
            return f"US {shown[0][1]}"
        return " / ".join(f"US {'W' if name == 'women' else 'M'} {part}" for name, part in shown)
    column = {"UK": 2, "JP": 3}.get(wanted)
    values = {str(size) if column is None else _SHOES[size][column] for size in sizes.values()}
    if len(values) != 1:
        return " / ".join(
            f"{wanted} {size if column is None else _SHOES[size][column]} ({'W' if name == 'women' else 'M'})"
            for name, size in sizes.items()
        )
    return f"{wanted} {values.pop()}"
