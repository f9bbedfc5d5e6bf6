"""Rules over Django's registry of models, as functions that name every breach."""

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.db.models import Model

ROOT = Path(__file__).resolve().parents[2]


def storeys() -> dict[str, int]:
    """The height of every package, read from the one place that says it: import-linter's layers."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract.get("containers") == ["redbridge"])
    return {
        package.strip(" ()"): height for height, layer in enumerate(reversed(layers)) for package in layer.split("|")
    }


def foreign_key_problems(models: Iterable[type[Model]]) -> list[str]:
    """Foreign keys point down the storeys or stay at home; one that leaves home has no reverse name."""
    height = storeys()
    found = []
    for model in models:
        home = model._meta.app_label
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
            if not isinstance(field.related_model, type):
                continue
            away = field.related_model._meta.app_label
            if home not in height or away not in height or home == away:
                continue
            place = f"{model._meta.label}.{field.name}"
            if height[away] >= height[home]:
                found.append(
                    f"{place} points at {away}, which is not below {home}: turn it round, or announce an event."
                )
            if field.remote_field and not field.remote_field.hidden:
                found.append(f'{place} leaves {home}: say related_name="+", or {away} grows a way back up.')
    return found


def tag_problems(models: Iterable[type[Model]], outside: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Every column says what it is for, how long it is kept, and what export and erasure do to it."""
    ours = storeys()
    found = []
    for model in models:
        label = model._meta.label
        is_ours = model._meta.app_label in ours and model.__module__.split(".")[0] != "django"
        tagged = set(getattr(model, "field_tags", {}) if is_ours else outside.get(label, {}))
        named = {field.name for field in (*model._meta.local_fields, *model._meta.local_many_to_many)}
        where = f"in {label}.field_tags" if is_ours else "in redbridge/accounts/outside_tags.py"
        found += [f"{label}.{name} has no tag: say {where} why we keep it." for name in sorted(named - tagged)]
        found += [f"{label} has no field {name}: take its tag away {where}." for name in sorted(tagged - named)]
    return found


def save_problems(models: Iterable[type[Model]]) -> list[str]:
    """Nothing happens on the side when a row is saved."""
    return [
        f"{cls.__module__}.{cls.__name__} overrides {method}(): what else has to happen belongs in an action."
        for model in models
        for cls in model.__mro__
        if cls.__module__.split(".")[0] in {"redbridge", "tests"}
        for method in ("save", "save_base", "delete")
        if method in vars(cls)
    ]
