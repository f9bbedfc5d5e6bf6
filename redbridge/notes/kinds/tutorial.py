"""Materials and steps, with minutes."""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from redbridge.kit.errors import Refused
from redbridge.notes.kinds.reading import Place, filled, line, number, picture, rows, table, trimmed, words

MOST_MATERIALS, MOST_STEPS = 60, 40
MOST_MINUTES = 7 * 24 * 60  # dough and ferments take days
LONGEST = {"makes": 60, "name": 80, "amount": 60, "title": 80, "text": 1000}
HOUR, DAY = 60, 24 * 60

Row = dict[str, Any]


class Tutorial:
    """`{"makes", "materials": [{"name", "amount"}], "steps": [{"title", "text", "minutes", "picture"}]}`."""

    def tidied(self, details: Row) -> Row:
        at = Place()
        details = table(details, at)
        needed = rows(details.get("materials"), at.into("materials", _("Materials")), most=MOST_MATERIALS)
        steps = rows(details.get("steps"), at.into("steps", _("Steps")), most=MOST_STEPS)
        inside, after = at.into("materials"), at.into("steps")
        return filled(
            {
                "makes": line(details.get("makes"), at.into("makes", _("Makes")), most=LONGEST["makes"]),
                "materials": [
                    _material(row, inside.into(n, _("Material %(n)s") % {"n": n + 1})) for n, row in enumerate(needed)
                ],
                "steps": [_step(row, after.into(n, _("Step %(n)s") % {"n": n + 1})) for n, row in enumerate(steps)],
            }
        )

    def check_complete(self, details: Row, *, title: str, picture_count: int) -> None:  # noqa: ARG002 - may have none
        if not title:
            raise Refused(_("Give it a title."), field="title", code="empty")
        first = Place().into("steps").into(0)
        if not trimmed(details.get("steps", ())):
            raise first.into("title").refuse(_("Add at least one step."), "empty")
        for n, step in enumerate(details["steps"]):
            if step and not (step.get("title") or step.get("text")):
                at = Place().into("steps").into(n, _("Step %(n)s") % {"n": n + 1})
                raise at.into("title").refuse(_("Say what to do."), "empty")
        for n, material in enumerate(details.get("materials", ())):
            if material and not material.get("name"):
                at = Place().into("materials").into(n, _("Material %(n)s") % {"n": n + 1})
                raise at.into("name").refuse(_("Say what it is."), "empty")

    def finished(self, details: Row, *, picture_ids: Collection[int]) -> Row:
        steps = [
            {key: value for key, value in step.items() if key != "picture" or value in picture_ids}
            for step in steps_of(details)
        ]
        return filled({**details, "materials": trimmed(details.get("materials", ())), "steps": steps})

    def words(self, details: Row) -> list[str]:
        said = [text for step in steps_of(details) for text in (step.get("title", ""), step.get("text", ""))]
        needed = [row.get("name", "") for row in details.get("materials", ())]
        return [text for text in (details.get("makes", ""), *needed, *said) if text]

    def facts(self, details: Row) -> tuple[str, ...]:
        steps, minutes = len(steps_of(details)), total_minutes(details)
        if not steps:
            return ()
        counted = ngettext("%(n)s step", "%(n)s steps", steps) % {"n": steps}
        return (duration(minutes), counted) if minutes else (counted,)

    def picture_ids(self, details: Row) -> list[int]:
        return [step["picture"] for step in steps_of(details) if "picture" in step]


SHAPE = Tutorial()


def steps_of(details: Row) -> list[Row]:
    """Every step that says something, in order."""
    return trimmed(details.get("steps", ()))


def total_minutes(details: Row) -> int:
    """How long all steps take, one after the other."""
    return sum(step.get("minutes", 0) for step in steps_of(details))


def duration(minutes: int) -> str:
    """`25 min`, `1 h 5 min`, `2 d 3 h`: exact, and short enough for a card."""
    days, rest = divmod(minutes, DAY)
    hours, minutes = divmod(rest, HOUR)
    parts = [
        pgettext("duration", "%(n)s d") % {"n": days} if days else "",
        pgettext("duration", "%(n)s h") % {"n": hours} if hours else "",
        pgettext("duration", "%(n)s min") % {"n": minutes} if minutes or not (days or hours) else "",
    ]
    return " ".join(part for part in parts if part)


def _material(value: Any, at: Place) -> Row:
    row = table(value, at)
    return filled(
        {
            "name": line(row.get("name"), at.into("name", _("name")), most=LONGEST["name"]),
            "amount": line(row.get("amount"), at.into("amount", _("amount")), most=LONGEST["amount"]),
        }
    )


def _step(value: Any, at: Place) -> Row:
    row = table(value, at)
    minutes = number(row.get("minutes"), at.into("minutes", _("minutes")), least=0, most=MOST_MINUTES)
    return filled(
        {
            "title": line(row.get("title"), at.into("title", _("title")), most=LONGEST["title"]),
            "text": words(row.get("text"), at.into("text", _("text")), most=LONGEST["text"]),
            "minutes": minutes or None,
            "picture": picture(row.get("picture"), at.into("picture", _("picture"))),
        }
    )
