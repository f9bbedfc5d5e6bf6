"""Measures and money as the reader knows them: chips on what a text says, which stays as it is."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from redbridge.language.measures.converting import convert as _convert
from redbridge.language.measures.finding import find
from redbridge.language.measures.shapes import Chip, Habits, Quantity

__all__ = ["Chip", "Habits", "Quantity", "chips", "convert", "convert_material", "convert_price", "find", "habits_for"]

_SIZES: Final = {"en": "US", "zh-Hans": "CN", "zh-Hant": "EU", "ja": "JP"}
_CURRENCIES: Final = {
    "en": "USD", "zh-Hans": "CNY", "zh-Hant": "TWD", "ja": "JPY", "ko": "KRW", "sv": "SEK", "pl": "PLN", "tr": "TRY",
    "vi": "VND", "id": "IDR", "th": "THB", "uk": "UAH", "he": "ILS", "hi": "INR", "bn": "INR", "ta": "INR",
}  # fmt: skip
MOST_CHIPS: Final = 40


def habits_for(language: str, *, units: str = "", sizes: str = "", currency: str = "") -> Habits:
    """What somebody chose, and for the rest what is usual where the language is spoken most."""
    return Habits(
        units=units if units in {"metric", "us", "imperial"} else ("us" if language == "en" else "metric"),
        sizes=sizes if sizes in {"US", "EU", "UK", "CN", "JP"} else _SIZES.get(language, "EU"),
        currency=currency or _CURRENCIES.get(language, "EUR"),
        language=language,
    )


def chips(text: str, language: str, habits: Habits) -> list[Chip]:
    """What the measures and prices of a text come to for the reader; none for what is theirs already or unclear."""
    return list(_chips(text, find(text, language), habits))[:MOST_CHIPS]


def convert(quantity: Quantity, habits: Habits) -> str:
    """One of them in the reader's units; empty where there is nothing to convert."""
    return _convert(quantity, habits)[0]


def convert_price(amount: Decimal, currency: str, habits: Habits) -> Chip | None:
    """A price that is kept as a number: its estimate in the reader's currency, None where it is that already."""
    if amount <= 0 or not amount.is_finite():
        return None
    words, note = _convert(Quantity(0, 0, amount, currency.upper()), habits)
    return Chip(0, 0, f"{amount:f} {currency.upper()}", words, note) if words else None


def convert_material(text: str, habits: Habits, language: str = "") -> Chip | None:
    """A line of a list of materials: its first amount in the reader's units."""
    return next(_chips(text, find(text, language or _guess(text)), habits), None)


def _chips(text: str, found: Iterable[Quantity], habits: Habits) -> Iterator[Chip]:
    for one in found:
        if one.unit == "number" and _is_own_number(text[one.start : one.end], habits.language):
            continue
        words, note = _convert(one, habits)
        if words:
            yield Chip(one.start, one.end, text[one.start : one.end], words, note)


def _is_own_number(words: str, language: str) -> bool:
    is_eastern = any(letter in "万萬亿億" for letter in words)
    return is_eastern == language.startswith(("zh", "ja", "ko"))


def _guess(text: str) -> str:
    return "zh-Hans" if any("\u3400" <= letter <= "\u9fff" for letter in text) else "en"
