"""The one way in which tests wait: until a condition holds, or a deadline says that it never will."""

import time
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")


def wait_until(condition: Callable[[], Found], seconds: float = 20, message: str | Callable[[], str] = "") -> Found:
    """What the condition returns once that is true; AssertionError with the message after the seconds."""
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        if time.monotonic() > deadline:
            said = message() if callable(message) else message
            raise AssertionError(said or f"The condition did not hold within {seconds} s")
        time.sleep(0.02)
    return found
