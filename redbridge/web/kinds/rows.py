"""Details as the fields of a form: `details.days.2.stops.0.place` is one of them, and buttons change whole rows."""

from collections.abc import Callable, Mapping
from typing import Any

DEEPEST = 6
MOST_ROWS = 3  # digits: more rows than that fit into no kind
MOST_DIGITS = 18
PREFIX = "details"


def read(sent: Mapping[str, str]) -> dict[str, Any]:
    """The details that a form sent, every value as its text; rows stand in the order of their numbers."""
    found: dict[str, Any] = {}
    for name in sent:
        head, *keys = name.split(".")
        if head == PREFIX and 0 < len(keys) <= DEEPEST and all(map(_is_key, keys)):
            _put(found, keys, sent[name])
    return {key: _listed(value) for key, value in found.items()}


def _is_key(key: str) -> bool:
    return key.isidentifier() or _is_number(key)


def _is_number(key: str) -> bool:
    return key.isascii() and key.isdecimal() and len(key) <= MOST_ROWS


def _put(found: dict[str, Any], keys: list[str], value: str) -> None:
    for key in keys[:-1]:
        inside = found.setdefault(key, {})
        if not isinstance(inside, dict):
            return
        found = inside
    found.setdefault(keys[-1], value)


def _listed(value: Any) -> Any:
    """Objects whose keys are all numbers are lists."""
    if not isinstance(value, dict):
        return value
    inside = {key: _listed(each) for key, each in value.items()}
    if inside and all(map(_is_number, inside)):
        return [inside[key] for key in sorted(inside, key=int)]
    return inside


def press(details: dict[str, Any], button: str, target: str, *, blank: Callable[[str], Any]) -> dict[str, Any]:
    """The details after `add-days.0.stops`, `drop-days.0.stops.1`, `earlier-days.1` or `later-days.1`.

    `blank` answers a new row for the name of its list. What leads nowhere changes nothing.
    """
    *path, last = target.split(".") if len(target.split(".")) <= DEEPEST else [""]
    at = _walk(details, path)
    if button == "add":
        if isinstance(at, dict) and isinstance(at.setdefault(last, []), list):
            at[last].append(blank(last))
        return details
    place = int(last) if _is_number(last) else -1
    if isinstance(at, list) and 0 <= place < len(at):
        row = at.pop(place)
        if button != "drop":
            at.insert(max(0, place + (1 if button == "later" else -1)), row)
    return details


def _walk(details: Any, path: list[str]) -> Any:
    for key in path:
        if isinstance(details, list) and _is_number(key) and int(key) < len(details):
            details = details[int(key)]
        elif isinstance(details, dict):
            details = details.get(key)
        else:
            return None
    return details


def number_of(value: Any) -> Any:
    """The number that a text says; anything else stays as it is, for the kind's shape to refuse in words."""
    if not isinstance(value, str):
        return value
    text = value.strip()
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else value if text else None
