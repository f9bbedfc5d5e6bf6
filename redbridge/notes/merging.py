"""What becomes of a draft that two devices changed: three versions of it, field by field."""

from typing import Any

Fields = dict[str, Any]
# Texts of several lines, and of one: of these both can be kept.
LONG, SHORT = ("caption", "card_text"), ("title", "place")


class ClashError(Exception):
    """Both sides changed the same thing."""


def merge(base: Fields | None, mine: Fields, theirs: Fields) -> tuple[Fields, Fields]:
    """The fields after both sides' changes, and of what both changed differently mine.

    There theirs stays. Without a base nobody knows who changed what, so whatever differs is in question.
    """
    found, clashes = dict(theirs), {}
    for name, value in mine.items():
        if name == "details":
            continue
        known = base is not None and name in base
        if value == theirs[name] or (known and base is not None and value == base[name]):
            continue
        if known and base is not None and theirs[name] == base[name]:
            found[name] = value
        else:
            clashes[name] = value
    if "details" in mine:
        _merge_details(base, mine, theirs, found, clashes)
    return found, clashes


def _merge_details(base: Fields | None, mine: Fields, theirs: Fields, found: Fields, clashes: Fields) -> None:
    """Details belong to the kind: where the sides chose different kinds, each kind keeps its own, see `parked`."""
    if mine["kind"] != theirs["kind"]:
        found["details"] = mine["details"] if found["kind"] == mine["kind"] else theirs["details"]
        return
    former = base["details"] if base is not None and base["kind"] == mine["kind"] else None
    try:
        found["details"] = merge_values(former, mine["details"], theirs["details"])
    except ClashError:
        clashes["details"] = mine["details"]


def merge_values(base: Any, mine: Any, theirs: Any) -> Any:
    """Both sides' changes to a JSON value; ClashError where they changed the same part of it differently."""
    if theirs in (mine, base):
        return mine
    if mine == base:
        return theirs
    if isinstance(base, dict) and isinstance(mine, dict) and isinstance(theirs, dict):
        return _merge_objects(base, mine, theirs)
    if isinstance(base, list) and isinstance(mine, list) and isinstance(theirs, list):
        return _merge_lists(base, mine, theirs)
    raise ClashError


_GONE = object()


def _merge_objects(base: Fields, mine: Fields, theirs: Fields) -> Fields:
    found = {}
    for name in dict.fromkeys([*theirs, *mine]):
        value = merge_values(base.get(name, _GONE), mine.get(name, _GONE), theirs.get(name, _GONE))
        if value is not _GONE:
            found[name] = value
    return found


def _merge_lists(base: list[Any], mine: list[Any], theirs: list[Any]) -> list[Any]:
    if len(base) == len(mine) == len(theirs):
        return [merge_values(*values) for values in zip(base, mine, theirs, strict=True)]
    mine_from, mine_to, mine_new = _changed(base, mine)
    theirs_from, theirs_to, theirs_new = _changed(base, theirs)
    if mine_from == mine_to == theirs_from == theirs_to:
        raise ClashError  # two things put into the same gap
    if mine_to <= theirs_from:
        return base[:mine_from] + mine_new + base[mine_to:theirs_from] + theirs_new + base[theirs_to:]
    if theirs_to <= mine_from:
        return base[:theirs_from] + theirs_new + base[theirs_to:mine_from] + mine_new + base[mine_to:]
    raise ClashError


def _changed(base: list[Any], now: list[Any]) -> tuple[int, int, list[Any]]:
    """The one stretch of the list outside of which nothing changed, and what stands there now."""
    most = min(len(base), len(now))
    start = next((at for at in range(most) if base[at] != now[at]), most)
    same = next((at for at in range(most - start) if base[-1 - at] != now[-1 - at]), most - start)
    return start, len(base) - same, now[start : len(now) - same]


def both(name: str, one: str, other: str) -> str:
    """Two texts of a field as one."""
    return f"{one}\n\n{other}" if name in LONG or name.startswith("alt-") else f"{one} / {other}"
