"""People with old handles, and lists of whom they knew, as an import hands them over."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone

from redbridge.accounts.models import Person
from redbridge.arrival import actions, friendkeys
from redbridge.arrival.models import OldHandle
from redbridge.arrival.reading.tokens import token
from redbridge.events.worker import run_waiting


def proved(person: Person, handle: str, platform: str = "tiktok", *, is_shown: bool = False) -> OldHandle:
    """The person proves a handle by the eyes of a moderator."""
    row = actions.claim_handle(person, platform=platform, handle=handle, is_shown=is_shown)
    assert actions.prove(old_handle_id=row.id, method=OldHandle.Method.MODERATOR, moderator=person)
    run_waiting()
    row.refresh_from_db()
    return row


def brings(person: Person, handles: Sequence[str], kind: str = "following", platform: str = "tiktok") -> int:
    """What the import does with a list of names."""
    version, key = friendkeys.current()
    tokens = [token(key, platform, "handle", each) for each in handles]
    return actions.keep_keys(person, platform=platform, list=kind, tokens=tokens, key_version=version)


def opens(person: Person, *, found: bool = True, asks: bool = False, looks: bool = True) -> None:
    """The person allows to be found and to look."""
    actions.choose_finding(person, is_findable=found, asks_first=asks, is_looking=looks)
    run_waiting()


def looks(person: Person) -> None:
    """The person looks now."""
    actions.ask_to_find(person)
    run_waiting()


def grown(*people: Person) -> None:
    """Their accounts are no longer young."""
    Person.objects.filter(id__in=[person.id for person in people]).update(
        created_at=timezone.now() - timedelta(days=60)
    )
    for person in people:
        person.refresh_from_db()
