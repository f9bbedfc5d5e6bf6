"""Who follows, blocks and mutes whom, as seen by one of them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Value

from redbridge.accounts.models import Person
from redbridge.follows.models import Block, Follow, FollowTally, Mute
from redbridge.kit.errors import NotFound
from redbridge.kit.ids import possible
from redbridge.kit.prepared import Prepared

ACCEPTED = Follow.State.ACCEPTED
ASKED = Follow.State.ASKED
MOST_DIGITS = 19


@dataclass(frozen=True)
class Relation:
    """How things stand between a viewer and one other person, from the viewer's side."""

    follows: bool = False
    asked: bool = False
    followed_by: bool = False
    asked_by: bool = False
    blocks: bool = False
    blocked_by: bool = False
    mutes: bool = False

    @property
    def is_mutual(self) -> bool:
        return self.follows and self.followed_by

    @property
    def is_apart(self) -> bool:
        """Whether one of them blocks the other."""
        return self.blocks or self.blocked_by


@dataclass(frozen=True)
class FollowCounts:
    """What a profile shows; `requests` is for its owner."""

    followers: int = 0
    following: int = 0
    requests: int = 0


@dataclass(frozen=True)
class People:
    """One page of people, newest tie first; `after` leads to the next one, empty at the end."""

    person_ids: list[int]
    after: str


def relation(viewer: Person | None, *, person_id: int) -> Relation:
    return relations(viewer, person_ids=[person_id])[person_id]


def relations(viewer: Person | None, *, person_ids: Iterable[int]) -> dict[int, Relation]:
    """A relation for every id, in one query."""
    ids = set(person_ids)
    if viewer is None or not ids - {viewer.id}:
        return dict.fromkeys(ids, Relation())
    found: dict[int, dict[str, bool]] = {person_id: {} for person_id in ids}
    for person_id, tie in _TIES.rows(viewer=viewer.id, ids=possible(ids)):
        found[person_id][tie] = True
    return {person_id: Relation(**ties) for person_id, ties in found.items()}


def hidden_people(viewer: Person | None) -> frozenset[int]:
    """Whose things stay out of the viewer's lists: blocked either way, and muted."""
    return hidden_people_of(viewer.id) if viewer is not None else frozenset()


def hidden_people_of(viewer_id: int) -> frozenset[int]:
    """The same where no row of the viewer is at hand."""
    return frozenset(person_id for (person_id,) in _HIDDEN.rows(viewer=viewer_id))


def blocked_people(viewer: Person | None) -> frozenset[int]:
    """Whom the viewer blocks and who blocks the viewer."""
    if viewer is None:
        return frozenset()
    return frozenset(person_id for (person_id,) in _APART.rows(viewer=viewer.id))


def follows_any(viewer: Person | None, person_ids: Collection[int]) -> set[int]:
    """Those of the people whom the viewer follows."""
    if viewer is None or not person_ids:
        return set()
    return set(
        Follow.objects.filter(follower=viewer, followed__in=possible(person_ids), state=ACCEPTED).values_list(
            "followed_id", flat=True
        )
    )


def mutuals_any(viewer: Person | None, person_ids: Collection[int]) -> set[int]:
    """Those of the people who follow the viewer and whom the viewer follows."""
    if viewer is None or not person_ids:
        return set()
    back = Follow.objects.filter(follower=OuterRef("followed"), followed=viewer, state=ACCEPTED)
    return set(
        Follow.objects.filter(
            Exists(back), follower=viewer, followed__in=possible(person_ids), state=ACCEPTED
        ).values_list("followed_id", flat=True)
    )


def followers_of(viewer: Person | None, *, person: Person, after: str = "", limit: int = 40) -> People:
    """Who follows the person; NotFound where the viewer may not see the list."""
    _check_lists(viewer, person)
    return _page(viewer, Follow.objects.filter(followed=person, state=ACCEPTED), "follower", after, limit)


def following_of(viewer: Person | None, *, person: Person, after: str = "", limit: int = 40) -> People:
    """Whom the person follows; NotFound where the viewer may not see the list."""
    _check_lists(viewer, person)
    return _page(viewer, Follow.objects.filter(follower=person, state=ACCEPTED), "followed", after, limit)


def follow_requests(viewer: Person, *, after: str = "", limit: int = 40) -> People:
    """Who asks to follow the viewer."""
    return _page(viewer, Follow.objects.filter(followed=viewer, state=ASKED), "follower", after, limit)


