"""Forms about words that somebody explains."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from redbridge.accounts.models import Person
from redbridge.language.actions import glossary

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
    row = glossary.suggest_slang(people["ken"], term="zqkept", **words)
    route, path = "slang/suggestions/<int:suggestion_id>/vote", f"slang/suggestions/{row.id}/vote"
    yield Form(route, path, "dana", {"agrees": "yes"}, {"agrees": Anything(), "next": Anything()})
    route, path = "moderation/slang/<int:suggestion_id>", f"moderation/slang/{row.id}"
    reason: dict[str, Field] = {"reason": Text("At most", "Say why"), "do": Anything()}
    yield Form(route, path, "ruth", {"do": "decline", "reason": "No"}, reason)


EXPLAINING_WORDLESS = {"slang/suggestions/<int:suggestion_id>/withdraw"}
