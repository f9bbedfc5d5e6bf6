"""How somebody reads, beside which languages they have translated."""

from dataclasses import dataclass

from redbridge.accounts.models import Person
from redbridge.language.models import ReadingHabits


@dataclass(frozen=True, slots=True)
class Habits:
    """What somebody chose; empty where they read as is usual in their language."""

    into: str = ""
    readings: str = ReadingHabits.Readings.UNKNOWN.value
    units: str = ""
    sizes: str = ""
    currency: str = ""
    outside: bool = True
    outside_followers: bool = False


def habits(person: Person) -> Habits:
    """The choices of a person, the defaults for who made none; one query."""
    row = ReadingHabits.objects.filter(person=person).first()
    if row is None:
        return Habits()
    return Habits(row.into, row.readings, row.units, row.sizes, row.currency, row.outside, row.outside_followers)
