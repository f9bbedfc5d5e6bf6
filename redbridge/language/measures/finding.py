"""Find what is measured in a text. What could mean two things is not found at all."""

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import islice
from typing import Final

from redbridge.language.masking import KINDS
from redbridge.language.measures import cues, money, sizes
from redbridge.language.measures.ingredients import named_after, named_before
from redbridge.language.measures.numbers import FIGURE, HAN, WORD, read
from redbridge.language.measures.shapes import Quantity
from redbridge.language.measures.units import SIGNS, UNITS

LONGEST: Final = 10_000
MOST: Final = 60  # of a kind; nobody reads a hundred chips
_ORDER = (
    "fl_oz", "sq_ft", "m2", "kg", "mg", "ml", "mm", "cm", "km", "cl", "dl", "tbsp", "tsp", "cup", "pint", "quart",
    "gallon", "stone", "oz", "lb", "acre", "ha", "mi", "in", "ft", "yd", "jin", "liang", "li", "ping", "mu", "g", "l",
    "m", "C", "F", "degree",
)  # fmt: skip
_UNIT = "|".join(f"(?P<{name}>{SIGNS[name]})" for name in _ORDER)
_TIMES = "(?P<times>[万萬亿億]|千(?![米克]))?"
_RANGE = r"\s?(?:[-–—~～]|至|到|\bto\b|\bor\b|\ba\b|\bà\b)\s?"
_FIND = re.compile(
    rf"(?:(?<![A-Za-z0-9.,/:$€£¥￥#])(?P<one>{FIGURE})(?:{_RANGE}(?P<two>{FIGURE}))?"
    rf"|(?<![一二两兩三四五六七八九十百千零〇半第初几幾数數每])(?P<han>{HAN})(?:到|至)?)"
    rf"(?P<gap>\s?-?){_TIMES}(?:{_UNIT})(?![A-Za-zÀ-ÿ0-9²'’])"
)
_WORDED = re.compile(
    rf"(?<![\w'])(?P<word>{WORD})\s+(?P<unit>cups?|tablespoons?|teaspoons?|tbsps?|tsps?|pounds? of|ounces?|lbs?|miles?"
    r"|inch(?:es)?|tazas?|cucharadas?|cucharaditas?|tasses?|cuill[èe]res? à soupe|cuill[èe]res? à (?:café|thé)|kilos?"
    r"|litros?|litres?|liters?|millas?|pulgadas?)\b",
    re.IGNORECASE,
)
_HEIGHT = re.compile(
    r"(?<![\w.'])(?P<feet>[3-8])\s?(?:'|’|′|ft\.?|feet|foot)\s?(?P<inches>1[01]|\d)\s?(?:\"|”|″|''|in(?:ches)?\b|(?![\d.\w]))"
)
_CATTY = re.compile(rf"(?P<jin>\d{{1,4}}|{HAN})斤(?:(?P<liang>\d|[一二两三四五六七八九])[两兩](?![个個])|(?P<half>半))")
_OVEN = re.compile(
    r"\b[Gg]as [Mm]ark (?P<gas>\d{1,2}|½|¼)(?!\d)|\b(?:th(?:ermostat)?)\.? ?(?P<th>[1-9]|10)(?!\d|[.,]\d|[a-z])"
)
_POUNDS = re.compile(rf"(?<![\w.,$£])(?P<one>{FIGURE})(?:{_RANGE}(?P<two>{FIGURE}))?[ -]?pounds?\b", re.IGNORECASE)
_LARGE = re.compile(
    rf"(?<![\w.,$€£¥￥])(?P<one>{FIGURE})\s?(?P<times>万|萬|亿|億|million(?:s|es)?|mill[óo]n(?:es)?|billion|milliards?"
    r"|[kK](?= (?:followers?|likes?|views?|people|subs)))(?![A-Za-z\u5206])"
)
_TIMES_OF = {
    "万": 10**4, "萬": 10**4, "千": 1000, "亿": 10**8, "億": 10**8, "k": 1000, "million": 10**6, "millions": 10**6,
    "millón": 10**6, "millon": 10**6, "millones": 10**6, "milliones": 10**6, "billion": 10**9, "milliard": 10**9,
    "milliards": 10**9,
}  # fmt: skip
_WORD_UNITS: Final = (
    ("cup", "cup"), ("taza", "cup"), ("tasse", "cup"), ("tablespoon", "tbsp"), ("tbsp", "tbsp"), ("cucharadita", "tsp"),
    ("cucharada", "tbsp"), ("cuillère à soupe", "tbsp"), ("cuillere à soupe", "tbsp"), ("cuillère", "tsp"),
    ("teaspoon", "tsp"), ("tsp", "tsp"), ("pound", "lb"), ("lb", "lb"), ("ounce", "oz"), ("mill", "mi"), ("mile", "mi"),
    ("inch", "in"), ("pulgada", "in"), ("kilo", "kg"), ("lit", "l"),
)  # fmt: skip
_MAY_HOLD = re.compile(
    r"[\d½¼¾⅓⅔⅛]|[一二两兩三四五六七八九十百千万萬亿億半]"
    r"|\b(?:half|one|two|three|four|five|six|an?|una?|une|media|dos|tres|deux|trois|ten|demi)\s",
    re.IGNORECASE,
)
_KEPT = ("code", "url", "mail", "domain", "mention", "tag", "emote", "shortcode", "order")
_PROTECTED = re.compile("|".join(f"(?:{KINDS[kind]})" for kind in _KEPT), re.DOTALL)


