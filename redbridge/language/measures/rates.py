"""Exchange rates of one day: the table that is shipped, or the newer one that the operator brought."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path
from typing import Final

SHIPPED: Final = Path(__file__).resolve().parent.parent / "data" / "rates" / "rates.tsv"
MOST_BYTES: Final = 1_000_000
FEWEST: Final = 3
_CODE = re.compile(r"[A-Z]{3}")
_XML_DATE = re.compile(r"<Cube\s+time=[\"'](\d{4}-\d{2}-\d{2})[\"']")
_XML_RATE = re.compile(r"<Cube\s+currency=[\"']([A-Z]{3})[\"']\s+rate=[\"']([0-9.]+)[\"']\s*/>")


class NoRatesError(ValueError):
    """A file that is no table of rates; the sentence says why."""


@dataclass(frozen=True)
class Rates:
    """How many of each currency one unit of the base comes to, on a day."""

    day: date
    of: Mapping[str, Decimal]
    is_approximate: bool = False

    def convert(self, amount: Decimal, currency: str, wanted: str) -> Decimal | None:
        """The same money in another currency; None for one that is not in the table."""
        if currency not in self.of or wanted not in self.of:
            return None
        return amount * self.of[wanted] / self.of[currency]


def current() -> Rates:
    """The operator's table if there is one, else the one that is shipped."""
    own = home()
    try:
        stamp = own.stat().st_mtime_ns if own else 0
    except OSError:
        stamp = 0
    return _kept(str(own) if stamp else str(SHIPPED), stamp)


def home() -> Path | None:
    """Where the operator's table lies; None outside of a site."""
    site = os.environ.get("REDBRIDGE_DATA")
    return Path(site) / "language" / "rates.tsv" if site else None


@lru_cache(maxsize=4)
def _kept(path: str, _stamp: int) -> Rates:
    try:
        return parse(Path(path).read_text(encoding="utf-8"), is_approximate=path == str(SHIPPED))
    except (OSError, ValueError):
        return parse(SHIPPED.read_text(encoding="utf-8"), is_approximate=True)


def refresh(file: Path) -> Rates:
    """Take over a newer table for the site; NoRatesError, and nothing changed, for a file that is none."""
    target = home()
    if target is None:
        raise NoRatesError("There is no site here.")
    try:
        raw = file.read_bytes()
        if len(raw) > MOST_BYTES:
            raise NoRatesError("It is too large.")
        found = parse(raw.decode("utf-8"))
    except UnicodeDecodeError:
        raise NoRatesError("It is no text.") from None
    lines = [f"date\t{found.day.isoformat()}", *(f"{code}\t{rate:f}" for code, rate in sorted(found.of.items()))]
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = target.with_suffix(f".{os.getpid()}")
    beside.write_text("\n".join(lines) + "\n", encoding="utf-8")
    beside.replace(target)
    return found


def parse(text: str, *, is_approximate: bool = False) -> Rates:
    """A table of `CODE<tab or comma>rate` with a line `date`, or the daily XML of the European Central Bank."""
    if "<" in text:
        day = _XML_DATE.search(text)
        rows = [("date", day[1] if day else ""), ("EUR", "1"), *_XML_RATE.findall(text)]
    else:
        rows = [_row(line) for line in text.splitlines() if line.strip() and not line.startswith("#")]
    said = dict(rows)
    try:
        day_of = date.fromisoformat(said.get("date", ""))
    except ValueError:
        raise NoRatesError("It does not say of which date its rates are.") from None
    of = {code: _rate(code, value) for code, value in rows if code not in {"date", "base"}}
    if len(of) < FEWEST:
        raise NoRatesError("It holds no rates.")
    return Rates(day_of, of, is_approximate)


def _row(line: str) -> tuple[str, str]:
    name, _, value = line.replace(",", "\t").replace(";", "\t").partition("\t")
    return name.strip(), value.strip()


def _rate(code: str, value: str) -> Decimal:
    if not _CODE.fullmatch(code):
        raise NoRatesError(f"{code[:20]!r} is no currency.")
    try:
        rate = Decimal(value)
    except InvalidOperation:
        raise NoRatesError(f"{code} has no number.") from None
    if not rate.is_finite() or not Decimal("1e-6") < rate < Decimal("1e9"):
        raise NoRatesError(f"{code} has a rate that cannot be.")
    return rate
