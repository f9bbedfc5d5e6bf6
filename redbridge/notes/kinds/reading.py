"""Reads details that anybody may have sent: the unknown is dropped, the wrong is refused by name and place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from redbridge.kit import money
from redbridge.kit.errors import Refused
from redbridge.kit.text import tidy, tidy_line

LARGEST_ID = 2**63 - 1
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")


@dataclass(frozen=True)
class Place:
    """Where in the details something stands, for programs (`details.days.2`) and for people ("Day 3")."""

    field: str = "details"
    said: tuple[str, ...] = ()

    def into(self, key: str | int, said: str = "") -> "Place":
        """A place inside of this one; without words it is called as this one is."""
        return Place(f"{self.field}.{key}", (*self.said, said) if said else self.said)

    def called(self, said: str) -> "Place":
        """The same place with a word for what it holds."""
        return Place(self.field, (*self.said, said))

    def refuse(self, sentence: str, code: str) -> Refused:
        """What to raise: the sentence, led by the place."""
        where = " · ".join(self.said)
        return Refused(f"{where}: {sentence}" if where else sentence, field=self.field, code=code)


def table(value: Any, at: Place) -> dict[str, Any]:
    """An object; nothing is an empty one."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise at.refuse(_("This cannot be read."), "unreadable")
    return value


def rows(value: Any, at: Place, *, most: int) -> list[Any]:
    """A list of at most so many."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise at.refuse(_("This cannot be read."), "unreadable")
    if len(value) > most:
        raise at.refuse(_("Up to %(most)s fit.") % {"most": most}, "too_many")
    return value


def line(value: Any, at: Place, *, most: int) -> str:
    """Words of one line."""
    return _fitting(tidy_line(_text(value, at)), at, most)


def words(value: Any, at: Place, *, most: int) -> str:
    """Words of several lines."""
    return _fitting(tidy(_text(value, at)), at, most)


def _text(value: Any, at: Place) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise at.refuse(_("This cannot be read."), "unreadable")
    return value


def _fitting(text: str, at: Place, most: int) -> str:
    over = len(text) - most
    if over > 0:
        said = _("This is too long by %(over)s. Up to %(most)s characters fit.") % {"over": over, "most": most}
        raise at.refuse(said, "too_long")
    return text


def number(value: Any, at: Place, *, least: int, most: int) -> int | None:
    """A whole number, None for nothing."""
    if value is None or value == "":
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise at.refuse(_("Write a number from %(least)s to %(most)s.") % {"least": least, "most": most}, "no_number")
    return value


def clock(value: Any, at: Place) -> str:
    """A time of the day as `08:30`."""
    text = line(value, at, most=LARGEST_ID)
    found = _CLOCK.fullmatch(text)
    if text and not found:
        raise at.refuse(_("Write the time like 08:30."), "no_time")
    return f"{int(found[1]):02}:{found[2]}" if found else ""


def currency(value: Any, at: Place) -> str:
    """The code of a currency in use."""
    code = line(value, at, most=LARGEST_ID).upper()
    if code and not money.is_known(code):
        raise at.refuse(_("Write the currency in three letters, like EUR."), "no_currency")
    return code


def amount(value: Any, at: Place) -> int | None:
    """Money in the smallest unit of its currency; a text is what could not be read as money before."""
    if value is None or value == "":
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= money.MOST:
        raise at.refuse(_("Write an amount like 12.50."), "no_amount")
    return value


def picture(value: Any, at: Place) -> int | None:
    """The id of a picture; whose it is, is looked at when the note is published."""
    if value is None or value == "":
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value <= LARGEST_ID:
        raise at.refuse(_("Choose one of the pictures of this note."), "no_picture")
    return value


def filled(found: dict[str, Any]) -> dict[str, Any]:
    """Without what says nothing, so that equal details are stored equally."""
    return {key: value for key, value in found.items() if value not in (None, "", [], {})}


def trimmed(rows_: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without rows that say nothing."""
    return [row for row in rows_ if row]
