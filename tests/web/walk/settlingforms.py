"""Forms of the first week, of muted words, of helpers and of pages for the old audience."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.web.walk.forms import Field, Form


def settling_forms() -> Iterator["Form"]:
    """All that take words."""
    from tests.web.walk.forms import Anything, Choice, Form, Text  # noqa: PLC0415 - they hold these forms

    muted: dict[str, Field] = {"words": Text("at most 60")}
    yield Form("settings/muted-words", "settings/muted-words", "dana", {"words": "noise"}, muted)
    route = "settings/muted-words/remove"
    yield Form(route, route, "dana", {"word": "noise"}, {"word": Anything()})
    yield Form(
        "first-week/step", "first-week/step", "dana", {"step": "note"}, {"step": Choice("no such step", "no such")}
    )
    one = Choice("from what is shown")
    taste: dict[str, Field] = {"topics": one, "collections": one, "muted": Text("at most")}
    yield Form("first-week/taste", "first-week/taste", "dana", {"topics": "cats", "languages": "en"}, taste)
    address = Choice("A link looks like")
    rows: dict[str, Field] = {"url": address, "title": Text("at most 60"), "up": Anything()}
    yield Form("settings/links", "settings/links", "dana", {"title": "Me", "url": "https://example.org"}, rows)
    listed = Choice("from the list", "required|fill this|from the list")
    wish: dict[str, Field] = {"language": listed, "wish": Text("at most")}
    yield Form("mentors", "mentors", "ken", {"language": "en"}, wish)
    offer: dict[str, Field] = {"languages": Choice("from the list"), "is_mentor": Anything()}
    yield Form("settings/helping", "settings/helping", "dana", {"is_helping": "1", "languages": "en"}, offer)


# Pressing the button is all.
SETTLING_WORDLESS = {
    *("first-week/skip", "first-week/away", "first-week/norms", "first-week/taste/forget"),
    *("mentors/<int:mentoring_id>/accept", "mentors/<int:mentoring_id>/end"),
}
