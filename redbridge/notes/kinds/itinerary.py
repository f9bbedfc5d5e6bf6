"""Days and their stops: where, when, what it cost, and what to know."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, npgettext

from redbridge.kit.errors import Refused
from redbridge.notes.kinds.reading import (
    LARGEST_ID,
    Place,
    amount,
    clock,
    currency,
    filled,
    line,
    number,
    picture,
    rows,
    table,
    trimmed,
    words,
)

MOST_DAYS, MOST_STOPS_A_DAY, MOST_STOPS = 30, 20, 120
LONGEST = {"title": 80, "place": 80, "tip": 500}
NEAREST = 2  # decimals of a degree: a part of town, never a door
_BOUNDS = (90, 180)

Row = dict[str, Any]


class Itinerary:
    """`{"days": [{"title", "stops": [{"place", "time", "cost", "currency", "picture", "tip", "near"}]}]}`.

    `cost` counts the smallest unit of `currency`; `near` is a latitude and a longitude, both coarse. The `currency` of
    the whole is that of costs which name none, and `source` the note that a copy was made from.
    """

    def tidied(self, details: Row) -> Row:
        at = Place()
        details = table(details, at)
        usual = currency(details.get("currency"), at.into("currency", _("Currency")))
        days = rows(details.get("days"), at.into("days", _("Days")), most=MOST_DAYS)
        found = [_day(row, at.into("days").into(n, _("Day %(n)s") % {"n": n + 1}), usual) for n, row in enumerate(days)]
        if sum(len(day.get("stops", ())) for day in found) > MOST_STOPS:
            raise at.into("days").refuse(_("Up to %(most)s stops fit.") % {"most": MOST_STOPS}, "too_many")
        source = number(details.get("source"), at.into("source"), least=1, most=LARGEST_ID)
        return filled({"currency": usual, "days": found, "source": source})

    def check_complete(self, details: Row, *, title: str, picture_count: int) -> None:  # noqa: ARG002 - may have none
        if not title:
            raise Refused(_("Give it a title."), field="title", code="empty")
        if not any(trimmed(day.get("stops", ())) for day in details.get("days", ())):
            raise (
                Place()
                .into("days")
                .into(0)
                .into("stops")
                .into(0)
                .into("place")
                .refuse(_("Add at least one stop."), "empty")
            )
        for day_number, day in enumerate(details["days"]):
            for stop_number, stop in enumerate(day.get("stops", ())):
                if stop and not stop.get("place"):
                    raise _stop_place(day_number, stop_number).into("place").refuse(_("Name the place."), "empty")

    def finished(self, details: Row, *, picture_ids: Collection[int]) -> Row:
        days = []
        for day in details.get("days", ()):
            stops = [
                {key: value for key, value in stop.items() if key != "picture" or value in picture_ids}
                for stop in trimmed(day.get("stops", ()))
            ]
            days.append(filled({"title": day.get("title"), "stops": stops}))
        return filled({**details, "days": trimmed(days)})

    def words(self, details: Row) -> list[str]:
        days = details.get("days", ())
        said = [text for stop in stops_of(details) for text in (stop.get("place", ""), stop.get("tip", ""))]
        return [text for text in (*(day.get("title", "") for day in days), *said) if text]

    def facts(self, details: Row) -> tuple[str, ...]:
        days, stops = len(trimmed(details.get("days", ()))), len(list(stops_of(details)))
        if not stops:
            return ()
        return (
            npgettext("duration", "%(n)s day", "%(n)s days", days) % {"n": days},
            ngettext("%(n)s stop", "%(n)s stops", stops) % {"n": stops},
        )

    def picture_ids(self, details: Row) -> list[int]:
        return [stop["picture"] for stop in stops_of(details) if "picture" in stop]


SHAPE = Itinerary()


def stops_of(details: Row) -> Iterator[Row]:
    """Every stop that says something, in order."""
    for day in details.get("days", ()):
        yield from trimmed(day.get("stops", ()))


def totals(stops: Iterable[Row]) -> dict[str, int]:
    """What the stops cost together, by currency in the order in which they appear; nothing is ever converted."""
    found: dict[str, int] = {}
    for stop in stops:
        if "cost" in stop:
            found[stop["currency"]] = found.get(stop["currency"], 0) + stop["cost"]
    return found


def copied(details: Row, *, note_id: int) -> Row:
    """The same way for somebody else: without the pictures, which stay with their author."""
    return {**SHAPE.finished(details, picture_ids=()), "source": note_id}


def _stop_place(day: int, stop: int) -> Place:
    at = Place().into("days").into(day, _("Day %(n)s") % {"n": day + 1})
    return at.into("stops").into(stop, _("stop %(n)s") % {"n": stop + 1})


def _day(value: Any, at: Place, usual: str) -> Row:
    day = table(value, at)
    inside = at.into("stops")
    stops = rows(day.get("stops"), inside.called(_("Stops")), most=MOST_STOPS_A_DAY)
    return filled(
        {
            "title": line(day.get("title"), at.into("title", _("title")), most=LONGEST["title"]),
            "stops": [_stop(row, inside.into(n, _("stop %(n)s") % {"n": n + 1}), usual) for n, row in enumerate(stops)],
        }
    )


def _stop(value: Any, at: Place, usual: str) -> Row:
    stop = table(value, at)
    paid_in = currency(stop.get("currency"), at.into("currency", _("currency"))) or usual
    if stop.get("cost") not in (None, "") and not paid_in:
        raise at.into("currency", _("currency")).refuse(_("Say in which currency."), "no_currency")
    cost = amount(stop.get("cost"), at.into("cost", _("cost")))
    return filled(
        {
            "place": line(stop.get("place"), at.into("place", _("place")), most=LONGEST["place"]),
            "time": clock(stop.get("time"), at.into("time", _("time"))),
            "cost": cost,
            "currency": paid_in if cost is not None else "",
            "tip": words(stop.get("tip"), at.into("tip", _("tip")), most=LONGEST["tip"]),
            "picture": picture(stop.get("picture"), at.into("picture", _("picture"))),
            "near": _near(stop.get("near"), at.into("near", _("position"))),
        }
    )


def _near(value: Any, at: Place) -> list[float]:
    """A coarse position: rounded before anybody could store where exactly somebody was."""
    if value is None or value in ("", []):
        return []
    is_pair = isinstance(value, list) and len(value) == len(_BOUNDS)
    if not is_pair or not all(
        isinstance(part, int | float) and not isinstance(part, bool) and -most <= part <= most
        for part, most in zip(value, _BOUNDS, strict=True)
    ):
        raise at.refuse(_("Write latitude and longitude like 31.32, 120.63."), "no_position")
    return [round(float(part), NEAREST) + 0.0 for part in value]
