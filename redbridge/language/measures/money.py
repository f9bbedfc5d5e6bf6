"""Prices, and which currency they are in where that is certain."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from redbridge.language.measures.numbers import FIGURE, HAN, read
from redbridge.language.measures.shapes import Quantity


def _table(rows: str) -> dict[str, str]:
    """`USD US$,bucks` to what each sign stands for."""
    pairs = (row.strip().partition(" ") for row in rows.strip().splitlines())
    return {name.strip(): code for code, _, names in pairs for name in names.split(",")}


_CODES: Final = _table("""
    USD USD
    EUR EUR
    GBP GBP
    CNY CNY,RMB
    JPY JPY
    KRW KRW
    TWD TWD,NTD
    HKD HKD
    MOP MOP
    SGD SGD
    THB THB
    VND VND
    IDR IDR
    MYR MYR
    PHP PHP
    INR INR
    AUD AUD
    NZD NZD
    CAD CAD
    MXN MXN
    BRL BRL
    CLP CLP
    COP COP
    CHF CHF
    SEK SEK
    NOK NOK
    DKK DKK
    PLN PLN
    CZK CZK
    HUF HUF
    RON RON
    ILS ILS
    AED AED
    SAR SAR
    ZAR ZAR
    UAH UAH
    EGP EGP
""")
_BEFORE: Final = _CODES | _table("""
    USD US$
    CAD CA$,C$
    AUD AU$,A$
    HKD HK$
    TWD NT$
    MXN MX$
    SGD S$,SG$
    NZD NZ$
    BRL R$
    CNY CN¥
    JPY JP¥
    EUR €
    GBP £
    KRW ₩
    INR ₹
    THB ฿
    VND ₫
    PHP ₱
    TRY ₺
    UAH ₴
    ILS ₪
    IDR Rp
    MYR RM
""")
_AFTER: Final = _CODES | _table("""
    EUR €,euros,euro,欧元,歐元,欧
    GBP £,quid,pounds sterling,英镑,英鎊,libras esterlinas,livres sterling
    USD US$,dollars,dollar,bucks,US dollars,dólares,dólares americanos,美元,美金,刀
    CAD Canadian dollars,加元,加币
    AUD Australian dollars,澳元,澳币
    HKD Hong Kong dollars,港币,港幣,港元
    SGD 新币,新加坡元
    CNY yuan,yuans,yuanes,kuai,人民币,人民幣,元人民币,块钱
    CNY0.1 毛钱
    TWD 台币,台幣,新台幣
    JPY 円,yen,yenes,yens,日元,日圆,日圓,日币,日幣
    KRW ₩,원,won,韩元,韓元,韩币
    THB ฿,baht,泰铢,泰銖
    VND ₫,越南盾
    INR rupees
    MXN pesos mexicanos
    CLP pesos chilenos
    COP pesos colombianos
    PEN soles
    BRL reais,reales
    CHF Swiss francs,francs suisses,瑞郎
    TRY ₺
    UAH ₴
    ILS ₪
    PLN zł
    CZK Kč
""")
_LOCAL_AFTER = ("元", "块", "塊", "圆", "圓")
_TIMES = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "千": 1000, "k": 1000, "K": 1000, "w": 10**4, "W": 10**4,
          "m": 10**6, "M": 10**6, "million": 10**6, "millones": 10**6, "millions": 10**6, "billion": 10**9, "mil": 1000,
          "만": 10**4}  # fmt: skip
_X = "万|萬|亿|億|千|만|million|millones|millions|billion|mil(?= )|[kKwW](?![A-Za-z])|[mM](?![A-Za-z])"
_TO = r"\s?(?:[-–—~～]|至|到)\s?"


def _one_of(names: "dict[str, str] | tuple[str, ...]") -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


_FIND = re.compile(
    rf"(?<![A-Za-z$¥￥])(?P<sign>{_one_of(_BEFORE)}|[$＄¥￥])\s?(?P<one>{FIGURE})(?:{_TO}(?:(?P=sign)\s?)?(?P<two>{FIGURE}))?"
    rf"\s?(?P<times>{_X})?(?![\d%])"
    rf"|(?:(?<![\w.,$€£¥￥#-])|(?<=[\u3400-\u9fff\u3040-\u30ff]))(?P<one2>{FIGURE})(?:{_TO}(?P<two2>{FIGURE}))?"
    rf"\s?-?\s?(?P<times2>{_X})?\s?多?(?P<name>{_one_of(_AFTER)}|{_one_of(_LOCAL_AFTER)}|\$)(?![A-Za-zÀ-ÿ])"
    rf"|(?<![一二两兩三四五六七八九十百千零〇半第初几幾数數])(?P<han>{HAN})(?P<times3>[万萬亿億])?多?"
    rf"(?P<name3>{_one_of(_AFTER)}|元)(?![A-Za-zÀ-ÿ])"
)
# 三块蛋糕 are three pieces; only an end or what follows a price leaves no doubt.
_PIECE_AFTER = re.compile(r"$|[\s，。！？,.!?~～;；)）]|左右|包邮|一[个斤件杯份包瓶碗条双张盒]|多|不到|就|的|钱")


def find(text: str, language: str) -> Iterator[Quantity]:
    """Amounts of money; those whose currency could be another are left out."""
    for match in _FIND.finditer(text):
        figure = match["one"] or match["one2"] or match["han"]
        sign = match["sign"] or match["name"] or match["name3"]
        currency = _currency(sign, text, match.end(), language, is_before=bool(match["sign"]))
        amount, upper = read(figure, language), None
        if two := match["two"] or match["two2"]:
            upper = read(two, language)
            if upper is None:
                continue
        if not currency or amount is None or amount <= 0:
            continue
        by = Decimal(_TIMES.get(match["times"] or match["times2"] or match["times3"] or "", 1))
        if currency.endswith("0.1"):
            if match["han"] in {"半", "一"}:
                continue  # not a penny's worth
            currency, by = currency[:3], by / 10
        yield Quantity(match.start(), len(text[: match.end()].rstrip()), amount * by, currency, upper and upper * by)


def _currency(sign: str, text: str, end: int, language: str, *, is_before: bool) -> str:  # noqa: PLR0911 - a rule a sign
    """The one currency that the sign can be; empty where it may be one of several."""
    if sign in {"¥", "￥"}:
        return {"zh-Hans": "CNY", "ja": "JPY", "zh-Latn": "CNY"}.get(language, "")
    if sign in {"$", "＄"}:
        # A dollar in English or Chinese is mostly that of the US; elsewhere it may be a peso.
        return "USD" if language in {"en", "zh-Hans", "ja", "ko"} and is_before else ""
    if sign == "元":
        return "CNY" if language == "zh-Hans" else ""
    if sign in {"块", "圆", "塊", "圓"}:
        return "CNY" if language == "zh-Hans" and _PIECE_AFTER.match(text, end) else ""
    if sign == "刀":
        return "USD" if language.startswith("zh") and _PIECE_AFTER.match(text, end) else ""
    if sign == "欧":
        return "EUR" if language.startswith("zh") and not re.match(r"[洲美]", text[end : end + 1]) else ""
    if sign in {"dollars", "dollar", "bucks"}:
        return "USD" if language == "en" else ""
    if sign == "dólares":
        return "USD"
    if sign == "won" and language == "en" and re.match(r"\s(?:the|a|by|it|us|me|an)\b", text[end:]):
        return ""
    table = _BEFORE if is_before else _AFTER
    return table.get(sign, "")
