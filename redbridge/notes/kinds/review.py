"""What is reviewed, what it is worth, and why."""

from collections.abc import Collection
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from redbridge.kit.errors import Refused
from redbridge.notes import keys
from redbridge.notes.kinds.reading import Place, amount, currency, filled, line, number, rows, table

MOST_POINTS = 10
BEST = 10  # halves of a star
LONGEST = {"barcode": 24, "brand": 60, "name": 100, "link": 500, "bought": 80, "point": 80}

Row = dict[str, Any]


class Review:
    """`{"barcode", "brand", "name", "link", "rating", "pros", "cons", "price", "currency", "bought"}`.

    `rating` counts halves of a star from 1 to 10, `price` the smallest unit of `currency`; `pros` and `cons` are lists
    of short texts, `bought` says where.
    """

    def tidied(self, details: Row) -> Row:
        at = Place()
        details = table(details, at)
        paid_in = currency(details.get("currency"), at.into("currency", _("Currency")))
        return filled(
            {
                **{name: _line(details, at, name, said) for name, said in _names().items()},
                "barcode": keys.code_of(_line(details, at, "barcode", _("Barcode"))),
                "rating": number(details.get("rating"), at.into("rating", _("Stars")), least=1, most=BEST),
                "pros": _points(details.get("pros"), at.into("pros", _("For it"))),
                "cons": _points(details.get("cons"), at.into("cons", _("Against it"))),
                "price": amount(details.get("price"), at.into("price", _("Price"))),
                "currency": paid_in,
            }
        )

    def check_complete(self, details: Row, *, title: str, picture_count: int) -> None:  # noqa: ARG002 - may have none
        at = Place()
        if not title:
            raise Refused(_("Give it a title."), field="title", code="empty")
        if "rating" not in details:
            raise at.into("rating").refuse(_("Choose how many stars it gets."), "empty")
        _check_barcode(details.get("barcode", ""), at.into("barcode"))
        if details.get("link") and not keys.clean_link(details["link"]):
            raise at.into("link").refuse(_("Write an address like https://example.org/pen."), "no_link")
        if not keys.keys_of(details):
            empty = "name" if details.get("brand") else "brand"
            raise at.into(empty).refuse(_("Say brand and name, or give a barcode or a link."), "empty")
        if "price" in details and "currency" not in details:
            raise at.into("currency").refuse(_("Say in which currency."), "no_currency")

    def finished(self, details: Row, *, picture_ids: Collection[int]) -> Row:  # noqa: ARG002 - it places none
        link = keys.clean_link(details.get("link", ""))
        paid_in = details.get("currency") if "price" in details else ""
        return filled({**details, "link": link, "currency": paid_in})

    def words(self, details: Row) -> list[str]:
        return [*details.get("pros", ()), *details.get("cons", ())]

    def facts(self, details: Row) -> tuple[str, ...]:
        return (stars(details["rating"]),) if "rating" in details else ()

    def picture_ids(self, details: Row) -> list[int]:  # noqa: ARG002 - it places none
        return []


SHAPE = Review()


def stars(halves: float) -> str:
    """`4.5` for 9 halves, as the reader's language writes numbers."""
    return str(number_format(round(halves / 2, 1), decimal_pos=1, use_l10n=True))


def thing_name(details: Row) -> str:
    """Brand and name as one, the brand not said twice."""
    brand, name = details.get("brand", ""), details.get("name", "")
    is_in = bool(brand) and keys.fold(name).startswith(keys.fold(brand))
    return name if is_in else f"{brand} {name}".strip()


def _names() -> dict[str, str]:
    return {"brand": _("Brand"), "name": _("Name"), "link": _("Link"), "bought": _("Bought at")}


def _line(details: Row, at: Place, name: str, said: str) -> str:
    return line(details.get(name), at.into(name, said), most=LONGEST[name])


def _points(value: Any, at: Place) -> list[str]:
    """Short texts, each once."""
    found = [line(each, at, most=LONGEST["point"]) for each in rows(value, at, most=MOST_POINTS)]
    return list({keys.fold(each): each for each in reversed(found) if keys.fold(each)}.values())[::-1]


def _check_barcode(code: str, at: Place) -> None:
    if code and not keys.gtin(code):
        raise at.refuse(_("One of the digits is wrong. Type all that stand below the bars."), "no_barcode")
    if code and keys.is_of_one_shop(code):
        raise at.refuse(_("This code is of one shop alone. Say brand and name instead."), "of_one_shop")
