"""A proposal for the glossary that everybody reads, and questions about phrases of notes that some may see."""

from redbridge.interactions.actions import questions
from redbridge.language.actions import glossary
from redbridge.notes.models import Note
from tests.web.walk.world import EVERYBODY, Thing, World


def add_explanations(world: World) -> None:
    """One term that waits."""
    thing = Thing(0, "dana", EVERYBODY | {"blocked"})
    word = world.word(thing)
    said = {"short": f"short {word}", "meaning": f"meaning {word}", "example": f"example {word}"}
    row = glossary.suggest_slang(world.people["dana"], term=word, language="en", into="zh", **said)
    thing.id, thing.values = row.id, {"suggestion_id": row.id}
    world.add("suggestion", "own", thing)


def add_questions(world: World) -> None:
    """The author of notes asks about them; somebody who may see them answers."""
    for kind, helper in (("everyone", "pia"), ("followers", ""), ("me", "")):
        note = world.things["note"][kind]
        dana, phrase = world.people["dana"], Note.objects.get(id=note.id).caption.split()[1]
        asked = questions.ask(dana, subject="note", subject_id=note.id, phrase=phrase, into="zh-Hans")
        seen = Thing(asked.id, "dana", note.seen_by, {"question_id": asked.id})
        world.add("question", kind, seen)
        if helper:
            words = f"It means {world.word(seen)}"
            answer = questions.answer(world.people[helper], question_id=asked.id, text=words)
            world.add("answer", kind, Thing(answer.id, helper, note.seen_by, {"answer_id": answer.id}))
