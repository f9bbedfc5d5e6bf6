"""Have texts translated before anybody waits for them."""

from collections.abc import Iterable

from redbridge.events import announce
from redbridge.kit import limits
from redbridge.language.events import TextsWanted
from redbridge.language.names import is_known
from redbridge.language.tags import tag_of

MOST_AT_ONCE = 50
A_DAY = 24 * 3600


def want(kind: str, ids: Iterable[int], *, into: str) -> None:
    """Have notes or comments translated by the worker. Announces TextsWanted, for each of them once a day."""
    into = tag_of(into)
    if not is_known(into) or kind not in {"note", "comment"}:
        return
    fresh = [each for each in dict.fromkeys(ids) if limits.allow(f"want:{kind}:{each}:{into}", limit=1, seconds=A_DAY)]
    for start in range(0, len(fresh), MOST_AT_ONCE):
        announce(TextsWanted(kind, tuple(fresh[start : start + MOST_AT_ONCE]), into))
