"""Find people again, privately: lists are keyed tokens, and two meet only when both proved who they were and agreed.

Whoever is looked for and not found looks like whoever does not exist: the same words, the same time, no numbers.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from redbridge.accounts.models import Person
from redbridge.arrival import friendkeys
from redbridge.arrival.events import FindingChanged, FriendsSought
from redbridge.arrival.models import Finding, FriendKey, Match, OldHandle, SeenKey
from redbridge.arrival.queries.friends import KNOWN, finding_of
from redbridge.arrival.queries.handles import STANDING, own_row
from redbridge.arrival.reading.tokens import token
from redbridge.events import announce
from redbridge.follows import actions as follows
from redbridge.follows.queries import relation
from redbridge.kit import limits
from redbridge.kit.errors import NotAllowed, NotFound, Refused
from redbridge.kit.ids import possible
from redbridge.notifications import actions as notifications

State, List = Match.State, FriendKey.List
PROVED = OldHandle.State.PROVED
LASTS = timedelta(days=90)
RUNS_A_DAY = 3
FOLLOWS_A_DAY = 50
MOST_KEYS = 50_000
BATCH = 2_000
LOOK_UP = 400
SAFETY = (List.BLOCKED, List.MUTED)


def keep_keys(person: Person, *, platform: str, list: str, tokens: Sequence[str], key_version: int) -> int:  # noqa: A002
    """Keep the tokens of one list of somebody's export; whom they had blocked is blocked here at once.

    Blocks go first, before any list of people one knew. Tokens of people one knew last 90 days, those of a block list
    until they are erased. May be repeated; returns how many are new.
    """
    kind = List(list)
    until = None if kind in SAFETY else timezone.now() + LASTS
    wanted = tuple(dict.fromkeys(tokens))[:MOST_KEYS]
    count = 0
    for start in range(0, len(wanted), BATCH):
        some = wanted[start : start + BATCH]
        with transaction.atomic():
            own = FriendKey.objects.filter(person=person, platform=platform, list=kind)
            old = own.filter(token__in=some)
            known = set(old.values_list("token", flat=True))
            old.update(expires_at=until)
            rows = [
                FriendKey(
                    person=person, platform=platform, list=kind, token=each, key_version=key_version, expires_at=until
                )
                for each in some
                if each not in known
            ]
            FriendKey.objects.bulk_create(rows, ignore_conflicts=True)
            count += len(rows)
    if kind in SAFETY:
        _keep_away(person, platform)
    return count


def choose_finding(actor: Person, *, is_findable: bool, asks_first: bool, is_looking: bool) -> Finding:
    """What the actor allows. Less takes effect at once, everywhere; announces FindingChanged."""
    if not actor.is_shown:
        raise NotAllowed(_("Your account cannot do this at the moment."))
    with transaction.atomic():
        Person.objects.select_for_update(no_key=True).get(id=actor.id)
        was = finding_of(actor.id)
        row, _is_new = Finding.objects.update_or_create(
            person=actor,
            defaults={
                "is_findable": is_findable,
                "asks_first": asks_first,
                "is_looking": is_looking,
                "changed_at": timezone.now(),
            },
        )
        waiting = Match.objects.filter(state__in=[State.OFFERED, State.ASKED])
        if not is_findable:
            _forget(waiting.filter(found=actor))
        elif asks_first and not was.asks_first:
            _forget(waiting.filter(found=actor, state=State.OFFERED))
        if not is_looking:
            _forget(waiting.filter(person=actor))
        announce(FindingChanged(actor.id))
        return row


def ask_to_find(actor: Person) -> None:
    """Look for the people one knew, at most three times a day. Announces FriendsSought."""
    if not finding_of(actor.id).is_looking:
        raise Refused(_("Switch on looking first."), code="not_looking")
    limits.require(f"find-friends:{actor.id}", limit=RUNS_A_DAY, seconds=86_400)
    with transaction.atomic():
        announce(FriendsSought(actor.id))


def find_friends(*, person_id: int) -> None:
    """Offer somebody those of the people they knew who want to be found; for the worker."""
    person = Person.objects.filter(id=person_id).first()
    if person is None or not finding_of(person_id).is_looking:
        return
    for platform in _proved_platforms(person_id):
        rows = FriendKey.objects.filter(person=person, platform=platform, list__in=KNOWN, expires_at__gt=timezone.now())
        known = dict(rows.order_by("list").values_list("token", "list").iterator(chunk_size=BATCH))
        if not known:
            continue
        wanting = Finding.objects.filter(is_findable=True).values("person")
        handles = OldHandle.objects.filter(platform=platform, state=PROVED, person__in=wanting).exclude(person=person)
        for owner_id, kind in _known_owners(handles, known):
            _offer(person_id, owner_id, platform, kind)


def look_again(*, person_id: int) -> None:
    """Somebody proved a handle or opened up: tell those who wait for them, if both want it; for the worker.

    Whoever blocked the handle elsewhere has it blocked here before anything else happens.
    """
    for row in OldHandle.objects.filter(person=person_id, state__in=STANDING).order_by("id"):
        made = _tokens(row)
        for kind in SAFETY:
            for other_id in _holders(row.platform, [kind], made):
                _keep_apart(other_id, person_id, row.platform, kind)
        if row.state == PROVED and finding_of(person_id).is_findable:
            for other_id, known_as in _holders(row.platform, KNOWN, made).items():
                _offer(other_id, person_id, row.platform, known_as)
    find_friends(person_id=person_id)


def follow_friends(actor: Person, *, person_ids: Iterable[int]) -> list[int]:
    """Follow those of the offered people who were ticked; returns whom, so that it can be undone."""
    ticked = possible(person_ids)
    done: list[int] = []
    for match in Match.objects.filter(person=actor, found__in=ticked, state=State.OFFERED).order_by("id"):
        limits.require(f"follow-friends:{actor.id}", limit=FOLLOWS_A_DAY, seconds=86_400)
        with transaction.atomic():
            try:
                follows.follow(actor, person_id=match.found_id)
            except NotFound:
                continue
            Match.objects.filter(id=match.id, state=State.OFFERED).update(state=State.FOLLOWED, at=timezone.now())
        done.append(match.found_id)
    return done


def undo_follows(actor: Person, *, person_ids: Iterable[int]) -> None:
    """Take follows of the last hour back; the people are offered again."""
    since = timezone.now() - timedelta(hours=1)
    rows = Match.objects.filter(person=actor, found__in=possible(person_ids), state=State.FOLLOWED, at__gt=since)
    for match in rows.order_by("id"):
        with transaction.atomic():
            follows.unfollow(actor, person_id=match.found_id)
            Match.objects.filter(id=match.id, state=State.FOLLOWED).update(state=State.OFFERED)


def dismiss_friend(actor: Person, *, person_id: int) -> None:
    """Not this one; they are not offered again and never learn of it."""
    with transaction.atomic():
        rows = Match.objects.filter(person=actor, found__in=possible([person_id]), state=State.OFFERED)
        _untell(rows)
        rows.update(state=State.DISMISSED)


def answer_friend(actor: Person, *, person_id: int, may_find: bool) -> None:
    """Say yes or no to somebody who looks for the actor; a no is never told."""
    with transaction.atomic():
        _lock(actor.id, person_id)
        rows = Match.objects.filter(person__in=possible([person_id]), found=actor, state=State.ASKED)
        found = rows.first()
        if found is None:
            return
        _untell(rows)
        rows.update(state=State.OFFERED if may_find else State.DECLINED, at=timezone.now())
        if may_find:
            _tell(person_id, actor.id)


def erase_friend_keys(actor: Person) -> None:
    """Erase everything that is kept of the actor's lists, now; whom they had blocked here stays blocked."""
    with transaction.atomic():
        Person.objects.select_for_update(no_key=True).get(id=actor.id)
        FriendKey.objects.filter(person=actor).delete()
        _forget(Match.objects.filter(person=actor).exclude(list__in=SAFETY))


