"""Itineraries and tutorials of the walk, whose words stand in their details."""

from redbridge.notes import actions as notes
from tests.web.walk.world import VISIBLE, Thing, World

KEPT_FROM = (
    *(("dana", "everyone"), ("dana", "followers"), ("dana", "mutuals"), ("dana", "me")),
    ("pia", "of-private"),
)


def add_guides(world: World) -> None:
    """One of each kind for everybody, and for some."""
    for owner, kind in KEPT_FROM:
        for guide in ("itinerary", "tutorial"):
            thing = world.add(guide, kind, Thing(0, owner, VISIBLE[kind]))
            words = [world.word(thing) for _ in range(4)]
            way = {"days": [{"title": words[0], "stops": [{"place": words[1], "tip": words[2]}]}]}
            steps = [{"title": words[1], "text": words[2], "minutes": 3}]
            making = {"materials": [{"name": words[0], "amount": "3 g"}], "steps": steps}
            made = notes.publish_note(
                world.people[owner],
                kind=guide,
                title=words[3],
                visibility=kind if kind in {"followers", "mutuals", "me"} else "everyone",
                details=way if guide == "itinerary" else making,
            )
            thing.values = {"note_id": made.id} | ({"number": 1} if guide == "tutorial" else {})
