"""Follow, let in, block and mute: every action may be repeated, and every count moves in the transaction of its row."""

from django.db import transaction
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext as _

from redbridge.accounts.models import Person
from redbridge.events import announce
from redbridge.follows.events import Blocked, FollowAccepted, FollowAsked, Followed, Muted, Unfollowed
from redbridge.follows.models import Block, Follow, FollowTally, Mute
from redbridge.follows.queries import ACCEPTED, ASKED, relation
from redbridge.kit import limits
from redbridge.kit.errors import NotAllowed, NotFound, Refused
from redbridge.kit.ids import possible


def follow(actor: Person, *, person_id: int) -> Follow.State:
    """Follow somebody, or ask to if their account is private; returns which of the two it became.

    Announces Followed or FollowAsked, once. NotFound where the actor may not know of the person.
    """
    limits.require(f"follow:{actor.id}", limit=200, seconds=3600)
    with transaction.atomic():
        me, other = _lock_pair(actor, person_id)
        if not other.is_shown or relation(me, person_id=other.id).is_apart:
            raise NotFound
        row = Follow.objects.filter(follower=me, followed=other).first()
        if row is not None:
            return Follow.State(row.state)
        state = ASKED if other.is_private else ACCEPTED
        Follow.objects.create(follower=me, followed=other, state=state)
        _count(me.id, other.id, state, 1)
        announce((FollowAsked if state == ASKED else Followed)(me.id, other.id))
        return state


def unfollow(actor: Person, *, person_id: int) -> None:
    """End a follow or take a request back. Announces Unfollowed if there was one."""
    with transaction.atomic():
        _lock_pair(actor, person_id)
        _end(actor.id, person_id)


def accept_request(actor: Person, *, person_id: int) -> bool:
    """Let somebody in who asked to follow; False if they no longer ask. Announces FollowAccepted."""
    with transaction.atomic():
        _lock_pair(actor, person_id)
        asked = Follow.objects.filter(follower_id=person_id, followed=actor, state=ASKED)
        if not asked.update(state=ACCEPTED):
            return False
        _count(person_id, actor.id, ASKED, -1)
        _count(person_id, actor.id, ACCEPTED, 1)
        announce(FollowAccepted(person_id, actor.id))
        return True


def accept_all_requests(actor: Person) -> int:
    """Let everybody in who asks; what an account does that stops being private."""
    asking = list(Follow.objects.filter(followed=actor, state=ASKED).values_list("follower_id", flat=True))
    return sum(accept_request(actor, person_id=person_id) for person_id in asking)


def decline_request(actor: Person, *, person_id: int) -> None:
    """Turn a request down; the other is not told."""
    with transaction.atomic():
        _lock_pair(actor, person_id)
        _end(person_id, actor.id, only=ASKED)


def remove_follower(actor: Person, *, person_id: int) -> None:
    """Somebody no longer follows the actor; they are not told."""
    with transaction.atomic():
        _lock_pair(actor, person_id)
        _end(person_id, actor.id)


def block(actor: Person, *, person_id: int) -> None:
    """Neither sees the other any more; follows and requests between them end. Announces Blocked, once."""
    with transaction.atomic():
        me, other = _lock_pair(actor, person_id)
        _, is_new = Block.objects.get_or_create(blocker=me, blocked=other)
        _end(me.id, other.id)
        _end(other.id, me.id)
        if is_new:
            announce(Blocked(me.id, other.id))


def unblock(actor: Person, *, person_id: int) -> None:
    """Lift the actor's own block; follows do not come back."""
    Block.objects.filter(blocker=actor, blocked__in=possible([person_id])).delete()


def mute(actor: Person, *, person_id: int) -> None:
    """Keep somebody's things out of the actor's lists without a word to them. Announces Muted."""
    with transaction.atomic():
        me, other = _lock_pair(actor, person_id)
        _, is_new = Mute.objects.get_or_create(muter=me, muted=other)
        if is_new:
            announce(Muted(me.id, other.id))


