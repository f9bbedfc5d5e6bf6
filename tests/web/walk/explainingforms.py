"""Forms about words that somebody explains."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from redbridge.accounts.models import Person
from redbridge.interactions import actions as interactions
from redbridge.interactions.actions import questions
from redbridge.language.actions import glossary
from tests.interactions.stage import publish

if TYPE_CHECKING:
    from tests.web.walk.forms import Field, Form


def explaining_forms(people: dict[str, Person]) -> Iterator["Form"]:
    """All that take words."""
    from tests.web.walk.forms import Anything, Choice, Form, Text  # noqa: PLC0415 - they hold these forms

    words = {"language": "en", "into": "zh", "short": "短", "meaning": "意思"}
    needed = "Please fill this in|begins with"
    fits = ("a number beyond 64 bits", "digits of another script", "an end in the middle", "our own marks")
    listed = Choice("from the list|another language", "from the list|fill this")
    fields: dict[str, Field] = {
        "term": Choice("begins with|at most", needed, fits),
        "short": Text("at most", needed),
        "meaning": Text("at most", needed),
        "example": Text("at most"),
        "language": listed,
        "into": listed,
        "tone": Choice("valid choice", "fill this|valid choice"),
    }
    sent = {**words, "term": "zqform", "tone": "ok"}
    yield Form("slang/suggest", "slang/suggest", "dana", sent, fields)
    shown = publish(people["ken"], "Steep it twice", title="Tea")
    said = interactions.comment(people["ken"], note_id=shown.id, text="Steep it")
    phrase: dict[str, Field] = {
        "phrase": Choice("do not stand there|at most", "fill this|Write the words"),
        "into": listed,
    }
    asked = {"phrase": "steep", "into": "zh-Hans"}
    yield Form("n/<int:note_id>/ask", f"n/{shown.id}/ask", "dana", asked, phrase)
    yield Form("comments/<int:comment_id>/ask", f"comments/{said.id}/ask", "dana", asked, phrase)
    one = questions.ask(people["dana"], subject="note", subject_id=shown.id, phrase="twice", into="zh-Hans")
    text: dict[str, Field] = {"text": Text("at most", "Write something")}
    yield Form("questions/<int:question_id>", f"questions/{one.id}", "ken", {"text": "Two times"}, text)
    row = glossary.suggest_slang(people["ken"], term="zqkept", **words)
    route, path = "slang/suggestions/<int:suggestion_id>/vote", f"slang/suggestions/{row.id}/vote"
    yield Form(route, path, "dana", {"agrees": "yes"}, {"agrees": Anything(), "next": Anything()})
    route, path = "moderation/slang/<int:suggestion_id>", f"moderation/slang/{row.id}"
    reason: dict[str, Field] = {"reason": Text("At most", "Say why"), "do": Anything()}
    yield Form(route, path, "ruth", {"do": "decline", "reason": "No"}, reason)


EXPLAINING_WORDLESS = {
    *("slang/suggestions/<int:suggestion_id>/withdraw", "questions/<int:question_id>/delete"),
    *("answers/<int:answer_id>/accept", "answers/<int:answer_id>/delete"),
}
