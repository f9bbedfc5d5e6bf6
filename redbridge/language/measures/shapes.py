"""What is found in a text, and what a reader would rather read."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount in a unit, where it stands in the text; `upper` is the other end of a range.

    `unit` is one of units.UNITS, a currency code, `number` for a large number in words, or a size as `shoe-EU` or
    `dress-US`. `of` is the ingredient that is measured, `who` is `women` or `men` where a size says so.
    """

    start: int
    end: int
    amount: Decimal
    unit: str
    upper: Decimal | None = None
    of: str = ""
    who: str = ""

    @property
    def is_money(self) -> bool:
        return len(self.unit) == 3 and self.unit.isupper()  # noqa: PLR2004 - the length of a currency's code


@dataclass(frozen=True, slots=True)
class Habits:
    """What a reader is used to.

    Units are `metric`, `us` or `imperial` (miles and feet, but grams and °C); sizes those of `US`, `EU`, `UK`, `CN` or
    `JP`.
    """

    units: str = "metric"
    sizes: str = "EU"
    currency: str = "EUR"
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Chip:
    """A stretch of a text and what it comes to for the reader; an estimate always, as the note says."""

    start: int
    end: int
    original: str
    converted: str
    note: str = ""
