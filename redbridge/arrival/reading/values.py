"""Single values of exports: dates in every form, nothing in every form, ids, links and texts that can be stored."""

import functools
import hashlib
import re
import unicodedata
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from redbridge.arrival.reading import limits

EARLIEST = date(2004, 1, 1)
NOTHING = {"n/a", "na", "none", "null", "n.v.t.", "nvt", "-", "undefined"}
ITEM = re.compile(r"/(?:video|photo|v)/(\d{5,25})(?:\D|$)", re.ASCII)
PLAIN = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:[.,]\d{1,9})?(?: ?UTC| ?GMT|Z|\+00:?00)?", re.ASCII)
SHIFTED = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d)?)(?:[.,]\d{1,9})? ?([+-]\d\d):?(\d\d)", re.ASCII)
TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d", re.ASCII)
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
NUMBER = re.compile(r"\d{9,17}(?:\.\d{1,9})?", re.ASCII)
MILLISECONDS_FROM, MICROSECONDS_FROM = 100_000_000_000, 100_000_000_000_000
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
SPACELESS = "\u3000-\u30ff\u3400-\u9fff\uac00-\ud7a3\uff00-\uffef\u0e00-\u0eff"  # no space stands before a tag there
MARKS = "\u200c\u200d\u0300-\u036f\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f"  # accents and vowels of their own
HASHTAG = rf"[#＃]([\w{MARKS}]{{1,100}})(?:\[[^\]\n]{{1,8}}\]#)?"
HASHTAGS = re.compile(rf"(?:(?<![\w&/#＃])|(?<=[{SPACELESS}]))(?:{HASHTAG})+")
ONE_HASHTAG = re.compile(HASHTAG)
MENTION = re.compile(rf"(?:(?<![\w@/.])|(?<=[{SPACELESS}]))@([A-Za-z0-9_.\-]{{1,60}}(?:@[\w\-]+(?:\.[\w\-]+)+)?)")


def is_missing(value: Any) -> bool:
    """Whether a value says that there is nothing, in one of the ways in which exports say that."""
    if value is None or value in ([], {}):
        return True
    return isinstance(value, str) and (not (bare := value.strip()) or bare.casefold() in NOTHING)


@functools.lru_cache(maxsize=4096)
def fold_key(key: str) -> str:
    """A key as it is compared: letters and digits alone, no case."""
    return "".join(letter for letter in key.casefold() if letter.isalnum())


def tidy(value: Any, most: int = 0) -> str:
    """A text that every database takes: composed, without control characters, no longer than allowed."""
    if is_missing(value) or isinstance(value, dict | list):
        return ""
    text = str(value)
    if CONTROLS.search(text):
        text = CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return unicodedata.normalize("NFC", text).strip()[: most or limits.now().text]


def demojibake(text: str) -> str:
    """Text whose UTF-8 was once taken for Latin-1, made right again; any other text as it is."""
    if text.isascii():
        return text
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def stamp(value: Any) -> str:
    """A moment as `YYYY-MM-DD HH:MM:SS` in UTC, or "" where it cannot be one; cheap, for millions of rows."""
    if type(value) is str and len(value) == 19 and value[10] == " ":  # noqa: PLR2004 - as nearly all are written
        return value if TIME.fullmatch(value, 11) and _is_day(value[:10]) else ""
    at = when(value)
    return f"{at:%Y-%m-%d %H:%M:%S}" if at else ""


def from_stamp(text: str | None) -> datetime | None:
    """The moment that a stamp stands for."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC) if text else None


def when(value: Any) -> datetime | None:
    """A moment in any form that was seen in an export; None where it is none, or not of these years."""
    at: datetime | None = None
    try:
        at = _parse(value)
    except (ValueError, OverflowError, OSError):
        return None
    if at is None or not _is_day(at.strftime("%Y-%m-%d")):
        return None
    return at.replace(microsecond=0)


def exactly(value: Any) -> datetime | None:
    """A moment with its fraction of a second, as our own archive writes it; else what `when` makes of it."""
    at = when(value)
    if at is None or not isinstance(value, str):
        return at
    try:
        told = datetime.fromisoformat(value.strip())
    except ValueError:
        return at
    return told.astimezone(UTC) if told.tzinfo else at


def _parse(value: Any) -> datetime | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_number(float(value))
    text = value.strip() if isinstance(value, str) else ""
    if found := PLAIN.fullmatch(text):
        return datetime.fromisoformat(f"{found[1]}T{found[2]}+00:00")
    if found := SHIFTED.fullmatch(text):
        return datetime.fromisoformat(f"{found[1]}T{found[2]}{found[3]}:{found[4]}").astimezone(UTC)
    if DAY.fullmatch(text):
        return datetime.fromisoformat(f"{text}T00:00:00+00:00")
    return _from_number(float(text)) if NUMBER.fullmatch(text) else None


def _from_number(number: float) -> datetime | None:
    if number >= MICROSECONDS_FROM:
        number /= 1000
    if number >= MILLISECONDS_FROM:
        number /= 1000
    return datetime.fromtimestamp(number, UTC)


@functools.lru_cache(maxsize=16_384)
def _is_day(text: str) -> bool:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return False
    return EARLIEST <= day <= datetime.now(UTC).date() + timedelta(days=1)


def item_id(link: str) -> str:
    """The number of a post in one of its addresses, as text; "" where it has none."""
    number = link.rpartition("/video/")[2].rstrip("/")
    if 17 < len(number) < 21 and number.isascii() and number.isdigit():  # noqa: PLR2004 - the digits of such a number
        return number
    found = ITEM.search(link)
    return found[1] if found else ""


def time_of_id(number: str) -> datetime | None:
    """When a post with this number was uploaded: such ids begin with the second."""
    return when(int(number) >> 32) if number.isascii() and number.isdigit() and 18 <= len(number) <= 20 else None  # noqa: PLR2004


def made_id(*parts: str) -> str:
    """An id for what has none of its own: equal for equal parts, in every export."""
    return "h" + hashlib.sha256("\0".join(parts).encode(errors="replace")).hexdigest()[:40]


def link_id(link: str, at: str) -> str:
    """The id of something with an address and a date: its number, or made of the path, which outlives a signature."""
    return item_id(link) or made_id(at, path_of(link))


def path_of(link: str) -> str:
    """An address without what changes from export to export."""
    try:
        return urlsplit(link.strip()).path or link.strip()
    except ValueError:
        return link.split("?", 1)[0].strip()


def hashtags(text: str) -> tuple[str, ...]:
    """Hashtags in a text, without #, each once."""
    tags = (tag for row in HASHTAGS.finditer(text) for tag in ONE_HASHTAG.findall(row.group()))
    return tuple(dict.fromkeys(tag for tag in tags if any(letter.isalpha() for letter in tag)))[:50]


def mentions(text: str) -> tuple[str, ...]:
    """Handles in a text, without @, each once."""
    return tuple(dict.fromkeys(found.rstrip(".-") for found in MENTION.findall(text)))[:50]
