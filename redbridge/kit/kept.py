"""What was costly to make, kept in the memory of this process up to a number of bytes."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


class Kept(Generic[Thing]):
    """The most recently used things, up to a number of bytes; several threads share it."""

    def __init__(self, most: int, weigh: Callable[[Thing], int]) -> None:
        self._left = self._most = most
        self._weigh = weigh
        self._found: OrderedDict[Hashable, Thing] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, key: Hashable) -> Thing | None:
        """The thing under a key, None where nothing is kept."""
        with self._lock:
            found = self._found.get(key)
            if found is not None:
                self._found.move_to_end(key)
            return found

    def keep(self, key: Hashable, thing: Thing) -> Thing:
        """Remember a thing, and forget what was not used for longest when there is no room."""
        with self._lock:
            if key not in self._found:
                self._left -= self._weigh(thing)
                self._found[key] = thing
            while self._left < 0:
                self._left += self._weigh(self._found.popitem(last=False)[1])
        return thing

    def get(self, key: Hashable, make: Callable[[], Thing]) -> Thing:
        """The thing under a key, made outside the lock when it is not there."""
        found = self.find(key)
        return self.keep(key, make()) if found is None else found

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._found.clear()
            self._left = self._most
