"""What people keep, and what they like: theirs alone unless they opened it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils.translation import gettext

from redbridge.accounts import queries as accounts
from redbridge.follows import queries as follows
from redbridge.interactions.models import Collection, NoteLike, Save
from redbridge.kit.errors import NotFound
from redbridge.notes import queries as notes

if TYPE_CHECKING:
    from redbridge.accounts.models import Person

ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Page:
    """Some notes, newest mark first; `next` is what to pass as `after`, None at the end."""

    note_ids: list[int]
    next: int | None


def collections_of(viewer: "Person | None", *, person: "Person") -> list[Collection]:
    """The collections of a person that the viewer may open, the default one first, then the newest."""
    if not _may_meet(viewer, person):
        return []
    found = Collection.objects.filter(owner=person)
    if not _is(viewer, person):
        found = found.filter(is_private=False)
    return list(found.order_by("-is_default", "-id"))


def get_collection(viewer: "Person | None", *, collection_id: int) -> Collection:
    """A collection with its owner: one's own, or one that somebody opened; NotFound otherwise."""
    found = Collection.objects.select_related("owner").filter(id=collection_id).first()
    if found is None or (found.is_private and not _is(viewer, found.owner)) or not _may_meet(viewer, found.owner):
        raise NotFound(gettext("This collection is no longer here."))
    return found


def notes_in_collection(
    viewer: "Person | None", *, collection_id: int, after: int | None = None, limit: int = 24
) -> Page:
    """Notes of a collection that the viewer may see, last saved first; NotFound for a closed collection."""
    collection = get_collection(viewer, collection_id=collection_id)
    may_see = notes.visible_notes if _is(viewer, collection.owner) else notes.listable_notes
    return _page(viewer, Save.objects.filter(collection=collection), may_see, after, limit)


def saved_notes(viewer: "Person", *, after: int | None = None, limit: int = 24) -> Page:
    """Everything the viewer saved and may still see, last saved first."""
    return _page(viewer, Save.objects.filter(person=viewer), notes.visible_notes, after, limit)


def liked_notes(viewer: "Person | None", *, person: "Person", after: int | None = None, limit: int = 24) -> Page:
    """Notes that a person likes and the viewer may see, last liked first; NotFound unless own or opened."""
    if _is(viewer, person):
        return _page(viewer, NoteLike.objects.filter(person=person), notes.visible_notes, after, limit)
    if not accounts.preferences_of(person).likes_are_public or not _may_meet(viewer, person):
        raise NotFound(gettext("These likes are private."))
    return _page(viewer, NoteLike.objects.filter(person=person), notes.listable_notes, after, limit)


def _page(
    viewer: "Person | None", rows: QuerySet[Any], may_see: Callable[..., Any], after: int | None, limit: int
) -> Page:
    """Fill a page, passing over what the viewer may not see, in a bounded number of looks."""
    note_ids: list[int] = []
    for _ in range(ROUNDS):
        ahead = rows if after is None else rows.filter(id__lt=after)
        found = list(ahead.order_by("-id").values_list("id", "note_id")[: limit + 1])
        seen = may_see(viewer, ids=[note_id for _, note_id in found[:limit]])
        for mark_id, note_id in found[:limit]:
            if len(note_ids) == limit:
                return Page(note_ids, after)
            after = mark_id
            if note_id in seen:
                note_ids.append(note_id)
        if len(found) <= limit:
            return Page(note_ids, None)
        if len(note_ids) == limit:
            break
    return Page(note_ids, after)


def _is(viewer: "Person | None", person: "Person") -> bool:
    return viewer is not None and viewer.id == person.id


def _may_meet(viewer: "Person | None", person: "Person") -> bool:
    """Whether the viewer may see what the person shows: no block, and a private account is for followers."""
    if _is(viewer, person):
        return True
    if not follows.may_see_person(viewer, person=person):
        return False
    return not person.is_private or bool(follows.follows_any(viewer, [person.id]))
