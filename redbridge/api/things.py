"""Things that people review: what all reviews of one say together."""

from typing import TYPE_CHECKING, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Schema
from pydantic import Field

from redbridge.api.noting import open_notes
from redbridge.api.paging import USUAL, After, Limit, opened
from redbridge.api.saying import Json, address
from redbridge.api.shapes import Id, Notes, PathId
from redbridge.api.words import Word, viewer
from redbridge.kit.errors import NotFound
from redbridge.notes import queries, things

if TYPE_CHECKING:
    from redbridge.notes.models import Thing as Row

word = Word("things")
Order = Literal["newest", "highest", "lowest"]


class Point(Schema):
    """An advantage, a drawback or another name, and how many say so."""

    text: str
    language: str
    count: int


class Price(Schema):
    """What people paid in one currency, in its smallest unit."""

    currency: str
    least: int
    most: int
    count: int


class Thing(Schema):
    """Something that is reviewed here, whether or not it is sold here."""

    id: Id
    name: str
    brand: str
    barcode: str
    link: str
    page: str
    reviews: int
    rating: float = Field(description="The average, in stars from 0.5 to 5.")
    stars: list[int] = Field(description="How many reviews round to 5, 4, 3, 2 and 1 stars.")
    prices: list[Price]
    pros: list[Point]
    cons: list[Point]
    names: list[Point]


@word.reads("things/{int:thing_id}", Thing, is_open=True)
def get_thing(request: HttpRequest, thing_id: PathId) -> Json:
    """What the reviews of one thing say together."""
    return _json(things.get_thing(thing_id=thing_id))


@word.reads("things/{int:thing_id}/reviews", Notes, is_open=True)
def get_reviews(
    request: HttpRequest, thing_id: PathId, order: Order = "newest", limit: Limit = USUAL, after: After = ""
) -> HttpResponse:
    """The reviews of one thing."""
    who = viewer(request)
    found = things.get_thing(thing_id=thing_id)
    page = things.reviews_of(who, thing_id=found.id, order=order, after=opened(after), limit=limit)
    return open_notes(request, who, page.note_ids, page.after)


@word.reads("notes/{int:note_id}/thing", Thing, is_open=True)
def get_reviewed_thing(request: HttpRequest, note_id: PathId) -> Json:
    """The thing that a review is of."""
    found = things.thing_of_review(queries.get_note(viewer(request), note_id=note_id).id)
    if found is None:
        raise NotFound
    return _json(found)


def _json(row: "Row") -> Json:
    summary = things.summary_of(row)
    points = {name: [_point(each) for each in getattr(summary, name)] for name in ("pros", "cons", "names")}
    return {
        "id": str(row.id),
        "name": things.called(row),
        **{name: getattr(row, name) for name in ("brand", "barcode", "link")},
        "page": address(things.path_of(row)),
        "reviews": summary.count,
        "rating": round(summary.average / 2, 2),
        "stars": list(summary.stars),
        "prices": [
            {"currency": each.currency, "least": each.least, "most": each.most, "count": each.count}
            for each in summary.prices
        ],
        **points,
    }


def _point(point: things.Point) -> Json:
    return {"text": point.text, "language": point.language, "count": point.count}