def leave_lists(actor: Person, *, handle_id: int) -> None:
    """Erase the actor's proved handle from the lists of everybody who knew them; blocks stay."""
    row = own_row(actor, handle_id=handle_id)
    if row.state != PROVED:
        raise Refused(_("Prove the handle first: else anybody could erase it for you."), code="not_proved")
    FriendKey.objects.filter(token__in=list(_tokens(row)), platform=row.platform, list__in=KNOWN).delete()
    with transaction.atomic():
        waiting = Match.objects.filter(found=actor, platform=row.platform, state__in=[State.OFFERED, State.ASKED])
        _forget(waiting)


def lose_friends(*, person_id: int, platform: str) -> None:
    """A handle is proved no longer: nobody is offered through it any more."""
    if platform in _proved_platforms(person_id):
        return
    with transaction.atomic():
        waiting = Match.objects.filter(platform=platform, state__in=[State.OFFERED, State.ASKED])
        _forget(waiting.filter(found=person_id))
        _forget(waiting.filter(person=person_id))


def forget_expired_keys() -> None:
    """Tokens that nobody matched go after 90 days, and a key when its last token is gone."""
    while ids := list(FriendKey.objects.filter(expires_at__lte=timezone.now()).values_list("id", flat=True)[:BATCH]):
        FriendKey.objects.filter(id__in=ids).delete()
    used = {
        version
        for model in (FriendKey, SeenKey)
        for version in model.objects.values_list("key_version", flat=True).distinct()
    }
    friendkeys.forget(all_but=used)


