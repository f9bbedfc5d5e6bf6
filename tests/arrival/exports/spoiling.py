"""Exports with something wrong: bytes changed, cut, doubled; values swapped for values of other kinds."""

import json
import os
import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from tests.arrival.exports.making import Export

SPOILED = int(os.environ.get("REDBRIDGE_SPOILED", "300"))  # of each kind; more of them find more

STRANGE: tuple[Any, ...] = (
    *(None, True, 0, -1, 2**63, 1.5, "", "\0", "\ud800", "x" * 300, [], {}, [[]], [None], {"": None}, "1900-01-01"),
    *("3000-01-01T00:00:00Z", "2024-13-45", "https://[broken", "http://x/@", "../../x", "<script>", ["a", 1]),
)


def spoiled(export: Export, count: int, *, only: str = "") -> Iterator[Export]:
    """So many exports, each with one file spoiled; the same ones every time. Only files that end with `only`."""
    chance = random.Random(7)
    names = sorted(name for name in export.files if name.endswith(only))
    kept = {name: content for name, content in export.files.items() if name in names}
    for _ in range(count):
        name = chance.choice(names)
        how = chance.choice((_swapped, _swapped, _swapped, _cut, _changed, _doubled))
        yield replace(export, files={**kept, name: how(export.files[name], chance)})


def _swapped(content: bytes, chance: random.Random) -> bytes:
    """A value of the JSON in it exchanged for a strange one."""
    try:
        tree = json.loads(content)
    except ValueError:
        return _changed(content, chance)
    places = list(_places(tree))
    if not places:
        return json.dumps(chance.choice(STRANGE)).encode()
    holder, key = chance.choice(places)
    holder[key] = chance.choice(STRANGE)
    return json.dumps(tree).encode()


def _places(tree: Any) -> Iterator[tuple[Any, Any]]:
    keys = range(len(tree)) if isinstance(tree, list) else list(tree) if isinstance(tree, dict) else ()
    for key in keys:
        yield tree, key
        yield from _places(tree[key])


def _cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def _changed(content: bytes, chance: random.Random) -> bytes:
    found = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        if found:
            found[chance.randrange(len(found))] = chance.randrange(256)
    return bytes(found)


def _doubled(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content) + 1)
    return content[:start] + content[start // 2 :]
