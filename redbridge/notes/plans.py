"""Days and times as somebody reads them on their own clock, and what stands in their plan."""

import re
from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.utils.translation import gettext as _

from redbridge.accounts.models import Person
from redbridge.kit.errors import Refused
from redbridge.notes.models import Draft

LONGEST = 64
_PLACE = re.compile(r"(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)/")


@cache
def zones() -> tuple[str, ...]:
    """Names of places with a clock of their own, for a list to choose from."""
    found = (name for name in available_timezones() if _PLACE.match(name))
    return ("UTC", *sorted(found))


@cache
def _all_zones() -> frozenset[str]:
    return frozenset(available_timezones())


def is_zone(name: str) -> bool:
    return len(name) <= LONGEST and name in _all_zones()


def moment(day: str, time: str, zone: str) -> datetime:
    """The moment that a day and a time of a clock somewhere mean, in UTC.

    Refused for no such day or zone, and for an hour that clocks skip; of an hour that comes twice it is the first.
    """
    if not is_zone(zone):
        raise Refused(_("Choose your time zone."), field="zone", code="bad_choice")
    try:
        wall = datetime.fromisoformat(f"{day}T{time}")
    except ValueError:
        raise Refused(_("Choose a day and a time."), field="publish_at", code="bad_choice") from None
    if wall.tzinfo is not None or wall.year not in range(1970, 9999):
        raise Refused(_("Choose a day and a time."), field="publish_at", code="bad_choice")
    place = ZoneInfo(zone)
    found = wall.replace(tzinfo=place).astimezone(UTC)
    if found.astimezone(place).replace(tzinfo=None) != wall:
        sentence = _("Clocks are put forward that day, so this time does not come. Choose another.")
        raise Refused(sentence, field="publish_at", code="skipped")
    return found


def local(at: datetime, zone: str) -> datetime:
    """What the clock of a zone shows at a moment, as it is put on a page."""
    return at.astimezone(ZoneInfo(zone) if is_zone(zone) else UTC).replace(tzinfo=None)


def planned_drafts(viewer: Person) -> list[Draft]:
    """What the viewer planned, the next first, and before it what could not go out."""
    rows = Draft.objects.filter(author=viewer)
    missed = rows.filter(missed_at__isnull=False, publish_at__isnull=True).order_by("missed_at")
    return [*missed, *rows.filter(publish_at__isnull=False).order_by("publish_at", "id")]
