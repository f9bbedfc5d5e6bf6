"""People whom somebody knew elsewhere, and what became of their old handles and names."""

from datetime import datetime

from django.utils import timezone

from redbridge.accounts.models import Person
from redbridge.follows import queries as follows
from redbridge.notifications.actions.rows import Row, fold, forget, tell
from redbridge.notifications.models import Group, Kind


def tell_about_friend(*, person_id: int, friend_id: int, is_question: bool = False) -> None:
    """Tell somebody that a person whom they knew is here, or asks whether it is them; once for each."""
    kind = Kind.FRIEND_ASKS if is_question else Kind.FRIEND_FOUND
    tell(Row(person_id, Group.FOLLOWERS, kind, f"{kind}:{friend_id}", timezone.now(), actor_id=friend_id))


def forget_friend(*, person_id: int, friend_id: int) -> None:
    """Take back what two people were told of each other, as when one of them changed their mind."""
    for told, other in ((person_id, friend_id), (friend_id, person_id)):
        for kind in (Kind.FRIEND_FOUND, Kind.FRIEND_ASKS):
            forget(told, f"{kind}:{other}")


def tell_about_old_handle(*, person_id: int, handle_id: int, is_proved: bool, at: datetime) -> None:
    """Tell somebody what a moderator said of their old handle, and when."""
    kind = Kind.HANDLE_PROVED if is_proved else Kind.HANDLE_DECLINED
    tell(Row(person_id, Group.SYSTEM, kind, f"{kind}:{handle_id}:{at:%y%m%d%H%M%S}", at))


def tell_about_revocation(*, person_id: int, handle_id: int, at: datetime) -> None:
    """Tell somebody that a moderator took back what they had proved."""
    tell(Row(person_id, Group.SYSTEM, Kind.HANDLE_REVOKED, f"{Kind.HANDLE_REVOKED}:{handle_id}:{at:%y%m%d%H%M%S}", at))


def tell_about_ended_vouch(*, person_id: int, owner_id: int, handle_id: int) -> None:
    """Tell somebody that their word for another counts no longer; not where the two are apart."""
    person = Person.objects.filter(id=person_id).first()
    if person is None or follows.relation(person, person_id=owner_id).is_apart:
        return
    key = f"{Kind.VOUCH_ENDED}:{handle_id}"
    tell(Row(person_id, Group.SYSTEM, Kind.VOUCH_ENDED, key, timezone.now(), actor_id=owner_id))


def fold_waiting(*, person_id: int, count: int, is_news: bool) -> None:
    """Keep one row for a moderator with what waits for them; it goes when nothing does."""
    if count:
        kind = Kind.HANDLES_WAIT
        fold(Row(person_id, Group.SYSTEM, kind, kind.value, timezone.now(), count=count), is_news=is_news)
    else:
        forget(person_id, Kind.HANDLES_WAIT.value)


def tell_about_name(*, claim_id: int, person_id: int, bearer_id: int, is_given: bool) -> None:
    """Tell both whose a name is now; who bears a name that nobody could claim from them hears nothing."""
    now, key = timezone.now(), f"name:{claim_id}"
    tell(Row(person_id, Group.SYSTEM, Kind.NAME_GIVEN if is_given else Kind.NAME_DECLINED, key, now))
    if is_given:
        tell(Row(bearer_id, Group.SYSTEM, Kind.NAME_PASSED_ON, key, now))


def tell_about_arrival(*, person_id: int, arrival_id: int, is_done: bool) -> None:
    """Tell somebody that what they brought was read, or is here; once for each. The row names the upload."""
    kind = Kind.ARRIVAL_DONE if is_done else Kind.ARRIVAL_READY
    tell(Row(person_id, Group.SYSTEM, kind, f"{kind}:{arrival_id}", timezone.now(), note_id=arrival_id))


def tell_about_mentor(*, person_id: int, mentor_id: int, mentoring_id: int) -> None:
    """Tell a newcomer who says yes to keeping them company."""
    key = f"{Kind.MENTOR_FOUND}:{mentoring_id}"
    tell(Row(person_id, Group.SYSTEM, Kind.MENTOR_FOUND, key, timezone.now(), actor_id=mentor_id))
