"""The parts of the publish form that are a kind's own, field by field."""

from collections.abc import Iterator

from tests.web.walk.forms import TITLE, Anything, Choice, Field, Form

TIME, COST = Choice("like 08:30"), Choice("like 12.50", fits=("digits of another script",))
NUMBER = Choice("number from 0 to 10080", fits=("digits of another script",))
CURRENCY = Choice("three letters")
NEAR = Choice("latitude and longitude")


def guide_forms(draft: int) -> Iterator[Form]:
    """Each form as a phone sends it, on a draft that was something else."""
    route, path = "drafts/<int:draft_id>", f"drafts/{draft}"
    at = "details.days.0.stops.0"
    sent = {"do": "save", "kind": "itinerary", "details": "1", "details.currency": "EUR", f"{at}.place": "Jetty"}
    fields: dict[str, Field] = {
        "details.currency": CURRENCY,
        "details.source": Choice("number from 1", fits=("digits of another script",)),
        "details.days.0.title": TITLE,
        f"{at}.place": TITLE,
        f"{at}.tip": TITLE,
        f"{at}.time": TIME,
        f"{at}.cost": COST,
        f"{at}.currency": CURRENCY,
        f"{at}.picture": Choice("pictures of this note", fits=("digits of another script",)),
        f"{at}.near": NEAR,
        "details.days": Anything(),
        "details.days.0.stops.0.place.more": Anything(),
        "details.x.0": Anything(),
    }
    yield Form(route, path, "dana", sent, fields)
    at = "details.steps.0"
    sent = {"do": "save", "kind": "tutorial", "details": "1", f"{at}.title": "Boil"}
    fields = {
        "details.makes": TITLE,
        "details.materials.0.name": TITLE,
        "details.materials.0.amount": TITLE,
        f"{at}.title": TITLE,
        f"{at}.text": TITLE,
        f"{at}.minutes": NUMBER,
        f"{at}.picture": Choice("pictures of this note", fits=("digits of another script",)),
    }
    yield Form(route, path, "dana", sent, fields)
    yield _review_form(route, path)


def _review_form(route: str, path: str) -> Form:
    sent = {"do": "save", "kind": "review", "details": "1", "details.brand": "River", "details.currency": "EUR"}
    fields: dict[str, Field] = dict.fromkeys((f"details.{name}" for name in ("brand", "name", "link", "bought")), TITLE)
    fields |= {f"details.{name}": TITLE for name in ("pros", "cons")}
    fields["details.rating"] = Choice("number from 1 to 10", fits=("digits of another script",))
    fields |= {"details.price": COST, "details.currency": CURRENCY}
    return Form(route, path, "dana", sent, fields)
