"""A newcomer's wish for company: theirs alone while nobody here is a mentor."""

from redbridge.arrival import actions
from tests.web.walk.world import Thing, World


def add_wishes(world: World) -> None:
    """One wish that waits."""
    thing = Thing(0, "dana", frozenset({"author"}))
    thing.id = actions.ask_for_mentor(world.people["dana"], language="en", wish=f"Markets {world.word(thing)}").id
    thing.values = {"mentoring_id": thing.id}
    world.add("mentoring", "own", thing)
