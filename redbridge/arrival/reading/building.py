"""Builds values out of the event stream of ijson; the loop in which a large export spends its time."""

from typing import Any

from redbridge.arrival.reading import limits
from redbridge.arrival.sources.shape import Unreadable


class Tally:
    """What had to be cut while reading."""

    def __init__(self) -> None:
        self.texts = 0
        self.keys = 0


class Builder:
    """Builds the entries of one chosen list or map, or all of it at once."""

    def __init__(self, path: tuple[str, ...], event: str, tally: Tally, at: str, *, is_whole: bool) -> None:
        self.path, self.is_whole, self.is_done = path, is_whole, False
        self._tally, self._at, self._limits = tally, at, limits.now()
        self._size = 0  # bytes that were read since an entry began
        self._root: Any = {} if event == "start_map" else []
        self._top: Any = self._root
        self._key = ""
        self._stack: list[Any] = []  # what is open around the top

    def take(self, events: list[tuple[str, Any]], position: int, size: int) -> int:  # noqa: C901 - a call for each would cost most
        """Go on with these events of so many bytes; gives the position behind the last one used."""
        most_text, top, key, stack = self._limits.text, self._top, self._key, self._stack
        for number in range(position, len(events)):
            event, value = events[number]
            if event == "map_key":
                key = value if len(value) <= self._limits.key else self._cut_key(value)
            elif event == "end_map" or event == "end_array":  # noqa: PLR1714 - faster than a set
                if not stack:
                    self.is_done = True
                    return number + 1
                top = stack.pop()
                if not stack:
                    self._size = 0
            else:
                if event == "string":
                    if len(value) > most_text:
                        value = self._cut(value)
                elif value is None and event != "null":
                    value = {} if event == "start_map" else []
                    self._deepen(top)
                if type(top) is dict:
                    top[key] = value
                else:
                    top.append(value)
                if value is not None and event[0] == "s" and event != "string":
                    top = value
        self._top, self._key = top, key
        self._grow(size)
        return len(events)

    def flush(self) -> list[Any]:
        """Entries that are complete; of a map, pairs. All of a value that was wanted at once."""
        if self.is_whole:
            return [self._root] if self.is_done else []
        entries = list(self._root.items() if isinstance(self._root, dict) else self._root)
        self._root.clear()
        if self._stack and entries:
            last = entries.pop()
            if isinstance(self._root, dict):
                self._root[last[0]] = last[1]
            else:
                self._root.append(last)
        return entries

    def _deepen(self, top: Any) -> None:
        if len(self._stack) + len(self.path) >= self._limits.depth:
            raise Unreadable("too_deep", self._at)
        self._stack.append(top)

    def _grow(self, size: int) -> None:
        if self._stack or self.is_whole:
            self._size += size
            if self._size > self._limits.row_bytes:
                raise Unreadable("row_too_big", self._at)

    def _cut(self, text: str) -> str:
        self._tally.texts += 1
        return text[: self._limits.text]

    def _cut_key(self, key: str) -> str:
        self._tally.keys += 1
        return key[: self._limits.key]
