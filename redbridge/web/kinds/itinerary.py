"""How a way is written and shown: days of stops, what they cost, a sketch, and a trip for search engines."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from redbridge.cards.notes import picture_card
from redbridge.kit import money
from redbridge.notes.kinds import itinerary
from redbridge.notes.text import to_html
from redbridge.web.kinds import rows, sketch

if TYPE_CHECKING:
    from redbridge.cards.notes import NotePage
    from redbridge.media.models import Picture

# What a new itinerary counts in, by the language of its writer's pages; one choice changes it.
USUAL = {"zh-hans": "CNY", "zh-hant": "TWD", "ja": "JPY", "es": "EUR", "fr": "EUR"}
OTHERWISE = "USD"

Row = dict[str, Any]


class ItineraryDoor:
    """Form and page of an itinerary."""

    form = "publish/kinds/itinerary.html"
    page = "notes/kinds/itinerary.html"

    def read(self, sent: Mapping[str, str]) -> Row:
        details = rows.read(sent)
        details["source"] = rows.number_of(details.get("source"))
        for stop in _stops(details):
            code = stop.get("currency") or details.get("currency")
            stop["cost"] = _amount(stop.get("cost"), code if isinstance(code, str) else "")
            stop["picture"] = rows.number_of(stop.get("picture"))
            stop["near"] = _position(stop.get("near"))
        return details

    def press(self, details: Row, button: str, target: str) -> Row:
        return rows.press(details, button, target, blank=lambda name: {"stops": [{}]} if name == "days" else {})

    def form_context(self, details: Row, pictures: "Sequence[Picture]") -> dict[str, Any]:
        usual = details.get("currency") or USUAL.get(get_language() or "", OTHERWISE)
        days = _rows(details.get("days")) or [{}]
        return {
            "currency": usual,
            "currencies": [(code, _named(code)) for code in sorted(money.DECIMALS)],
            "source": details.get("source") or "",
            "days": [_day_form(day, f"days.{n}", usual) for n, day in enumerate(days)],
            "pictures": [picture_card(row) for row in pictures],
            "most_days": itinerary.MOST_DAYS,
            "most_stops": itinerary.MOST_STOPS_A_DAY,
            "longest": itinerary.LONGEST,
        }

    def page_context(self, found: "NotePage") -> dict[str, Any]:
        pictures = {card.id: (place + 1, card) for place, card in enumerate(found.pictures)}
        days, count = [], 0
        for number, day in enumerate(found.details.get("days", ())):
            stops = day.get("stops", ())
            shown = [_stop_page(stop, count + n + 1, pictures) for n, stop in enumerate(stops)]
            days.append({"number": number + 1, "title": day.get("title"), "stops": shown, "costs": costs(stops)})
            count += len(stops)
        every = list(itinerary.stops_of(found.details))
        return {
            "days": days,
            "count": count,
            "costs": costs(every),
            "sketch": sketch.draw(_spots(found.details), is_mirrored=get_language_bidi()),
            "first": every[0]["place"] if every else "",
            "last": every[-1]["place"] if every else "",
            "source": found.details.get("source"),
            "href": found.card.href,
        }

    def told(self, found: "NotePage", data: dict[str, Any]) -> dict[str, Any]:
        trip: dict[str, Any] = {"@context": data["@context"], "@type": "TouristTrip", "name": data["headline"]}
        trip |= {key: data[key] for key in ("image", "url") if data.get(key)}
        trip |= {"provider": data["author"], "description": found.caption[:300]}
        days = found.details.get("days", ())
        if len(days) == 1:
            return {**trip, "itinerary": _told_stops(days[0])}
        return {
            **trip,
            "subTrip": [
                {"@type": "TouristTrip", "name": day.get("title") or str(n + 1), "itinerary": _told_stops(day)}
                for n, day in enumerate(days)
            ],
        }


def costs(stops: Iterable[Row]) -> list[str]:
    """What stops cost together, one text a currency."""
    return [money.shown(amount, code) for code, amount in itinerary.totals(stops).items()]


def _rows(value: Any) -> list[Row]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _stops(details: Row) -> list[Row]:
    return [stop for day in _rows(details.get("days")) for stop in _rows(day.get("stops"))]


def _amount(value: Any, code: str) -> Any:
    """The amount that was written; what is none stays as it is, to be refused in words and shown again."""
    if not isinstance(value, str) or not money.is_known(code.strip().upper()):
        return value
    if not value.strip():
        return None
    amount = money.parse(value, code.strip().upper())
    return value if amount is None else amount


def _position(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    parts = value.replace(";", ",").replace("，", ",").split(",")
    try:
        return [float(part) for part in parts] if value.strip() else None
    except ValueError:
        return value


def _named(code: str) -> str:
    mark = money.sign(code)
    return code if mark == code else f"{code} {mark}"


def _day_form(day: Row, path: str, usual: str) -> Row:
    stops = _rows(day.get("stops")) or [{}]
    return {
        "path": path,
        "at": f"details.{path}",
        "title": day.get("title", ""),
        "stops": [_stop_form(stop, f"{path}.stops.{n}", usual) for n, stop in enumerate(stops)],
    }


def _stop_form(stop: Row, path: str, usual: str) -> Row:
    cost, code, near = stop.get("cost"), stop.get("currency") or "", stop.get("near")
    is_amount = isinstance(cost, int) and money.is_known(code or usual)
    is_pair = isinstance(near, list)
    said = [stop.get("time"), stop.get("place")]
    return {
        **stop,
        "path": path,
        "at": f"details.{path}",
        "cost": money.plain(cost, code or usual) if is_amount and cost is not None else (cost or ""),
        "currency": "" if code == usual else code,
        "near": ", ".join(map(str, near)) if is_pair and near is not None else (near or ""),
        "said": " ".join(text for text in said if text),
        "is_open": not stop.get("place"),
    }


def _stop_page(stop: Row, number: int, pictures: Mapping[int, tuple[int, Any]]) -> Row:
    cost = stop.get("cost")
    place, card = pictures.get(stop.get("picture", 0), (0, None))
    return {
        "number": number,
        "place": stop["place"],
        "time": stop.get("time"),
        "cost": _cost(cost, stop["currency"]) if cost is not None else "",
        "tip": to_html(stop["tip"], mentions={}) if stop.get("tip") else "",
        "picture": card,
        "picture_number": place,
    }


def _cost(amount: int, code: str) -> SafeString:
    return format_html("<bdi>{}</bdi>", money.shown(amount, code)) if amount else format_html("{}", _("Free"))


def _spots(details: Row) -> list[sketch.Stop]:
    return [
        sketch.Stop(stop["place"], day, (stop["near"][0], stop["near"][1]) if stop.get("near") else None)
        for day, row in enumerate(details.get("days", ()))
        for stop in row.get("stops", ())
    ]


def _told_stops(day: Row) -> Row:
    return {
        "@type": "ItemList",
        "itemListElement": [
            {"@type": "ListItem", "position": n + 1, "item": {"@type": "Place", "name": stop["place"]}}
            for n, stop in enumerate(day.get("stops", ()))
        ],
    }
