"""Notes as JSON: what is the same for everybody is kept as bytes, counts and own marks are laid beside it."""

import json
from collections.abc import Sequence
from sys import getsizeof
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from redbridge.api.paging import closed
from redbridge.api.saying import Json, address, outward, person_json, picture_json
from redbridge.api.videos import video_json
from redbridge.cards import notes as cards
from redbridge.interactions import queries as interactions
from redbridge.kit.kept import Kept
from redbridge.notes import queries as notes

if TYPE_CHECKING:
    from datetime import datetime

    from redbridge.accounts.models import Person
    from redbridge.notes.models import Note

MOST_KEPT = 16_000_000  # bytes in each process
JSON = "application/json; charset=utf-8"
_kept: Kept[bytes] = Kept(MOST_KEPT, getsizeof)
Versions = dict[int, tuple[int, int, int]]


def open_notes(request: HttpRequest, viewer: "Person | None", ids: Sequence[int], after: object) -> HttpResponse:
    """One page of public notes; those that are no longer public are left out."""
    found = notes.open_versions(ids)
    return page_of(request, viewer, {each: found[each] for each in ids if each in found}, after)


def visible_notes(request: HttpRequest, viewer: "Person | None", ids: Sequence[int], after: object) -> HttpResponse:
    """The same for lists that may hold notes shown to some people only."""
    return page_of(request, viewer, notes.visible_versions(viewer, ids=ids), after)


def page_of(request: HttpRequest, viewer: "Person | None", versions: Versions, after: object) -> HttpResponse:
    """The same for notes whose versions are known, in their order: the viewer was let see them in this moment."""
    language = get_language()
    keys = {note_id: (note_id, *version, language) for note_id, version in versions.items()}
    found = {note_id: _kept.find(key) for note_id, key in keys.items()}
    if missing := [note_id for note_id, made in found.items() if made is None]:
        rows = notes.visible_notes(viewer, ids=missing)
        for note_id, card in cards.cards_of(rows).items():
            found[note_id] = _kept.keep(keys[note_id], _cut(_card_json(card, rows[note_id])))
    items = b",".join(_with_marks(viewer, {note_id: made for note_id, made in found.items() if made is not None}))
    cursor = closed(request, after)
    end = b"null" if cursor is None else b'"%s"' % cursor.encode()
    return HttpResponse(b'{"items":[%s],"after":%s}' % (items, end), content_type=JSON)


def note_json(viewer: "Person | None", row: "Note") -> Json:
    """A whole note that the viewer was let see."""
    page = cards.page(row)
    counts = interactions.tallies([row.id])[row.id]
    marks = interactions.marks(viewer, note_ids=[row.id])
    return {
        **_card_json(page.card, row),
        "counts": {"likes": counts.likes, "saves": counts.saves, "comments": counts.comments},
        "liked": row.id in marks.liked,
        "saved": row.id in marks.saved,
        "caption": page.caption,
        "place": page.place,
        "card_text": row.card_text,
        "pictures": [picture_json(picture) for picture in page.pictures],
        "video": video_json(page.video) if page.video else None,
        "details": outward(page.details),
        "mentions": page.mentions,
        "hashtags": notes.hashtags_of([row.id]).get(row.id, []),
        "quoting": row.quoting,
        "answers": _id(row.answers_id),
        "quotes": _id(row.quotes_id),
        "origin": _origin(page.origin) if page.origin else None,
        "standing": page.standing,
        "is_pinned": page.is_pinned,
    }


def clear() -> None:
    """Forget every kept note, as tests do."""
    _kept.clear()


def _with_marks(viewer: "Person | None", found: dict[int, bytes]) -> list[bytes]:
    counts = interactions.tallies(found)
    marks = interactions.marks(viewer, note_ids=found)
    liked, saved = marks.liked, marks.saved
    return [
        b'%s,"counts":{"likes":%d,"saves":%d,"comments":%d},"liked":%s,"saved":%s}'
        % (
            *(made, (tally := counts[note_id]).likes, tally.saves, tally.comments),
            *(b"true" if note_id in liked else b"false", b"true" if note_id in saved else b"false"),
        )
        for note_id, made in found.items()
    ]


def _card_json(card: cards.NoteCard, row: "Note") -> Json:
    return {
        "id": str(card.id),
        "version": card.version,
        "kind": card.kind,
        "title": card.title,
        "language": card.lang,
        "cover": picture_json(card.cover) if card.cover else None,
        "picture_count": card.picture_count,
        "author": person_json(card.author),
        "visibility": card.visibility,
        "facts": list(card.facts),
        "published_at": _moment(row.published_at),
        "edited_at": _moment(row.edited_at) if row.edited_at else None,
        "from_year": card.from_year or None,
        "page": address(card.href),
    }


def _origin(origin: cards.Origin) -> Json:
    names = ("platform", "name", "first_published_at", "url", "is_reintroduced")
    return {name: getattr(origin, name) for name in names}


def _cut(found: Json) -> bytes:
    """The object without its end, so that more can be said in it."""
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()[:-1]


def _moment(moment: "datetime") -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _id(number: int | None) -> str | None:
    return None if number is None else str(number)
