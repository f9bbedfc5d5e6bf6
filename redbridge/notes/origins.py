"""Where notes were before they were brought here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from redbridge.accounts.models import Person
from redbridge.kit.ids import possible
from redbridge.kit.prepared import Prepared
from redbridge.notes.keys import clean_link
from redbridge.notes.models import NoteOrigin

BATCH = 500
MOST_REINTRODUCED = 5


@dataclass(frozen=True, slots=True)
class Origin:
    """Where something was before: `source_id` is the same in every export that holds it."""

    platform: str
    source_id: str
    first_published_at: datetime
    url: str = ""
    name: str = ""

    @property
    def key(self) -> str:
        """The one name of it among everything that its author brings."""
        return self.name or origin_key(self.platform, self.source_id)


@dataclass(frozen=True, slots=True)
class Provenance:
    """What everybody may know of where a note was; nobody checked the date.

    `url` names a handle, so it is empty unless the author's handle there is proved; the place is no handle.
    """

    platform: str
    first_published_at: datetime
    url: str
    is_reintroduced: bool
    is_proved: bool


def origin_key(platform: str, source_id: str) -> str:
    return f"{platform}#{source_id}"[:200]


def address_of(url: str) -> str:
    """The page of a post elsewhere, without anything that could follow or name whoever copied it."""
    parts = urlsplit(clean_link(url)) if url.startswith(("https://", "http://")) else None
    return f"{parts.scheme}://{parts.netloc}{parts.path}" if parts and parts.netloc else ""


def notes_from(author: Person, origins: Iterable[str]) -> dict[str, int]:
    """The notes of the author that came from these origins, by origin."""
    wanted = list(dict.fromkeys(origins))
    found: dict[str, int] = {}
    for start in range(0, len(wanted), BATCH):
        rows = NoteOrigin.objects.filter(author=author, origin__in=wanted[start : start + BATCH])
        found |= dict(rows.values_list("origin", "note_id"))
    return found


def notes_behind(origins: Iterable[str]) -> dict[str, int]:
    """The newest notes of anybody that came from these origins, by origin; for whoever runs the site."""
    rows = NoteOrigin.objects.filter(origin__in=list(dict.fromkeys(origins))).order_by("note")
    return dict(rows.values_list("origin", "note_id"))


def provenance(note_ids: Iterable[int]) -> dict[int, Provenance]:
    """Where those of the notes were that came from elsewhere; whoever asks has been allowed to see them."""
    wanted = possible(note_ids)
    if not wanted:
        return {}
    return {
        note_id: Provenance(
            platform=platform,
            first_published_at=at,
            url="" if is_claimed else url,
            is_reintroduced=anew is not None,
            is_proved=not is_claimed,
        )
        for note_id, platform, at, url, anew, is_claimed in _ORIGINS.rows(ids=wanted)
    }


def left_to_reintroduce(viewer: Person) -> int:
    """How many notes from their archive somebody may still show anew."""
    shown = NoteOrigin.objects.filter(author=viewer, reintroduced_at__isnull=False).count()
    return max(0, MOST_REINTRODUCED - shown)


def reintroduced(note_ids: Iterable[int]) -> dict[int, datetime]:
    """When those of the notes were shown anew that were."""
    rows = NoteOrigin.objects.filter(note__in=possible(note_ids), reintroduced_at__isnull=False)
    return {note_id: at for note_id, at in rows.values_list("note_id", "reintroduced_at") if at is not None}


_ORIGINS: Prepared[NoteOrigin] = Prepared(
    lambda ids: NoteOrigin.objects.filter(note__in=ids, first_published_at__isnull=False).values_list(
        "note_id", "platform", "first_published_at", "url", "reintroduced_at", "note__is_claimed"
    )
)
