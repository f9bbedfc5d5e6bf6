"""Rows for any table, with a canary in every field that can hold one."""

import itertools
from collections.abc import Callable
from datetime import date
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Model
from django.utils import timezone

from redbridge.accounts.models import Person

_number = itertools.count(1)
SPECIAL: dict[tuple[str, str], Any] = {
    ("accounts.Person", "host"): "",
    ("media.Picture", "secret"): "0" * 32,
    ("media.Video", "secret"): "0" * 32,
    ("notifications.PushSubscription", "token_id"): None,
    ("notes.Note", "deleted_at"): None,
    ("notes.Note", "is_listed"): True,
    ("interactions.Comment", "deleted_at"): None,
    ("interactions.Comment", "parent"): None,
    ("media.Picture", "progress"): "ready",
    ("media.Video", "progress"): "ready",
    ("media.Video", "sources"): [],
    ("media.Picture", "widths"): [480],
    ("privacy.Departure", "state"): "gone",
    ("notes.NoteReview", "tallied"): [],
    ("notes.NoteReview", "is_counted"): False,
    # A case keeps what was decided under which rule: words of ours, and numbers.
    ("trust.Report", "reason"): "spam",
    ("trust.Report", "language"): "en",
    ("trust.Decision", "rule"): "spam",
    ("trust.Decision", "rule_version"): "1",
    # Hashes, masked words and names of engines: what an erasure takes along is found by the hash of the text.
    ("language.Translation", "key"): "0" * 64,
    ("language.Translation", "text_hash"): "0" * 64,
    ("language.Translation", "source"): "en",
    ("language.Translation", "target"): "es",
    ("language.Translation", "engine"): "gloss",
    ("language.Translation", "engine_version"): "1",
    ("language.Translation", "glossary_version"): "1",
    ("language.Translation", "via"): "",
    ("language.Translation", "words"): "hola",
    ("notes.Draft", "note"): None,
    ("notes.Note", "answers"): None,
    ("notes.Note", "quotes"): None,
    ("notes.Draft", "answers"): None,
    ("notes.Draft", "quotes"): None,
    ("accounts.Person", "closed_at"): None,
    ("accounts.Person", "standing"): "visible",
}


class Filler:
    """Makes one row of each table for a person. `canary` starts every text, so that all of them can be looked for."""

    def __init__(self, person: Person, other: Person, canary: str) -> None:
        self.person, self.other, self.canary = person, other, canary
        self.made: dict[str, Any] = {}

    def row(self, label: str, **said: Any) -> Any:
        """A saved row, its needed rows made first."""
        model = apps.get_model(label)
        values = {each.name: self._value(model, each) for each in model._meta.local_fields if each.name not in said}
        values = {name: value for name, value in values.items() if value is not _USUAL}
        found = model(**{**values, **said})
        models.Model.save(found, force_insert=True)
        self.made[label] = found
        return found

    def word(self, where: str = "") -> str:
        return f"{self.canary}-{next(_number)}{where}"

    def _value(self, model: type[Model], field: Any) -> Any:
        key = (model._meta.label, field.name)
        if key in SPECIAL:
            return SPECIAL[key]
        if isinstance(field, models.CompositePrimaryKey) or (field.primary_key and not field.is_relation):
            return self.word()[: field.max_length] if isinstance(field, models.CharField) else _USUAL
        if field.is_relation:
            return self._related(field)
        return self._plain(field)

    def _related(self, field: Any) -> Any:
        label = field.related_model._meta.label
        if label == "accounts.Person":
            return self.other if field.name in OTHERS else self.person
        if label == "accounts.SignIn":
            return self.person.sign_in
        if label in self.made:
            return self.made[label]
        return self.row(label)

    def _plain(self, field: Any) -> Any:
        if field.choices:
            return field.choices[0][0]
        return next((make(self, field) for kind, make in PLAIN if isinstance(field, kind)), next(_number))


def _json(filler: Filler, field: Any) -> Any:
    return {"said": filler.word()} if field.default is dict else [filler.word()]


def _text(filler: Filler, field: Any) -> str:
    return filler.word()[-field.max_length :] if field.max_length else filler.word()


PLAIN: tuple[tuple[type, Callable[[Filler, Any], Any]], ...] = (
    (models.BooleanField, lambda _filler, _field: True),
    (models.JSONField, _json),
    (models.DateTimeField, lambda _filler, _field: timezone.now()),
    (models.DateField, lambda _filler, _field: date(2026, 1, 2)),
    (models.EmailField, lambda filler, _field: f"{filler.word()}@example.org"),
    (models.GenericIPAddressField, lambda _filler, _field: "192.0.2.7"),
    (models.CharField, _text),
    (models.TextField, _text),
)


class _Usual:
    """What the model itself says."""


_USUAL = _Usual()
OTHERS = {
    "followed",
    "blocked",
    "muted",
    "found",
    "proved_by",
    "actor",
    "mentor",
    "answers",
    "moderator",
    "bearer",
    "decided_by",
}
