"""The forms about reading other languages: what is chosen, and what people make better."""

from collections.abc import Iterator

from tests.web.walk.forms import Anything, Choice, Field, Form

ONE = Choice("valid choice")
CHANGED = Choice("changed meanwhile", "changed meanwhile")
WORDS: dict[str, Field] = {"part": CHANGED, **dict.fromkeys(("words", "into", "do", "suggestion"), Anything())}


def reading_forms(note: int, comment: int) -> Iterator[Form]:
    """Forms as they are right; nobody knows the text that `part` names here, so that those of words are sent back."""
    chosen: dict[str, Field] = dict.fromkeys(("into", "readings", "units", "sizes", "currency"), ONE)
    sent = {"into": "en", "readings": "all", "choice-es": "always"}
    fields = {**chosen, "choice-es": Anything(), "outside": Anything()}
    yield Form("settings/reading", "settings/reading", "dana", sent, fields)
    pair = Choice("not one of the choices", "not one of the choices")
    path = "settings/reading/choice"
    yield Form(path, path, "dana", {"choice": "es:always"}, {"choice": pair, "next": Anything()})
    said = {"part": "0123456789abcdef", "words": "Good tea", "into": "en"}
    yield Form("n/<int:note_id>/improve", f"n/{note}/improve", "dana", said, WORDS, 422)
    yield Form("comments/<int:comment_id>/improve", f"comments/{comment}/improve", "dana", said, WORDS, 422)
