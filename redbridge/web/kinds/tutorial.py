"""How a way to make something is written and shown: what one needs, what one does, and how long it takes."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.conf import settings

from redbridge.cards.notes import picture_card
from redbridge.notes.kinds import tutorial
from redbridge.notes.text import to_html
from redbridge.web.kinds import rows

if TYPE_CHECKING:
    from redbridge.cards.notes import NotePage
    from redbridge.media.models import Picture

Row = dict[str, Any]


class TutorialDoor:
    """Form and page of a tutorial."""

    form = "publish/kinds/tutorial.html"
    page = "notes/kinds/tutorial.html"

    def read(self, sent: Mapping[str, str]) -> Row:
        details = rows.read(sent)
        steps = details.get("steps")
        for step in steps if isinstance(steps, list) else ():
            if isinstance(step, dict):
                step["minutes"] = rows.number_of(step.get("minutes"))
                step["picture"] = rows.number_of(step.get("picture"))
        return details

    def press(self, details: Row, button: str, target: str) -> Row:
        return rows.press(details, button, target, blank=lambda _name: {})

    def form_context(self, details: Row, pictures: "Sequence[Picture]") -> dict[str, Any]:
        return {
            "makes": details.get("makes") or "",
            "materials": _forms(details.get("materials"), "materials"),
            "steps": _forms(details.get("steps"), "steps"),
            "pictures": [picture_card(row) for row in pictures],
            "most_materials": tutorial.MOST_MATERIALS,
            "most_steps": tutorial.MOST_STEPS,
            "most_minutes": tutorial.MOST_MINUTES,
            "longest": tutorial.LONGEST,
        }

    def page_context(self, found: "NotePage") -> dict[str, Any]:
        minutes = tutorial.total_minutes(found.details)
        return {
            "makes": found.details.get("makes"),
            "materials": found.details.get("materials", ()),
            "steps": steps_page(found),
            "takes": tutorial.duration(minutes) if minutes else "",
            "href": found.card.href,
        }

    def told(self, found: "NotePage", data: dict[str, Any]) -> dict[str, Any]:
        minutes = tutorial.total_minutes(found.details)
        needed = [
            {"@type": "HowToSupply", "name": row["name"]}
            | ({"requiredQuantity": row["amount"]} if "amount" in row else {})
            for row in found.details.get("materials", ())
        ]
        told = {key: data[key] for key in ("@context", "image", "url", "author") if data.get(key)}
        told |= {"@type": "HowTo", "name": data["headline"], "description": found.caption[:300], "supply": needed}
        if minutes:
            told["totalTime"] = f"PT{minutes}M"
        if "makes" in found.details:
            told["yield"] = found.details["makes"]
        return {**told, "step": [_told_step(step, data["url"]) for step in steps_page(found)]}


def steps_page(found: "NotePage") -> list[Row]:
    """The steps with their numbers and pictures, as every page shows them."""
    pictures = {card.id: (place + 1, card) for place, card in enumerate(found.pictures)}
    shown = []
    for n, step in enumerate(tutorial.steps_of(found.details)):
        place, card = pictures.get(step.get("picture", 0), (0, None))
        shown.append(
            {
                "number": n + 1,
                "title": step.get("title", ""),
                "text": to_html(step["text"], mentions={}) if step.get("text") else "",
                "plain": step.get("text", ""),
                "minutes": step.get("minutes", 0),
                "takes": tutorial.duration(step["minutes"]) if step.get("minutes") else "",
                "picture": card,
                "picture_number": place,
            }
        )
    return shown


def _forms(value: Any, name: str) -> list[Row]:
    found = [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
    return [
        {
            **row,
            "path": f"{name}.{n}",
            "at": f"details.{name}.{n}",
            "said": row.get("title") or str(row.get("text") or "")[:60],
            "is_open": not (row.get("title") or row.get("text")),
        }
        for n, row in enumerate(found or [{}])
    ]


def _told_step(step: Row, url: str) -> Row:
    told = {"@type": "HowToStep", "position": step["number"], "text": step["plain"] or step["title"]}
    told |= {"name": step["title"]} if step["title"] else {}
    told |= {"image": f"{settings.SITE_URL}{step['picture'].large}"} if step["picture"] else {}
    return {**told, "url": f"{url}/steps/{step['number']}"}
