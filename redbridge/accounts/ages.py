"""Who is old enough; of a birthday only a band is kept, and for the young the date it turns."""

import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from redbridge.accounts.models import Person
from redbridge.kit.errors import Refused
from redbridge.regions.rules import get_region

_MONTH = re.compile(r"(\d{4})-(\d{2})")
FIRST_YEAR = 1900
TOO_YOUNG = "too_young"


@dataclass(frozen=True)
class Age:
    """What is kept of an age."""

    band: Person.AgeBand
    turns_on: date | None


def age_from(birth_month: str, *, region: str, today: date) -> Age:
    """The band for somebody born in a month ("2008-05"); Refused with code `too_young` below the region's minimum.

    A year of life counts from the month after the birthday's, so nobody is ever taken for older than they are.
    """
    match = _MONTH.fullmatch(birth_month)
    if not match or not 1 <= int(match[2]) <= 12 or not FIRST_YEAR <= int(match[1]) <= today.year:  # noqa: PLR2004
        raise Refused(_("Choose the month and type the year, as in 1996."), field="birth", code="birth")
    year, month = int(match[1]), int(match[2])
    rules = get_region(region)
    if _turns(year, month, rules.minimum_age) > today:
        raise too_young()
    adult_on = _turns(year, month, rules.adult_age)
    if adult_on > today:
        return Age(Person.AgeBand.TEEN, adult_on)
    return Age(Person.AgeBand.ADULT, None)


def too_young() -> Refused:
    """The kind answer, always in the same words: it does not say which year would have passed."""
    return Refused(
        _("You cannot have an account here yet. We would love to see you later, and you can read everything today."),
        field="birth",
        code=TOO_YOUNG,
    )


def _turns(year: int, month: int, age: int) -> date:
    return date(year + age + month // 12, month % 12 + 1, 1)
