"""A proposal for the glossary: everybody reads it, its author takes it back, moderators decide."""

from redbridge.language.actions import glossary
from tests.web.walk.world import EVERYBODY, Thing, World


def add_explanations(world: World) -> None:
    """One term that waits."""
    thing = Thing(0, "dana", EVERYBODY | {"blocked"})
    word = world.word(thing)
    said = {"short": f"short {word}", "meaning": f"meaning {word}", "example": f"example {word}"}
    row = glossary.suggest_slang(world.people["dana"], term=word, language="en", into="zh", **said)
    thing.id, thing.values = row.id, {"suggestion_id": row.id}
    world.add("suggestion", "own", thing)
