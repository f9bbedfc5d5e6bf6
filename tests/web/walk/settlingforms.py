"""Forms of the first week, of muted words, of helpers and of pages for the old audience."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.web.walk.forms import Field, Form


def settling_forms() -> Iterator["Form"]:
    """All that take words."""
    from tests.web.walk.forms import Anything, Form, Text  # noqa: PLC0415 - they hold these forms

    muted: dict[str, Field] = {"words": Text("at most 60")}
    yield Form("settings/muted-words", "settings/muted-words", "dana", {"words": "noise"}, muted)
    route = "settings/muted-words/remove"
    yield Form(route, route, "dana", {"word": "noise"}, {"word": Anything()})
