"""An export that somebody brought and looks at, and a post of another one that waits for its picture."""

import json
from collections.abc import Callable

from redbridge.accounts.models import Person
from redbridge.arrival import actions as arrival
from redbridge.arrival.models import Arrival, ArrivedItem
from tests.web.walk.world import Thing, World

OWN = frozenset({"author"})


class File:
    """What a form sends."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def read(self, size: int = -1, /) -> bytes:
        found = self._content if size < 0 else self._content[:size]
        self._content = self._content[len(found) :]
        return found


def bring(person: Person, said: Callable[[], str], name: str, first: int) -> Arrival:
    """A TikTok export with two posts, read and ready to choose from; `said` gives the words of each place."""
    rows = [
        {
            "Date": f"2024-05-0{day} 10:00:00",
            "Link": f"https://www.tiktokv.com/share/video/{first + day}/",
            "WhoCanView": seen,
            "Title": said(),
        }
        for day, seen in ((1, "Everyone"), (2, "Only You"))
    ]
    content = {
        "Profile": {"Profile Info": {"ProfileMap": {"userName": "dana.brews", "displayName": said()}}},
        "Post": {"Posts": {"VideoList": rows}},
        f"New {said()}": {"List": [{"A": "1"}]},
    }
    made = arrival.give_file(person, source=File(json.dumps(content).encode()), name=name)
    arrival.scan_arrival(arrival_id=made.id)
    made.refresh_from_db()
    assert made.state == Arrival.State.PREVIEWED, made.problem
    return made


def add_arrivals(world: World) -> None:
    """Dana's own: nobody else learns that they are there."""
    dana = world.people["dana"]
    thing = world.add("arrival", "own", Thing(0, "dana", OWN))
    made = bring(dana, lambda: world.word(thing), f"{world.word(thing)}.json", 7_300_000_000_000_000_000)
    thing.id = made.id
    slot = world.add("slot", "own", Thing(0, "dana", OWN))
    lacking = waiting(dana, lambda: world.word(slot))
    slot.id = lacking.id
    world.add("arrival", "done", Thing(lacking.arrival_id, "dana", OWN))


def waiting(person: Person, said: Callable[[], str]) -> ArrivedItem:
    """A post that came without its picture."""
    made = bring(person, said, "user_data_tiktok.json", 7_400_000_000_000_000_000)
    arrival.start_import(person, arrival_id=made.id)
    while arrival.import_batch(arrival_id=made.id):
        pass
    return ArrivedItem.objects.filter(arrival=made, state="slot").order_by("id")[0]
