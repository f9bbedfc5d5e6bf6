"""Archives of somebody, where somebody lives now, and what the site keeps about people."""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from redbridge.accounts.models import Person
from redbridge.kit.errors import NotFound
from redbridge.kit.ids import possible
from redbridge.kit.prepared import Prepared
from redbridge.privacy import folders, holdings
from redbridge.privacy.models import Departure, Farewell, Forwarding, Signpost

MOST_LISTED = 20
ARCHIVES_A_DAY = 2


def own_archives(viewer: Person) -> list[Departure]:
    """What the viewer asked for, the newest first."""
    return list(Departure.objects.filter(person=viewer).order_by("-asked_at", "-id")[:MOST_LISTED])


def own_archive(viewer: Person, *, departure_id: int) -> Departure:
    """One archive of the viewer's; NotFound for those of others."""
    found = Departure.objects.filter(person=viewer, id__in=possible([departure_id])).first()
    if found is None:
        raise NotFound
    return found


def archive_file(viewer: Person, *, departure_id: int, secret: str) -> Path:
    """The file of an archive of the viewer's while its address is good; else NotFound."""
    found = own_archive(viewer, departure_id=departure_id)
    is_good = found.state == Departure.State.READY and found.expires_at and found.expires_at > timezone.now()
    file = folders.file(found.id)
    if not is_good or not hmac.compare_digest(found.secret.encode(), secret.encode()) or not file.is_file():
        raise NotFound
    return file


def archives_left(viewer: Person) -> int:
    """How many archives the viewer may ask for today."""
    since = timezone.now() - timedelta(days=1)
    failed = Departure.State.FAILED
    return max(
        0, ARCHIVES_A_DAY - Departure.objects.filter(person=viewer, asked_at__gt=since).exclude(state=failed).count()
    )


def grace() -> timedelta:
    """How long somebody who left can come back."""
    return timedelta(days=settings.GRACE_DAYS)


def farewell_of(person: Person) -> Farewell | None:
    """What somebody who left asked for."""
    return Farewell.objects.filter(person=person).first()


def due_farewells(limit: int = 100) -> list[int]:
    """People whose time of grace is over."""
    now = timezone.now()
    asked = Farewell.objects.values("person")
    over = Q(id__in=Farewell.objects.filter(due_at__lte=now).values("person"))
    over |= Q(closed_at__lte=now - grace()) & ~Q(id__in=asked)
    return list(
        Person.objects.filter(over, closed_at__isnull=False).order_by("closed_at").values_list("id", flat=True)[:limit]
    )


def person_even_closed(handle: str) -> Person:
    """Who of this site is called so, also while they wait for the end of their account; for whoever runs it."""
    found = Person.objects.filter(handle=handle.strip().removeprefix("@").lower(), host="").first()
    if found is None:
        raise NotFound
    return found


@dataclass(frozen=True, slots=True)
class NewHome:
    """Where somebody lives now. `said` is what they add, in their own words."""

    handle: str
    address: str
    said: str = ""
    language: str = ""
    since: datetime | None = None


def new_home_of(person: Person) -> NewHome | None:
    """Where somebody who is still here says that they live now."""
    row = _HOME.first(key=person.id)
    return NewHome(person.handle, row.address, row.said, row.language, row.at) if row else None


def signpost(address: str) -> NewHome:
    """Where somebody went who left and wanted it said; NotFound when nobody of that name did."""
    handle, _, host = address.strip().removeprefix("@").lower().partition("@")
    if host or "\x00" in handle:
        raise NotFound
    found = Signpost.objects.filter(handle=handle[:31], until__gt=timezone.now()).first()
    if found is None:
        raise NotFound
    return NewHome(found.handle, found.address)


@dataclass(frozen=True, slots=True)
class Kept:
    """A line of the privacy page: what is kept for one purpose."""

    purpose: str
    retention: str
    is_exported: bool
    stays: str  # after an erasure: "" for nothing, "anonymize" for rows without the person, "keep" for what it says


def data_map() -> list[Kept]:
    """What is kept about people, by purpose, as the field tags say."""
    loose = [apps.get_model(label) for label in KNOWN_BY_NAME]
    found: dict[tuple[str, str], list[tuple[bool, str]]] = {}
    for model, holding in [*holdings.models(), *((model, None) for model in loose)]:
        rests = holding is not None and holdings.is_anonymized(model, holding)
        for tag in dict.fromkeys(holdings.tags_of(model).values()):
            stays = "keep" if tag.erase == "keep" else "anonymize" if rests else ""
            found.setdefault((tag.purpose, tag.retention), []).append((tag.export, stays))
    return [
        Kept(purpose, retention, any(export for export, _ in rows), max(stays for _, stays in rows))
        for (purpose, retention), rows in found.items()
    ]


KNOWN_BY_NAME = ("mail.OutgoingMail", "accounts.HandleHold", "privacy.Signpost")  # no key of theirs leads to a person
_HOME: Prepared[Forwarding] = Prepared(lambda key: Forwarding.objects.filter(person_id=key))
