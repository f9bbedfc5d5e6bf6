"""What the law of a region asks of the product, as data; whoever hosts a site elsewhere adds a row.

These are an engineer's reading of public sources, not legal advice.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from redbridge.regions import codes

DEFAULT_MINIMUM_AGE = 13
ADULT_AGE = 18


@dataclass(frozen=True)
class Region:
    """One place with rules of its own; `code` is its ISO 3166-1 code, empty for anywhere else."""

    code: str
    name: str | Promise
    minimum_age: int = DEFAULT_MINIMUM_AGE
    adult_age: int = ADULT_AGE


ELSEWHERE = Region("", _("Somewhere else"))

# Youngest age at which somebody may agree to the use of their data without a parent.
# GDPR art. 8 lets each member state choose between 13 and 16; the national law is named where it is not 16.
_EUROPE = {
    "AT": 14,  # Datenschutzgesetz § 4 (4)
    "BE": 13,  # Act of 30 July 2018, art. 7
    "BG": 14,  # Personal Data Protection Act, art. 25c
    "CY": 14,  # Law 125(I)/2018, art. 8
    "CZ": 15,  # Act 110/2019, § 7
    "DE": 16,
    "DK": 15,  # Databeskyttelsesloven § 6 (2), since 2024
    "EE": 13,  # Isikuandmete kaitse seadus § 8
    "ES": 14,  # Ley Orgánica 3/2018, art. 7
    "FI": 13,  # Tietosuojalaki § 5
    "FR": 15,  # Loi Informatique et Libertés, art. 45
    "GR": 15,  # Law 4624/2019, art. 21
    "HR": 16,
    "HU": 16,
    "IE": 16,
    "IT": 14,  # D.lgs. 101/2018, art. 2-quinquies
    "LT": 14,  # Law on Legal Protection of Personal Data, art. 6
    "LU": 16,
    "LV": 13,  # Personal Data Processing Law, s. 33
    "MT": 13,  # S.L. 586.11
    "NL": 16,
    "PL": 16,
    "PT": 13,  # Lei 58/2019, art. 16
    "RO": 16,
    "SE": 13,  # Lag 2018:218, 2 kap. 4 §
    "SI": 15,  # ZVOP-2, art. 8
    "SK": 16,
    "IS": 13,  # Act 90/2018, art. 10
    "LI": 16,
    "NO": 13,  # Personopplysningsloven § 5
    "GB": 13,  # Data Protection Act 2018, s. 9
}
_WORLD = {
    "AU": 16,  # Online Safety Amendment (Social Media Minimum Age) Act 2024
    "BR": 13,
    "CA": 14,  # Quebec, Act respecting the protection of personal information, s. 4.1; one rule for the country
    "CH": 13,
    "CN": 14,  # Personal Information Protection Law, art. 31
    "HK": 13,
    "ID": 13,
    "IN": 18,  # Digital Personal Data Protection Act 2023, s. 9: a parent's verified consent below 18
    "JP": 13,
    "KR": 14,  # Personal Information Protection Act, art. 22-2
    "MX": 13,
    "MY": 13,
    "NZ": 13,
    "PH": 13,
    "SG": 13,
    "TH": 13,
    "TW": 13,
    "US": 13,  # Children's Online Privacy Protection Act
    "VN": 16,  # Decree 147/2024: below 16 a parent registers
}
REGIONS: dict[str, Region] = {
    code: Region(code, codes.NAMES[code], minimum_age) for code, minimum_age in sorted({**_EUROPE, **_WORLD}.items())
}


def get_region(code: str) -> Region:
    """The rules of a place; of anywhere else when it has none of its own."""
    return REGIONS.get((code or "").upper(), ELSEWHERE)
