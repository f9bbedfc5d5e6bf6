"""The same amount as the reader would say it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal
from babel.units import format_unit
from django.utils.translation import gettext as _

from redbridge.language.measures import rates, sizes
from redbridge.language.measures.ingredients import GRAMS, LIQUIDS
from redbridge.language.measures.shapes import Habits, Quantity
from redbridge.language.measures.units import METRIC, UNITS, US

_BABEL: Final = {
    "mg": "mass-milligram", "g": "mass-gram", "kg": "mass-kilogram", "oz": "mass-ounce", "lb": "mass-pound",
    "ml": "volume-milliliter", "l": "volume-liter", "cup": "volume-cup", "tbsp": "volume-tablespoon",
    "tsp": "volume-teaspoon", "fl_oz": "volume-fluid-ounce", "quart": "volume-quart", "gallon": "volume-gallon",
    "mm": "length-millimeter", "cm": "length-centimeter", "m": "length-meter", "km": "length-kilometer",
    "in": "length-inch", "ft": "length-foot", "mi": "length-mile", "m2": "area-square-meter", "ha": "area-hectare",
    "sq_ft": "area-square-foot", "acre": "area-acre", "C": "temperature-celsius", "F": "temperature-fahrenheit",
}  # fmt: skip
# Where each unit is used: from how much of the dimension's base on.
_LADDERS: Final[dict[tuple[str, str], tuple[tuple[str, str], ...]]] = {
    ("metric", "mass"): (("0", "g"), ("1000", "kg")),
    ("metric", "volume"): (("0", "ml"), ("1000", "l")),
    ("metric", "length"): (("0", "mm"), ("0.01", "cm"), ("2.5", "m"), ("1000", "km")),
    ("metric", "area"): (("0", "m2"), ("10000", "ha")),
    ("us", "mass"): (("0", "oz"), ("453", "lb")),
    ("us", "volume"): (("0", "tsp"), ("14", "tbsp"), ("59", "cup"), ("1400", "quart"), ("3700", "gallon")),
    ("us", "length"): (("0", "in"), ("0.92", "ft"), ("1610", "mi")),
    ("us", "area"): (("0", "sq_ft"), ("2000", "acre")),
}
_GAS_MARKS: Final = {"0.25": 110, "0.5": 120, "1": 140, "2": 150, "3": 165, "4": 180, "5": 190, "6": 200, "7": 220,
                     "8": 230, "9": 240}  # fmt: skip
_EIGHTHS: Final = {"0.25": "¼", "0.5": "½", "0.75": "¾"}
_THERMOSTAT, _OVEN_FROM = 30, 90
_HUMAN: Final = (Decimal("1.2"), Decimal("2.3"))  # meters, between which people of the US say feet and inches


def convert(quantity: Quantity, habits: Habits) -> tuple[str, str]:  # noqa: PLR0911 - a kind of amount each
    """The amount for the reader and a note on it; two empty strings where it is theirs already or cannot be told."""
    if quantity.unit == "number":
        return _number(quantity, habits), ""
    if quantity.is_money:
        return _money(quantity, habits)
    if quantity.unit.startswith(("shoe-", "dress-")):
        found = sizes.convert(quantity, habits.sizes)
        return (f"≈ {found}", _("Sizes differ from brand to brand.")) if found else ("", "")
    if is_own(quantity.unit, habits):
        return "", ""
    dimension = UNITS[quantity.unit][0]
    if dimension == "temperature":
        return _said(quantity, lambda amount: _temperature(amount, quantity.unit, habits)), ""
    if quantity.of and dimension == "volume" and habits.units != "us" and quantity.of not in LIQUIDS:
        grams = Decimal(GRAMS[quantity.of]) / UNITS["cup"][1] * UNITS[quantity.unit][1]
        note = _("The weight of a level US cup.") if quantity.unit == "cup" else ""
        return _said(quantity, lambda amount: _laddered(amount * grams, "mass", habits)), note
    factor = UNITS[quantity.unit][1]
    return _said(quantity, lambda amount: _laddered(amount * factor, dimension, habits)), ""


def is_own(unit: str, habits: Habits) -> bool:
    """Whether the reader measures in it anyway."""
    if unit in {"jin", "liang", "mu", "li"} and habits.language.startswith("zh"):
        return True
    if unit == "ping" and habits.language == "zh-Hant":
        return True
    if habits.units == "imperial":
        return unit in METRIC or unit in {"stone", "lb", "in", "ft", "yd", "mi", "acre"}
    return unit in (US if habits.units == "us" else METRIC)


def _said(quantity: Quantity, shown: Callable[[Decimal], str]) -> str:
    low = shown(quantity.amount)
    if quantity.upper is None:
        return f"≈ {low}"
    high = shown(quantity.upper)
    return f"≈ {low} – {high}" if low != high else f"≈ {low}"


def _laddered(base: Decimal, dimension: str, habits: Habits) -> str:
    if dimension == "length" and habits.units == "us" and _HUMAN[0] <= base <= _HUMAN[1]:
        inches = int((base / UNITS["in"][1]).to_integral_value())
        return f"{_unit(Decimal(inches // 12), 'ft', habits)} {_unit(Decimal(inches % 12), 'in', habits)}"
    unit = next(
        unit
        for least, unit in reversed(_LADDERS["us" if habits.units == "us" else "metric", dimension])
        if base >= Decimal(least)
    )
    amount = base / UNITS[unit][1]
    if unit in {"cup", "tbsp", "tsp"}:
        return _spoons(amount, unit, habits)
    is_small_thing = unit == "cm"  # somebody's height, a waist: five centimeters matter
    return _unit(amount.to_integral_value() if is_small_thing and amount >= 10 else _round(amount), unit, habits)  # noqa: PLR2004


def _spoons(amount: Decimal, unit: str, habits: Habits) -> str:
    """Cups and spoons come in quarters."""
    quarters = max(1, int((amount * 4).to_integral_value()))
    whole, rest = divmod(quarters, 4)
    if not rest or whole > 3:  # noqa: PLR2004 - more than a few cups need no quarters
        return _unit(Decimal(whole or 1), unit, habits)
    words = _unit(Decimal(2), unit, habits)
    fraction = _EIGHTHS[str(Decimal(rest) / 4)]
    return words.replace(format_decimal(2, locale=_locale(habits.language)), f"{whole or ''}{fraction}", 1)


def _temperature(amount: Decimal, unit: str, habits: Habits) -> str:
    celsius = {
        "C": lambda: amount,
        "F": lambda: (amount - 32) * 5 / 9,
        "gas": lambda: Decimal(_GAS_MARKS.get(f"{amount.normalize():f}", 0)),
        "th": lambda: amount * _THERMOSTAT,
    }[unit]()
    wanted = celsius * 9 / 5 + 32 if habits.units == "us" else celsius
    is_oven = celsius >= _OVEN_FROM
    rounded = (wanted / 5).to_integral_value() * 5 if is_oven else wanted.to_integral_value()
    return _unit(rounded, "F" if habits.units == "us" else "C", habits)


def _number(quantity: Quantity, habits: Habits) -> str:
    amount, locale = quantity.amount, _locale(habits.language)
    places = {"zh-Hans": "万亿", "zh-Hant": "萬億", "ja": "万億", "ko": "만억"}.get(habits.language)
    if not places:
        return format_decimal(amount, locale=locale)
    size, sign = (10**8, places[1]) if amount >= 10**8 else (10**4, places[0])
    return f"{format_decimal(_round(amount / size), locale=locale)}{sign}" if amount >= 10**4 else ""


def _money(quantity: Quantity, habits: Habits) -> tuple[str, str]:
    if quantity.unit == habits.currency:
        return "", ""
    table = rates.current()
    low = table.convert(quantity.amount, quantity.unit, habits.currency)
    if low is None or low <= 0:
        return "", ""
    words = money(low, habits)
    if quantity.upper is not None:
        words = f"{words} – {money(table.convert(quantity.upper, quantity.unit, habits.currency) or low, habits)}"
    return f"≈ {words}", rate_note(table.day, habits.language, is_approximate=table.is_approximate)


def money(amount: Decimal, habits: Habits) -> str:
    """An estimate: no cents from ten on, three figures of anything large."""
    whole = amount.to_integral_value()
    if amount >= 1000:  # noqa: PLR2004 - three figures
        step = Decimal(10) ** (len(str(whole)) - 3)
        amount = (amount / step).to_integral_value() * step
    pattern = Locale.parse(_locale(habits.language)).currency_formats["standard"].pattern
    if amount >= 10 or habits.currency in {"JPY", "KRW", "VND", "IDR", "CLP", "HUF"}:  # noqa: PLR2004 - cents say nothing
        pattern = pattern.replace(".00", "")
    return format_currency(
        amount, habits.currency, pattern, locale=_locale(habits.language), currency_digits=False
    ).strip()


def rate_note(day: date, language: str, *, is_approximate: bool) -> str:
    """Of which date the rate is; a price in a shop is never replaced by it."""
    shown = format_date(day, format="long", locale=_locale(language))
    if is_approximate:
        return _("By an approximate rate of %(date)s.") % {"date": shown}
    return _("By the rate of %(date)s.") % {"date": shown}


def _round(amount: Decimal) -> Decimal:
    """As exactly as one would say it."""
    if amount < 10:  # noqa: PLR2004 - one place behind the point for small amounts
        return amount.quantize(Decimal("0.1"))
    if amount < 100:  # noqa: PLR2004 - whole ones
        return amount.to_integral_value()
    step = 5 if amount < 1000 else Decimal(10) ** (len(str(amount.to_integral_value())) - 3)  # noqa: PLR2004
    return (amount / step).to_integral_value() * step


def _unit(amount: Decimal, unit: str, habits: Habits) -> str:
    return format_unit(amount, _BABEL[unit], length="short", locale=_locale(habits.language)) or ""


@lru_cache(maxsize=64)
def _locale(language: str) -> str:
    try:
        return str(Locale.parse(language.replace("-", "_")))
    except (ValueError, UnknownLocaleError):
        return "en"