def blocked_by(viewer: Person, *, after: str = "", limit: int = 40) -> People:
    """Whom the viewer blocks, for the settings page."""
    return _rows(Block.objects.filter(blocker=viewer), "blocked_id", after, limit)


def muted_by(viewer: Person, *, after: str = "", limit: int = 40) -> People:
    """Whom the viewer mutes, for the settings page."""
    return _rows(Mute.objects.filter(muter=viewer), "muted_id", after, limit)


def tallies(person_ids: Iterable[int]) -> dict[int, FollowCounts]:
    """Counts for every id, in one query."""
    ids = set(person_ids)
    found = dict.fromkeys(ids, FollowCounts())
    for person_id, followers, following, requests in _TALLIES.rows(ids=possible(ids)):
        found[person_id] = FollowCounts(followers, following, requests)
    return found


def may_see_person(viewer: Person | None, *, person: Person) -> bool:
    """Whether the person's profile is there for the viewer: not closed, not hidden, no block either way."""
    if viewer is not None and viewer.id == person.id:
        return True
    return person.is_shown and not (viewer and relation(viewer, person_id=person.id).is_apart)


def _ties(viewer: int, ids: list[int]) -> QuerySet[Any, Any]:
    """Every tie between the viewer and the people, as (person, name of the tie)."""
    forth = Follow.objects.filter(follower=viewer, followed__in=ids)
    back = Follow.objects.filter(followed=viewer, follower__in=ids)
    return _tie(forth.filter(state=ACCEPTED), "followed_id", "follows").union(
        _tie(forth.filter(state=ASKED), "followed_id", "asked"),
        _tie(back.filter(state=ACCEPTED), "follower_id", "followed_by"),
        _tie(back.filter(state=ASKED), "follower_id", "asked_by"),
        _tie(Block.objects.filter(blocker=viewer, blocked__in=ids), "blocked_id", "blocks"),
        _tie(Block.objects.filter(blocked=viewer, blocker__in=ids), "blocker_id", "blocked_by"),
        _tie(Mute.objects.filter(muter=viewer, muted__in=ids), "muted_id", "mutes"),
        all=True,
    )


def _tie(rows: QuerySet[Any], other: str, name: str) -> QuerySet[Any, tuple[int, str]]:
    named: QuerySet[Any, tuple[int, str]] = rows.annotate(tie=Value(name)).values_list(other, "tie")
    return named


def _apart_from(viewer: int) -> QuerySet[Block, Any]:
    """One column: whom the viewer blocks, and who blocks the viewer."""
    blocks = Block.objects.filter(blocker=viewer).values_list("blocked_id")
    return blocks.union(Block.objects.filter(blocked=viewer).values_list("blocker_id"))


_TALLIES: Prepared[FollowTally] = Prepared(
    lambda ids: FollowTally.objects.filter(person__in=ids).values_list(
        "person_id", "followers", "following", "requests"
    )
)
_TIES: Prepared[Follow] = Prepared(_ties)
_APART: Prepared[Block] = Prepared(_apart_from)
_HIDDEN: Prepared[Block] = Prepared(
    lambda viewer: _apart_from(viewer).union(Mute.objects.filter(muter=viewer).values_list("muted_id"), all=True)
)


def _check_lists(viewer: Person | None, person: Person) -> None:
    """Who follows a private account is for its followers."""
    if not may_see_person(viewer, person=person):
        raise NotFound
    if person.is_private and not _is_let_in(viewer, person):
        raise NotFound


def _is_let_in(viewer: Person | None, person: Person) -> bool:
    return viewer is not None and (viewer.id == person.id or bool(follows_any(viewer, [person.id])))


def _page(viewer: Person | None, rows: QuerySet[Follow], other: str, after: str, limit: int) -> People:
    shown = rows.filter(
        **{f"{other}__closed_at__isnull": True, f"{other}__standing__in": [Person.State.VISIBLE, Person.State.LIMITED]}
    )
    if viewer is not None:
        apart = Block.objects.filter(
            Q(blocker=viewer, blocked=OuterRef(other)) | Q(blocked=viewer, blocker=OuterRef(other))
        )
        shown = shown.filter(~Exists(apart))
    return _rows(shown, f"{other}_id", after, limit)


def _rows(rows: QuerySet[Any], other: str, after: str, limit: int) -> People:
    if after.isdecimal() and len(after) < MOST_DIGITS:
        rows = rows.filter(id__lt=int(after))
    found = list(rows.order_by("-id").values_list("id", other)[: limit + 1])
    page = found[:limit]
    return People([person_id for _, person_id in page], str(page[-1][0]) if len(found) > limit else "")
