"""When somebody wants to be left alone."""

from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from redbridge.notifications.models import Choices

UTC_ZONE = ZoneInfo("UTC")
DAY_MINUTES = 24 * 60
_PLACES = ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


@lru_cache(maxsize=1)
def zone_names() -> tuple[str, ...]:
    """Every time zone that is called after a place, and UTC."""
    return ("UTC", *sorted(name for name in available_timezones() if name.partition("/")[0] in _PLACES))


def zone_of(name: str) -> ZoneInfo:
    """A time zone by name; UTC for one that nobody said or nobody knows any more."""
    return _zone(name) if name else UTC_ZONE


@lru_cache(maxsize=700)
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        return UTC_ZONE


def is_quiet(choices: Choices, now: datetime) -> bool:
    """Whether a pause or quiet hours hold now."""
    if choices.paused_until and now < choices.paused_until:
        return True
    start, end = choices.quiet_from, choices.quiet_to
    if start is None or end is None or start == end:
        return False
    local = now.astimezone(zone_of(choices.time_zone))
    minute = local.hour * 60 + local.minute
    return start <= minute < end if start < end else minute >= start or minute < end


def next_morning(choices: Choices, now: datetime) -> datetime:
    """Tomorrow at eight where the person is."""
    local = now.astimezone(zone_of(choices.time_zone))
    return (local + timedelta(days=1)).replace(hour=8, minute=0, second=0, microsecond=0)
