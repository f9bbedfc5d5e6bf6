"""The picture and the wide cover that a person shows."""

from typing import Literal

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from redbridge.accounts.events import PersonChanged
from redbridge.accounts.models import Person
from redbridge.events import announce
from redbridge.kit.errors import NotAllowed, NotFound, Refused
from redbridge.media.actions.keeping import attach_pictures, release_pictures
from redbridge.media.models import Picture, Portrait
from redbridge.media.queries import SHOWN


def set_portrait(actor: Person, *, picture_id: int | None) -> None:
    """Show an uploaded picture as the actor's portrait, or none. The former one is deleted. Announces PersonChanged."""
    _show(actor, "picture", picture_id)


def set_cover(actor: Person, *, picture_id: int | None) -> None:
    """Show an uploaded picture above the actor's profile, or none. Announces PersonChanged."""
    _show(actor, "cover", picture_id)


def settle_profile_pictures(*, person_id: int) -> None:
    """Open or close portrait and cover of somebody who was hidden, shown, left or came back. May be repeated."""
    with transaction.atomic():
        rows = Portrait.objects.select_related("person").select_for_update(of=("self",))
        portrait = rows.filter(person_id=person_id).first()
        if portrait is None:
            return
        ids = [found for found in (portrait.picture_id, portrait.cover_id) if found]
        shown = list(Picture.objects.filter(id__in=ids, standing__in=SHOWN).values_list("id", flat=True))
        was_open = Picture.objects.filter(id__in=shown, is_open=True).exists()
        attach_pictures(picture_ids=shown, is_open=portrait.person.is_shown)
        if was_open and not portrait.person.is_shown:  # their addresses changed
            Person.objects.filter(id=person_id).update(version=F("version") + 1)


def _show(actor: Person, column: Literal["picture", "cover"], picture_id: int | None) -> None:
    if not actor.is_shown:
        raise NotAllowed(_("Your account cannot do this at the moment."))
    with transaction.atomic():
        Portrait.objects.get_or_create(person=actor)
        portrait = Portrait.objects.select_for_update().get(person=actor)
        former = getattr(portrait, f"{column}_id")
        if former == picture_id:
            return
        if picture_id is not None:
            _check_free(actor, picture_id)
            attach_pictures(picture_ids=[picture_id], is_open=True)
        setattr(portrait, f"{column}_id", picture_id)
        portrait.save(update_fields=[column])
        if former is not None:
            release_pictures(picture_ids=[former])
        Person.objects.filter(id=actor.id).update(version=F("version") + 1)
        announce(PersonChanged(actor.id))


def _check_free(actor: Person, picture_id: int) -> None:
    """Own, and shown nowhere else: a picture belongs to one thing, and goes with it."""
    picture = Picture.objects.select_for_update(no_key=True).filter(id=picture_id, owner=actor).first()
    if picture is None:
        raise NotFound
    if picture.is_attached or picture.progress == Picture.Progress.REFUSED:
        raise Refused(_("Upload this picture again to show it here."), field="picture", code="attached")