def find(text: str, language: str) -> list[Quantity]:
    """Everything that is measured, in the order of the text; no two overlap."""
    if len(text) > LONGEST:
        text = text[:LONGEST]
    if not _MAY_HOLD.search(text):
        return []
    found: list[Quantity] = []
    for search in _SEARCHES:
        for one in islice(search(text, language), MOST):
            if all(one.end <= other.start or one.start >= other.end for other in found):
                found.append(one)
    if found:
        kept = [each.span() for each in _PROTECTED.finditer(text)]
        found = [one for one in found if all(one.end <= start or one.start >= end for start, end in kept)]
    return sorted(found, key=lambda one: one.start)


def _measured(text: str, language: str) -> Iterator[Quantity]:
    for match in _FIND.finditer(text):
        unit = next(name for name in _ORDER if match[name])
        amount = read(match["one"] or match["han"], language)
        upper = read(match["two"], language) if match["two"] else None
        if amount is None or (match["two"] and (upper is None or upper <= amount)):
            continue
        if match["times"]:
            amount *= _TIMES_OF[match["times"]]
            upper = upper and upper * _TIMES_OF[match["times"]]
        settled = cues.unit_meant(unit, match, text, language)
        if settled in UNITS and cues.is_likely(settled, amount, upper):
            of = named_after(text, match.end()) or named_before(text, match.start())
            yield Quantity(match.start(), match.end(), amount, settled, upper, of)


def _in_words(text: str, language: str) -> Iterator[Quantity]:
    for match in _WORDED.finditer(text):
        amount = read(match["word"], language)
        said = match["unit"].lower()
        unit = next((unit for start, unit in _WORD_UNITS if said.startswith(start)), "")
        of = named_after(text, match.end())
        is_loose = match["word"].lower() in {"a", "an", "un", "una", "une"} or unit == "cup"
        if amount is None or not unit or (is_loose and not of) or cues.is_a_drink(text, match.end(), unit):
            continue
        end = match.end() - 3 if said.endswith(" of") else match.end()
        yield Quantity(match.start(), end, amount, unit, None, of)


def _heights(text: str, _language: str) -> Iterator[Quantity]:
    for match in _HEIGHT.finditer(text):
        amount = Decimal(match["feet"]) * 12 + Decimal(match["inches"])
        yield Quantity(match.start(), match.end(), amount, "in")


def _catties(text: str, language: str) -> Iterator[Quantity]:
    for match in _CATTY.finditer(text):
        whole = read(match["jin"], language)
        rest = Decimal("0.5") if match["half"] else (read(match["liang"], language) or Decimal(0)) / 10
        if whole is not None and match["jin"] != "半":  # 半斤八两 is a saying
            yield Quantity(match.start(), match.end(), whole + rest, "jin")


def _ovens(text: str, _language: str) -> Iterator[Quantity]:
    for match in _OVEN.finditer(text):
        if match["th"] and not cues.OVEN.search(text):
            continue
        said = match["gas"] or match["th"]
        amount = read(said, "en")
        if amount is not None and amount <= (9 if match["gas"] else 10):
            yield Quantity(match.start(), match.end(), amount, "gas" if match["gas"] else "th")


def _pounds(text: str, language: str) -> Iterator[Quantity]:
    for match in _POUNDS.finditer(text):
        amount = read(match["one"], language)
        upper = read(match["two"], language) if match["two"] else None
        of = re.match(r"\s+of\b", text[match.end() :]) is not None
        if amount is not None and (of or cues.WEIGHING.search(text)) and "£" not in text:
            yield Quantity(match.start(), match.end(), amount, "lb", upper, named_after(text, match.end()))


def _large(text: str, language: str) -> Iterator[Quantity]:
    for match in _LARGE.finditer(text):
        amount = read(match["one"], language)
        if amount is not None and not cues.MONEY_AFTER.match(text, match.end()):
            yield Quantity(match.start(), match.end(), amount * _TIMES_OF[match["times"].lower()], "number")


_SEARCHES: Sequence[Callable[[str, str], Iterator[Quantity]]] = (
    money.find, sizes.find, _heights, _catties, _ovens, _in_words, _measured, _pounds, _large,
)  # fmt: skip
