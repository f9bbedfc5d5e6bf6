"""Notes: publish, read, change, delete."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Schema
from pydantic import Field

from redbridge.api.noting import note_json, visible_notes
from redbridge.api.paging import USUAL, After, Limit, opened
from redbridge.api.saying import Json, inward, outward, row_json
from redbridge.api.shapes import GivenId, Kind, Note, Notes, PathId, Version, Visibility
from redbridge.api.words import Word, person, viewer
from redbridge.kit.errors import NotFound, Problem
from redbridge.notes import actions, queries, ties, versions
from redbridge.notes.actions import MOST_PICTURES, DraftChanged

word = Word("notes")
SCOPE = "write:notes"


class Words(Schema):
    """What a note says; `details` hold what is special about its kind and name pictures by id."""

    kind: Kind = "photo"
    title: str = ""
    caption: str = ""
    language: str = Field("", description="Empty: found out from the words.")
    visibility: Visibility = "everyone"
    place: str = ""
    card_text: str = ""
    card_style: int = 0
    cover_index: int = Field(0, description="Which of the pictures stands on the card.")
    details: dict[str, Any] = Field(default_factory=dict)
    quoting: str = "everyone"
    answers: GivenId | None = None
    quotes: GivenId | None = None


class NewNote(Words):
    """A note to publish at once. A video has to be ready; its poster is the picture."""

    pictures: list[GivenId] = Field(default_factory=list, max_length=MOST_PICTURES)
    video: GivenId | None = None


class NoteChange(Schema):
    """What is left out stays as it is; `pictures` are all of them, in order."""

    kind: Kind | None = None
    title: str | None = None
    caption: str | None = None
    language: str | None = None
    visibility: Visibility | None = None
    place: str | None = None
    card_text: str | None = None
    card_style: int | None = None
    cover_index: int | None = None
    details: dict[str, Any] | None = None
    quoting: str | None = None
    pictures: list[GivenId] | None = Field(None, max_length=MOST_PICTURES)


class VisibilityChoice(Schema):
    """Who may see a note."""

    visibility: Visibility


class Versions(Schema):
    """Former versions, newest first."""

    items: list[Version]


class Deleted(Schema):
    """A note that can still be brought back."""

    id: str
    title: str
    deleted_at: datetime


class DeletedNotes(Schema):
    """What you deleted in the last 30 days."""

    items: list[Deleted]


def said(change: Schema) -> dict[str, Any]:
    """What was sent, under the names of the actions."""
    found = change.dict(exclude_unset=True)
    for name in ("answers", "quotes", "video"):
        if name in found:
            found[f"{name}_id"] = found.pop(name)
    if found.get("details"):
        found["details"] = inward(found["details"])
    return {name: value for name, value in found.items() if value is not None}


@word.writes("POST", "notes", Note, scope=SCOPE, status=201)
def publish_note(request: HttpRequest, note: NewNote) -> Json:
    """Publish a note at once."""
    me = person(request)
    words = said(note)
    made = actions.publish_note(me, picture_ids=words.pop("pictures", []), **words)
    return note_json(me, queries.get_note(me, note_id=made.id))


@word.reads("notes/{int:note_id}", Note, is_open=True)
def get_note(request: HttpRequest, note_id: PathId) -> Json:
    """One note."""
    return note_json(viewer(request), queries.get_note(viewer(request), note_id=note_id))


@word.writes("PATCH", "notes/{int:note_id}", Note, scope=SCOPE)
def change_note(request: HttpRequest, note_id: PathId, change: NoteChange) -> Json:
    """Publish the next version of your note. 409 while you are changing it somewhere else, with that draft."""
    me, words = person(request), said(change)
    pictures = words.pop("pictures", None)
    try:
        raise DraftChanged(queries.get_draft(me, draft_id=note_id))
    except NotFound:
        draft = actions.edit_note(me, note_id=note_id)
    try:
        if pictures is not None:
            arrange(request, draft.id, pictures)
        actions.save_draft(me, draft_id=draft.id, **words)
        actions.publish_draft(me, draft_id=draft.id)
    except Problem:
        actions.delete_draft(me, draft_id=draft.id)
        raise
    return note_json(me, queries.get_note(me, note_id=note_id))


def arrange(request: HttpRequest, draft_id: int, wanted: list[int]) -> None:
    """Make exactly these the pictures of a draft, in this order."""
    me = person(request)
    present = [row.id for row in queries.draft_pictures([draft_id]).get(draft_id, [])]
    wanted = list(dict.fromkeys(wanted))
    # New ones first: what is refused then has taken nothing away.
    if new := [each for each in wanted if each not in present]:
        actions.add_pictures_to_draft(me, draft_id=draft_id, picture_ids=new)
    for gone in present:
        if gone not in wanted:
            actions.remove_picture_from_draft(me, draft_id=draft_id, picture_id=gone)
    if wanted:
        actions.reorder_draft_pictures(me, draft_id=draft_id, picture_ids=wanted)


@word.writes("DELETE", "notes/{int:note_id}", scope=SCOPE)
def delete_note(request: HttpRequest, note_id: PathId) -> None:
    """Take your note away; for 30 days it can be brought back."""
    actions.delete_note(person(request), note_id=note_id)


@word.writes("POST", "notes/{int:note_id}/restore", Note, scope=SCOPE)
def restore_note(request: HttpRequest, note_id: PathId) -> Json:
    """Bring back what you deleted."""
    me = person(request)
    actions.restore_note(me, note_id=note_id)
    return note_json(me, queries.get_note(me, note_id=note_id))


@word.reads("me/deleted", DeletedNotes, scope="read:private")
def get_deleted(request: HttpRequest) -> Json:
    """What you deleted and can bring back."""
    found = queries.deleted_notes(person(request))
    return {"items": [{"id": str(row.id), "title": row.title, "deleted_at": row.deleted_at} for row in found]}


@word.writes("PUT", "notes/{int:note_id}/visibility", Note, scope=SCOPE)
def change_visibility(request: HttpRequest, note_id: PathId, choice: VisibilityChoice) -> Json:
    """Choose anew who may see your note; it holds everywhere at once."""
    me = person(request)
    actions.change_visibility(me, note_id=note_id, visibility=choice.visibility)
    return note_json(me, queries.get_note(me, note_id=note_id))


@word.writes("POST", "notes/{int:note_id}/show-again", Note, scope=SCOPE)
def reintroduce_note(request: HttpRequest, note_id: PathId) -> Json:
    """Show one of up to five notes that you brought from elsewhere anew, marked as what it is."""
    me = person(request)
    actions.reintroduce_note(me, note_id=note_id)
    return note_json(me, queries.get_note(me, note_id=note_id))


@word.writes("PUT", "notes/{int:note_id}/pin", scope=SCOPE)
def pin_note(request: HttpRequest, note_id: PathId) -> None:
    """Keep one of up to three notes on top of your profile."""
    actions.pin_note(person(request), note_id=note_id)


@word.writes("DELETE", "notes/{int:note_id}/pin", scope=SCOPE)
def unpin_note(request: HttpRequest, note_id: PathId) -> None:
    """No longer keep it there."""
    queries.own_note(person(request), note_id=note_id)
    actions.unpin_note(person(request), note_id=note_id)


@word.reads("notes/{int:note_id}/versions", Versions, is_open=True)
def get_versions(request: HttpRequest, note_id: PathId) -> Json:
    """How a note read before, as far as you may look it up."""
    found = versions.versions_of(viewer(request), note_id=note_id)
    pictures = {number: row_json(row) for number, row in versions.pictures_in(found).items()}
    names = ("version", "title", "caption", "language", "place", "card_text", "at")
    return {
        "items": [
            {
                **{name: getattr(row, name) for name in names},
                "details": outward(row.details),
                "pictures": [pictures[each] for each in row.picture_ids if each in pictures],
            }
            for row in found
        ]
    }


@word.reads("notes/{int:note_id}/answers", Notes, is_open=True)
def get_answers(request: HttpRequest, note_id: PathId, limit: Limit = USUAL, after: After = "") -> HttpResponse:
    """Notes that answer this one, newest first."""
    who = viewer(request)
    note = queries.get_note(who, note_id=note_id)
    page = ties.answers_to(who, note=note, after=opened(after), limit=limit)
    return visible_notes(request, who, page.note_ids, page.after)


@word.writes("DELETE", "notes/{int:note_id}/versions/{int:version}", scope=SCOPE)
def hide_version(request: HttpRequest, note_id: PathId, version: int) -> None:
    """Take a former version out of what readers may look up."""
    actions.hide_version(person(request), note_id=note_id, version=version)


@word.reads("me/notes", Notes)
def get_own_notes(request: HttpRequest) -> HttpResponse:
    """Your newest notes, those that nobody else sees included."""
    me = person(request)
    return visible_notes(request, me, queries.notes_by(me, person=me).note_ids, None)
