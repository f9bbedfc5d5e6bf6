"""How somebody wants to read."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from redbridge.accounts.models import Person
from redbridge.kit.errors import Refused
from redbridge.language import wishes
from redbridge.language.models import ReadingChoice, ReadingHabits
from redbridge.language.names import is_known
from redbridge.language.tags import tag_of

MOST_CHOICES = 60
UNITS = ("", "metric", "imperial", "us")


def set_choice(actor: Person, *, language: str, choice: str) -> None:
    """What happens to texts in a language from now on: never, ask or always; an empty choice is the default again."""
    language = tag_of(language)
    if not is_known(language) or choice not in {"", *wishes.CHOICES}:
        raise Refused(_("That is not one of the choices."), field="choice", code="bad_choice")
    with transaction.atomic():
        own = ReadingChoice.objects.filter(person=actor)
        if not choice:
            own.filter(language=language).delete()
        elif own.exclude(language=language).count() < MOST_CHOICES:
            ReadingChoice.objects.update_or_create(person=actor, language=language, defaults={"choice": choice})


def set_habits(actor: Person, **changes: Any) -> ReadingHabits:
    """Change what is given of into, readings, units, sizes, currency, outside, outside_followers; the rest stays."""
    allowed = {"into", "readings", "units", "sizes", "currency", "outside", "outside_followers"}
    if set(changes) - allowed:
        raise TypeError(f"no such habit: {', '.join(sorted(set(changes) - allowed))}")
    if into := changes.get("into"):
        changes["into"] = tag_of(into)
    for field, is_fine in _checks(changes).items():
        if not is_fine:
            raise Refused(_("That is not one of the choices."), field=field, code="bad_choice")
    with transaction.atomic():
        row, _is_new = ReadingHabits.objects.select_for_update().get_or_create(person=actor)
        for field, value in changes.items():
            setattr(row, field, value)
        if changes:
            row.save(update_fields=list(changes))
    return row


def _checks(changes: dict[str, Any]) -> dict[str, bool]:
    into, currency = changes.get("into", ""), changes.get("currency", "")
    return {
        "into": not into or is_known(into),
        "readings": changes.get("readings", "all") in ReadingHabits.Readings.values,
        "units": changes.get("units", "") in UNITS,
        "sizes": len(changes.get("sizes", "")) <= 8,  # noqa: PLR2004 - the column's length
        "currency": not currency or (len(currency) == 3 and currency.isascii() and currency.isupper()),  # noqa: PLR2004
        "outside": isinstance(changes.get("outside", True), bool),
        "outside_followers": isinstance(changes.get("outside_followers", True), bool),
    }
