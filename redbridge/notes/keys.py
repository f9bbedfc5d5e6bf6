"""What makes two reviews be of one thing: a product code, an address on the web, or a brand and a name."""

import re
import unicodedata
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

_LENGTHS = {8, 12, 13, 14}
_ISBN10 = re.compile(r"\d{9}[\dX]")
_BOOKS = "978"
_HOST = re.compile(r"(?=.{4,253}$)([^\W_]([\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]{0,60}[^\W_]")
# What shops and apps add to an address to know who passed it on.
_TRACKING = re.compile(
    r"(utm|pd_rd|pf_rd|aff|share|xsec|spm|scm|mc|hsa|ga|vero|oly|mkt)([_.-].*)?|(fb|g|dc|ms|y|tw|tt|li_fat_|srslt)(clid|id)"
    r"|gbraid|wbraid|igshid|igsh|si|ref|ref_|ref_src|ref_url|referrer|tag|linkcode|ascsubtag|affiliate\w*|qid|_encoding"
    r"|click_?id|trk\w*|tracking\w*",
    re.IGNORECASE,
)
_HTTP = {"http": 80, "https": 443}
LONGEST_LINK = 500
LONGEST_WORD = 60


def code_of(text: str) -> str:
    """What somebody typed of a product code, without the gaps that are printed between its digits."""
    text = unicodedata.normalize("NFKC", text).upper()
    digits = (str(unicodedata.decimal(each)) if each.isdecimal() else each for each in text)
    return "".join(each for each in digits if not each.isspace() and unicodedata.category(each) != "Pd")


def gtin(code: str) -> str:
    """An EAN, UPC, GTIN or ISBN as 14 digits; empty where it is none or one of its digits is wrong."""
    if _ISBN10.fullmatch(code) and code.isascii():
        if sum((10 - place) * (10 if each == "X" else int(each)) for place, each in enumerate(code)) % 11:
            return ""
        code = _BOOKS + code[:9]
        return (code + _check_digit(code)).zfill(14)
    if not (code.isascii() and code.isdecimal() and len(code) in _LENGTHS) or not int(code):
        return ""
    return code.zfill(14) if _check_digit(code[:-1]) == code[-1] else ""


def is_of_one_shop(code: str) -> bool:
    """Whether it is from the range that shops print on their own scales, where every shop means another thing."""
    found = gtin(code)
    return found.startswith(("02", "002", "004", "00002"))


def _check_digit(digits: str) -> str:
    total = sum(int(each) * (3 if place % 2 == 0 else 1) for place, each in enumerate(reversed(digits)))
    return str(-total % 10)


def clean_link(text: str) -> str:
    """An address on the web without what only follows people around; empty where it is no such address."""
    text = text.strip()
    if not text or any(each.isspace() or not each.isprintable() for each in text):
        return ""
    try:
        found = urlsplit(text if "://" in text else f"https://{text}")
        port, host = found.port, (found.hostname or "").rstrip(".").lower()
    except ValueError:
        return ""
    if found.scheme not in _HTTP or "@" in found.netloc or not _HOST.fullmatch(host):
        return ""
    place = f"{host}:{port}" if port and port != _HTTP[found.scheme] else host
    path = "/".join(part for part in found.path.split("/") if not part.startswith("ref="))
    query = urlencode(sorted(pair for pair in parse_qsl(found.query) if not _TRACKING.fullmatch(pair[0])))
    link = f"{found.scheme}://{place}{path or '/'}{f'?{query}' if query else ''}"
    return link if len(link) <= LONGEST_LINK else ""


def fold(text: str) -> str:
    """Letters and digits alone: `MUJI Gel-Pen 0.38` and `Muji gel pen 038` are one."""
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return "".join(each for each in text if unicodedata.category(each)[0] in "LMN")


def short(text: str) -> str:
    """The text, or where it is long something as good for telling texts apart."""
    return text if len(text) <= LONGEST_WORD else sha256(text.encode()).hexdigest()


def name_of(brand: str, name: str) -> str:
    """Brand and name folded, whether or not the name repeats the brand; empty unless both say something."""
    brand, name = fold(brand), fold(name)
    own = name.removeprefix(brand) or name
    return f"{brand} {own}" if brand and name else ""


def keys_of(details: dict[str, Any]) -> list[str]:
    """Names of the thing that a review tells of, the surest first; empty where it says too little."""
    code, link = gtin(details.get("barcode", "")), clean_link(details.get("link", ""))
    named = name_of(details.get("brand", ""), details.get("name", ""))
    found = [f"gtin:{code}"] if code else []
    if link:
        parts = urlsplit(link)
        place = f"{parts.netloc.removeprefix('www.')}{parts.path.rstrip('/')}?{parts.query}"
        found.append(f"link:{_digest(place)}")
    if named:
        found.append(f"name:{_digest(named)}")
    return found


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
