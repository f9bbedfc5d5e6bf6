"""Files given beside an export find their posts."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from redbridge.accounts.models import Person
from redbridge.arrival import folders, jobs
from redbridge.arrival.files import Beside as Files
from redbridge.arrival.matching import Given, Wanted, match, wanted
from redbridge.arrival.models import Arrival
from redbridge.arrival.picks import Beside, Picks
from redbridge.arrival.queries.jobs import get_arrival
from redbridge.arrival.reading.rowstore import RowStore
from redbridge.kit.errors import NotFound, Refused

POSTS_A_LOOK = 1_000
CHOOSING = (Arrival.State.PREVIEWED, Arrival.State.PAUSED)


def match_media(*, arrival_id: int) -> None:
    """Find the posts of the files beside an export: by id, then time, then words; for the worker. May be repeated.

    What was put somewhere by hand stays there.
    """
    with jobs.alone(arrival_id) as is_mine:
        arrival = Arrival.objects.filter(id=arrival_id, state__in=CHOOSING).first()
        if not is_mine or arrival is None:
            return
        files = Files(arrival)
        try:
            listed = dict(files.list())
        finally:
            files.close()
        with Picks(folders.picks(arrival_id)) as picks, RowStore(folders.rows(arrival_id)) as rows:
            known = {each.file: each for each in picks.beside()}
            if known.keys() == listed.keys():
                return
            fixed = {file: each for file, each in known.items() if each.reason == "hand" and file in listed}
            names = {name: file for file, name in listed.items() if file not in fixed}
            placed = {(each.ordinal, each.place) for each in fixed.values()}
            found = match(_posts(rows), [Given(name) for name in names])
            places = {
                names[one.name]: Beside(names[one.name], one.name, one.key, one.place, one.reason)
                for one in found.matches
                if (one.key, one.place) not in placed
            }
            picks.lay_beside([fixed.get(file) or places.get(file) or Beside(file, listed[file]) for file in listed])


def place_media(actor: Person, *, arrival_id: int, file: str, ordinal: int | None, place: int = 0) -> None:
    """Put a file beside an export to a post by hand, or take it from there with None."""
    arrival = get_arrival(actor, arrival_id=arrival_id)
    if arrival.state not in CHOOSING:
        raise Refused(_("There is nothing to choose here at the moment. Look at it again."), code="changed")
    try:
        with Picks(folders.picks(arrival.id)) as picks:
            done = picks.put_beside(file, ordinal, place if ordinal is not None else None)
    except FileNotFoundError:
        raise NotFound from None
    if not done:
        raise NotFound


def _posts(rows: RowStore) -> Iterator[Wanted]:
    after = 0
    while found := rows.posts(after, POSTS_A_LOOK):
        for ordinal, source_id, post, at in found:
            one = wanted(ordinal, source_id, post, at)
            if one is not None:
                yield one
        after = found[-1][0]
