"""Every table that can lead to a person has a rule, and so has every field in it that names one."""

from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Model

from redbridge.accounts.models import Person
from redbridge.privacy import holdings
from redbridge.privacy.holdings import HOLDINGS, LOOSE, Holding


def _leads_to_person(model: type[Model], seen: frozenset[type[Model]] = frozenset()) -> bool:
    if model is Person:
        return True
    targets = [each.related_model for each in model._meta.local_fields if each.is_relation]
    return any(_leads_to_person(each, seen | {model}) for each in targets if each not in seen)  # type: ignore[arg-type]


def problems(every: list[type[Model]], known: dict[str, Holding]) -> list[str]:
    """What the register does not say."""
    found = []
    for model in every:
        label = model._meta.label
        if label not in known:
            if label not in LOOSE or _leads_to_person(model):
                found.append(f"{label} has no rule in redbridge/privacy/holdings.py: whose are its rows?")
            continue
        holding = known[label]
        named = {*holding.whose, *holding.about}
        found += [
            f"{label}.{each.name} names a person: is the row theirs (whose), or does it name them?"
            for each in model._meta.local_fields
            if each.is_relation and each.related_model is Person and each.name not in named
        ]
    return found


def test_every_table_and_every_field_that_names_a_person_has_a_rule() -> None:
    assert problems(list(apps.get_models(include_auto_created=True)), HOLDINGS) == []


def test_a_new_table_without_a_rule_is_found() -> None:
    but = {label: rule for label, rule in HOLDINGS.items() if label != "follows.Mute"}
    assert "follows.Mute has no rule" in problems(list(apps.get_models()), but)[0]


def test_a_new_field_that_names_somebody_is_found() -> None:
    changed = {**HOLDINGS, "follows.Block": Holding({"blocker": ""})}
    assert problems(list(apps.get_models()), changed) == [
        "follows.Block.blocked names a person: is the row theirs (whose), or does it name them?"
    ]


def test_the_register_names_nothing_that_is_gone() -> None:
    labels = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    assert set(HOLDINGS) | set(LOOSE) <= labels
    assert not set(HOLDINGS) & set(LOOSE)
    for model, holding in holdings.models():
        names = {each.name for each in model._meta.local_fields}
        for lookup, hidden in holding.whose.items():
            holdings.rows_of(model, Person(id=1), lookup).query.sql_with_params()
            assert set(hidden.split()) <= names


def test_rows_that_stay_after_their_person_lose_the_name_by_themselves_too() -> None:
    kept = [(model, holding) for model, holding in holdings.models() if holdings.is_anonymized(model, holding)]
    assert {model._meta.label for model, _ in kept} == {"trust.Report", "trust.Decision"}
    for model, holding in kept:
        fields: list[Any] = [model._meta.get_field(name) for name in (*holding.whose, *holding.about)]
        assert all(each.remote_field.on_delete is models.SET_NULL for each in fields), model
