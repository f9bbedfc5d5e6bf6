"""The end of an account: asked for, taken back, done."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from redbridge.accounts import actions as accounts
from redbridge.accounts import queries as people
from redbridge.accounts.models import Person, SignIn
from redbridge.mail import actions as mail
from redbridge.privacy import queries
from redbridge.privacy.erasing import erase, forget_leftovers
from redbridge.privacy.models import Farewell, Forwarding, Signpost

SIGNPOST_KEPT = timedelta(days=365)


def ask_farewell(actor: Person, *, password: str, keeps_signpost: bool = False) -> Farewell:
    """Hide the actor from everybody at once, and have all of theirs deleted after the time of grace.

    Asks for the password. Every device and program is signed out. With `keeps_signpost` their name says for a year
    where they live now, if they said so before.
    """
    sign_in = people.sign_in_of(actor)
    email, language = people.email_of(sign_in), people.preferences_of(actor).language
    with transaction.atomic():
        accounts.close_account(actor, password=password)
        now = timezone.now()
        due = now + queries.grace()
        said = {"asked_at": now, "due_at": due, "keeps_signpost": keeps_signpost}
        row, _is_new = Farewell.objects.update_or_create(person=actor, defaults=said)
        if keeps_signpost:
            _put_up(actor)
        if email:
            context = {"handle": actor.handle, "due": due}
            mail.send_mail(email, template="farewell", language=language, context=context)
    return row


def undo_farewell(sign_in: SignIn) -> None:
    """Show somebody again who signed in within the time of grace and said that they want to stay."""
    with transaction.atomic():
        accounts.reopen_account(sign_in)
        if sign_in.person is not None:
            Farewell.objects.filter(person=sign_in.person).delete()
            Signpost.objects.filter(handle=sign_in.person.handle).delete()


def purge_due() -> int:
    """Delete everybody whose time of grace is over, with all that is theirs. Returns how many."""
    done = 0
    for person_id in queries.due_farewells():
        Farewell.objects.filter(person=person_id, started_at=None).update(started_at=timezone.now())
        done += erase(person_id=person_id)
    if done:
        forget_leftovers()
    Signpost.objects.filter(until__lte=timezone.now()).delete()
    return done


def erase_person(*, person_id: int) -> bool:
    """Delete somebody with all that is theirs, at once; for whoever runs the site. False if nobody is there."""
    found = erase(person_id=person_id)
    forget_leftovers()
    return found


def _put_up(person: Person) -> None:
    home = Forwarding.objects.filter(person=person).first()
    if home is not None:
        until = timezone.now() + SIGNPOST_KEPT
        Signpost.objects.update_or_create(handle=person.handle, defaults={"address": home.address, "until": until})
