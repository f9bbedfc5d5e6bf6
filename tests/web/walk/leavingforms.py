"""Forms of taking everything along and of leaving."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tests.cast import PASSWORD

if TYPE_CHECKING:
    from tests.web.walk.forms import Field, Form


def leaving_forms() -> Iterator["Form"]:
    """All that take words."""
    from tests.web.walk.forms import OWN_WORDS, Anything, Choice, Form  # noqa: PLC0415 - they hold these forms

    wrong = Choice("not your password|Null|at most", "required|fill this")
    archive: dict[str, Field] = {"password": wrong, "parts": Choice("valid choice", "valid choice|Choose at least one")}
    sent = {"parts": "notes", "password": PASSWORD}
    yield Form("settings/archive", "settings/archive", "dana", sent, archive, status=303)
    close: dict[str, Field] = {"password": wrong, "signpost": Anything(), "step": Anything()}
    yield Form("settings/leave", "settings/leave", "dana", {"step": "close", "password": "no"}, close, status=422)
    home: dict[str, Field] = {
        "address": Choice("link looks|at most|Null", "required|fill this"),
        "said": OWN_WORDS,
    }
    sent = {"step": "home", "address": "https://example.org/dana"}
    yield Form("settings/leave", "settings/leave", "dana", sent, home)
