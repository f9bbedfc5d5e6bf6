"""Take everything of somebody out of the site, as the register of holdings and the tags of the fields say."""

import contextlib
from collections.abc import Iterator
from typing import Any

from allauth.account.models import EmailAddress
from django.apps import apps
from django.core.cache import cache
from django.db import connection, models, transaction
from django.db.models import Q
from django.utils import timezone

from redbridge.accounts import actions as accounts
from redbridge.accounts import queries as people
from redbridge.accounts.models import Person, SignIn
from redbridge.arrival import actions as arrival
from redbridge.arrival import folders as uploads
from redbridge.arrival.models import Arrival, WaitingNewcomer
from redbridge.feed import actions as feed
from redbridge.feed.models import HomeEntry
from redbridge.follows import actions as follows
from redbridge.follows.models import Follow
from redbridge.interactions import actions as interactions
from redbridge.interactions.models import Comment, CommentLike, NoteLike, Save
from redbridge.mail.models import OutgoingMail
from redbridge.media import actions as media
from redbridge.notes import actions as notes
from redbridge.notes.models import Note
from redbridge.notifications import actions as notifications
from redbridge.privacy import folders, holdings
from redbridge.privacy.holdings import Holding
from redbridge.privacy.models import Departure
from redbridge.trust.models import Report

BATCH = 200
LAST = ("accounts.Person", "accounts.SignIn", "usersessions.UserSession")  # `accounts` ends sessions and takes them


def erase(*, person_id: int) -> bool:
    """Delete somebody with everything that is theirs. False if nobody is there.

    It goes in small steps, so that nobody waits long for the database; stopped in between, it can be called again.
    Comments of others under their notes go with the notes. Replies of others to their comments stay, on their own.
    """
    person = Person.objects.filter(id=person_id).first()
    if person is None:
        return False
    with _overwriting():
        _hide(person)
        met = _met(person)
        _forget_mail(person)
        _take_notes_out_of_feeds(person)
        follows.end_all_ties(person_id=person_id)
        Comment.objects.filter(parent__author=person).exclude(author=person).update(parent=None)
        _remove_folders(person)
        media.release_videos_of(person_id=person_id)
        media.release_pictures_of(person_id=person_id)
        _erase_tables(person)
        _settle(met, person_id)
        accounts.erase_person(person_id=person_id)
    return True


def forget_leftovers() -> None:
    """What nobody uses any more once people are gone: their hashtags, and things that only they reviewed."""
    with _overwriting():
        notes.recount_hashtags()
        notes.recount_things()
        interactions.recount_collections()


def _hide(person: Person) -> None:
    """As leaving does, but at once and with all that follows; nothing new comes in meanwhile."""
    if person.closed_at is None:
        Person.objects.filter(id=person.id).update(closed_at=timezone.now())
    arrival.recount_vouches(person_id=person.id)
    notes.settle_person(person_id=person.id)
    feed.withdraw_notes_of(person.id)


def _met(person: Person) -> list[int]:
    """Notes of others with a like, a save or a comment of theirs: counts there change."""
    found: set[int] = set()
    for rows in (NoteLike.objects.filter(person=person), Save.objects.filter(person=person)):
        found.update(rows.values_list("note_id", flat=True))
    found.update(Comment.objects.filter(author=person).values_list("note_id", flat=True))
    found.update(CommentLike.objects.filter(person=person).values_list("comment__note_id", flat=True))
    return sorted(found)


def _take_notes_out_of_feeds(person: Person) -> None:
    """By viewer and position, as the table is ordered; the notes have no index of their own there."""
    readers = list(Follow.objects.filter(followed=person).values_list("follower_id", flat=True))
    places = list(Note.objects.filter(author=person).order_by("position").values_list("position", flat=True))
    for viewers in _pieces(readers):
        for positions in _pieces(places):
            HomeEntry.objects.filter(viewer__in=viewers, position__in=positions).delete()


def _remove_folders(person: Person) -> None:
    for departure_id in Departure.objects.filter(person=person).values_list("id", flat=True):
        folders.remove(departure_id)
    for arrival_id in Arrival.objects.filter(person=person).values_list("id", flat=True):
        uploads.remove(arrival_id)


def _erase_tables(person: Person) -> None:
    """Table after table, the last of the register first: what hangs on a row goes before the row."""
    for label, holding in reversed(holdings.HOLDINGS.items()):
        if label in LAST:
            continue
        model = apps.get_model(label)
        if holdings.is_anonymized(model, holding):
            _anonymize(model, holding, person)
            continue
        for lookup in holding.whose:
            _delete(model, Q(**{lookup: person.id}))


def _delete(model: type[models.Model], whose: Q) -> None:
    rows: models.QuerySet[Any] = models.QuerySet(model).filter(whose)
    if isinstance(model._meta.pk, models.CompositePrimaryKey):
        rows.delete()
        return
    while ids := list(rows.order_by().values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            models.QuerySet(model).filter(pk__in=ids).delete()


def _anonymize(model: type[models.Model], holding: Holding, person: Person) -> None:
    """The row stays without the person: what they wrote in it, and what tells of them, is emptied."""
    if model is Report:
        Report.objects.filter(owner=person, state=Report.State.OPEN).update(state=Report.State.DISMISSED)
    for role in (*holding.whose, *holding.about):
        emptied: dict[str, Any] = {role: None}
        if role in holding.whose or role in holding.empties:
            emptied |= _emptied(model, but=set(holding.whose.get(role, "").split()))
        models.QuerySet(model).filter(**{role: person.id}).update(**emptied)


def _emptied(model: type[models.Model], *, but: set[str]) -> dict[str, Any]:
    """Free text and collected evidence become nothing; what was decided under which rule stays, for the statistics."""
    found: dict[str, Any] = {}
    for each in model._meta.local_fields:
        if each.name in but:
            continue
        if isinstance(each, models.JSONField):
            found[each.name] = {}
        elif isinstance(each, models.CharField) and each.name in {"words", "text"}:
            found[each.name] = ""
    return found


def _settle(met: list[int], person_id: int) -> None:
    """Counts and folded rows of others are true again."""
    for piece in _pieces(met):
        there = list(Note.objects.filter(id__in=piece).values_list("id", flat=True))
        interactions.recount_notes(there)
        notifications.fold_notes(there)
        feed.place_notes(there)
    notifications.forget_person(person_id)


def _forget_mail(person: Person) -> None:
    """What is known by an address or came before the account; it goes first, while the address is known."""
    found: set[str] = set()
    for sign_in in SignIn.objects.filter(person=person):
        cache.delete(people.email_code_key(sign_in))
        found.update({sign_in.email, *EmailAddress.objects.filter(user=sign_in).values_list("email", flat=True)})
    emails = sorted(found - {""})
    OutgoingMail.objects.filter(to__in=emails).delete()
    brought = Arrival.objects.filter(person=person, newcomer__isnull=False)
    came = list(brought.values_list("newcomer_id", flat=True))
    brought.update(newcomer=None)
    WaitingNewcomer.objects.filter(Q(email__in=emails) | Q(id__in=came)).delete()


def _pieces(ids: list[int]) -> Iterator[list[int]]:
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))


@contextlib.contextmanager
def _overwriting() -> Iterator[None]:
    """SQLite leaves what is deleted in its file until something else needs the room: here it writes zeros over it."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete")
        (before,) = cursor.fetchone()
        cursor.execute("PRAGMA secure_delete = ON")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA secure_delete = {int(before)}")
            if not connection.in_atomic_block:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
