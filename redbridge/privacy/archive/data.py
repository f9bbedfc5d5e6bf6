"""Every table with something of somebody in it, as the register of holdings and the field tags say."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import ForeignKey, Model

from redbridge.accounts.models import Person
from redbridge.privacy import holdings
from redbridge.privacy.archive.values import Addresses, batches, plain
from redbridge.privacy.holdings import Holding


def table_name(model: type[Model]) -> str:
    """Where the rows of a table lie."""
    return f"data/{model._meta.label}.json"


def rows(person: Person, model: type[Model], holding: Holding) -> Iterator[dict[str, Any]]:
    """Those rows of a table that are the person's, with the fields that are theirs to take."""
    # Whom somebody blocks they should keep blocking elsewhere, even if that one is away at the moment.
    addresses = Addresses(even_gone=model._meta.label in {"follows.Block", "follows.Mute"})
    for lookup in holding.whose:
        names = columns(model, holding, lookup)
        people = [name for name in names if _leads_to_person(model, name)]
        for batch in batches(holdings.rows_of(model, person, lookup).filter(**holding.only)):
            addresses.learn(getattr(row, f"{name}_id") for row in batch for name in people)
            for row in batch:
                yield {name: _value(row, model, name, addresses) for name in names}


def columns(model: type[Model], holding: Holding, lookup: str) -> list[str]:
    """What the archive holds of a row that is somebody's in this way; the number of the row goes along."""
    hidden = holdings.hidden_fields(holding, lookup)
    names = [name for name in holdings.exported_fields(model) if name not in hidden]
    own_number = model._meta.pk.name == "id"
    return (["id"] if own_number and "id" not in names else []) + names


def _leads_to_person(model: type[Model], name: str) -> bool:
    field = model._meta.get_field(name)
    return isinstance(field, ForeignKey) and field.related_model is Person


def _value(row: Any, model: type[Model], name: str, addresses: Addresses) -> Any:
    field: Any = model._meta.get_field(name)
    if field.is_relation:
        key = getattr(row, field.attname)
        if field.related_model is Person:
            return addresses[key]
        return None if key is None else str(key)
    value = getattr(row, name)
    if field.get_internal_type() in {"BigAutoField", "AutoField", "BigIntegerField"} and value is not None:
        return str(value)
    return plain(value)


def tables(person: Person) -> Iterable[tuple[str, Iterator[dict[str, Any]]]]:
    """Every table with its rows."""
    return ((table_name(model), rows(person, model, holding)) for model, holding in holdings.exported_models())
