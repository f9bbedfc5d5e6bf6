"""How values stand in an archive (docs/archive.md), and how rows are read without holding many of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet

from redbridge.accounts.models import Person

BATCH = 200
MEDIA = "media_attachments"


def moment(value: datetime | None) -> str | None:
    """ISO 8601 in UTC."""
    return value.astimezone(UTC).isoformat() if value else None


def plain(value: Any) -> Any:
    """A value of a column as JSON has it."""
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, bool | str | int | float | list | dict) else str(value)


def host() -> str:
    """What stands behind the @ of people of this site for others."""
    return urlsplit(settings.SITE_URL).netloc


def note_address(note_id: int | str) -> str:
    """The page of a note."""
    return f"{settings.SITE_URL}/n/{note_id}"


def person_address(address: str) -> str:
    """The page of somebody."""
    return f"{settings.SITE_URL}/@{address}"


def note_link(note_id: int | None) -> dict[str, str] | None:
    """A note of somebody, named and nothing more."""
    return {"id": str(note_id), "address": note_address(note_id)} if note_id else None


def outside(address: str) -> str:
    """Somebody's address as it means the same on every site."""
    return address if "@" in address else f"{address}@{host()}"


@dataclass
class Addresses:
    """Addresses of people, asked for in batches; None for somebody who left, unless `even_gone`."""

    even_gone: bool = False
    _known: dict[int, str | None] = field(default_factory=dict)

    def learn(self, ids: Iterable[int | None]) -> None:
        """Look these people up."""
        if len(self._known) > 10 * BATCH:
            self._known.clear()
        wanted = {each for each in ids if each and each not in self._known}
        if not wanted:
            return
        self._known |= dict.fromkeys(wanted)
        for person in Person.objects.filter(id__in=wanted).only("id", "handle", "host", "closed_at"):
            if self.even_gone or person.closed_at is None:
                self._known[person.id] = person.address

    def __getitem__(self, person_id: int | None) -> str | None:
        if person_id and person_id not in self._known:
            self.learn([person_id])
        return self._known.get(person_id) if person_id else None


def batches(rows: QuerySet[Any], *, by: str = "pk", size: int = BATCH) -> Iterator[list[Any]]:
    """The rows by a unique column, so many at a time, so that no statement lasts and no list grows."""
    rows = rows.order_by(by)
    last: Any = None
    while found := list((rows if last is None else rows.filter(**{f"{by}__gt": last}))[:size]):
        yield found
        last = getattr(found[-1], by)
