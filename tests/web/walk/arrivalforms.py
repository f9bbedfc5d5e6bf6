"""Forms of arriving."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tests.web.walk.arrivals import bring, waiting

if TYPE_CHECKING:
    from redbridge.accounts.models import Person
    from tests.web.walk.forms import Field, Form


def arrival_forms(dana: "Person") -> Iterator["Form"]:
    """All that take words."""
    from tests.web.walk.forms import LONG, Anything, Choice, Form, Text  # noqa: PLC0415 - they hold these forms

    made = bring(dana, lambda: "Tea", "user_data_tiktok.json", 7_300_000_000_000_000_000)
    path, route = f"arrive/{made.id}", "arrive/<int:arrival_id>"
    chosen: dict[str, Field] = {
        "audience": Choice("not one of the choices"),
        **dict.fromkeys(("consent", "facet", "was", "do"), Anything()),
    }
    sent = {"sent": "1", "audience": "everyone", "consent": "posts", "do": "save"}
    yield Form(f"{route}/choose", f"{path}/choose", "dana", sent, chosen)
    many: dict[str, Field] = {
        "title": Text(LONG),
        "text": Text(""),
        "tags": Anything(),
        "audience": Choice("not one of the choices"),
        "language": Choice("not one of the choices|too long"),
        **dict.fromkeys(("scope", "shown", "pick", "next"), Anything()),
    }
    sent = {"shown": "1", "pick": "1", "title": "Tea", "scope": "all", "do": "change"}
    yield Form(f"{route}/items", f"{path}/items", "dana", sent, many)
    match: dict[str, Field] = {"file": Anything(), "post": Anything()}
    yield Form(f"{route}/media", f"{path}/media", "dana", {"do": "match"}, match)
    yield Form(f"{route}/undo", f"{path}/undo", "dana", {}, {"even_touched": Anything()}, status=422)
    slot = waiting(dana, lambda: "Rain")
    yield Form("slots/<int:item_id>", f"slots/{slot.id}", "dana", {"do": "skip"}, {})
    size = Choice("empty|larger|Choose|room", "Choose")
    yield Form("arrive/new", "arrive/new", "dana", {"size": "100"}, {"size": size, "from": Anything()}, status=422)
    yield Form("waiting", "waiting", "out", {}, {"email": Anything(), "do": Anything()})
    door: dict[str, Field] = {"source": Choice("no such source", "no such source"), "open": Anything()}
    sent = {"source": "tiktok", "open": "0"}
    yield Form("operate/arrivals/door", "operate/arrivals/door", "omar", sent, door)
    yield Form("operate/arrivals/invite", "operate/arrivals/invite", "omar", {"count": "1"}, {"count": Anything()})
