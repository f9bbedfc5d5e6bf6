import tomllib

from django.apps import apps
from django.db.models import Model

from redbridge.accounts.outside_tags import OUTSIDE_TAGS
from tests.contracts.registry import ROOT, foreign_key_problems, save_problems, storeys, tag_problems


def _models(*, ours_only: bool) -> list[type[Model]]:
    ours = storeys()
    every = apps.get_models(include_auto_created=True)
    return [model for model in every if not ours_only or model._meta.app_label in ours]


def test_foreign_keys_point_down_and_have_no_way_back() -> None:
    assert foreign_key_problems(_models(ours_only=True)) == []


def test_every_field_of_every_table_is_tagged() -> None:
    assert tag_problems(_models(ours_only=False), OUTSIDE_TAGS) == []


def test_the_tags_of_outside_tables_name_tables_that_exist() -> None:
    assert set(OUTSIDE_TAGS) <= {model._meta.label for model in _models(ours_only=False)}


def test_import_linter_knows_the_rooms_of_every_package_that_has_rooms() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    known = next(contract["containers"] for contract in contracts if contract["name"].startswith("Inside a package"))
    rooms = [*ROOT.glob("redbridge/*/models*"), *ROOT.glob("redbridge/*/actions*"), *ROOT.glob("redbridge/*/queries*")]
    assert {f"redbridge.{path.parent.name}" for path in rooms} <= set(known)


def test_no_model_does_anything_on_the_side_when_it_is_saved() -> None:
    assert save_problems(_models(ours_only=True)) == []
