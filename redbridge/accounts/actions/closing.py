"""Leaving hides at once; for a while one can come back. `privacy` says when, and deletes everything else first."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from redbridge.accounts.actions.devices import end_all_sessions
from redbridge.accounts.actions.protection import check_password
from redbridge.accounts.actions.tokens import end_all_tokens
from redbridge.accounts.events import PersonChanged, PersonClosed
from redbridge.accounts.models import HandleHold, Person, SignIn
from redbridge.accounts.queries import sign_in_of
from redbridge.events import announce

HELD_FOR = timedelta(days=365)
LEFT = "left"


def close_account(actor: Person, *, password: str) -> None:
    """Hide everything of the actor at once and sign all devices out. Asks for the password. Announces PersonClosed."""
    sign_in = sign_in_of(actor)
    check_password(sign_in, password=password)
    with transaction.atomic():
        now = timezone.now()
        if Person.objects.filter(id=actor.id, closed_at=None).update(closed_at=now, version=actor.version + 1):
            actor.closed_at = now
            announce(PersonClosed(actor.id))
        end_all_sessions(sign_in)
        end_all_tokens(sign_in)


def reopen_account(sign_in: SignIn) -> None:
    """Show somebody again who signed in within the time of grace. Announces PersonChanged."""
    with transaction.atomic():
        person = Person.objects.select_for_update().filter(sign_in=sign_in).first()
        if person is None or person.closed_at is None:
            return
        person.closed_at = None
        person.version += 1
        person.save(update_fields=["closed_at", "version"])
        announce(PersonChanged(person.id))


def erase_person(*, person_id: int) -> bool:
    """Delete somebody and all rows that hang on them; for `privacy` and the demo world. False if nobody is there.

    The handle of somebody real stays unused for a year, so that nobody can pretend to be them.
    """
    with transaction.atomic():
        person = Person.objects.select_for_update().filter(id=person_id).first()
        if person is None:
            return False
        if not person.host and not person.is_demo:
            HandleHold.objects.update_or_create(
                handle=person.handle, defaults={"reason": LEFT, "until": timezone.now() + HELD_FOR}
            )
        for sign_in in SignIn.objects.filter(person=person):
            end_all_sessions(sign_in)
            sign_in.delete()
        person.delete()
    return True
