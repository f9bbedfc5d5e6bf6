"""What names of files say: a date, an id, a place in a row of pictures, words that a person wrote."""

import re
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from redbridge.arrival.reading.values import time_of_id, when

_DATE = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?P<gap>[-_.]?)(0[1-9]|1[0-2])(?P=gap)(0[1-9]|[12]\d|3[01])"
    r"(?:[-_ T.]{0,3}(?:at )?([01]\d|2[0-3])[-_.:h]?([0-5]\d)(?:[-_.:m]?([0-5]\d)\d{0,3})?)?(?!\d)"
)
_HAN_DATE = re.compile(r"((?:19|20)\d\d)年(1[0-2]|0?[1-9])月(3[01]|[12]\d|0?[1-9])日")
_ID = re.compile(r"(?<![0-9])([67]\d{17,18})(?![0-9])")  # ids that begin with the second, from 2013 on
_NUMBERS = re.compile(r"(?<!\d)\d{15,20}(?!\d)")
_PARTS = re.compile(r"[\s_\[\]()]+")
_BRACKETED = re.compile(r"\[([A-Za-z0-9_-]{6,40})\]$")
_NUMBERED = re.compile(r"(.+?)[_-](\d{1,2})$")
_CAMERA = re.compile(
    r"(?:img|image|dsc[nf]?|pxl|mvimg|vid|video|mov|photo|picture|pic|screen ?shot|screen ?recording|capture"
    r"|snap(?:tik)?|ssstik|download|whatsapp (?:image|video)|wechat\w*|mmexport|tiktok|untitled|bandicam|p|v"
    r"|照片|图片|视频|截屏|屏幕截图)[\W_\d]*(?:at|um|à)?[\W_\d]*",
    re.IGNORECASE,
)
_MOVING = re.compile(r"img_e?\d{3,5}", re.IGNORECASE)
_CLOCK = r"(?:,?[ T_]+(\d{1,2}):(\d\d)(?::(\d\d))?)?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})[./-](\d{{1,2}})[./-](\d{{1,2}}){_CLOCK}(?: ?Z| ?UTC)?")
_YEAR_LAST = re.compile(rf"(\d{{1,2}})([./-])(\d{{1,2}})[./-](\d{{4}}){_CLOCK}")
_SERIAL = re.compile(r"([345]\d{4})(?:[.,](\d+))?")
_SERIAL_START = datetime(1899, 12, 30, tzinfo=UTC)
MOST_TOGETHER = 20
LONGEST_NAME = 160
SHORTEST_ID = 4
MONTHS = 12


class Numbered(NamedTuple):
    """A name that ends with a number, as pictures of one post do."""

    name: str
    number: int


def date_of(name: str) -> datetime | None:
    """The moment that a name of a file tells."""
    if found := _DATE.search(name):
        year, _gap, month, day, hour, minute, second = found.groups()
        return _moment(year, month, day, hour, minute, second)
    if found := _HAN_DATE.search(name):
        return _moment(*found.groups())
    number = id_of(name)
    return time_of_id(number) if number.isdecimal() else None


def id_of(name: str) -> str:
    """The id of a post in a name: a number of a platform, or what a downloader put into brackets."""
    found = _ID.search(name) or _BRACKETED.search(name)
    return found[1] if found else ""


def ids_of(name: str) -> set[str]:
    """Everything in a name without its ending that could be the id of a post, in lower case."""
    number = numbered(name)
    found = {name, *_NUMBERS.findall(name), id_of(name), number.name if number else ""}
    found |= {part for part in _PARTS.split(name[:LONGEST_NAME]) if len(part) >= SHORTEST_ID}
    return {one.lower() for one in found if one}


def numbered(name: str) -> Numbered | None:
    """The name in front of a number; a date is no number."""
    found = _NUMBERED.fullmatch(name)
    dated = _DATE.search(name)
    if not found or (dated and dated.end() == len(name)):
        return None
    return Numbered(found[1], int(found[2]))


def is_row(numbers: list[int], name: str, *, is_told: bool) -> bool:
    """Whether files with these numbers are one post: a row from 0 or 1 on, and no roll of a camera."""
    ordered = sorted(numbers)
    whole = ordered[0] in (0, 1) and ordered == list(range(ordered[0], ordered[0] + len(ordered)))
    return is_told or (whole and 1 < len(ordered) <= MOST_TOGETHER and not _CAMERA.fullmatch(name[:LONGEST_NAME]))


def words_of(name: str) -> str:
    """What a person called a file, or "" for what a camera or a program called it."""
    plain = _BRACKETED.sub("", name[:LONGEST_NAME])
    for known in (_DATE, _HAN_DATE, _ID):
        plain = known.sub(" ", plain)
    plain = " ".join(plain.replace("_", " ").split()).strip(" -–.,;")
    letters = [letter for letter in plain if letter.isalpha()]
    if len(letters) < 2 or _CAMERA.fullmatch(plain):  # noqa: PLR2004 - a letter is no word
        return ""
    return plain if " " in plain or any(letter >= "\u3040" for letter in letters) else ""


def is_moving_picture(stem: str, picture: str, video: str) -> bool:
    """Whether a video is the second before a picture that a telephone took, and no post of its own."""
    return video.lower().endswith(".mov") and bool(_MOVING.fullmatch(stem)) and not picture.lower().endswith(".webp")


def written_date(text: str, *, day_first: bool | None) -> datetime | None:
    """A moment as people and spreadsheets write it; where day and month could be either, `day_first` says which."""
    text = text.strip()
    if found := _YEAR_FIRST.fullmatch(text):
        return _moment(*found.groups())
    if found := _YEAR_LAST.fullmatch(text):
        one, gap, other, year, hour, minute, second = found.groups()
        first = evident_order(text)
        first = (True if gap == "." else day_first) if first is None else first
        if first is None:
            return None
        day, month = (one, other) if first else (other, one)
        return _moment(year, month, day, hour, minute, second)
    if found := _HAN_DATE.search(text):
        return _moment(*found.groups())
    if found := _SERIAL.fullmatch(text):
        return when(
            (_SERIAL_START + timedelta(days=float(f"{found[1]}.{found[2] or 0}"))).strftime("%Y-%m-%d %H:%M:%S")
        )
    return when(text)


def evident_order(text: str) -> bool | None:
    """True when a date can only have the day first, False when only the month, None when it does not say."""
    found = _YEAR_LAST.fullmatch(text.strip())
    if not found or found[2] == ".":
        return None
    one, other = int(found[1]), int(found[3])
    return True if one > MONTHS >= other else False if other > MONTHS >= one else None


def _moment(year: str, month: str, day: str, hour: str | None = None, *more: str | None) -> datetime | None:
    minute, second = (*more, None, None)[:2]
    clock = f"{int(hour or 0):02}:{int(minute or 0):02}:{int(second or 0):02}"
    return when(f"{year}-{int(month):02}-{int(day):02} {clock}")
