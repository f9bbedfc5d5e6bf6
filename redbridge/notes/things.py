"""Things that are reviewed here: what their reviews say together, and the reviews in order."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils.text import slugify

from redbridge.accounts.models import Person
from redbridge.kit.errors import NotFound
from redbridge.kit.ids import possible
from redbridge.kit.prepared import Prepared
from redbridge.notes.kinds.review import BEST, thing_name
from redbridge.notes.models import NoteReview, Thing, ThingTally
from redbridge.notes.queries import LARGEST, MOST_A_PAGE, Page, listable_notes

ORDERS = ("newest", "highest", "lowest")
STARS = BEST // 2
MOST_POINTS = 6
MOST_CURRENCIES = 8
BATCH, MOST_ROUNDS = 48, BEST + 6


@dataclass(frozen=True)
class Point:
    """An advantage or a drawback, and how many say so."""

    text: str
    language: str
    count: int


@dataclass(frozen=True)
class Price:
    """What people paid in one currency, from the least to the most."""

    currency: str
    least: int
    most: int
    count: int


@dataclass(frozen=True)
class Summary:
    """What the reviews of a thing say together; `stars` counts those that round to 5, 4, 3, 2 and 1 stars.

    `names` are what it is called by others, as in another language.
    """

    count: int
    average: float
    stars: tuple[int, ...]
    prices: tuple[Price, ...]
    pros: tuple[Point, ...]
    cons: tuple[Point, ...]
    names: tuple[Point, ...]


def get_thing(*, thing_id: int) -> Thing:
    """A thing that somebody reviewed for everybody; else NotFound."""
    found = _THING.first(ids=possible([thing_id]))
    if found is None or not found.review_count:
        raise NotFound
    return found


def called(thing: Thing) -> str:
    """Brand and name in one, or what else it is known by."""
    name = thing_name({"brand": thing.brand, "name": thing.name})
    return name or thing.link.partition("://")[2] or thing.barcode


def path_of(thing: Thing) -> str:
    """The address of its page."""
    slug = slugify(called(thing), allow_unicode=True)[:60].strip("-")
    return f"/things/{thing.id}-{slug}" if slug else f"/things/{thing.id}"


def thing_of_review(note_id: int) -> Thing | None:
    """The thing under which a listed review stands."""
    found = NoteReview.objects.filter(note=note_id).select_related("thing").first()
    return found.thing if found and found.thing.review_count else None


def summary_of(thing: Thing) -> Summary:
    """Read from tallies: it costs the same however many reviews there are."""
    rated = dict(_RATINGS.rows(thing=thing.id))
    stars = tuple(rated.get(str(2 * n), 0) + rated.get(str(2 * n - 1), 0) for n in range(STARS, 0, -1))
    prices = _PRICES.instances(thing=thing.id)
    return Summary(
        count=thing.review_count,
        average=thing.rating_sum / thing.review_count,
        stars=stars,
        prices=tuple(Price(row.key, row.least or 0, row.most or 0, row.count) for row in prices),
        pros=tuple(Point(*row) for row in _POINTS.rows(thing=thing.id, what="pro")),
        cons=tuple(Point(*row) for row in _POINTS.rows(thing=thing.id, what="con")),
        names=tuple(_other_names(thing)),
    )


def _other_names(thing: Thing) -> Iterator[Point]:
    for shown, language, count in _POINTS.rows(thing=thing.id, what="name"):
        brand, _tab, name = shown.partition("\t")
        if (brand, name) != (thing.brand, thing.name):
            yield Point(thing_name({"brand": brand, "name": name}), language, count)


def reviews_of(
    viewer: Person | None, *, thing_id: int, order: str = "newest", after: str = "", limit: int = 24
) -> Page:
    """Notes that review a thing, as the viewer may see them, in one of `ORDERS`; of equal ones the newest first."""
    limit = max(1, min(limit, MOST_A_PAGE))
    found: list[tuple[str, int]] = []
    last = ""
    for turn, batch in enumerate(_batches(thing_id, order, after)):
        kept = listable_notes(viewer, ids=[note_id for _rating, _position, note_id in batch])
        for rating, position, note_id in batch:
            last = f"{rating}.{position}"
            if note_id in kept:
                found.append((last, note_id))
        if len(found) > limit:
            return Page([note_id for _cursor, note_id in found[:limit]], found[limit - 1][0])
        if turn == MOST_ROUNDS:  # a reader does not pay for thousands that they may not see
            return Page([note_id for _cursor, note_id in found], last)
    return Page([note_id for _cursor, note_id in found], "")


def _batches(thing_id: int, order: str, after: str) -> Iterator[list[tuple[int, int, int]]]:
    """Rating, position and note of the reviews in order; each batch is one query through an index."""
    rating, position = _cursor(after)
    if order not in ("highest", "lowest"):
        yield from _all(partial(_newest, thing_id), position)
        return
    ratings = range(rating or BEST, 0, -1) if order == "highest" else range(rating or 1, BEST + 1)
    for each in ratings:
        yield from _all(partial(_of_rating, thing_id, each), position)
        position = LARGEST


def _newest(thing_id: int, at: int) -> list[Any]:
    return _NEWEST.rows(thing=thing_id, at=at)


def _of_rating(thing_id: int, rating: int, at: int) -> list[Any]:
    return _OF_RATING.rows(thing=thing_id, rating=rating, at=at)


def _all(query: Callable[[int], list[Any]], position: int) -> Iterator[list[Any]]:
    while rows := query(position):
        yield rows
        if len(rows) < BATCH:
            return
        position = rows[-1][1]


def _cursor(after: str) -> tuple[int, int]:
    """Rating and position where a page ended; none and the start for anything else."""
    rating, _dot, position = after.partition(".")
    if not _CURSOR.fullmatch(after):
        return 0, LARGEST
    return min(int(rating), BEST), max(-LARGEST, min(int(position), LARGEST))


def _reviews(thing: int, at: int) -> Any:
    return NoteReview.objects.filter(thing=thing, position__lt=at).order_by("-position")


_CURSOR = re.compile(r"[0-9]{1,2}\.-?[0-9]{1,19}")
_ROW = ("rating", "position", "note_id")
_NEWEST: Prepared[NoteReview] = Prepared(lambda thing, at: _reviews(thing, at).values_list(*_ROW)[:BATCH])
_OF_RATING: Prepared[NoteReview] = Prepared(
    lambda thing, rating, at: _reviews(thing, at).filter(rating=rating).values_list(*_ROW)[:BATCH]
)
_THING: Prepared[Thing] = Prepared(lambda ids: Thing.objects.filter(id__in=ids))
_RATINGS: Prepared[ThingTally] = Prepared(
    lambda thing: ThingTally.objects.filter(thing=thing, what="rating").values_list("key", "count")
)
_PRICES: Prepared[ThingTally] = Prepared(
    lambda thing: ThingTally.objects.filter(thing=thing, what="price").order_by("-count", "id")[:MOST_CURRENCIES]
)
_POINTS: Prepared[ThingTally] = Prepared(
    lambda thing, what: (
        ThingTally.objects.filter(thing=thing, what=what)
        .order_by("-count", "id")
        .values_list("shown", "language", "count")[:MOST_POINTS]
    )
)
