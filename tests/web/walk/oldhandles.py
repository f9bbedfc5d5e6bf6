"""Old handles in every state: what is not proved is its owner's, and what waits is a moderator's too."""

from redbridge.arrival import actions
from redbridge.arrival.models import OldHandle
from tests.web.walk.world import EVERYBODY, STAFF, Thing, World

AUTHOR = frozenset({"author"})


def add_old_handles(world: World) -> None:
    """One that is claimed, one that a moderator looks at, one out of reach, one that is proved and shown."""
    dana = world.people["dana"]
    _add(world, "claimed", AUTHOR)
    asked = _add(world, "asked", AUTHOR | STAFF)
    actions.ask_moderator(dana, handle_id=asked.id)
    lost = _add(world, "lost", AUTHOR)
    OldHandle.objects.filter(id=lost.id).update(problem="unreachable")
    shown = _add(world, "shown", EVERYBODY | {"blocked"})
    actions.prove(old_handle_id=shown.id, method=OldHandle.Method.FETCH)
    actions.show_handle(dana, handle_id=shown.id, is_shown=True)
    revoked = _add(world, "revoked", AUTHOR)
    actions.prove(old_handle_id=revoked.id, method=OldHandle.Method.FETCH)
    actions.revoke_handle(world.people["omar"], handle_id=revoked.id, reason="sold")
    claim = actions.claim_name(dana, handle_id=shown.id, name="ken")
    world.add("old-handle", "own", Thing(asked.id, "dana", AUTHOR, {"handle_id": asked.id, "do": "hide"}))
    world.add("asked-handle", "own", Thing(asked.id, "dana", AUTHOR | STAFF, {"handle_id": asked.id}))
    world.add("lost-handle", "own", Thing(lost.id, "dana", AUTHOR, {"handle_id": lost.id}))
    world.add("proved-handle", "own", Thing(shown.id, "dana", AUTHOR, {"handle_id": shown.id}))
    world.add("revoked-handle", "own", Thing(revoked.id, "dana", AUTHOR, {"handle_id": revoked.id}))
    world.add("name-claim", "own", Thing(claim.id, "dana", AUTHOR | STAFF, {"claim_id": claim.id}))


def _add(world: World, kind: str, seen_by: frozenset[str]) -> OldHandle:
    thing = Thing(0, "dana", seen_by)
    row = actions.claim_handle(world.people["dana"], platform="tiktok", handle=world.word(thing))
    thing.id = row.id
    world.add("claimed-handle", kind, thing)
    return row
