"""Notes that answer and quote each other across every border, and what one of them said before."""

from redbridge.notes import actions as notes
from redbridge.notes.models import FormerPicture, Note, NoteVersion
from tests.web.walk.world import STAFF, VISIBLE, Thing, World, picture


def add_ties(world: World) -> None:
    """Every note answers the one for everybody; open ones quote closed ones; former versions were for fewer people."""
    note = {kind: thing.id for kind, thing in world.things["note"].items()}
    Note.objects.filter(id__in=note.values()).exclude(id=note["everyone"]).update(answers=note["everyone"])
    Note.objects.filter(id=note["everyone"]).update(is_answered=True, answers=note["me"])
    for open_one, closed in (("everyone", "followers"), ("unlisted", "mutuals"), ("followers", "hidden")):
        Note.objects.filter(id=note[open_one]).update(quotes=note[closed], is_quote=True)
    for audience in ("me", "followers"):
        _version(world, note["everyone"], audience)
    # Taking one's note back changes the other note, which is here one's own, too: else it would count as a breach.
    dana = world.people["dana"]
    quote = notes.publish_note(dana, title="I said it", picture_ids=[picture(dana).id], quotes_id=note["everyone"])
    world.add("quote", "own", Thing(quote.id, "dana", frozenset({"author"}), {"note_id": quote.id}))


def _version(world: World, note_id: int, audience: str) -> None:
    """Moderators look up everything; others what was shown to people like them."""
    thing = Thing(note_id, "dana", VISIBLE[audience] | {"author", *STAFF})
    shown = picture(world.people["dana"], alt=world.word(thing))
    made = NoteVersion.objects.create(
        note_id=note_id,
        version=9_000 + len(audience),
        caption=world.word(thing),
        title=world.word(thing),
        place=world.word(thing),
        details={"days": [{"words": world.word(thing)}]},
        picture_ids=[shown.id],
        audience=audience,
        at="2026-01-01T00:00:00Z",
    )
    FormerPicture.objects.create(note_id=note_id, picture=shown)
    file = Thing(shown.id, "dana", thing.seen_by, {"old": shown.secret})
    world.add("picture", f"former-{audience}", file)
    mine = frozenset({"author"})
    world.add("version", audience, Thing(note_id, "dana", mine, {"note_id": note_id, "version": made.version}))
