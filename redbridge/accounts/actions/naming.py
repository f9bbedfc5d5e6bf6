"""A name of this site changes hands: from somebody who pretends to whom it belongs."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from redbridge.accounts.events import PersonChanged
from redbridge.accounts.models import HandleHold, Person, SignIn
from redbridge.accounts.queries import free_handle_like
from redbridge.events import announce
from redbridge.kit.errors import Refused

HELD_FOR = timedelta(days=365)
RENAMED = "renamed"


def pass_name_on(*, name: str, bearer_id: int, person_id: int) -> str:
    """Give the bearer of a name another one and the name to the person; called after a moderator decided.

    Returns the bearer's new name. The person's former one stays unused for a year. Announces PersonChanged for both.
    """
    with transaction.atomic():
        pair = Person.objects.select_for_update().filter(id__in=(bearer_id, person_id), host="").order_by("id")
        people = {person.id: person for person in pair}
        bearer, person = people.get(bearer_id), people.get(person_id)
        if bearer is None or person is None or bearer.handle != name:
            raise Refused(_("Nobody bears this name any more."), code="gone")
        fresh, former = free_handle_like(name, name=bearer.name), person.handle
        if not fresh:
            raise Refused(_("No free name comes to mind for them."), code="no_name")
        _rename(bearer, fresh)
        _rename(person, name)
        until = timezone.now() + HELD_FOR
        HandleHold.objects.update_or_create(handle=former, defaults={"reason": RENAMED, "until": until})
        return fresh


def _rename(person: Person, handle: str) -> None:
    person.handle = handle
    person.version += 1
    person.save(update_fields=["handle", "version"])
    SignIn.objects.filter(person=person).update(username=handle)
    announce(PersonChanged(person.id))
