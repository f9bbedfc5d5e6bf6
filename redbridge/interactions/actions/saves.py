"""Saves and the collections that hold them."""

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext

from redbridge.events import announce
from redbridge.interactions.actions.counts import count_more
from redbridge.interactions.actions.permission import check_may_take_part
from redbridge.interactions.events import NoteSaved, NoteUnsaved
from redbridge.interactions.models import Collection, Save
from redbridge.kit import limits
from redbridge.kit.errors import NotFound, Refused
from redbridge.kit.ids import possible
from redbridge.kit.text import tidy_line
from redbridge.notes import queries as notes

if TYPE_CHECKING:
    from redbridge.accounts.models import Person

SAVES_A_MINUTE = 60
MOST_COLLECTIONS = 200
LONGEST_NAME = 60


def save_note(actor: "Person", *, note_id: int, collection_id: int | None = None) -> Collection:
    """Keep a note that the actor may see in one of their collections; returns where it is now.

    Without a collection it goes to the default one, made on demand, or stays where it already is; with another
    one than before it moves. Announces NoteSaved the first time.
    """
    check_may_take_part(actor)
    limits.require(f"save:{actor.id}", limit=SAVES_A_MINUTE, seconds=60)
    note = notes.get_note(actor, note_id=note_id)
    with transaction.atomic():
        wanted = _own(actor, collection_id) if collection_id is not None else None
        first = wanted or default_collection(actor)
        save, is_new = Save.objects.get_or_create(person=actor, note=note, defaults={"collection": first})
        if is_new:
            _resize(first.id, 1)
            count_more(note.id, saves=1)
            announce(NoteSaved(note.id, actor.id))
            return first
        save = Save.objects.select_for_update().select_related("collection").get(id=save.id)
        if wanted is None or wanted.id == save.collection_id:
            return save.collection
        Save.objects.filter(id=save.id).update(collection=wanted)
        for changed, step in sorted([(save.collection_id, -1), (wanted.id, 1)]):
            _resize(changed, step)
        return wanted


def unsave_note(actor: "Person", *, note_id: int) -> None:
    """No longer keep a note, even one that the actor may no longer see. Announces NoteUnsaved."""
    with transaction.atomic():
        save = Save.objects.select_for_update().filter(person=actor, note__in=possible([note_id])).first()
        if save is None:
            return
        save.delete()
        _resize(save.collection_id, -1)
        count_more(note_id, saves=-1)
        announce(NoteUnsaved(note_id, actor.id))


def create_collection(actor: "Person", *, name: str, is_private: bool = True) -> Collection:
    """Make a named collection, private unless said otherwise."""
    check_may_take_part(actor)
    name = _name(name)
    if Collection.objects.filter(owner=actor).count() >= MOST_COLLECTIONS:
        raise Refused(gettext("You have as many collections as one person can have. Delete one first."), field="name")
    try:
        with transaction.atomic():
            return Collection.objects.create(owner=actor, name=name, is_private=is_private)
    except IntegrityError:
        raise _taken() from None


def rename_collection(actor: "Person", *, collection_id: int, name: str) -> Collection:
    """Give one's own collection another name; the default one may have a name of its own too."""
    check_may_take_part(actor)
    collection = _own(actor, collection_id)
    collection.name = _name(name)
    try:
        with transaction.atomic():
            collection.save(update_fields=["name"])
    except IntegrityError:
        raise _taken() from None
    return collection


def set_collection_privacy(actor: "Person", *, collection_id: int, is_private: bool) -> Collection:
    """Open one's own collection to others, or close it."""
    check_may_take_part(actor)
    collection = _own(actor, collection_id)
    collection.is_private = is_private
    collection.save(update_fields=["is_private"])
    return collection


def delete_collection(actor: "Person", *, collection_id: int) -> None:
    """Delete one's own collection; the notes in it stay saved, in the default one, which itself stays."""
    with transaction.atomic():
        collection = _own(actor, collection_id)
        if collection.is_default:
            raise Refused(gettext("This collection holds what you save without choosing one, so it stays."))
        default = default_collection(actor)
        Collection.objects.select_for_update().get(id=collection.id)
        moved = Save.objects.filter(collection=collection).update(collection=default)
        _resize(default.id, moved)
        collection.delete()


def _own(actor: "Person", collection_id: int) -> Collection:
    found = Collection.objects.filter(id=collection_id, owner=actor).first()
    if found is None:
        raise NotFound(gettext("This collection is no longer here."))
    return found


def default_collection(actor: "Person") -> Collection:
    """Where the actor's saves go when they choose nothing; made when it is first needed."""
    found, _ = Collection.objects.get_or_create(owner=actor, is_default=True)
    return found


def _resize(collection_id: int, step: int) -> None:
    Collection.objects.filter(id=collection_id).update(save_count=F("save_count") + step)


def _name(name: str) -> str:
    cleaned = tidy_line(name)
    if not cleaned:
        raise Refused(gettext("Give the collection a name."), field="name")
    if len(cleaned) > LONGEST_NAME:
        raise Refused(gettext("A name has at most 60 characters."), field="name")
    return cleaned


def _taken() -> Refused:
    return Refused(gettext("You already have a collection with this name."), field="name", code="taken")
