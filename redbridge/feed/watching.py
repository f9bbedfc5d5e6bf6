"""What to watch: the videos of Explore, in Explore's order.

An order that learns what one person likes to watch can take the place of this one behind the same two functions.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from redbridge.feed.models import ExploreEntry
from redbridge.feed.places import Page, cursor_of, page_of
from redbridge.follows import queries as follows
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
    return page_of(WATCH, hidden=follows.hidden_people(viewer), after=after, limit=limit)


def neighbors(viewer: "Person | None", *, note_id: int) -> Neighbors:
    """The videos around one; for one that is in no list, the list begins after it."""
    hidden = follows.hidden_people(viewer)
    place = next(iter(_PLACE.rows(ids=possible([note_id]))), None)
    if place is None:
        first = [other for other, author_id in _BEST.rows() if author_id not in hidden and other != note_id]
        return Neighbors(None, next(iter(first), None), "")
    found = {
        which: next(
            (other for other, author_id in rows.rows(score=place[0], note=note_id) if author_id not in hidden), None
        )
        for which, rows in (("previous", _BETTER), ("next", _LESSER))
    }
    return Neighbors(**found, after=cursor_of(place[0], note_id))


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
