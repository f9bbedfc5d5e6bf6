"""Likes, saves, collections and comments."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from ninja import Schema

from redbridge.api.noting import visible_notes
from redbridge.api.paging import USUAL, After, Limit, closed, opened, opened_number
from redbridge.api.saying import Json, comment_json
from redbridge.api.shapes import Collection, Collections, Comment, Comments, Counts, GivenId, Id, Notes, PathId
from redbridge.api.words import Word, person, viewer
from redbridge.cards import comments as cards
from redbridge.interactions import actions, queries
from redbridge.notes import queries as notes

if TYPE_CHECKING:
    from redbridge.interactions.models import Collection as Row

word = Word("interactions")
SCOPE = "write:interactions"


class Marks(Schema):
    """How a note stands with you now; `counts` is null for one that you may no longer see."""

    liked: bool
    saved: bool
    counts: Counts | None


class CommentMark(Schema):
    """How a comment stands with you now."""

    liked: bool
    likes: int


class NewComment(Schema):
    """Words, a picture that you uploaded, or both; `reply_to` is the comment that it answers."""

    text: str = ""
    reply_to: GivenId | None = None
    picture: GivenId | None = None


class CommentChange(Schema):
    """Other words, or another language than they look like; an empty one is detected."""

    text: str
    language: str | None = None


class Place(Schema):
    """Where to keep a note; without a collection, where you keep what you choose no place for."""

    collection: GivenId | None = None


class Saved(Schema):
    """Where a note is kept."""

    collection: Id


class NewCollection(Schema):
    """A collection of your own."""

    name: str
    is_private: bool = True


class CollectionChange(Schema):
    """What is left out stays as it is."""

    name: str | None = None
    is_private: bool | None = None


def collection_json(row: "Row") -> Json:
    """One collection."""
    return {
        "id": str(row.id),
        "name": row.name,
        "is_private": row.is_private,
        "is_default": row.is_default,
        "count": row.save_count,
    }


def _marks(request: HttpRequest, note_id: int) -> Json:
    me = person(request)
    marks = queries.marks(me, note_ids=[note_id])
    # A like may be taken back from a note that one no longer sees, and its counts are no longer theirs to know.
    counts = queries.tallies(notes.visible_ids(me, ids=[note_id])).get(note_id)
    shown = {"likes": counts.likes, "saves": counts.saves, "comments": counts.comments} if counts else None
    return {"liked": note_id in marks.liked, "saved": note_id in marks.saved, "counts": shown}


@word.writes("PUT", "notes/{int:note_id}/like", Marks, scope=SCOPE)
def like_note(request: HttpRequest, note_id: PathId) -> Json:
    """Like a note; sent twice it is still one like."""
    actions.like_note(person(request), note_id=note_id)
    return _marks(request, note_id)


@word.writes("DELETE", "notes/{int:note_id}/like", Marks, scope=SCOPE)
def unlike_note(request: HttpRequest, note_id: PathId) -> Json:
    """Take your like back."""
    actions.unlike_note(person(request), note_id=note_id)
    return _marks(request, note_id)


@word.writes("PUT", "notes/{int:note_id}/save", Saved, scope=SCOPE)
def save_note(request: HttpRequest, note_id: PathId, place: Place) -> Json:
    """Keep a note, or move it to another collection."""
    kept = actions.save_note(person(request), note_id=note_id, collection_id=place.collection)
    return {"collection": str(kept.id)}


@word.writes("DELETE", "notes/{int:note_id}/save", Marks, scope=SCOPE)
def unsave_note(request: HttpRequest, note_id: PathId) -> Json:
    """No longer keep a note."""
    actions.unsave_note(person(request), note_id=note_id)
    return _marks(request, note_id)


@word.reads("me/likes", Notes, scope="read:private")
def get_own_likes(request: HttpRequest, limit: Limit = USUAL, after: After = "") -> HttpResponse:
    """What you like, last liked first."""
    me = person(request)
    page = queries.liked_notes(me, person=me, after=opened_number(after), limit=limit)
    return visible_notes(request, me, page.note_ids, page.next)


@word.reads("me/saves", Notes, scope="read:private")
def get_saves(request: HttpRequest, limit: Limit = USUAL, after: After = "") -> HttpResponse:
    """Everything that you keep, last saved first."""
    me = person(request)
    page = queries.saved_notes(me, after=opened_number(after), limit=limit)
    return visible_notes(request, me, page.note_ids, page.next)


@word.reads("collections", Collections, scope="read:private")
def get_own_collections(request: HttpRequest) -> Json:
    """Your collections."""
    me = person(request)
    return {"items": [collection_json(row) for row in queries.collections_of(me, person=me)]}


@word.writes("POST", "collections", Collection, scope=SCOPE, status=201)
def create_collection(request: HttpRequest, collection: NewCollection) -> Json:
    """Make a collection."""
    made = actions.create_collection(person(request), name=collection.name, is_private=collection.is_private)
    return collection_json(made)


@word.reads("collections/{int:collection_id}", Collection, is_open=True)
def get_collection(request: HttpRequest, collection_id: PathId) -> Json:
    """A collection that somebody opened, or your own with the scope `read:private`."""
    return collection_json(queries.get_collection(_asks(request), collection_id=collection_id))


@word.reads("collections/{int:collection_id}/notes", Notes, is_open=True)
def get_notes_in(request: HttpRequest, collection_id: PathId, limit: Limit = USUAL, after: After = "") -> HttpResponse:
    """Notes of a collection, last saved first."""
    who = _asks(request)
    page = queries.notes_in_collection(who, collection_id=collection_id, after=opened_number(after), limit=limit)
    return visible_notes(request, who, page.note_ids, page.next)


def _asks(request: HttpRequest):  # type: ignore[no-untyped-def]  # noqa: ANN202 - a person or None, as `viewer`
    """Collections are private as a rule, so a token that may not read what is private asks as a stranger."""
    access = request.access  # type: ignore[attr-defined]
    return access.person if access and access.may("read:private") else None


@word.writes("PATCH", "collections/{int:collection_id}", Collection, scope=SCOPE)
def change_collection(request: HttpRequest, collection_id: PathId, change: CollectionChange) -> Json:
    """Rename your collection, open it or close it."""
    me = person(request)
    if change.name is not None:
        actions.rename_collection(me, collection_id=collection_id, name=change.name)
    if change.is_private is not None:
        actions.set_collection_privacy(me, collection_id=collection_id, is_private=change.is_private)
    own = [row for row in queries.collections_of(me, person=me) if row.id == collection_id]
    return collection_json(own[0] if own else queries.get_collection(me, collection_id=collection_id))


@word.writes("DELETE", "collections/{int:collection_id}", scope=SCOPE)
def delete_collection(request: HttpRequest, collection_id: PathId) -> None:
    """Delete your collection; the notes in it stay saved."""
    actions.delete_collection(person(request), collection_id=collection_id)


@word.reads("notes/{int:note_id}/comments", Comments, is_open=True)
def get_comments(request: HttpRequest, note_id: PathId, limit: Limit = 20, after: After = "") -> Json:
    """Comments on a note, the most liked first, each with its first replies."""
    page = cards.comments(viewer(request), note_id=note_id, after=opened(after), limit=limit)
    return {"items": [comment_json(card) for card in page.comments], "after": closed(request, page.after)}


@word.writes("POST", "notes/{int:note_id}/comments", Comment, scope=SCOPE, status=201)
def comment(request: HttpRequest, note_id: PathId, comment: NewComment) -> Json:
    """Comment on a note, or reply to a comment there."""
    me = person(request)
    made = actions.comment(
        me, note_id=note_id, text=comment.text, reply_to=comment.reply_to, picture_id=comment.picture
    )
    return _comment_json(request, made.id)


@word.reads("comments/{int:comment_id}", Comment, is_open=True)
def get_comment(request: HttpRequest, comment_id: PathId) -> Json:
    """One comment."""
    return _comment_json(request, comment_id)


@word.reads("comments/{int:comment_id}/replies", Comments, is_open=True)
def get_replies(request: HttpRequest, comment_id: PathId, limit: Limit = 20, after: After = "") -> Json:
    """Replies to a comment, oldest first."""
    who = viewer(request)
    queries.get_comment(who, comment_id=comment_id)
    last = opened_number(after)
    rows = queries.replies_of(who, comment_ids=[comment_id], after=last, limit_each=limit + 1).get(comment_id, [])
    cursor = rows[limit - 1].id if len(rows) > limit else None
    items = [comment_json(card) for card in cards.build(who, rows[:limit], {})]
    return {"items": items, "after": closed(request, cursor)}


@word.writes("PATCH", "comments/{int:comment_id}", Comment, scope=SCOPE)
def edit_comment(request: HttpRequest, comment_id: PathId, change: CommentChange) -> Json:
    """Change the words of your comment, within a quarter of an hour."""
    actions.edit_comment(person(request), comment_id=comment_id, text=change.text, language=change.language)
    return _comment_json(request, comment_id)


@word.writes("DELETE", "comments/{int:comment_id}", scope=SCOPE)
def delete_comment(request: HttpRequest, comment_id: PathId) -> None:
    """Delete your comment, or one below your note."""
    actions.delete_comment(person(request), comment_id=comment_id)


@word.writes("PUT", "comments/{int:comment_id}/like", CommentMark, scope=SCOPE)
def like_comment(request: HttpRequest, comment_id: PathId) -> Json:
    """Like a comment."""
    actions.like_comment(person(request), comment_id=comment_id)
    return {"liked": True, "likes": queries.get_comment(person(request), comment_id=comment_id).likes}


@word.writes("DELETE", "comments/{int:comment_id}/like", scope=SCOPE)
def unlike_comment(request: HttpRequest, comment_id: PathId) -> None:
    """Take your like back."""
    actions.unlike_comment(person(request), comment_id=comment_id)


def _comment_json(request: HttpRequest, comment_id: int) -> Json:
    who = viewer(request)
    return comment_json(cards.build(who, [queries.get_comment(who, comment_id=comment_id)], {})[0])
