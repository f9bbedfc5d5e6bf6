"""Forms of words that somebody knows, saves and reviews."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.web.walk.forms import Form


def learning_forms() -> Iterator["Form"]:
    """All that take words."""
    from tests.web.walk.forms import Anything, Choice, Form  # noqa: PLC0415 - they hold these forms

    for do in ("know", "save", "forget"):
        route, path = f"words/<str:language>/<str:word>/{do}", f"words/zh/茶/{do}"
        yield Form(route, path, "dana", {"next": "/words"}, {"next": Anything()})
    sent = {"word": "1", "answer": "good", "done": "1"}
    yield Form(
        "words/review",
        "words/review",
        "dana",
        sent,
        {"word": Anything(), "done": Anything(), "answer": Choice("choices")},
    )
    yield Form("words/undo", "words/undo", "dana", sent, {"word": Anything(), "done": Anything()})