def _known_owners(handles: "QuerySet[OldHandle]", known: dict[str, str]) -> list[tuple[int, str]]:
    """Owners of handles that are among the known tokens. Every handle costs the same, whoever it belongs to."""
    keys = friendkeys.keys()
    found = []
    for platform, key, owner_id in handles.values_list("platform", "key", "person_id").iterator(chunk_size=BATCH):
        kinds = [known.get(token(secret, platform, "handle", key)) for secret in keys.values()]
        found += [(owner_id, kind) for kind in kinds if kind]
    return found


def _tokens(row: OldHandle) -> set[str]:
    return {token(secret, row.platform, "handle", row.key) for secret in friendkeys.keys().values()}


def _holders(platform: str, lists: Iterable[str], made: set[str]) -> dict[int, str]:
    """Who has one of the tokens on such a list, with the list."""
    rows = FriendKey.objects.filter(token__in=made, list__in=[*lists], platform=platform)
    alive = [
        (person, kind)
        for person, kind, until in rows.values_list("person_id", "list", "expires_at")
        if until is None or until > timezone.now()
    ]
    return dict(sorted(alive))


def _proved_platforms(person_id: int) -> list[str]:
    rows = OldHandle.objects.filter(person=person_id, state=PROVED)
    return list(rows.values_list("platform", flat=True).distinct())


def _keep_away(person: Person, platform: str) -> None:
    """Block and mute here whom somebody had blocked and muted there, as far as they proved who they were."""
    rows = FriendKey.objects.filter(person=person, platform=platform, list__in=SAFETY)
    known = dict(rows.order_by("-list").values_list("token", "list"))
    handles = OldHandle.objects.filter(platform=platform, state__in=STANDING).exclude(person=person)
    for owner_id, kind in _known_owners(handles, known):
        _keep_apart(person.id, owner_id, platform, kind)


def _keep_apart(person_id: int, other_id: int, platform: str, kind: str) -> None:
    """Block or mute somebody, once: whoever lifts it later has decided anew."""
    with transaction.atomic():
        people = _lock(person_id, other_id)
        marks = Match.objects.filter(person=person_id, found=other_id)
        if len(people) < 2 or not people[person_id].is_shown or marks.filter(list=kind).exists():  # noqa: PLR2004 - both
            return
        tie = relation(people[person_id], person_id=other_id)
        if tie.blocks or (tie.mutes and kind == List.MUTED):
            return
        (follows.block if kind == List.BLOCKED else follows.mute)(people[person_id], person_id=other_id)
        _forget(marks)
        if kind == List.BLOCKED:
            _forget(Match.objects.filter(person=other_id, found=person_id))
        Match.objects.create(
            person_id=person_id, found_id=other_id, platform=platform, list=kind, state=State.DISMISSED
        )


def _offer(person_id: int, found_id: int, platform: str, kind: str) -> None:
    """Offer somebody to somebody, if at this moment both are here, both want it and neither is kept from the other."""
    with transaction.atomic():
        people = _lock(person_id, found_id)
        if not _may_meet(people, person_id, found_id, platform):
            return
        asks_first = finding_of(found_id).asks_first or people[found_id].age_band == Person.AgeBand.TEEN
        _row, is_new = Match.objects.get_or_create(
            person_id=person_id,
            found_id=found_id,
            defaults={
                "platform": platform,
                "list": kind,
                "state": State.ASKED if asks_first else State.OFFERED,
                "at": timezone.now(),
            },
        )
        if is_new and asks_first:
            _tell(found_id, person_id, is_question=True)
        elif is_new:
            _tell(person_id, found_id)


def _may_meet(people: dict[int, Person], person_id: int, found_id: int, platform: str) -> bool:
    person, found = people.get(person_id), people.get(found_id)
    if person is None or found is None or not (person.is_shown and found.is_shown):
        return False
    if not (finding_of(person_id).is_looking and finding_of(found_id).is_findable):
        return False
    if {platform} - set(_proved_platforms(person_id)) or {platform} - set(_proved_platforms(found_id)):
        return False
    tie = relation(person, person_id=found_id)
    back = relation(found, person_id=person_id)
    return not (tie.is_apart or tie.mutes or back.mutes or tie.follows or tie.asked)


def _lock(*person_ids: int) -> dict[int, Person]:
    """Both rows in the order in which follows and blocks lock them, so that one happens before the other."""
    rows = Person.objects.select_for_update(no_key=True).filter(id__in=possible(sorted(person_ids))).order_by("id")
    return {row.id: row for row in rows}


def _tell(person_id: int, other_id: int, *, is_question: bool = False) -> None:
    notifications.tell_about_friend(person_id=person_id, friend_id=other_id, is_question=is_question)


def _untell(rows: "QuerySet[Match]") -> None:
    for person_id, found_id in rows.values_list("person_id", "found_id"):
        notifications.forget_friend(person_id=person_id, friend_id=found_id)


def _forget(rows: "QuerySet[Match]") -> None:
    _untell(rows)
    rows.delete()
