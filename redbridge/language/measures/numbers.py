"""Numbers as people write them: digits with either comma, fractions, Han numerals, small words."""

import re
from decimal import Decimal, InvalidOperation
from typing import Final

FRACTIONS: Final = {"½": "0.5", "¼": "0.25", "¾": "0.75", "⅓": "0.333", "⅔": "0.667", "⅛": "0.125"}
_COMMA_LANGUAGES: Final = frozenset({"es", "fr", "de", "it", "pt", "nl", "pl", "tr", "vi", "id", "sv", "ru", "uk"})
_HAN_DIGITS: Final = {letter: at for at, letter in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "兩": 2}
_HAN_PLACES: Final = {"十": 10, "百": 100, "千": 1000}
_WORDS: Final = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "a": 1, "an": 1, "eleven": 11, "twelve": 12, "twenty": 20, "thirty": 30, "fifty": 50, "hundred": 100,
    "un": 1, "una": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "diez": 10,
    "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "sept": 7, "huit": 8, "dix": 10,
}  # fmt: skip
_HALVES: Final = {
    "half a": "0.5", "half": "0.5", "a quarter": "0.25", "quarter": "0.25", "one and a half": "1.5",
    "a half": "0.5", "media": "0.5", "medio": "0.5", "una y media": "1.5", "demi": "0.5", "une demi": "0.5",
}  # fmt: skip

FIGURE: Final = (
    r"(?:\d{1,4}[ ]\d/\d{1,2}|\d{1,3}/\d{1,2}|\d{0,4}[½¼¾⅓⅔⅛]|\d{1,3}(?:[,.\u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?"
    r"|\d{1,9}(?:[.,]\d{1,3})?)"
)
HAN: Final = "(?:(?:[一二两兩三四五六七八九十百零〇]|千(?![米克])){1,9}|半)"
WORD: Final = "|".join(sorted((*_HALVES, *_WORDS), key=len, reverse=True))
_GROUPED = re.compile(r"\d{1,3}(?:([,.\u00a0\u202f])\d{3})(?:\1\d{3})*(?:([.,])(\d{1,2}))?")


def read(text: str, language: str) -> Decimal | None:
    """The number that a row of letters or digits is; None where it could be two."""
    text = text.strip()
    lower = text.lower()
    if lower in _HALVES:
        return Decimal(_HALVES[lower])
    if lower in _WORDS:
        return Decimal(_WORDS[lower])
    if text and text[0] in "一二两兩三四五六七八九十百千零〇半":
        return _han(text)
    if "/" in text:
        return _fraction(text)
    if text and text[-1] in FRACTIONS:
        return Decimal(text[:-1] or "0") + Decimal(FRACTIONS[text[-1]])
    return _decimal(
        text, has_comma=language.partition("-")[0] in _COMMA_LANGUAGES, is_known=language not in {"", "und"}
    )


def _fraction(text: str) -> Decimal | None:
    whole, _, part = text.rpartition(" ")
    above, _, below = part.partition("/")
    if not int(below) or int(below) > 16 or (whole and int(above) >= int(below)):  # noqa: PLR2004 - no kitchen's
        return None
    return Decimal(whole or "0") + Decimal(above) / Decimal(below)


def _decimal(text: str, *, has_comma: bool, is_known: bool) -> Decimal | None:
    if grouped := _GROUPED.fullmatch(text):
        mark, point, cents = grouped[1], grouped[2], grouped[3]
        if point == mark:
            return None
        is_sure = bool(point) or text.count(mark) > 1 or mark in "\u00a0\u202f"
        if not is_sure and (not is_known or (mark == ".") != has_comma):
            return None  # 1.500 may be one and a half
        digits = re.sub(r"\D", "", text[: len(text) - len(cents) - 1] if cents else text)
        return Decimal(f"{digits}.{cents}") if cents else Decimal(digits)
    try:
        return Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None


def _han(text: str) -> Decimal | None:
    if text == "半":
        return Decimal("0.5")
    if not any(letter in _HAN_PLACES for letter in text):
        if len(text) > 1 and text[0] not in "零〇":
            return None if len(text) == 2 else Decimal("".join(str(_HAN_DIGITS[letter]) for letter in text))  # noqa: PLR2004 - 三四 is three or four
        return Decimal(_HAN_DIGITS[text[0]]) if len(text) == 1 else None
    if text in {"百", "千"}:
        return None  # as many as one likes
    total, digit = 0, 0
    for letter in text:
        if letter in _HAN_PLACES:
            total += (digit or 1) * _HAN_PLACES[letter]
            digit = 0
        else:
            digit = _HAN_DIGITS[letter]
    return Decimal(total + digit)
