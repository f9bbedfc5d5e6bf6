"""Amounts of money as whole numbers of the smallest unit, so that nothing is ever rounded."""

import unicodedata

from django.utils.formats import number_format

# ISO 4217: decimals of the currencies in use; what is not named has two.
_NONE = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_THREE = "BHD IQD JOD KWD LYD OMR TND"
_TWO = """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP
    CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS
    KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD
    PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SYP SZL THB TJS TMT TOP TRY
    TTD TWD TZS UAH USD UYU UZS VES WST XCD YER ZAR ZMW ZWG
"""
DECIMALS = dict.fromkeys(_TWO.split(), 2) | dict.fromkeys(_NONE.split(), 0) | dict.fromkeys(_THREE.split(), 3)
# Signs that name one currency and no other, as they are written before the amount.
_OWN_SIGNS = """
    CNY:CN¥ JPY:JP¥ USD:US$ EUR:€ GBP:£ MXN:MX$ KRW:₩ INR:₹ TWD:NT$ HKD:HK$ CAD:CA$ AUD:A$ NZD:NZ$ BRL:R$ SGD:S$ VND:₫
    ILS:₪ TRY:₺ UAH:₴ NGN:₦ PHP:₱ KZT:₸ GEL:₾
"""
_SIGNS = dict(each.split(":") for each in _OWN_SIGNS.split())
MOST = 10**12
_LONGEST = 24
_GROUP = 3


def is_known(code: str) -> bool:
    """Whether it is a currency in use, by its code of three capital letters."""
    return code in DECIMALS


def sign(code: str) -> str:
    """`CN¥` or, where no sign is its own, the code."""
    return _SIGNS.get(code, code)


def parse(text: str, code: str) -> int | None:
    """The amount that somebody wrote, in smallest units; None where it is none.

    `1,200.50`, `1.200,50` and `1 200,5` all are amounts: a lone mark with three digits behind it groups them, any other
    is where the decimals begin.
    """
    text = unicodedata.normalize("NFKC", text).replace("'", "").replace("\u2019", "")
    text = "".join(str(unicodedata.decimal(each)) if each.isdecimal() else each for each in "".join(text.split()))
    if not text or len(text) > _LONGEST:
        return None
    whole, part = _halves(text.replace("٬", ",").replace("٫", "."), DECIMALS[code])
    if not (whole or part) or not (whole + part or "x").isdecimal() or len(part) > DECIMALS[code]:
        return None
    return int((whole or "0") + part.ljust(DECIMALS[code], "0"))


def _halves(text: str, decimals: int) -> tuple[str, str]:
    """Digits before and after the decimal mark, grouping marks left out."""
    at = max(text.rfind("."), text.rfind(","))
    if at < 0:
        return text, ""
    mark, before, after = text[at], text[:at], text[at + 1 :]
    other = "," if mark == "." else "."
    is_group = len(after) == _GROUP and other not in before and (decimals != _GROUP or mark in before)
    if is_group and before:
        return text.replace(mark, ""), ""
    if mark in before:
        return "x", ""
    return before.replace(other, ""), after


def plain(amount: int, code: str) -> str:
    """The amount as an input field holds it: `12.50`, and `12` where nothing is behind the point."""
    decimals = DECIMALS[code]
    whole, part = divmod(amount, 10**decimals)
    return f"{whole}.{part:0{decimals}}" if part else str(whole)


def shown(amount: int, code: str) -> str:
    """The amount with its sign for readers of the current language: `CN¥1,200`, `€12.50`."""
    whole, dot, part = plain(amount, code).partition(".")
    digits = number_format(int(whole), use_l10n=True, force_grouping=True)
    mark = number_format("0.1", decimal_pos=1, use_l10n=True)[1:2] if dot else ""
    before = sign(code)
    gap = "\u00a0" if before == code else ""
    return f"{before}{gap}{digits}{mark}{part}"
