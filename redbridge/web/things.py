"""The page of a thing: what all its reviews say together, and each of them."""

import json
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import path
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from redbridge.kit import money
from redbridge.notes import things
from redbridge.notes.kinds.review import stars
from redbridge.web.cardbytes import open_cards
from redbridge.web.explore import more_link
from redbridge.web.kinds.review import OF_WHAT, too
from redbridge.web.shell import saves_data, whole_page
from redbridge.web.translated import wish_of
from redbridge.web.viewers import viewer_of

if TYPE_CHECKING:
    from redbridge.notes.models import Thing

PAGE = 24


@require_safe
def thing(request: HttpRequest, thing_id: int, slug: str = "") -> HttpResponse:
    """What people say of one thing, whether or not it is sold here."""
    viewer = viewer_of(request)
    found = things.get_thing(thing_id=thing_id)
    place = things.path_of(found)
    order = request.GET.get("order", "")
    order = order if order in things.ORDERS else things.ORDERS[0]
    after = request.GET.get("after", "")
    page = things.reviews_of(viewer, thing_id=found.id, order=order, after=after, limit=PAGE)
    items = open_cards(viewer, wish=wish_of(request), ids=page.note_ids, small=saves_data(request))
    more = more_link(request.path, page.after, order=order)
    if request.headers.get("X-Part") == "more":
        return HttpResponse(items + more)
    if request.path != place:
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(f"{place}?{query}" if query else place)
    shown = {"order": order, "path": place, "items": items, "more": more, **_said(found, place)}
    return whole_page(request, "things/thing.html", shown)


def _said(found: "Thing", place: str) -> dict[str, Any]:
    """What the reviews say together."""
    summary = things.summary_of(found)
    return {
        "thing": found,
        "name": things.called(found),
        "others": summary.names,
        "host": found.link.partition("://")[2].partition("/")[0],
        "summary": summary,
        "average": stars(summary.average),
        "halves": round(summary.average),
        "bars": [{"stars": things.STARS - n, "count": count} for n, count in enumerate(summary.stars)],
        "prices": [_price(price) for price in summary.prices],
        "too": too({name: getattr(found, name) for name in OF_WHAT}),
        "data": _data(found, summary, place),
    }


def _price(price: things.Price) -> dict[str, str]:
    least, most = money.shown(price.least, price.currency), money.shown(price.most, price.currency)
    return {"currency": price.currency, "least": least, "most": "" if most == least else most}


def _data(found: "Thing", summary: things.Summary, place: str) -> SafeString:
    """The thing for search engines."""
    rating = {
        "@type": "AggregateRating",
        "ratingValue": round(summary.average / 2, 2),
        "reviewCount": summary.count,
        "bestRating": 5,
        "worstRating": 0.5,
    }
    data: dict[str, Any] = {"@context": "https://schema.org", "@type": "Product", "name": things.called(found)}
    data |= {"brand": {"@type": "Brand", "name": found.brand}} if found.brand else {}
    data |= {"gtin": found.barcode} if found.barcode else {}
    words = json.dumps({**data, "url": f"{settings.SITE_URL}{place}", "aggregateRating": rating})
    return mark_safe(words.replace("<", "\\u003c"))  # noqa: S308 - no tag can begin in it


urlpatterns = [
    path("things/<int:thing_id>", thing, name="thing-by-id"),
    path("things/<int:thing_id>-<str:slug>", thing, name="thing"),
]