def unmute(actor: Person, *, person_id: int) -> None:
    """Let somebody's things back into the actor's lists. Announces Muted."""
    with transaction.atomic():
        if Mute.objects.filter(muter=actor, muted__in=possible([person_id])).delete()[0]:
            announce(Muted(actor.id, person_id))


def _lock_pair(actor: Person, person_id: int) -> tuple[Person, Person]:
    """Both rows, always locked in the same order, so that what two people do to each other happens one after the other.

    SQLite needs no row locks: its transactions take the write lock when they begin.
    """
    if actor.id == person_id:
        raise Refused(_("That is you."), code="oneself")
    pair = possible(sorted((actor.id, person_id)))
    rows = {row.id: row for row in Person.objects.select_for_update(no_key=True).filter(id__in=pair).order_by("id")}
    if person_id not in rows or actor.id not in rows:
        raise NotFound
    if not rows[actor.id].is_shown:
        raise NotAllowed(_("Your account cannot do this at the moment."))
    return rows[actor.id], rows[person_id]


def _end(follower_id: int, followed_id: int, *, only: Follow.State | None = None) -> None:
    row = Follow.objects.filter(follower_id=follower_id, followed_id=followed_id).first()
    if row is None or (only is not None and row.state != only):
        return
    row.delete()
    _count(follower_id, followed_id, Follow.State(row.state), -1)
    announce(Unfollowed(follower_id, followed_id))


def _count(follower_id: int, followed_id: int, state: Follow.State, step: int) -> None:
    if state == ASKED:
        _add(followed_id, "requests", step)
        return
    for person_id, column in sorted([(followed_id, "followers"), (follower_id, "following")]):
        _add(person_id, column, step)


def _add(person_id: int, column: str, step: int) -> None:
    value = Greatest(F(column) + step, 0) if step < 0 else F(column) + step
    if not FollowTally.objects.filter(person_id=person_id).update(**{column: value}) and step > 0:
        FollowTally.objects.update_or_create(
            person_id=person_id, defaults={column: value}, create_defaults={column: step}
        )


def end_all_ties(*, person_id: int) -> None:
    """End every follow from and to somebody whose account is being erased; the counts of the others stay true."""
    ties = Follow.objects.filter(Q(follower=person_id) | Q(followed=person_id))
    while rows := list(ties.order_by("id")[:200]):
        with transaction.atomic():
            for row in Follow.objects.select_for_update().filter(id__in=[row.id for row in rows]):
                row.delete()
                _count(row.follower_id, row.followed_id, Follow.State(row.state), -1)


def recount_follows() -> None:
    """Make every tally true again; the ties of somebody who is erased go without any action."""
    # Looked for without a lock: one transaction for everybody would keep all others from writing.
    for person_id in list(_wrong_tallies()):
        with transaction.atomic():
            # The same lock that every action takes on this person.
            Person.objects.select_for_update(no_key=True).filter(id=person_id).first()
            followers = Follow.objects.filter(followed_id=person_id)
            true = {
                "followers": followers.filter(state=ACCEPTED).count(),
                "following": Follow.objects.filter(follower_id=person_id, state=ACCEPTED).count(),
                "requests": followers.filter(state=ASKED).count(),
            }
            FollowTally.objects.filter(person_id=person_id).exclude(**true).update(**true)


def _wrong_tallies() -> QuerySet[FollowTally, int]:
    counted = FollowTally.objects.annotate(
        true_followers=_ties("followed", ACCEPTED),
        true_following=_ties("follower", ACCEPTED),
        true_requests=_ties("followed", ASKED),
    )
    wrong = counted.exclude(followers=F("true_followers"), following=F("true_following"), requests=F("true_requests"))
    return wrong.values_list("person_id", flat=True)


def _ties(side: str, state: str) -> Coalesce:
    ties = Follow.objects.filter(**{side: OuterRef("person_id")}, state=state).order_by().values(side)
    return Coalesce(Subquery(ties.annotate(count=Count("id")).values("count")), 0)
