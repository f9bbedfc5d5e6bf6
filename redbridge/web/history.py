"""How a note read before, for its readers, with what changed from version to version."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from redbridge.cards import notes as cards
from redbridge.kit.differences import Piece, differences
from redbridge.notes import actions, queries, versions
from redbridge.web.shell import whole_page
from redbridge.web.viewers import see_other, signed_in, viewer_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from redbridge.accounts.models import Person
    from redbridge.notes.models import Note, NoteVersion

MOST = 30
WORDS = ("title", "card_text", "caption", "place")


@require_safe
def history(request: HttpRequest, note_id: int) -> HttpResponse:
    """Each version against the one before it, as far as this reader may see them."""
    viewer = viewer_of(request)
    note = queries.get_note(viewer, note_id=note_id)
    former = versions.versions_of(viewer, note_id=note_id)[:MOST]
    pictures = {row.id: cards.picture_card(row) for row in versions.pictures_in(former).values()}
    now = queries.pictures_of([note_id]).get(note_id, [])
    pictures |= {row.id: cards.picture_card(row) for row in now}
    rows = [_row(note, [row.id for row in now], pictures, former[0] if former else None, note.edited_at)]
    for place, version in enumerate(former):
        before = former[place + 1] if place + 1 < len(former) else None
        rows.append(_row(version, version.picture_ids, pictures, before, version.at, kind=note.kind))
    context = {
        "card": cards.cards_of({note.id: note})[note.id],
        "rows": rows,
        "is_own": viewer is not None and viewer.id == note.author_id,
    }
    response = whole_page(request, "notes/history.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _row(
    version: "Note | NoteVersion",
    ids: list[int],
    pictures: dict[int, cards.PictureCard],
    before: "NoteVersion | None",
    at: Any,
    *,
    kind: str = "",
) -> dict[str, Any]:
    """One version: its words with what changed, and the pictures that came and went."""
    former = before.picture_ids if before else ids
    return {
        "version": None if not kind else version.version,
        "audience": getattr(version, "audience", ""),
        "at": at or getattr(version, "published_at", None),
        "lang": version.language if version.language != "und" else "",
        "parts": [(name, _pieces(name, version, before)) for name in (*WORDS, "details")],
        "is_first": before is None,
        "came": [pictures[each] for each in ids if each not in former and each in pictures],
        "went": [pictures[each] for each in former if each not in ids and each in pictures],
        "moved": sorted(ids) == sorted(former) and ids != former,
    }


def _pieces(name: str, version: "Note | NoteVersion", before: "NoteVersion | None") -> list[Piece]:
    now = _text(name, version)
    return differences(_text(name, before) if before else now, now)


def _text(name: str, version: "Note | NoteVersion") -> str:
    if name != "details":
        return str(getattr(version, name))
    return "\n".join(_texts(version.details))


def _texts(value: Any) -> "Iterator[str]":
    """Every text in the details of whatever kind the note was then."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)


@require_POST
@signed_in
def hide(request: HttpRequest, person: "Person", note_id: int, version: int) -> HttpResponse:
    """Take one former version out of what others may look up."""
    actions.hide_version(person, note_id=note_id, version=version)
    messages.success(request, _("Only you can look up that version now."))
    return see_other(f"/n/{note_id}/history")


urlpatterns = [
    path("n/<int:note_id>/history", history, name="note-history"),
    path("n/<int:note_id>/history/<int:version>/hide", hide, name="hide-version"),
]
