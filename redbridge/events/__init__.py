"""What happened and who is told: an announced event is never lost, and every reaction to it runs at least once."""

from typing import TYPE_CHECKING, Any

from redbridge.events.registry import event, every, react
from redbridge.events.transactions import durable_transaction

if TYPE_CHECKING:
    from redbridge.events.actions import announce

__all__ = ["announce", "durable_transaction", "event", "every", "react"]


def __getattr__(name: str) -> Any:
    # Packages import this module while Django still collects models, so the tables must not load with it.
    if name == "announce":
        from redbridge.events.actions import announce  # noqa: PLC0415 - see above

        return announce
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
