import pytest

from redbridge.regions.rules import DEFAULT_MINIMUM_AGE, REGIONS, get_region


@pytest.mark.parametrize(("code", "minimum"), [("US", 13), ("DE", 16), ("FR", 15), ("ES", 14), ("KR", 14), ("CN", 14)])
def test_a_region_has_its_minimum_age(code: str, minimum: int) -> None:
    assert get_region(code).minimum_age == minimum
    assert get_region(code.lower()) is get_region(code)


@pytest.mark.parametrize("code", ["", "ZZ", "not a region", "🇺🇸"])
def test_anywhere_else_has_the_usual_one(code: str) -> None:
    assert get_region(code).minimum_age == DEFAULT_MINIMUM_AGE
    assert get_region(code).code == ""


def test_every_minimum_is_one_that_a_law_could_have() -> None:
    assert all(12 <= region.minimum_age <= region.adult_age == 18 for region in REGIONS.values())


def test_every_member_of_the_european_union_is_there() -> None:
    union = [
        "AT",
        "BE",
        "BG",
        "HR",
        "CY",
        "CZ",
        "DK",
        "EE",
        "FI",
        "FR",
        "DE",
        "GR",
        "HU",
        "IE",
        "IT",
        "LV",
        "LT",
        "LU",
        "MT",
        "NL",
        "PL",
        "PT",
        "RO",
        "SK",
        "SI",
        "ES",
        "SE",
    ]
    assert set(union) <= set(REGIONS)
    assert all(13 <= REGIONS[code].minimum_age <= 16 for code in union)
