"""What to watch: the videos of Explore, in Explore's order.

An order that learns what one person likes to watch can take the place of this one behind the same two functions.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from redbridge.feed.lens import Lens, lens_of
from redbridge.feed.models import ExploreEntry
from redbridge.feed.muting import muted_among
from redbridge.feed.places import Page, cursor_of, page_of
from redbridge.kit.ids import possible
from redbridge.kit.prepared import Prepared

if TYPE_CHECKING:
    from redbridge.accounts.models import Person

WATCH = "watch"  # the topic of every video; it is none that people choose
LOOKED_AT = 12  # how far to look past the videos of people whom the viewer does not meet


@dataclass(frozen=True, slots=True)
class Neighbors:
    """What comes before and after one video, None at either end; `after` leads on from it."""

    previous: int | None
    next: int | None
    after: str


def watch(viewer: "Person | None", *, after: str | None = None, limit: int = 4) -> Page:
    """Ids of public videos, best first, as `explore` gives those of notes."""
    return page_of(WATCH, viewer=viewer, lens=lens_of(viewer), after=after, limit=limit)


def neighbors(viewer: "Person | None", *, note_id: int) -> Neighbors:
    """The videos around one; for one that is in no list, the list begins after it."""
    lens = lens_of(viewer)
    place = next(iter(_PLACE.rows(ids=possible([note_id]))), None)
    if place is None:
        best = _met(viewer, lens, [row for row in _BEST.rows() if row[0] != note_id])
        return Neighbors(None, next(iter(best), None), "")
    better, lesser = (rows.rows(score=place[0], note=note_id) for rows in (_BETTER, _LESSER))
    met = set(_met(viewer, lens, [*better, *lesser]))
    previous, after = (next((other for other, _ in rows if other in met), None) for rows in (better, lesser))
    return Neighbors(previous, after, after=cursor_of(place[0], note_id))


def _met(viewer: "Person | None", lens: Lens, rows: list[tuple[int, int]]) -> list[int]:
    """Those of (note, author) that the viewer wants to meet, in order."""
    kept = [other for other, author_id in rows if author_id not in lens.hidden]
    muted = muted_among(viewer, lens.words, kept) if viewer else set()
    return [other for other in kept if other not in muted]


_VIDEOS = ExploreEntry.objects.filter(topic=WATCH)
_ROW = ("note_id", "author_id")
_PLACE: Prepared[ExploreEntry] = Prepared(lambda ids: _VIDEOS.filter(note__in=ids).values_list("score"))
_BEST: Prepared[ExploreEntry] = Prepared(lambda: _VIDEOS.order_by("-score", "-note_id").values_list(*_ROW)[:LOOKED_AT])
_LESSER: Prepared[ExploreEntry] = Prepared(
    lambda score, note: (
        _VIDEOS.filter(score__lte=score)
        .exclude(score=score, note__gte=note)
        .order_by("-score", "-note_id")
        .values_list(*_ROW)[:LOOKED_AT]
    )
)
_BETTER: Prepared[ExploreEntry] = Prepared(
    lambda score, note: (
        _VIDEOS.filter(score__gte=score)
        .exclude(score=score, note__lte=note)
        .order_by("score", "note_id")
        .values_list(*_ROW)[:LOOKED_AT]
    )
)
