"""How a review is written and shown: what it is of, its stars, and what speaks for and against it."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.utils.translation import get_language

from redbridge.kit import money
from redbridge.notes import things
from redbridge.notes.kinds import review
from redbridge.web.kinds import rows

if TYPE_CHECKING:
    from redbridge.cards.notes import NotePage
    from redbridge.media.models import Picture

USUAL = {"zh-hans": "CNY", "zh-hant": "TWD", "ja": "JPY", "es": "EUR", "fr": "EUR"}
OTHERWISE = "USD"
OF_WHAT = ("barcode", "brand", "name", "link")

Row = dict[str, Any]


class ReviewDoor:
    """Form and page of a review."""

    form = "publish/kinds/review.html"
    page = "notes/kinds/review.html"

    def read(self, sent: Mapping[str, str]) -> Row:
        details = rows.read(sent)
        details["rating"] = rows.number_of(details.get("rating"))
        for name in ("pros", "cons"):
            details[name] = _lines(details.get(name))
        details["price"] = _amount(details.get("price"), details.get("currency"))
        return details

    def press(self, details: Row, button: str, target: str) -> Row:  # noqa: ARG002 - it has no rows
        return details

    def form_context(self, details: Row, pictures: "Sequence[Picture]") -> dict[str, Any]:  # noqa: ARG002 - it places none
        usual = USUAL.get(get_language() or "", OTHERWISE)
        code, price = details.get("currency"), details.get("price")
        chosen = code if isinstance(code, str) and money.is_known(code) else usual
        return {
            **{name: details.get(name) or "" for name in (*OF_WHAT, "bought", "rating")},
            "pros": _text(details.get("pros")),
            "cons": _text(details.get("cons")),
            "price": money.plain(price, chosen) if isinstance(price, int) else (price or ""),
            "currency": chosen,
            "currencies": sorted(money.DECIMALS),
            "halves": [(n, review.stars(n)) for n in range(1, review.BEST + 1)],
            "longest": review.LONGEST,
            "most": review.MOST_POINTS,
        }

    def page_context(self, found: "NotePage") -> dict[str, Any]:
        details = found.details
        thing = things.thing_of_review(found.card.id)
        return {
            "halves": details["rating"],
            "stars": review.stars(details["rating"]),
            "name": review.thing_name(details),
            "barcode": details.get("barcode"),
            "link": details.get("link"),
            "host": details.get("link", "").partition("://")[2].partition("/")[0],
            "pros": details.get("pros", ()),
            "cons": details.get("cons", ()),
            "price": money.shown(details["price"], details["currency"]) if "price" in details else "",
            "bought": details.get("bought"),
            "thing": things.path_of(thing) if thing else "",
            "too": too(details),
        }

    def told(self, found: "NotePage", data: dict[str, Any]) -> dict[str, Any]:
        details = found.details
        told = {key: data[key] for key in ("@context", "image", "url", "author") if data.get(key)}
        told |= {"@type": "Review", "name": data["headline"], "reviewBody": found.caption[:1000]}
        told |= {"datePublished": found.published_at.date().isoformat(), "itemReviewed": _product(details, data)}
        told["reviewRating"] = {
            "@type": "Rating",
            "ratingValue": details["rating"] / 2,
            "bestRating": 5,
            "worstRating": 0.5,
        }
        for key, name in (("positiveNotes", "pros"), ("negativeNotes", "cons")):
            if name in details:
                told[key] = _listed(details[name])
        return told


def too(details: Row) -> str:
    """The address of an empty review of the same thing."""
    known = {f"details.{name}": details[name] for name in OF_WHAT if details.get(name)}
    return f"/new?{urlencode({'kind': 'review', 'details': '1', **known})}"


def _lines(value: Any) -> Any:
    """One point a line, as people write them: with or without a dash before it."""
    if not isinstance(value, str):
        return value
    return [line for line in (each.strip().lstrip("-+*•· ") for each in value.splitlines()) if line]


def _text(value: Any) -> str:
    return "\n".join(str(each) for each in value) if isinstance(value, list) else ""


def _amount(value: Any, code: Any) -> Any:
    """The amount that was written; what is none stays as it is, to be refused in words and shown again."""
    if not isinstance(value, str) or not value.strip() or not isinstance(code, str) or not money.is_known(code):
        return value
    amount = money.parse(value, code)
    return value if amount is None else amount


def _product(details: Row, data: dict[str, Any]) -> dict[str, Any]:
    product: dict[str, Any] = {"@type": "Product", "name": review.thing_name(details) or data["headline"]}
    if details.get("brand"):
        product["brand"] = {"@type": "Brand", "name": details["brand"]}
    if details.get("barcode"):
        product["gtin"] = details["barcode"]
    return product | ({"url": details["link"]} if details.get("link") else {})


def _listed(points: Sequence[str]) -> dict[str, Any]:
    items = [{"@type": "ListItem", "position": n + 1, "name": text} for n, text in enumerate(points)]
    return {"@type": "ItemList", "itemListElement": items}
